import { useEffect, useRef, useState } from "react";

import { usePage } from "../../app/context.tsx";
import { fileNameOf } from "../../app/export/file-name.ts";
import type { RunChange } from "../../app/run-history.ts";
import { type Failure, plainFailure } from "../../../shared/contract/failure.ts";
import { type BatchId, type DeviceId, newBatchId, type PersonId } from "../../../shared/domain/ids.ts";
import { freshStory, playersView } from "../../../shared/domain/turn.ts";
import { failed, type Outcome } from "../../../shared/lib/outcome.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { TextArea } from "../../ui/field.tsx";
import { TroubleDialog } from "../../ui/trouble-dialog.tsx";
import { say } from "../../words/say.ts";
import type { RunSession } from "./run-session.ts";

type Trouble = { readonly what: string; readonly failure: Failure };
type By = { readonly batchId: BatchId; readonly personId: PersonId; readonly deviceId: DeviceId };

/** Turns at playing speed: the new story to the clipboard, the player's answer into the action, hot seat and turn files. */
export function TurnDesk({ session, title }: { readonly session: RunSession; readonly title: string }) {
  const page = usePage();
  const { commands, host, announce, go } = page;
  const [awaits, setAwaits] = useState<number | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const { runId } = session;

  const copy = (): void => {
    const view = playersView(session.editor.steps());
    const text = freshStory(view);
    if (text === "") return announce(say("turn.nothingNew"));
    announce(say(copyPlain(text) ? "turn.copied" : "turn.notCopied"));
    session.editor.focus();
  };
  const answer = (): void => {
    const { awaits: step } = playersView(session.editor.steps());
    if (step === null) announce(say("turn.notAwaited"));
    else setAwaits(step);
  };
  /** Lets the library put the action in; the text takes it in, and undo does not take it back. */
  const change = async (
    act: (by: By) => Promise<Outcome<RunChange, Failure>>,
    step: number | null,
  ): Promise<boolean> => {
    const landed = await session.letChange<RunChange>(async () => {
      const library = await host.call("library.describe", {});
      if (!library.ok) return library;
      const { personId, deviceId } = library.value;
      if (deviceId === null) return failed(plainFailure("readOnly", say("run.readOnlyLibrary")));
      return act({ batchId: newBatchId(), personId, deviceId });
    });
    if (!landed.ok) {
      setTrouble({ what: say("turn.landFailed"), failure: landed.failure });
      return false;
    }
    const id = landed.value.steps[0]?.id;
    if (id !== undefined) session.editor.goToStep(id, "action");
    session.editor.focus();
    announce(step === null ? say("turn.takenIn") : say("turn.landed", { step }));
    return true;
  };
  const paste = async (step: number, text: string): Promise<void> => {
    const action = { text, tagged: false };
    if (await change((by) => host.call("turn.land", { runId, step, action, came: "pasted", ...by }), step))
      setAwaits(null);
  };
  const send = async (): Promise<void> => {
    const place = await host.exportTarget("file", fileNameOf(title, "-turn.runpkg"));
    if (!place.ok) return setTrouble({ what: say("turn.sendFailed"), failure: place.failure });
    if (place.value === null) return;
    await session.flush();
    const written = await host.call("turn.export", { runId, target: place.value.target, overwrite: true });
    if (!written.ok) return setTrouble({ what: say("turn.sendFailed"), failure: written.failure });
    const handed = await place.value.finish();
    if (!handed.ok) return setTrouble({ what: say("turn.sendFailed"), failure: handed.failure });
    announce(say("turn.sent", { file: written.value.file }));
  };
  const takeIn = async (): Promise<void> => {
    const picked = await host.pickFiles({ several: false });
    if (!picked.ok) return setTrouble({ what: say("turn.landFailed"), failure: picked.failure });
    const [chosen] = picked.value;
    if (chosen === undefined) return;
    await change((by) => host.call("turn.import", { file: chosen.file, runId, ...by }), null);
  };
  const seat = async (): Promise<void> => {
    await session.flush();
    go({ name: "seat", runId });
  };

  const acts = useRef({ copy, answer, send, takeIn, seat });
  useEffect(() => {
    acts.current = { copy, answer, send, takeIn, seat };
  });
  useEffect(
    () =>
      commands.register([
        {
          id: "turn.copy",
          title: say("turn.copy"),
          group: "run",
          keys: "Mod+Shift+L",
          run: () => acts.current.copy(),
        },
        {
          id: "turn.paste",
          title: say("turn.paste"),
          group: "run",
          keys: "Mod+Shift+A",
          run: () => acts.current.answer(),
        },
        { id: "turn.seat", title: say("turn.sit"), group: "run", run: () => void acts.current.seat() },
        { id: "turn.send", title: say("turn.send"), group: "run", run: () => void acts.current.send() },
        { id: "turn.takeIn", title: say("turn.takeIn"), group: "run", run: () => void acts.current.takeIn() },
      ]),
    [commands],
  );
  return (
    <>
      {awaits !== null && (
        <AnswerDialog step={awaits} onKeep={(text) => void paste(awaits, text)} onClose={() => setAwaits(null)} />
      )}
      {trouble !== null && <TroubleDialog trouble={trouble} onClose={() => setTrouble(null)} />}
    </>
  );
}

/** Where the player's answer is pasted. Mod+Enter puts it into the action. */
function AnswerDialog({
  step,
  onKeep,
  onClose,
}: {
  readonly step: number;
  readonly onKeep: (text: string) => void;
  readonly onClose: () => void;
}) {
  const [text, setText] = useState("");
  const field = useRef<HTMLTextAreaElement>(null);
  const isEmpty = text.trim() === "";
  return (
    <Dialog
      title={say("turn.answerTitle", { step })}
      onClose={onClose}
      initialFocus={field}
      footer={
        <>
          <span className="grow" />
          <Button onClick={onClose}>{say("cancel")}</Button>
          <Button kind="primary" disabled={isEmpty} onClick={() => onKeep(text)}>
            {say("turn.put")}
          </Button>
        </>
      }
    >
      <TextArea
        label={say("turn.theirs")}
        hint={say("turn.theirsHint")}
        ref={field}
        value={text}
        rows={6}
        onText={setText}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !isEmpty) {
            event.preventDefault();
            onKeep(text);
          }
        }}
      />
    </Dialog>
  );
}

/** Puts plain text on the clipboard within the key that asks for it; the page has no permission to do it at any other time. */
function copyPlain(text: string): boolean {
  let isDone = false;
  const onCopy = (event: ClipboardEvent): void => {
    if (event.clipboardData === null) return;
    event.clipboardData.setData("text/plain", text);
    event.preventDefault();
    event.stopImmediatePropagation();
    isDone = true;
  };
  document.addEventListener("copy", onCopy, { capture: true });
  document.execCommand("copy");
  document.removeEventListener("copy", onCopy, { capture: true });
  return isDone;
}
