/** The guides that travel with the app, one for each kind of user. */
export const GUIDES = ["author", "reviewer", "lead"] as const;
export type Guide = (typeof GUIDES)[number];

/** The pictures of the guides by name, where they lie beside the page; tests/pictures/take-guides.ts takes them. */
export const PICTURES: ReadonlyMap<string, URL> = new Map([
  ["author-start", new URL("../../../docs/guides/pictures/author-start.png", import.meta.url)],
  ["author-run", new URL("../../../docs/guides/pictures/author-run.png", import.meta.url)],
  ["author-check", new URL("../../../docs/guides/pictures/author-check.png", import.meta.url)],
  ["reviewer-comment", new URL("../../../docs/guides/pictures/reviewer-comment.png", import.meta.url)],
  ["lead-progress", new URL("../../../docs/guides/pictures/lead-progress.png", import.meta.url)],
]);

/** Where a guide lies, beside the page or, in tests, on the disk. */
export function guideAddress(guide: Guide): URL {
  switch (guide) {
    case "author":
      return new URL("../../../docs/guides/author.md", import.meta.url);
    case "reviewer":
      return new URL("../../../docs/guides/reviewer.md", import.meta.url);
    case "lead":
      return new URL("../../../docs/guides/lead.md", import.meta.url);
  }
}
