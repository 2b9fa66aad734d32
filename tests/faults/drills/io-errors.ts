import { mkdirSync } from "node:fs";
import { join } from "node:path";

import { z } from "zod";

import { Rng } from "../../support/rng.ts";
import type { DiskAct } from "./disk-act.ts";
import { type DiskOrder, FailedDoing, Undisturbed, type Way } from "./disk-child.ts";
import { NOTHING } from "./library-state.ts";
import { askDiskChild, statesOf } from "./power-cuts.ts";
import { scratchFolder } from "./scratch.ts";
import type { DiskError } from "./shim.ts";
import type { Row } from "./table.ts";

/*
 * An act is done again and again; each time another one of its writes, truncations, syncs, creations, renamings and
 * removals is answered with an error, once or from then on. The program answers a failure or a success; then the disk
 * works again, and what is there is a state that the act goes through, no earlier than what it acknowledged.
 */

/** How the failing acts are chosen: every one, or so many of them. */
export type ErrorOrder = { readonly seed: number; readonly sample: number | null };

/** What the errors in one act came to; a row for each way in which they came. */
export type ErrorResult = { readonly rows: readonly Row[]; readonly violations: readonly string[] };

const WAYS: readonly Way[] = [
  { error: "EIO", lasts: "once" },
  { error: "EIO", lasts: "lasting" },
  { error: "ENOSPC", lasts: "once" },
  { error: "ENOSPC", lasts: "lasting" },
];

/** So many acts on the disk are failed by one process. */
const STRETCH = 100;

/** What a failing disk may be told as; anything else would send the person looking in the wrong place. */
const HONEST: Record<DiskError, ReadonlySet<string>> = {
  // SQLite tells a file that it cannot make or grow as an I/O error, whatever the system's reason was.
  ENOSPC: new Set(["diskFull", "io"]),
  EIO: new Set(["io"]),
};

/** Does the act with failing writes and judges what came of each. */
export async function failWrites(act: DiskAct, { seed, sample }: ErrorOrder): Promise<ErrorResult> {
  using scratch = scratchFolder();
  const root = join(scratch.folder, "root");
  const prepared = join(root, "prepared");
  mkdirSync(prepared, { recursive: true });
  await act.prepare(prepared);
  const states = await statesOf(act, prepared, scratch.folder);
  const first = states[0] ?? NOTHING;
  const log = join(scratch.folder, "log");
  const doings: FailedDoing[] = [];
  const ask = (which: Extract<DiskOrder, { kind: "fail" }>["which"]): number => {
    const lines = askDiskChild(root, log, { kind: "fail", act: act.name, root, first, ways: [...WAYS], which });
    doings.push(...z.array(FailedDoing).parse(lines.slice(1)));
    return Undisturbed.parse(lines[0]).acts;
  };
  if (sample === null) {
    // A process does a stretch and goes: none of them grows with the length of the drill.
    for (let from = 1, acts = 1; from <= acts; from += STRETCH) acts = ask({ from, to: from + STRETCH - 1 });
  } else {
    const rng = new Rng(seed);
    ask(Array.from({ length: sample }, () => rng.fraction()));
  }
  const violations: string[] = [];
  const rows = WAYS.map((way) => {
    const ofWay = doings.filter((doing) => doing.way.error === way.error && doing.way.lasts === way.lasts);
    return judged(act, way, ofWay, states, violations);
  });
  return { rows, violations };
}

function judged(
  act: DiskAct,
  { error, lasts }: Way,
  doings: readonly FailedDoing[],
  states: readonly string[],
  violations: string[],
): Row {
  const before = violations.length;
  const answers = new Map<string, number>();
  const found = { old: 0, new: 0 };
  for (const doing of doings) {
    const where = `${act.name}, ${error} ${lasts} at ${String(doing.at)}`;
    const { opened, reached, answer } = doing;
    const told = answer === "done" ? (doing.told ?? answer) : answer;
    answers.set(told, (answers.get(told) ?? 0) + 1);
    if (told !== "done" && !HONEST[error].has(told)) violations.push(`${where}: told ${doing.told ?? ""} ${answer}`);
    if (doing.later !== "saved") violations.push(`${where}: afterwards nothing can be written: ${doing.later}`);
    if (opened.kind !== "whole") {
      violations.push(`${where}: ${opened.kind}: ${opened.what}`);
      continue;
    }
    // A failure may come after the last moment at which the disk could still forget it: the next state is honest too.
    const least = answer === "done" ? states.length - 1 : reached;
    const state = states.lastIndexOf(opened.state, least + 1);
    if (state < least) {
      violations.push(
        `${where}: found ${opened.state}, state ${String(state)}, after ${String(reached)} were acknowledged`,
      );
    } else if (state > reached) found.new += 1;
    else found.old += 1;
  }
  return {
    act: act.name,
    error,
    lasts,
    failed: doings.length,
    "done all the same": answers.get("done") ?? 0,
    diskFull: answers.get("diskFull") ?? 0,
    io: answers.get("io") ?? 0,
    "as acknowledged": found.old,
    "one further": found.new,
    violations: violations.length - before,
  };
}
