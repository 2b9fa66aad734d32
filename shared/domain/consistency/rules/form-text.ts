import type { Passage } from "../passage.ts";
import type { Draft, Rule } from "../rule.ts";
import type { RunIndex, StepRecord } from "../run-index.ts";
import { SECTION_TITLES, stepKeys, stepSubject } from "./form-place.ts";
import { type Tokens, tokenize } from "../tokens.ts";

/** Empty bullets: a bullet or thought without a character other than blanks, in a section that is written. */
export const emptyBullet: Rule = {
  id: "form/empty-bullet",
  version: 1,
  meta: {
    title: "An empty bullet",
    why: "An empty thought is left out of an export; a thought of blanks is not, and reads as a gap.",
    example: "A bullet begun with Enter and never written.",
    needs: "",
  },
  followsOrder: false,
  keysFor: stepKeys,

  run(index: RunIndex, key: string): readonly Draft[] {
    const record = index.record(key);
    if (record === null) return [];
    return record.passages.flatMap((passage, position): Draft[] => {
      if (passage.type === null || /\S/u.test(passage.text)) return [];
      const isAlone = !record.passages.some(
        (other, at) => at !== position && other.section === passage.section && other.bullet === passage.bullet,
      );
      return [
        {
          claim: `${isAlone ? "A bullet" : "A thought"} in the ${SECTION_TITLES[passage.section]} is empty.`,
          entity: null,
          subject: `${stepSubject(record.step.id, passage.section)}:${passage.thoughtId}`,
          severity: "hint",
          evidence: [
            {
              id: record.step.id,
              at: { passage: position },
              focus: { start: 0, end: 0 },
              quote: "focus",
              isAnchor: false,
            },
          ],
        },
      ];
    });
  },
};

/** What stands for text that is still to come. `TODO` in capitals only: "todo" is Spanish. */
const PLACEHOLDER =
  /\bEDIT ME\b!?|\b(?:TODO|FIXME|TBD)\b|\blorem ipsum\b|\bLorem ipsum\b|\[(?:insert|fill in|to be written)\b[^\]\n]{0,80}\]|\bxxx+\b|\bXXX\b/gu;

/** Placeholder text, in story and thoughts alike. */
export const placeholder: Rule = {
  id: "form/placeholder",
  version: 1,
  meta: {
    title: "Text that is still to be written",
    why: "What was put down to be replaced later is easily forgotten over a thousand steps.",
    example: "EDIT ME!, TODO, lorem ipsum, xxx.",
    needs: "",
  },
  followsOrder: false,
  keysFor: stepKeys,

  run(index: RunIndex, key: string): readonly Draft[] {
    const record = index.record(key);
    if (record === null) return [];
    return record.passages.flatMap((passage, position) =>
      [...passage.text.matchAll(PLACEHOLDER)]
        .filter((match) => match[0] !== "XXX" || !isNumeral(passage, match.index))
        .slice(0, MOST_IN_ONE_TEXT)
        .map((match): Draft => {
          const focus = { start: match.index, end: match.index + match[0].length };
          return {
            claim: `“${match[0]}” looks like text that is still to be written.`,
            entity: null,
            subject: match[0].toLowerCase(),
            severity: "warning",
            evidence: [{ id: record.step.id, at: { passage: position }, focus, quote: "sentence", isAnchor: true }],
          };
        }),
    );
  },
};

/** A thought of a megabyte may say TODO a hundred thousand times. */
const MOST_IN_ONE_TEXT = 20;

/** "CHAPTER XXX", "Louis XXX": thirty, after a word with a capital. */
function isNumeral(passage: Passage, start: number): boolean {
  return /\p{Lu}[\p{L}\p{M}]*\.? $/u.test(passage.text.slice(Math.max(0, start - 40), start));
}

/** A leak is claimed from so many words on: shorter thoughts may well be said aloud. */
const LEAST_LEAKED_WORDS = 8;

/** A prompt or outcome that repeats a thought of its step word for word: the player reads what only the dungeon master should. */
export const thoughtInStory: Rule = {
  id: "form/thought-in-story",
  version: 1,
  meta: {
    title: "A thought stands in the story",
    why: "Thoughts are never shown to the player; one that is repeated word for word was mostly pasted into the wrong place.",
    example: "The prompt holds the whole initial thought “The butler is the thief and will run if asked.”",
    needs: "",
  },
  followsOrder: false,
  keysFor: stepKeys,

  run(index: RunIndex, key: string): readonly Draft[] {
    const record = index.record(key);
    if (record === null) return [];
    const stories = record.passages.flatMap((passage, position) =>
      passage.section === "prompt" || passage.section === "outcome"
        ? [{ passage, position, tokens: tokenize(passage.text) }]
        : [],
    );
    if (stories.length === 0) return [];
    return record.passages.flatMap((thought, position) => {
      if (thought.type === null || thought.text.length < LEAST_LEAKED_WORDS * 2) return [];
      const tokens = tokenize(thought.text);
      if (tokens.words.length < LEAST_LEAKED_WORDS) return [];
      return stories.flatMap((story) => leak(record, { position, tokens }, story));
    });
  },
};

type Read = { readonly position: number; readonly tokens: Tokens };

function leak(record: StepRecord, thought: Read, story: Read & { readonly passage: Passage }): Draft[] {
  const from = indexOfWords(story.tokens.words, thought.tokens.words);
  const count = thought.tokens.words.length;
  const start = story.tokens.starts[from];
  const end = story.tokens.ends[from + count - 1];
  if (start === undefined || end === undefined) return [];
  const thoughtFocus = { start: thought.tokens.starts[0] ?? 0, end: thought.tokens.ends[count - 1] ?? 0 };
  const { id } = record.step;
  return [
    {
      claim: `The ${SECTION_TITLES[story.passage.section]} repeats a whole thought of this step word for word.`,
      entity: null,
      subject: "",
      severity: "warning",
      evidence: [
        { id, at: { passage: story.position }, focus: { start, end }, quote: "sentence", isAnchor: true },
        { id, at: { passage: thought.position }, focus: thoughtFocus, quote: "sentence", isAnchor: true },
      ],
    },
  ];
}

/** Where `words` stand in a row among `all`, or -1. */
function indexOfWords(all: readonly string[], words: readonly string[]): number {
  const [first] = words;
  if (first === undefined) return -1;
  for (
    let from = all.indexOf(first);
    from >= 0 && from + words.length <= all.length;
    from = all.indexOf(first, from + 1)
  ) {
    let same = 1;
    while (same < words.length && all[from + same] === words[same]) same += 1;
    if (same === words.length) return from;
  }
  return -1;
}
