import { unzipSync, zipSync } from "fflate";
import mammoth from "mammoth";

import { assemble, type Assembled, type ImportNote } from "../../../../shared/domain/exchange/assemble.ts";
import type { ImportMapping } from "../../../../shared/domain/exchange/mapping.ts";
import { chatBlocks, type Conversation } from "../../../../shared/domain/exchange/read-chat.ts";
import { markdownDocument } from "../../../../shared/domain/exchange/read-markdown.ts";
import { recogniseUtf16 } from "../../../../shared/domain/bounty/utf8.ts";
import { htmlDocument } from "./html-blocks.ts";
import { AT_A_TIME, hand, type TakePiece, Unreadable } from "./incoming.ts";

/* Documents that people wrote: Markdown, plain transcripts, HTML, Word, conversations. Each becomes blocks, and blocks become steps. */

/** What reading a document gave beside its steps. */
export type ProseReading = Pick<Assembled, "unclear" | "leftOut" | "found">;

/** Text of a file in UTF-8, UTF-16 or Windows-1252; the encoding is told where it is not UTF-8. */
export function decodedText(bytes: Uint8Array): { readonly text: string; readonly encoding: string | null } {
  if (recogniseUtf16(bytes, bytes.length) !== null) {
    const isBigEndian = bytes[0] === 0xfe || bytes[0] === 0;
    return { text: new TextDecoder(isBigEndian ? "utf-16be" : "utf-16le").decode(bytes), encoding: "UTF-16" };
  }
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes), encoding: null };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return { text: new TextDecoder("windows-1252").decode(bytes), encoding: "Windows-1252" };
  }
}

/** Reads Markdown, or a plain transcript, in which stars are stars. */
export function readText(
  bytes: Uint8Array,
  name: string,
  isMarkdown: boolean,
  mapping: ImportMapping,
  take: TakePiece,
): ProseReading {
  const { text, encoding } = decodedText(bytes);
  const { blocks, leftOut } = markdownDocument(text.replace(/\r\n?/gu, "\n"), isMarkdown);
  return handOn(assemble(blocks, mapping), name, take, [...encodingNote(encoding), ...leftOut]);
}

/** Reads an HTML document. */
export function readHtml(bytes: Uint8Array, name: string, mapping: ImportMapping, take: TakePiece): ProseReading {
  const { text, encoding } = decodedText(bytes);
  const { title, blocks, leftOut } = htmlDocument(text);
  return handOn(assemble(blocks, mapping), title ?? name, take, [...encodingNote(encoding), ...leftOut]);
}

const encodingNote = (encoding: string | null): ImportNote[] =>
  encoding === null ? [] : [{ place: "The file", what: `it is ${encoding} and was read as that` }];

/** What a Word document may unpack to, and the parts of it that hold text. */
const MAX_WORD_BYTES = 256 * 1024 * 1024;
const MAX_RATIO = 200;
const RATIO_MATTERS_FROM_BYTES = 1024 * 1024;
const TEXT_PARTS =
  /^(?:\[Content_Types\]\.xml|_rels\/\.rels|word\/(?:document|styles|numbering|comments|footnotes|endnotes)\.xml|word\/_rels\/document\.xml\.rels)$/u;

/** Reads a Word document. Only the parts that hold text are unpacked, within bounds, before anything looks into them. */
export async function readWord(
  bytes: Uint8Array,
  name: string,
  mapping: ImportMapping,
  take: TakePiece,
): Promise<ProseReading> {
  const parts = wordParts(bytes);
  const document = parts["word/document.xml"];
  if (document === undefined) throw new Unreadable("shape", "This zip file is neither a Word document nor a package.");
  const leftOut: ImportNote[] = [];
  const xml = new TextDecoder().decode(document);
  if (/<w:(?:del|moveFrom) /u.test(xml))
    leftOut.push({ place: "The document", what: "text that a tracked change deletes" });
  if (/<w:(?:ins|moveTo) /u.test(xml))
    leftOut.push({
      place: "The document",
      what: "that text was inserted as a tracked change; the text itself comes in",
    });
  if (parts["word/comments.xml"] !== undefined) leftOut.push({ place: "The document", what: "comments in the margin" });
  if (/<w:(?:drawing|pict)\b/u.test(xml)) leftOut.push({ place: "The document", what: "pictures" });
  const read = await mammoth
    .convertToHtml(
      { buffer: Buffer.from(zipSync(parts, { level: 0 })) },
      {
        externalFileAccess: false,
        ignoreEmptyParagraphs: true,
        styleMap: ["p[style-name='Title'] => h1:fresh", "p[style-name='Subtitle'] => !"],
      },
    )
    .catch((error: unknown) => {
      const what = error instanceof Error ? error.message : String(error);
      throw new Unreadable("shape", `This Word document is damaged (${what.slice(0, 200)}).`);
    });
  const { title, blocks, leftOut: inHtml } = htmlDocument(read.value);
  return handOn(assemble(blocks, mapping), title ?? name, take, [...leftOut, ...inHtml]);
}

/** The parts with text, each bounded by what the file's list says before it is unpacked. */
function wordParts(bytes: Uint8Array): Record<string, Uint8Array> {
  let total = 0;
  let isTooLarge = false;
  try {
    const parts = unzipSync(bytes, {
      filter: ({ name, size, originalSize }) => {
        if (!TEXT_PARTS.test(name)) return false;
        total += originalSize;
        const isBomb = originalSize > RATIO_MATTERS_FROM_BYTES && originalSize > size * MAX_RATIO;
        isTooLarge ||= isBomb || total > MAX_WORD_BYTES;
        return !isTooLarge;
      },
    });
    if (!isTooLarge) return parts;
  } catch {
    // fflate throws on anything that is no whole zip; which byte was wrong helps nobody.
    throw new Unreadable("shape", "This file is not a Word document, or only a part of one.");
  }
  throw new Unreadable("limit", "This Word document unpacks to more than Runwright takes, so it was not opened.");
}

/** Reads one conversation. */
export function readConversation(
  conversation: Conversation,
  name: string,
  mapping: ImportMapping,
  take: TakePiece,
): ProseReading {
  let systems = 0;
  const blocks = chatBlocks(conversation, () => {
    systems += 1;
  });
  const assembled = assemble([...blocks], mapping);
  const leftOut = systems === 0 ? [] : [{ place: "The conversation", what: `${systems} system messages` }];
  return handOn(assembled, conversation.title ?? name, take, leftOut);
}

function handOn(assembled: Assembled, name: string, take: TakePiece, leftOut: readonly ImportNote[]): ProseReading {
  const { steps, unclear, found } = assembled;
  const notes = [...leftOut, ...assembled.leftOut];
  if (steps.length === 0) throw new Unreadable("7", "Nothing in this file can be understood as a step.");
  const title = (assembled.title ?? name).slice(0, MOST_TITLE_UNITS).toWellFormed();
  hand(take, { kind: "run", run: { id: null, title, authors: [], licence: null, packed: null } });
  for (let from = 0; from < steps.length; from += AT_A_TIME) {
    hand(take, { kind: "steps", steps: steps.slice(from, from + AT_A_TIME), provenance: new Map() });
  }
  return { unclear, leftOut: notes, found };
}

const MOST_TITLE_UNITS = 10_000;
