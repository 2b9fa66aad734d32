import { createHash } from "node:crypto";

import { HTML_SCRIPT, HTML_STYLE, type HtmlHashes, htmlOf } from "../../../../shared/domain/exchange/html.ts";
import type { ReadersRun } from "../../../../shared/domain/exchange/markdown.ts";
import { WORD_DOCUMENT, wordDocument, wordParts } from "../../../../shared/domain/exchange/word-xml.ts";
import { zipFile, type ZipPart } from "../../package/zip-writer.ts";

const hashOf = (text: string): string => `sha256-${createHash("sha256").update(text).digest("base64")}`;
const HASHES: HtmlHashes = { style: hashOf(HTML_STYLE), script: hashOf(HTML_SCRIPT) };

/** A run as one HTML file, for readers or for its player. */
export function htmlFile(run: ReadersRun, reader: "reader" | "player"): Generator<string> {
  return htmlOf(run, reader, HASHES);
}

/** A run as a Word document. */
export function wordFile(run: ReadersRun): Generator<Uint8Array> {
  const parts: ZipPart[] = wordParts(run).map(([name, xml]) => ({ name, pieces: [xml] }));
  return zipFile([...parts, { name: WORD_DOCUMENT, pieces: wordDocument(run) }]);
}
