import fc from "fast-check";
import { expect, it } from "vitest";

import { daysOfRun } from "../../electron/backend/progress/log-sums.ts";
import { createRun } from "../../electron/backend/runs/create.ts";
import { loadRun } from "../../electron/backend/runs/load.ts";
import { rebuildCaches } from "../../electron/backend/runs/rebuild.ts";
import { saveRun } from "../../electron/backend/runs/save.ts";
import { runProgress, todayOf } from "../../electron/backend/progress/run-progress.ts";
import { dayOfMoment } from "../../shared/domain/progress/calendar.ts";
import { ACT_KINDS, type ActKind } from "../../shared/contract/save.ts";
import { newBatchId } from "../../shared/domain/ids.ts";
import { countWords } from "../../shared/domain/words.ts";
import { success } from "../../shared/lib/outcome.ts";
import { openWriting, temporaryFolder, valueOf } from "../support/library.ts";
import { tablesOf } from "../support/tables.ts";
import { writerOf } from "../support/typing.ts";

/*
 * An author does anything at any time: types, types away, pastes, restores, deletes, crosses time zones, has a clock that
 * jumps by years. What progress says is compared with a plain list of what was done.
 */

const KINDS: readonly ActKind[] = ACT_KINDS.filter((kind) => kind !== "imported");
const doing = fc.record({
  kind: fc.constantFrom(...KINDS),
  words: fc.integer({ min: 0, max: 30 }),
  // From 1969 to 2100, hours apart or decades.
  at: fc.oneof(fc.integer({ min: -40_000_000_000, max: 4_102_444_800_000 }), fc.integer({ min: 0, max: 400_000_000 })),
  zone: fc.integer({ min: -720, max: 840 }),
  activeMs: fc.integer({ min: 0, max: 100_000 }),
});

it("[PR2][PR3] the log's sum is the stored words and goals count typed less typed away, whatever was done when", () => {
  fc.assert(
    fc.property(
      fc.array(doing, { minLength: 1, maxLength: 25 }),
      fc.integer({ min: 0, max: 23 }),
      (doings, startsAt) => {
        let now = { utcMs: 0, offsetMinutes: 0 };
        const library = openWriting(`${temporaryFolder()}/library`, { clock: () => now });
        const runId = valueOf(createRun(library, { title: "A run", authors: [] }));
        const run = valueOf(loadRun(library, runId));
        const step = run.steps[0];
        if (step === undefined) throw new Error("A new run has a step");
        let rev = step.rev;
        let stored = 0;
        const typed = new Map<number, number>();
        let activeMs = 0;
        for (const { kind, words, at, zone, activeMs: spent } of doings) {
          now = { utcMs: at, offsetMinutes: zone };
          const text = Array.from({ length: words }, (_, index) => `word${String(index)}`).join(" ");
          // The prompt of a step whose own tag hides nothing; it is parked in none of these.
          expect(countWords(text)).toBe(words);
          const act = { stepId: step.id, section: "prompt" as const, kind, activeMs: spent };
          const net = words - stored;
          const saved = valueOf(
            saveRun(library, {
              runId,
              batchId: newBatchId(),
              ...writerOf(library),
              orderRev: run.orderRev,
              steps: [{ id: step.id, baseRev: rev, content: { ...step.content, prompt: { closed: false, text } } }],
              acts: [{ ...act, added: Math.max(0, net), removed: Math.max(0, -net) }],
            }),
          );
          if (saved.state !== "saved") throw new Error("Stale");
          rev += 1;
          stored = words;
          activeMs += spent;
          const day = dayOfMoment(now, startsAt);
          if (kind === "typed") typed.set(day, (typed.get(day) ?? 0) + net);
        }
        const progress = valueOf(runProgress(library, runId, startsAt, now));
        const acts = progress.days.flatMap((day) => day.acts);
        expect(acts.reduce((sum, { added, removed }) => sum + added - removed, 0)).toBe(stored);
        expect(progress.words).toBe(stored);
        expect(progress.days.reduce((sum, day) => sum + day.activeMs, 0)).toBe(activeMs);
        for (const day of progress.days) {
          const own = day.acts.find(({ kind }) => kind === "typed");
          expect(own === undefined ? 0 : own.added - own.removed).toBe(typed.get(day.day) ?? 0);
        }
        expect(valueOf(todayOf(library, runId, startsAt, now)).typed).toBe(typed.get(dayOfMoment(now, startsAt)) ?? 0);
        const kept = tablesOf(library);
        valueOf(rebuildCaches(library));
        expect(tablesOf(library)).toEqual(kept);
        expect(valueOf(library.read((connection) => success(daysOfRun(connection, 1, startsAt))))).toEqual(
          progress.days,
        );
      },
    ),
    { numRuns: 20 },
  );
});
