import { createHash, type Hash } from "node:crypto";

import { isBlankInFile } from "../../../../shared/domain/bounty/write.ts";
import {
  isThoughtSection,
  SECTION_NAMES,
  type SectionName,
  thoughtsOf,
  type ThoughtType,
} from "../../../../shared/domain/section.ts";
import { contentOf, type Step } from "../../../../shared/domain/step.ts";
import { visibleStep } from "../../../../shared/domain/visible.ts";
import { addWords, NO_WORDS, visibleWords, type WordCounts } from "../../../../shared/domain/words.ts";
import type { IncomingPiece, IncomingRun } from "./incoming.ts";
import { StepPrints } from "./step-prints.ts";

/*
 * What a run amounts to without keeping it: counts, and digests by which it is known again. Two runs with the same `visible`
 * digest show a reader the same; with the same `whole` digest they hold the same, what is hidden included. Ids are in neither,
 * so a run that came in under new ids is known too.
 */

/** A run that was looked at. */
export type RunSummary = {
  readonly run: IncomingRun;
  readonly steps: number;
  readonly words: WordCounts;
  readonly digests: Digests;
  /** What a reader sees first, so that a person sees how a document was understood. */
  readonly beginning: readonly SeenSection[];
  /** The ids of its steps, those in the bin included; empty where the format carries none. */
  readonly stepIds: readonly string[];
  /** A hash of each step, by which a run without ids is known again; empty where the format carries ids. */
  readonly prints: readonly string[];
};
/** The beginning of a section: a story's text, or its thoughts with a type each. */
export type SeenSection = {
  readonly step: number;
  /** The chapter that begins with this section; null for none. */
  readonly chapter: string | null;
  readonly section: SectionName;
  readonly parts: readonly { readonly type: ThoughtType | null; readonly longterm: boolean; readonly text: string }[];
};
export type Digests = { readonly visible: string; readonly whole: string };

/** Draws digests and counts of steps as they come. */
export class StepSummary {
  readonly #visible: Hash = createHash("sha256");
  readonly #whole: Hash = createHash("sha256");
  /** Of blank steps that count only if one follows that is not. */
  #blanks: string[] = [];
  #before: Step | null = null;
  #number = 0;
  #words: WordCounts = NO_WORDS;
  #steps = 0;
  readonly #beginning: SeenSection[] = [];

  add(step: Step): void {
    this.#number += 1;
    const shown = visibleStep(step, this.#before, this.#number);
    this.#before = step;
    this.#words = addWords(this.#words, visibleWords(step, shown.states));
    for (const [index, section] of shown.sections.entries()) {
      if (this.#beginning.length === SEEN_SECTIONS) break;
      const chapter = index === 0 && step.chapter !== null ? clipped(step.chapter) : null;
      this.#beginning.push({ step: this.#number, chapter, section, parts: seenParts(step, section) });
    }
    this.#whole.update(JSON.stringify(contentOf(step), withoutIds));
    const seen = [
      step.chapter,
      ...SECTION_NAMES.map((name) => {
        const isSeen = shown.sections.includes(name);
        if (!isThoughtSection(name)) return [shown.states[name], isSeen ? step[name].text : null];
        return [
          shown.states[name],
          isSeen
            ? step[name].bullets
                .map((bullet) => bullet.filter(({ text }) => text !== ""))
                .filter((bullet) => bullet.length > 0)
            : null,
        ];
      }),
      step.action.tagged,
      step.outcome.tagged,
    ];
    this.#blanks.push(JSON.stringify(seen, withoutIds));
    if (isBlankInFile(shown)) return;
    for (const text of this.#blanks) this.#visible.update(text);
    this.#blanks = [];
    this.#steps = this.#number;
  }

  end(): Omit<RunSummary, "run" | "stepIds" | "prints"> {
    const digests = { visible: this.#visible.digest("hex"), whole: this.#whole.digest("hex") };
    return { steps: this.#steps, words: this.#words, digests, beginning: this.#beginning };
  }
}

/** Two steps of six sections. */
const SEEN_SECTIONS = 12;
const SEEN_UNITS = 160;
const SEEN_THOUGHTS = 6;

const clipped = (text: string): string =>
  text.length <= SEEN_UNITS ? text : `${text.slice(0, SEEN_UNITS).toWellFormed()}…`;

function seenParts(step: Step, section: SectionName): SeenSection["parts"] {
  if (!isThoughtSection(section)) return [{ type: null, longterm: false, text: clipped(step[section].text) }];
  const thoughts = thoughtsOf(step[section]).filter(({ text }) => text !== "");
  return thoughts.slice(0, SEEN_THOUGHTS).map(({ type, longterm, text }) => ({ type, longterm, text: clipped(text) }));
}

const withoutIds = (key: string, value: unknown): unknown => (key === "id" ? undefined : value);

/** Sums up pieces, run by run. */
export class PieceSummary {
  readonly #done: RunSummary[] = [];
  #run: IncomingRun | null = null;
  #steps = new StepSummary();
  #stepIds: string[] = [];
  #prints = new StepPrints();

  take(piece: IncomingPiece): void {
    if (piece.kind === "run") {
      this.#close();
      this.#run = piece.run;
    } else if (piece.kind === "steps") {
      for (const step of piece.steps) {
        this.#steps.add(step);
        if (this.#run?.id === null) this.#prints.add(step);
        else this.#stepIds.push(step.id);
      }
    } else if (piece.kind === "bin") for (const { id } of piece.steps) this.#stepIds.push(id);
  }

  end(): RunSummary[] {
    this.#close();
    return this.#done;
  }

  #close(): void {
    if (this.#run !== null) {
      const stepIds = this.#run.id === null ? [] : this.#stepIds;
      this.#done.push({ run: this.#run, ...this.#steps.end(), stepIds, prints: this.#prints.end() });
    }
    this.#run = null;
    this.#steps = new StepSummary();
    this.#stepIds = [];
    this.#prints = new StepPrints();
  }
}
