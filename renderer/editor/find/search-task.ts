import { z } from "zod";

import { MAX_QUERY_UNITS } from "./query.ts";

/** What the page asks of the worker that searches. Texts are sent once for each version of a step. */
export const SearchTask = z.object({
  task: z.int(),
  source: z.string(),
  flags: z.string(),
  /** What a match would be replaced by; null when nothing is to be replaced. */
  template: z.string().max(MAX_QUERY_UNITS).nullable(),
  learn: z.array(z.object({ version: z.int(), texts: z.array(z.string()) })),
  forget: z.array(z.int()),
  /** The steps in the order to look at them: 0-based index in the run, version, and the indices of the texts that are wanted. */
  steps: z.array(z.object({ index: z.int(), version: z.int(), texts: z.array(z.int()) })),
  /** The search ends after so many hits. */
  most: z.int(),
});
export type SearchTask = z.infer<typeof SearchTask>;

/** A hit as the worker sends it: step index, text index, start, end. */
const RawHit = z.tuple([z.int(), z.int(), z.int(), z.int()]);

/** What the worker has found since it last said so. */
export const SearchFound = z.object({
  task: z.int(),
  hits: z.array(RawHit),
  /** One for each hit when a template was given, else empty. */
  replacements: z.array(z.string()),
  /** "all": every text was looked at; "full": there are more than `most`; null: it goes on. */
  end: z.enum(["all", "full"]).nullable(),
});
export type SearchFound = z.infer<typeof SearchFound>;
