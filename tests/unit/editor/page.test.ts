import type { BrowserContext, CDPSession, Page } from "playwright";
import { describe, expect, it } from "vitest";

import {
  action,
  bullet,
  d,
  fullStep,
  initial,
  LONGTERM,
  m,
  outcome,
  prompt,
  step,
  TAGGED,
  w,
} from "../../support/build.ts";
import { NO_CHROMIUM } from "../../support/editor-page/browser.ts";
import { eachOnItsOwnPage } from "../../support/editor-page/each-test.ts";
import type { Step } from "../../../shared/domain/step.ts";

if (NO_CHROMIUM !== null) process.stdout.write(`The editor's page is not tried: ${NO_CHROMIUM}.\n`);

/** A run long enough that most of it is not drawn. */
const MANY = Array.from({ length: 120 }, (_, index) =>
  fullStep(`s${index + 1}`, prompt(`s${index + 1} prompt `.repeat(40))),
);

describe.skipIf(NO_CHROMIUM !== null)("the page in a browser", () => {
  let page: Page;
  let context: BrowserContext;
  eachOnItsOwnPage((opened) => {
    ({ page, context } = opened);
  });

  async function open(steps: readonly Step[]): Promise<void> {
    await page.evaluate((all) => {
      window.page.open(all);
      window.page.editor.focus();
    }, steps);
  }
  async function goTo(number: number, section: "initial" | "prompt" | "action" | "outcome"): Promise<void> {
    await page.evaluate(
      ([to, name]) => {
        window.page.editor.goToStep(to, name);
        window.page.editor.focus();
      },
      [number, section] as const,
    );
  }
  const steps = (): Promise<Step[]> => page.evaluate(() => window.page.editor.steps());
  const drawn = (): Promise<string[]> =>
    page.evaluate(() => [...document.querySelectorAll(".run-step")].map((one) => one.getAttribute("data-step") ?? "?"));
  const visibleTop = (): Promise<{ step: string; top: number }> =>
    page.evaluate(() => {
      const first = [...document.querySelectorAll(".run-step")].find((one) => one.getBoundingClientRect().bottom > 0);
      return {
        step: first?.getAttribute("data-step") ?? "none",
        top: first?.getBoundingClientRect().top ?? Number.NaN,
      };
    });

  it("[E30] draws the steps around the viewport and the caret, and nothing of the others", async () => {
    await open(MANY);
    const first = await drawn();
    expect(first.length).toBeLessThan(12);
    await goTo(60, "action");
    await expect.poll(drawn).toContain("60");
    expect(await drawn()).not.toContain("30");
    await page.evaluate(() => {
      window.page.editor.scroller.scrollTop = 0;
    });
    await expect.poll(async () => (await drawn()).includes("1")).toBe(true);
    expect(await drawn()).toEqual(expect.arrayContaining(["59", "60", "61"]));
    const boxes = await page.evaluate(
      () => [...document.querySelectorAll<HTMLElement>(".run-spacer")].filter((one) => one.offsetHeight > 0).length,
    );
    expect(boxes).toBe(2);
  });

  it("[E30] types into the step that the caret is in, wherever the page was scrolled", async () => {
    await open(MANY);
    await goTo(60, "action");
    await page.keyboard.press("End");
    await page.evaluate(() => {
      window.page.editor.scroller.scrollTop = 0;
    });
    await expect.poll(drawn).toContain("1");
    await page.keyboard.type(" now");
    expect((await steps())[59]?.action.text).toBe("s60 action now");
    await expect.poll(async () => (await visibleTop()).step).toMatch(/^(59|60)$/u);
  });

  it("[E31] keeps what is being read where it is while the heights above become known", async () => {
    await open(MANY.map((one, index) => (index % 3 === 0 ? { ...one, ...prompt("long ".repeat(900)) } : one)));
    await goTo(90, "initial");
    for (let turn = 0; turn < 12; turn += 1) {
      const before = await visibleTop();
      await page.evaluate(() => {
        window.page.editor.scroller.scrollTop -= 400;
      });
      // Two frames: the scroll event and what it drew have both been painted.
      await page.evaluate(
        () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve(null)))),
      );
      const moved = await page.evaluate((number) => {
        const element = document.querySelector(`.run-step[data-step="${number}"]`);
        return element?.getBoundingClientRect().top ?? Number.NaN;
      }, before.step);
      expect(Math.abs(moved - before.top - 400)).toBeLessThanOrEqual(1);
    }
  });

  it("[E32] goes to a step and a section, and to both ends, by the model", async () => {
    await open(MANY);
    await goTo(100, "outcome");
    await page.keyboard.type("x");
    expect((await steps())[99]?.outcome.text).toBe("xs100 outcome");
    await page.keyboard.press("Control+End");
    await page.keyboard.type("!");
    await page.keyboard.press("Control+Home");
    await page.keyboard.type("?");
    const all = await steps();
    expect(all[119]?.outcome.text).toBe("s120 outcome!");
    expect(all[0]?.initial.bullets[0]?.[0]?.text).toBe("?s1 initial");
  });

  it("[E32] moves by pages and extends over what is not drawn", async () => {
    await open(MANY);
    await page.keyboard.press("Control+Home");
    const numbers: number[] = [];
    for (let turn = 0; turn < 8; turn += 1) {
      await page.keyboard.press("PageDown");
      numbers.push(await page.evaluate(() => window.page.editor.snapshot().caret?.step ?? 0));
    }
    expect(numbers).toEqual(numbers.toSorted((left, right) => left - right));
    expect(numbers.at(-1)).toBeGreaterThan(5);
    await page.keyboard.press("Control+Shift+End");
    await page.keyboard.press("Delete");
    const left = (await steps()).length;
    expect(left).toBeLessThan(60);
    await page.keyboard.press("Control+z");
    expect(await steps()).toEqual(MANY);
  });

  it("[E33] copies over undrawn steps, and cuts and undoes all of it", async () => {
    await open(MANY);
    await page.keyboard.press("Control+a");
    await page.keyboard.press("Control+c");
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied.startsWith("s1 initial\n\ns1 prompt")).toBe(true);
    expect(copied).toContain("s60 action\n\ns60 post-action");
    expect(copied.endsWith("s120 outcome")).toBe(true);
    await page.keyboard.press("Control+x");
    expect((await steps()).length).toBe(1);
    await page.keyboard.press("Control+z");
    expect(await steps()).toEqual(MANY);
  });

  it("[E33] pastes plain text and copies no letters, cues or numbers", async () => {
    await open([fullStep("a", initial(bullet(w("one"), d("two", LONGTERM)), bullet(m("three"))))]);
    await page.keyboard.press("Control+a");
    await page.keyboard.press("Control+c");
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
      "one\ntwo\nthree\n\na prompt\n\na post-prompt\n\na action\n\na post-action\n\na outcome",
    );
    await page.evaluate(() => navigator.clipboard.writeText("x\ny"));
    await goTo(1, "prompt");
    await page.keyboard.press("Control+v");
    expect((await steps())[0]?.prompt.text).toBe("x\nya prompt");
  });

  it("[E34] types over a selection that reaches over sections, and keeps them apart", async () => {
    await open([fullStep("a"), fullStep("b")]);
    await goTo(1, "prompt");
    await page.keyboard.press("End");
    await page.keyboard.press("Shift+ArrowDown");
    await page.keyboard.press("Shift+ArrowDown");
    await page.keyboard.type("new");
    const [first] = await steps();
    expect(first?.prompt.text).toBe("a promptnew");
    expect(first?.postPrompt.bullets.flat().map(({ text }) => text)).toEqual([""]);
    expect(first?.action.text).not.toBe("a action");
    expect(first?.outcome.text).toBe("a outcome");
  });

  it("[E34] knows a selection that the browser has not yet told of when the next key comes", async () => {
    await open([fullStep("a")]);
    const known = await page.evaluate(() => {
      const text = (name: string): Node => {
        const block = document.querySelector(`[data-section=${name}] .run-paragraph`)?.firstChild;
        if (!block) throw new Error(`no text in ${name}`);
        return block;
      };
      getSelection()?.setBaseAndExtent(text("prompt"), 1, text("action"), 3);
      document.querySelector(".run-text")?.dispatchEvent(new KeyboardEvent("keydown", { key: "n", bubbles: true }));
      return window.page.editor.snapshot();
    });
    expect(known).toMatchObject({ hasSelection: true, caret: { section: "action" } });
  });

  it("[E34] leaves the text with Tab", async () => {
    await open([fullStep("a")]);
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("after");
    expect(await steps()).toEqual(await steps());
  });

  it("[E35] composes text beside other steps that come and go, and looks at the tag when it is done", async () => {
    await open(MANY);
    const session: CDPSession = await context.newCDPSession(page);
    await goTo(60, "action");
    await page.keyboard.press("End");
    await session.send("Input.imeSetComposition", { selectionStart: 2, selectionEnd: 2, text: " に" });
    await page.evaluate(() => {
      window.page.editor.scroller.scrollTop = 0;
    });
    await expect.poll(drawn).toContain("1");
    await session.send("Input.imeSetComposition", { selectionStart: 3, selectionEnd: 3, text: " にほ" });
    await page.evaluate(() => {
      window.page.editor.setFindings([]);
    });
    await session.send("Input.insertText", { text: " 日本" });
    expect((await steps())[59]?.action.text).toBe("s60 action 日本");
    await open([fullStep("a", action())]);
    await goTo(1, "action");
    await session.send("Input.imeSetComposition", { selectionStart: 13, selectionEnd: 13, text: "<yo be real> " });
    expect((await steps())[0]?.action).toMatchObject({ tagged: false, text: "<yo be real> " });
    await session.send("Input.insertText", { text: "<yo be real> go" });
    await expect.poll(async () => (await steps())[0]?.action).toMatchObject({ tagged: true, text: "go" });
  });

  it("[E40] goes by the arrows through every section that is shown, both ways", async () => {
    await open([fullStep("a", outcome("o", TAGGED)), fullStep("b"), step()]);
    const caret = (): Promise<string> =>
      page.evaluate(() => {
        const at = window.page.editor.snapshot().caret;
        return `${at?.step} ${at?.section}`;
      });
    await page.keyboard.press("Control+Home");
    const down: string[] = [];
    for (let turn = 0; turn < 15; turn += 1) {
      down.push(await caret());
      await page.keyboard.press("ArrowDown");
    }
    const all = ["initial", "prompt", "postPrompt", "action", "postAction", "outcome"];
    const shown = [
      ...all.map((name) => `1 ${name}`),
      ...all.slice(3).map((name) => `2 ${name}`),
      ...all.map((name) => `3 ${name}`),
    ];
    expect(down).toEqual(shown);
    const up: string[] = [];
    for (let turn = 0; turn < 15; turn += 1) {
      up.push(await caret());
      await page.keyboard.press("ArrowUp");
    }
    expect(up).toEqual(shown.toReversed());
  });

  it("[E35] composes over a selection of several sections and keeps them apart", async () => {
    await open([fullStep("a")]);
    const session: CDPSession = await context.newCDPSession(page);
    await goTo(1, "prompt");
    await page.keyboard.press("End");
    await page.keyboard.press("Shift+ArrowDown");
    await page.keyboard.press("Shift+ArrowDown");
    await session.send("Input.imeSetComposition", { selectionStart: 2, selectionEnd: 2, text: "にほ" });
    await session.send("Input.insertText", { text: "日本" });
    await expect.poll(async () => (await steps())[0]?.prompt.text).toBe("a prompt日本");
    const [first] = await steps();
    expect(first?.postPrompt.bullets.flat().map(({ text }) => text)).toEqual([""]);
    expect("a action".endsWith(first?.action.text ?? "?")).toBe(true);
    expect(first?.outcome.text).toBe("a outcome");
  });

  it("[E33] moves a dragged selection to another section and counts its words as moved", async () => {
    await open([fullStep("a", prompt("one two three"))]);
    await goTo(1, "prompt");
    await page.keyboard.press("Control+ArrowRight");
    await page.keyboard.press("Shift+End");
    const at = await page.evaluate(() => {
      const from = getSelection()?.getRangeAt(0).getBoundingClientRect();
      const to = document.querySelector("[data-section=action]")?.getBoundingClientRect();
      if (from === undefined || to === undefined) throw new Error("nothing is selected");
      return { x: from.x + from.width / 2, y: from.y + from.height / 2, toX: to.x + 3, toY: to.y + to.height / 2 };
    });
    await page.mouse.move(at.x, at.y);
    await page.mouse.down();
    await page.mouse.move(at.x + 10, at.y + 10, { steps: 4 });
    await page.mouse.move(at.toX, at.toY, { steps: 8 });
    await page.mouse.up();
    await expect.poll(async () => (await steps())[0]?.action.text).toBe(" two threea action");
    expect((await steps())[0]?.prompt.text).toBe("one");
    const { acts } = await page.evaluate(() => window.page.editor.takeChanges());
    expect(new Set(acts.map(({ kind }) => kind))).toEqual(new Set(["moved"]));
  });

  it("[E32] extends a selection by a click far away, and deletes over what is not drawn", async () => {
    await open(MANY);
    await goTo(5, "action");
    await page.evaluate(() => {
      window.page.editor.scroller.scrollTop += 20_000;
    });
    await expect.poll(async () => Number((await visibleTop()).step)).toBeGreaterThan(20);
    const target = await page.evaluate(() => {
      const seen = [...document.querySelectorAll("[data-section=action]")].find((one) => {
        const { top } = one.getBoundingClientRect();
        return top > 60 && top < 740;
      });
      const box = seen?.getBoundingClientRect();
      const number = Number(seen?.closest(".run-step")?.getAttribute("data-step"));
      return { x: (box?.x ?? 0) + 2, y: (box?.y ?? 0) + 10, number };
    });
    await page.keyboard.down("Shift");
    await page.mouse.click(target.x, target.y);
    await page.keyboard.up("Shift");
    await page.keyboard.press("Backspace");
    const left = await steps();
    expect(left.length).toBe(MANY.length - (target.number - 5 - 1));
    expect(left[4]?.action.text).toBe("");
    expect(left[5]?.action.text).toBe(`s${target.number} action`);
  });

  it("[E36] names the page, the steps, their sections and thoughts to assistive technology", async () => {
    await open([
      fullStep("a", initial(bullet(w("one"), d("two", LONGTERM))), outcome("o", TAGGED)),
      step(action("go")),
    ]);
    const tree = await page.getByRole("region", { name: "The Lantern Ferry" }).ariaSnapshot();
    expect(tree).toContain('textbox "Run text"');
    expect(tree).toContain('group "Step 1"');
    expect(tree).toContain('group "Step 1 initial thoughts"');
    expect(tree).toContain('group "long-term doylist thought"');
    expect(tree).toContain('group "Step 2 post-action thoughts"');
    const described = await page.evaluate(() =>
      ["Step 1 prompt", "Step 2 initial thoughts", "Step 2 outcome"].map((name) =>
        document.querySelector(`[aria-label="${name}"]`)?.getAttribute("aria-description"),
      ),
    );
    expect(described).toEqual(["written", "skipped", "not written yet"]);
    expect(await page.locator("[data-section=initial][data-note]").last().getAttribute("data-note")).toContain(
      "the outcome of 1 is tagged",
    );
  });

  it("[E37] keeps the place when the way of reading changes, and across an opening", async () => {
    await open(MANY);
    await goTo(60, "initial");
    for (const reading of ["story", "longterm", "doylist", "meta", "all"] as const) {
      await page.evaluate((way) => window.page.editor.setReading(way), reading);
      // No thought of this run is long-term: that page is empty.
      if (reading === "longterm") continue;
      const top = await page.evaluate(() => document.querySelector('[data-step="60"]')?.getBoundingClientRect().top);
      expect(top).toBeGreaterThan(0);
      expect(top).toBeLessThan(100);
    }
    await page.evaluate(() => {
      window.page.editor.goToStep(70, "outcome");
    });
    const place = await page.evaluate(() => window.page.editor.place());
    await open(MANY.map((one, index) => (index === 3 ? { ...one, ...prompt("longer ".repeat(400)) } : one)));
    await page.evaluate((kept) => {
      if (kept !== null) window.page.editor.restorePlace(kept);
    }, place);
    expect(await page.evaluate(() => window.page.editor.place())).toEqual(place);
  });

  it("[E38] cannot be written while another page has the pen, and can be read by keys", async () => {
    await open(MANY);
    await page.evaluate(() => {
      window.page.editor.setReadOnly(true);
      window.page.editor.focus();
    });
    await page.keyboard.type("x");
    await page.keyboard.press("Control+2");
    await page.keyboard.press("Control+Enter");
    await page.keyboard.press("Alt+PageDown");
    expect(await steps()).toEqual(MANY);
    expect(await page.evaluate(() => window.page.editor.snapshot().caret?.step)).toBe(2);
  });

  it("[E39] shows what was written elsewhere without undoing or sending it", async () => {
    await open([fullStep("a"), fullStep("b"), fullStep("c")]);
    const [first, second, third] = await steps();
    if (first === undefined || second === undefined || third === undefined) throw new Error("three steps");
    await goTo(3, "prompt");
    await page.keyboard.type("x");
    await page.evaluate(
      ([a, b, c]) => {
        const { id, ...content } = { ...b, prompt: { closed: false, text: "elsewhere" } };
        window.page.editor.receive({ steps: [{ id, content }], order: [b.id, a.id, c.id] });
      },
      [first, second, third] as const,
    );
    await page.keyboard.type("y");
    const after = await steps();
    expect(after.map((one) => one.prompt.text)).toEqual(["elsewhere", "a prompt", "xyc prompt"]);
    const changes = await page.evaluate(() => window.page.editor.takeChanges());
    expect(changes.steps.map((change) => change.id)).toEqual([third.id]);
    expect(changes.order).toBeUndefined();
    await page.keyboard.press("Control+z");
    expect((await steps()).map((one) => one.prompt.text)).toEqual(["elsewhere", "a prompt", "c prompt"]);
  });

  it("[E39] keeps the selection at its letters when the text around it was written elsewhere", async () => {
    await open([fullStep("a"), fullStep("b")]);
    await goTo(2, "prompt");
    // In one task with the caret's move, of which the browser tells only after it.
    const receive = (text: string, selected?: readonly [number, number]): Promise<void> =>
      page.evaluate(
        ([written, letters]) => {
          if (letters !== undefined) {
            for (let letter = 0; letter < letters[0]; letter += 1)
              getSelection()?.modify("move", "forward", "character");
            for (let letter = letters[0]; letter < letters[1]; letter += 1)
              getSelection()?.modify("extend", "forward", "character");
          }
          const [first, second] = window.page.editor.steps();
          if (first === undefined || second === undefined) throw new Error("two steps");
          const { id, ...content } = { ...second, prompt: { closed: false, text: written } };
          window.page.editor.receive({ steps: [{ id, content }], order: [first.id, id] });
        },
        [text, selected] as const,
      );
    await receive("Meanwhile\nthe b prompt", [2, 3]);
    await page.keyboard.type("P");
    expect((await steps())[1]?.prompt.text).toBe("Meanwhile\nthe b Prompt");
    await receive("Meanwhile\nall was another, rompt");
    await page.keyboard.type("p");
    expect((await steps())[1]?.prompt.text).toBe("Meanwhile\nall was another, prompt");
  });
});
