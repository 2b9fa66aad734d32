import { z } from "zod";

import { GuideId } from "../ids.ts";

/** On what a criterion is rated: yes or no (1, 0), 1 to 5, 1 to 10. */
export const SCALES = ["yesNo", "five", "ten"] as const;
export const Scale = z.enum(SCALES);
export type Scale = z.infer<typeof Scale>;

/** The most criteria of a guide: more than anybody rates a step by. */
export const MAX_CRITERIA = 20;
const MAX_TEXT_UNITS = 20_000;

export const CriterionId = z.string().regex(/^[a-z0-9-]{1,60}$/u);
/** One thing that a step is rated by. */
export const Criterion = z.strictObject({
  id: CriterionId,
  name: z.string().min(1).max(200),
  description: z.string().max(MAX_TEXT_UNITS),
  examples: z.string().max(MAX_TEXT_UNITS),
  scale: Scale,
});
export type Criterion = z.infer<typeof Criterion>;

/** The lead's guide: what reviewers look for, and by what they rate. A change makes the next version. */
export const Guide = z
  .strictObject({
    id: GuideId,
    version: z.int().min(1),
    title: z.string().max(200),
    text: z.string().max(MAX_TEXT_UNITS),
    criteria: z.array(Criterion).max(MAX_CRITERIA),
    /** UTC ms. */
    changedAt: z.int(),
  })
  .refine(({ criteria }) => new Set(criteria.map(({ id }) => id)).size === criteria.length, "a criterion stands twice");
export type Guide = z.infer<typeof Guide>;

/** A version of a guide in one word, by which provenance names it. */
export function guideName({ id, version }: Pick<Guide, "id" | "version">): string {
  return `${id}/${version}`;
}

/** The lowest and the highest value of a scale. */
export function rangeOf(scale: Scale): { readonly least: number; readonly most: number } {
  switch (scale) {
    case "yesNo":
      return { least: 0, most: 1 };
    case "five":
      return { least: 1, most: 5 };
    case "ten":
      return { least: 1, most: 10 };
  }
}

/** What became of a criterion between two versions of a guide; `part` says what of it is worded otherwise. */
export type GuideChange =
  | { readonly kind: "added" | "removed"; readonly name: string }
  | { readonly kind: "changed"; readonly name: string; readonly part: "name" | "description" | "examples" | "scale" }
  | { readonly kind: "text" };

/** What changed from one version of a guide to another, in the order of the later one. */
export function guideChanges(before: Guide, after: Guide): GuideChange[] {
  const was = new Map(before.criteria.map((criterion) => [criterion.id, criterion]));
  const is = new Set(after.criteria.map(({ id }) => id));
  const changes: GuideChange[] = before.text === after.text ? [] : [{ kind: "text" }];
  for (const criterion of after.criteria) {
    const old = was.get(criterion.id);
    if (old === undefined) changes.push({ kind: "added", name: criterion.name });
    else
      for (const part of ["name", "description", "examples", "scale"] as const)
        if (old[part] !== criterion[part]) changes.push({ kind: "changed", name: criterion.name, part });
  }
  for (const { id, name } of before.criteria) if (!is.has(id)) changes.push({ kind: "removed", name });
  return changes;
}
