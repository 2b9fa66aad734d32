import { distance } from "fastest-levenshtein";

import {
  type Bible,
  type BibleId,
  EMPTY_BIBLE,
  type Entity,
  newEntity,
  plainEvent,
  type StepTags,
} from "../../../shared/domain/bible/bible.ts";
import { isOrdinaryWord } from "../../../shared/domain/consistency/english-words.ts";
import type { StepId } from "../../../shared/domain/ids.ts";
import type { Step } from "../../../shared/domain/step.ts";
import { generateRun } from "../../support/generate-run.ts";
import { Rng } from "../../support/rng.ts";
import type { Case, Kind } from "./case.ts";
import { tagged, type Tagged } from "./plant-tags.ts";

/** A case in its place: the step (1-based) that holds it, and what the run knows its people and things by. */
export type Planted = {
  readonly case: Case;
  readonly step: number;
  readonly ids: readonly BibleId[];
  readonly slip: string;
};

/** How much of a bible the check is given: nothing, names alone, all but who is there, or that too. */
export type Knowledge = "bare" | "names" | "full" | "cast";

export type PlantedRun = {
  readonly steps: readonly Step[];
  readonly planted: readonly Planted[];
  readonly bible: (knows: Knowledge) => Bible;
};

const STEPS = 1_000;
const WORDS = 300_000;
/** Cases stand from here on, two steps for each; what they rest on stands before. */
const FIRST_CASE = 500;
const MOST_CASES = (STEPS - FIRST_CASE) / 2;
const EARLIER = [20, 130, 260, 390];
/** With STUFF a thing of its own for each of 250 cases, as many as have a step: two cases with one thing would share its fate. */
const THINGS =
  "lantern key dagger flute compass mirror goblet medal chain bell needle whistle locket hammer drum mask bowl hook brooch buckle horn spoon thimble pendant casket".split(
    " ",
  );
const STUFF = "brass iron silver copper amber ivory crystal leaden cedar velvet".split(" ");

/** Plants each case with people and things of its own into a generated run of full length; throws where there are more than 250. */
export function plant(cases: readonly Case[], seed: number): PlantedRun {
  if (cases.length > MOST_CASES) throw new Error(`${cases.length} cases for ${MOST_CASES} places: plant them in parts`);
  const rng = new Rng(seed);
  const steps = generateRun({ seed, steps: STEPS, words: WORDS }).steps.map((step) => ({ ...step }));
  const names = namesFor(cases.length * 2, rng);
  const planted: Planted[] = [];
  const casts: StepTags[] = [];
  let bible: Bible = EMPTY_BIBLE;
  const id = (number: number): StepId => {
    const step = steps[number - 1];
    if (step === undefined) throw new Error(`There is no step ${number}`);
    return step.id;
  };
  const say = (number: number, text: string): void => {
    const step = steps[number - 1];
    if (step === undefined) return;
    steps[number - 1] = { ...step, outcome: { ...step.outcome, text: `${step.outcome.text}\n${text}` } };
  };
  cases.forEach((each, at) => {
    const step = FIRST_CASE + at * 2;
    const [first = "", second = ""] = [names[at * 2], names[at * 2 + 1]];
    const thing = `the ${STUFF[at % STUFF.length]} ${THINGS[Math.floor(at / STUFF.length) % THINGS.length]}`;
    const her: Entity = { ...newEntity(bible, "character", first), sex: "f" };
    const him: Entity = { ...newEntity(bible, "character", second), sex: "m" };
    const item: Entity = { ...newEntity(bible, "item", thing), aliases: [] };
    const slip = slipOf(first, rng);
    for (const [turn, before] of EARLIER.entries()) {
      // No sentence is like another: what repeats is looked for by other rules.
      say(before + (at % 100), `In hour ${at} of watch ${turn} the list has ${first}, ${second} and ${thing}.`);
    }
    const made = confirmed(each, { her, him, item }, (number) => id(number), step);
    bible = {
      ...bible,
      entities: [...bible.entities, ...made.entities],
      steps: [...bible.steps, ...made.steps],
      ways: [...bible.ways, ...made.ways],
      threads: [...bible.threads, ...made.threads],
    };
    say(
      step,
      each.text
        .replaceAll("{A~}", slip)
        .replaceAll("{A}", first)
        .replaceAll("{B}", second)
        .replaceAll("{I}", thing)
        .replace(/^the /u, "The "),
    );
    const cast = castOf(each, { her, him, item });
    if (cast.length > 0) casts.push({ step: id(step), cast, place: null, clock: null });
    planted.push({ case: each, step, ids: made.entities.map((entity) => entity.id), slip });
  });
  const namesOnly = (): Bible => ({
    ...EMPTY_BIBLE,
    entities: bible.entities.map((entity) => ({ ...entity, facts: [], events: [] })),
  });
  return {
    steps,
    planted,
    bible: (knows) => {
      switch (knows) {
        case "cast":
          return { ...bible, steps: [...bible.steps, ...casts] };
        case "full":
          return bible;
        case "names":
          return namesOnly();
        case "bare":
          return EMPTY_BIBLE;
      }
    },
  };
}

type People = { readonly her: Entity; readonly him: Entity; readonly item: Entity };

/** Whom the author tags as there: those whom a case of the text kinds names, but not the dead where they only seem to act. */
function castOf({ kind, isFault, text }: Case, { her, him }: People): BibleId[] {
  if (!TEXT_KINDS.has(kind)) return [];
  const isThere = text.includes("{A}") && (kind !== "dead" || isFault);
  return [...(isThere ? [her.id] : []), ...(text.includes("{B}") ? [him.id] : [])];
}

const TEXT_KINDS: ReadonlySet<Kind> = new Set(["attribute", "dead", "item-lost", "holder", "name"]);

/** What the author has confirmed for a case. */
function confirmed(each: Case, { her, him, item }: People, id: (number: number) => StepId, step: number): Tagged {
  const { kind } = each;
  const none = { steps: [], ways: [], threads: [] };
  const fact = (attribute: string, value: string) => ({ attribute, value, from: id(5), until: null, quote: "" });
  switch (kind) {
    case "attribute":
      return {
        ...none,
        entities: [
          { ...her, facts: [fact("eyes", "green"), fact("hair", "black")] },
          { ...him, facts: [fact("eyes", "blue")] },
        ],
      };
    case "dead":
      return { ...none, entities: [{ ...her, events: [plainEvent("dies", id(450))] }, him] };
    case "item-lost": {
      const events = [{ ...plainEvent("gained", id(40)), by: her.id }, plainEvent("lost", id(450))];
      return { ...none, entities: [her, him, { ...item, events }] };
    }
    case "holder":
      return { ...none, entities: [her, him, { ...item, events: [{ ...plainEvent("gained", id(40)), by: her.id }] }] };
    case "name":
      return { ...none, entities: [her, him] };
    case "clock":
    case "travel":
    case "thread":
      return tagged(kind, each, { her, him, item }, { step, steps: STEPS, id });
  }
}

const ONSETS = "b br c cr d dr f fr g gr h j k l m n p pr qu r s sh st t th tr v w z".split(" ");
const MIDDLES = "a e i o u ai ei ou ia".split(" ");
const CODAS = "ld lm n nd r rn rth s sk st th v x mb ndr ls".split(" ");
const ENDS = "a en ik o ul wyn os ett ara iel".split(" ");

/** Invented names of six letters and more, none a word, none within two letters of another. */
function namesFor(count: number, rng: Rng): string[] {
  const names: string[] = [];
  while (names.length < count) {
    const made = [rng.pick(ONSETS), rng.pick(MIDDLES), rng.pick(CODAS), rng.pick(ENDS)].join("");
    if (made.length < 6 || isOrdinaryWord(made) || names.some((other) => distance(other.toLowerCase(), made) < 3))
      continue;
    names.push(made.slice(0, 1).toUpperCase() + made.slice(1));
  }
  return names;
}

/** A slip of the fingers: a letter lost, doubled, or changed places. */
function slipOf(name: string, rng: Rng): string {
  const at = 1 + rng.below(name.length - 3);
  const [head, letter, next, tail] = [name.slice(0, at), name[at] ?? "", name[at + 1] ?? "", name.slice(at + 2)];
  const slips = [head + next + tail, head + letter + letter + next + tail, head + next + letter + tail];
  return slips.find((slip) => slip !== name && distance(slip, name) > 0) ?? `${name}e`;
}
