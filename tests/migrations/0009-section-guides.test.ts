import { join } from "node:path";

import { expect, it } from "vitest";
import { z } from "zod";

import { openLibraryForWriting } from "../../electron/backend/storage/library.ts";
import { MIGRATIONS } from "../../electron/backend/storage/migrations/list.ts";
import { sectionGuides } from "../../electron/backend/storage/migrations/0009-section-guides.ts";
import { newGuideId } from "../../shared/domain/ids.ts";
import { success } from "../../shared/lib/outcome.ts";
import { fullStep, run } from "../support/build.ts";
import { bringIn, openWriting, temporaryFolder, TEST_TIME, valueOf, writerAt } from "../support/library.ts";
import { stepsOf, writePrompt } from "../support/typing.ts";

const NAMED = {
  sql: "SELECT section, first_written_at AS at, guide FROM sections ORDER BY step, section",
  row: z.object({ section: z.int(), at: z.int().nullable(), guide: z.string().nullable() }),
};

it("[DS3] a library of the version before learns which guide was known when each section was first written here", () => {
  const path = join(temporaryFolder(), "library");
  const old = valueOf(
    openLibraryForWriting(writerAt(path, { migrations: MIGRATIONS.slice(0, sectionGuides.version - 1) })),
  );
  const runId = bringIn(old, run("Ferry", fullStep("one"), fullStep("two", { prompt: { closed: false, text: "" } })));
  const [, second] = stepsOf(old, runId);
  if (second === undefined) throw new Error("Two steps");
  writePrompt(old, runId, second.id, "Written here", { added: 2, removed: 0, activeMs: 700 });
  const guide = newGuideId();
  valueOf(
    old.write<null, never>((connection) => {
      // The second version was learned of before the prompt was written, the third after.
      for (const [version, keptAt] of [
        [2, TEST_TIME.utcMs - 1],
        [3, TEST_TIME.utcMs + 3_600_000],
      ] as const)
        connection.run(
          "INSERT INTO guides (id, version, guide, is_own, kept_at, kept_offset) VALUES (?, ?, '{}', 0, ?, 0)",
          guide,
          version,
          keptAt,
        );
      return success(null);
    }),
  );
  valueOf(old.close());
  const rows = valueOf(
    openWriting(path).read<z.infer<(typeof NAMED)["row"]>[], never>((connection) => success(connection.all(NAMED))),
  );
  const written = rows.filter(({ at }) => at !== null);
  expect(written.map((row) => row.guide)).toEqual([`${guide}/2`]);
  expect(rows.filter(({ at, guide: named }) => at === null && named !== null)).toEqual([]);
});
