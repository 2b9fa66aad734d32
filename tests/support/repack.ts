import { createHash } from "node:crypto";

import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";

import { PackageManifest } from "../../electron/backend/package/container.ts";

/** A package whose parts were changed as another release, or somebody by hand, would have written them: its checksums hold. */
export function repacked(bytes: Uint8Array, version: number, change: (parts: Map<string, string>) => void): Uint8Array {
  const { "manifest.json": packed, ...files } = unzipSync(bytes);
  if (packed === undefined) throw new Error("A package has a manifest");
  const manifest = PackageManifest.parse(JSON.parse(strFromU8(packed)));
  const parts = new Map(Object.entries(files).map(([name, part]) => [name, strFromU8(part)]));
  change(parts);
  const entries = [...parts].map(([name, text]) => {
    const part = strToU8(text);
    return { name, bytes: part.length, sha256: createHash("sha256").update(part).digest("hex") };
  });
  parts.set("manifest.json", JSON.stringify({ ...manifest, version, entries }));
  return zipSync(Object.fromEntries([...parts].map(([name, text]) => [name, strToU8(text)])));
}

/** A package of which one part says something else than was packed, so that its checksum fails. */
export function damagedPart(bytes: Uint8Array, name: string, said: string, instead: string): Uint8Array {
  const files = unzipSync(bytes);
  const text = strFromU8(files[name] ?? new Uint8Array());
  if (!text.includes(said)) throw new Error(`“${said}” is not in ${name}`);
  return zipSync({ ...files, [name]: strToU8(text.replace(said, instead)) });
}
