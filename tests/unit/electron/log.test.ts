import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { openBackend } from "../../../electron/backend/backend.ts";
import { diagnose } from "../../../electron/hosts/diagnose.ts";
import { type LogEntry, surpriseEntry } from "../../../electron/system/log-entry.ts";
import { MAX_LOG_BYTES, NO_LOG, openLog, readLogs } from "../../../electron/system/log.ts";
import { writeReport } from "../../../electron/system/report.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "runwright-log-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const END: LogEntry = { event: "end" };

describe("the log", () => {
  it("[DT11] is kept in bounded files, the newest entry last", () => {
    const log = openLog(folder, "main", () => 0);
    const lines = (3.5 * MAX_LOG_BYTES) / '{"at":"1970-01-01T00:00:00.000Z","event":"unresponsive"}\n'.length;
    for (let line = 0; line < lines; line += 1) log.note({ event: "unresponsive" });
    log.note(END);
    const files = readdirSync(folder).toSorted();
    expect(files).toEqual(["main.1.log", "main.2.log", "main.log"]);
    for (const file of files) expect(statSync(join(folder, file)).size).toBeLessThan(MAX_LOG_BYTES + 1_000);
    expect(readLogs(folder, 2)).toEqual([
      "main:",
      '{"at":"1970-01-01T00:00:00.000Z","event":"unresponsive"}',
      '{"at":"1970-01-01T00:00:00.000Z","event":"end"}',
    ]);
  });

  it("[DT11] is for the person alone, and does without a place to write", () => {
    openLog(folder, "host").note(END);
    if (process.platform !== "win32") expect(statSync(join(folder, "host.log")).mode & 0o077).toBe(0);
    writeFileSync(join(folder, "taken"), "");
    openLog(join(folder, "taken"), "host").note(END);
    NO_LOG.note(END);
    expect(readLogs(join(folder, "nowhere"), 5)).toEqual([]);
  });

  it("[DT12] has no room for words: an entry that does not fit leaves only that it did not", () => {
    const log = openLog(folder, "library");
    // What a careless change of this program might try.
    Reflect.apply(log.note, log, [{ event: "refused", kind: "The Lantern Ferry" }]);
    Reflect.apply(log.note, log, [{ event: "end", title: "The Lantern Ferry" }]);
    expect(readFileSync(join(folder, "library.log"), "utf8").match(/"event":"unfit"/gu)).toHaveLength(2);
    expect(readFileSync(join(folder, "library.log"), "utf8")).not.toContain("Lantern");
  });

  it("[DT12] says of a fault its class and its place, whatever its message holds", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme", minLength: 12 }),
        fc.constantFrom(Error, TypeError, RangeError),
        (words, Fault) => {
          const secret = `Ferry ${words}\n    at Ferry (/home/ferry/Ferry ${words}.ts:1:1)\nFerry`;
          const entry = surpriseEntry(new Fault(secret));
          expect(JSON.stringify(entry)).not.toMatch(/ferry/iu);
          expect(entry).toMatchObject({ event: "surprise", name: Fault.name });
        },
      ),
    );
    const entry = surpriseEntry(new Error("Ferry"));
    expect(entry.event === "surprise" ? entry.frames[0] : "").toMatch(/ log\.test\.ts:\d+:\d+$/u);
  });

  it("[DT12] gives away nothing that somebody else has written into its files", () => {
    openLog(folder, "main").note(END);
    writeFileSync(join(folder, "main.1.log"), 'The Lantern Ferry\n{"at":"The Lantern Ferry","event":"end"}\n');
    expect(readLogs(folder, 10)).toHaveLength(2);
  });
});

describe("the report", () => {
  it("[DT13] tells versions, amounts and the log, and no name of a run, a person, a machine or a folder", async () => {
    const libraryPath = join(folder, "Lantern.runwright");
    const logs = join(folder, "logs");
    openLog(logs, "library").note(surpriseEntry(new Error("The Lantern Ferry sank")));
    const opened = await openBackend({ library: { path: libraryPath, mode: "write" }, personName: "Lantern Ada" });
    if (!opened.ok) throw new Error(opened.failure.message);
    await opened.value.call("test", "run.create", { title: "The Lantern Ferry", authors: [] });
    const { text, isSound } = await diagnose({ host: "command line", libraryPath, logs });
    expect(isSound).toBe(true);
    expect(text).toMatch(/^Runwright \d+\.\d+\.\d+ \(command line\)\n/u);
    expect(text).toMatch(/library: .* MB, 1 runs, .*\nlog:\nlibrary:\n.*"surprise"/u);
    for (const secret of ["Lantern", "Ada", folder]) expect(text).not.toContain(secret);
    await opened.value.close();
  });

  it("[DT13] says what does not work, and leaves a library that it cannot open as it was", async () => {
    const libraryPath = join(folder, "broken.runwright");
    writeFileSync(libraryPath, "no library");
    const { text, isSound } = await diagnose({ host: "command line", libraryPath, logs: folder });
    expect([isSound, text]).toEqual([false, expect.stringMatching(/sound: no, the library is not opened/u)]);
    expect(readFileSync(libraryPath, "utf8")).toBe("no library");
    expect(writeReport({ host: "loopback", library: null, logs: null })).toContain("library: none open\nlog: empty");
  });
});
