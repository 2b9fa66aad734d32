import { mkdirSync } from "node:fs";
import { join } from "node:path";

import { z } from "zod";

import { Rng } from "../../support/rng.ts";
import type { DiskAct } from "./acts.ts";
import { FailedDoing } from "./disk-child.ts";
import { NOTHING } from "./library-state.ts";
import { askDiskChild, statesOf } from "./power-cuts.ts";
import { scratchFolder } from "./scratch.ts";
import { buildShim, type DiskError } from "./shim.ts";
import type { Row } from "./table.ts";

/*
 * An act is done again and again; each time another one of its writes, truncations, syncs, creations, renamings and
 * removals is answered with an error, once or from then on. The program answers a failure or a success; then the disk
 * works again, and what is there is a state that the act goes through, no earlier than what it acknowledged.
 */

/** How the failing acts are chosen: every one, or so many of them. */
export type ErrorOrder = {
  readonly error: DiskError;
  readonly lasts: "once" | "lasting";
  readonly seed: number;
  readonly sample: number | null;
};

/** What the errors in one act came to. */
export type ErrorResult = { readonly row: Row; readonly violations: readonly string[] };

/** What a failing disk may be told as; anything else would send the person looking in the wrong place. */
const HONEST: Record<DiskError, ReadonlySet<string>> = {
  // SQLite tells a file that it cannot make or grow as an I/O error, whatever the system's reason was.
  ENOSPC: new Set(["diskFull", "io"]),
  EIO: new Set(["io"]),
};

/** Does the act with failing writes and judges what came of each. */
export async function failWrites(act: DiskAct, { error, lasts, seed, sample }: ErrorOrder): Promise<ErrorResult> {
  using scratch = scratchFolder();
  const root = join(scratch.folder, "root");
  const prepared = join(root, "prepared");
  mkdirSync(prepared, { recursive: true });
  act.prepare(prepared);
  const states = await statesOf(act, prepared, scratch.folder);
  const rng = new Rng(seed);
  const places = sample === null ? null : Array.from({ length: sample }, () => rng.fraction());
  const log = join(scratch.folder, "log");
  const shim = buildShim(scratch.folder);
  const lines = askDiskChild(shim, root, log, {
    kind: "fail",
    act: act.name,
    root,
    first: states[0] ?? NOTHING,
    error,
    lasts,
    places,
  });
  const doings = z.array(FailedDoing).parse(lines);

  const violations: string[] = [];
  const answers = new Map<string, number>();
  const found = { old: 0, new: 0 };
  for (const doing of doings) {
    const where = `${act.name}, ${error} ${lasts} at ${String(doing.at)}`;
    const answer = doing.answer.startsWith("surprise") ? "surprise" : doing.answer;
    const told = answer === "done" ? (doing.told ?? answer) : answer;
    answers.set(told, (answers.get(told) ?? 0) + 1);
    if (told !== "done" && !HONEST[error].has(told))
      violations.push(`${where}: told ${doing.told ?? ""} ${doing.answer}`);
    const { opened, reached } = doing;
    if (doing.later !== "saved") violations.push(`${where}: afterwards nothing can be written: ${doing.later}`);
    if (opened.kind !== "whole") {
      violations.push(`${where}: ${opened.kind}: ${opened.what}`);
      continue;
    }
    // A failure may come after the last moment at which the disk could still forget it: the next state is honest too.
    const state = states.lastIndexOf(opened.state, doing.answer === "done" ? states.length - 1 : reached + 1);
    if (state < (doing.answer === "done" ? states.length - 1 : reached)) {
      violations.push(`${where}: state ${String(state)} of ${String(reached)} that were acknowledged`);
    } else if (state > reached) found.new += 1;
    else found.old += 1;
  }
  return {
    row: {
      act: act.name,
      error,
      lasts,
      failed: doings.length,
      "done all the same": answers.get("done") ?? 0,
      diskFull: answers.get("diskFull") ?? 0,
      io: answers.get("io") ?? 0,
      "as acknowledged": found.old,
      "one further": found.new,
      violations: violations.length,
    },
    violations,
  };
}
