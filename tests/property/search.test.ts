import fc from "fast-check";
import { expect, it } from "vitest";

import { findText } from "../../electron/backend/search/find.ts";
import { addressedText } from "../../shared/domain/address.ts";
import {
  isThoughtSection,
  SECTION_NAMES,
  type SectionName,
  THOUGHT_TYPES,
  type ThoughtType,
} from "../../shared/domain/section.ts";
import type { Step } from "../../shared/domain/step.ts";
import { visible } from "../../shared/domain/visible.ts";
import { storedRun } from "../support/generate-run-arbitrary.ts";
import { bringIn, newLibrary, valueOf } from "../support/library.ts";

it("[L11] takes nothing that is typed for syntax", () => {
  const library = newLibrary();
  const odd = fc.constantFrom(
    "AND",
    "OR",
    "NOT",
    "NEAR",
    "(",
    ")",
    '"',
    "“",
    "”",
    "*",
    "^",
    "{text}",
    ":",
    "+",
    "-",
    "\\",
    "\0",
    "'",
    ";",
    "--",
    "\ud83d",
    "é",
    "word",
    " ",
  );
  const typed = fc.oneof(
    fc.string({ unit: "binary", maxLength: 40 }),
    fc.array(odd, { maxLength: 12 }).map((parts) => parts.join("")),
  );
  bringIn(library, { title: "A", authors: [], steps: [] });
  fc.assert(
    fc.property(typed, fc.subarray([...SECTION_NAMES]), fc.subarray([...THOUGHT_TYPES]), (text, sections, types) => {
      expect(findText(library, { text, sections, types, limit: 5 }).ok).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});

/** The marks that SQLite takes off a letter before it; every other mark that stands by itself separates words (0007). */
const ACCENTS = /[\u0300-\u0304\u0306-\u030c\u030f\u0311\u031b\u0323-\u0328\u032d-\u032e\u0330-\u0331]/gu;

/** Letters in lower case, without their accents. */
function plain(text: string): string {
  return text.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase();
}

/** The simplest search: every visible text is looked through word by word. */
function scan(
  steps: readonly Step[],
  word: string,
  sections: readonly SectionName[],
  types: readonly ThoughtType[],
): string[] {
  const found: string[] = [];
  const has = (text: string): boolean =>
    (text.replaceAll(ACCENTS, "").match(/[\p{L}\p{N}\p{Co}]+/gu) ?? []).some((token) => plain(token) === word);
  for (const { step, number, sections: shown } of visible(steps)) {
    for (const section of shown) {
      if (sections.length > 0 && !sections.includes(section)) continue;
      if (!isThoughtSection(section)) {
        if (types.length === 0 && has(step[section].text)) found.push(`${String(number)} ${section}`);
        continue;
      }
      for (const thought of step[section].bullets.flat()) {
        if ((types.length === 0 || types.includes(thought.type)) && has(thought.text))
          found.push(`${String(number)} ${thought.id}`);
      }
    }
  }
  return found;
}

it("[L10] finds what a plain look through the visible text finds, each match at its place", () => {
  const word = fc.constantFrom("knock", "door", "the", "mira", "wait", "orrin", "captain", "7");
  fc.assert(
    fc.property(
      storedRun({ maxSteps: 5, badCharacters: true }),
      word,
      fc.subarray([...SECTION_NAMES]),
      fc.subarray([...THOUGHT_TYPES]),
      (run, query, sections, types) => {
        const library = newLibrary();
        bringIn(library, run);
        const { hits } = valueOf(findText(library, { text: query, sections, types, limit: 200 }));
        expect(hits.map(({ step, address }) => `${String(step)} ${address.thoughtId ?? address.section}`)).toEqual(
          scan(run.steps, query, sections, types),
        );
        for (const { step, address, snippet, snippetStart, snippetEnd } of hits) {
          const stored = run.steps[step - 1];
          const text = stored === undefined ? null : addressedText(stored, address);
          const place = text?.slice(address.start, address.end) ?? "";
          expect(plain(place)).toBe(query);
          expect(snippet.slice(snippetStart, snippetEnd)).toBe(place);
        }
        valueOf(library.close());
      },
    ),
    { numRuns: 100, verbose: false },
  );
});
