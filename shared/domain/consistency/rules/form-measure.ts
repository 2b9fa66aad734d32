import { type Draft, type Rule, WHOLE_RUN } from "../rule.ts";
import type { Delta, RunIndex } from "../run-index.ts";
import { sectionPlace, stepKeys, stepSubject } from "./form-place.ts";

/**
 * Bounds on size and share. Without the author's own bounds only what is extreme is mentioned: good runs differ tenfold
 * in the words of a step, and no rule calls a short run wrong (document model, section 6).
 */
export type FormBounds = {
  /** Words of a finished step, inclusive. */
  readonly stepWords: { readonly least: number; readonly most: number };
  /** Thoughts among all words of the run, 0 to 1, inclusive. */
  readonly thoughtShare: { readonly least: number; readonly most: number };
};

/** Ten times the usual 250-450 words of a step; and a share that means that one of the two is as good as missing. */
export const EXTREME_BOUNDS: FormBounds = {
  stepWords: { least: 3, most: 4_500 },
  thoughtShare: { least: 0.05, most: 0.98 },
};
/** A share says nothing about the beginning of a run. */
const LEAST_WORDS_FOR_SHARE = 10_000;

/** Words per step, for steps whose outcome is written. */
export function stepWords(bounds: FormBounds): Rule {
  const { least, most } = bounds.stepWords;
  return {
    id: "form/step-words",
    version: 1,
    meta: {
      title: "A step much shorter or longer than the rest",
      why: "Steps of a run are usually of one order of size; one far off is often cut short or two in one.",
      example: `A finished step of fewer than ${least} or more than ${most} words.`,
      needs: "",
    },
    followsOrder: false,
    keysFor: stepKeys,

    run(index: RunIndex, key: string): readonly Draft[] {
      const record = index.record(key);
      if (record === null || record.states.outcome !== "written") return [];
      const words = record.extract.storyWords + record.extract.thoughtWords;
      if (words >= least && words <= most) return [];
      const first = record.sections[0] ?? "outcome";
      return [
        {
          claim: `This step has ${words} ${words === 1 ? "word" : "words"}; ${words < least ? `fewer than ${least}` : `more than ${most}`} is unusual.`,
          entity: null,
          subject: stepSubject(record.step.id, "initial"),
          severity: "hint",
          evidence: [sectionPlace(record, first)],
        },
      ];
    },
  };
}

/** The share of thoughts among the words of the whole run. */
export function thoughtShare(bounds: FormBounds): Rule {
  const { least, most } = bounds.thoughtShare;
  return {
    id: "form/thought-share",
    version: 1,
    meta: {
      title: "Too few or too many thoughts",
      why: "The thoughts are what a run is annotated for; in the bounty's runs they are about four words in five.",
      example: `Fewer than ${percent(least)} or more than ${percent(most)} of the run's words are thoughts.`,
      needs: "",
    },
    followsOrder: true,

    keysFor(delta: Delta): string[] {
      return delta.steps.length > 0 ? [WHOLE_RUN] : [];
    },

    run(index: RunIndex): readonly Draft[] {
      const { story, thoughts } = index.wordTotals;
      const all = story + thoughts;
      const share = all === 0 ? 0 : thoughts / all;
      if (all < LEAST_WORDS_FOR_SHARE || (share >= least && share <= most)) return [];
      const [first] = index.records();
      const section = first?.sections[0];
      if (first === undefined || section === undefined) return [];
      return [
        {
          claim: `${percent(share)} of the run's words are thoughts; ${share < least ? `less than ${percent(least)}` : `more than ${percent(most)}`} is unusual.`,
          entity: null,
          subject: "",
          severity: "hint",
          evidence: [sectionPlace(first, section)],
        },
      ];
    },
  };
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
