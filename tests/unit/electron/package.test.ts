import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { parse } from "yaml";
import { z } from "zod";

import { builtDesktop, builtPage, ROOT } from "../../../electron/hosts/built.ts";
import { writeChecksums } from "../../../tools/release.ts";

/*
 * The packaging configuration, tried with a stand-in for Electron's binary: electron-builder makes a real archive of it
 * and sets real fuses, without a download.
 */

/** What marks the fuses in a binary, followed by their version, how many there are, and one character each. */
const SENTINEL = "dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX";
const FUSES = [
  "runAsNode",
  "cookieEncryption",
  "nodeOptionsEnvironmentVariable",
  "nodeCliInspectArguments",
  "embeddedAsarIntegrityValidation",
  "onlyLoadAppFromAsar",
  "loadBrowserProcessSpecificV8Snapshot",
  "grantFileProtocolExtraPrivileges",
];
/** The most that a package may hold beside Electron. */
const MOST_BYTES = 40_000_000;
const OFF = "0";
const ON = "1";

let folder: string;
let files: string[];

function node(...args: readonly string[]): string {
  const ran = spawnSync(process.execPath, args, { cwd: ROOT, encoding: "utf8" });
  if (ran.status !== 0) throw new Error(`${args.join(" ")}: ${ran.stdout}${ran.stderr}`);
  return ran.stdout;
}

beforeAll(async () => {
  for (const built of [await builtPage(), await builtDesktop()]) if (!built.ok) throw new Error(built.failure.message);
  folder = mkdtempSync(join(tmpdir(), "runwright-package-"));
  const electron = join(folder, "electron");
  mkdirSync(join(electron, "resources"), { recursive: true });
  writeFileSync(
    join(electron, "electron"),
    `${SENTINEL}\u0001${String.fromCodePoint(FUSES.length)}${OFF.repeat(FUSES.length)}`,
  );
  const out = join(folder, "out");
  node(
    "node_modules/electron-builder/cli.js",
    "--linux",
    "--dir",
    `-c.electronDist=${electron}`,
    `-c.directories.output=${out}`,
  );
  files = node("node_modules/@electron/asar/bin/asar.js", "list", join(out, "linux-unpacked/resources/app.asar"))
    .trim()
    .split("\n");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the packaged app", () => {
  it("[H27] holds the bundles, the page, one package and one system's native code", () => {
    expect(files).toEqual(
      expect.arrayContaining([
        "/dist/desktop/main.js",
        "/dist/desktop/preload.cjs",
        "/dist/desktop/backend.js",
        "/dist/desktop/reading-worker.js",
        "/dist/page/index.html",
      ]),
    );
    const packages = files.flatMap((file) => /^\/node_modules\/([^/]+)$/u.exec(file)?.[1] ?? []);
    expect(packages).toEqual(["better-sqlite3"]);
    const native = files.filter((file) => file.endsWith(".node"));
    expect(native.map((file) => file.split("/").at(-1))).toEqual(
      ["linux", "linuxmusl"].map((system) => `${system}-${process.arch}.node`),
    );
    expect(files.filter((file) => /\.(?:ts|tsx|map)$|^\/(?:tests|docs|shared|renderer|electron)/u.test(file))).toEqual(
      [],
    );
  });

  it("[DT15] is at most 40 MB beside Electron", () => {
    const resources = join(folder, "out/linux-unpacked/resources");
    const unpacked = join(resources, "app.asar.unpacked/node_modules/better-sqlite3/prebuilds");
    const native = ["linux", "linuxmusl"].map((system) => join(unpacked, `${system}-${process.arch}.node`));
    const bytes = [join(resources, "app.asar"), ...native].reduce((sum, path) => sum + statSync(path).size, 0);
    expect(bytes).toBeGreaterThan(1_000_000);
    expect(bytes).toBeLessThan(MOST_BYTES);
  });

  it("[DT15] shows the licence of everything that it holds", () => {
    const licences = readFileSync(join(ROOT, "dist/page/licences.md"), "utf8");
    const taken = z.array(z.string()).parse(JSON.parse(readFileSync(join(ROOT, "dist/desktop/packages.json"), "utf8")));
    expect(taken).toContain("zod");
    const missing = ["react", "prosemirror-view", "nspell", "better-sqlite3", ...taken].filter(
      (name) => !licences.includes(`\n## ${name} `),
    );
    expect(missing).toEqual([]);
    for (const text of ["SIL OPEN FONT LICENSE", "Chromium", "MIT License"]) expect(licences).toContain(text);
  });

  it("[DT15] opens its own container, and a bounty file where a person chooses so", () => {
    const { fileAssociations } = z
      .object({ fileAssociations: z.array(z.object({ ext: z.string(), rank: z.string() })) })
      .parse(parse(readFileSync(join(ROOT, "electron-builder.yml"), "utf8")));
    expect(fileAssociations.map(({ ext, rank }) => [ext, rank])).toEqual([
      ["runpkg", "Owner"],
      ["json", "Alternate"],
    ]);
  });

  it("[DT15] is released with checksums that tell a changed file", () => {
    const made = join(folder, "made");
    mkdirSync(join(made, "linux-unpacked"), { recursive: true });
    for (const name of ["b.deb", "a.AppImage", "builder-debug.yml"]) writeFileSync(join(made, name), name);
    expect(writeChecksums(made)).toEqual(["a.AppImage", "b.deb"]);
    const sums = readFileSync(join(made, "SHA256SUMS"), "utf8");
    expect(sums).toMatch(/^[0-9a-f]{64}  a\.AppImage\n[0-9a-f]{64}  b\.deb\n$/u);
    writeFileSync(join(made, "b.deb"), "changed");
    writeChecksums(made);
    expect(readFileSync(join(made, "SHA256SUMS"), "utf8")).not.toBe(sums);
  });

  it("[H27] has every fuse as it is named in the configuration", () => {
    const binary = readFileSync(join(folder, "out/linux-unpacked/runwright"), "latin1");
    const wire = binary.slice(binary.indexOf(SENTINEL) + SENTINEL.length + 2);
    expect(Object.fromEntries(FUSES.map((fuse, index) => [fuse, wire[index]]))).toEqual({
      runAsNode: OFF,
      cookieEncryption: ON,
      nodeOptionsEnvironmentVariable: OFF,
      nodeCliInspectArguments: OFF,
      embeddedAsarIntegrityValidation: ON,
      onlyLoadAppFromAsar: ON,
      loadBrowserProcessSpecificV8Snapshot: OFF,
      grantFileProtocolExtraPrivileges: OFF,
    });
  });
});
