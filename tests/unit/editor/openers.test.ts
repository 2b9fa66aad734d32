import type { Page } from "playwright";
import { describe, expect, it } from "vitest";

import { bullet, fullStep, initial, step, w } from "../../support/build.ts";
import { NO_CHROMIUM } from "../../support/editor-page/browser.ts";
import { eachOnItsOwnPage } from "../../support/editor-page/each-test.ts";
import type { Step } from "../../../shared/domain/step.ts";

if (NO_CHROMIUM !== null) process.stdout.write(`Openers are not tried: ${NO_CHROMIUM}.\n`);

describe.skipIf(NO_CHROMIUM !== null)("openers in a browser", () => {
  let page: Page;
  eachOnItsOwnPage((opened) => {
    ({ page } = opened);
  });

  async function open(steps: readonly Step[], isOn: boolean): Promise<void> {
    await page.evaluate(
      ([all, on]) => {
        window.page.open(all, { openers: () => on });
        window.page.editor.focus();
      },
      [steps, isOn] as const,
    );
  }
  const thoughts = (): Promise<string> =>
    page.evaluate(() =>
      (window.page.editor.steps()[0]?.initial.bullets.flat() ?? [])
        .map(({ type, longterm, text }) => `${type}${longterm ? "!" : ""}:${text}`)
        .join(" / "),
    );

  it("[E50] set the type and the flag at a thought's start, alone and together", async () => {
    await open([step()], true);
    await page.keyboard.type("d: Why now?");
    await page.keyboard.press("Enter");
    await page.keyboard.type("!m: Slow down.");
    await page.keyboard.press("Alt+Enter");
    await page.keyboard.type("C: !a note");
    await page.keyboard.press("Enter");
    await page.keyboard.type("w: x!d: y");
    expect(await thoughts()).toBe("doylist:Why now? / meta!:Slow down. / comment!:a note / watsonian:x!d: y");
  });

  it("[E50] are taken back by Backspace, and by undo", async () => {
    // Not in the run's first line: there ProseMirror takes a caret that comes right after the focus for the browser's own.
    await open([step(initial(bullet(w("one")), bullet(w("text"))))], true);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.type("d: ");
    expect(await thoughts()).toBe("watsonian:one / doylist:text");
    await page.keyboard.press("Backspace");
    expect(await thoughts()).toBe("watsonian:one / watsonian:d: text");
    await page.keyboard.press("Backspace");
    expect(await thoughts()).toBe("watsonian:one / watsonian:d:text");
    await page.keyboard.press("Home");
    await page.keyboard.type("!");
    expect(await thoughts()).toBe("watsonian:one / watsonian!:d:text");
    await page.keyboard.press("Control+z");
    expect(await thoughts()).toBe("watsonian:one / watsonian:d:text");
  });

  it("[E50] do nothing when they are off, in the story, and behind a thought's start", async () => {
    await open([step()], false);
    await page.keyboard.type("d: !x");
    expect(await thoughts()).toBe("watsonian:d: !x");
    await open([fullStep("s")], true);
    await page.evaluate(() => {
      window.page.editor.goToStep(1, "prompt");
      window.page.editor.focus();
    });
    await page.keyboard.type("d: ");
    expect(await page.evaluate(() => window.page.editor.steps()[0]?.prompt.text)).toBe("d: s prompt");
    await page.evaluate(() => {
      window.page.editor.goToStep(1, "initial");
      window.page.editor.focus();
    });
    await page.keyboard.press("End");
    await page.keyboard.type(" d: !");
    expect(await thoughts()).toBe("watsonian:s initial d: !");
  });

  it("[E51] 100 thoughts of mixed types by at most two keys a thought beyond their text", async () => {
    await open([step()], false);
    const types = ["watsonian", "doylist", "meta", "comment"] as const;
    let keys = 0;
    const press = async (key: string): Promise<void> => {
      keys += 1;
      await page.keyboard.press(key);
    };
    const wanted: string[] = [];
    let type: (typeof types)[number] = "watsonian";
    for (let index = 0; index < 100; index += 1) {
      // Another type each time, but every fifth goes on with the type before and is long-term.
      const isLongterm = index % 5 === 4;
      const next: (typeof types)[number] = isLongterm
        ? type
        : (types[(types.indexOf(type) + 1 + (index % 3)) % 4] ?? "meta");
      if (index > 0) await press(index % 2 === 0 ? "Enter" : "Alt+Enter");
      await page.keyboard.type(`t${index}`);
      if (next !== type) await press(`Control+${types.indexOf(next) + 1}`);
      if (isLongterm) await press("Control+5");
      type = next;
      wanted.push(`${type}${isLongterm ? "!" : ""}:t${index}`);
    }
    expect(await thoughts()).toBe(wanted.join(" / "));
    expect(new Set(wanted.map((one) => one.split(/[!:]/u)[0])).size).toBe(4);
    expect(keys).toBeLessThanOrEqual(200);
  });
});
