import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { BrowserContext, Page } from "playwright";
import { describe, expect, it } from "vitest";

import { CONTENT_SECURITY_POLICY } from "../../../shared/contract/content-policy.ts";
import type { PasteNotice } from "../../../renderer/editor/paste/transfer.ts";
import type { Step } from "../../../shared/domain/step.ts";
import { action, bullet, d, fullStep, initial, LONGTERM, m, prompt, step, TAGGED, w } from "../../support/build.ts";
import { type EditorBrowser, NO_CHROMIUM } from "../../support/editor-page/browser.ts";
import { eachOnItsOwnPage } from "../../support/editor-page/each-test.ts";

if (NO_CHROMIUM !== null) process.stdout.write(`Pasting is not tried in a page: ${NO_CHROMIUM}.\n`);

declare global {
  interface Window {
    /** What a test's page was asked and told of a paste. */
    asked: string[][];
    notices: PasteNotice[];
  }
}

const FIXTURES = join(import.meta.dirname, "../../fixtures/clipboard");

describe.skipIf(NO_CHROMIUM !== null)("pasting in a browser", () => {
  let page: Page;
  let context: BrowserContext;
  let browser: EditorBrowser;
  eachOnItsOwnPage((opened) => {
    ({ page, context, browser } = opened);
  });

  async function open(steps: readonly Step[], section: "initial" | "prompt" | "action" = "initial"): Promise<void> {
    await page.evaluate(
      ([all, name]) => {
        window.page.open(all);
        window.page.editor.goToStep(1, name);
        window.page.editor.focus();
      },
      [steps, section] as const,
    );
  }
  const steps = (): Promise<Step[]> => page.evaluate(() => window.page.editor.steps());
  /** The thoughts of the first step's initial section, bullet by bullet. */
  async function bullets(): Promise<string[][]> {
    const [first] = await steps();
    return (first?.initial.bullets ?? []).map((one) =>
      one.map(({ type, longterm, text }) => `${type[0] ?? ""}${longterm ? "!" : ""}:${text}`),
    );
  }
  async function kinds(): Promise<string[]> {
    const { acts } = await page.evaluate(() => window.page.editor.takeChanges());
    return [...new Set(acts.map(({ kind }) => kind))];
  }
  /** A paste as a program's clipboard brings it. */
  function paste(data: Readonly<Record<string, string>>): Promise<void> {
    return page.evaluate((given) => {
      const transfer = new DataTransfer();
      for (const [type, text] of Object.entries(given)) transfer.setData(type, text);
      const event = new ClipboardEvent("paste", { clipboardData: transfer, bubbles: true, cancelable: true });
      document.querySelector(".run-text")?.dispatchEvent(event);
    }, data);
  }

  it("[PF40] copies to the clipboard what comes back with types, flags and lines, as new thoughts", async () => {
    await open([step(initial(bullet(w("one"), d("two\nlines", LONGTERM)), bullet(m("three"))))]);
    await page.keyboard.press("Control+Home");
    await page.keyboard.press("Control+Shift+End");
    await page.keyboard.press("Control+c");
    const copied = await page.evaluate(async () => {
      const [item] = await navigator.clipboard.read();
      return item?.types;
    });
    expect(copied).toEqual(expect.arrayContaining(["text/plain", "text/html"]));
    await page.keyboard.press("Control+Home");
    await page.keyboard.press("Control+v");
    expect(await bullets()).toEqual([["w:one", "d!:two\nlines"], ["m:three"], ["w:one", "d!:two\nlines"], ["m:three"]]);
    expect(await kinds()).toEqual(["pasted"]);
    const ids = (await steps())[0]?.initial.bullets.flat().map(({ id }) => id) ?? [];
    expect(new Set(ids).size).toBe(6);
  });

  it("[PF40] keeps the ids of what is cut and pasted", async () => {
    const before = step(initial(bullet(w("zero")), bullet(d("one", LONGTERM), m("two"))));
    await open([before]);
    await page.evaluate(() => window.page.editor.goToStep(1, "initial"));
    await page.keyboard.press("End");
    await page.keyboard.press("Control+Shift+End");
    await page.keyboard.press("Control+x");
    expect(await bullets()).toEqual([["w:zero"]]);
    await page.keyboard.press("Control+v");
    expect(await bullets()).toEqual([["w:zero"], ["d!:one", "m:two"]]);
    expect((await steps())[0]?.initial.bullets[1]).toEqual(before.initial.bullets[1]);
  });

  it("[PF41] leaves plain paste to its key, and takes it as it stands", async () => {
    await open([step(initial(bullet(w(""))))]);
    await page.evaluate(async () => {
      const item = new ClipboardItem({
        "text/plain": new Blob(["- one\n- [w: two]"], { type: "text/plain" }),
        "text/html": new Blob(["<ul><li><b>one</b></li><li>[w: two]</li></ul>"], { type: "text/html" }),
      });
      await navigator.clipboard.write([item]);
    });
    await page.keyboard.press("Control+v");
    expect(await bullets()).toEqual([["w:one"], ["w:[w: two]"]]);
    await page.keyboard.press("Control+z");
    await page.keyboard.press("Control+Shift+v");
    expect(await bullets()).toEqual([["w:- one"], ["w:- [w: two]"]]);
  });

  it("[PF42] asks about brackets once, pastes by the answer, and asks no more", async () => {
    await page.evaluate(
      (blank) => {
        const { page: held } = window;
        const known: { open: string; close: string; as: "watsonian" | "text"; longterm: boolean }[] = [];
        window.asked = [];
        window.notices = [];
        held.open([blank], {
          paste: {
            settings: () => ({ emphasis: "stars", conventions: known }),
            notice: (notice) => window.notices.push(notice),
            ask: (question) => {
              window.asked.push(question.found.map(({ convention }) => convention.open));
              for (const { convention } of question.found)
                known.push({ ...convention, as: convention.open === "[w:" ? "watsonian" : "text" });
              question.paste(known);
            },
          },
        });
        held.editor.goToStep(1, "initial");
        held.editor.focus();
      },
      step(initial(bullet(d("")))),
    );
    await paste({ "text/html": "<p>[w: <i>He</i> lies.] (OOC: no)</p>" });
    await paste({ "text/plain": "[W: again]" });
    expect(await bullets()).toEqual([["w:*He* lies.", "d:(OOC: no)"], ["w:again"]]);
    expect(await page.evaluate(() => window.asked)).toEqual([["[w:", "(OOC:"]]);
    expect(await page.evaluate(() => window.notices)).toEqual([
      { emphasis: 1, isEmphasisKept: true, pictures: 0, links: 0, mapped: 1, steps: 0 },
      { emphasis: 0, isEmphasisKept: true, pictures: 0, links: 0, mapped: 1, steps: 0 },
    ]);
  });

  it("[PF43] makes the tag of what is pasted or dropped at an action's start, and undo gives the text back", async () => {
    await open([fullStep("a", action())], "action");
    await paste({ "text/html": "<p>&lt;yo be real&gt; go</p>" });
    expect((await steps())[0]?.action).toMatchObject({ tagged: true, text: "go" });
    await page.keyboard.press("Control+z");
    expect((await steps())[0]?.action).toMatchObject({ tagged: false, text: "<yo be real> go" });
    await open([fullStep("a", action("x"))], "action");
    await page.evaluate(() => {
      const transfer = new DataTransfer();
      transfer.setData("text/plain", "<yo be real> ");
      const box = document.querySelector('[data-section="action"] .run-paragraph')?.getBoundingClientRect();
      const at = { clientX: (box?.left ?? 0) + 1, clientY: (box?.top ?? 0) + 8 };
      const event = new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true, ...at });
      document.querySelector(".run-text")?.dispatchEvent(event);
    });
    expect((await steps())[0]?.action).toMatchObject({ tagged: true, text: "x" });
    expect(await kinds()).toEqual(["dropped"]);
  });

  it("[PF48] brings a copy over sections and steps back as steps of its own, in this run and another, undone at once", async () => {
    const two = [
      step(
        initial(bullet(w("one"), d("two\nlines", LONGTERM)), bullet(m("three"))),
        prompt("You hear\n\nit."),
        action("I go.", TAGGED),
      ),
      fullStep("b"),
    ];
    await open(two);
    const before = await steps();
    await page.keyboard.press("Control+Home");
    await page.keyboard.press("Control+Shift+End");
    await page.keyboard.press("Control+c");
    await page.evaluate(() => {
      window.page.editor.goToStep(1, "prompt");
      window.page.editor.focus();
    });
    await page.keyboard.press("Control+v");
    const bare = (all: readonly Step[]): unknown =>
      JSON.parse(JSON.stringify(all).replaceAll(/"id":"[^"]*"/gu, '"id":""'));
    const [first, ...others] = await steps();
    expect(first).toEqual(before[0]);
    expect(bare(others.slice(0, 2))).toEqual(bare(two));
    expect(others[2]).toEqual(before[1]);
    expect(new Set(others.map(({ id }) => id)).size).toBe(3);
    expect(await page.evaluate(() => window.page.editor.snapshot().caret)).toMatchObject({
      step: 3,
      section: "outcome",
    });
    await page.keyboard.press("Control+z");
    expect(await steps()).toEqual(before);
    // In another run a blank step gives way.
    await open([step()]);
    await page.keyboard.press("Control+v");
    expect(bare(await steps())).toEqual(bare(two));
    await page.keyboard.press("Control+z");
    await page.keyboard.press("Control+Shift+v");
    expect(await steps()).toHaveLength(1);
  });

  /** Selects a text and drags it with the mouse to the end of another; `keys` are held while it is dropped. */
  async function drag(word: string, onto: string, keys: readonly string[] = []): Promise<void> {
    const edges = await page.evaluate(
      ([dragged, target]) => {
        const found = (text: string): Range => {
          const walker = document.createTreeWalker(
            document.querySelector(".run-text") ?? document,
            NodeFilter.SHOW_TEXT,
          );
          for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
            const start = node.textContent?.indexOf(text) ?? -1;
            if (start < 0) continue;
            const range = document.createRange();
            range.setStart(node, start);
            range.setEnd(node, start + text.length);
            return range;
          }
          throw new Error(`${text} is not on the page`);
        };
        const selected = found(dragged);
        getSelection()?.setBaseAndExtent(
          selected.startContainer,
          selected.startOffset,
          selected.endContainer,
          selected.endOffset,
        );
        const [from, to] = [selected.getBoundingClientRect(), found(target).getBoundingClientRect()];
        return [from.left + 3, from.top + from.height / 2, to.right - 1, to.top + to.height / 2] as const;
      },
      [word, onto] as const,
    );
    await page.mouse.move(edges[0], edges[1]);
    await page.mouse.down();
    await page.mouse.move(edges[0] + 20, edges[1] + 4, { steps: 4 });
    await page.mouse.move(edges[2], edges[3], { steps: 6 });
    for (const key of keys) await page.keyboard.down(key);
    await page.mouse.up();
    for (const key of keys) await page.keyboard.up(key);
  }

  it("[PF47] moves by the mouse what is dragged, copies it while Ctrl is held, over types and sections, and undoes it", async () => {
    await open([fullStep("a", initial(bullet(w("carry this word"), d("to the doylist"))), action("I go."))]);
    const before = await steps();
    await drag("word", "doylist");
    expect(await bullets()).toEqual([["w:carry this ", "d:to the doylistword"]]);
    expect(await kinds()).toEqual(["moved"]);
    await page.keyboard.press("Control+z");
    expect(await steps()).toEqual(before);
    await drag("this", "I go.");
    expect((await steps())[0]?.action.text).toBe("I go.this");
    await page.keyboard.press("Control+z");
    await drag("doylist", "I go.", ["Control"]);
    expect((await steps())[0]?.action.text).toBe("I go.doylist");
    expect(await bullets()).toEqual([["w:carry this word", "d:to the doylist"]]);
    await page.keyboard.press("Control+z");
    expect(await steps()).toEqual(before);
  });

  it("[PF44] reads hostile and styled HTML under the page's policy without a breach, a request or a script", async () => {
    await context.close();
    const strict = await browser.browser.newContext();
    const requests: string[] = [];
    const tab = await strict.newPage();
    await strict.route("**/*", (route) => {
      requests.push(route.request().url());
      const headers = { "Content-Security-Policy": CONTENT_SECURITY_POLICY };
      return route.fulfill({ body: "<!doctype html><p>page</p>", contentType: "text/html", headers });
    });
    await tab.goto("https://strict.test/");
    const faults: string[] = [];
    tab.on("console", (message) => faults.push(message.text()));
    const disarmed = await import("../../../renderer/editor/paste/disarm-html.ts");
    const hostile = [
      ...["google-docs.html", "word.html", "libreoffice-writer.html"].map((name) =>
        readFileSync(join(FIXTURES, name), "utf8"),
      ),
      `<style>@import url(/a.css)</style><p style="background:url(/b.png)" onclick="x()">a<img src=/c.png onerror=x()>`,
      `<link rel=stylesheet href=/d.css><iframe src=/e></iframe><script src=/f.js></script><svg onload=x()><style>p{}</style>`,
      `<object data=/g></object><video src=/h autoplay></video><meta http-equiv=refresh content="0;url=/i"><base href=/j style=x>`,
    ];
    const texts = await tab.evaluate(
      (sources) =>
        sources.map((source) => new DOMParser().parseFromString(source, "text/html").body.textContent.length > 0),
      hostile.map((source) => disarmed.disarmHtml(source)),
    );
    // Whatever the parser would load or report, it would by then.
    await tab.evaluate(() => new Promise((resolve) => setTimeout(resolve, 200)));
    expect(texts.slice(0, 4)).toEqual([true, true, true, true]);
    expect(faults).toEqual([]);
    expect(requests).toEqual(["https://strict.test/"]);
    await strict.close();
  });

  it("[PF45] takes 50,000 words and 5 MB of styled HTML, each one undo", async () => {
    await open([step(initial(bullet(w("start"))))]);
    const before = await steps();
    const words = Array.from(
      { length: 2_500 },
      (_, index) => `<li style="color:red">${"word ".repeat(20)}${index}</li>`,
    );
    await paste({ "text/html": `<ul>${words.join("")}</ul>` });
    expect(await bullets()).toHaveLength(2_500);
    await page.keyboard.press("Control+z");
    expect(await steps()).toEqual(before);
    await open([fullStep("a")], "prompt");
    const styled = `<p style="${"font-weight:700;".repeat(8)}" onclick="x()">${"word ".repeat(3)}</p>`;
    await paste({ "text/html": styled.repeat(Math.ceil(5_000_000 / styled.length)) });
    expect((await steps())[0]?.prompt.text.split("\n").length).toBeGreaterThan(20_000);
    await page.keyboard.press("Control+z");
    expect((await steps())[0]?.prompt.text).toBe("a prompt");
  });

  it("[PF46] copies Markdown where it is asked for", async () => {
    await open([step(initial(bullet(w("one *star*"), d("two"))))]);
    await page.keyboard.press("Control+a");
    expect(await page.evaluate(() => window.page.editor.copyMarkdown())).toBe(true);
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe("- one \\*star\\*\n  - two");
    await page.keyboard.press("Control+c");
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe("one *star*\ntwo");
  });
});
