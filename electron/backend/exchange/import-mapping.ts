import { chmodSync, existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";

import { ImportMapping } from "../../../shared/domain/exchange/mapping.ts";
import { JsonColumn } from "../runs/json-column.ts";

/* How documents were understood last time: kept beside the library, for the person alone. A file that cannot be understood is as none. */

const mappingFile = (libraryPath: string): string => `${libraryPath}.mapping.json`;

/** The mapping of the last import that named one; null when there was none. Throws what the disk answers. */
export function readMapping(libraryPath: string): ImportMapping | null {
  const file = mappingFile(libraryPath);
  if (!existsSync(file)) return null;
  return JsonColumn.pipe(ImportMapping).safeParse(readFileSync(file, "utf8")).data ?? null;
}

/** Keeps a mapping for the next time, at once or not at all. */
export function keepMapping(libraryPath: string, mapping: ImportMapping): void {
  const file = mappingFile(libraryPath);
  const draft = `${file}.part`;
  writeFileSync(draft, `${JSON.stringify(mapping, null, 2)}\n`, { mode: 0o600 });
  chmodSync(draft, 0o600);
  renameSync(draft, file);
}
