import { join } from "node:path";

import { expect, it } from "vitest";

import { openLibraryForWriting } from "../../electron/backend/storage/library.ts";
import { seatDrafts } from "../../electron/backend/storage/migrations/0011-seat-drafts.ts";
import { MIGRATIONS } from "../../electron/backend/storage/migrations/list.ts";
import { storyOf } from "../../electron/backend/turns/land.ts";
import { keepSeat, readSeat } from "../../electron/backend/turns/seat.ts";
import { fullStep, run } from "../support/build.ts";
import { bringIn, openWriting, temporaryFolder, valueOf, writerAt } from "../support/library.ts";

it("[R28] a library of the version before keeps its story, and what a player writes from then on", () => {
  const path = join(temporaryFolder(), "library");
  const before = MIGRATIONS.slice(0, seatDrafts.version - 1);
  const old = valueOf(openLibraryForWriting(writerAt(path, { migrations: before })));
  const runId = bringIn(old, run("The Lantern Ferry", fullStep("1")));
  valueOf(old.close());
  const library = openWriting(path);
  expect(valueOf(storyOf(library, runId)).story.map(({ text }) => text)).toEqual(["1 prompt", "1 action", "1 outcome"]);
  valueOf(keepSeat(library, runId, { text: "I w", tagged: false }));
  valueOf(keepSeat(library, runId, { text: "I wait.", tagged: true }));
  expect(valueOf(readSeat(library, runId))).toEqual({ text: "I wait.", tagged: true });
});
