import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { describe, expect, it } from "vitest";

import { ROOT } from "../../../electron/hosts/built.ts";
import { readGuide, type Stretch } from "../../../renderer/features/help/guide-text.ts";
import { GUIDES, guideAddress, PICTURES } from "../../../renderer/features/help/guides.ts";
import { WORDS } from "../../../renderer/words/catalogue.ts";

/** Every sentence of the catalogue, both forms of a plural. */
const SENTENCES = new Set<string>(
  Object.values(WORDS).flatMap((entry) => (typeof entry === "string" ? entry : [entry.other])),
);

function stretchesOf(guide: (typeof GUIDES)[number]): Stretch[] {
  const { parts } = readGuide(readFileSync(fileURLToPath(guideAddress(guide)), "utf8"));
  return parts.flatMap((part) => {
    if (part.kind === "heading" || part.kind === "picture") return [];
    return part.kind === "list" ? part.items.flat() : part.stretches;
  });
}

/** The chords that the app's sources name, in the spelling of the registry or of the text's own keymap. */
function namedKeys(): string {
  const files = ["app/app.tsx", "app/keys.ts", "editor/acts/registry.ts", "editor/acts/grammar-keys.ts"];
  const features = [
    "run/use-run-commands.ts",
    "review/use-review-commands.ts",
    "run/structure-menu.tsx",
    "run/use-desk.ts",
  ];
  return [...files, ...features.map((file) => `features/${file}`)]
    .map((file) => join(ROOT, "renderer", file))
    .filter((path) => existsSync(path))
    .map((path) => readFileSync(path, "utf8").replaceAll("-", "+"))
    .join("\n")
    .toUpperCase();
}

describe("the guides", () => {
  it.each(GUIDES)("[DT14] the %s's names nothing on the screen that is not there", (guide) => {
    const names = stretchesOf(guide).filter(({ kind }) => kind === "name");
    expect(names.length).toBeGreaterThan(3);
    expect(names.map(({ text }) => text).filter((name) => !SENTENCES.has(name) && !SENTENCES.has(`${name}…`))).toEqual(
      [],
    );
  });

  it.each(GUIDES)("[DT14] the %s's names no key that the app does not have", (guide) => {
    const keys = stretchesOf(guide).filter(({ kind }) => kind === "keys");
    const known = namedKeys();
    // The digits of the types stand in one template of the registry.
    const isKnown = (chord: string): boolean => known.includes(`"${chord}"`) || /^MOD\+[1-4]$/u.test(chord);
    const unknown = keys.map(({ text }) => text.toUpperCase()).filter((chord) => !isKnown(chord));
    expect(unknown).toEqual([]);
  });

  it("[DT14] show every picture that was taken for them, each once and with words for who does not see it", () => {
    const shown = GUIDES.flatMap((guide) =>
      readGuide(readFileSync(fileURLToPath(guideAddress(guide)), "utf8")).parts.flatMap((part) =>
        part.kind === "picture" ? [part] : [],
      ),
    );
    expect(shown.map(({ name }) => name).toSorted()).toEqual([...PICTURES.keys()].toSorted());
    for (const { says } of shown) expect(says.length).toBeGreaterThan(20);
    for (const address of PICTURES.values())
      expect(readFileSync(fileURLToPath(address)).subarray(1, 4).toString(), address.href).toBe("PNG");
  });

  it("[DT14] are read as headings, paragraphs, lists, pictures, names, keys and words, whatever they hold", () => {
    expect(
      readGuide(
        "# T\n\n> Ctrl is ⌘\n> on a Mac\n\n## H\n\na **b** `Ctrl+K`\nc `x y`\n\n- d\n- e <script>\n\n![A quay](pictures/a-quay.png)\n\n![x](https://elsewhere/x.png)",
      ),
    ).toEqual({
      title: "T",
      parts: [
        { kind: "heading", text: "H" },
        {
          kind: "paragraph",
          stretches: [
            { kind: "words", text: "a " },
            { kind: "name", text: "b" },
            { kind: "words", text: " " },
            { kind: "keys", text: "Mod+K" },
            { kind: "words", text: " c " },
            { kind: "code", text: "x y" },
          ],
        },
        { kind: "list", items: [[{ kind: "words", text: "d" }], [{ kind: "words", text: "e <script>" }]] },
        { kind: "picture", name: "a-quay", says: "A quay" },
        { kind: "paragraph", stretches: [{ kind: "words", text: "![x](https://elsewhere/x.png)" }] },
      ],
    });
  });
});
