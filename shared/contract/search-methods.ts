import { z } from "zod";

import { Address } from "../domain/address.ts";
import { RunId } from "../domain/ids.ts";
import { SectionName, ThoughtType } from "../domain/section.ts";
import { LIBRARY_TROUBLE, method } from "./method.ts";

/** A hit in reading order: where it is and the words around it. */
export const SearchHit = z.strictObject({
  address: Address,
  runTitle: z.string(),
  /** 1-based number of the step. */
  step: z.int().min(1),
  type: ThoughtType.nullable(),
  longterm: z.boolean(),
  snippet: z.string(),
  /** The match inside `snippet`, in UTF-16 units. */
  snippetStart: z.int().min(0),
  snippetEnd: z.int().min(0),
});
export type SearchHit = z.infer<typeof SearchHit>;

/** Search over all runs of the library; only visible text is found. */
export const searchMethods = {
  "search.find": method({
    request: z.strictObject({
      /** Words, "phrases" and beginnings*; an empty or wordless text finds nothing. */
      text: z.string().max(1_000),
      runs: z.array(RunId).max(10_000).optional(),
      sections: z.array(SectionName).max(6).optional(),
      types: z.array(ThoughtType).max(4).optional(),
      longterm: z.boolean().optional(),
      /** `next` of the page before. */
      after: z.string().max(40).optional(),
      limit: z.int().min(1).max(200),
    }),
    reply: z.strictObject({ hits: z.array(SearchHit), next: z.string().nullable() }),
    errors: LIBRARY_TROUBLE,
  }),
};
