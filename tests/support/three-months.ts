import Database from "better-sqlite3";
import { z } from "zod";

import { saveRun } from "../../electron/backend/runs/save.ts";
import { sweepVersions, type SweepPlace } from "../../electron/backend/history/thin.ts";
import type { WritingLibrary } from "../../electron/backend/storage/library.ts";
import { newBatchId, type RunId } from "../../shared/domain/ids.ts";
import { isThoughtSection, SECTION_NAMES, type SectionName } from "../../shared/domain/section.ts";
import type { StepContent } from "../../shared/domain/step.ts";
import { Rng } from "./rng.ts";
import { stepsOf, writerOf, type SetClock } from "./typing.ts";
import { valueOf } from "./library.ts";

/*
 * Three months of writing on a run: bursts spread evenly over 90 days, half of them where the author is at work (a
 * window of steps that moves from the first step to the last), half anywhere, each adding some words, changing some or
 * taking some away. It is harder on the history than a person: nobody comes back to every section 33 times.
 */

const DAYS = 90;
const DAY_MS = 86_400_000;
/** Steps that the author is at work on. */
const WINDOW_STEPS = 10;
const SWEEP_EVERY_BURSTS = 1_000;

/** What the months cost. */
export type Months = {
  /** Bytes of the text of the run, UTF-8. */
  readonly textBytes: number;
  /** Bytes of the pages that the history takes in the file. */
  readonly historyBytes: number;
  readonly versions: number;
};

/** Writes on a run for three months; the run's text stays about as long as it is. */
export function writeForThreeMonths(
  library: WritingLibrary,
  runId: RunId,
  time: SetClock,
  { seed, bursts }: { readonly seed: number; readonly bursts: number },
): Months {
  const rng = new Rng(seed);
  const steps = stepsOf(library, runId).map((step) => ({ ...step }));
  for (let burst = 0; burst < bursts; burst += 1) {
    time.pass((DAYS * DAY_MS) / bursts);
    const front = Math.floor((burst / bursts) * steps.length);
    const at = rng.chance(0.5) ? Math.min(steps.length - 1, front + rng.below(WINDOW_STEPS)) : rng.below(steps.length);
    const step = steps[at];
    if (step === undefined) throw new Error("No step");
    const section = rng.pick(SECTION_NAMES);
    const content = edited(rng, step.content, section);
    const reply = valueOf(
      saveRun(library, {
        runId,
        batchId: newBatchId(),
        ...writerOf(library),
        orderRev: 1,
        steps: [{ id: step.id, baseRev: step.rev, content }],
        acts: [{ stepId: step.id, section, kind: "typed", added: 3, removed: 3, activeMs: 60_000 }],
      }),
    );
    if (reply.state !== "saved") throw new Error("Stale");
    step.rev += 1;
    step.content = content;
    if (burst % SWEEP_EVERY_BURSTS === 0) sweepAll(library);
  }
  sweepAll(library);
  const text = steps.flatMap(({ content }) => SECTION_NAMES.map((section) => textOf(content, section))).join("");
  return { textBytes: Buffer.byteLength(text), ...historySize(library.path) };
}

/** Thins every section, as the app does in the background. */
export function sweepAll(library: WritingLibrary): void {
  let place: SweepPlace = null;
  do place = valueOf(sweepVersions(library, place));
  while (place !== null);
}

/** What the history takes in the file, by SQLite's own account of pages. */
export function historySize(path: string): { historyBytes: number; versions: number } {
  const database = new Database(path, { readonly: true });
  try {
    const bytes = database
      .prepare("SELECT sum(pgsize) AS bytes FROM dbstat WHERE name LIKE 'versions%' OR name LIKE 'snapshots%'")
      .get();
    const count = database.prepare("SELECT count(*) AS versions FROM versions").get();
    return {
      historyBytes: z.object({ bytes: z.int() }).parse(bytes).bytes,
      versions: z.object({ versions: z.int() }).parse(count).versions,
    };
  } finally {
    database.close();
  }
}

function textOf(content: StepContent, section: SectionName): string {
  if (!isThoughtSection(section)) return content[section].text;
  return content[section].bullets.flatMap((bullet) => bullet.map(({ text }) => text)).join("");
}

function edited(rng: Rng, content: StepContent, section: SectionName): StepContent {
  if (!isThoughtSection(section)) {
    return { ...content, [section]: { ...content[section], text: editedText(rng, content[section].text) } };
  }
  const { bullets } = content[section];
  const bulletAt = rng.below(bullets.length);
  const thoughtAt = rng.below(bullets[bulletAt]?.length ?? 1);
  return {
    ...content,
    [section]: {
      ...content[section],
      bullets: bullets.map((bullet, index) =>
        bullet.map((thought, place) =>
          index === bulletAt && place === thoughtAt ? { ...thought, text: editedText(rng, thought.text) } : thought,
        ),
      ),
    },
  };
}

const WORDS_OF_A_BURST = 6;

/** A few words in one place go and about as many come. */
function editedText(rng: Rng, text: string): string {
  const words = text.split(" ");
  const at = rng.below(words.length + 1);
  const fresh = Array.from({ length: rng.between(1, WORDS_OF_A_BURST) }, () => rng.below(2 ** 31).toString(36));
  return words
    .toSpliced(at, words.length < 2 * WORDS_OF_A_BURST ? 0 : rng.between(1, WORDS_OF_A_BURST), ...fresh)
    .join(" ");
}
