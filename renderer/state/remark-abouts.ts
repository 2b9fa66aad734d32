import type { ThoughtId } from "../../shared/domain/ids.ts";
import {
  anchorOf,
  anchorOfSection,
  anchorOfStep,
  type RemarkAnchor,
  type Stretch,
  WHOLE_RUN,
} from "../../shared/domain/review/anchor.ts";
import { isThoughtSection, type SectionName, thoughtsOf } from "../../shared/domain/section.ts";
import type { Step } from "../../shared/domain/step.ts";

/** What a remark may be about: the selected words, the caret's thought, section or step, or the run. */
export type About = {
  readonly kind: "words" | "thought" | "section" | "step" | "run";
  readonly anchor: RemarkAnchor;
};
/** Everything that a new remark may be about here, and what it is about unless somebody chooses. */
export type Abouts = { readonly all: readonly About[]; readonly first: About };

/** Where the caret is in its step. */
type Spot = { readonly section: SectionName; readonly thought: { readonly id: ThoughtId } | null };

/**
 * What can be remarked on from here, from the least to the most. A remark is about the selected words, where there are
 * any, else about the step. A thought is held by its words, since the author may put others before it.
 */
export function aboutsAt(step: Step, number: number, caret: Spot | null, selected: Stretch | null): Abouts {
  const words =
    selected === null || selected.start === selected.end ? null : about("words", anchorOf(step, number, selected));
  const whole: About = { kind: "step", anchor: anchorOfStep(number) };
  const run: About = { kind: "run", anchor: anchorOfStep(WHOLE_RUN) };
  const section = caret && about("section", anchorOfSection(number, caret.section));
  const all = [words, caret && thoughtAt(step, number, caret), section, whole, run].filter((one) => one !== null);
  return { all, first: words ?? whole };
}

/** As `abouts`, about `anchor` unless somebody chooses: what a remark that was begun is about. */
export function aboutsBegun({ all }: Abouts, anchor: RemarkAnchor): Abouts {
  const first: About = { kind: kindOf(anchor), anchor };
  return { all: [first, ...all.filter(({ kind }) => kind !== first.kind)], first };
}

/** A remark that exists already stays about what it is about. */
export function aboutAsBefore(anchor: RemarkAnchor): Abouts {
  const first: About = { kind: kindOf(anchor), anchor };
  return { all: [first], first };
}

function kindOf({ step, section, quote }: RemarkAnchor): About["kind"] {
  if (step === WHOLE_RUN) return "run";
  if (section === null) return "step";
  return quote === "" ? "section" : "words";
}

function about(kind: About["kind"], anchor: RemarkAnchor | null): About | null {
  return anchor === null ? null : { kind, anchor };
}

function thoughtAt(step: Step, number: number, { section, thought }: Spot): About | null {
  if (thought === null || !isThoughtSection(section)) return null;
  const text = thoughtsOf(step[section]).find(({ id }) => id === thought.id)?.text ?? "";
  if (text === "") return null;
  return about("thought", anchorOf(step, number, { section, thoughtId: thought.id, start: 0, end: text.length }));
}
