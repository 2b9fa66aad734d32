import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { guideAt, hashOf, LIBRARY, type Place, placeOf } from "../../../renderer/app/place.ts";
import { newReviewCopyId, newRunId, newStepId, newThoughtId } from "../../../shared/domain/ids.ts";
import { isThoughtSection, SECTION_NAMES } from "../../../shared/domain/section.ts";

const stretch = fc
  .record({ section: fc.constantFrom(...SECTION_NAMES), start: fc.nat(1_000_000), length: fc.nat(1_000) })
  .map(({ section, start, length }) => ({
    stepId: newStepId(),
    section,
    thoughtId: isThoughtSection(section) ? newThoughtId() : null,
    start,
    end: start + length,
  }));
const places: fc.Arbitrary<Place> = fc.oneof(
  fc.constantFrom<Place>(
    { name: "library", tab: "runs" },
    { name: "library", tab: "reviews" },
    { name: "library", tab: "search" },
    { name: "library", tab: "bin" },
    { name: "progress", runId: null },
    { name: "progress", runId: newRunId() },
    { name: "pay" },
    { name: "export" },
    { name: "settings" },
  ),
  fc
    .oneof(fc.constant(null), fc.integer({ min: 1, max: 50_000 }), stretch)
    .map((at): Place => ({ name: "run", runId: newRunId(), at })),
  fc.constant(null).map((at): Place => ({ name: "run", runId: newRunId(), at, dialog: "details" })),
  fc
    .oneof(fc.constant(null), fc.integer({ min: 1, max: 50_000 }))
    .map((at): Place => ({ name: "review", copyId: newReviewCopyId(), at })),
);

describe("places", () => {
  it("[PG6] open help at the guide of whoever works there", () => {
    expect(["#/progress", "#/progress/pay", "#/export"].map((hash) => guideAt(placeOf(hash)))).toEqual([
      "lead",
      "lead",
      "lead",
    ]);
    expect(guideAt(placeOf(`#/review/${newReviewCopyId()}`))).toBe("reviewer");
    expect(["#/", `#/progress/${newRunId()}`, "#/settings"].map((hash) => guideAt(placeOf(hash)))).toEqual([
      "author",
      "author",
      "author",
    ]);
  });

  it("[PG6] are the same after they have been an address", () => {
    fc.assert(
      fc.property(places, (place) => {
        expect(placeOf(hashOf(place))).toEqual(place);
      }),
    );
  });

  it("[PG6] are the library where an address is none of ours", () => {
    for (const hash of [
      "",
      "#",
      "#/nowhere",
      "#/run",
      "#/run/1",
      "#/run/../../x",
      "#/review/<script>",
      "#/constructor",
    ]) {
      expect(placeOf(hash)).toEqual(LIBRARY);
    }
  });

  it("[PG6] forget a stretch that cannot be, and keep the run", () => {
    const runId = newRunId();
    for (const at of ["0", "-1", "x", "x/prompt/-/0/4", `${newStepId()}/nowhere/-/0/4`]) {
      expect(placeOf(`#/run/${runId}/${at}`)).toEqual({ name: "run", runId, at: null });
    }
  });
});
