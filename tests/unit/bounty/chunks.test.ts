import { describe, expect, inject, it } from "vitest";

import { readBounty } from "../../../shared/domain/bounty/read.ts";
import type { Step } from "../../../shared/domain/step.ts";
import { chunked, read, seen, utf8, type WholeReading, written } from "../../support/bounty-file.ts";
import { damaged } from "../../support/bounty-mutations.ts";
import { generateRun } from "../../support/generate-run.ts";
import { Rng } from "../../support/rng.ts";

/** A reading without the new ids, to be compared with another of the same bytes. */
function comparable({ received, ...reading }: WholeReading): object {
  return { ...reading, seen: seen(received) };
}

const SMALL = `\ufeff${written(generateRun({ seed: 3, steps: 3, words: 150 }))}\r\n`;

describe("the bytes of a file", () => {
  it("[B17] give the same reading in chunks of any size, even one", () => {
    const rng = new Rng(inject("fastCheckSeed"));
    const files: Uint8Array[] = [
      utf8(SMALL),
      utf8(""),
      utf8('{"title": "é👩", "authors": [], "steps": [{"thoughts": [[{"x": 1e5, "y": null}]]}]}'),
    ];
    for (let count = 0; count < 150; count += 1) files.push(damaged(utf8(SMALL), rng).bytes);
    for (const file of files) {
      const whole = comparable(read(file, Math.max(1, file.length)));
      for (const size of [1, 2, 3, 7, 64, 1000]) expect(comparable(read(file, size))).toEqual(whole);
    }
  });

  it("[B17] give the same reading when a token lies across the edge of the window", () => {
    // The window takes 64 KB at a time; texts with escapes and long characters are moved over its edges bit by bit.
    const step = { thoughts: [[{ type: "meta", longterm: true, text: 'é👩\u2028"\\\u0007'.repeat(5) }]] };
    for (let shift = 0; shift < 80; shift += 1) {
      const value = {
        title: "x".repeat(9_000),
        authors: ["y".repeat(9_000), "z".repeat(9_000 - shift)],
        steps: [{ ...step, prompt: { text: "w".repeat(38_300) }, action: { text: 'é👩\u2028"\\\u0007'.repeat(50) } }],
      };
      const text = JSON.stringify(value, null, 2);
      const reading = read(text);
      expect(reading.problems).toEqual([]);
      expect(seen(reading.received)[0]?.action).toBe(value.steps[0]?.action.text);
    }
  });

  it("[B11] of a large file have their line, column and offset far behind the first window", () => {
    const names = Array.from({ length: 400 }, (_, index) => `${"é👩x".repeat(200)}${String(index)}`);
    const value = { title: "A", authors: names, steps: [] };
    const longLine = `{\n  "title": "A",\n  "authors": ${JSON.stringify(names)}  `;
    for (const text of [JSON.stringify(value), JSON.stringify(value, null, 2), longLine]) {
      const before = text.slice(0, -2);
      const line = before.split("\n").length;
      const column = before.length - before.lastIndexOf("\n");
      const place = `Line ${String(line)}, column ${column.toLocaleString("en")}: `;
      for (const size of [1_000, 1 << 20]) {
        expect(read(`${before}x`, size).problems.at(-1)?.message).toMatch(
          new RegExp(`^${place}.* was expected, but x stands there`, "u"),
        );
        const bytes = Uint8Array.from([...utf8(before), 0xff]);
        expect(read(bytes, size).problems.at(-1)?.message).toContain(
          `${place}the file is not UTF-8; the byte 0xFF at offset ${(bytes.length - 1).toLocaleString("en")} `,
        );
      }
    }
  });

  it("[B17] may come with empty chunks between", () => {
    const source = chunked(utf8(SMALL), 100);
    const received: Step[] = [];
    let calls = 0;
    const reading = readBounty(
      {
        next() {
          calls += 1;
          return calls % 2 === 0 ? new Uint8Array(0) : source.next();
        },
      },
      { step: (step) => void received.push(step) },
    );
    expect(comparable({ ...reading, received })).toEqual(comparable(read(SMALL)));
  });

  it("[B18] cut off anywhere are refused, or read as the same run", () => {
    const bytes = utf8(SMALL);
    const whole = seen(read(bytes).received);
    let accepted = 0;
    for (let end = 0; end < bytes.length; end += 1) {
      const reading = read(bytes.subarray(0, end));
      if (!reading.ok) continue;
      accepted += 1;
      expect(seen(reading.received)).toEqual(whole);
    }
    // Only the line end after the last bracket may be missing.
    expect(accepted).toBe(2);
  });

  it("[B18] of a long run, cut off at every 1,000th, are refused with one fault and the step", () => {
    const bytes = utf8(written(generateRun({ seed: 5, steps: 60, words: 18_000 })));
    expect(bytes.length).toBeGreaterThan(150_000);
    for (let end = 1_000; end < bytes.length; end += 1_000) {
      const reading = read(bytes.subarray(0, end));
      expect(reading.ok).toBe(false);
      expect(reading.problems).toHaveLength(1);
      expect(["json", "encoding"]).toContain(reading.problems[0]?.rule);
      expect(reading.problems[0]?.step).toBeGreaterThanOrEqual(reading.steps);
    }
  });
});
