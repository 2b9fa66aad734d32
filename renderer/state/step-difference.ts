import { diffArrays } from "diff";

import type { VersionedPart } from "../../shared/contract/history-methods.ts";
import {
  isTaggable,
  isThoughtSection,
  SECTION_NAMES,
  type Thought,
  type ThoughtSection,
} from "../../shared/domain/section.ts";
import type { StepContent } from "../../shared/domain/step.ts";
import { type Stretch, wordChange, type WordChange, wordDifference } from "./word-difference.ts";

/**
 * What differs between a step as it was and as it is (or was later), part by part. Thoughts are matched by their ids, and
 * those of other ids by equal text: an import and a paste make new ids of the same words.
 */

/** A thought in a difference. `before` and `after` are null where there was none then, or is none now. */
export type ThoughtDifference = {
  readonly key: string;
  readonly kind: "same" | "changed" | "added" | "removed";
  readonly before: Thought | null;
  readonly after: Thought | null;
  readonly words: readonly Stretch[];
  /** True for the first thought of its bullet. */
  readonly beginsBullet: boolean;
};

/** A part in which something stands or stood. `isSame`: nothing a reader sees has changed. */
export type PartDifference = { readonly isSame: boolean; readonly change: WordChange } & (
  | {
      readonly part: "prompt" | "action" | "outcome";
      readonly words: readonly Stretch[];
      readonly tag: "none" | Stretch["kind"];
    }
  | { readonly part: "initial" | "postPrompt" | "postAction"; readonly thoughts: readonly ThoughtDifference[] }
  | { readonly part: "names"; readonly chapter: readonly Stretch[]; readonly bookmark: readonly Stretch[] }
);

/** Every part in which something stood or stands, in reading order, the names first. */
export function stepDifference(before: StepContent, after: StepContent): readonly PartDifference[] {
  return (["names", ...SECTION_NAMES] as const)
    .map((part) => partDifference(before, after, part))
    .filter((difference) => !isNothing(difference));
}

/** The difference of one part of a step. */
export function partDifference(before: StepContent, after: StepContent, part: VersionedPart): PartDifference {
  if (part === "names") {
    const chapter = wordDifference(before.chapter ?? "", after.chapter ?? "");
    const bookmark = wordDifference(before.bookmark ?? "", after.bookmark ?? "");
    const both = [...chapter, ...bookmark];
    return { part, chapter, bookmark, isSame: isUnchanged(both), change: wordChange(both) };
  }
  if (isThoughtSection(part)) {
    const thoughts = thoughtDifferences(before[part], after[part]);
    return {
      part,
      thoughts,
      isSame: thoughts.every(({ kind }) => kind === "same") && isInOrder(thoughts, before[part]),
      change: wordChange(thoughts.flatMap(({ words }) => words)),
    };
  }
  const words = wordDifference(before[part].text, after[part].text);
  const tag = isTaggable(part) ? tagDifference(before[part].tagged, after[part].tagged) : "none";
  return { part, words, tag, isSame: isUnchanged(words) && !isChange(tag), change: wordChange(words) };
}

function isUnchanged(words: readonly Stretch[]): boolean {
  return words.every(({ kind }) => kind === "same");
}

function isChange(tag: "none" | Stretch["kind"]): boolean {
  return tag === "added" || tag === "removed";
}

function isNothing(difference: PartDifference): boolean {
  switch (difference.part) {
    case "names":
      return difference.chapter.length + difference.bookmark.length === 0;
    case "initial":
    case "postPrompt":
    case "postAction":
      return difference.thoughts.length === 0;
    case "prompt":
    case "action":
    case "outcome":
      return difference.words.length === 0 && difference.tag === "none";
  }
}

function tagDifference(before: boolean, after: boolean): "none" | Stretch["kind"] {
  if (before && after) return "same";
  return before ? "removed" : after ? "added" : "none";
}

type Placed = { readonly thought: Thought; readonly beginsBullet: boolean };

/** The thoughts with a text, in reading order: the empty place to type that every section has is no thought to a reader. */
function placed(section: ThoughtSection): Placed[] {
  return section.bullets.flatMap((bullet) =>
    bullet.filter(({ text }) => text !== "").map((thought, index) => ({ thought, beginsBullet: index === 0 })),
  );
}

function thoughtDifferences(before: ThoughtSection, after: ThoughtSection): ThoughtDifference[] {
  const was = placed(before);
  const is = placed(after);
  const partners = partnersOf(was, is);
  const wasKeys = was.map(({ thought }) => partners.get(thought.id) ?? thought.id);
  const isKeys = is.map(({ thought }) => thought.id as string);
  const inBoth = new Set(wasKeys.filter((key) => isKeys.includes(key)));
  const byWasKey = new Map(was.map((one, index) => [wasKeys[index] ?? "", one]));
  const byIsKey = new Map(is.map((one, index) => [isKeys[index] ?? "", one]));
  return diffArrays(wasKeys, isKeys).flatMap(({ value, removed }) =>
    value.flatMap((key): ThoughtDifference[] => {
      const then = byWasKey.get(key);
      const now = byIsKey.get(key);
      // A thought that moved stands where it is now.
      if (removed && inBoth.has(key)) return [];
      if (now === undefined) return then === undefined ? [] : [thoughtDifference(key, then, null)];
      return [thoughtDifference(key, then ?? null, now)];
    }),
  );
}

/** True when thoughts that all stand still stand in the order of before, in the same bullets. */
function isInOrder(thoughts: readonly ThoughtDifference[], before: ThoughtSection): boolean {
  return placed(before).every(({ thought, beginsBullet }, index) => {
    const now = thoughts[index];
    return now?.before?.id === thought.id && now.beginsBullet === beginsBullet;
  });
}

/** For thoughts whose id is gone: the id of a new thought with the same text, each used once. */
function partnersOf(was: readonly Placed[], is: readonly Placed[]): ReadonlyMap<string, string> {
  const known = new Set<string>(was.map(({ thought }) => thought.id));
  const present = new Set<string>(is.map(({ thought }) => thought.id));
  const fresh = Map.groupBy(
    is.filter(({ thought }) => !known.has(thought.id)),
    ({ thought }) => thought.text,
  );
  const partners = new Map<string, string>();
  for (const { thought } of was) {
    const partner = present.has(thought.id) ? undefined : fresh.get(thought.text)?.shift();
    if (partner !== undefined) partners.set(thought.id, partner.thought.id);
  }
  return partners;
}

function thoughtDifference(key: string, before: Placed | null, after: Placed | null): ThoughtDifference {
  const words = wordDifference(before?.thought.text ?? "", after?.thought.text ?? "");
  const shown = after ?? before;
  return {
    key,
    kind: kindOf(before?.thought ?? null, after?.thought ?? null),
    before: before?.thought ?? null,
    after: after?.thought ?? null,
    words,
    beginsBullet: shown?.beginsBullet ?? true,
  };
}

function kindOf(before: Thought | null, after: Thought | null): ThoughtDifference["kind"] {
  if (before === null) return "added";
  if (after === null) return "removed";
  return before.text === after.text && before.type === after.type && before.longterm === after.longterm
    ? "same"
    : "changed";
}
