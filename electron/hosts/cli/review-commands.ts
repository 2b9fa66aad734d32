import { resolve } from "node:path";

import { failed, success } from "../../../shared/lib/outcome.ts";
import { CALLER, lend, namedFiles, withSession } from "./context.ts";
import { EXIT, type ExitCode } from "./exit.ts";
import { chooseRun } from "./file-commands.ts";
import type { Printer } from "./printer.ts";

/** Steps as named on the command line: both ends included, 1-based. */
export type StepSpan = { readonly from: number; readonly to: number };

/** `review export RUN --steps A-B --out FILE --library LIB`: what a reviewer is sent; the batch of these steps is submitted. */
export async function reviewExport(
  printer: Printer,
  named: string,
  options: { library: string; steps: StepSpan; out: string; remarks: boolean; overwrite: boolean },
): Promise<ExitCode> {
  const answer = await withSession({ kind: "write", path: options.library }, async (session) => {
    const runId = await chooseRun(session, named);
    if (!runId.ok) return runId;
    const written = await session.call("review.exportRequest", {
      runId: runId.value,
      range: options.steps,
      withRemarks: options.remarks,
      target: session.backend.lendTarget(CALLER, resolve(options.out)),
      overwrite: options.overwrite,
    });
    return written.ok ? success({ ...written.value, runId: runId.value }) : written;
  });
  if (!answer.ok) return printer.refuse(answer.failure);
  const { file, runId, batchId, bytes, sha256 } = answer.value;
  printer.answer({ file, runId, batchId, bytes, sha256 }, [`${file}  ${bytes} bytes  sha256 ${sha256}`]);
  return EXIT.done;
}

/** `review import FILE --library LIB`: takes a reviewer's answer into its run; twice does no harm. */
export async function reviewImport(printer: Printer, given: string, library: string): Promise<ExitCode> {
  const answer = await withSession({ kind: "write", path: library }, async (session) => {
    const [file] = lend(session, namedFiles([given]));
    if (file === undefined) throw new Error("One file was lent and none came back");
    return session.call("review.importAnswer", { file });
  });
  if (!answer.ok) return printer.refuse(answer.failure);
  const { runId, reviewer, added, already, changed, judged, sameState } = answer.value;
  printer.answer({ runId, reviewer, added, already, changed, judged, sameState }, [
    `${reviewer}: ${added} remarks taken in, ${already} there already, ${judged} judgements.`,
    ...(changed === 0 ? [] : [`The text of ${changed} has changed since.`]),
    ...(sameState ? [] : ["The run has been edited since it was read."]),
  ]);
  return EXIT.done;
}

/** `review status RUN --library LIB`: reviewers, batches with their dates, words on steps, remarks that are open. */
export async function reviewStatus(printer: Printer, named: string, library: string): Promise<ExitCode> {
  const answer = await withSession({ kind: "read", path: library }, async (session) => {
    const runId = await chooseRun(session, named);
    if (!runId.ok) return runId;
    const status = await session.call("review.status", { runId: runId.value });
    if (!status.ok) return failed(status.failure);
    const kept = await session.call("review.remarks", { runId: runId.value });
    if (!kept.ok) return failed(kept.failure);
    const { remarks } = kept.value;
    const open = remarks.filter(({ resolved, remark }) => !resolved && remark.replyTo === null);
    return success({
      runId: runId.value,
      ...status.value,
      remarks: remarks.length,
      openRemarks: open.length,
      changedRemarks: remarks.filter(({ holds }) => holds === "changed").length,
    });
  });
  if (!answer.ok) return printer.refuse(answer.failure);
  const { reviewers, batches, steps, openRemarks, remarks } = answer.value;
  const names = new Map(reviewers.map(({ key, name }) => [key, name]));
  printer.answer(answer.value, [
    ...reviewers.map(({ name, read, readBefore }) => `${name}: ${read} steps read, ${readBefore} in an earlier state`),
    ...batches.map(({ number, range, state, events }) => {
      const span = range === null ? "no step left" : `steps ${range.from}-${range.to}`;
      return `Batch ${number}, ${span}: ${state}${events.map((event) => `, ${event.state} ${time(event.at)}`).join("")}`;
    }),
    ...steps.flatMap(({ step, judgements }) =>
      judgements.map(
        ({ reviewer, word, reason, isChangedSince }) =>
          `Step ${step}, ${names.get(reviewer) ?? reviewer}: ${word ?? "rated"}${isChangedSince ? " (changed since)" : ""}${reason === "" ? "" : `  ${reason.replaceAll("\n", " ")}`}`,
      ),
    ),
    `${openRemarks} of ${remarks} remarks open.`,
  ]);
  return EXIT.done;
}

/** `review agreement RUN --library LIB`: percent and Krippendorff's alpha of each criterion, and where reviewers differ. */
export async function reviewAgreement(printer: Printer, named: string, library: string): Promise<ExitCode> {
  const answer = await withSession({ kind: "read", path: library }, async (session) => {
    const runId = await chooseRun(session, named);
    if (!runId.ok) return runId;
    const found = await session.call("review.agreement", { runId: runId.value });
    return found.ok ? success({ runId: runId.value, ...found.value }) : found;
  });
  if (!answer.ok) return printer.refuse(answer.failure);
  const { criteria, disagreements } = answer.value;
  printer.answer(answer.value, [
    ...criteria.map(({ criterion, name, units, percent, alpha, interval }) =>
      [
        `${criterion === null ? "Verdict" : name}: ${units} steps`,
        percent === null ? "" : `${(percent * 100).toFixed(1)} % equal`,
        alpha === null ? "no alpha" : `alpha ${alpha.toFixed(3)}`,
        interval === null ? "" : `(95 %: ${interval.low.toFixed(3)} to ${interval.high.toFixed(3)})`,
      ]
        .filter(Boolean)
        .join("  "),
    ),
    ...disagreements.map(
      ({ step, criterion, name, values }) =>
        `Step ${step}, ${criterion === null ? "verdict" : name}: ${values.map(({ value }) => value).join(", ")}`,
    ),
  ]);
  return EXIT.done;
}

const time = (utcMs: number): string => new Date(utcMs).toISOString();
