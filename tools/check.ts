/**
 * `npm run check`: format, types with the walls that only the finished program shows, lint, unused code.
 * Every part runs, also after one has failed, so that one run tells all there is to mend.
 */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { complaintsAbout, ROOT, runTool } from "./program.ts";
import { ROOMS } from "./rooms.ts";

/** What one part found: its name and whatever there is to mend, empty when all is well. */
export type CheckResult = { readonly name: string; readonly complaint: string };

/** What a tool has to say, empty when it ended well. */
function complaintOf(script: string, args: readonly string[]): string {
  const { status, text } = runTool(ROOT, script, args);
  if (status === 0) return "";
  return text.trim() === "" ? `ended with ${String(status)} and no word` : text.trimEnd();
}

function hasSources(folder: string): boolean {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" }).some((name) => /\.tsx?$/.test(name));
}

function typesAndWalls(): string {
  const rooms = ROOMS.filter((room) => {
    const built = hasSources(room.folder);
    if (!built) process.stdout.write(`  ${room.folder} holds no source yet\n`);
    return built;
  });
  const complaints = rooms.flatMap((room) => complaintsAbout(ROOT, room.folder, room));
  return [...complaintsAbout(ROOT, ".", null), ...complaints].join("\n");
}

const CHECKS: readonly { readonly name: string; readonly complaint: () => string }[] = [
  { name: "format", complaint: () => complaintOf("oxfmt/bin/oxfmt", ["--check"]) },
  { name: "types and walls", complaint: typesAndWalls },
  { name: "lint", complaint: () => complaintOf("oxlint/bin/oxlint", []) },
  { name: "unused code", complaint: () => complaintOf("knip/bin/knip.js", ["--treat-config-hints-as-errors"]) },
];

/** Runs every part, printing each as it ends with its time in seconds, and answers with what each found. */
export function runChecks(): readonly CheckResult[] {
  return CHECKS.map(({ name, complaint: find }) => {
    const started = performance.now();
    const complaint = find();
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    process.stdout.write(`${complaint === "" ? "✓" : "✗"} ${name} (${seconds} s)\n`);
    if (complaint !== "") process.stdout.write(`${complaint}\n`);
    return { name, complaint };
  });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  process.exitCode = runChecks().some(({ complaint }) => complaint !== "") ? 1 : 0;
}
