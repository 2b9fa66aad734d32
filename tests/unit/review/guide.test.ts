import { expect, it } from "vitest";

import { newGuideId } from "../../../shared/domain/ids.ts";
import { type Guide, guideChanges } from "../../../shared/domain/review/guide.ts";

it("[R13] what changed between two versions of a guide is told criterion by criterion", () => {
  const voice = { id: "voice", name: "Voice", description: "One voice", examples: "", scale: "five" as const };
  const pace = { id: "pace", name: "Pace", description: "", examples: "", scale: "yesNo" as const };
  const before: Guide = {
    id: newGuideId(),
    version: 1,
    title: "G",
    text: "Read.",
    criteria: [voice, pace],
    changedAt: 1,
  };
  expect(guideChanges(before, { ...before, version: 2 })).toEqual([]);
  const after: Guide = {
    ...before,
    text: "Read twice.",
    criteria: [
      { ...voice, description: "Two voices", scale: "ten" },
      { ...pace, id: "tempo", name: "Tempo" },
    ],
  };
  expect(guideChanges(before, after)).toEqual([
    { kind: "text" },
    { kind: "changed", name: "Voice", part: "description" },
    { kind: "changed", name: "Voice", part: "scale" },
    { kind: "added", name: "Tempo" },
    { kind: "removed", name: "Pace" },
  ]);
});
