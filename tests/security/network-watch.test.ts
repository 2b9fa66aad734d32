import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { describe, expect, it } from "vitest";

/** What careless code might do: from a worker, by name, by address, by datagram. Nothing is listening at any of them. */
const CARELESS = `
  const { Worker } = require("node:worker_threads");
  const quiet = (socket) => socket.on("error", () => socket.destroy());
  quiet(require("node:net").connect({ host: "127.0.0.1", port: 9 }));
  fetch("http://127.0.0.1:9/fetched").catch(() => undefined);
  const datagrams = require("node:dgram").createSocket("udp4");
  datagrams.send("x", 9, "127.0.0.1", () => datagrams.close());
  new Worker(new URL("data:text/javascript,import dns from 'node:dns'; dns.lookup('localhost', () => undefined)"));
`;

describe("the watch over a host's attempts", () => {
  it("[DT4] sees an attempt of whatever kind, from a worker too, and none where there is none", () => {
    const folder = mkdtempSync(join(tmpdir(), "runwright-watch-"));
    const seen = (script: string): string[] => {
      const path = join(folder, `watch-${String(script.length)}`);
      const ran = spawnSync(
        process.execPath,
        [
          "--disable-warning=ExperimentalWarning",
          `--import=${new URL("../support/network-watch.ts", import.meta.url).href}`,
          "-e",
          script,
        ],
        { encoding: "utf8", env: { ...process.env, RUNWRIGHT_NETWORK_WATCH: path } },
      );
      expect(ran.stderr).toBe("");
      return readFileSync(path, { encoding: "utf8", flag: "a+" }).split("\n").slice(0, -1);
    };
    const kinds = new Set(seen(CARELESS).map((line) => line.split(" ")[0]));
    expect(kinds).toEqual(new Set(["connect", "lookup", "send"]));
    expect(seen(CARELESS).filter((line) => line.startsWith("connect")).length).toBeGreaterThan(1);
    expect(seen("process.exitCode = 0")).toEqual([]);
    rmSync(folder, { recursive: true, force: true });
  });
});
