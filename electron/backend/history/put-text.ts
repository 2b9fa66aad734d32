import type { WritingConnection } from "../storage/connection.ts";
import { pack } from "./packing.ts";
import { LONGEST_CHAIN, packedText } from "./texts.ts";

/** Packs a text into a version, leaning on the older one `before` where that saves room and the chain is not too long. */
export function putText(connection: WritingConnection, key: number, text: string, before: number | null): void {
  const base = before === null ? null : packedText(connection, before);
  const packed = pack(text, base === null || base.chain >= LONGEST_CHAIN ? null : base.text);
  connection.run(
    "UPDATE versions SET content = ?, base = ? WHERE key = ?",
    packed.bytes,
    packed.onBase ? before : null,
    key,
  );
}
