import type { Convention } from "../../../shared/domain/conventions.ts";
import type { RunId, ThoughtId } from "../../../shared/domain/ids.ts";
import type { SectionName, ThoughtType } from "../../../shared/domain/section.ts";

/** What a pasted thought says of itself: only copies of our own do, and text in brackets that the author's mapping knows. */
export type PastedThought = {
  readonly type: ThoughtType;
  readonly longterm: boolean;
  /** The thought that was copied; null for what never was one. */
  readonly id: ThoughtId | null;
};

/** A paragraph or an item of a list, from whatever source. */
export type PastedBlock = {
  /** Plain; `\n` is a line break inside the block. */
  readonly text: string;
  /** It belongs to the bullet of the block before: a deeper item of a list, or another paragraph of the same item. */
  readonly joins: boolean;
  readonly thought: PastedThought | null;
};

/** What a run cannot hold and so is left out, as numbers. */
export type LeftOut = { readonly emphasis: number; readonly pictures: number; readonly links: number };

/** A section of a copy of our own that reaches over several: which of the blocks stand in it. */
export type PastedSection = {
  /** The 0-based number of its step within the copy. */
  readonly step: number;
  readonly name: SectionName;
  readonly tagged: boolean;
  /** Indices of the blocks; the end is exclusive. */
  readonly from: number;
  readonly to: number;
};

/** What a clipboard or a drag brings, whatever wrote it. */
export type PastedContent = {
  readonly blocks: readonly PastedBlock[];
  /** The run that it was copied from; null for what is not ours. */
  readonly runId: RunId | null;
  /** The sections that all blocks stand in, in order; none when the copy is not ours or lies in one section. */
  readonly sections: readonly PastedSection[];
  readonly leftOut: LeftOut;
};

/** Nothing was left out. */
export const NOTHING_LEFT_OUT: LeftOut = { emphasis: 0, pictures: 0, links: 0 };

/** How pasted text is taken; set once. */
export type PasteSettings = {
  /** Bold and italic are dropped with a notice, or kept as stars around the words. */
  readonly emphasis: "drop" | "stars";
  readonly conventions: readonly Convention[];
};

/** The settings of somebody who has set nothing. */
export const DEFAULT_PASTE_SETTINGS: PasteSettings = { emphasis: "drop", conventions: [] };
