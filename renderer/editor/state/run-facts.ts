import type { Node } from "prosemirror-model";
import { type EditorState, Plugin, PluginKey } from "prosemirror-state";

import type { StepId } from "../../../shared/domain/ids.ts";
import { type Skip, skipAfter, stepStates, type StepStates } from "../../../shared/domain/states.ts";
import type { StepContent } from "../../../shared/domain/step.ts";
import { addWords, NO_WORDS, type WordCounts } from "../../../shared/domain/words.ts";
import { contentOfNode } from "../../../shared/document/run-document.ts";
import { stepIdOf } from "../nodes.ts";
import { visibleStepWords } from "./section-words.ts";
import { changedSteps, keepsSteps, type StepWindow } from "./step-window.ts";

/**
 * What is known of every step without reading it again: the states of its sections and its words. A transaction renews
 * the changed steps and, when what they hide has changed, the one after (document model, section 2); the run's totals
 * follow by the difference. No key ever looks at the whole run's text.
 */
export type StepFacts = {
  readonly id: StepId;
  /** What the step before hides in this one. */
  readonly skip: Skip;
  readonly states: StepStates;
  /** Words that a reader sees. */
  readonly words: WordCounts;
};

/** The facts of a whole run and what the last transaction changed in it. */
export type RunFacts = {
  readonly steps: readonly StepFacts[];
  /** Words of the run that a reader sees. */
  readonly words: WordCounts;
  /** The steps that the last change touched, the one after included when its facts changed; null when the document stands. */
  readonly changed: StepWindow | null;
  /** Whether the last change made, removed or moved steps. */
  readonly restructured: boolean;
};

const key = new PluginKey<RunFacts>("run facts");

/** The facts of a state's run. Throws when the plugin is not part of the state. */
export function runFacts(state: EditorState): RunFacts {
  const facts = key.getState(state);
  if (facts === undefined) throw new Error("The state has no run facts");
  return facts;
}

const contents = new WeakMap<Node, StepContent>();

/** Tells the content of a node that was just made from it, so that opening a run does not read every step back. */
export function knowStepContent(node: Node, content: StepContent): void {
  contents.set(node, content);
}

/** A step node's content, read once for each node. */
export function stepContentOf(node: Node): StepContent {
  let content = contents.get(node);
  if (content === undefined) {
    content = contentOfNode(node);
    contents.set(node, content);
  }
  return content;
}

function factsOf(node: Node, skip: Skip): StepFacts {
  const states = stepStates(stepContentOf(node), skip);
  return { id: stepIdOf(node), skip, states, words: visibleStepWords(node, states) };
}

function allFacts(document: Node): RunFacts {
  let before: Node | null = null;
  let words = NO_WORDS;
  const steps = document.children.map((node) => {
    const facts = factsOf(node, before === null ? "nothing" : skipAfter(stepContentOf(before)));
    words = addWords(words, facts.words);
    before = node;
    return facts;
  });
  return { steps, words, changed: null, restructured: true };
}

function subtractWords(left: WordCounts, right: WordCounts): WordCounts {
  return {
    story: left.story - right.story,
    watsonian: left.watsonian - right.watsonian,
    doylist: left.doylist - right.doylist,
    meta: left.meta - right.meta,
    comment: left.comment - right.comment,
  };
}

/** The facts after a change of the document from `before` to `after`. */
export function renewFacts(facts: RunFacts, before: Node, after: Node): RunFacts {
  const window = changedSteps(before, after);
  const steps = facts.steps.toSpliced(window.from, window.beforeTo - window.from);
  let words = facts.words;
  for (const old of facts.steps.slice(window.from, window.beforeTo)) words = subtractWords(words, old.words);
  const renewed: StepFacts[] = [];
  let afterTo = window.afterTo;
  for (let index = window.from; index < after.childCount; index += 1) {
    const previous = index === 0 ? null : after.child(index - 1);
    const skip = previous === null ? "nothing" : skipAfter(stepContentOf(previous));
    if (index >= window.afterTo) {
      // Behind the window: only the very next step can be concerned, and only when what hides in it has changed.
      const old = steps[window.from];
      if (index > window.afterTo || old === undefined || old.skip === skip) break;
      words = subtractWords(words, old.words);
      steps.splice(window.from, 1);
      afterTo = index + 1;
    }
    const fresh = factsOf(after.child(index), skip);
    words = addWords(words, fresh.words);
    renewed.push(fresh);
  }
  steps.splice(window.from, 0, ...renewed);
  return {
    steps,
    words,
    changed: { from: window.from, beforeTo: window.beforeTo + (afterTo - window.afterTo), afterTo },
    restructured: !keepsSteps(before, after, window),
  };
}

/** Keeps the facts of the run beside its document. */
export function runFactsPlugin(): Plugin<RunFacts> {
  return new Plugin<RunFacts>({
    key,
    state: {
      init: (_config, state) => allFacts(state.doc),
      apply(transaction, facts, before) {
        if (transaction.docChanged) return renewFacts(facts, before.doc, transaction.doc);
        return facts.changed === null && !facts.restructured ? facts : { ...facts, changed: null, restructured: false };
      },
    },
  });
}
