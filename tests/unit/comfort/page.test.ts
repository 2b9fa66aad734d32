import type { BrowserContext, CDPSession, Page } from "playwright";
import { describe, expect, it } from "vitest";

import { bullet, fullStep, initial, prompt, w } from "../../support/build.ts";
import { NO_CHROMIUM } from "../../support/editor-page/browser.ts";
import { eachOnItsOwnPage } from "../../support/editor-page/each-test.ts";
import type { Step } from "../../../shared/domain/step.ts";

if (NO_CHROMIUM !== null) process.stdout.write(`Comfort and spelling are not tried on a page: ${NO_CHROMIUM}.\n`);

/** Longer than the marks wait for the typing to rest, in milliseconds. */
const RESTED_MS = 600;

describe.skipIf(NO_CHROMIUM !== null)("comfort and spelling on the page", () => {
  let page: Page;
  let context: BrowserContext;
  eachOnItsOwnPage((opened) => {
    ({ page, context } = opened);
  });

  async function open(steps: readonly Step[], spelling: "story" | "all" = "story"): Promise<void> {
    await page.evaluate(
      ([all, where]) => {
        window.page.openWithAids(all, where);
        window.page.editor.goToStep(1, "prompt");
        window.page.editor.focus();
      },
      [steps, spelling] as const,
    );
    await page.waitForFunction(() => window.page.aids?.spelling.speller.state.get().state === "ready");
    await page.keyboard.press("End");
  }
  /** What a loaded machine may take; nothing is measured by it. */
  async function soon<T>(ask: () => Promise<T>, expected: T): Promise<void> {
    await expect.poll(ask, { timeout: 20_000 }).toEqual(expected);
  }
  const rest = (): Promise<void> => page.waitForTimeout(RESTED_MS);
  const marked = (): Promise<string[]> => page.locator(".spelling-error").allTextContents();
  const text = (): Promise<string> => page.evaluate(() => window.page.editor.steps()[0]?.prompt.text ?? "");
  /** Where every word of the first prompt stands. */
  const boxes = (): Promise<number[]> =>
    page.evaluate(() => {
      const section = document.querySelector('.run-section[data-section="prompt"]');
      const places: number[] = [];
      const walker = document.createTreeWalker(section ?? document.body, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
        const range = document.createRange();
        for (let at = 0; at < (node.textContent ?? "").length; at += 1) {
          range.setStart(node, at);
          range.setEnd(node, at + 1);
          const { left, top } = range.getBoundingClientRect();
          places.push(left, top);
        }
      }
      return places;
    });

  it("[SP5] marks wrong words in the story, thoughts when asked for, and leaves the word that is being written alone", async () => {
    await open([fullStep("a", initial(bullet(w("a wrng thought"))), prompt("The freind waits."))]);
    await soon(marked, ["freind"]);
    await page.keyboard.type(" Untill");
    await rest();
    expect(await marked()).toEqual(["freind"]);
    await page.keyboard.type(" tomorow ");
    await soon(marked, ["freind", "Untill", "tomorow"]);
    // Twice: on a slow machine the rest above is long enough to make two undo events of it.
    await page.keyboard.press("Control+z");
    await page.keyboard.press("Control+z");
    await soon(marked, ["freind"]);
    await open([fullStep("a", initial(bullet(w("a wrng thought"))), prompt("The freind waits."))], "all");
    await soon(marked, ["wrng", "freind"]);
  });

  it("[SP5] takes the mark away when the word is mended, and moves no letter when marks come", async () => {
    await open([
      fullStep("a", prompt("The freind of the AVWATAR fine flask waits, he sayz, until teh end. ".repeat(4))),
    ]);
    await page.evaluate(() => window.page.aids?.spelling.speller.use(null));
    await soon(marked, []);
    await page.keyboard.press("Home");
    const before = await boxes();
    await page.evaluate(() => window.page.aids?.spelling.speller.use("en-US"));
    await soon(async () => (await marked()).length, 16);
    const after = await boxes();
    // A sixteenth of a pixel is what the browser rounds by where a mark begins.
    expect(Math.max(...after.map((at, index) => Math.abs(at - (before[index] ?? Number.NaN))))).toBeLessThan(1 / 8);
    await page.evaluate(() => window.page.aids?.spelling.speller.accept(["sayz", "AVWATAR", "freind"]));
    await soon(marked, ["teh", "teh", "teh", "teh"]);
  });

  it("[SP8] corrects a word as an act of its own, with the text's own apostrophe, and one undo takes it back", async () => {
    await open([fullStep("a", prompt("I shouldnt’ve gone; teh end."))]);
    await soon(async () => (await marked()).includes("teh"), true);
    const correct = (by: string): Promise<boolean | undefined> =>
      page.evaluate((word) => {
        const found = window.page.aids?.spelling.atCaret() ?? null;
        return found === null ? undefined : window.page.aids?.spelling.correct(found, word);
      }, by);
    await page.keyboard.press("End");
    for (let key = 0; key < 6; key += 1) await page.keyboard.press("ArrowLeft");
    expect(await correct("the")).toBe(true);
    expect(await text()).toBe("I shouldnt’ve gone; the end.");
    await page.keyboard.press("Home");
    for (let key = 0; key < 4; key += 1) await page.keyboard.press("ArrowRight");
    expect(await correct("shouldn't've")).toBe(true);
    expect(await text()).toBe("I shouldn’t’ve gone; the end.");
    await page.keyboard.press("Control+z");
    expect(await text()).toBe("I shouldnt’ve gone; the end.");
    await page.keyboard.press("Control+z");
    expect(await text()).toBe("I shouldnt’ve gone; teh end.");
    expect(await page.evaluate(() => window.page.editor.takeChanges().acts.map(({ kind }) => kind))).not.toContain(
      "typed",
    );
  });

  it("[SP5] lets an input method finish before it marks", async () => {
    await open([fullStep("a", prompt("The freind waits. "))]);
    await soon(marked, ["freind"]);
    const session: CDPSession = await context.newCDPSession(page);
    await session.send("Input.imeSetComposition", { text: "wrng", selectionStart: 4, selectionEnd: 4 });
    await page.evaluate(() => window.page.aids?.spelling.speller.accept(["freind"]));
    await rest();
    await session.send("Input.imeSetComposition", { text: "wrngly ", selectionStart: 7, selectionEnd: 7 });
    await session.send("Input.insertText", { text: "wrngly " });
    await soon(marked, ["wrngly"]);
    expect(await text()).toBe("The freind waits. wrngly ");
  });

  it("[SP6] without a dictionary typing goes on and nothing is marked", async () => {
    await context.route("**/*.dic", (route) => route.fulfill({ status: 404 }));
    await page.evaluate(
      (all) => {
        window.page.openWithAids(all, "all");
        window.page.editor.goToStep(1, "prompt");
        window.page.editor.focus();
      },
      [fullStep("a", prompt("The freind waits."))],
    );
    const state = () => page.evaluate(() => window.page.aids?.spelling.speller.state.get().state);
    await soon(state, "broken");
    await page.keyboard.press("End");
    await page.keyboard.type(" Untill ");
    await rest();
    expect(await marked()).toEqual([]);
    expect(await text()).toBe("The freind waits. Untill ");
  });

  it("[SC2] makes quotes curly and dashes long as they are typed, and Backspace right after gives back what was typed", async () => {
    await open([fullStep("a", prompt("Go."))]);
    await page.keyboard.type(` "Well--" he said, 'don't (1890--95)'`);
    expect(await text()).toBe("Go. “Well—” he said, ‘don’t (1890–95)’");
    await page.keyboard.press("Backspace");
    expect(await text()).toBe("Go. “Well—” he said, ‘don’t (1890–95)'");
    await page.keyboard.press("Backspace");
    expect(await text()).toBe("Go. “Well—” he said, ‘don’t (1890–95)");
    await page.keyboard.type("--");
    expect(await text()).toBe("Go. “Well—” he said, ‘don’t (1890–95)—");
    await page.keyboard.press("Backspace");
    expect(await text()).toBe("Go. “Well—” he said, ‘don’t (1890–95)--");
    await page.keyboard.press("Enter");
    await page.keyboard.type('"');
    expect(await text()).toBe("Go. “Well—” he said, ‘don’t (1890–95)--\n“");
    await page.keyboard.press("Backspace");
    expect(await text()).toBe('Go. “Well—” he said, ‘don’t (1890–95)--\n"');
  });

  it("[SC3] the line that is written stays at one height, and a click moves nothing", async () => {
    await open(Array.from({ length: 30 }, (_, index) => fullStep(`s${index}`, prompt(`line ${index} `.repeat(60)))));
    await page.evaluate(() => window.page.editor.goToStep(15, "prompt"));
    const height = (): Promise<number> =>
      page.evaluate(() => Math.round(getSelection()?.getRangeAt(0).getBoundingClientRect().top ?? Number.NaN));
    const heights: number[] = [];
    for (let word = 0; word < 40; word += 1) {
      await page.keyboard.type("lanterns ");
      heights.push(await height());
    }
    expect(new Set(heights.slice(1)).size).toBe(1);
    const scrolled = (): Promise<number> => page.evaluate(() => window.page.editor.scroller.scrollTop);
    const before = await scrolled();
    await page.mouse.click(640, 650);
    expect(await scrolled()).toBe(before);
  });

  it("[SC3] in focus mode the caret's section alone is marked, wherever the caret goes", async () => {
    await open([fullStep("a"), fullStep("b")]);
    const here = (): Promise<string[]> =>
      page.evaluate(() =>
        [...document.querySelectorAll(".run-here")].map((one) => one.getAttribute("aria-label") ?? "unnamed"),
      );
    expect(await here()).toEqual([]);
    await page.keyboard.press("Control+Shift+Enter");
    expect(await here()).toEqual(["Step 1 prompt"]);
    await page.keyboard.type(" and more");
    expect(await here()).toEqual(["Step 1 prompt"]);
    await page.keyboard.press("Alt+PageDown");
    await page.keyboard.press("Alt+ArrowDown");
    expect(await here()).toEqual(["Step 2 prompt"]);
    await page.evaluate(() => window.page.editor.goToStep(1, "outcome"));
    expect(await here()).toEqual(["Step 1 outcome"]);
    await page.keyboard.press("Control+z");
    expect(await here()).toHaveLength(1);
    await page.keyboard.press("Control+Shift+Enter");
    expect(await here()).toEqual([]);
  });

  it("[SC7] shows another part of 1,000 steps and comes back to the same line", async () => {
    await page.evaluate(() => {
      window.page.openAllOn(3, 1_000);
      window.page.editor.goToStep(600, "prompt");
      window.page.editor.focus();
    });
    const caret = (): Promise<number> =>
      page.evaluate(() => Math.round(getSelection()?.getRangeAt(0).getBoundingClientRect().top ?? Number.NaN));
    const before = await caret();
    for (const reading of ["story", "longterm", "watsonian", "doylist", "meta", "comment", "all"] as const)
      await page.evaluate((next) => window.page.editor.setReading(next), reading);
    expect(Math.abs((await caret()) - before)).toBeLessThanOrEqual(1);
  });
});
