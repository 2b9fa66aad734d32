import { mkdirSync } from "node:fs";
import { join } from "node:path";

import { AxeBuilder } from "@axe-core/playwright";
import { chromium } from "playwright";
import { build } from "vite";

import { CHROMIUM_ARGS, findChromium } from "../support/browser.ts";

/*
 * Builds the page of all parts and takes its picture in each theme, at one and at two device pixels a pixel; axe looks at
 * it as well. OUT keeps the built page too: open OUT/page/index.html from any server to try the parts.
 *
 *   node tests/pictures/take-parts.ts OUT
 */

const [out = ""] = process.argv.slice(2);
const THEMES = ["light", "dark", "contrast", "contrast-dark"];
const SCALES = [1, 2];
const ADDRESS = "https://parts.test/";

const executablePath = findChromium();
if (executablePath === null) throw new Error("no Chromium or Chrome is installed");
mkdirSync(out, { recursive: true });
const pageFolder = join(out, "page");
await build({
  configFile: false,
  root: join(import.meta.dirname, "parts"),
  logLevel: "error",
  build: { outDir: pageFolder, emptyOutDir: true, assetsInlineLimit: 0, target: "es2023" },
});
const browser = await chromium.launch({ executablePath, args: CHROMIUM_ARGS });
const grave: string[] = [];
try {
  for (const theme of THEMES) {
    for (const deviceScaleFactor of SCALES) {
      const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, deviceScaleFactor });
      const page = await context.newPage();
      page.on("pageerror", (error) => grave.push(String(error)));
      await page.route(`${ADDRESS}**`, (route) =>
        route.fulfill({ path: join(pageFolder, new URL(route.request().url()).pathname.slice(1) || "index.html") }),
      );
      await page.goto(`${ADDRESS}?theme=${theme}`);
      await page.getByText("Opening the run…").waitFor();
      await page.evaluate(() => document.fonts.ready);
      const name = deviceScaleFactor === 1 ? theme : `${theme}@${String(deviceScaleFactor)}x`;
      await page.screenshot({ path: join(out, `parts-${name}.png`), fullPage: true, animations: "disabled" });
      if (deviceScaleFactor === 1) {
        const { violations } = await new AxeBuilder({ page }).analyze();
        for (const { id, impact, nodes } of violations)
          if (impact === "serious" || impact === "critical") grave.push(`${theme}: ${id} ${nodes[0]?.html ?? ""}`);
      }
      await context.close();
    }
  }
} finally {
  await browser.close();
}
for (const fault of new Set(grave)) process.stdout.write(`${fault}\n`);
if (grave.length > 0) process.exitCode = 1;
process.stdout.write(`${out}: done\n`);
