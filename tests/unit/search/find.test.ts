import { expect, it } from "vitest";

import { findText } from "../../../electron/backend/search/find.ts";
import { snippetOf } from "../../../electron/backend/search/snippet.ts";
import { MAX_POSITION, rowNumber, rowPlace, runRange } from "../../../electron/backend/search/rowid.ts";
import type { ReadingLibrary } from "../../../electron/backend/storage/library.ts";
import type { RequestOf } from "../../../shared/contract/contract.ts";
import type { SearchHit } from "../../../shared/contract/search-methods.ts";
import {
  action,
  bullet,
  c,
  d,
  initial,
  LONGTERM,
  m,
  outcome,
  postPrompt,
  prompt,
  run,
  step,
  TAGGED,
  w,
} from "../../support/build.ts";
import { bringIn, newLibrary, valueOf } from "../../support/library.ts";

type Wish = Partial<RequestOf<"search.find">>;

function hits(library: ReadingLibrary, text: string, wish: Wish = {}): SearchHit[] {
  return valueOf(findText(library, { text, limit: 50, ...wish })).hits;
}

/** The words of each hit that matched, cut out by its address from the snippet. */
function matched(library: ReadingLibrary, text: string, wish: Wish = {}): string[] {
  return hits(library, text, wish).map(({ snippet, snippetStart, snippetEnd }) =>
    snippet.slice(snippetStart, snippetEnd),
  );
}

it("[L10] gives the exact place of a match in UTF-16 units, after astral letters and combining marks too", () => {
  const library = newLibrary();
  bringIn(
    library,
    run("A", step(initial(bullet("other", "\u{1F6A2}\u{1F6A2} e\u0301tude, naïve café")), prompt("one\ntwo"))),
  );
  const text = "\u{1F6A2}\u{1F6A2} e\u0301tude, naïve café";
  const [hit] = hits(library, "naive");
  expect(hit).toMatchObject({ runTitle: "A", step: 1, type: "watsonian", longterm: false });
  expect(text.slice(hit?.address.start, hit?.address.end)).toBe("naïve");
  const [accented] = hits(library, "etude");
  expect(text.slice(accented?.address.start, accented?.address.end)).toBe("e\u0301tude");
  expect(hits(library, "two")[0]?.address).toMatchObject({ section: "prompt", thoughtId: null, start: 4, end: 7 });
});

const found: [query: string, matches: string[]][] = [
  ["dont", []],
  ["don't", ["don’t"]],
  ["don’t", ["don’t"]],
  ["DON'T wait", ["don’t wait"]],
  ['"lantern ferry"', ["lantern ferry"]],
  ["“lantern ferry”", ["lantern ferry"]],
  ['"ferry lantern"', []],
  ["ferry lantern", ["lantern ferry"]],
  ['"lantern ferry', ["lantern ferry"]],
  ["lant*", ["lantern"]],
  ["lant", []],
  ["lantern*", ["lantern"]],
  ["*", []],
  ["", []],
  [" ’ — ", []],
  ["3.50", ["3.50"]],
];

it.each(found)("[L10] finds for %s the words %j", (query, matches) => {
  const library = newLibrary();
  bringIn(library, run("A", step(prompt("Please don’t wait for the lantern ferry: 3.50 gold."))));
  // Neighbouring words that match are marked one by one or as a phrase; only their place is promised.
  const places = hits(library, query).map(({ snippet, snippetStart }) => snippet.slice(snippetStart));
  expect(places).toHaveLength(matches.length);
  matches.forEach((match, index) => {
    const [first = ""] = match.split(" ");
    expect(places[index]?.startsWith(first)).toBe(true);
  });
});

it("[L10] finds a word with a sign at its side that is younger than the index's own tables, and is asked for with it", () => {
  const library = newLibrary();
  const young = "\u{1f568}Captain\u{1f978} and \u{1f568}mate";
  bringIn(library, run("A", step(prompt(young))));
  for (const query of ["captain", "\u{1f568}captain", "captain\u{1f978}", '"captain\u{1f978} and"']) {
    const [hit, ...more] = hits(library, query);
    expect(more).toEqual([]);
    expect(hit?.address.start).toBe(young.indexOf("Captain"));
  }
});

it("[L10] answers in reading order, runs in the order of their making, page after page", () => {
  const library = newLibrary();
  const steps = (label: string) =>
    [1, 2, 3].map((n) =>
      step(
        initial(`${label}${String(n)} word`, `${label}${String(n)} word again`),
        prompt(`word ${label}${String(n)}`),
      ),
    );
  bringIn(library, run("First", ...steps("a")));
  bringIn(library, run("Second", ...steps("b")));
  const all = hits(library, "word");
  expect(all.map(({ runTitle, step: number, address }) => `${runTitle} ${String(number)} ${address.section}`)).toEqual(
    ["First", "Second"].flatMap((title) =>
      [1, 2, 3].flatMap((number) =>
        ["initial", "initial", "prompt"].map((section) => `${title} ${String(number)} ${section}`),
      ),
    ),
  );
  const paged: SearchHit[] = [];
  let after: string | undefined;
  for (;;) {
    const page = valueOf(findText(library, { text: "word", limit: 4, after }));
    paged.push(...page.hits);
    if (page.next === null) break;
    expect(page.hits).toHaveLength(4);
    after = page.next;
  }
  expect(paged).toEqual(all);
  expect(hits(library, "word", { after: "nonsense" })).toEqual([]);
  expect(hits(library, "word", { after: "9".repeat(19) })).toEqual([]);
});

it("[L10] narrows by run, section, type and long-term", () => {
  const library = newLibrary();
  const text = "the same word";
  const content = step(
    initial(bullet(w(text), d(text, LONGTERM)), bullet(m(text))),
    prompt(text),
    postPrompt(bullet(c(text, LONGTERM))),
    action(text),
    outcome(text),
  );
  const again = (): typeof content => step(initial(bullet(w(text))), prompt(text));
  const [first, second, third] = [content, again(), again()].map((one, index) =>
    bringIn(library, run(String(index), one)),
  );
  if (first === undefined || second === undefined || third === undefined) throw new Error("Three runs were made");
  const count = (wish: Wish): number => hits(library, "word", wish).length;
  expect(count({})).toBe(7 + 2 + 2);
  expect(count({ runs: [second] })).toBe(2);
  expect(count({ runs: [first, third] })).toBe(9);
  expect(hits(library, "wor*", { runs: [first, third] })).toHaveLength(9);
  expect(count({ sections: ["initial"] })).toBe(5);
  expect(count({ sections: ["prompt", "outcome"] })).toBe(4);
  expect(count({ types: ["watsonian"] })).toBe(3);
  expect(count({ types: ["doylist", "comment"] })).toBe(2);
  expect(count({ longterm: true })).toBe(2);
  expect(count({ longterm: false })).toBe(9);
  expect(count({ longterm: true, types: ["doylist"], sections: ["initial"], runs: [first] })).toBe(1);
  expect(count({ sections: ["prompt"], types: ["watsonian"] })).toBe(0);
  expect(hits(library, "watsonian")).toEqual([]);
  expect(hits(library, "longterm sectioninitial")).toEqual([]);
});

it("[L10] finds only what a reader sees", () => {
  const library = newLibrary();
  bringIn(library, run("A", step(outcome("seen", TAGGED)), step(initial("hidden"), prompt("hidden"), action("seen"))));
  expect(matched(library, "hidden")).toEqual([]);
  expect(matched(library, "seen")).toEqual(["seen", "seen"]);
});

it("cuts snippets at blanks, never inside a character, and says where the match is", () => {
  const long = `${"word ".repeat(40)}match${" tail".repeat(60)}`;
  const start = long.indexOf("match");
  const cut = snippetOf(long, { start, end: start + 5 });
  expect(cut.snippet.slice(cut.snippetStart, cut.snippetEnd)).toBe("match");
  expect(cut.snippet).toMatch(/^…word .* tail…$/u);
  const ships = "\u{1F6A2}".repeat(300);
  const middle = snippetOf(ships, { start: 300, end: 302 });
  expect(middle.snippet.isWellFormed()).toBe(true);
  expect(middle.snippet.slice(middle.snippetStart, middle.snippetEnd)).toBe("\u{1F6A2}");
});

it("numbers rows by run, position and ordinal, and back", () => {
  const last = { runKey: 2 ** 20 - 1, position: MAX_POSITION, ordinal: 2 ** 15 - 1 };
  expect(rowNumber(last)).toBe(2n ** 63n - 1n);
  expect(rowPlace(rowNumber(last))).toEqual(last);
  expect(rowNumber({ runKey: 3, position: 5, ordinal: 7 })).toBeGreaterThan(
    rowNumber({ runKey: 3, position: 4, ordinal: 9 }),
  );
  expect(runRange(3, 3).last + 1n).toBe(runRange(4, 4).first);
});
