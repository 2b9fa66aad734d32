import { type FormEvent, type ReactNode, type RefObject, useId, useRef, useState } from "react";

import type { Project } from "../../../shared/contract/project-methods.ts";
import { MAX_TITLE_UNITS } from "../../../shared/domain/run.ts";
import { Button } from "../../ui/button.tsx";
import { Choice } from "../../ui/choice.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { TextField } from "../../ui/field.tsx";
import { say } from "../../words/say.ts";
import type { Projects } from "./use-projects.ts";

/** The dialog about projects that is open, if any. */
export function ProjectDialogs({ projects }: { readonly projects: Projects }) {
  const { asking, ask, list } = projects;
  const close = (): void => ask(null);
  if (asking === null) return null;
  if (asking.kind === "assign") {
    const { run } = asking;
    const all = list.state === "ready" ? list.value.projects : [];
    const present = all.find((project) => project.runs.includes(run.id)) ?? null;
    return (
      <AssignDialog
        title={run.title}
        projects={all}
        present={present}
        onClose={close}
        onAssign={(to) => void projects.assign(run, to)}
      />
    );
  }
  const named = asking.kind === "rename" ? asking.project : null;
  return (
    <NameDialog
      before={named?.title ?? ""}
      onClose={close}
      onName={(title) => void (named === null ? projects.create(title) : projects.rename(named, title))}
    />
  );
}

/** Asks what a project is called; `before` is empty for a new one. */
function NameDialog({
  before,
  onClose,
  onName,
}: {
  readonly before: string;
  readonly onClose: () => void;
  readonly onName: (title: string) => void;
}) {
  const [title, setTitle] = useState(before);
  const field = useRef<HTMLInputElement>(null);
  const name = title.trim();
  return (
    <FormDialog
      title={say(before === "" ? "project.new" : "project.rename")}
      act={say(before === "" ? "project.make" : "project.keepName")}
      isReady={name !== ""}
      focus={field}
      onClose={onClose}
      onSubmit={() => onName(name)}
    >
      <TextField label={say("project.title")} ref={field} value={title} maxLength={MAX_TITLE_UNITS} onText={setTitle} />
    </FormDialog>
  );
}

/** Values of the choice that are no project's id. */
const NONE = "none";
const NEW = "new";

/** Asks into which project a run goes. */
function AssignDialog({
  title,
  projects,
  present,
  onClose,
  onAssign,
}: {
  readonly title: string;
  readonly projects: readonly Project[];
  readonly present: Project | null;
  readonly onClose: () => void;
  readonly onAssign: (to: Parameters<Projects["assign"]>[1]) => void;
}) {
  const [chosen, setChosen] = useState<string>(present?.projectId ?? (projects.length === 0 ? NEW : NONE));
  const [name, setName] = useState("");
  const isNew = chosen === NEW;
  const submit = (): void => {
    if (isNew) onAssign({ title: name.trim() });
    else onAssign(projects.find(({ projectId }) => projectId === chosen)?.projectId ?? null);
  };
  return (
    <FormDialog
      title={say("project.of", { title })}
      act={say("project.put")}
      isReady={!isNew || name.trim() !== ""}
      onClose={onClose}
      onSubmit={submit}
    >
      <Choice
        label={say("project.name")}
        value={chosen}
        options={[
          { value: NONE, title: say("project.none") },
          ...projects.map((project) => ({ value: project.projectId, title: project.title })),
          { value: NEW, title: say("project.new") },
        ]}
        onChoose={setChosen}
      />
      {isNew && <TextField label={say("project.title")} value={name} maxLength={MAX_TITLE_UNITS} onText={setName} />}
    </FormDialog>
  );
}

function FormDialog({
  title,
  act,
  isReady,
  focus,
  onClose,
  onSubmit,
  children,
}: {
  readonly title: string;
  readonly act: string;
  readonly isReady: boolean;
  readonly focus?: RefObject<HTMLInputElement | null>;
  readonly onClose: () => void;
  readonly onSubmit: () => void;
  readonly children: ReactNode;
}) {
  const form = useId();
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (isReady) onSubmit();
  };
  return (
    <Dialog
      title={title}
      size="small"
      onClose={onClose}
      {...(focus !== undefined && { initialFocus: focus })}
      footer={
        <>
          <span className="grow" />
          <Button onClick={onClose}>{say("cancel")}</Button>
          <Button kind="primary" type="submit" form={form} disabled={!isReady}>
            {act}
          </Button>
        </>
      }
    >
      <form id={form} className="stack wide" onSubmit={submit}>
        {children}
      </form>
    </Dialog>
  );
}
