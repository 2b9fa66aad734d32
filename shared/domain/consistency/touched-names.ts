import type { StepDifference, StepRecord } from "./run-index.ts";

/*
 * Which names an update touches. After a key one passage of a dozen is another: the names of the others stand where they stood, and
 * looking for their look-alikes again would be most of the cost of an edit.
 */

/** The names with a mention in a passage that changed, came, went or took another place, and those of which the count in lower case changed. */
export function touchedNames(
  differences: readonly StepDifference[],
  isName: (word: string) => boolean,
): ReadonlySet<string> {
  const touched = new Set<string>();
  for (const { before, after } of differences) {
    addMentioned(before, after, touched);
    addMentioned(after, before, touched);
    addRecounted(before, after, isName, touched);
    addRecounted(after, before, isName, touched);
  }
  return touched;
}

function addMentioned(record: StepRecord | null, other: StepRecord | null, touched: Set<string>): void {
  if (record === null) return;
  const isSame = record.passages.map((passage, at) => {
    const there = other?.passages[at];
    return there !== undefined && there.text === passage.text && there.section === passage.section;
  });
  for (const [name, mentions] of record.extract.names)
    if (mentions.some(({ passage }) => isSame[passage] !== true)) touched.add(name);
}

function addRecounted(
  record: StepRecord | null,
  other: StepRecord | null,
  isName: (word: string) => boolean,
  touched: Set<string>,
): void {
  if (record === null) return;
  for (const [word, lower] of record.extract.words)
    if (other?.extract.words.get(word) !== lower && isName(word)) touched.add(word);
}
