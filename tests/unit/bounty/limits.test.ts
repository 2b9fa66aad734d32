import { describe, expect, it } from "vitest";

import { type BountyReading, readBounty } from "../../../shared/domain/bounty/read.ts";
import { errors, read, remarks, utf8 } from "../../support/bounty-file.ts";

/* Every limit of the bounty format at its exact bound and one above. */

const thought = (text: string): object => ({ type: "watsonian", longterm: false, text });
const THOUGHTS = [[thought("Who?")]];
const WHOLE = { thoughts: THOUGHTS, prompt: { text: "A knock." }, action: { text: "I open.", outcome: "A cat." } };
const RUN = { title: "A run", authors: ["Ann"], steps: [WHOLE] };
const withStep = (step: object): object => ({ ...RUN, steps: [{ ...WHOLE, ...step }] });
const MILLION = 1_000_000;
const MAX_BYTES = 256 * 1024 * 1024;
const PIECE_BYTES = 1 << 20;

/** Reads a text that is repeated between a head and a tail, never held in memory as a whole; keeps no step. */
function readRepeated(head: string, piece: string, count: number, tail: string): BountyReading & { received: number } {
  const encoded = utf8(piece);
  let at = -1;
  let received = 0;
  const reading = readBounty(
    {
      next() {
        at += 1;
        if (at === 0) return utf8(head);
        if (at <= count) return encoded;
        return at === count + 1 ? utf8(tail) : null;
      },
    },
    { step: () => void (received += 1) },
  );
  return { ...reading, received };
}

const readSteps = (count: number, tail: string): BountyReading =>
  readRepeated(
    `{"title":"A","authors":[],"steps":[${JSON.stringify(WHOLE)}`,
    `,${JSON.stringify(WHOLE)}`,
    count - 1,
    `${tail}]}`,
  );

const nested = (depth: number): string =>
  `{"title":"A run","authors":[],"x":${"[".repeat(depth - 1)}${"]".repeat(depth - 1)},"steps":[]}`;

describe("the limits", () => {
  it.each<[string, (size: number) => object, number, string]>([
    ["units of a prompt", (size) => withStep({ prompt: { text: "x".repeat(size) } }), MILLION, "/steps/0/prompt/text"],
    [
      "units of an action, its tag not counted",
      (size) => withStep({ action: { text: `<yo be real> ${"x".repeat(size)}` } }),
      MILLION,
      "/steps/0/action/text",
    ],
    [
      "units of an outcome",
      (size) => withStep({ action: { text: "x", outcome: "é".repeat(size) } }),
      MILLION,
      "/steps/0/action/outcome",
    ],
    [
      "units, of which an emoji has two",
      (size) => withStep({ prompt: { text: "👩".repeat(size / 2) + "x".repeat(size % 2) } }),
      MILLION,
      "/steps/0/prompt/text",
    ],
    [
      "units of the thoughts of a section",
      (size) => withStep({ thoughts: [[thought("x".repeat(600_000))], [thought("x".repeat(size - 600_000))]] }),
      MILLION,
      "/steps/0/thoughts",
    ],
    [
      "thoughts of a section",
      (size) => withStep({ thoughts: [Array.from({ length: size - 1 }, () => thought("x")), [thought("x")]] }),
      10_000,
      "/steps/0/thoughts",
    ],
    [
      "authors",
      (size) => ({ ...RUN, authors: Array.from({ length: size }, (_, index) => `Author ${String(index)}`) }),
      1_000,
      "/authors",
    ],
    ["units of the title", (size) => ({ ...RUN, title: "x".repeat(size) }), 10_000, "/title"],
    ["units of a name", (size) => ({ ...RUN, authors: ["x".repeat(size)] }), 10_000, "/authors/0"],
  ])("[B16] %s: accepted at the bound, refused above", (_, file, bound, pointer) => {
    expect(read(file(bound)).problems).toEqual([]);
    expect(errors(read(file(bound + 1)).problems)).toEqual([`limit ${pointer}`]);
  });

  it("[B16] steps: 50,000 are accepted, 50,001 refused, trailing {} not counted", () => {
    expect(readSteps(50_000, "")).toMatchObject({ ok: true, steps: 50_000 });
    expect(readSteps(50_000, ",{},{}")).toMatchObject({ ok: true, steps: 50_000 });
    expect(errors(readSteps(50_001, "").problems)).toEqual(["limit /steps"]);
  });

  it.each(["{}", '{"prompt":{"text":""}}', JSON.stringify(WHOLE)])(
    "[B16] a million steps %s give one problem of the limit and no more steps than it",
    (step) => {
      const reading = readRepeated(`{"title":"A","authors":[],"steps":[${step}`, `,${step}`, MILLION - 1, "]}");
      expect(errors(reading.problems).filter((fault) => fault.startsWith("limit"))).toEqual(["limit /steps"]);
      expect(reading.received).toBeLessThanOrEqual(50_000);
    },
  );

  it("[B16] bytes: 256 MB are accepted, one more is refused", () => {
    const text = JSON.stringify(RUN);
    const blanks = " ".repeat(PIECE_BYTES);
    const rest = MAX_BYTES - text.length - Math.floor((MAX_BYTES - text.length) / PIECE_BYTES) * PIECE_BYTES;
    const count = Math.floor((MAX_BYTES - text.length) / PIECE_BYTES);
    expect(readRepeated(text, blanks, count, " ".repeat(rest))).toMatchObject({ ok: true, steps: 1 });
    const larger = readRepeated(text, blanks, count, " ".repeat(rest + 1));
    expect(errors(larger.problems)).toEqual(["limit "]);
    expect(larger.problems.at(-1)?.message).toBe("The file is larger than 268,435,456 bytes (256 MB).");
  });

  it("[B16] one text of hundreds of megabytes is passed over, not kept", () => {
    const before = process.memoryUsage().arrayBuffers;
    const reading = readRepeated(
      `{"title":"A","authors":[],"steps":[{"thoughts":[[{"type":"meta","longterm":true,"text":"`,
      "é\\u00e9\\n".repeat(PIECE_BYTES / 10),
      200,
      `"}]]}]}`,
    );
    expect(errors(reading.problems)).toEqual(["limit /steps/0/thoughts"]);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(64 * PIECE_BYTES);
  });

  it("[B16] depth: 16 is accepted for what is passed over, 17 and 200,000 are refused", () => {
    expect(errors(read(nested(16)).problems)).toEqual(["7 /steps", "key /x"].toSorted().toReversed());
    for (const depth of [17, 200_000]) {
      const faults = errors(read(nested(depth)).problems);
      expect(faults).toEqual(["key /x", "limit "]);
    }
    expect(errors(read('{"steps":['.repeat(200_000)).problems).at(-1)).toBe("limit ");
  });

  it("[B16] problems: 100,000 are told, then reading stops and says so", () => {
    const steps = readRepeated('{"title":"A","authors":[],"steps":[5', ",5", 49_999, "]}");
    expect(errors(steps.problems)).toHaveLength(50_000);
    const authors = Array.from({ length: 60_000 }, () => ({ type: 1, longterm: 1, text: "x" }));
    const many = read(withStep({ thoughts: [authors] }));
    expect(many.problems).toHaveLength(100_001);
    expect(many.problems.filter(({ rule }) => rule === "limit")).toMatchObject([
      { message: "There are more than 100,000 problems. Reading stopped here." },
    ]);
  });

  it("[B16] a key of any length is named by its object", () => {
    expect(errors(read(`{"${"k".repeat(MILLION)}":1,${JSON.stringify(RUN).slice(1)}`).problems)).toEqual(["key "]);
    expect(remarks(read(RUN).problems, "note")).toEqual([]);
  });
});
