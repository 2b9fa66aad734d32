/** As much of a title as a file's name keeps, in UTF-16 units: every file system takes this and an ending. */
const MOST_UNITS = 100;

/** A file's name made of a run's title: letters and digits of any script, the rest as hyphens. Never empty. */
export function fileNameOf(title: string, ending: string): string {
  const name = title
    .normalize("NFC")
    .replace(/['’]/gu, "")
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .slice(0, MOST_UNITS)
    .replace(/^-+|-+$/gu, "")
    .toLowerCase();
  return `${name === "" ? "run" : name}${ending}`;
}
