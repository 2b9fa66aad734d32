import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, readdirSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

import Database from "better-sqlite3";
import { expect, it } from "vitest";
import { z } from "zod";

import { BackupRow } from "../../shared/contract/backup-methods.ts";
import { SnapshotRow, VersionRow } from "../../shared/contract/history-methods.ts";
import { SalvagedRun, Tally, Verification } from "../../shared/contract/recovery-methods.ts";
import { Problem } from "../../shared/domain/bounty/problem.ts";
import { RunId } from "../../shared/domain/ids.ts";
import { openLibraryForWriting } from "../../electron/backend/storage/library.ts";
import { fullStep, run } from "../support/build.ts";
import { bringIn, openWriting, temporaryFolder, valueOf, writerAt } from "../support/library.ts";
import { stepsOf, writePrompt } from "../support/typing.ts";

const Count = z.int().min(0);
const Backup = BackupRow.omit({ place: true });
/** The shapes of docs/command-line.md, strictly. */
const SHAPES = {
  verify: Verification,
  backup: z.strictObject({ backup: Backup, file: z.string(), texts: z.array(z.string()) }),
  restore: z.strictObject({
    runs: Count,
    steps: Count,
    words: Count,
    before: Backup.nullable(),
    aside: z.string().nullable(),
  }),
  recover: z.strictObject({ runs: z.array(SalvagedRun), others: z.array(Tally) }),
  history: z.strictObject({
    runId: RunId,
    versions: z.array(VersionRow),
    snapshots: z.array(SnapshotRow),
    more: z.boolean(),
  }),
  refusal: z.strictObject({
    error: z.strictObject({ kind: z.string(), message: z.string().min(1) }),
    problems: z.array(Problem),
  }),
};

const ENTRY = fileURLToPath(new URL("../support/command-lines-entry.ts", import.meta.url));

type Ended = { readonly code: number; readonly answer: unknown };

/** Several command lines in one process: what each answered and ended with. */
function several(folder: string, lines: readonly (readonly string[])[]): Ended[] {
  const flags = ["--disable-warning=ExperimentalWarning", ENTRY, JSON.stringify(lines)];
  const { stdout, stderr } = spawnSync(process.execPath, flags, { cwd: folder, encoding: "utf8" });
  expect(stderr).not.toMatch(/^\s+at /mu);
  const told = stdout.trimEnd().split("\n");
  return lines.map((_, index) => {
    const [answer = "", code = ""] = told.slice(index * 2, index * 2 + 2);
    const parsed: unknown = JSON.parse(answer);
    return { code: Number(code), answer: parsed };
  });
}

const COMMAND = resolve(import.meta.dirname, "../../tools/runwright");

function json<T>(shape: z.ZodType<T>, ...args: string[]): { code: number | null; answer: T } {
  const ended = spawnSync(COMMAND, [...args, "--json"], { encoding: "utf8" });
  return { code: ended.status, answer: shape.parse(JSON.parse(ended.stdout)) };
}

/** A closed library of one run whose first prompt was changed. */
function library(): string {
  const path = join(temporaryFolder(), "lib");
  const made = valueOf(openLibraryForWriting(writerAt(path)));
  const runId = bringIn(made, run("The Lantern Ferry", fullStep("1"), fullStep("2")));
  const [first] = stepsOf(made, runId);
  if (first === undefined) throw new Error("A step");
  writePrompt(made, runId, first.id, "Changed");
  valueOf(made.close());
  return path;
}

it("[DU13] verify, backup, restore, recover and history answer in their shapes and end with 0", () => {
  const path = library();
  const whole = json(SHAPES.verify, "verify", "--library", path);
  expect(whole).toMatchObject({ code: 0, answer: { ok: true, problems: [], runs: 1, steps: 2, versions: 2 } });
  const out = join(temporaryFolder(), "safe");
  const made = json(SHAPES.backup, "backup", "--library", path, "--out", out);
  expect(made.code).toBe(0);
  expect(readdirSync(out).toSorted()).toContain(made.answer.file);
  expect(readFileSync(join(out, made.answer.texts[0] ?? ""), "utf8")).toContain("-- Prompt --\nChanged");
  const history = json(SHAPES.history, "history", "The Lantern Ferry", "--library", path, "--limit", "1");
  expect(history.answer).toMatchObject({ versions: [{ part: "prompt", isPresent: true }], more: true });
  const restored = json(SHAPES.restore, "restore", join(out, made.answer.file), "--library", path);
  expect(restored).toMatchObject({ code: 0, answer: { runs: 1, steps: 2, before: { why: "restore" } } });
  expect(existsSync(join(path, "..", restored.answer.aside ?? ""))).toBe(true);
  const into = join(temporaryFolder(), "new");
  const recovered = json(SHAPES.recover, "recover", path, "--library", into);
  expect(recovered).toMatchObject({
    code: 0,
    answer: { runs: [{ title: "The Lantern Ferry", found: 2, brought: 2 }] },
  });
  expect(json(SHAPES.verify, "verify", "--library", into).answer).toMatchObject({ ok: true, steps: 2 });
});

it("[DU13] they end with 1, 2 or 3 where something is wrong, and say it", () => {
  const path = library();
  const bytes = readFileSync(path);
  bytes[bytes.indexOf('"closed":false')] = 0x7b;
  writeFileSync(path, bytes);
  const broken = json(SHAPES.verify, "verify", "--library", path);
  expect(broken).toMatchObject({ code: 1, answer: { ok: false } });
  expect(broken.answer.problems[0]).toContain("The Lantern Ferry");
  truncateSync(path, bytes.length - 4_096);
  expect(json(SHAPES.refusal, "verify", "--library", path)).toMatchObject({
    code: 3,
    answer: { error: { kind: "damaged" } },
  });
  const text = join(temporaryFolder(), "text");
  writeFileSync(text, "no library");
  expect(json(SHAPES.refusal, "restore", text, "--library", path)).toMatchObject({
    code: 3,
    answer: { error: { kind: "notALibrary" } },
  });
  expect(json(SHAPES.recover, "recover", text, "--library", join(temporaryFolder(), "new"))).toMatchObject({
    code: 1,
    answer: { runs: [], others: [] },
  });
  expect(json(SHAPES.refusal, "history", "Nowhere", "--library", library())).toMatchObject({
    code: 2,
    answer: { error: { kind: "noSuchRun" } },
  });
  const held = library();
  openWriting(held);
  expect(json(SHAPES.refusal, "restore", library(), "--library", held).answer.error.kind).toMatch(
    /otherLibrary|heldByWriter/u,
  );
});

it("[DU13] what is empty, half copied, another program's or a newer release's is refused by each command and left as it was", () => {
  const good = library();
  const folder = temporaryFolder();
  copyFileSync(good, join(folder, "good"));
  writeFileSync(join(folder, "empty"), "");
  writeFileSync(join(folder, "half"), readFileSync(good).subarray(0, 30_000));
  const other = new Database(join(folder, "other"));
  other.exec("CREATE TABLE steps (id, run); INSERT INTO steps VALUES (1, 2)");
  other.close();
  copyFileSync(good, join(folder, "newer"));
  const newer = new Database(join(folder, "newer"));
  newer.pragma("user_version = 99");
  newer.close();
  const before = new Map(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name))]));
  const refused = (kind: string, code = 3) => ({ code, answer: { error: { kind } } });
  const nothing = { code: 1, answer: { runs: [], others: [] } };
  const bad = [
    { file: "empty", refusal: refused("notALibrary"), recovered: refused("notALibrary") },
    { file: "half", refusal: refused("damaged"), recovered: nothing },
    { file: "other", refusal: refused("notALibrary"), recovered: nothing },
    { file: "newer", refusal: refused("newerRelease"), recovered: refused("newerRelease") },
  ];
  const ended = several(
    folder,
    bad.flatMap(({ file }) => [
      ["verify", "--library", file],
      ["backup", "--library", file, "--out", "out"],
      ["history", "The Lantern Ferry", "--library", file],
      ["restore", file, "--library", "good"],
      ["recover", file, "--library", "into"],
    ]),
  );
  expect(ended).toMatchObject(bad.flatMap(({ refusal, recovered }) => [refusal, refusal, refusal, refusal, recovered]));
  // No library was made for nothing, no backup folder, and none of the files was touched.
  expect(readdirSync(folder).filter((name) => !name.startsWith("good"))).toEqual(["empty", "half", "newer", "other"]);
  for (const [name, bytes] of before) expect(readFileSync(join(folder, name)).equals(bytes), name).toBe(true);
});
