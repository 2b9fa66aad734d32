import type { Page } from "playwright";

import { EMPTY_QUERY } from "../../renderer/editor/find/query.ts";
import { NO_CHROMIUM, startEditorBrowser } from "../support/editor-page/browser.ts";
import { median, type Report } from "./report.ts";

/*
 * Finding, replacing and pasting in a run of 1,000 steps and 300,000 words, in the editor's page alone (figures of the
 * editor: first hit at most 50 ms, 450 replacements and their undo at most 250 ms each, 50,000 words pasted at most 1.5 s).
 */

const ROUNDS = 5;
const STEPS = 1_000;
const SEED = 7;
const REPLACED = 450;
const PASTED_BULLETS = 2_500;
const WORDS_A_BULLET = 20;

async function prepare(page: Page): Promise<void> {
  await page.evaluate(
    async ([seed, steps, query]) => {
      window.page.openGenerated(seed, steps);
      window.page.editor.goToStep(steps / 2, "prompt");
      window.page.editor.focus();
      await window.page.editor.finder.ask({ ...query, text: "warm" });
    },
    [SEED, STEPS, EMPTY_QUERY] as const,
  );
}

function firstHit(page: Page, text: string): Promise<{ first: number; all: number; hits: number }> {
  return page.evaluate(
    async ([query, looked]) => {
      const { finder } = window.page.editor;
      finder.stop();
      finder.warm();
      await new Promise((resolve) => setTimeout(resolve, 300));
      const began = performance.now();
      let first = 0;
      const stop = finder.found.subscribe(() => {
        if (first === 0 && finder.found.get().current !== null) first = performance.now() - began;
      });
      await finder.ask({ ...query, text: looked });
      stop();
      return { first, all: performance.now() - began, hits: finder.found.get().hits.length };
    },
    [EMPTY_QUERY, text] as const,
  );
}

function replaceAndUndo(page: Page): Promise<{ replace: number; undo: number }> {
  return page.evaluate(
    async ([query, count]) => {
      const { finder, acts } = window.page.editor;
      await finder.ask({ ...query, text: "lantern" });
      const all = (await finder.replacements("lamp")) ?? [];
      const every = Math.max(1, Math.floor(all.length / count));
      const chosen = all.filter((_, index) => index % every === 0).slice(0, count);
      const began = performance.now();
      finder.replace(chosen);
      const replace = performance.now() - began;
      const from = performance.now();
      acts.find((act) => act.id === "undo")?.run();
      const undo = performance.now() - from;
      await new Promise((resolve) => setTimeout(resolve, 600));
      return { replace, undo };
    },
    [EMPTY_QUERY, REPLACED] as const,
  );
}

function pasteAndUndo(page: Page): Promise<{ paste: number; undo: number }> {
  return page.evaluate(
    ([bullets, words]) => {
      window.page.editor.goToStep(500, "initial");
      const transfer = new DataTransfer();
      const item = `<li style="color:#222"><p>${"word ".repeat(words)}</p></li>`;
      transfer.setData("text/html", `<ul>${item.repeat(bullets)}</ul>`);
      const event = new ClipboardEvent("paste", { clipboardData: transfer, bubbles: true, cancelable: true });
      const began = performance.now();
      document.querySelector(".run-text")?.dispatchEvent(event);
      const paste = performance.now() - began;
      const from = performance.now();
      window.page.editor.acts.find((act) => act.id === "undo")?.run();
      return { paste, undo: performance.now() - from };
    },
    [PASTED_BULLETS, WORDS_A_BULLET] as const,
  );
}

export async function bench(report: Report): Promise<void> {
  if (NO_CHROMIUM !== null) {
    report.say(`Left out: ${NO_CHROMIUM}.`);
    return;
  }
  const browser = await startEditorBrowser();
  try {
    const { page } = await browser.open();
    await prepare(page);
    for (const text of ["lantern", "the", "e"]) {
      const found: Awaited<ReturnType<typeof firstHit>>[] = [];
      for (let round = 0; round < ROUNDS; round += 1) found.push(await firstHit(page, text));
      report.figure(
        `first hit of “${text}” (of ${found[0]?.hits ?? 0})`,
        median(found.map(({ first }) => first)),
        "ms",
      );
      report.figure(`all hits of “${text}”`, median(found.map(({ all }) => all)), "ms");
    }
    const replaced: Awaited<ReturnType<typeof replaceAndUndo>>[] = [];
    for (let round = 0; round < ROUNDS; round += 1) replaced.push(await replaceAndUndo(page));
    report.figure(`replace ${REPLACED} hits`, median(replaced.map(({ replace }) => replace)), "ms");
    report.figure(`undo ${REPLACED} replacements`, median(replaced.map(({ undo }) => undo)), "ms");
    const pasted: Awaited<ReturnType<typeof pasteAndUndo>>[] = [];
    for (let round = 0; round < ROUNDS; round += 1) pasted.push(await pasteAndUndo(page));
    report.figure("paste 50,000 words as 2,500 bullets", median(pasted.map(({ paste }) => paste)), "ms");
    report.figure("undo that paste", median(pasted.map(({ undo }) => undo)), "ms");
  } finally {
    await browser.close();
  }
}
