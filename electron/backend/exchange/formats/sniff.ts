import { readSync } from "node:fs";

import type { Failure } from "../../../../shared/contract/failure.ts";
import type { ImportFormat } from "../../../../shared/contract/exchange-methods.ts";
import { success, type Outcome } from "../../../../shared/lib/outcome.ts";
import type { LentPath } from "../../handles.ts";
import { type ChosenFile, withChosenFile } from "../chosen-file.ts";

/* What a file is, from its first bytes. Apart from the readers: a host that only asks loads none of them. */

/** What the manifest of a dataset of ours says it is. */
export const DATASET_FORMAT = "runwright-dataset";

/** How much of a file is looked at to tell what it is. */
const HEAD_BYTES = 64 * 1024;

/** What a file is; null when nothing that Runwright reads begins like this. */
export function formatOf(head: Uint8Array, name: string): ImportFormat | null {
  const text = new TextDecoder("latin1").decode(head);
  if (text.startsWith("PK")) return text.includes("word/") || /\.docx$/iu.test(name) ? "docx" : "package";
  if (text.startsWith("PAR1")) return "parquet";
  const start = text
    .replace(/^(?:\u00ef\u00bb\u00bf|\u00ff\u00fe|\u00fe\u00ff)/u, "")
    .replaceAll("\0", "")
    .trimStart();
  if (start.startsWith("{") || start.startsWith("[")) return jsonFormat(start, name);
  if (/^<(?:!doctype html|\?xml|html|head|body|div|p|ul|ol|h\d|meta|table|section|article)\b/iu.test(start))
    return "html";
  if (/\.html?$/iu.test(name)) return "html";
  if (text.includes("\0") && !/^(?:\u00ff\u00fe|\u00fe\u00ff)/u.test(text) && !/\.(?:txt|md|markdown)$/iu.test(name))
    return null;
  // A bounty file that is damaged from its first byte on is still told what is wrong with it as one.
  return /\.json$/iu.test(name) ? "bounty" : /\.jsonl$/iu.test(name) ? "jsonl" : "markdown";
}

function jsonFormat(start: string, name: string): ImportFormat {
  if (start.includes(`"${DATASET_FORMAT}"`)) return "dataset";
  const line = start.split("\n", 1)[0] ?? "";
  if (/"schema"\s*:\s*"runwright-step\//u.test(line)) return "jsonl";
  const begin = start.slice(0, 2_000);
  if (/"schema"\s*:\s*"runwright-chat\//u.test(line) || /"(?:messages|conversations)"\s*:\s*\[/u.test(begin))
    return "chat";
  return /\.jsonl$/iu.test(name) ? "jsonl" : "bounty";
}

/** The format of a file on the disk. */
export function sniffFile(file: LentPath): Promise<Outcome<ImportFormat | null, Failure>> {
  return withChosenFile(file, (chosen) => success(formatOf(headOf(chosen), file.name)));
}

/** The beginning of an open file. */
export function headOf({ descriptor }: ChosenFile): Uint8Array {
  const head = new Uint8Array(HEAD_BYTES);
  return head.subarray(0, readSync(descriptor, head, 0, HEAD_BYTES, 0));
}
