// @vitest-environment jsdom
import fc from "fast-check";
import { TextSelection } from "prosemirror-state";
import { expect, it } from "vitest";

import type { PastedBlock } from "../../../renderer/editor/paste/content.ts";
import { mapConventions } from "../../../renderer/editor/paste/conventions.ts";
import { selectedHtml, selectedText } from "../../../renderer/editor/paste/copied.ts";
import { disarmHtml } from "../../../renderer/editor/paste/disarm-html.ts";
import { readHtml } from "../../../renderer/editor/paste/read-html.ts";
import { newRunId } from "../../../shared/domain/ids.ts";
import { isThoughtSection, SECTION_NAMES, THOUGHT_TYPES } from "../../../shared/domain/section.ts";
import { blankStep, type Step } from "../../../shared/domain/step.ts";
import { storedRun } from "../../support/generate-run-arbitrary.ts";
import { Writing } from "../../support/writing.ts";

const words = fc.stringMatching(/^[a-z "'<&*[(.-]{0,12}$/u);
const block: fc.Arbitrary<PastedBlock> = fc.record({
  text: fc.array(words, { minLength: 1, maxLength: 3 }).map((lines) => lines.join("\n")),
  joins: fc.boolean(),
  thought: fc.option(
    fc.record({ type: fc.constantFrom(...THOUGHT_TYPES), longterm: fc.boolean(), id: fc.constant(null) }),
  ),
});

/** Every letter of a run, wherever it stands; blanks and line ends may be made and dropped between blocks. */
function letters(steps: readonly Step[]): string {
  return steps
    .flatMap((step) =>
      SECTION_NAMES.map((name) =>
        isThoughtSection(name)
          ? step[name].bullets
              .flat()
              .map(({ text }) => text)
              .join("")
          : step[name].text,
      ),
    )
    .join("")
    .replace(/\s/gu, "");
}

it("[PF11] whatever is pasted anywhere, no letter of the run or the paste is lost or doubled, and undo is exact", () => {
  fc.assert(
    fc.property(storedRun({ maxSteps: 2 }), fc.array(block, { maxLength: 5 }), fc.nat(), ({ steps }, blocks, seed) => {
      // Text that begins with the tag's characters becomes the tag; that is rule T's own test.
      fc.pre(!blocks.some(({ text }) => text.includes("<yo")));
      const writing = new Writing(...(steps.length === 0 ? [blankStep()] : steps));
      const before = writing.steps();
      const position = seed % writing.state.doc.content.size;
      const near = TextSelection.near(writing.state.doc.resolve(position)).$from;
      // No caret stands inside a pair of surrogates.
      const isInPair = /^[\uDC00-\uDFFF]/u.test(near.parent.textContent.slice(near.parentOffset));
      const from = isInPair ? near.pos - 1 : near.pos;
      writing.select(from, from);
      writing.paste(blocks);
      const after = writing.steps();
      const pasted = letters(after).length - letters(before).length;
      expect(pasted).toBe(blocks.map(({ text }) => text.replace(/\s/gu, "")).join("").length);
      const ids = after.flatMap((step) =>
        SECTION_NAMES.flatMap((name) => (isThoughtSection(name) ? step[name].bullets.flat().map(({ id }) => id) : [])),
      );
      expect(new Set(ids).size).toBe(ids.length);
      if (after.length > 0 && writing.state.doc.content.size > 0) writing.act("undo");
      expect(writing.steps()).toEqual(before);
    }),
  );
});

it("[PF11] a copy of any stretch, read back, says what the plain copy says", () => {
  fc.assert(
    fc.property(storedRun(), fc.nat(), fc.nat(), ({ steps }, from, to) => {
      const writing = new Writing(...(steps.length === 0 ? [blankStep()] : steps));
      const { doc } = writing.state;
      const at = (seed: number): number => TextSelection.near(doc.resolve(seed % doc.content.size)).from;
      writing.select(Math.min(at(from), at(to)), Math.max(at(from), at(to)));
      const { blocks } = readHtml(selectedHtml(writing.state, newRunId()), "stars");
      const bare = (text: string): string => text.replace(/\s/gu, "");
      expect(bare(blocks.map(({ text }) => text).join(""))).toBe(bare(selectedText(writing.state)));
    }),
  );
});

it("[PF11] brackets become thoughts without a letter lost but the brackets' own", () => {
  const piece = fc.constantFrom("[w:", "]", "[", "(ooc:", ")", "{{", "}}", " a", "b ", "; ", "\n", "ç");
  const mapping = [
    { open: "[w:", close: "]", as: "watsonian", longterm: false },
    { open: "(OOC:", close: ")", as: "meta", longterm: true },
    { open: "{{", close: "}}", as: "comment", longterm: false },
  ] as const;
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 24 }), (pieces) => {
      const content = {
        blocks: [{ text: pieces.join(""), joins: false, thought: null }],
        runId: null,
        sections: [],
        leftOut: { emphasis: 0, pictures: 0, links: 0 },
      };
      const mapped = mapConventions(content, mapping);
      const bare = (text: string): string => text.replace(/\[w:|\(ooc:|\{\{|\}\}|[\])]|\s/gu, "");
      const text = mapped.content.blocks.map((one) => one.text).join("");
      expect(bare(text)).toBe(bare(pieces.join("")));
    }),
    { numRuns: 1_000 },
  );
});

it("[PF4] disarmed HTML says what the HTML says, and holds no style, handler or script, whatever it looks like", () => {
  const piece = fc.constantFrom(
    ..."< > </ /> <p <b> </b> <!-- --> <!--> = \" ' style onclick on style=x STYLE='a>b' <style> </style> <script </script> <base <img &lt; text".split(
      " ",
    ),
    " ",
    "\n",
  );
  const parse = (html: string): HTMLElement => new DOMParser().parseFromString(html, "text/html").body;
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 16 }), (pieces) => {
      const html = pieces.join("");
      const body = parse(disarmHtml(html));
      for (const element of body.querySelectorAll("*")) {
        expect(["style", "script", "base"]).not.toContain(element.localName);
        for (const { name } of element.attributes) expect(name === "style" || name.startsWith("on")).toBe(false);
      }
    }),
    { numRuns: 2_000 },
  );
});
