import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { filterByTitle, match } from "../../../renderer/app/palette-filter.ts";
import { fold } from "../../../renderer/words/fold.ts";

describe("finding by title", () => {
  it("[PG3] finds every word in any order, whatever its case and accents", () => {
    expect(match("Go to the next finding", "find next")).not.toBeNull();
    expect(match("Nine Winters at Žďár", "zdar")?.ranges).toEqual([[16, 20]]);
    expect(match("Next finding", "previous")).toBeNull();
    // The same word twice must stand there twice.
    expect(match("Next finding", "next next")).toBeNull();
  });

  it("[PG3] puts beginnings of words before their insides", () => {
    const titles = ["Restep", "Next step", "Step back"].map((title) => ({ title }));
    expect(filterByTitle(titles, "step").map(({ item }) => item.title)).toEqual(["Step back", "Next step", "Restep"]);
  });

  it("[PG3] puts the title that was asked for before one that goes on", () => {
    const titles = ["Export runs", "Check", "Export"].map((title) => ({ title }));
    expect(filterByTitle(titles, "export ").map(({ item }) => item.title)).toEqual(["Export", "Export runs"]);
  });

  it("[PG3] finds an act by words that its title lacks, after all that have them in theirs", () => {
    const acts = [{ title: "Progress", also: "compare quality stuck" }, { title: "Compare with a version" }];
    expect(filterByTitle(acts, "stuck").map(({ item, match: found }) => [item.title, found.ranges])).toEqual([
      ["Progress", []],
    ]);
    expect(filterByTitle(acts, "compare").map(({ item }) => item.title)).toEqual([
      "Compare with a version",
      "Progress",
    ]);
    expect(filterByTitle(acts, "progress stuck")[0]?.match.ranges).toEqual([[0, 8]]);
  });

  it("[PG3] marks exactly what was asked, in order and apart", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.string({ unit: "grapheme" }), (title, asked) => {
        expect(fold(title)).toHaveLength(title.length);
        const found = match(title, asked);
        if (found === null) return;
        let end = 0;
        for (const [from, to] of found.ranges) {
          expect(from).toBeGreaterThanOrEqual(end);
          expect(to).toBeLessThanOrEqual(title.length);
          end = to;
        }
        const marked = found.ranges.map(([from, to]) => fold(title).slice(from, to)).toSorted();
        expect(marked).toEqual(fold(asked).split(/\s+/u).filter(Boolean).toSorted());
      }),
    );
  });
});
