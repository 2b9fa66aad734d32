import { dirname } from "node:path";

import { plainFailure, type Failure } from "../../../../shared/contract/failure.ts";
import type { ImportFormat, ImportWish } from "../../../../shared/contract/exchange-methods.ts";
import type { ByteSource } from "../../../../shared/domain/bounty/byte-window.ts";
import { joinCutThoughts, withSingleTags } from "../../../../shared/domain/bounty/mend-vtw.ts";
import { isAccepted, type Problem } from "../../../../shared/domain/bounty/problem.ts";
import { problemOf } from "../../../../shared/domain/bounty/problem-list.ts";
import { readBounty } from "../../../../shared/domain/bounty/read.ts";
import type { ImportNote } from "../../../../shared/domain/exchange/assemble.ts";
import type { Convention, FoundConvention } from "../../../../shared/domain/conventions.ts";
import { MAX_INCOMING_BYTES } from "../../../../shared/domain/exchange/formats.ts";
import { DEFAULT_MAPPING } from "../../../../shared/domain/exchange/mapping.ts";
import { type Conversation, conversationOf, isChatSchema } from "../../../../shared/domain/exchange/read-chat.ts";
import type { Step } from "../../../../shared/domain/step.ts";
import { failed, success, type Outcome } from "../../../../shared/lib/outcome.ts";
import { unpackRun } from "../../package/unpack-run.ts";
import type { LentPath } from "../../handles.ts";
import { JsonColumn } from "../../runs/json-column.ts";
import { type ChosenFile, withChosenFile } from "../chosen-file.ts";
import { MAX_WHOLE_BYTES } from "../limits.ts";
import { datasetFaults, DatasetManifest } from "./dataset.ts";
import { AT_A_TIME, Enough, hand, type TakePiece, Unreadable } from "./incoming.ts";
import { type Line, linesOf } from "./line-reader.ts";
import { readParquet } from "./read-parquet.ts";
import { type ProseReading, readConversation, readHtml, readText, readWord } from "./read-prose.ts";
import { RowReader } from "./read-rows.ts";
import { formatOf, headOf } from "./sniff.ts";

/* One way in for every format: what a file is follows from its bytes, never from its name alone. */

/** What a file was and what was said of it. Errors among the problems refuse it. */
export type IncomingReading = {
  readonly format: ImportFormat;
  readonly problems: readonly Problem[];
  readonly unclear: readonly ImportNote[];
  readonly leftOut: readonly ImportNote[];
  /** Brackets of a document that the mapping does not know. */
  readonly found: readonly FoundConvention[];
  /** Places that Visible Thoughts Writer seems to have damaged and `repair` mends. */
  readonly repairs: number;
};

/** Reads a file of any format and hands what is in it to `take`. A refused file has handed on no more than it could. */
export function readIncoming(
  file: LentPath,
  wish: ImportWish,
  take: TakePiece,
): Promise<Outcome<IncomingReading, Failure>> {
  return withChosenFile(file, async (chosen) => {
    const format = formatOf(headOf(chosen), file.name);
    // Judged as a bounty file is: of those, no mapping is asked for.
    if (format === null) return success(refused("bounty", "shape", "This is no file that Runwright reads."));
    if (chosen.bytes > MAX_INCOMING_BYTES) {
      return failed(plainFailure("tooLarge", `“${file.name}” is larger than 4 GB, so it was not read.`));
    }
    try {
      return success(await readAs(format, chosen, file, wish, take));
    } catch (error) {
      if (error instanceof Enough) return failed(plainFailure("cancelled", "The reading was ended."));
      if (error instanceof Unreadable) return success({ format, problems: [error.problem], ...NOTHING });
      throw error;
    }
  });
}

const refused = (format: ImportFormat, rule: Problem["rule"], message: string): IncomingReading => ({
  format,
  problems: [problemOf({ rule, pointer: "", message })],
  ...NOTHING,
});

const NOTHING = { unclear: [], leftOut: [], found: [], repairs: 0 };

async function readAs(
  format: ImportFormat,
  chosen: ChosenFile,
  file: LentPath,
  { mapping = DEFAULT_MAPPING, repair = false }: ImportWish,
  take: TakePiece,
): Promise<IncomingReading> {
  const plain = (problems: readonly Problem[]): IncomingReading => ({ format, problems, ...NOTHING });
  const prose = (reading: ProseReading): IncomingReading => ({ format, problems: [], repairs: 0, ...reading });
  const name = file.name.replace(/^.*[\\/]/u, "").replace(/\.[^.]{1,10}$/u, "") || "Imported run";
  switch (format) {
    case "bounty":
      return { ...NOTHING, format, ...readBountyFile(chosen, repair, take) };
    case "package":
      await unpackRun(chosen.descriptor, take);
      return plain([]);
    case "parquet":
      return plain(await readParquet(chosen.descriptor, chosen.bytes, take));
    case "jsonl":
      return plain(readLines(linesOf(chosen.source), take));
    case "chat":
      return readChat(chosen, name, mapping, take, (reading) => prose(reading));
    case "dataset":
      return plain(readManifest(whole(chosen), dirname(file.path)));
    case "html":
      return prose(readHtml(whole(chosen), name, mapping, take));
    case "docx":
      return prose(await readWord(whole(chosen), name, mapping, take));
    case "markdown":
      return prose(readText(whole(chosen), name, MARKDOWN_NAME.test(file.name), mapping, take));
  }
}

/** Only what calls itself Markdown is taken to mean its signs. */
const MARKDOWN_NAME = /\.(?:md|markdown|mdown|mkd)$/iu;

function whole({ bytes, source }: ChosenFile): Uint8Array {
  if (bytes > MAX_WHOLE_BYTES) {
    throw new Unreadable("limit", "This file is larger than 256 MB, more than Runwright reads of its kind.");
  }
  const chunks: Buffer[] = [];
  for (let chunk = source.next(); chunk !== null; chunk = source.next()) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

/** A bounty file has its title and authors where it likes, so it is read twice: for them, then for its steps. */
function readBountyFile(
  chosen: ChosenFile,
  repair: boolean,
  take: TakePiece,
): { readonly problems: Problem[]; readonly repairs: number } {
  const bytes = whole(chosen);
  let repairs = 0;
  const source = (): ByteSource => {
    const chunks = [bytes];
    return { next: () => chunks.pop() ?? null };
  };
  const open = (): ByteSource => (repair ? withSingleTags(source(), () => undefined) : source());
  const counting = withSingleTags(source(), () => {
    repairs += 1;
  });
  for (let chunk = counting.next(); chunk !== null; chunk = counting.next());
  const reading = readBounty(open(), {
    step: (step) => {
      repairs += joinCutThoughts(step).joined;
    },
  });
  const problems = [...reading.problems];
  if (!isAccepted(problems)) return { problems, repairs };
  const authors = reading.authors.map((author) => ({ name: author, role: "dm" as const }));
  hand(take, { kind: "run", run: { id: null, title: reading.title, authors, licence: null, packed: null } });
  let gathered: Step[] = [];
  const flush = (): void => {
    if (gathered.length > 0) hand(take, { kind: "steps", steps: gathered, provenance: new Map() });
    gathered = [];
  };
  readBounty(open(), {
    step: (step) => {
      gathered.push(repair ? joinCutThoughts(step).step : step);
      if (gathered.length === AT_A_TIME) flush();
    },
  });
  flush();
  return { problems, repairs };
}

function readLines(lines: Iterable<Line>, take: TakePiece): Problem[] {
  const reader = new RowReader(take);
  for (const { number, text } of lines) {
    if (!reader.read({ place: `Line ${number}`, value: parsed(text, `Line ${number}`) })) break;
  }
  return reader.end();
}

function parsed(text: string, place: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new Unreadable("json", `${place} is not JSON: ${error.message.slice(0, 200)}.`);
  }
}

/** More runs than this in one file of conversations are no runs of one author. */
const MOST_CONVERSATIONS = 1_000;

function readChat(
  chosen: ChosenFile,
  name: string,
  mapping: NonNullable<ImportWish["mapping"]>,
  take: TakePiece,
  prose: (reading: ProseReading) => IncomingReading,
): IncomingReading {
  const unclear: ImportNote[] = [];
  const leftOut: ImportNote[] = [];
  const found: FoundConvention[] = [];
  let runs = 0;
  const give = (conversation: Conversation): void => {
    runs += 1;
    if (runs > MOST_CONVERSATIONS)
      throw new Unreadable("limit", "There are more than 1,000 conversations in this file.");
    const reading = readConversation(conversation, runs === 1 ? name : `${name} ${runs}`, mapping, take);
    unclear.push(...reading.unclear);
    leftOut.push(...reading.leftOut);
    found.push(
      ...reading.found.filter(({ convention }) => !found.some((known) => isSame(known.convention, convention))),
    );
  };
  const ours: Conversation[] = [];
  const giveOurs = (): void => {
    const [first] = ours;
    if (first !== undefined) give({ ...first, turns: ours.flatMap(({ turns }) => turns) });
    ours.length = 0;
  };
  for (const { place, value } of chatValues(whole(chosen))) {
    const schema = typeof value === "object" && value !== null && "schema" in value ? String(value.schema) : "";
    if (isChatSchema(schema) === "newer") {
      throw new Unreadable(
        "shape",
        `${place}: these rows are of a newer release of Runwright. Update it to read them.`,
      );
    }
    const conversation = conversationOf(value);
    if (conversation === null) throw new Unreadable("shape", `${place}: this is no conversation.`);
    if (ours[0]?.runId !== conversation.runId) giveOurs();
    if (conversation.runId === null) give(conversation);
    else ours.push(conversation);
  }
  giveOurs();
  return prose({ unclear, leftOut, found });
}

const isSame = (one: Convention, other: Convention): boolean => one.open === other.open && one.close === other.close;

/** The values of a file of conversations: one, a list of them, or one a line. */
function* chatValues(bytes: Uint8Array): Generator<{ place: string; value: unknown }> {
  const text = new TextDecoder("utf-8", { fatal: false }).decode(bytes);
  const one = JsonColumn.safeParse(text);
  if (one.success) {
    const values: readonly unknown[] = Array.isArray(one.data) ? one.data : [one.data];
    for (const [index, value] of values.entries()) yield { place: `Entry ${index + 1}`, value };
    return;
  }
  const chunks = [bytes];
  for (const { number, text: line } of linesOf({ next: () => chunks.pop() ?? null })) {
    yield { place: `Line ${number}`, value: parsed(line, `Line ${number}`) };
  }
}

/** A dataset's manifest is looked at with the files beside it; its runs come in by their JSON Lines or Parquet. */
function readManifest(bytes: Uint8Array, folder: string): Problem[] {
  const manifest = DatasetManifest.safeParse(parsed(new TextDecoder().decode(bytes), "The manifest"));
  if (!manifest.success) {
    const [issue] = manifest.error.issues;
    throw new Unreadable(
      "shape",
      `This manifest is not one of ours: ${issue?.path.map(String).join(".") ?? ""} ${issue?.message ?? ""}.`,
    );
  }
  return datasetFaults(folder, manifest.data).map((message) => problemOf({ rule: "shape", pointer: "", message }));
}
