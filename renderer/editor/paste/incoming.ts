import type { Node } from "prosemirror-model";

import type { RunId } from "../../../shared/domain/ids.ts";
import { thoughtIdOf } from "../nodes.ts";
import { runSchema } from "../../../shared/document/schema.ts";
import { NOTHING_LEFT_OUT, type PastedContent, type PasteSettings } from "./content.ts";
import { MAX_HTML_UNITS, readHtml } from "./read-html.ts";
import { readPlain } from "./read-plain.ts";

/** Where and how something comes in. */
export type Incoming = {
  /** The caret stands in a thought. */
  readonly isAmongThoughts: boolean;
  /** The author asked for the text alone, as it stands. */
  readonly isPlain: boolean;
};

/** What of a `DataTransfer` is read. */
type Carrier = Pick<DataTransfer, "getData"> & { readonly files: { readonly length: number } };

/** What a paste or drop brings: its HTML, else its plain text. Null when it brings neither, a picture alone, say. */
export function readIncoming(
  data: Carrier,
  { isAmongThoughts, isPlain }: Incoming,
  { emphasis }: PasteSettings,
): PastedContent | null {
  const html = isPlain ? "" : data.getData("text/html");
  const read = html === "" || html.length > MAX_HTML_UNITS ? null : readHtml(html, emphasis);
  if (read !== null && read.blocks.length > 0) return read;
  const plain = data.getData("text/plain");
  if (plain !== "") return readPlain(plain, isAmongThoughts && !isPlain);
  const pictures = (read?.leftOut.pictures ?? 0) + data.files.length;
  return pictures === 0 ? null : { blocks: [], runId: null, sections: [], leftOut: { ...NOTHING_LEFT_OUT, pictures } };
}

/**
 * The content with the ids that its thoughts keep: those of this run whose original is gone (document model, section 3),
 * so that what was cut and pasted is still the same thought to reviews and findings.
 */
export function withKeptIds(content: PastedContent, runId: RunId, document: Node): PastedContent {
  const wanted = new Set(content.blocks.flatMap(({ thought }) => thought?.id ?? []));
  if (wanted.size === 0) return content;
  if (content.runId !== runId) wanted.clear();
  else {
    document.descendants((node) => {
      if (node.type !== runSchema.nodes.thought) return !node.isTextblock;
      const id = thoughtIdOf(node);
      if (id !== null) wanted.delete(id);
      return false;
    });
  }
  const blocks = content.blocks.map((block) => {
    const id = block.thought?.id ?? null;
    if (block.thought === null || id === null) return block;
    // The same thought twice in one clipboard is itself once.
    return wanted.delete(id) ? block : { ...block, thought: { ...block.thought, id: null } };
  });
  return { ...content, blocks };
}
