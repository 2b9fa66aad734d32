import { isStory } from "../passage.ts";
import type { PrintPlace } from "../print-index.ts";
import { type Draft, type DraftPlace, type Rule, WHOLE_RUN } from "../rule.ts";
import type { Delta, RunIndex } from "../run-index.ts";
import { type Tokens, tokenize } from "../tokens.ts";
import { isCommonWord } from "../english-words.ts";

/*
 * The same passage twice. Equal fingerprints say where to look; from there the match is grown word by word as far as it goes,
 * so a finding rests on the words and not on a hash.
 *
 * Like is compared with like: story with story, thoughts with thoughts. A thought that holds the same sentence as the story has
 * prepared it or recalls it, which is what thoughts are for (that the player reads a thought word for word is a form rule).
 * A passage that comes back in a third scene is a refrain, made on purpose, and is left alone.
 */

/** Shorter repeats are turns of phrase. */
const LEAST_WORDS = 16;
/** So many different words of the passage must be other than the commonest of the language. */
const LEAST_TELLING_WORDS = 3;
/** A fingerprint in more places than this is a stock phrase, whatever stands around it. */
const MOST_COMPARED_PLACES = 64;
/**
 * Nearer than this the author has the other place in view, and a prompt that takes up the end of the last outcome is a
 * manner of telling (real tables do it every few turns). What nobody can see is the repeat across a hundred steps.
 */
const LEAST_STEPS_APART = 10;
/** Words of a passage that are quoted: both quotes end at the same word. */
const QUOTED_WORDS = 22;
/** Units that those words may take together. */
const QUOTED_UNITS = 190;
/** Repeats looked at in one check; a run made of two copies of one text has more. */
const MOST_REPEATS = 20_000;

type Match = {
  readonly source: PrintPlace;
  readonly sourceFrom: number;
  readonly target: PrintPlace;
  readonly targetFrom: number;
  readonly words: number;
};

/** The same passage twice far apart (consistency, sections 1b and 3). */
export const repeatedPassage: Rule = {
  id: "text/repeated-passage",
  version: 1,
  meta: {
    title: "The same passage twice",
    why: "Over months an author forgets having written a passage, or pastes it twice.",
    example: "The same forty words describe the harbour in steps 30 and 610.",
    needs: "",
  },
  followsOrder: true,

  keysFor(delta: Delta): string[] {
    // A move can bring two places near each other, or apart.
    return delta.repeatsChanged || delta.reordered ? [WHOLE_RUN] : [];
  },

  run(index: RunIndex): readonly Draft[] {
    const reader = new Reader(index);
    return [...reader.matches()].map((match) => reader.draft(match));
  },

  unchecked(index: RunIndex): string | null {
    return index.prints.repeated.size > MOST_REPEATS
      ? `the run repeats itself in more than ${MOST_REPEATS} places, and only the first of them were compared`
      : null;
  },
};

/** Reads repeats out of an index: holds the tokens of the passages that it looks at, and which of their words are accounted for. */
class Reader {
  readonly #index: RunIndex;
  #tokens = new Map<string, Tokens>();
  #covered = new Map<string, [number, number][]>();

  constructor(index: RunIndex) {
    this.#index = index;
  }

  /** All repeats long enough to tell, later place against earliest, in reading order of the later place. */
  *matches(): Generator<Match> {
    const targets: { readonly place: PrintPlace; readonly source: PrintPlace }[] = [];
    for (const hash of this.#index.prints.repeated) {
      const places = this.#index.prints.places(hash);
      if (places.length > MOST_COMPARED_PLACES) continue;
      for (const story of [true, false]) {
        const [source, place, third] = this.#scenes(places.filter((one) => this.#isStory(one) === story));
        if (source !== undefined && place !== undefined && third === undefined) targets.push({ place, source });
      }
    }
    targets.sort((left, right) => this.#inOrder(left.place, right.place) || this.#inOrder(left.source, right.source));
    for (const { place, source } of targets.slice(0, MOST_REPEATS)) {
      if (this.#isCovered(place)) continue;
      const match = this.#grow(source, place);
      if (match === null) continue;
      this.#cover(match);
      if (this.#tells(match)) yield match;
    }
  }

  /** The first place of each scene: places nearer than LEAST_STEPS_APART to the one before belong to one scene. */
  #scenes(places: readonly PrintPlace[]): PrintPlace[] {
    const scenes: PrintPlace[] = [];
    let last = -Infinity;
    for (const place of [...places].toSorted(this.#inOrder)) {
      const position = this.#index.position(place.id);
      if (position - last >= LEAST_STEPS_APART) scenes.push(place);
      last = position;
    }
    return scenes;
  }

  draft(match: Match): Draft {
    return {
      claim: `The same passage of ${match.words} words stands twice.`,
      entity: null,
      subject: "",
      severity: "warning",
      evidence: [
        this.#place(match.source, match.sourceFrom, match.words),
        this.#place(match.target, match.targetFrom, match.words),
      ],
    };
  }

  #place({ id, print }: PrintPlace, from: number, words: number): DraftPlace {
    const tokens = this.#tokensOf({ id, print });
    const start = tokens.starts[from] ?? 0;
    let last = from + Math.min(words, QUOTED_WORDS) - 1;
    while (last > from && (tokens.ends[last] ?? 0) - start > QUOTED_UNITS) last -= 1;
    return {
      id,
      at: { passage: print.passage },
      focus: { start, end: tokens.ends[last] ?? start },
      quote: "focus",
      isAnchor: true,
    };
  }

  /** The longest equal stretch around two places, or null when the hashes were equal by chance. */
  #grow(source: PrintPlace, target: PrintPlace): Match | null {
    const left = this.#tokensOf(source).words;
    const right = this.#tokensOf(target).words;
    let sourceFrom = source.print.token;
    let targetFrom = target.print.token;
    while (sourceFrom > 0 && targetFrom > 0 && left[sourceFrom - 1] === right[targetFrom - 1]) {
      sourceFrom -= 1;
      targetFrom -= 1;
    }
    let words = 0;
    while (left[sourceFrom + words] !== undefined && left[sourceFrom + words] === right[targetFrom + words]) words += 1;
    return words <= 0 ? null : { source, sourceFrom, target, targetFrom, words };
  }

  #tells(match: Match): boolean {
    if (match.words < LEAST_WORDS) return false;
    const { words } = this.#tokensOf(match.source);
    const telling = new Set(
      words.slice(match.sourceFrom, match.sourceFrom + match.words).filter((word) => !isCommonWord(word)),
    );
    return telling.size >= LEAST_TELLING_WORDS;
  }

  #cover({ target, targetFrom, words }: Match): void {
    const name = this.#name(target);
    const covered = this.#covered.get(name);
    if (covered === undefined) this.#covered.set(name, [[targetFrom, targetFrom + words]]);
    else covered.push([targetFrom, targetFrom + words]);
  }

  #isCovered(place: PrintPlace): boolean {
    const covered = this.#covered.get(this.#name(place)) ?? [];
    return covered.some(([from, until]) => place.print.token >= from && place.print.token < until);
  }

  #passage({ id, print }: PrintPlace) {
    return this.#index.record(id)?.passages[print.passage] ?? null;
  }

  #isStory(place: PrintPlace): boolean {
    const passage = this.#passage(place);
    return passage !== null && isStory(passage);
  }

  #name({ id, print }: PrintPlace): string {
    return `${id}:${print.passage}`;
  }

  #tokensOf(place: PrintPlace): Tokens {
    const name = this.#name(place);
    let tokens = this.#tokens.get(name);
    if (tokens === undefined) {
      tokens = tokenize(this.#passage(place)?.text ?? "");
      this.#tokens.set(name, tokens);
    }
    return tokens;
  }

  readonly #inOrder = (left: PrintPlace, right: PrintPlace): number =>
    this.#index.position(left.id) - this.#index.position(right.id) ||
    left.print.passage - right.print.passage ||
    left.print.token - right.print.token;
}
