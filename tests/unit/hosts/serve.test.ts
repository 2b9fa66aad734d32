import { existsSync, rmSync } from "node:fs";

import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { connectPage, enter, loopbackFolder, tokenOf, type TestPage } from "../../support/loopback.ts";
import { startServe, type ServeProcess } from "../../support/serve-process.ts";
import { checkedReply } from "../../../renderer/host/checked.ts";

let place: ReturnType<typeof loopbackFolder>;
let running: ServeProcess[] = [];

beforeEach(() => {
  place = loopbackFolder();
  running = [];
});
afterEach(async () => {
  for (const { child } of running) child.kill("SIGKILL");
  await Promise.all(running.map(({ ended }) => ended));
  rmSync(place.folder, { recursive: true, force: true });
});

function serve(): ServeProcess {
  const started = startServe(place.libraryPath, place.pageFolder);
  running.push(started);
  return started;
}

/** Opens the door by a printed address and connects a page. */
async function open(url: string): Promise<TestPage & { cookie: string }> {
  const host = servedAt(url);
  const { cookie } = await enter(host, tokenOf(url));
  return { ...(await connectPage(host, cookie)), cookie };
}

function servedAt(url: string): { port: number } {
  return { port: Number(new URL(url).port) };
}

async function titles(page: TestPage): Promise<string[]> {
  const list = checkedReply("run.list", await page.line.call("run.list", {}));
  if (!list.ok) throw new Error(list.failure.message);
  return list.value.runs.map(({ title }) => title);
}

describe("serve", () => {
  it("[H10] prints its address first, serves the library and ends with 0 on SIGTERM, leaving it closed", async () => {
    const host = serve();
    const page = await open(await host.url);
    expect(await page.line.call("run.create", { title: "The Lantern Ferry", authors: [] })).toMatchObject({ ok: true });
    expect(await titles(page)).toEqual(["The Lantern Ferry"]);
    host.child.kill("SIGTERM");
    expect(await host.ended).toBe(0);
    expect(host.said()).toBe("");
    // A clean close leaves no log and no spool behind.
    expect(existsSync(`${place.libraryPath}-wal`)).toBe(false);
    expect(existsSync(`${place.libraryPath}.spool`)).toBe(false);
  });

  it("[H10] refuses a library that another host serves, and says who has it", async () => {
    const first = serve();
    await first.url;
    const second = serve();
    await expect(second.url).rejects.toThrow("heldByWriter");
    expect(await second.ended).toBe(3);
    expect(await titles(await open(await first.url))).toEqual([]);
  });

  it("[H8] after kill -9 the next host has the same port, the cookie still opens it, and what was answered is there", async () => {
    const first = serve();
    const url = await first.url;
    const page = await open(url);
    await page.line.call("run.create", { title: "Answered", authors: [] });
    first.child.kill("SIGKILL");
    await page.gone;
    await first.ended;
    const second = serve();
    const again = await second.url;
    expect(new URL(again).port).toBe(new URL(url).port);
    const back = await connectPage(servedAt(again), page.cookie);
    expect(await titles(back)).toEqual(["Answered"]);
  });
});
