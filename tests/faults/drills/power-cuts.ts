import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { Rng } from "../../support/rng.ts";
import { type DiskAct, openedIn, stateIn } from "./disk-act.ts";
import type { DiskOrder } from "./disk-child.ts";
import { type CrashState, CUTS, DiskModel } from "./disk-model.ts";
import { NOTHING, type Opened } from "./library-state.ts";
import { type DiskOperation, readOperations } from "./operation-log.ts";
import { scratchFolder } from "./scratch.ts";
import { watchedEnvironment } from "./shim.ts";
import type { Row } from "./table.ts";

/*
 * Killing a process proves nothing about the disk: what it wrote stays in the system's memory. Here an act is recorded
 * beneath SQLite, and the power is cut after each of its writes: whatever was not synced by then is dropped, torn or
 * shuffled. The program then opens what is left.
 */

/** How an act's cuts are chosen: every one, or so many of them. */
export type CutOrder = { readonly seed: number; readonly sample: number | null; readonly plant?: "OFF" | "NORMAL" };

/** What the cuts of one act came to. */
export type CutResult = {
  readonly row: Row;
  /** One sentence for each library that was not as it must be, with what repeats it. */
  readonly violations: readonly string[];
  /** Acknowledged states that were gone. */
  readonly lost: number;
};

const CHILD = join(import.meta.dirname, "disk-child.ts");

/** Starts the child with an order in a watched folder and answers its lines. */
export function askDiskChild(root: string, log: string, order: DiskOrder): unknown[] {
  const child = spawnSync(process.execPath, ["--disable-warning=ExperimentalWarning", CHILD, JSON.stringify(order)], {
    encoding: "utf8",
    env: watchedEnvironment(root, log),
    maxBuffer: 2 ** 28,
  });
  if (child.status !== 0) {
    const how = child.signal === null ? `with ${String(child.status)}` : `by ${child.signal}`;
    throw new Error(`The watched process ended ${how}: ${child.error?.message ?? ""} ${child.stderr}`);
  }
  return child.stdout
    .split("\n")
    .filter((line) => line !== "")
    .map((line): unknown => JSON.parse(line));
}

/** The states that an act goes through, by doing it undisturbed: what was there before, and each that it acknowledges. */
export async function statesOf(act: DiskAct, prepared: string, scratch: string): Promise<string[]> {
  const folder = join(scratch, "undisturbed");
  cpSync(prepared, folder, { recursive: true });
  const before = openedIn(folder, { ...act, aside: undefined }, NOTHING);
  if (before.kind !== "whole") throw new Error(`The act's beginning is ${before.what}`);
  const states = [before.state];
  rmSync(folder, { recursive: true });
  cpSync(prepared, folder, { recursive: true });
  const done = await act.perform(folder, {
    reached: () => states.push(stateIn(folder, act)),
    failedOnce: () => undefined,
  });
  if (!done.ok) throw new Error(`Undisturbed, the act answers ${done.failure.kind}`);
  const after = openedIn(folder, act, before.state);
  if (after.kind !== "whole" || after.state !== states.at(-1)) throw new Error("The act ends in another state");
  rmSync(folder, { recursive: true });
  return states;
}

/** Records the act, cuts the power where the order says, and opens what is left of the library each time. */
export async function cutPower(act: DiskAct, order: CutOrder): Promise<CutResult> {
  using scratch = scratchFolder();
  const prepared = join(scratch.folder, "prepared");
  mkdirSync(prepared);
  await act.prepare(prepared);
  const states = await statesOf(act, prepared, scratch.folder);
  const operations = recorded(act, prepared, scratch.folder, order.plant ?? null);
  const chosen = chosenOf(operations.length, order);

  const model = new DiskModel(filesIn(prepared));
  const counts = { cuts: 0, old: 0, new: 0, lost: 0, damaged: 0, refused: 0 };
  const violations: string[] = [];
  const judge = (files: CrashState, acknowledged: number, where: string): void => {
    counts.cuts += 1;
    const opened = openedFrom(files, join(scratch.folder, "cut"), act, states[0] ?? NOTHING);
    if (opened.kind !== "whole") {
      counts[opened.kind] += 1;
      violations.push(`${act.name}, ${where}: ${opened.kind}: ${opened.what}`);
      return;
    }
    const found = states.lastIndexOf(opened.state, acknowledged + 1);
    if (found === acknowledged) counts.old += 1;
    else if (found > acknowledged) counts.new += 1;
    else {
      counts.lost += found < 0 ? 0 : 1;
      violations.push(
        `${act.name}, ${where}: ${found < 0 ? `a state between (${opened.state})` : `state ${String(found)}`}, after state ${String(acknowledged)} was acknowledged`,
      );
    }
  };

  let acknowledged = 0;
  operations.forEach((operation, index) => {
    if (operation.kind === "mark") acknowledged += 1;
    else model.carryOut(operation);
    if (!chosen.has(index)) return;
    for (const cut of model.hasUncertain() ? CUTS : (["kept"] as const)) {
      const seed = order.seed + index * CUTS.length + CUTS.indexOf(cut);
      judge(model.after(cut, new Rng(seed)), acknowledged, `cut ${String(index)} (${cut}, seed ${String(order.seed)})`);
    }
  });
  const { cuts, lost, damaged, refused } = counts;
  const between = violations.length - lost - damaged - refused;
  return {
    row: {
      act: act.name,
      writes: operations.filter(({ kind }) => kind === "write").length,
      syncs: operations.filter(({ kind }) => kind === "sync").length,
      moments: operations.length,
      "cut at": chosen.size,
      cuts,
      old: counts.old,
      new: counts.new,
      "acknowledged lost": lost,
      between,
      damaged,
      refused,
    },
    violations,
    lost,
  };
}

function recorded(act: DiskAct, prepared: string, scratch: string, plant: "OFF" | "NORMAL" | null): DiskOperation[] {
  const folder = join(scratch, "recorded");
  cpSync(prepared, folder, { recursive: true });
  const log = join(scratch, "log");
  const answers = askDiskChild(folder, log, { kind: "record", act: act.name, folder, plant });
  if (answers.at(-1) !== "done") throw new Error(`The recorded act answers ${JSON.stringify(answers)}`);
  const operations = readOperations(log);
  rmSync(folder, { recursive: true });
  return operations;
}

/** At which of so many moments, each after an operation or an acknowledgement, the power is cut. */
function chosenOf(moments: number, { seed, sample }: CutOrder): ReadonlySet<number> {
  if (sample === null || sample >= moments) return new Set(Array.from({ length: moments }, (_, index) => index));
  const rng = new Rng(seed);
  const chosen = new Set<number>();
  while (chosen.size < sample) chosen.add(rng.below(moments));
  return chosen;
}

/** Every file below a folder, by its path in it. */
function filesIn(folder: string): CrashState {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    names.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [path.slice(folder.length + 1), readFileSync(path)];
    }),
  );
}

function openedFrom(files: CrashState, folder: string, act: DiskAct, first: string): Opened {
  mkdirSync(folder);
  try {
    for (const [path, bytes] of files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), bytes);
    }
    return openedIn(folder, act, first);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
