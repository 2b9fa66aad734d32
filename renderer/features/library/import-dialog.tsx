import { Checkbox } from "@base-ui/react/checkbox";
import { Check, CircleCheck, CircleX } from "lucide-react";
import { useEffect, useRef, useState } from "react";

import type { CheckedImport, ImportWish } from "../../../shared/contract/exchange-methods.ts";
import type { FileHandle } from "../../../shared/contract/handles.ts";
import { Button } from "../../ui/button.tsx";
import { CheckRow } from "../../ui/check-row.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Icon } from "../../ui/icon.tsx";
import { ProblemList } from "../../ui/problems.tsx";
import { number } from "../../words/format.ts";
import { say } from "../../words/say.ts";
import { ImportBeginning } from "./import-beginning.tsx";
import { ImportMappingForm } from "./import-mapping-form.tsx";
import { type ImportQuestion, onlyDoubles } from "./use-import.ts";

/** How long typing rests before the files are looked at again, in milliseconds. */
const LOOK_AFTER_MS = 400;

/**
 * A dry run: what would come in, what is unclear, what is left out, and what the person may say about it. Nothing is written
 * before the button.
 */
export function ImportDialog({
  question,
  isLooking,
  onLook,
  onTake,
  onClose,
}: {
  readonly question: ImportQuestion;
  readonly isLooking: boolean;
  readonly onLook: (files: readonly FileHandle[], wish: ImportWish) => void;
  readonly onTake: (files: readonly FileHandle[], wish: ImportWish) => void;
  readonly onClose: () => void;
}) {
  const { files } = question;
  const [wish, setWish] = useState(question.wish);
  const look = useRef(onLook);
  useEffect(() => {
    look.current = onLook;
  });
  const handles = files.map(({ file }) => file);
  const [doubled, setDoubled] = useState<ReadonlySet<FileHandle>>(new Set());
  const taken = files.filter(({ file, checked }) => doubled.has(file) || !onlyDoubles(checked));
  const isStale = wish !== question.wish;
  useEffect(() => {
    if (!isStale) return;
    const again = question.files.map(({ file }) => file);
    const timer = setTimeout(() => look.current(again, wish), LOOK_AFTER_MS);
    return () => clearTimeout(timer);
  }, [isStale, question, wish]);

  const coming = taken.flatMap(({ checked }) => checked.runs.filter(({ arriving }) => arriving !== "present"));
  const refused = files.filter(({ checked }) => !checked.ok);
  // What cannot be read asks for something, what is new says something; what is here already comes last.
  const inOrder = files.toSorted((one, other) => weightOf(one.checked) - weightOf(other.checked));
  const mapped = files.find(({ checked }) => checked.mapping !== null)?.checked ?? null;
  const mapping = wish.mapping ?? mapped?.mapping ?? null;
  const repairs = files.reduce((sum, { checked }) => sum + checked.repairs, 0);
  const [hadRepairs] = useState(repairs);
  const isReady = !isStale && !isLooking && refused.length === 0 && coming.length > 0;
  return (
    <Dialog
      title={say("import.ask", { count: files.length })}
      size="wide"
      onClose={onClose}
      footer={
        <>
          <span className="grow small quiet" role="status">
            {refused.length > 0 && files.length > 1
              ? say("import.oneRefused")
              : say(coming.length === 0 && refused.length === 0 ? "import.allPresent" : "import.nothingYet")}
          </span>
          <Button onClick={onClose}>{say("cancel")}</Button>
          <Button
            kind="primary"
            disabled={!isReady}
            onClick={() =>
              onTake(
                taken.map(({ file }) => file),
                wish,
              )
            }
          >
            {say("import.takeRuns", { count: coming.length })}
          </Button>
        </>
      }
    >
      <div className="stack wide" aria-busy={isStale || isLooking}>
        {inOrder.map(({ file, checked }) => (
          <ImportedFile
            key={file}
            checked={checked}
            isTaken={onlyDoubles(checked) ? doubled.has(file) : null}
            onTaken={(isTaken) =>
              setDoubled((before) => new Set([...before, file].filter((one) => isTaken || one !== file)))
            }
            onLeaveOut={
              files.length > 1
                ? () =>
                    onLook(
                      handles.filter((handle) => handle !== file),
                      wish,
                    )
                : null
            }
          />
        ))}
        {hadRepairs > 0 && (
          <label className="check-row">
            <Checkbox.Root
              className="check"
              checked={wish.repair === true}
              onCheckedChange={(repair) => setWish({ ...wish, repair })}
            >
              <Checkbox.Indicator>
                <Icon of={Check} />
              </Checkbox.Indicator>
            </Checkbox.Root>
            <span>
              {say("import.repair", { count: hadRepairs })}
              <span className="import-said small quiet">{say("import.repairHint")}</span>
            </span>
          </label>
        )}
        {mapping !== null && (
          <ImportMappingForm
            mapping={mapping}
            found={question.found}
            onChange={(changed) => setWish({ ...wish, mapping: changed })}
          />
        )}
        {mapped !== null && mapped.beginning.length > 0 && <ImportBeginning beginning={mapped.beginning} />}
      </div>
    </Dialog>
  );
}

const weightOf = (checked: CheckedImport): number => (!checked.ok ? 0 : onlyDoubles(checked) ? 2 : 1);

function ImportedFile({
  checked,
  isTaken,
  onTaken,
  onLeaveOut,
}: {
  readonly checked: CheckedImport;
  /** Whether a file that only doubles what is here comes in all the same; null for any other, which comes in. */
  readonly isTaken: boolean | null;
  readonly onTaken: (isTaken: boolean) => void;
  /** Null for the only file. */
  readonly onLeaveOut: (() => void) | null;
}) {
  const { file, format, ok, problems, runs, unclear, leftOut } = checked;
  return (
    <section aria-label={file}>
      <div className="file-head">
        <Icon of={ok ? CircleCheck : CircleX} className={ok ? "severity-good" : "severity-error"} />
        <h3 className="grow">
          {file} <span className="small quiet">{say(`format.import.${format}`)}</span>
        </h3>
        {isTaken === null && onLeaveOut !== null && (
          <Button low aria-label={say("import.leaveOut", { name: file })} onClick={onLeaveOut}>
            {say("import.leaveOutShort")}
          </Button>
        )}
      </div>
      <ul>
        {runs.map((run, index) => (
          // Runs of one file may be alike.
          <li key={index} className="import-run">
            <span className="story grow">{run.title}</span>
            <span className="small quiet num">{say("import.row", { count: run.steps, words: number(run.words) })}</span>
            <span className="import-said small quiet">{arrives(run)}</span>
          </li>
        ))}
      </ul>
      {isTaken !== null && <CheckRow label={say("import.double", { name: file })} isOn={isTaken} onChange={onTaken} />}
      {problems.length > 0 && <ProblemList problems={problems} />}
      <Notes title={say("import.unclear", { count: unclear.length })} notes={unclear} />
      <Notes title={say("import.leftOut", { count: leftOut.length })} notes={leftOut} />
    </section>
  );
}

function arrives({ arriving, known }: CheckedImport["runs"][number]): string {
  if (known === null) return say(ARRIVES[arriving]);
  const { as, title, steps } = known;
  return as === "same" ? say("import.isSame", { title }) : say(STATES[as], { title, count: steps });
}

const STATES = { newer: "import.isNewer", older: "import.isOlder", other: "import.isOther" } as const;
const ARRIVES = { new: "import.asNew", present: "import.asPresent", copy: "import.asCopy" } as const;

/** So few notes are read at a glance and need no click. */
const OPEN_NOTES = 4;
/** So many notes are listed; the rest are counted. */
const SHOWN_NOTES = 50;

function Notes({ title, notes }: { readonly title: string; readonly notes: CheckedImport["unclear"] }) {
  if (notes.length === 0) return null;
  return (
    <details className="import-notes" open={notes.length <= OPEN_NOTES}>
      <summary>{title}</summary>
      <ul>
        {notes.slice(0, SHOWN_NOTES).map(({ place, what }, index) => (
          // Two notes may be alike, and they only change together.
          <li key={index} className="small">
            <span className="quiet">{place}</span> {what}
          </li>
        ))}
      </ul>
      {notes.length > SHOWN_NOTES && (
        <p className="small quiet">{say("problems.more", { count: notes.length - SHOWN_NOTES })}</p>
      )}
    </details>
  );
}
