/** The guides that travel with the app, one for each kind of user. */
export const GUIDES = ["author", "reviewer", "lead"] as const;
export type Guide = (typeof GUIDES)[number];

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
