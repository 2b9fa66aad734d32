import fc from "fast-check";
import { expect, it } from "vitest";

import { hitOf } from "../../../renderer/editor/find/hit.ts";
import { indexedStep } from "../../../renderer/editor/find/indexed-step.ts";
import { compileQuery, EMPTY_QUERY } from "../../../renderer/editor/find/query.ts";
import { replaceHits } from "../../../renderer/editor/find/replace-hits.ts";
import { SearchedSteps } from "../../../renderer/editor/find/search-steps.ts";
import type { SearchFound } from "../../../renderer/editor/find/search-task.ts";
import { isThoughtSection, SECTION_NAMES } from "../../../shared/domain/section.ts";
import { blankStep, type Step } from "../../../shared/domain/step.ts";
import { storedRun } from "../../support/generate-run-arbitrary.ts";
import { Writing } from "../../support/writing.ts";

/** Everything that is searched and found in a run, as the finder does it. */
function findAll(writing: Writing, source: string, flags: string): ReturnType<typeof hitOf>[] {
  const { children } = writing.state.doc;
  const indexed = children.map((node) => indexedStep(node));
  const parts: SearchFound[] = [
    ...new SearchedSteps().search({
      task: 1,
      source,
      flags,
      template: null,
      learn: indexed.map(({ version, texts }) => ({ version, texts: texts.map(({ text }) => text) })),
      forget: [],
      steps: indexed.map(({ version, texts }, index) => ({ index, version, texts: [...texts.keys()] })),
      most: 100_000,
    }),
  ];
  return parts.flatMap(({ hits }) =>
    hits.flatMap(([index, at, start, end]) => {
      const node = children[index];
      const text = indexed[index]?.texts[at];
      return node === undefined || text === undefined ? [] : [hitOf(index, node, text, [start, end], null)];
    }),
  );
}

/** The same replacement done to the plain steps, text by text. */
function replaced(steps: readonly Step[], pattern: RegExp, by: string): unknown[] {
  return steps.map((step) =>
    SECTION_NAMES.map((name) =>
      isThoughtSection(name)
        ? step[name].bullets.map((bullet) => bullet.map(({ text }) => text.replace(pattern, () => by)))
        : step[name].text.replace(pattern, () => by),
    ),
  );
}

function textsOf(steps: readonly Step[]): unknown[] {
  return replaced(steps, /(?!)/u, "");
}

const QUERIES = ["a", " ", "e", "th", "\n", "o"] as const;

it("[PF28] replacing in the document is replacing in every text, and undo is exact", () => {
  fc.assert(
    fc.property(
      storedRun(),
      fc.constantFrom(...QUERIES),
      fc.constantFrom("", "x", "a b", "x\ny", "aa"),
      ({ steps }, text, by) => {
        const writing = new Writing(...(steps.length === 0 ? [blankStep()] : steps));
        const before = writing.steps();
        const compiled = compileQuery({ ...EMPTY_QUERY, text, as: "pattern" });
        if (!compiled.ok || compiled.value === null) throw new Error("no pattern");
        const { source, flags } = compiled.value;
        const hits = findAll(writing, source, flags);
        const { transaction } = replaceHits(
          writing.state,
          hits.map((hit) => ({ hit, by })),
        );
        if (!transaction.docChanged) return;
        writing.dispatch(transaction);
        // Rule T may take the tag's characters away; it is a change of its own.
        if (writing.said.some(({ kind }) => kind === "textBecameTag")) writing.act("undo");
        expect(textsOf(writing.steps())).toEqual(replaced(before, new RegExp(source, flags), by));
        writing.act("undo");
        expect(writing.steps()).toEqual(before);
      },
    ),
    { numRuns: 200 },
  );
});
