import Database from "better-sqlite3";

import { insertRun } from "../../electron/backend/runs/create.ts";
import { STEP_GAP } from "../../electron/backend/runs/positions.ts";
import { contentColumn } from "../../electron/backend/runs/step-row.ts";
import type { WritingLibrary } from "../../electron/backend/storage/library.ts";
import { success } from "../../shared/lib/outcome.ts";
import type { RunId } from "../../shared/domain/ids.ts";
import { newStepId } from "../../shared/domain/ids.ts";
import { blankStep, contentOf } from "../../shared/domain/step.ts";
import { weekdayOf } from "../../shared/domain/progress/calendar.ts";
import { valueOf } from "./big-library.ts";
import { Rng } from "./rng.ts";

/*
 * Authors who write for a year, each in their own way, the same at every run of a seed: a pace of their own, weekdays that
 * they keep, good and bad weeks that come in runs, pauses of weeks, days of cutting. What is known of them afterwards (the
 * day on which each reached the target) is what projections are measured against.
 */

/** A day of a simulated author. */
export type SimulatedDay = { readonly day: number; readonly words: number; readonly minutes: number };

/** The last day of the simulated year where nobody says another: 28 February 2026, the eve of the tests' time. */
const LAST_DAY = 20_512;
const DAYS = 365;
/** Nobody is waited for longer than this. */
const LONGEST_DAYS = 4_000;
const WORDS_A_STEP = 305;

/** About normal, mean 0, deviation 1: the sum of twelve fractions. */
function normal(rng: Rng): number {
  let sum = -6;
  for (let draw = 0; draw < 12; draw += 1) sum += rng.fraction();
  return sum;
}

/** The days of an author from `first` on until `target` words stand there, and the day on which they did. */
export function simulateAuthor(
  seed: number,
  target: number,
  first = 0,
): { readonly days: readonly SimulatedDay[]; readonly finished: number | null } {
  const rng = new Rng(seed);
  const pace = 1_100 * Math.exp(0.45 * normal(rng));
  const keeps = Array.from({ length: 7 }, (_, weekday) => (weekday >= 5 ? 0.35 : 0.8) * (0.6 + 0.4 * rng.fraction()));
  const days: SimulatedDay[] = [];
  let mood = 0;
  let pausedUntil = -1;
  let words = 0;
  for (let day = first; day < first + LONGEST_DAYS; day += 1) {
    if (weekdayOf(day) === 0) {
      mood = 0.55 * mood + 0.35 * normal(rng);
      if (rng.fraction() < 0.02) pausedUntil = day + 7 * rng.between(1, 3);
    }
    if (day < pausedUntil || rng.fraction() > (keeps[weekdayOf(day)] ?? 0)) continue;
    const cutting = rng.fraction() < 0.02;
    const written = cutting
      ? -rng.between(50, 900)
      : Math.max(20, Math.round(pace * Math.exp(mood + 0.4 * normal(rng))));
    const amount = Math.max(-words, written);
    words += amount;
    days.push({ day, words: amount, minutes: Math.round(Math.abs(written) / (12 + 6 * rng.fraction())) });
    if (words >= target) return { days, finished: day };
  }
  return { days, finished: null };
}

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
const TITLES = [
  "The Lantern Ferry",
  "Salt and Signal",
  "The Ninth Cartographer",
  "Under Glass Water",
  "A Court of Moths",
];

/**
 * Puts a year of simulated runs into a library: rows and sums as saving makes them, with next to no text, since nothing of
 * progress reads any. The runs are as long as their authors came; about one in six is there already. `daysBefore`: how much
 * earlier than in that year they began, so that more of them are there.
 */
export function fillWithYear(library: WritingLibrary, runs: number, lastDay = LAST_DAY, daysBefore = 0): RunId[] {
  return Array.from({ length: runs }, (_, index) => addRun(library, index, lastDay, daysBefore));
}

function addRun(library: WritingLibrary, index: number, lastDay: number, daysBefore: number): RunId {
  const rng = new Rng(90_000 + index);
  const target = 300_000;
  const began = lastDay - DAYS - daysBefore + rng.below(DAYS - 60);
  const { days } = simulateAuthor(index + 1, target, began);
  const past = days.filter(({ day }) => day <= lastDay);
  const title = `${TITLES[index % TITLES.length] ?? "Run"}${index < TITLES.length ? "" : ` ${String(index + 1)}`}`;
  const author = `Author ${String(1 + (index % 25))}`;
  const { key, id } = valueOf(
    library.write((connection) =>
      success(
        insertRun(connection, { title, authors: [{ name: author, role: "dm" }] }, library.clock(), "written", null),
      ),
    ),
  );
  const database = new Database(library.path);
  try {
    const step = database.prepare(
      "INSERT INTO steps (id, run, position, rev, is_blank, content) VALUES (?, ?, ?, 1, 0, ?)",
    );
    const section = database.prepare(
      `INSERT INTO sections (step, section, first_written, first_written_at, first_written_offset, changed_after_next,
         typed, pasted, dropped, imported, moved, restored, replaced, removed) VALUES (?, 5, 1, ?, 60, 0, 0, 0, 0, 0, 0, 0, 0, 0)`,
    );
    const words = database.prepare("INSERT INTO section_words VALUES (?, 0, 1, ?, ?, ?, ?, ?)");
    const log = database.prepare(
      `INSERT INTO writing_log (batch, run, step, section, kind, person, device, added, removed, active_ms, at, at_offset)
       VALUES (1, ?, ?, 0, ?, 1, 1, ?, ?, ?, ?, 60)`,
    );
    const content = contentColumn(contentOf(blankStep()));
    const sums = { steps: 0, story: 0, watsonian: 0, doylist: 0, meta: 0, comment: 0 };
    database.transaction(() => {
      let stepKey = 0;
      let left = 0;
      for (const { day, words: amount, minutes } of past) {
        const at = day * DAY_MS + 18 * HOUR_MS;
        for (let open = amount; open > 0;) {
          if (left <= 0) {
            sums.steps += 1;
            stepKey = Number(step.run(newStepId(), key, sums.steps * STEP_GAP, content).lastInsertRowid);
            section.run(stepKey, at);
            const long = rng.fraction() < 0.01 ? 4 : 1;
            left = Math.round(WORDS_A_STEP * (0.6 + 0.8 * rng.fraction()) * long);
            const story = Math.round(left * (0.12 + 0.1 * rng.fraction()));
            const rest = left - story;
            const parts = [Math.round(rest * 0.5), Math.round(rest * 0.28), Math.round(rest * 0.14)];
            const last = rest - parts.reduce((sum, part) => sum + part, 0);
            words.run(stepKey, story, ...parts, last);
            sums.story += story;
            sums.watsonian += parts[0] ?? 0;
            sums.doylist += parts[1] ?? 0;
            sums.meta += parts[2] ?? 0;
            sums.comment += last;
          }
          const some = Math.min(open, left, 60);
          const pasted = rng.fraction() < 0.04;
          log.run(
            key,
            stepKey,
            pasted ? 1 : 0,
            some,
            0,
            Math.round((minutes * 60_000 * some) / amount),
            at + rng.below(3 * HOUR_MS),
          );
          open -= some;
          left -= some;
        }
        if (amount < 0) log.run(key, stepKey, 0, 0, -amount, minutes * 60_000, at);
      }
      const stored = sums.story + sums.watsonian + sums.doylist + sums.meta + sums.comment;
      database
        .prepare(
          `UPDATE run_totals SET steps = @steps, story = @story, watsonian = @watsonian, doylist = @doylist, meta = @meta,
             comment = @comment, stored = @stored WHERE run = @key`,
        )
        .run({ ...sums, stored, key });
      database
        .prepare("UPDATE runs SET target_words = ?, status = ?, changed_at = ? WHERE key = ?")
        .run(target, stored >= target ? "finished" : "writing", (past.at(-1)?.day ?? began) * DAY_MS, key);
    })();
  } finally {
    database.close();
  }
  return id;
}
