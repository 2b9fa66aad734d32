import {
  type Convention,
  type ConventionPart,
  conventionParts,
  type FoundConvention,
  unknownConventions as unknownIn,
} from "../../../shared/domain/conventions.ts";
import type { PastedBlock, PastedContent } from "./content.ts";

/* Bracketed thoughts in pasted text: whatever is shaped like one is shown before the first paste that holds it, with a guess. */

/** What is shaped like a convention in a content and not yet in the mapping; the most frequent first. */
export function unknownConventions(content: PastedContent, mapping: readonly Convention[]): FoundConvention[] {
  return unknownIn(
    content.blocks.filter(({ thought }) => thought === null).map(({ text }) => text),
    mapping,
  );
}

/** The content with its bracketed thoughts as thoughts, and how many there were. Copies of our own stay as they are. */
export function mapConventions(
  content: PastedContent,
  mapping: readonly Convention[],
): { readonly content: PastedContent; readonly mapped: number } {
  let mapped = 0;
  const blocks = content.blocks.flatMap((block) => {
    if (block.thought !== null) return [block];
    const parts = conventionParts(block.text, mapping);
    mapped += parts.filter(({ convention }) => convention !== null).length;
    return blocksOf(block, parts);
  });
  return { content: { ...content, blocks }, mapped };
}

/** Parts as blocks of one bullet. What stands between thoughts and says nothing by itself goes to the one before it. */
function blocksOf(block: PastedBlock, parts: readonly ConventionPart[]): PastedBlock[] {
  if (parts.length === 1) return [block];
  const blocks: PastedBlock[] = [];
  for (const { text, convention } of parts) {
    const last = blocks.at(-1);
    const saysNothing = convention === null && !/[\p{L}\p{N}]/u.test(text);
    if (text.trim() === "") continue;
    if (saysNothing && last !== undefined) {
      blocks[blocks.length - 1] = { ...last, text: last.text + text.trimEnd() };
      continue;
    }
    const thought =
      convention === null || convention.as === "text"
        ? null
        : { type: convention.as, longterm: convention.longterm, id: null };
    blocks.push({ text: text.trim(), joins: blocks.length > 0 || block.joins, thought });
  }
  return blocks;
}
