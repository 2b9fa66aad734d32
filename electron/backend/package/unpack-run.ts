import { createHash } from "node:crypto";

import { type Entry, fromFd, type ZipFile } from "yauzl";
import type { z } from "zod";

import type { RunReport } from "../../../shared/domain/progress/report.ts";
import { keptFromPacked } from "./packed-provenance.ts";
import { AT_A_TIME, hand, type TakePiece, Unreadable } from "../exchange/formats/incoming.ts";
import { MAX_LINE_BYTES } from "../exchange/formats/line-reader.ts";
import { PACKAGE_VERSIONS, type PackageKind, PackageManifest } from "./container.ts";
import {
  FirstPackedStep,
  PackedAct,
  PackedAnswers,
  PackedBible,
  PackedGuides,
  PackedProgress,
  PackedReviews,
  PackedRun,
  PackedSnapshots,
  PackedStep,
  PackedVerdicts,
  PackedVersion,
  PackedWords,
  PROGRESS_PART,
  RUN_PARTS,
  type RunPart,
  sumOfParts,
} from "./run-parts.ts";

/*
 * A run's package, read part by part in the order in which it is written. The list of parts at the zip's end is read first:
 * every name, size and ratio is looked at before anything is unpacked, and every part is held against its checksum while it is.
 * Nothing in a package ever becomes a path.
 */

/** The most that one part may unpack to, and the most for those that are one JSON value. */
const MAX_PART_BYTES = 4 * 1024 * 1024 * 1024;
const MAX_VALUE_BYTES = 256 * 1024 * 1024;
const MAX_ENTRIES = 100;
const MAX_RATIO = 200;
/** Small parts may pack as well as they like. */
const RATIO_MATTERS_FROM_BYTES = 1024 * 1024;

const damaged = (what: string): Unreadable =>
  new Unreadable("shape", `This package is damaged: ${what}. Ask for the file again.`);

/** A run's package whose list of parts has been looked at. */
type Opened = {
  readonly zip: ZipFile;
  readonly version: number;
  readonly entries: ReadonlyMap<string, Entry>;
  readonly sums: ReadonlyMap<string, Sum>;
};

/** A package's manifest, which says what it is. */
type Manifest = z.infer<typeof PackageManifest>;

async function openedManifest(descriptor: number): Promise<Pick<Opened, "zip" | "entries"> & { manifest: Manifest }> {
  const zip = await opened(descriptor);
  const entries = await entriesOf(zip);
  const entry = entries.get("manifest.json");
  const manifest = entry && PackageManifest.safeParse(await wholeValue(zip, entry, null));
  if (manifest?.success !== true) throw new Unreadable("shape", "This zip file is not a Runwright package.");
  return { zip, entries, manifest: manifest.data };
}

/**
 * What a package says that it is, by its manifest alone; null for a file that is none that can be read. The descriptor
 * stays open.
 */
export async function packageManifest(descriptor: number): Promise<Manifest | null> {
  try {
    return (await openedManifest(descriptor)).manifest;
  } catch (error) {
    if (error instanceof Unreadable) return null;
    throw error;
  }
}

/** Where a package of another kind than a run belongs. */
const ELSEWHERE: Readonly<Record<Exclude<PackageKind, "run">, string>> = {
  review: "a run to review or a reviewer’s answer. Open it under Reviews in the library",
  turn: "a turn for a player. Open it under Reviews in the library",
  progress: "a report of progress. Put it into the folder that the lead’s view reads",
};

async function openedPackage(descriptor: number): Promise<Opened> {
  const { zip, entries, manifest } = await openedManifest(descriptor);
  const { version, kind } = manifest;
  if (version > PACKAGE_VERSIONS[kind]) {
    throw new Unreadable(
      "shape",
      "This package was made by a newer release of Runwright. Update Runwright to open it.",
    );
  }
  if (kind !== "run") throw new Unreadable("shape", `This package holds no run: it is ${ELSEWHERE[kind]}.`);
  return { zip, version, entries, sums: new Map(manifest.entries.map((entry) => [entry.name, entry])) };
}

/**
 * What a package says that its parts come to, without reading them: null where it says nothing, or speaks of other parts
 * than those that are there. Nothing else is looked at, so damage elsewhere is found only when the run is taken in. Throws
 * `Unreadable`. The descriptor stays open.
 */
export async function packedReport(descriptor: number): Promise<RunReport | null> {
  const { zip, entries, sums } = await openedPackage(descriptor);
  const [entry, sum] = [entries.get(PROGRESS_PART), sums.get(PROGRESS_PART)];
  if (entry === undefined || sum === undefined) return null;
  if (RUN_PARTS.some((name) => entries.get(name)?.uncompressedSize !== sums.get(name)?.bytes)) return null;
  const told = PackedProgress.safeParse(await wholeValue(zip, entry, sum));
  return told.success && told.data.of === sumOfParts(sums) ? told.data.report : null;
}

/** Reads the package behind an open file and hands its run on. Throws `Unreadable`. The descriptor stays open. */
export async function unpackRun(descriptor: number, take: TakePiece): Promise<void> {
  const { zip, version, entries, sums } = await openedPackage(descriptor);
  const part = (name: RunPart): { entry: Entry; sum: Sum } => {
    const [entry, sum] = [entries.get(name), sums.get(name)];
    if (entry === undefined || sum === undefined) throw damaged(`its part ${name} is missing`);
    return { entry, sum };
  };
  const value = async <T>(name: RunPart, schema: z.ZodType<T>): Promise<T> => {
    const { entry, sum } = part(name);
    return fitting(schema, await wholeValue(zip, entry, sum), name);
  };
  const lines = async <T>(name: RunPart, schema: z.ZodType<T>, give: (items: T[]) => void): Promise<void> => {
    const { entry, sum } = part(name);
    let gathered: T[] = [];
    for await (const line of linesIn(zip, entry, sum)) {
      gathered.push(fitting(schema, parsed(line, name), name));
      if (gathered.length < AT_A_TIME) continue;
      give(gathered);
      gathered = [];
    }
    if (gathered.length > 0) give(gathered);
  };
  const isFirst = version === 1;
  for (const name of RUN_PARTS) if (!(isFirst && name === "guides.json")) part(name);

  const packed = await value("run.json", PackedRun);
  const { runId, details } = packed;
  hand(take, {
    kind: "run",
    run: { id: runId, title: details.title, authors: details.authors, licence: details.licence, packed },
  });
  await lines("steps.jsonl", isFirst ? FirstPackedStep : PackedStep, (steps) => {
    const present = steps.filter(({ deleted }) => deleted === null);
    if (present.length > 0) {
      const provenance = new Map(present.map((step) => [step.id, keptFromPacked(step)]));
      hand(take, { kind: "steps", steps: present.map(({ id, content }) => ({ id, ...content })), provenance });
    }
    const bin = steps.filter(({ deleted }) => deleted !== null);
    if (bin.length > 0) hand(take, { kind: "bin", steps: bin });
  });
  await lines("log.jsonl", PackedAct, (acts) => hand(take, { kind: "acts", acts }));
  await lines("versions.jsonl", PackedVersion, (versions) => hand(take, { kind: "versions", versions }));
  hand(take, { kind: "snapshots", snapshots: await value("snapshots.json", PackedSnapshots) });
  hand(take, { kind: "verdicts", verdicts: await value("verdicts.json", PackedVerdicts) });
  hand(take, { kind: "answers", answers: await value("answers.json", PackedAnswers) });
  hand(take, { kind: "words", words: await value("words.json", PackedWords) });
  hand(take, { kind: "reviews", reviews: await value("reviews.json", PackedReviews) });
  hand(take, { kind: "bible", bible: await value("bible.json", PackedBible) });
  if (!isFirst) hand(take, { kind: "guides", guides: await value("guides.json", PackedGuides) });
}

type Sum = { readonly bytes: number; readonly sha256: string };

function opened(descriptor: number): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    fromFd(descriptor, { autoClose: false, lazyEntries: true, strictFileNames: true }, (error, zip) => {
      if (error === null) resolve(zip);
      else reject(new Unreadable("shape", "This file is not a Runwright package, or only a part of one."));
    });
  });
}

/** The parts by name; every size is looked at here, before anything is unpacked. */
function entriesOf(zip: ZipFile): Promise<Map<string, Entry>> {
  return new Promise((resolve, reject) => {
    const entries = new Map<string, Entry>();
    zip.on("error", () => reject(damaged("its list of parts cannot be read")));
    zip.on("end", () => resolve(entries));
    zip.on("entry", (entry: Entry) => {
      const { uncompressedSize: size, compressedSize } = entry;
      const isBomb = size > RATIO_MATTERS_FROM_BYTES && size > compressedSize * MAX_RATIO;
      if (isBomb || size > MAX_PART_BYTES || entries.size >= MAX_ENTRIES) {
        reject(new Unreadable("limit", "This package unpacks to more than Runwright takes, so it was not opened."));
      } else if (entries.has(entry.fileName)) reject(damaged(`its part ${entry.fileName} stands twice`));
      else {
        entries.set(entry.fileName, entry);
        zip.readEntry();
      }
    });
    zip.readEntry();
  });
}

/** The bytes of a part as they are unpacked; at the end they are held against size and checksum. */
async function* bytesOf(zip: ZipFile, entry: Entry, sum: Sum | null): AsyncGenerator<Buffer> {
  const stream = await new Promise<AsyncIterable<Buffer>>((resolve, reject) => {
    zip.openReadStream(entry, (error, opening) => {
      if (error === null) resolve(opening);
      else reject(damaged(`its part ${entry.fileName} cannot be unpacked`));
    });
  });
  const hash = createHash("sha256");
  let bytes = 0;
  const chunks = stream[Symbol.asyncIterator]();
  for (;;) {
    const next = await chunks.next().catch(() => {
      throw damaged(`its part ${entry.fileName} cannot be unpacked`);
    });
    if (next.done === true) break;
    hash.update(next.value);
    bytes += next.value.length;
    yield next.value;
  }
  if (sum !== null && (bytes !== sum.bytes || hash.digest("hex") !== sum.sha256)) {
    throw damaged(`its part ${entry.fileName} is not what was packed`);
  }
}

async function wholeValue(zip: ZipFile, entry: Entry, sum: Sum | null): Promise<unknown> {
  if (entry.uncompressedSize > MAX_VALUE_BYTES) {
    throw new Unreadable("limit", `The part ${entry.fileName} of this package is larger than Runwright takes.`);
  }
  const chunks: Buffer[] = [];
  for await (const chunk of bytesOf(zip, entry, sum)) chunks.push(chunk);
  return parsed(Buffer.concat(chunks), entry.fileName);
}

const LINE_FEED = 0x0a;

async function* linesIn(zip: ZipFile, entry: Entry, sum: Sum): AsyncGenerator<Buffer> {
  let rest: Buffer[] = [];
  let restBytes = 0;
  for await (const chunk of bytesOf(zip, entry, sum)) {
    let from = 0;
    for (let end = chunk.indexOf(LINE_FEED); end !== -1; end = chunk.indexOf(LINE_FEED, from)) {
      yield Buffer.concat([...rest, chunk.subarray(from, end)]);
      rest = [];
      restBytes = 0;
      from = end + 1;
    }
    rest.push(chunk.subarray(from));
    restBytes += chunk.length - from;
    if (restBytes > MAX_LINE_BYTES) throw new Unreadable("limit", `A line of ${entry.fileName} is longer than 16 MB.`);
  }
  if (restBytes > 0) throw damaged(`its part ${entry.fileName} ends in the middle of a line`);
}

function parsed(bytes: Buffer, name: string): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) throw damaged(`its part ${name} is not JSON`);
    throw error;
  }
}

function fitting<T>(schema: z.ZodType<T>, value: unknown, name: string): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw damaged(`in its part ${name}, ${issue?.path.map(String).join(".") ?? ""}: ${issue?.message ?? "another form"}`);
}
