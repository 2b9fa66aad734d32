import type { Page } from "../../app/context.tsx";
import { fileNameOf } from "../../app/export/file-name.ts";
import type { Failure } from "../../../shared/contract/failure.ts";
import { MAX_TITLE_UNITS } from "../../../shared/domain/run.ts";
import type { Step } from "../../../shared/domain/step.ts";
import type { Changes } from "../../state/outbox-batch.ts";
import { downloadText } from "../../ui/download.ts";
import { say } from "../../words/say.ts";
import { unsavedText } from "./unsaved-copy.ts";

/** What cannot be saved, with the run that it belongs to. */
export type Unsaved = {
  readonly title: string;
  readonly changes: Changes;
  /** The whole run as this page has it: for the numbers of the steps. */
  readonly steps: readonly Step[];
};

/** The browser's own download: needs nothing of the program behind the page, so it works when that is gone. */
export function downloadCopy({ title, changes }: Pick<Unsaved, "title" | "changes">): void {
  downloadText(fileNameOf(title, ".txt"), unsavedText(title, changes));
}

/**
 * Writes what cannot be saved to a place that the person chooses, by the program behind the page. When that does not work
 * either, the browser is given the same words as a download. Tells what it came to; says nothing when the person cancels.
 */
export async function writeCopy(
  { host, chooseInList, announce }: Pick<Page, "host" | "chooseInList" | "announce">,
  unsaved: Unsaved,
): Promise<void> {
  const steps = numbered(unsaved);
  const picked = await host.pickTargetIn(chooseInList, "file", fileNameOf(unsaved.title, ".txt"));
  if (!picked.ok) return giveUp(picked.failure);
  if (picked.value === null) return;
  const written = await host.call("rescue.write", {
    title: unsaved.title.slice(0, MAX_TITLE_UNITS),
    steps,
    target: picked.value.target,
    // A rescue never takes the place of anything: the system's own dialog has asked, a list has not.
    overwrite: host.describe().nativeDialogs,
  });
  if (!written.ok) return giveUp(written.failure);
  announce(say("rescue.written", { file: written.value.file }), "urgent");

  function giveUp(failure: Failure): void {
    announce(`${say("rescue.failed")} ${failure.message}`, "urgent");
    downloadCopy(unsaved);
  }
}

function numbered({ changes, steps }: Unsaved): { number: number; step: Step }[] {
  const numbers = new Map(steps.map(({ id }, index) => [id, index + 1]));
  return changes.steps.flatMap((change) =>
    "deleted" in change
      ? []
      : [{ number: numbers.get(change.id) ?? steps.length + 1, step: { id: change.id, ...change.content } }],
  );
}
