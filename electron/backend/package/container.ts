import { createHash } from "node:crypto";

import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import { z } from "zod";

import { success, type Outcome } from "../../../shared/lib/outcome.ts";

/**
 * The one container of Runwright (`.runpkg`, house section 4): a zip of JSON files with a manifest that names its
 * `kind`, the version of the format and a checksum for each file. Entries stand in the order given, all with the same
 * date, packed by a locked JavaScript library: equal content gives equal bytes. A checksum detects damage, it signs
 * nothing.
 */
export const PACKAGE_KINDS = ["run", "review", "turn", "progress"] as const;
export const PackageKind = z.enum(PACKAGE_KINDS);
export type PackageKind = z.infer<typeof PackageKind>;

/** The version of each kind that this release writes; an older one is read, a newer one refused. */
export const PACKAGE_VERSIONS: Readonly<Record<PackageKind, number>> = { run: 2, review: 1, turn: 1, progress: 1 };

const MANIFEST = "manifest.json";
const EntryName = z.string().regex(/^[a-z0-9-]{1,60}\.jsonl?$/u);
/** The manifest of every package. */
export const PackageManifest = z.object({
  format: z.literal("runwright-package"),
  version: z.int().min(1),
  kind: PackageKind,
  entries: z
    .array(z.strictObject({ name: EntryName, bytes: z.int().min(0), sha256: z.string().regex(/^[0-9a-f]{64}$/u) }))
    .max(100),
});

/** A package taken apart: what it is, and the parsed JSON of each entry by name (of JSON Lines a list). */
export type OpenedPackage = {
  readonly kind: PackageKind;
  readonly version: number;
  readonly entries: ReadonlyMap<string, unknown>;
};

/** Why a file is not taken as a package, with a sentence for the person. */
export type PackageFailure = {
  readonly kind: "notAPackage" | "newerRelease" | "damaged" | "tooLarge";
  readonly message: string;
};

/** The most that a package may unpack to, all entries together. */
const MAX_UNPACKED_BYTES = 256 * 1024 * 1024;
/** A part that unpacks to more than this many times its size is a bomb. */
const MAX_RATIO = 200;
/** Small parts may pack as well as they like. */
const RATIO_MATTERS_FROM_BYTES = 1024 * 1024;

// Zip keeps local dates from 1980 on; this one is the same moment of the calendar everywhere.
const FIXED_DATE = new Date(1980, 0, 1, 0, 0, 0);

/** Packs entries (name to a JSON value) in the order given. */
export function writePackage(
  kind: PackageKind,
  entries: readonly (readonly [name: string, value: unknown])[],
): Uint8Array {
  const files = entries.map(([name, value]) => [name, strToU8(JSON.stringify(value))] as const);
  const manifest = manifestText(
    kind,
    files.map(([name, bytes]) => ({ name, bytes: bytes.length, sha256: sha256(bytes) })),
  );
  const all = [[MANIFEST, strToU8(manifest)] as const, ...files];
  return zipSync(Object.fromEntries(all), { level: 6, mtime: FIXED_DATE });
}

/** The text of a manifest. It may stand anywhere among the parts: a package that is written as it is made has it last. */
export function manifestText(
  kind: PackageKind,
  entries: readonly { readonly name: string; readonly bytes: number; readonly sha256: string }[],
): string {
  return JSON.stringify({ format: "runwright-package", version: PACKAGE_VERSIONS[kind], kind, entries });
}

/** Takes a package apart and checks every part; nothing hostile in it reaches a path, and nothing is half read. */
export function readPackage(bytes: Uint8Array): Outcome<OpenedPackage, PackageFailure> {
  const unpacked = unpack(bytes);
  if (!unpacked.ok) return unpacked;
  const manifest = PackageManifest.safeParse(parsed(unpacked.value[MANIFEST]));
  if (!manifest.success) return refusal("notAPackage", "This file is not a Runwright package.");
  if (manifest.data.version > PACKAGE_VERSIONS[manifest.data.kind]) {
    return refusal(
      "newerRelease",
      "This package was made by a newer release of Runwright. Update Runwright to open it.",
    );
  }
  const entries = new Map<string, unknown>();
  for (const entry of manifest.data.entries) {
    const content = unpacked.value[entry.name];
    if (content === undefined || content.length !== entry.bytes || sha256(content) !== entry.sha256) {
      return refusal(
        "damaged",
        `This package is damaged: the checksum of its part ${entry.name} fails. Ask for the file again.`,
      );
    }
    const value = entry.name.endsWith(".jsonl") ? parsedLines(content) : parsed(content);
    if (value === undefined) return refusal("damaged", `This package is damaged: its part ${entry.name} is not JSON.`);
    entries.set(entry.name, value);
  }
  return success({ kind: manifest.data.kind, version: manifest.data.version, entries });
}

/** Of what kind a package says it is, without unpacking more than its manifest; null where it is none. */
export function packageKindOf(bytes: Uint8Array): PackageKind | null {
  try {
    const files = unzipSync(bytes, {
      filter: ({ name, originalSize }) => name === MANIFEST && originalSize < MAX_MANIFEST_BYTES,
    });
    return PackageManifest.safeParse(parsed(files[MANIFEST])).data?.kind ?? null;
  } catch {
    // As in unpack: what is no whole zip is no package.
    return null;
  }
}

/** A hundred entries with their checksums take a tenth of this. */
const MAX_MANIFEST_BYTES = 1024 * 1024;

function unpack(bytes: Uint8Array): Outcome<Record<string, Uint8Array>, PackageFailure> {
  let total = 0;
  let tooLarge = false;
  try {
    const files = unzipSync(bytes, {
      filter: ({ name, size, originalSize }) => {
        if (name !== MANIFEST && !EntryName.safeParse(name).success) return false;
        total += originalSize;
        const bomb = originalSize > RATIO_MATTERS_FROM_BYTES && originalSize > size * MAX_RATIO;
        if (bomb || total > MAX_UNPACKED_BYTES) tooLarge = true;
        return !tooLarge;
      },
    });
    return tooLarge
      ? refusal("tooLarge", "This package unpacks to more than Runwright takes, so it was not opened.")
      : success(files);
  } catch {
    // fflate throws on anything that is no whole zip; which byte was wrong helps nobody.
    return refusal("notAPackage", "This file is not a Runwright package, or only a part of one.");
  }
}

/** The JSON of a part; undefined when it is absent or is none. */
function parsed(content: Uint8Array | undefined): unknown {
  if (content === undefined) return undefined;
  try {
    return JSON.parse(strFromU8(content));
  } catch {
    return undefined;
  }
}

/** The values of JSON Lines, one a line; undefined when a line is none. */
function parsedLines(content: Uint8Array): unknown[] | undefined {
  const values = strFromU8(content)
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => parsed(strToU8(line)));
  return values.includes(undefined) ? undefined : values;
}

function refusal(kind: PackageFailure["kind"], message: string): { ok: false; failure: PackageFailure } {
  return { ok: false, failure: { kind, message } };
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
