import type { Node } from "prosemirror-model";
import { isHistoryTransaction } from "prosemirror-history";
import type { Transaction } from "prosemirror-state";

import type { Act, ActKind } from "../../../shared/contract/save.ts";
import type { StepId } from "../../../shared/domain/ids.ts";
import { SECTION_NAMES, type SectionName } from "../../../shared/domain/section.ts";
import type { StepContent } from "../../../shared/domain/step.ts";
import { totalWords } from "../../../shared/domain/words.ts";
import { stepIdOf } from "../nodes.ts";
import { withReceived } from "./receive.ts";
import { stepContentOf } from "./run-facts.ts";
import { storedSectionWords } from "./section-words.ts";
import { changedSteps } from "./step-window.ts";
import { wordsThatCameAndWent } from "./word-difference.ts";

/**
 * What has changed since it was last asked, in the shape that a save carries (document model, section 5). Steps are found
 * by comparing the document with the one of the last time, so what was done and taken back costs nothing and sends
 * nothing; acts are counted transaction by transaction, since how words came cannot be seen afterwards.
 */

/** A pause longer than this was not spent writing: it adds nothing to an act's active time. */
export const LONGEST_ACTIVE_PAUSE_MS = 15_000;

/** A changed step, or one that has gone to the bin. */
export type StepChange =
  | { readonly id: StepId; readonly content: StepContent }
  | { readonly id: StepId; readonly deleted: true };

/** What has changed since the changes were last taken. */
export type RunChanges = {
  readonly steps: readonly StepChange[];
  /** All steps in reading order; only when steps came, went or moved. */
  readonly order?: readonly StepId[];
  readonly acts: readonly Act[];
};

const KIND = "act kind";

/** Says how the words of a transaction come or go. Without it they are typed, or restored by undo and redo. */
export function setActKind(transaction: Transaction, kind: ActKind): Transaction {
  return transaction.setMeta(KIND, kind);
}

/** How the words of a transaction come or go. */
export function actKindOf(transaction: Transaction): ActKind {
  if (isHistoryTransaction(transaction)) return "restored";
  const kind: unknown = transaction.getMeta(KIND);
  return isActKind(kind) ? kind : "typed";
}

const KINDS: ReadonlySet<unknown> = new Set<ActKind>([
  "typed",
  "pasted",
  "dropped",
  "imported",
  "moved",
  "restored",
  "replaced",
  "deleted",
]);
function isActKind(value: unknown): value is ActKind {
  return KINDS.has(value);
}

/** The sections whose stored words a change from one document to another touched, with the words that came and went. */
export function sectionChanges(
  before: Node,
  after: Node,
  kind: ActKind,
): { stepId: StepId; section: SectionName; added: number; removed: number }[] {
  const window = changedSteps(before, after);
  const old = new Map(before.children.slice(window.from, window.beforeTo).map((step) => [stepIdOf(step), step]));
  const now = new Map(after.children.slice(window.from, window.afterTo).map((step) => [stepIdOf(step), step]));
  const changes = [];
  for (const stepId of new Set([...old.keys(), ...now.keys()])) {
    const was = old.get(stepId);
    const is = now.get(stepId);
    for (const [index, section] of SECTION_NAMES.entries()) {
      const wasSection = was?.child(index) ?? null;
      const isSection = is?.child(index) ?? null;
      if (wasSection === isSection) continue;
      changes.push({ stepId, section, ...difference(wasSection, isSection, kind) });
    }
  }
  return changes;
}

function difference(was: Node | null, is: Node | null, kind: ActKind): { added: number; removed: number } {
  // Typing changes one word at a time: the net is what was written. Everything else replaces stretches.
  if (kind !== "typed" && was !== null && is !== null) return wordsThatCameAndWent(was, is);
  const net = (is === null ? 0 : storedWords(is)) - (was === null ? 0 : storedWords(was));
  return { added: Math.max(0, net), removed: Math.max(0, -net) };
}

function storedWords(section: Node): number {
  return totalWords(storedSectionWords(section));
}

type MutableAct = { -readonly [Key in keyof Act]: Act[Key] };

/** Remembers the changes of one run's document until they are taken. */
export class Ledger {
  #taken: Node;
  #acts = new Map<string, MutableAct>();
  #typed = 0;
  #lastActiveMs = Number.NEGATIVE_INFINITY;

  constructor(document: Node) {
    this.#taken = document;
  }

  /** Words typed less those typed away, since the text was opened; what was taken counts on. */
  get typed(): number {
    return this.#typed;
  }

  /** Counts a change. `nowMs` is any clock that does not run backwards. */
  record(before: Node, after: Node, kind: ActKind, nowMs: number): void {
    const pause = nowMs - this.#lastActiveMs;
    this.#lastActiveMs = nowMs;
    let activeMs = pause >= 0 && pause <= LONGEST_ACTIVE_PAUSE_MS ? Math.round(pause) : 0;
    for (const { stepId, section, added, removed } of sectionChanges(before, after, kind)) {
      if (kind === "typed") this.#typed += added - removed;
      const name = `${stepId} ${section} ${kind}`;
      const act = this.#acts.get(name);
      if (act === undefined) this.#acts.set(name, { stepId, section, kind, added, removed, activeMs });
      else {
        act.added += added;
        act.removed += removed;
        act.activeMs += activeMs;
      }
      // The time was spent once, however many sections it changed.
      activeMs = 0;
    }
  }

  /** Takes steps that came from the store as stored; what was changed here in other steps is still to be taken. */
  receive(nodes: ReadonlyMap<StepId, Node>, order: readonly StepId[]): void {
    this.#taken = this.#taken.type.create(null, withReceived(this.#taken, nodes, order));
  }

  /** True when `take` would give steps or an order. */
  hasChanges(document: Node): boolean {
    return this.#taken !== document;
  }

  /** What has changed since the last time; takes `document` as known from here on. */
  take(document: Node): RunChanges {
    const before = this.#taken;
    this.#taken = document;
    const acts = [...this.#acts.values()].filter((act) => act.added + act.removed + act.activeMs > 0);
    this.#acts = new Map();
    const window = changedSteps(before, document);
    const old = new Map(before.children.slice(window.from, window.beforeTo).map((step) => [stepIdOf(step), step]));
    const oldOrder = [...old.keys()];
    const newOrder: StepId[] = [];
    const steps: StepChange[] = [];
    for (const step of document.children.slice(window.from, window.afterTo)) {
      const id = stepIdOf(step);
      newOrder.push(id);
      // A step that was changed and changed back is another node with the same content.
      if (old.get(id)?.eq(step) !== true) steps.push({ id, content: stepContentOf(step) });
      old.delete(id);
    }
    for (const id of old.keys()) steps.push({ id, deleted: true });
    const sameOrder = oldOrder.length === newOrder.length && oldOrder.every((id, index) => id === newOrder[index]);
    return sameOrder ? { steps, acts } : { steps, acts, order: document.children.map(stepIdOf) };
  }
}
