import { useEffect, useId, useRef, useState } from "react";

import type { Command } from "../../app/commands.ts";
import { usePage } from "../../app/context.tsx";
import type { StepName } from "../../editor/acts/step-names.ts";
import { firstWords, outlineOf } from "../../state/run-outline.ts";
import { Button } from "../../ui/button.tsx";
import { closeThen } from "../../ui/closing.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { TextField } from "../../ui/field.tsx";
import { say } from "../../words/say.ts";
import type { RunSession } from "./run-session.ts";
import { useOrderOfWriting } from "./structure-provenance.ts";

/** A bookmark that is not named yet is offered the beginning of its step, this many UTF-16 units of it. */
const OFFERED_UNITS = 40;

type Question = StepName | "moveTo";

/** What asks for something before it is done to the caret's step: a place, a chapter's name, a bookmark's. */
export function StepStructure({ session }: { readonly session: RunSession }) {
  const { commands } = usePage();
  const [question, setQuestion] = useState<Question | null>(null);
  useEffect(() => commands.register(structureCommands(session, setQuestion)), [commands, session]);
  useOrderOfWriting(session);
  const close = (): void => setQuestion(null);
  switch (question) {
    case null:
      return null;
    case "moveTo":
      return <MoveStep session={session} onClose={close} />;
    case "chapter":
    case "bookmark":
      return <NameStep kind={question} session={session} onClose={close} />;
  }
}

function structureCommands(session: RunSession, ask: (question: Question) => void): Command[] {
  const isEnabled = (): boolean =>
    session.editor.acts.some((act) => act.id === "insertStep" && act.isEnabled()) &&
    session.editor.snapshot().caret !== null;
  return [
    {
      id: "structure.moveTo",
      title: say("structure.moveTo"),
      group: "run",
      isEnabled,
      run: () => ask("moveTo"),
    },
    { id: "structure.chapter", title: say("structure.chapter"), group: "run", isEnabled, run: () => ask("chapter") },
    {
      id: "structure.bookmark",
      title: say("structure.bookmark"),
      group: "run",
      keys: "Mod+D",
      isEnabled,
      run: () => ask("bookmark"),
    },
    {
      id: "structure.parked",
      title: say("structure.showParked"),
      group: "view",
      isActive: () => session.editor.snapshot().isParkedShown,
      run: () => session.editor.setParkedShown(!session.editor.snapshot().isParkedShown),
    },
  ];
}

function MoveStep({ session, onClose }: { readonly session: RunSession; readonly onClose: () => void }) {
  const { caret, steps } = session.editor.snapshot();
  const step = caret?.step ?? 1;
  const [text, setText] = useState(String(step));
  const to = /^\d{1,6}$/u.test(text.trim()) ? Number(text.trim()) : 0;
  const isPlace = to >= 1 && to <= steps;
  return (
    <OneField
      title={say("structure.moveToTitle", { step })}
      label={say("structure.moveToNumber")}
      hint={say("structure.moveToWrong", { last: steps })}
      wrong={isPlace ? null : say("structure.moveToWrong", { last: steps })}
      done={say("structure.move")}
      value={text}
      onText={setText}
      onClose={onClose}
      onDone={() => session.editor.moveStepTo(to)}
    />
  );
}

function NameStep({
  kind,
  session,
  onClose,
}: {
  readonly kind: StepName;
  readonly session: RunSession;
  readonly onClose: () => void;
}) {
  const { caret } = session.editor.snapshot();
  const [name, setName] = useState(() => caret?.[kind] ?? (kind === "bookmark" ? offeredName(session) : ""));
  return (
    <OneField
      title={say(kind === "chapter" ? "structure.chapterTitle" : "structure.bookmarkTitle", {
        step: caret?.step ?? 1,
      })}
      label={say(kind === "chapter" ? "structure.chapterName" : "structure.bookmarkName")}
      hint={say("structure.emptyRemoves")}
      wrong={null}
      done={say("structure.keep")}
      value={name}
      onText={setName}
      onClose={onClose}
      onDone={() => session.editor.nameStep(kind, name)}
    />
  );
}

function offeredName(session: RunSession): string {
  const id = session.editor.snapshot().caret?.stepId;
  const opening = outlineOf(session.steps.get()).find((step) => step.id === id)?.opening ?? "";
  return firstWords(opening, OFFERED_UNITS);
}

/** A dialog of one field, all of it selected: typing replaces it, Enter takes it. */
function OneField({
  title,
  label,
  hint,
  wrong,
  done,
  value,
  onText,
  onClose,
  onDone,
}: {
  readonly title: string;
  readonly label: string;
  readonly hint: string;
  readonly wrong: string | null;
  readonly done: string;
  readonly value: string;
  readonly onText: (text: string) => void;
  readonly onClose: () => void;
  readonly onDone: () => void;
}) {
  const form = useId();
  const field = useRef<HTMLInputElement>(null);
  return (
    <Dialog
      title={title}
      size="small"
      onClose={onClose}
      initialFocus={field}
      footer={
        <>
          <span className="grow" />
          <Button onClick={onClose}>{say("cancel")}</Button>
          <Button kind="primary" type="submit" form={form} disabled={wrong !== null}>
            {done}
          </Button>
        </>
      }
    >
      <form
        id={form}
        onSubmit={(event) => {
          event.preventDefault();
          if (wrong !== null) return;
          // The act leaves the focus in the text, where the step now stands.
          closeThen(onClose, onDone);
        }}
      >
        <TextField
          ref={field}
          label={label}
          {...(wrong === null ? { hint } : { wrong })}
          value={value}
          autoComplete="off"
          onFocus={(event) => event.target.select()}
          onText={onText}
        />
      </form>
    </Dialog>
  );
}
