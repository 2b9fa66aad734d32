import type { Thread } from "../../bible/bible.ts";
import { isConfirmedTouched } from "../bible/keys.ts";
import type { Draft, Rule, RuleMeta } from "../rule.ts";
import type { RunIndex } from "../run-index.ts";
import { confirmedPlace } from "../bible/places.ts";
import type { FindingSeverity } from "../results.ts";

/*
 * Plants, promises and mysteries. That one is open is no fault while the run goes on: the board shows its age. It is one past the
 * step by which the author wanted it paid, or when the run is said to be finished.
 */

type Fault = { readonly claim: string; readonly severity: FindingSeverity };

function threadRule(id: string, meta: RuleMeta, faultOf: (thread: Thread, index: RunIndex) => Fault | null): Rule {
  return {
    id,
    version: 1,
    meta,
    followsOrder: true,
    keysFor: (delta) => {
      const { threads } = delta.index.bible.bible;
      const steps = new Set(threads.flatMap(({ plant, payoff }) => [plant, payoff]));
      return isConfirmedTouched(delta, (step) => steps.has(step)) ? threads.map((thread) => thread.id) : [];
    },
    run: (index, key): readonly Draft[] => {
      const thread = index.bible.bible.threads.find((each) => each.id === key);
      const fault = thread === undefined ? null : faultOf(thread, index);
      const plant = thread === undefined ? null : threadPlace(thread, index);
      if (thread === undefined || fault === null || plant === null) return [];
      const payoff = thread.payoff === null ? null : confirmedPlace(index, thread.payoff, null);
      const subject = [thread.id, thread.plant, thread.payoff ?? "", thread.dueByStep ?? "", thread.state].join("|");
      return [{ ...fault, entity: null, subject, evidence: payoff === null ? [plant] : [plant, payoff] }];
    },
    unchecked: ({ bible }) => {
      if (bible.isEmpty) return "no bible: no thread is opened";
      return bible.bible.threads.length > 0 ? null : "no thread is opened";
    },
  };
}

/** Where a thread was planted: its long-term thought while that stands, else its step. */
function threadPlace({ plant, thought }: Thread, index: RunIndex): ReturnType<typeof confirmedPlace> {
  const record = index.record(plant);
  const passage = thought === null ? -1 : (record?.passages.findIndex(({ thoughtId }) => thoughtId === thought) ?? -1);
  const text = record?.passages[passage]?.text ?? "";
  if (record === null || text === "") return confirmedPlace(index, plant, null);
  const end = Math.min(text.length, LONGEST_THOUGHT_QUOTED);
  return { id: plant, at: { passage }, focus: { start: 0, end }, quote: "sentence", isAnchor: false };
}

const LONGEST_THOUGHT_QUOTED = 80;

/** A thread that is past due (consistency, section 3). */
export const threadPastDue = threadRule(
  "threads/past-due",
  {
    title: "A thread past due",
    why: "What was promised by a step is not there yet.",
    example: "“Who knocked?” was due by step 200, and the run is at 240.",
    needs: "a thread with its due step",
  },
  (thread, index) => {
    const { title, dueByStep, state } = thread;
    if (state !== "open" || dueByStep === null || index.order.length <= dueByStep) return null;
    return { claim: `“${title}” was due by step ${dueByStep} and is not paid off.`, severity: "warning" };
  },
);

/** A thread that is paid before it is planted (consistency, section 3). */
export const threadPaidBefore = threadRule(
  "threads/paid-before-planted",
  {
    title: "Paid before it was planted",
    why: "An answer before its question is an error of order, often left by a move.",
    example: "“Who knocked?” is answered in step 10 and asked in step 12.",
    needs: "a thread with its payoff",
  },
  (thread, index) => {
    if (thread.payoff === null) return null;
    const [plant, payoff] = [index.position(thread.plant), index.position(thread.payoff)];
    return plant < 0 || payoff < 0 || payoff >= plant
      ? null
      : { claim: `“${thread.title}” is paid off before it is planted.`, severity: "error" };
  },
);

/** A thread that is open when the run is finished (consistency, section 3). */
export const threadOpen = threadRule(
  "threads/open",
  {
    title: "Open at the end",
    why: "A finished run has answered what it asked, or its author has said why not.",
    example: "The run is finished, and “Who knocked?” was never answered.",
    needs: "threads, and a run that is said to be finished",
  },
  ({ title, state }, index) =>
    state === "open" && index.isFinished
      ? { claim: `The run is finished, and “${title}” is still open.`, severity: "error" }
      : null,
);
