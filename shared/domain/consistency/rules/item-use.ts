import type { Entity } from "../../bible/bible.ts";
import type { StepId } from "../../ids.ts";
import type { Mention } from "../bible/mentions.ts";
import { confirmedPlace } from "../bible/places.ts";
import { textKeys } from "../bible/keys.ts";
import { isInSpeech, isMemory, type Sentence, sentenceOf } from "../bible/prose.ts";
import { isAct, isActBase, isActing } from "../bible/verbs.ts";
import { isStory, type Passage } from "../passage.ts";
import type { FindingSeverity } from "../results.ts";
import type { Draft, Rule, RuleMeta } from "../rule.ts";
import type { RunIndex } from "../run-index.ts";
import { type ItemState, itemBefore } from "./ledger/items.ts";

/*
 * A thing in somebody's hands that the ledger has elsewhere. Only a name that can mean no other thing counts (two words or
 * a capital: "the brass lantern", "Dawnbringer"); a bare noun ("lantern") is for the second rule, which is off by default. The verb of handling must stand
 * before the name in its sentence, with the person, "you" or "I" before it; another lantern, a memory and a wish are left alone.
 */

/** Verbs that touch nothing: what is seen, said, thought, wished for or bargained over. */
const NO_HANDLING =
  /^(?:sees?|saw|watch\p{L}*|spots?|notic\p{L}*|know|knows|knew|think|thinks|thought|tells?|told|says?|said|asks?|asked|speaks?|spoke|talks?|talked|mention\p{L}*|describ\p{L}*|recall\p{L}*|forget\p{L}*|forgot|needs?|needed|likes?|loves?|hates?|hopes?|believes?|expects?|fears?|regrets?|mourns?|draws? up|names?|named|calls?|called|sounds?|comes?|came|goes|went|go|walks?|walked|runs?|ran|stands?|stood|sits?|sat|nods?|nodded|turns?|turned|stops?|stopped|waits?|waited|wonders?|wondered|understands?|swears?|swore|promises?|pays?|paid|owes?|owed|prices?|sketch\p{L}*|paints?|painted|guards?|follows?|followed|smiles?|laughs?|laughed|smiled|answers?|answered|listens?|listened|shivers?|admir\p{L}*)$/u;
const NOT_THAT_ONE = new Set(
  "another a an similar second copy replica spare different new identical like no without missing lost broken empty imaginary painted for of about near beside behind where than at to toward towards".split(
    " ",
  ),
);
const NOT_NOW = new Set(
  "not never no where which that who how why if would could might wish wished wishes want wants wanted had once without dream remember until unless nobody find finds found search searches searched look looks looking seek seeks sought lost lacks lacked miss misses missed reach reaches reached retrieve retrieves retrieved recover recovers recovered".split(
    " ",
  ),
);
const ANYBODY = new Set(["you", "i", "we"]);
/** Words between the verb and the thing at most ("draws from under her cloak the brass lantern"). */
const MOST_BETWEEN = 8;

type HandlingRule = {
  readonly id: string;
  readonly meta: RuleMeta;
  readonly severity: FindingSeverity;
  readonly isOffByDefault: boolean;
  /** Whether a mention names the thing in the way that the rule looks at. */
  readonly isMeant: (passage: Passage, mention: Mention) => boolean;
};

function handlingRule({ id: ruleId, meta, severity, isOffByDefault, isMeant }: HandlingRule): Rule {
  return {
    id: ruleId,
    version: 1,
    meta,
    followsOrder: true,
    isOffByDefault,
    keysFor: (delta) => textKeys(delta, isTracked),

    run(index: RunIndex, key: string): readonly Draft[] {
      const record = index.record(key);
      if (record === null || index.bible.isAside(record.step.id)) return [];
      const { id } = record.step;
      const mentions = index.mentions.in(id);
      return mentions.flatMap((mention) => {
        const item = index.bible.entity(mention.entity);
        const passage = record.passages[mention.passage];
        if (item === undefined || passage === undefined || !isTracked(item) || !isStory(passage)) return [];
        // In a step in which something happens to it, it is on its way.
        if (item.events.some(({ step }) => step === id)) return [];
        const state = itemBefore(item, index.position(id), index);
        const user = isMeant(passage, mention) ? userOf(passage, mention, mentions, index) : null;
        const fault = user === null ? null : faultOf(item, state, user, mentions, index);
        return fault === null ? [] : draftsOf(index, item, id, mention, fault, severity);
      });
    },

    unchecked: ({ bible }) => {
      if (bible.bible.entities.length === 0) return "no bible: no item is confirmed";
      return bible.bible.entities.some(isTracked) ? null : "no gain or loss of an item is confirmed";
    },
  };
}

/** An item used after it was lost, before it was gained, or by who has it not (consistency, section 3). */
export const itemUse = handlingRule({
  id: "text/item-use",
  meta: {
    title: "A thing in the wrong hands",
    why: "What was lost in step 80 is easily lit again in step 300.",
    example: "The brass lantern is lost in step 80; in step 300 “Mira raises the brass lantern.”",
    needs: "an item with a name of its own, and its gains and losses",
  },
  severity: "warning",
  isOffByDefault: false,
  isMeant: isOwnName,
});

/** The same of a thing that is called by a bare noun, which may mean any other (consistency, section 3). Off by default. */
export const bareItemUse = handlingRule({
  id: "text/bare-item-use",
  meta: {
    title: "A thing in the wrong hands, by a bare noun",
    why: "Most things are called by one plain word, which may also mean another of its kind.",
    example: "The lantern is lost in step 80; in step 300 “Mira raises the lantern.”",
    needs: "an item whose name or alias is one plain word, and its gains and losses",
  },
  severity: "hint",
  isOffByDefault: true,
  isMeant: (passage, mention) => !isOwnName(passage, mention),
});

function isTracked({ kind, events }: Entity): boolean {
  return kind === "item" && events.some((event) => ["gained", "lost", "given", "broken"].includes(event.kind));
}

function isOwnName({ text }: Passage, { start, end }: Mention): boolean {
  const name = text.slice(start, end).replace(/^the /iu, "");
  return /\s/u.test(name) || /^\p{Lu}/u.test(name);
}

/** Who handles the thing: an entity, or "anybody" for you and I; null where nobody plainly does. */
function userOf({ text }: Passage, mention: Mention, mentions: readonly Mention[], index: RunIndex): string | null {
  if (isInSpeech(text, mention.start)) return null;
  const sentence = sentenceOf(text, mention);
  if (isMemory(sentence)) return null;
  const { tokens, span } = sentence;
  const at = tokens.starts.indexOf(mention.start - span.start);
  const before = tokens.words.slice(0, Math.max(0, at));
  if (at < 0 || before.some((word) => NOT_NOW.has(word))) return null;
  if (before.slice(-2).some((word) => NOT_THAT_ONE.has(word))) return null;
  return (
    handlerBefore(text, sentence, at, mention, mentions, index) ??
    holderBehind(text, sentence, mention, mentions, index)
  );
}

/** "Mira raises it", "you tuck it under your arm": the subject of the last verb of handling before the thing. */
function handlerBefore(
  text: string,
  { tokens, span }: Sentence,
  at: number,
  mention: Mention,
  mentions: readonly Mention[],
  index: RunIndex,
): string | null {
  const before = tokens.words.slice(0, at);
  const verb = before.findLastIndex(isHandling);
  if (verb < 0 || at - verb > MOST_BETWEEN) return null;
  const verbAt = span.start + (tokens.starts[verb] ?? 0);
  const person = mentions.findLast(
    (each) =>
      each.passage === mention.passage &&
      each.start >= span.start &&
      each.end <= verbAt &&
      index.bible.entity(each.entity)?.kind === "character",
  );
  const pronoun = before.slice(0, verb).findLastIndex((word) => ANYBODY.has(word) || word === "she" || word === "he");
  const pronounAt = pronoun < 0 ? -1 : span.start + (tokens.starts[pronoun] ?? 0);
  if (person !== undefined && person.end > pronounAt)
    return /^['’]s/u.test(text.slice(person.end, person.end + 2)) ? null : person.entity;
  if (pronoun < 0) return null;
  const word = before[pronoun] ?? "";
  return ANYBODY.has(word) ? "anybody" : onlyPerson(word === "she" ? "f" : "m", pronounAt, mention, mentions, index);
}

/** What the dead and things may do as well, and yet is handling when a thing is its object. */
const HANDLING_TOO = /^(?:hangs?|hung|uses?|used|drops?|dropped|hands)$/u;

function isHandling(word: string): boolean {
  return HANDLING_TOO.test(word) || (!NO_HANDLING.test(word) && (isAct(word) || isActing(word) || isActBase(word)));
}

const HELD_IN = new Set(
  "hand hands palm fist fingers grip belt pocket pack bag sleeve lap arm arms shoulder hip neck wrist knee knees back chest".split(
    " ",
  ),
);
const WHERE_HELD = new Set("in from at on against around under across into between round beneath".split(" "));
/** Words between the thing and where it is held at most ("it swings and clanks softly from your belt"). */
const MOST_TO_HAND = 8;

/** "The brass lantern swings from your belt", "… lies in Mira's hand": whose the hand is. */
function holderBehind(
  text: string,
  { tokens, span }: Sentence,
  mention: Mention,
  mentions: readonly Mention[],
  index: RunIndex,
): string | null {
  const last = tokens.ends.indexOf(mention.end - span.start);
  if (last < 0 || tokens.words.slice(last).some((word) => NOT_NOW.has(word))) return null;
  for (let at = last + 2; at <= last + MOST_TO_HAND; at += 1) {
    if (!WHERE_HELD.has(tokens.words[at - 1] ?? "") || ![1, 2].some((off) => HELD_IN.has(tokens.words[at + off] ?? "")))
      continue;
    const word = tokens.words[at] ?? "";
    if (word === "your" || word === "my") return "anybody";
    const start = span.start + (tokens.starts[at] ?? 0);
    if (word === "her" || word === "his")
      return onlyPerson(word === "her" ? "f" : "m", start, mention, mentions, index);
    const owner = mentions.find((each) => each.passage === mention.passage && each.start === start);
    return owner !== undefined && /^['’]s/u.test(text.slice(owner.end, owner.end + 2)) ? owner.entity : null;
  }
  return null;
}

/** The only person of a sex whom the passage has named up to there. */
function onlyPerson(
  sex: "f" | "m",
  until: number,
  mention: Mention,
  mentions: readonly Mention[],
  index: RunIndex,
): string | null {
  const named = new Set(
    mentions
      .filter((each) => each.passage === mention.passage && each.end <= until)
      .filter(
        (each) =>
          index.bible.entity(each.entity)?.kind === "character" &&
          (index.bible.entity(each.entity)?.sex ?? sex) === sex,
      )
      .map((each) => each.entity),
  );
  const [only] = named;
  return named.size === 1 && only !== undefined ? only : null;
}

type Fault = { readonly claim: string; readonly since: StepId; readonly quote: string; readonly what: string };

function faultOf(
  item: Entity,
  { state, holder, since }: ItemState,
  user: string,
  mentions: readonly Mention[],
  index: RunIndex,
): Fault | null {
  if (state === "gone" && since !== null)
    return {
      claim: `${item.name} is in use here, and was ${since.kind} in the other place.`,
      since: since.step,
      quote: since.quote,
      what: since.kind,
    };
  if (state === "unknown") {
    const gain = item.events.find(
      ({ kind, by }) => kind === "gained" && (user === "anybody" || by === null || by === user),
    );
    if (gain === undefined || index.position(gain.step) < 0) return null;
    return {
      claim: `${item.name} is in use here, and is gained only in the other place.`,
      since: gain.step,
      quote: gain.quote,
      what: "gained",
    };
  }
  if (holder === null || since === null || user === "anybody" || user === holder) return null;
  // Where the holder is named too, it may be handed over.
  if (mentions.some(({ entity }) => entity === holder)) return null;
  const claim = `${index.bible.name(user)} uses ${item.name}, which ${index.bible.name(holder)} has since the other place.`;
  return { claim, since: since.step, quote: since.quote, what: `${holder} ${user}` };
}

function draftsOf(
  index: RunIndex,
  item: Entity,
  id: StepId,
  mention: Mention,
  fault: Fault,
  severity: FindingSeverity,
): Draft[] {
  const confirmed = confirmedPlace(index, fault.since, item.id, fault.quote);
  if (confirmed === null) return [];
  return [
    {
      claim: fault.claim,
      entity: item.id,
      subject: `${item.id}|${fault.what}|${fault.since}`,
      severity,
      evidence: [
        confirmed,
        { id, at: { passage: mention.passage }, focus: mention, quote: "sentence", isAnchor: true },
      ],
    },
  ];
}
