import { isInSpeech, sentenceOf } from "../bible/prose.ts";
import { isMemory } from "../bible/unreal.ts";
import { type Tense, tenseOf } from "../bible/verbs.ts";
import { isStory, type Passage } from "../passage.ts";
import { type Draft, type Rule, WHOLE_RUN } from "../rule.ts";
import type { RunIndex, StepRecord } from "../run-index.ts";
import type { Span } from "../sentence.ts";
import { tokenize } from "../tokens.ts";

/*
 * A sentence of the narration in another person or tense than the run's own. What a run's own is, is counted from the sentences whose subject is
 * "you", "I" or "we": the dungeon master's texts and the player's actions apart, since "You see a door" is answered by "I open it". Speech, memories
 * and suppositions stand in any tense; where the run has no manner of its own, the rule abstains. Authors change their manner for a scene on purpose, so it is off by default.
 */

type Person = "first" | "second";
type Teller = "narration" | "action";
/** One sentence with a subject that tells its person, and its verb's tense where the form says it. */
type Clause = { readonly person: Person; readonly tense: Tense | null; readonly passage: number; readonly focus: Span };

const PERSONS: Readonly<Record<string, Person>> = { you: "second", i: "first", we: "first" };
/** A manner is known from so many sentences on, when so large a share of them agree. */
const LEAST_SENTENCES = 40;
const LEAST_SHARE = 0.9;
const SUPPOSED =
  /(?<!\p{L})(?:if|would|could|might|had|ago|once|when|while|before|after|since|until|as|yesterday|earlier|because)(?!\p{L})/iu;

/** Person and tense slips outside dialogue (consistency, section 3). Off by default. */
export const personAndTense: Rule = {
  id: "text/person-and-tense",
  version: 1,
  meta: {
    title: "Another person or tense than the run’s",
    why: "A run that is told in the present slips into the past where the author was tired.",
    example: "Nine of ten sentences read “You open the door”; step 310 has “You opened the door.”",
    needs: "",
  },
  followsOrder: true,
  isOffByDefault: true,
  keysFor: ({ steps }) => (steps.length > 0 ? [WHOLE_RUN] : []),

  run(index: RunIndex): readonly Draft[] {
    const manners = mannersOf(index);
    return [...index.records()].flatMap((record) =>
      clausesOf(record).flatMap((clause): Draft[] => {
        const passage = record.passages[clause.passage];
        const manner = passage === undefined ? null : manners[tellerOf(passage)];
        const claim = manner === null ? null : slipOf(clause, manner);
        if (claim === null) return [];
        const at = { passage: clause.passage };
        return [
          {
            claim,
            entity: null,
            subject: `${clause.person} ${clause.tense ?? ""}`,
            severity: "hint",
            evidence: [{ id: record.step.id, at, focus: clause.focus, quote: "sentence", isAnchor: true }],
          },
        ];
      }),
    );
  },

  unchecked(index: RunIndex): string | null {
    const { narration, action } = mannersOf(index);
    const isKnown = [narration.person, narration.tense, action.person, action.tense].some((each) => each !== null);
    return isKnown ? null : "the run has no manner of its own yet: too few sentences, or as many in one as in another";
  },
};

type Manner = { readonly person: Person | null; readonly tense: Tense | null };

function mannersOf(index: RunIndex): Readonly<Record<Teller, Manner>> {
  const clauses: Record<Teller, Clause[]> = { narration: [], action: [] };
  for (const record of index.records()) {
    for (const clause of clausesOf(record)) {
      const passage = record.passages[clause.passage];
      if (passage !== undefined) clauses[tellerOf(passage)].push(clause);
    }
  }
  const manner = (all: readonly Clause[]): Manner => ({
    person: usual(all.map(({ person }) => person)),
    tense: usual(all.flatMap(({ tense }) => tense ?? [])),
  });
  return { narration: manner(clauses.narration), action: manner(clauses.action) };
}

/** What nearly all agree in; null where they are few or divided. */
function usual<T extends string>(all: readonly T[]): T | null {
  if (all.length < LEAST_SENTENCES) return null;
  for (const [value, same] of Map.groupBy(all, (each) => each))
    if (same.length >= all.length * LEAST_SHARE) return value;
  return null;
}

function slipOf({ person, tense }: Clause, manner: Manner): string | null {
  if (manner.person !== null && person !== manner.person)
    return `The run is told in the ${manner.person} person, and this sentence in the ${person}.`;
  if (manner.tense !== null && tense !== null && tense !== manner.tense)
    return `The run is told in the ${manner.tense}, and this sentence in the ${tense}.`;
  return null;
}

function tellerOf({ section }: Passage): Teller {
  return section === "action" ? "action" : "narration";
}

/** A record never changes, so it is read once; what is forgotten with it costs nothing. */
const READ = new WeakMap<StepRecord, readonly Clause[]>();

function clausesOf(record: StepRecord): readonly Clause[] {
  const known = READ.get(record);
  if (known !== undefined) return known;
  const clauses = record.passages.flatMap((passage, at) => (isStory(passage) ? clausesIn(passage.text, at) : []));
  READ.set(record, clauses);
  return clauses;
}

/** The sentences of a text that begin with "you", "I" or "we", out of speech and told as the present of the story. */
function clausesIn(text: string, passage: number): Clause[] {
  const { words, starts, ends } = tokenize(text);
  return words.flatMap((word, at): Clause[] => {
    const person = Object.hasOwn(PERSONS, word) ? PERSONS[word] : undefined;
    const [start = 0, end = 0] = [starts[at], ends[at]];
    if (person === undefined || !beginsSentence(text, ends[at - 1], start) || isInSpeech(text, start)) return [];
    const sentence = sentenceOf(text, { start, end });
    if (isMemory(sentence) || SUPPOSED.test(sentence.text)) return [];
    let verb = at + 1;
    while (/^(?:still|just|also|then|now|only|even|both|all|too|never|always|\p{L}{3,}ly)$/u.test(words[verb] ?? ""))
      verb += 1;
    const tense = tenseOf(words[verb] ?? "");
    return [{ person, tense, passage, focus: { start, end: tense === null ? end : (ends[verb] ?? end) } }];
  });
}

function beginsSentence(text: string, endOfBefore: number | undefined, start: number): boolean {
  return endOfBefore === undefined || /[.!?…\n]["”’)]*\s*$/u.test(text.slice(endOfBefore, start));
}
