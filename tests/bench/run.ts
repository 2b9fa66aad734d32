import { readdirSync } from "node:fs";
import { join } from "node:path";

import { z } from "zod";

import type { Report } from "./report.ts";

/**
 * `npm run bench [part…]`: runs every `*.bench.ts` here (or those whose name holds a given part) one after the other,
 * prints their figures and ends with 1 when a ratio is over its bound. Wall-clock figures are never a reason to fail.
 */
const wanted = process.argv.slice(2);
const folder = import.meta.dirname;
const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".bench.ts") && (wanted.length === 0 || wanted.some((part) => file.includes(part))))
  .toSorted();

const over: string[] = [];
const report: Report = {
  figure: (name, value, unit) => console.log(`  ${name.padEnd(68)} ${format(value)} ${unit}`),
  ratio: (name, value, atMost) => {
    const bad = !(value <= atMost);
    if (bad) over.push(`${name}: ${format(value)}, at most ${atMost}`);
    console.log(`  ${name.padEnd(68)} ${format(value)} x (at most ${atMost})${bad ? "   OVER" : ""}`);
  },
  say: (sentence) => console.log(`  ${sentence}`),
};

function format(value: number): string {
  return (Math.abs(value) >= 100 ? value.toFixed(0) : value.toFixed(2)).padStart(9);
}

/** What every `*.bench.ts` exports. */
const BenchModule = z.looseObject({
  bench: z.custom<(to: Report) => Promise<void>>(
    (value) => typeof value === "function",
    "exports no function named bench",
  ),
});

for (const file of files) {
  console.log(`\n${file}`);
  const { bench } = BenchModule.parse(await import(join(folder, file)));
  await bench(report);
}

console.log(over.length === 0 ? "\nEvery ratio is within its bound." : `\nOver their bound:\n  ${over.join("\n  ")}`);
process.exitCode = over.length === 0 && files.length > 0 ? 0 : 1;
