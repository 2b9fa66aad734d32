import { readFileSync } from "node:fs";

/** What was asked of the disk, as disk-shim.c recorded it. Paths are relative to the folder of the drill. */
export type DiskOperation =
  | { readonly kind: "write"; readonly path: string; readonly offset: number; readonly data: Buffer }
  | { readonly kind: "truncate"; readonly path: string; readonly size: number }
  /** Of a file, or of a folder ("" is the drill's own). */
  | { readonly kind: "sync"; readonly path: string }
  | { readonly kind: "create"; readonly path: string }
  | { readonly kind: "rename"; readonly path: string; readonly to: string }
  | { readonly kind: "remove"; readonly path: string }
  /** Not of the disk: what the recorded process said at this moment. */
  | { readonly kind: "mark"; readonly text: string };

/** Bytes of a record before its path: five numbers of four bytes. */
const HEAD_BYTES = 20;
const HIGH_HALF = 2 ** 32;

/** Reads a log whole. */
export function readOperations(file: string): DiskOperation[] {
  const log = readFileSync(file);
  const operations: DiskOperation[] = [];
  let at = 0;
  while (at < log.length) {
    const [kind, pathBytes, low, high, dataBytes] = [0, 4, 8, 12, 16].map((offset) => log.readUInt32LE(at + offset));
    if (pathBytes === undefined || low === undefined || high === undefined || dataBytes === undefined) break;
    const pathAt = at + HEAD_BYTES;
    const path = log.toString("utf8", pathAt, pathAt + pathBytes);
    const data = log.subarray(pathAt + pathBytes, pathAt + pathBytes + dataBytes);
    operations.push(operationOf(kind ?? 0, path, high * HIGH_HALF + low, data));
    at = pathAt + pathBytes + dataBytes;
  }
  return operations;
}

function operationOf(kind: number, path: string, offset: number, data: Buffer): DiskOperation {
  switch (kind) {
    case 1:
      return { kind: "write", path, offset, data };
    case 2:
      return { kind: "truncate", path, size: offset };
    case 3:
      return { kind: "sync", path };
    case 4:
      return { kind: "create", path };
    case 5:
      return { kind: "rename", path, to: data.toString("utf8") };
    case 6:
      return { kind: "remove", path };
    case 7:
      return { kind: "mark", text: data.toString("utf8") };
    default:
      throw new RangeError(`The log holds a record of kind ${String(kind)}`);
  }
}
