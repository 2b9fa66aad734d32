import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import {
  closeSync,
  existsSync,
  ftruncateSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { request as httpRequest } from "node:http";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

import { z } from "zod";

import { spoolFolderOf } from "../../../electron/hosts/loopback/spool.ts";
import { writeBounty } from "../../../shared/domain/bounty/write.ts";
import { StepRow } from "../../../shared/domain/exchange/row.ts";
import { newRunId, newStepId } from "../../../shared/domain/ids.ts";
import { by, fullStep, run as runOf } from "../../support/build.ts";
import { connectPage, enter, originOf, tokenOf } from "../../support/loopback.ts";
import type { Row } from "./table.ts";

/*
 * Files longer than any memory: 5 GB, which are refused, and 3.9 GB, which are read. By the command line and by an upload
 * through the loopback's door, each a process whose memory is measured. What is refused must leave nothing behind, and no
 * process may come near to holding the file.
 */

/** What came of the drill. */
export type LongFilesResult = { readonly rows: readonly Row[]; readonly violations: readonly string[] };

const COMMAND = resolve(import.meta.dirname, "../../../tools/runwright");
const GIB = 1024 ** 3;
const TOO_LONG_BYTES = 5 * GIB;
/** A little below what is refused by its size. */
const ONE_LINE_BYTES = Math.floor(3.9 * GIB);
const MOST_MEGABYTES = 500;
/** Of a file that is read to its end the ids of its steps are kept, so that none stands twice: some 80 MB for its million. */
const MOST_MEGABYTES_OF_IDS = 300;
const STEPS_A_RUN = 1_000;
/** Some 5 KB a row, as rows are. */
const PROMPT_UNITS = 1_800;
const PARAGRAPH = "The lantern swings above the black water and the ferryman counts his coins. ";

const METER = `process.on("exit", () => process.stderr.write("\\nPEAK " + process.resourceUsage().maxRSS + "\\n"));`;

type Scratch = { readonly folder: string; readonly library: string; readonly meter: string };

/** Does the drill; `readBytes` is how long the file is that is read to its end. */
export async function readLongFiles(readBytes: number): Promise<LongFilesResult> {
  // On a disk: in memory, as other drills have theirs, the file itself would be what fills it.
  const folder = mkdtempSync(join(tmpdir(), "runwright-long-"));
  const scratch = { folder, library: join(folder, "library.runwright"), meter: join(folder, "meter.mjs") };
  try {
    writeFileSync(scratch.meter, METER);
    const row = modelRow(scratch);
    const results = [...byCommand(scratch, row, readBytes), ...(await throughTheDoor(scratch, row))];
    return { rows: results.map(({ row: line }) => line), violations: results.flatMap(({ violations }) => violations) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

type Told = { readonly row: Row; readonly violations: readonly string[] };

function told(
  what: string,
  { ended, megabytes, ms }: { readonly ended: string; readonly megabytes: number; readonly ms: number },
  violations: readonly string[],
  most = MOST_MEGABYTES,
): Told {
  const row = { what, ended, seconds: Math.round(ms / 1_000), "peak MB": Math.round(megabytes) };
  const all = [...violations, ...(megabytes > most ? ["it took too much memory"] : [])];
  return { row, violations: all.map((violation) => `${what}: ${violation}`) };
}

type Ended = { readonly status: number | null; readonly out: string; readonly megabytes: number; readonly ms: number };

function run({ meter }: Scratch, args: readonly string[]): Ended {
  const began = performance.now();
  const { status, stdout, stderr } = spawnSync(COMMAND, args, {
    encoding: "utf8",
    env: { ...process.env, NODE_OPTIONS: `--import "${meter}"` },
  });
  const megabytes = (Number(/PEAK (\d+)/u.exec(stderr)?.[1]) * 1_024) / 1e6;
  return { status, out: stdout, megabytes, ms: performance.now() - began };
}

/** A row as an export writes it; the library with its run stays, so that there is one to be left alone. */
function modelRow(scratch: Scratch): StepRow {
  const ferry = runOf("Ferry", by("Ann"), fullStep("one"));
  const file = join(scratch.folder, "one.json");
  writeFileSync(file, [...writeBounty(ferry, ferry.steps)].join(""));
  const out = join(scratch.folder, "one.jsonl");
  for (const args of [
    ["import", file],
    ["export", "Ferry", "--format", "jsonl", "--out", out],
  ]) {
    const { status, out: said } = run(scratch, [...args, "--library", scratch.library, "--json"]);
    if (status !== 0) throw new Error(`The model could not be made: ${said}`);
  }
  const row = StepRow.parse(JSON.parse(readFileSync(out, "utf8")));
  row.prompt.text = PARAGRAPH.repeat(PROMPT_UNITS / PARAGRAPH.length);
  return row;
}

/** Rows of whole runs, as lines, until `bytes` are passed. */
function* lines(model: StepRow, bytes: number): Generator<string> {
  for (let written = 0; written < bytes;) {
    const head = { ...model, runId: newRunId(), steps: STEPS_A_RUN };
    for (let step = 1; step <= STEPS_A_RUN; step += 1) {
      const line = `${JSON.stringify({ ...head, stepId: newStepId(), step })}\n`;
      written += line.length;
      yield line;
    }
  }
}

/** Lines by the thousand: one write each would be most of the time. */
function* pieces(model: StepRow, bytes: number): Generator<string> {
  let gathered: string[] = [];
  for (const line of lines(model, bytes)) {
    gathered.push(line);
    if (gathered.length < STEPS_A_RUN) continue;
    yield gathered.join("");
    gathered = [];
  }
}

/** A file that begins like this and is of this length, with nothing but a hole behind. */
function hollow(path: string, begin: string, bytes: number): string {
  const file = openSync(path, "wx");
  writeSync(file, begin);
  ftruncateSync(file, bytes);
  closeSync(file);
  return path;
}

const Refused = z.object({ error: z.object({ kind: z.string() }).optional() });

function byCommand(scratch: Scratch, model: StepRow, readBytes: number): Told[] {
  const line = `${JSON.stringify(model)}\n`;
  const before = state(scratch.library);
  const imported = (what: string, file: string): Told => {
    const { status, out, megabytes, ms } = run(scratch, ["import", file, "--library", scratch.library, "--json"]);
    rmSync(file);
    const kind = Refused.parse(JSON.parse(out)).error?.kind ?? "taken in";
    const violations = [
      ...(status === 0 || kind === "internal" ? [`it ended with ${String(status)}, ${kind}`] : []),
      ...(state(scratch.library) === before ? [] : ["the library is not what it was"]),
      ...leftIn(scratch.folder),
    ];
    return told(what, { ended: kind, megabytes, ms }, violations);
  };
  const tooLong = imported("5 GB of JSON Lines, import", hollow(join(scratch.folder, "a.jsonl"), line, TOO_LONG_BYTES));
  const oneLine = imported(
    "one line of 3.9 GB, import",
    hollow(join(scratch.folder, "b.jsonl"), line.slice(0, -1), ONE_LINE_BYTES),
  );
  const file = join(scratch.folder, "c.jsonl");
  const descriptor = openSync(file, "wx");
  for (const piece of pieces(model, readBytes)) writeSync(descriptor, piece);
  closeSync(descriptor);
  const whole = run(scratch, ["validate", file, "--json"]);
  rmSync(file);
  const read = told(
    `${(readBytes / GIB).toFixed(1)} GB of JSON Lines, validate`,
    { ...whole, ended: whole.status === 0 ? "valid" : "refused" },
    whole.status === 0 ? [] : [`it ended with ${String(whole.status)}: ${whole.out.slice(0, 300)}`],
    MOST_MEGABYTES + MOST_MEGABYTES_OF_IDS,
  );
  return [tooLong, oneLine, read];
}

/** What tells one state of a library from another: its bytes. */
function state(library: string): string {
  return readFileSync(library).toString("base64");
}

/** Files that a refused one has left behind. */
function leftIn(folder: string): string[] {
  const kept = /^(?:library\.runwright(?:\.lock(?:\.json)?|-wal|-shm|\.spool|\.backups)?|meter\.mjs|one\.jsonl?)$/u;
  return readdirSync(folder)
    .filter((name) => !kept.test(name))
    .map((name) => `${name} is left`);
}

async function throughTheDoor(scratch: Scratch, model: StepRow): Promise<Told[]> {
  const host = spawn(COMMAND, ["serve", "--library", scratch.library, "--port", "0", "--no-open"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    const first = await new Promise<string>((settle) => createInterface({ input: host.stdout }).once("line", settle));
    const { url } = z.object({ url: z.url() }).parse(JSON.parse(first));
    const served = { port: Number(new URL(url).port) };
    const { cookie } = await enter(served, tokenOf(url));
    const page = await connectPage(served, cookie);
    const headers = {
      Origin: originOf(served),
      Cookie: cookie,
      "X-Runwright-Page": page.name,
      "X-Runwright-Name": "long.jsonl",
    };
    const sent = async (what: string, more: Readonly<Record<string, string>>, body: Readable): Promise<Told> => {
      const began = performance.now();
      const answer = await answerTo(served.port, { ...headers, ...more }, body);
      const ms = performance.now() - began;
      const violations = [
        ...(answer === "200" ? ["it was taken"] : []),
        ...filesIn(spoolFolderOf(scratch.library)).map((name) => `${name} is left in the spool`),
        ...((await page.line.call("run.list", {})).ok ? [] : ["the host answers no more"]),
      ];
      return told(what, { ended: answer, megabytes: peakOf(host), ms }, violations);
    };
    const result = [
      await sent(
        "5 GB through the door, length said",
        { "Content-Length": String(TOO_LONG_BYTES) },
        Readable.from(pieces(model, TOO_LONG_BYTES)),
      ),
      await sent("5 GB through the door, length not said", {}, Readable.from(pieces(model, TOO_LONG_BYTES))),
    ];
    page.socket.close();
    await page.gone;
    return result;
  } finally {
    const ended = new Promise((settle) => host.once("exit", settle));
    host.kill("SIGTERM");
    await ended;
  }
}

/** The status that an upload is answered with, or that the line was cut. */
function answerTo(port: number, headers: Readonly<Record<string, string>>, body: Readable): Promise<string> {
  return new Promise((settle) => {
    const sent = httpRequest({ host: "127.0.0.1", port, method: "POST", path: "/files", headers }, (answer) => {
      answer.resume();
      settle(String(answer.statusCode));
    });
    // A host that has refused reads no further: the rest of the file finds the line cut.
    sent.on("error", () => settle("cut off"));
    pipeline(body, sent).catch(() => settle("cut off"));
  });
}

function filesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);
}

/** The most memory that a process has had, by the kernel's account, in MB. */
function peakOf({ pid }: ChildProcess): number {
  const status = readFileSync(`/proc/${String(pid)}/status`, "utf8");
  return (Number(/^VmHWM:\s+(\d+)/mu.exec(status)?.[1]) * 1_024) / 1e6;
}
