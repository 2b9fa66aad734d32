import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, statSync, writeFileSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";

import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright";

import { type ServeProcess, startServe } from "../support/serve-process.ts";
import { findChromium } from "../support/browser.ts";
import { NO_CHROMIUM } from "../support/editor-page/browser.ts";
import { SCENES, type Scene } from "./scenes.ts";

/*
 * Takes pictures of every screen through the loopback host, to be looked at beside the mock-ups; nothing is compared.
 *
 *   node tests/pictures/take.ts OUT PAGE BOUNTY... [-- NAME...]
 *
 * OUT is where the PNGs go, PAGE the built page, BOUNTY files are imported first; names choose some scenes.
 */

type Theme = Required<Pick<BrowserContextOptions, "colorScheme" | "contrast" | "forcedColors">> & {
  readonly name: string;
};

const THEMES: readonly Theme[] = [
  { name: "light", colorScheme: "light", contrast: "no-preference", forcedColors: "none" },
  { name: "dark", colorScheme: "dark", contrast: "no-preference", forcedColors: "none" },
];
/** What somebody asks of the system who sees little: more contrast, or the system's own colours in the place of ours. */
const STRONG_THEMES: readonly Theme[] = [
  { name: "contrast-light", colorScheme: "light", contrast: "more", forcedColors: "none" },
  { name: "contrast-dark", colorScheme: "dark", contrast: "more", forcedColors: "none" },
  { name: "forced", colorScheme: "dark", contrast: "more", forcedColors: "active" },
];
/** A small screen, a large one, and the small one at two device pixels a pixel. */
const SIZES = [
  { width: 1280, height: 800, deviceScaleFactor: 1, suffix: "", themes: [...THEMES, ...STRONG_THEMES] },
  { width: 1920, height: 1080, deviceScaleFactor: 1, suffix: "", themes: THEMES },
  { width: 1280, height: 800, deviceScaleFactor: 2, suffix: "@2x", themes: THEMES },
];

const [out = "", pageFolder = "", ...rest] = process.argv.slice(2);
const split = rest.indexOf("--");
const bounties = split === -1 ? rest : rest.slice(0, split);
const chosen = split === -1 ? [] : rest.slice(split + 1);

async function takeScene(page: Page, scene: Scene, url: string, name: string): Promise<void> {
  await scene.show(page, url, bounties);
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: join(out, `${name}.png`), animations: "disabled" });
  process.stdout.write(`${name}\n`);
}

async function takeAll(browser: Browser, url: string): Promise<void> {
  const faults: string[] = [];
  for (const { width, height, deviceScaleFactor, suffix, themes } of SIZES) {
    for (const { name: theme, ...media } of themes) {
      const context = await browser.newContext({
        viewport: { width, height },
        deviceScaleFactor,
        ...media,
        reducedMotion: "reduce",
      });
      const page = await context.newPage();
      page.on("pageerror", (error) => faults.push(error.stack ?? error.message));
      page.on("console", (message) => {
        if (message.type() === "error" || message.type() === "warning") faults.push(message.text());
      });
      await page.goto(url);
      // The door's page goes on by itself; a scene that goes elsewhere meanwhile would be in its way.
      await page.waitForURL(({ searchParams }) => !searchParams.has("token"));
      for (const scene of SCENES) {
        if (chosen.length > 0 && !chosen.includes(scene.name)) continue;
        const name = `${scene.name}-${theme}-${width}x${height}${suffix}`;
        // The other scenes are worth seeing all the same; where this one stopped is a picture too.
        await takeScene(page, scene, url, name).catch(async (error: unknown) => {
          faults.push(`${name}: ${String(error)}`);
          await page.screenshot({ path: join(out, `${name}-stopped.png`) });
        });
      }
      await context.close();
    }
  }
  writeFileSync(join(out, "faults.txt"), [...new Set(faults)].join("\n\n"));
  if (faults.length > 0) process.exitCode = 1;
}

/** What the start says after a damage: the host is killed, a stretch of the library's file made nonsense, and opened again. */
async function takeRecovery(browser: Browser, host: ServeProcess): Promise<void> {
  host.child.kill("SIGKILL");
  await host.ended;
  const { size } = statSync(library);
  const file = openSync(library, "r+");
  writeSync(file, Buffer.alloc(Math.floor(size / 4), 0xa5), 0, null, Math.floor(size / 3));
  closeSync(file);
  for (const { width, height, deviceScaleFactor, suffix, themes } of SIZES) {
    for (const { name: theme, ...media } of themes) {
      const again = startServe(library, pageFolder, 0);
      const context = await browser.newContext({ viewport: { width, height }, deviceScaleFactor, ...media });
      const page = await context.newPage();
      await page.goto(await again.url);
      await page.getByRole("heading", { name: "The library was repaired" }).waitFor();
      await page.evaluate(() => document.fonts.ready);
      const name = `recovery-${theme}-${width}x${height}${suffix}`;
      await page.screenshot({ path: join(out, `${name}.png`) });
      process.stdout.write(`${name}\n`);
      await context.close();
      again.child.kill("SIGTERM");
      await again.ended;
    }
  }
}

mkdirSync(out, { recursive: true });
const folder = mkdtempSync(join(tmpdir(), "runwright-pictures-"));
const library = join(folder, "pictures.runwright");
const host = startServe(library, pageFolder, 0);
try {
  const executablePath = findChromium();
  if (executablePath === null) throw new Error(NO_CHROMIUM ?? "no Chromium");
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  try {
    await takeAll(browser, await host.url);
    if (chosen.length === 0 || chosen.includes("recovery")) await takeRecovery(browser, host);
  } finally {
    await browser.close();
  }
} finally {
  host.child.kill("SIGTERM");
  await host.ended;
  rmSync(folder, { recursive: true, force: true });
}
process.stdout.write(`${basename(out)}: done\n`);
