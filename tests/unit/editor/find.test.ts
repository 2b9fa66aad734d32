import { describe, expect, it } from "vitest";

import { expand, matched } from "../../../renderer/editor/find/matching.ts";
import { compileQuery, EMPTY_QUERY, type FindQuery, isInScope } from "../../../renderer/editor/find/query.ts";
import { type FindHit, hitOf, placeOfHit, wordsOfHit } from "../../../renderer/editor/find/hit.ts";
import { indexedStep } from "../../../renderer/editor/find/indexed-step.ts";
import { replaceHits } from "../../../renderer/editor/find/replace-hits.ts";
import { SearchedSteps } from "../../../renderer/editor/find/search-steps.ts";
import { positionOf } from "../../../shared/document/place.ts";
import {
  action,
  bullet,
  d,
  fullStep,
  initial,
  LONGTERM,
  m,
  outcome,
  prompt,
  step,
  TAGGED,
  w,
} from "../../support/build.ts";
import { Writing } from "../../support/writing.ts";

function query(text: string, more: Partial<FindQuery> = {}): FindQuery {
  return { ...EMPTY_QUERY, text, ...more };
}

/** What a question finds in a text, as the words found. */
function found(asked: FindQuery, text: string): string[] {
  const compiled = compileQuery(asked);
  if (!compiled.ok || compiled.value === null) throw new Error(`no question: ${asked.text}`);
  const pattern = new RegExp(compiled.value.source, compiled.value.flags);
  return [...matched(pattern, text, null)].map(({ start, end }) => text.slice(start, end));
}

/** The hits of a question in everything that a run stores, in reading order. */
function hitsIn(writing: Writing, asked: FindQuery): FindHit[] {
  const compiled = compileQuery(asked);
  if (!compiled.ok || compiled.value === null) throw new Error(`no question: ${asked.text}`);
  const pattern = new RegExp(compiled.value.source, compiled.value.flags);
  return writing.state.doc.children.flatMap((node, index) =>
    indexedStep(node).texts.flatMap((text) =>
      [...matched(pattern, text.text, null)].map(({ start, end }) => hitOf(index, node, text, [start, end], null)),
    ),
  );
}

describe("what is found", () => {
  it("[PF20] finds whatever case unless asked, and a sign of pattern syntax as itself", () => {
    expect(found(query("the"), "The other the")).toEqual(["The", "the", "the"]);
    expect(found(query("the", { matchCase: true }), "The other the")).toEqual(["the", "the"]);
    expect(found(query("a.b*(c)"), "axb a.b*(c)")).toEqual(["a.b*(c)"]);
    expect(found(query("[x] {y} $1 \\n a|b /"), "[x] {y} $1 \\n a|b /")).toHaveLength(1);
  });

  it("[PF20] finds whole words by letters of every script, where \\b would break", () => {
    const whole = { wholeWord: true };
    expect(found(query("caf", whole), "café caf, xcaf")).toEqual(["caf"]);
    expect(found(query("Åse", whole), "Åse’s Åsen Åse")).toEqual(["Åse", "Åse"]);
    expect(found(query("ван", whole), "Иван ван вана")).toEqual(["ван"]);
    expect(found(query("a|b", { ...whole, as: "pattern" }), "a ab b")).toEqual(["a", "b"]);
  });

  it("[PF20] finds curly quotes by straight ones and no-break spaces by blanks, and the adorned alone by themselves", () => {
    expect(found(query('don\'t "go"'), 'don’t\u00a0“go” don\'t "go"')).toHaveLength(2);
    expect(found(query("don’t"), "don’t don't")).toEqual(["don’t"]);
    expect(found(query("'", { as: "pattern" }), "’'")).toEqual(["'"]);
  });

  it("[PF20] finds é by e only when asked, in one sign or two, and an accent alone by itself", () => {
    const plain = { plainLetters: true };
    expect(found(query("resume"), "résumé resume")).toEqual(["resume"]);
    expect(found(query("resume", plain), "résumé Re\u0301sume\u0301 resume")).toEqual([
      "résumé",
      "Re\u0301sume\u0301",
      "resume",
    ]);
    expect(found(query("résumé", plain), "résumé resume re\u0301sume\u0301")).toEqual(["résumé", "re\u0301sume\u0301"]);
    expect(found(query("Lodz", plain), "Łódź lodz")).toEqual(["Łódź", "lodz"]);
    expect(found(query("Lodz", { ...plain, matchCase: true }), "Łódź łódź")).toEqual(["Łódź"]);
  });

  it("[PF20] says why a pattern is none, and takes a match of nothing for no hit", () => {
    expect(compileQuery(query("(", { as: "pattern" }))).toMatchObject({ ok: false, failure: { kind: "noPattern" } });
    expect(compileQuery(query("a)|(b", { as: "pattern", wholeWord: true }))).toMatchObject({ ok: false });
    expect(compileQuery(query(""))).toEqual({ ok: true, value: null });
    expect(found(query("x*", { as: "pattern" }), "axxb")).toEqual(["xx"]);
  });

  it("[PF21] looks at the sections and thoughts that it is asked to look at", () => {
    const story = { section: "prompt", type: null, longterm: false } as const;
    const thought = { section: "initial", type: "doylist", longterm: true } as const;
    const holds = (more: Partial<FindQuery>): boolean[] =>
      [story, thought].map((text) => isInScope(query("x", more), text));
    expect(holds({})).toEqual([true, true]);
    expect(holds({ sections: "story" })).toEqual([true, false]);
    expect(holds({ sections: "thoughts" })).toEqual([false, true]);
    expect(holds({ sections: "prompt" })).toEqual([true, false]);
    expect(holds({ sections: "postPrompt" })).toEqual([false, false]);
    expect(holds({ thoughts: "doylist" })).toEqual([false, true]);
    expect(holds({ thoughts: "meta" })).toEqual([false, false]);
    expect(holds({ thoughts: "longterm" })).toEqual([false, true]);
  });

  it("[PF22] knows the place of every hit, over paragraphs and lines too", () => {
    const writing = new Writing(
      fullStep("a", prompt("one", "", "two"), initial(bullet(w("x\none"), m("one")))),
      fullStep("b", outcome("one")),
    );
    for (const asked of [query("one"), query("e[^o]*t", { as: "pattern" }), query("x\\n", { as: "pattern" })]) {
      const hits = hitsIn(writing, asked);
      expect(hits.length).toBeGreaterThan(0);
      for (const hit of hits) {
        const range = positionOf(writing.state.doc, placeOfHit(hit));
        const start = writing.state.doc.children.slice(0, hit.index).reduce((sum, node) => sum + node.nodeSize, 0);
        expect(range).toEqual({ from: start + hit.from, to: start + hit.to });
      }
    }
  });

  it("[PF22] shows a hit with the words around it on one line, and cuts no sign in two", () => {
    const long = `${"😀".repeat(80)}needle${"😀".repeat(80)}`;
    const [hit] = hitsIn(
      new Writing(step(prompt(`first\nneedle ${long}`))),
      query("first\\nneedle", { as: "pattern" }),
    );
    const [far] = hitsIn(new Writing(step(prompt(long))), query("needle"));
    expect(hit === undefined ? null : wordsOfHit(hit).words).toBe("first ¶ needle");
    const words = far === undefined ? null : wordsOfHit(far);
    expect(words?.before.isWellFormed()).toBe(true);
    expect(words?.after.isWellFormed()).toBe(true);
    expect(words?.words).toBe("needle");
  });

  it("[PF23] sends the first step's hits alone and stops at the most", () => {
    const steps = new SearchedSteps();
    const learn = Array.from({ length: 5 }, (_, version) => ({ version, texts: ["a a", "a"] }));
    const task = { task: 1, source: "a", flags: "gu", template: null, learn, forget: [], most: 100 };
    const order = [3, 4, 0, 1, 2].map((index) => ({ index, version: index, texts: [0, 1] }));
    const parts = [...steps.search({ ...task, steps: order })];
    expect(parts.map(({ hits }) => hits.map(([index]) => index))).toEqual([
      [3, 3, 3],
      [4, 4, 4, 0, 0, 0, 1, 1, 1, 2, 2, 2],
    ]);
    expect(parts.map(({ end }) => end)).toEqual([null, "all"]);
    const full = [...steps.search({ ...task, learn: [], most: 4, steps: order })];
    expect(full.flatMap(({ hits }) => hits)).toHaveLength(4);
    expect(full.at(-1)?.end).toBe("full");
  });
});

describe("what is replaced", () => {
  function replaceAll(writing: Writing, asked: FindQuery, by: string): ReturnType<typeof replaceHits> {
    const replaced = replaceHits(
      writing.state,
      hitsIn(writing, asked).map((hit) => ({ hit, by })),
    );
    writing.dispatch(replaced.transaction);
    return replaced;
  }

  it("[PF24] replaces everywhere at once, and one undo brings back every text and id", () => {
    const writing = new Writing(
      fullStep("a", initial(bullet(w("cat cat"), d("cat", LONGTERM)))),
      fullStep("b", outcome("cat"), action("no", "cat.")),
    );
    const before = writing.steps();
    expect(replaceAll(writing, query("cat"), "dog")).toMatchObject({ replaced: 5, skipped: 0 });
    expect(writing.text(1, "initial")).toBe("W:dog dog + D!:dog");
    expect(writing.text(2, "action")).toBe("no ¶ dog.");
    expect(writing.takeChanges().acts.map(({ kind }) => kind)).toEqual(["replaced", "replaced", "replaced"]);
    writing.act("undo");
    expect(writing.steps()).toEqual(before);
    expect(writing.said).toContainEqual({ kind: "undone", act: "replaceAll", step: null });
  });

  it("[PF24] replaces with nothing everywhere and brings it back", () => {
    const writing = new Writing(fullStep("a", prompt("one", "two")), fullStep("b"));
    const before = writing.steps();
    replaceAll(writing, query("[^]+", { as: "pattern" }), "");
    expect(writing.text(1, "prompt")).toBe("");
    expect(writing.text(2, "initial")).toBe("W:");
    writing.act("undo");
    expect(writing.steps()).toEqual(before);
  });

  it("[PF24] joins and makes paragraphs in the story, lines in a thought", () => {
    const writing = new Writing(step(initial(bullet(w("a-b\nc"))), prompt("x-y", "z")));
    replaceAll(writing, query("-"), "\n");
    replaceAll(writing, query("\\n[cz]", { as: "pattern" }), "!");
    expect(writing.text(1, "initial")).toBe("W:a\nb!");
    expect(writing.text(1, "prompt")).toBe("x ¶ y!");
  });

  it("[PF24] replaces thousands of hits with what stands between them kept", () => {
    const writing = new Writing(step(initial(bullet(w("a.\n".repeat(1_500)))), prompt("ab\n".repeat(1_500))));
    expect(replaceAll(writing, query("a"), "A").replaced).toBe(3_000);
    expect(writing.steps()[0]?.prompt.text).toBe("Ab\n".repeat(1_500));
    expect(writing.steps()[0]?.initial.bullets[0]?.[0]?.text).toBe("A.\n".repeat(1_500));
  });

  it("[PF24] leaves alone what has changed since it was found", () => {
    const writing = new Writing(fullStep("a", prompt("cat")), fullStep("b", prompt("cat")));
    const hits = hitsIn(writing, query("cat"));
    writing.caret("a initial|").type("!");
    const { transaction, replaced, skipped } = replaceHits(
      writing.state,
      hits.map((hit) => ({ hit, by: "dog" })),
    );
    writing.dispatch(transaction);
    expect([replaced, skipped]).toEqual([1, 1]);
    expect([writing.text(1, "prompt"), writing.text(2, "prompt")]).toEqual(["cat", "dog"]);
  });

  it("[PF25] makes the tag of every text that a replacement makes begin with its characters, and undo gives the texts back", () => {
    const writing = new Writing(
      fullStep("a", action("TAG go"), outcome("TAG then")),
      fullStep("b", action("TAG stay", TAGGED), outcome("TAG end")),
    );
    replaceAll(writing, query("TAG"), "<yo be real>");
    expect([writing.text(1, "action"), writing.text(1, "outcome")]).toEqual(["<>go", "<>then"]);
    expect([writing.text(2, "action"), writing.text(2, "outcome")]).toEqual(["<><yo be real> stay", "<>end"]);
    expect(writing.said.filter(({ kind }) => kind === "textBecameTag")).toHaveLength(1);
    writing.act("undo");
    expect([writing.text(1, "action"), writing.text(2, "outcome")]).toEqual(["<yo be real> go", "<yo be real> end"]);
    writing.act("undo");
    expect(writing.text(1, "action")).toBe("TAG go");
  });

  it("[PF26] lets nothing in that may not enter", () => {
    const writing = new Writing(fullStep("a", prompt("cat")));
    replaceAll(writing, query("cat"), "d\0o\rg\ud83d");
    expect(writing.text(1, "prompt")).toBe("do ¶ g");
  });

  it("[PF27] fills a pattern's replacement from its groups", () => {
    const match = /(?<first>a)(b)?/u.exec("xa");
    if (match === null) throw new Error("no match");
    expect(expand("$&-$1-$2-$<first>-$$-$9-\\n-\\\\", match)).toBe("a-a--a-$-$9-\n-\\");
  });
});
