import { z } from "zod";

import { MAX_AUTHOR_UNITS } from "../run.ts";

/*
 * What the author says of a release of a dataset: every date, address, licence and version in an exported dataset comes from
 * here and from nowhere else, so that the same library and the same record give the same bytes on any day.
 */

/** A name for a dataset, fit for a folder and an address. */
const DatasetName = z.string().regex(/^[a-z0-9](?:[a-z0-9._-]{0,94}[a-z0-9])?$/u, "lower-case letters, digits, . _ -");

const Sentence = z.string().min(1).max(10_000);

/** The release record, as the author fills it in. */
export const ReleaseRecord = z.strictObject({
  name: DatasetName,
  title: z.string().min(1).max(200),
  version: z.string().regex(/^\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]{1,40})?$/u, "a version such as 1.0.0"),
  /** The day of the release, YYYY-MM-DD. */
  date: z.iso.date(),
  /** The licence of the whole, as the Hugging Face Hub spells it ("cc-by-4.0"). */
  licence: z.string().regex(/^[a-z0-9][a-z0-9.+-]{0,60}$/u, "an identifier such as cc-by-4.0"),
  /** BCP 47 tags of the languages of the texts. */
  languages: z
    .array(z.string().regex(/^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/u, "a language such as en"))
    .min(1)
    .max(50),
  description: Sentence,
  /** Where the dataset lives; null when it is not published. */
  url: z
    .url({ protocol: /^https?$/u })
    .max(2_000)
    .nullable(),
  /** Whom to write to; null for nobody. */
  contact: z.string().min(1).max(500).nullable(),
  /** How the dataset should be cited; null when it does not matter. */
  citation: Sentence.nullable(),
  /**
   * For every author of an exported run the name under which they are published. A name that is not here does not leave;
   * one that is published as it is stands here as its own pen name.
   */
  penNames: z.record(z.string().min(1).max(MAX_AUTHOR_UNITS), z.string().min(1).max(MAX_AUTHOR_UNITS)),
});
export type ReleaseRecord = z.infer<typeof ReleaseRecord>;

/** The parts of a dataset in percent of its runs; what is left is the training part. A run's part follows from its id alone. */
export const SplitShares = z
  .strictObject({ validation: z.int().min(0).max(50), test: z.int().min(0).max(50) })
  .refine(({ validation, test }) => validation + test > 0 && validation + test < 100, "leave something to train on");
export type SplitShares = z.infer<typeof SplitShares>;

/** The parts of a dataset in their order. */
export const SPLITS = ["train", "validation", "test"] as const;
export type Split = (typeof SPLITS)[number];
