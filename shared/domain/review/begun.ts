import { z } from "zod";

import { RemarkId } from "../ids.ts";
import { SectionName } from "../section.ts";
import { RemarkAnchor, WHOLE_RUN } from "./anchor.ts";
import { MAX_REMARK_UNITS, MAX_SUGGESTION_UNITS } from "./remark.ts";

/**
 * What a remark that is being written is written at: a place as an anchor names it (whatever it is put to later), the
 * remark that it rewords, or the one that it answers. Of each there is at most one at a time.
 */
export const BegunAt = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("place"),
    step: z.int().min(WHOLE_RUN),
    section: SectionName.nullable(),
    thought: z.int().min(0).nullable(),
    start: z.int().min(0),
    end: z.int().min(0),
  }),
  z.strictObject({ kind: z.literal("change"), remarkId: RemarkId }),
  z.strictObject({ kind: z.literal("reply"), remarkId: RemarkId }),
]);
export type BegunAt = z.infer<typeof BegunAt>;

/** A remark that was begun and neither kept nor given up, as far as it is written. It never leaves the library. */
export const BegunRemark = z.strictObject({
  at: BegunAt,
  /** What it is about. */
  anchor: RemarkAnchor,
  /** With `suggestion` null and no text nothing is begun. */
  text: z.string().max(MAX_REMARK_UNITS),
  /** What would stand for the quote; null while it is left as it is. */
  suggestion: z.string().max(MAX_SUGGESTION_UNITS).nullable(),
});
export type BegunRemark = z.infer<typeof BegunRemark>;

/** The name of what a remark is written at; two that are the same have one name. */
export function begunKey(at: BegunAt): string {
  if (at.kind !== "place") return `${at.kind} ${at.remarkId}`;
  return [at.kind, at.step, at.section ?? "-", at.thought ?? "-", at.start, at.end].join(" ");
}

/** Where a remark on `anchor` is written. */
export function begunAt({ step, section, thought, start, end }: RemarkAnchor): BegunAt {
  return { kind: "place", step, section, thought, start, end };
}

/** True while something is written. */
export function isBegun({ text, suggestion }: Pick<BegunRemark, "text" | "suggestion">): boolean {
  return text.trim() !== "" || suggestion !== null;
}
