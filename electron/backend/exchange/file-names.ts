/** The longest file name made from a title, without its ending; well below what any file system takes. */
const MAX_STEM_UNITS = 80;
/** Names that Windows keeps for itself, with any ending. */
const RESERVED = /^(?:con|prn|aux|nul|com\d|lpt\d)$/u;

/**
 * File names for runs, made from their titles: lower case, words joined by `-`, letters and digits of any script kept;
 * safe on every system, never empty, each only once (a repeated one gets `-2`, `-3` …). Same titles in the same order,
 * same names.
 */
export function fileNames(titles: readonly string[], ending: string): string[] {
  const taken = new Set<string>();
  return titles.map((title) => {
    const stem = stemOf(title);
    let name = stem;
    for (let count = 2; taken.has(name); count += 1) name = `${stem}-${count}`;
    taken.add(name);
    return name + ending;
  });
}

function stemOf(title: string): string {
  const words =
    title
      .normalize("NFC")
      .toLowerCase()
      .match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
  let stem = "";
  for (const word of words) {
    const longer = stem === "" ? word.slice(0, MAX_STEM_UNITS) : `${stem}-${word}`;
    if (longer.length > MAX_STEM_UNITS) break;
    stem = longer;
  }
  const whole = stem.isWellFormed() ? stem : stem.toWellFormed().replaceAll("\uFFFD", "");
  if (whole === "") return "run";
  return RESERVED.test(whole) ? `run-${whole}` : whole;
}
