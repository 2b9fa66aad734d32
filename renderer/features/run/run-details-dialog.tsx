import { Checkbox } from "@base-ui/react/checkbox";
import { Check, Plus, X } from "lucide-react";
import { useId, useState } from "react";

import { useSettings } from "../../app/context.tsx";
import type { RunDetails } from "../../../shared/contract/run-methods.ts";
import { AUTHOR_ROLES, MAX_TITLE_UNITS, RUN_STATUSES, type RunAuthor } from "../../../shared/domain/run.ts";
import { Button, Tool } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Choice } from "../../ui/choice.tsx";
import { Icon } from "../../ui/icon.tsx";
import { TextArea, TextField } from "../../ui/field.tsx";
import { number } from "../../words/format.ts";
import { say } from "../../words/say.ts";

/** An author as edited: the key keeps a row the same while its name is typed. */
type AuthorRow = RunAuthor & { readonly key: number };

/** An empty field, or a whole number above nothing; null where it is neither. */
function readTarget(text: string): { readonly value: number | null } | null {
  const digits = text.replace(/[\s,.\u202f]/gu, "");
  if (digits === "") return { value: null };
  return /^\d{1,8}$/u.test(digits) && Number(digits) > 0 ? { value: Number(digits) } : null;
}

/** What the author says of the run beside its text. Nothing of it but title and authors is in a bounty file. */
export function RunDetailsDialog({
  details,
  onSave,
  onClose,
}: {
  readonly details: RunDetails;
  readonly onSave: (details: RunDetails) => void;
  readonly onClose: () => void;
}) {
  const form = useId();
  const [settings] = useSettings();
  const [title, setTitle] = useState(details.title);
  const [authors, setAuthors] = useState<readonly AuthorRow[]>(
    details.authors.map((author, key) => ({ ...author, key })),
  );
  const [notes, setNotes] = useState(details.notes);
  const [status, setStatus] = useState(details.status);
  const [words, setWords] = useState(details.targetWords === null ? "" : number(details.targetWords));
  const [steps, setSteps] = useState(details.targetSteps === null ? "" : number(details.targetSteps));
  const [licence, setLicence] = useState(details.licence ?? "");
  const [consent, setConsent] = useState(details.consent);
  const targetWords = readTarget(words);
  const targetSteps = readTarget(steps);
  const valid = title.trim() !== "" && targetWords !== null && targetSteps !== null;
  const change = (key: number, part: Partial<RunAuthor>): void =>
    setAuthors(authors.map((author) => (author.key === key ? { ...author, ...part } : author)));
  return (
    <Dialog
      title={say("details.title")}
      onClose={onClose}
      footer={
        <>
          <span className="grow small quiet">{say("details.kept")}</span>
          <Button onClick={onClose}>{say("cancel")}</Button>
          <Button kind="primary" type="submit" form={form} disabled={!valid}>
            {say("details.save")}
          </Button>
        </>
      }
    >
      <form
        id={form}
        className="stack wide"
        onSubmit={(event) => {
          event.preventDefault();
          if (targetWords === null || targetSteps === null || !valid) return;
          onSave({
            ...details,
            title: title.trim(),
            authors: authors
              .filter((author) => author.name.trim() !== "")
              .map(({ name, role }) => ({ name: name.trim(), role })),
            notes,
            status,
            targetWords: targetWords.value,
            targetSteps: targetSteps.value,
            licence: licence.trim() === "" ? null : licence.trim(),
            consent,
          });
        }}
      >
        <TextField
          label={say("newRun.title")}
          value={title}
          maxLength={MAX_TITLE_UNITS}
          wrong={title.trim() === "" ? say("details.titleEmpty") : null}
          onText={setTitle}
        />
        <fieldset className="stack">
          <legend className="small second">{say("details.authors")}</legend>
          <ul className="authors-edit">
            {authors.map((author) => (
              <li key={author.key}>
                <input
                  className="field"
                  aria-label={say("details.authorName")}
                  value={author.name}
                  onChange={(event) => change(author.key, { name: event.target.value })}
                />
                <Choice
                  hidden
                  label={say("details.role")}
                  value={author.role}
                  options={AUTHOR_ROLES.map((role) => ({ value: role, title: say(`role.${role}`) }))}
                  onChoose={(role) => change(author.key, { role })}
                />
                <Tool
                  name={say("details.removeAuthor", { name: author.name })}
                  icon={X}
                  onClick={() => setAuthors(authors.filter((one) => one.key !== author.key))}
                />
              </li>
            ))}
          </ul>
          <div>
            <Button
              low
              icon={Plus}
              onClick={() =>
                setAuthors([
                  ...authors,
                  {
                    name: authors.length === 0 ? settings.name : "",
                    role: "dm",
                    key: 1 + Math.max(-1, ...authors.map((author) => author.key)),
                  },
                ])
              }
            >
              {say("details.addAuthor")}
            </Button>
          </div>
        </fieldset>
        <div className="pair">
          <TextField
            label={say("details.targetWords")}
            inputMode="numeric"
            value={words}
            hint={say("details.targetHint")}
            wrong={targetWords === null ? say("targets.wrong") : null}
            onText={setWords}
          />
          <TextField
            label={say("details.targetSteps")}
            inputMode="numeric"
            value={steps}
            wrong={targetSteps === null ? say("targets.wrong") : null}
            onText={setSteps}
          />
        </div>
        <Choice
          label={say("details.status")}
          value={status}
          options={RUN_STATUSES.map((one) => ({ value: one, title: say(`status.${one}`) }))}
          onChoose={setStatus}
        />
        <TextField
          label={say("details.licence")}
          hint={say("details.licenceHint")}
          value={licence}
          maxLength={1_000}
          onText={setLicence}
        />
        <label className="check-row">
          <Checkbox.Root className="check" checked={consent} onCheckedChange={setConsent}>
            <Checkbox.Indicator>
              <Icon of={Check} />
            </Checkbox.Indicator>
          </Checkbox.Root>
          <span>{say("details.consent")}</span>
        </label>
        <TextArea
          label={say("details.notes")}
          hint={say("details.notesHint")}
          value={notes}
          rows={6}
          onText={setNotes}
        />
      </form>
    </Dialog>
  );
}
