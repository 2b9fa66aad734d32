import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

import { thoughtWords, totalWords } from "../../../shared/domain/words.ts";
import { errors, read, remarks, utf8, written } from "../../support/bounty-file.ts";
import { disagreement } from "../../support/bounty-agreement.ts";
import { generateRun } from "../../support/generate-run.ts";

/* Runs of full length: the files of real shape where they are beside the project, else generated ones of their size. */

const DATA = new URL("../../../../shared/data/", import.meta.url);
const FILES = [
  { name: "middlemarch-1000.json", story: 102_607, thoughts: 213_698 },
  { name: "crd3-1000.json", story: 106_020, thoughts: 34_199 },
];

describe.each(FILES)("a run of the size of $name", ({ name, story, thoughts }) => {
  const file = new URL(name, DATA);
  const isThere = existsSync(file);
  process.stdout.write(
    `${name}: ${isThere ? "read from the data beside the project" : "not beside the project, a generated run of its size instead"}\n`,
  );
  const bytes = isThere
    ? readFileSync(file)
    : utf8(written(generateRun({ seed: 1, steps: 1_000, words: story + thoughts })));

  it("[B27] is read without an error or note and written as the same bytes", () => {
    const reading = read(bytes);
    expect(errors(reading.problems)).toEqual([]);
    expect(remarks(reading.problems, "note")).toEqual([]);
    expect(reading.steps).toBe(1_000);
    if (isThere)
      expect({ story: reading.words.story, thoughts: thoughtWords(reading.words) }).toEqual({ story, thoughts });
    else expect(totalWords(reading.words)).toBeGreaterThan((story + thoughts) * 0.8);
    const text = written({
      ...reading,
      authors: reading.authors.map((author) => ({ name: author, role: "dm" })),
      steps: reading.received,
    });
    expect(Buffer.compare(Buffer.from(text), bytes)).toBe(0);
  });

  it("[B10] is read by the second reader as by the first", () => {
    expect(disagreement(bytes)).toBeNull();
  });
});
