import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright";
import { build } from "vite";

import { CHROMIUM_ARGS, findChromium } from "../browser.ts";

/*
 * A page with nothing but the editor on it, in a real Chromium: what a document drawn by a browser does can only be tried
 * in one. The page is built once and served out of a folder by the browser's own request routing; no port is opened.
 */

// https, since only a secure page has a clipboard; the request never leaves the browser.
const ADDRESS = "https://editor.test/";
const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
};

/** Why tests that need a browser are left out; null when there is one. */
export const NO_CHROMIUM =
  findChromium() === null ? "no Chromium is installed (Playwright's, chromium or google-chrome)" : null;

/** A running browser that can open pages with the editor. */
export type EditorBrowser = {
  readonly browser: Browser;
  /** A page with an editor of one generated step; `close` its context when done. */
  open(options?: Parameters<Browser["newContext"]>[0]): Promise<{ page: Page; context: BrowserContext }>;
  close(): Promise<void>;
};

/** Builds the page and starts the browser. */
export async function startEditorBrowser(arguments_: readonly string[] = []): Promise<EditorBrowser> {
  const executablePath = findChromium();
  if (executablePath === null) throw new Error(NO_CHROMIUM ?? "no Chromium");
  const folder = await mkdtemp(join(tmpdir(), "editor-page-"));
  await build({
    configFile: false,
    root: import.meta.dirname,
    logLevel: "error",
    build: { outDir: folder, emptyOutDir: true, assetsInlineLimit: 0, minify: true, target: "chrome140" },
  });
  const browser = await chromium.launch({
    executablePath,
    args: [...CHROMIUM_ARGS, ...arguments_],
  });
  return {
    browser,
    async open(options) {
      const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
      await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: ADDRESS }).catch(() => undefined);
      await context.route(`${ADDRESS}**`, async (route) => {
        const path = new URL(route.request().url()).pathname;
        const file = join(folder, path === "/" ? "index.html" : path);
        if (!existsSync(file)) return route.fulfill({ status: 404 });
        return route.fulfill({
          body: readFileSync(file),
          contentType: TYPES[extname(file)] ?? "application/octet-stream",
        });
      });
      const page = await context.newPage();
      page.on("pageerror", (error) => {
        throw error;
      });
      await page.goto(ADDRESS);
      await page.evaluate(() => document.fonts.ready.then(() => undefined));
      return { page, context };
    },
    async close() {
      await browser.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
