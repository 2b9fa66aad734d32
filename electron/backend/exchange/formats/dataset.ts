import { createHash } from "node:crypto";
import { closeSync, existsSync, openSync, readFileSync, readSync, statSync } from "node:fs";
import { join } from "node:path";

import { z } from "zod";

import { plainFailure, type Failure } from "../../../../shared/contract/failure.ts";
import type { ExportOptions } from "../../../../shared/contract/exchange-methods.ts";
import {
  type CardRun,
  DATASET_CONFIGS,
  type DataFile,
  datasetCard,
  dataPath,
} from "../../../../shared/domain/exchange/card.ts";
import { provenanceOf } from "../../../../shared/domain/exchange/provenance.ts";
import {
  type ReleaseRecord,
  type Split,
  SPLITS,
  type SplitShares,
} from "../../../../shared/domain/exchange/release.ts";
import { RunId } from "../../../../shared/domain/ids.ts";
import { addWords, NO_WORDS, totalWords, thoughtWords, visibleWords } from "../../../../shared/domain/words.ts";
import { failed, type Outcome } from "../../../../shared/lib/outcome.ts";
import type { LentPath } from "../../handles.ts";
import type { Job } from "../../jobs.ts";
import { alone, type FilePiece, type FileToWrite, type WrittenFile } from "../stage-files.ts";
import { replaceFolder } from "../write-files.ts";
import { chatWish } from "./chat.ts";
import { DatasetPart } from "./dataset-part.ts";
import type { LeavingRun } from "./leaving-run.ts";
import { leavingAuthors } from "./rows.ts";
import { DATASET_FORMAT } from "./sniff.ts";

/*
 * A dataset as a folder that `datasets`, pandas, Polars and DuckDB open without being told anything: Parquet as the default
 * config, the same rows as JSON Lines, two tellings of chat rows, a card, a manifest and checksums.
 *
 * Runs stand in the order of their ids, and the part that a run belongs to follows from its id alone: adding a run moves no
 * other. All files are written in step, run by run: a run is loaded once for all of them, and only one is in memory.
 */

/** The version of the manifest's form. */
const DATASET_VERSION = 1;

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/u);

/** What `manifest.json` holds. */
export const DatasetManifest = z.strictObject({
  format: z.literal(DATASET_FORMAT),
  version: z.literal(DATASET_VERSION),
  release: z.strictObject({ name: z.string(), version: z.string(), date: z.string() }),
  runs: z.array(
    z.strictObject({
      runId: RunId,
      title: z.string(),
      split: z.enum(SPLITS),
      steps: z.int().min(1),
      words: z.int().min(0),
      storyWords: z.int().min(0),
      thoughtWords: z.int().min(0),
    }),
  ),
  files: z.array(
    z.strictObject({
      file: z.string().regex(/^[a-z0-9-]+\/[a-z0-9-]+\.(?:parquet|jsonl)$/u),
      config: z.enum(DATASET_CONFIGS),
      split: z.enum(SPLITS),
      rows: z.int().min(0),
      bytes: z.int().min(0),
      sha256: Sha256,
    }),
  ),
});
export type DatasetManifest = z.infer<typeof DatasetManifest>;

/** The part that a run belongs to: a number between 0 and 1 made of its id, against the shares. */
export function splitOf(runId: RunId, shares: SplitShares | undefined): Split {
  if (shares === undefined) return "train";
  const place = (createHash("sha256").update(runId).digest().readUInt32BE(0) / 2 ** 32) * 100;
  if (place < shares.test) return "test";
  return place < shares.test + shares.validation ? "validation" : "train";
}

/** What the card says of a run. */
export function cardRun(run: LeavingRun, release: ReleaseRecord, shares: SplitShares | undefined): CardRun {
  const counts = { live: 0, late: 0, unknown: 0 };
  const provenance = provenanceOf(run.visible, run.provenance, false);
  let words = NO_WORDS;
  run.visible.forEach(({ step, states, sections }, index) => {
    words = addWords(words, visibleWords(step, states));
    for (const section of sections) {
      const before = provenance[index]?.[section].beforeNext ?? null;
      counts[before === null ? "unknown" : before ? "live" : "late"] += 1;
    }
  });
  const names = leavingAuthors(run.details.authors, new Map(Object.entries(release.penNames))).map(({ name }) => name);
  return {
    title: run.details.title,
    names: [...new Set(names)],
    licence: run.details.licence,
    steps: run.visible.length,
    words,
    ...counts,
    split: splitOf(run.runId, shares),
  };
}

/** The runs of a dataset: how to load each, and what the card says of it. */
export type DatasetRun = { readonly runId: RunId; readonly card: CardRun; readonly load: () => LeavingRun };

/** Writes the folder, all of it or nothing. A folder that is there is replaced only when it is a dataset of ours. */
export async function writeDataset(
  given: readonly DatasetRun[],
  options: ExportOptions,
  wish: { readonly target: LentPath; readonly overwrite: boolean },
  job: Job,
): Promise<Outcome<WrittenFile[], Failure>> {
  const { release } = options;
  if (release === undefined) throw new Error("A dataset without a release record is refused before it comes here");
  const foreign = wish.overwrite ? refuseForeign(wish.target) : null;
  if (foreign !== null) return failed(foreign);
  const runs = given.toSorted((left, right) => (left.runId < right.runId ? -1 : 1));
  const parts = SPLITS.filter((split) => runs.some((run) => run.card.split === split)).map(
    (split) => new DatasetPart(split, options),
  );
  const files = DATASET_CONFIGS.flatMap((config) => parts.map((part) => ({ config, part })));
  const inStep = {
    names: files.map(({ config, part }) => dataPath(config, part.split)),
    pieces: piecesOf(runs, parts, job),
  };
  return replaceFolder(wish.target, [inStep], wish.overwrite, job, (written) => {
    const data = files.map(({ config, part }, index) => ({
      config,
      split: part.split,
      rows: part.rowsIn(config),
      ...sizesOf(written[index]),
    }));
    return closingFiles(runs, release, data, options).map(alone);
  });
}

/** The data of all runs, each loaded once and told to every file of its part. */
function* piecesOf(runs: readonly DatasetRun[], parts: readonly DatasetPart[], job: Job): Generator<FilePiece> {
  for (const [index, { card, load }] of runs.entries()) {
    // Judging was the first half of the work.
    job.tell(runs.length + index, runs.length * 2, card.title.slice(0, MOST_TOLD_UNITS));
    const part = parts.find(({ split }) => split === card.split);
    if (part !== undefined) yield* part.take(load());
  }
  for (const part of parts) yield* part.end();
}

const sizesOf = (file: WrittenFile | undefined): { bytes: number; sha256: string } => ({
  bytes: file?.bytes ?? 0,
  sha256: file?.sha256 ?? "",
});

function refuseForeign(target: LentPath): Failure | null {
  const stat = statSync(target.path, { throwIfNoEntry: false });
  if (stat === undefined || !stat.isDirectory()) return null;
  const manifest = join(target.path, "manifest.json");
  const isOurs = existsSync(manifest) && readFileSync(manifest, "utf8").includes(`"${DATASET_FORMAT}"`);
  return isOurs
    ? null
    : plainFailure(
        "exists",
        `“${target.name}” is a folder of something else, so it was not replaced. Choose a new one.`,
      );
}

/** The longest word of progress (`job.progress`), in UTF-16 units. */
const MOST_TOLD_UNITS = 500;

type WrittenData = DataFile & { readonly sha256: string };

/** Card, manifest, release record and checksums: what is known when the data is written. */
function closingFiles(
  runs: readonly DatasetRun[],
  release: ReleaseRecord,
  data: readonly WrittenData[],
  options: ExportOptions,
): FileToWrite[] {
  const manifest: DatasetManifest = {
    format: DATASET_FORMAT,
    version: DATASET_VERSION,
    release: { name: release.name, version: release.version, date: release.date },
    runs: runs.map(({ runId, card }) => ({
      runId,
      title: card.title,
      split: card.split,
      steps: card.steps,
      words: totalWords(card.words),
      storyWords: card.words.story,
      thoughtWords: thoughtWords(card.words),
    })),
    files: data.map(({ config, split, rows, bytes, sha256 }) => ({
      file: dataPath(config, split),
      config,
      split,
      rows,
      bytes,
      sha256,
    })),
  };
  const texts: readonly (readonly [name: string, text: string])[] = [
    [
      "README.md",
      datasetCard(
        release,
        runs.map(({ card }) => card),
        data,
        chatWish(options),
      ),
    ],
    ["manifest.json", `${JSON.stringify(manifest, null, 2)}\n`],
    // What the author's names are stays with the author.
    ["release.json", `${JSON.stringify({ ...release, penNames: {} }, null, 2)}\n`],
  ];
  const sums = [
    ...data.map(({ config, split, sha256 }) => [sha256, dataPath(config, split)] as const),
    ...texts.map(([name, text]) => [createHash("sha256").update(text).digest("hex"), name] as const),
  ];
  const lines = sums.toSorted((left, right) => (left[1] < right[1] ? -1 : 1)).map(([sum, name]) => `${sum}  ${name}\n`);
  return [...texts, ["SHA256SUMS", lines.join("")] as const].map(([name, text]) => ({ name, chunks: [text] }));
}

/** What is wrong with a dataset folder's files against its manifest, as sentences; nothing when all is as it was written. Throws errors of the file system. */
export function datasetFaults(folder: string, manifest: DatasetManifest): string[] {
  const faults: string[] = [];
  for (const { file, bytes, sha256 } of manifest.files) {
    const stat = statSync(join(folder, file), { throwIfNoEntry: false });
    if (stat === undefined) faults.push(`${file} is not there.`);
    else if (stat.size !== bytes) faults.push(`${file} has ${stat.size} bytes, and ${bytes} were written.`);
    else if (sumOf(join(folder, file)) !== sha256)
      faults.push(`${file} is not what was written: its checksum differs.`);
  }
  return faults;
}

const READ_BYTES = 1024 * 1024;

function sumOf(path: string): string {
  const hash = createHash("sha256");
  const chunk = new Uint8Array(READ_BYTES);
  const file = openSync(path, "r");
  try {
    for (let length = readSync(file, chunk); length > 0; length = readSync(file, chunk))
      hash.update(chunk.subarray(0, length));
  } finally {
    closeSync(file);
  }
  return hash.digest("hex");
}
