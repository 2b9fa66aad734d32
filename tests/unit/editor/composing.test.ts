import type { CDPSession, Page } from "playwright";
import { describe, expect, it } from "vitest";

import {
  action,
  bullet,
  d,
  fullStep,
  initial,
  outcome,
  postAction,
  prompt,
  step,
  TAGGED,
  w,
} from "../../support/build.ts";
import { NO_CHROMIUM } from "../../support/editor-page/browser.ts";
import { eachOnItsOwnPage } from "../../support/editor-page/each-test.ts";
import type { SectionName } from "../../../shared/domain/section.ts";
import type { Step } from "../../../shared/domain/step.ts";
import { TAG } from "../../../shared/domain/tag.ts";

if (NO_CHROMIUM !== null) process.stdout.write(`Input methods are not tried: ${NO_CHROMIUM}.\n`);

/** The browser's own input pipeline: what an input method shows before it is settled, and what it settles on. */
describe.skipIf(NO_CHROMIUM !== null)("input methods and text that comes as one", () => {
  let page: Page;
  let session: CDPSession;
  eachOnItsOwnPage(async (opened) => {
    ({ page } = opened);
    session = await opened.context.newCDPSession(page);
  });

  async function open(steps: readonly Step[], at: SectionName, number = 1): Promise<void> {
    await page.evaluate(
      ([all, section, to]) => {
        window.page.open(all, { openers: () => true });
        window.page.editor.goToStep(to, section);
        window.page.editor.focus();
      },
      [steps, at, number] as const,
    );
  }
  const steps = (): Promise<Step[]> => page.evaluate(() => window.page.editor.steps());
  const first = async (): Promise<Step> => {
    const [one] = await steps();
    if (one === undefined) throw new Error("There is a step");
    return one;
  };
  /** Composes letter by letter and settles on a text. */
  async function compose(shown: string, settled: string): Promise<void> {
    for (let length = 1; length <= shown.length; length += 1)
      await session.send("Input.imeSetComposition", {
        selectionStart: length,
        selectionEnd: length,
        text: shown.slice(0, length),
      });
    await session.send("Input.insertText", { text: settled });
  }

  it("[E54] composes into every kind of empty section, beside its hint, and changes nothing else", async () => {
    for (const name of ["initial", "prompt", "postPrompt", "action", "postAction", "outcome"] as const) {
      await open([step()], name);
      await compose("にほん", "日本");
      const now = await first();
      const read = (section: SectionName): string =>
        section === "initial" || section === "postPrompt" || section === "postAction"
          ? now[section].bullets
              .flat()
              .map(({ text }) => text)
              .join("/")
          : now[section].text;
      await expect.poll(async () => JSON.stringify(await first())).toContain("日本");
      expect(read(name)).toBe("日本");
      expect(JSON.stringify(now).split("日本")).toHaveLength(2);
      expect((await steps()).length).toBe(1);
    }
  });

  it("[E54] composes beside marks, in front of a line break and behind it, and at the joints of thoughts", async () => {
    await open([step(initial(bullet(w("ab\ncd"), d("ef"))), prompt("x"))], "initial");
    const id = (await first()).initial.bullets[0]?.[0]?.id;
    await page.evaluate(
      ([stepId, thoughtId]) => {
        const place = { stepId, section: "initial", thoughtId, start: 1, end: 4 } as const;
        window.page.editor.setFindings([{ id: "mark", place, kind: "finding", severity: "warning", label: "a mark" }]);
      },
      [(await first()).id, id ?? null] as const,
    );
    await page.keyboard.press("End");
    await compose("に", "日");
    expect((await first()).initial.bullets[0]?.[0]?.text).toBe("ab日\ncd");
    await page.keyboard.press("ArrowRight");
    await compose("に", "月");
    expect((await first()).initial.bullets[0]?.[0]?.text).toBe("ab日\n月cd");
    await page.keyboard.press("End");
    await compose("に", "火");
    expect((await first()).initial.bullets.flat().map(({ text }) => text)).toEqual(["ab日\n月cd火", "ef"]);
    expect((await first()).initial.bullets.flat().map(({ type }) => type)).toEqual(["watsonian", "doylist"]);
  });

  it("[E54] gives up a composition without a trace", async () => {
    await open([fullStep("a", action("go"))], "action");
    await page.keyboard.press("End");
    await session.send("Input.imeSetComposition", { selectionStart: 2, selectionEnd: 2, text: "にほ" });
    await session.send("Input.imeSetComposition", { selectionStart: 0, selectionEnd: 0, text: "" });
    await expect.poll(async () => (await first()).action.text).toBe("go");
    await page.keyboard.type("!");
    expect((await first()).action.text).toBe("go!");
  });

  it("[E55] makes the tag of its 13 characters, typed, composed, pasted and dropped; one undo gives the text back", async () => {
    const arrive: Readonly<Record<string, () => Promise<void>>> = {
      typed: () => page.keyboard.type(TAG),
      composed: () => compose(TAG, TAG),
      pasted: async () => {
        await page.evaluate((text) => navigator.clipboard.writeText(text), TAG);
        await page.keyboard.press("Control+v");
      },
      dropped: () =>
        page.evaluate((text) => {
          const data = new DataTransfer();
          data.setData("text/plain", text);
          const box = document.querySelector('[data-section="outcome"] .run-paragraph')?.getBoundingClientRect();
          const at = { clientX: (box?.left ?? 0) + 1, clientY: (box?.top ?? 0) + 8 };
          const target = document.elementFromPoint(at.clientX, at.clientY);
          target?.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true, ...at }));
        }, TAG),
    };
    for (const [how, act] of Object.entries(arrive)) {
      await open([fullStep("a", outcome("rest")), fullStep("b")], "outcome");
      await act();
      await expect
        .poll(async () => (await first()).outcome, { message: how })
        .toMatchObject({ tagged: true, text: "rest" });
      // Said with what it hides; what it hides is kept.
      expect(await page.evaluate(() => window.page.said.map(({ kind }) => kind))).toContain("textBecameTag");
      expect((await steps())[1]?.prompt.text).toBe("b prompt");
      await page.keyboard.press("Control+z");
      expect((await first()).outcome).toMatchObject({ tagged: false, text: `${TAG}rest` });
    }
  });

  it("[E55] leaves the 13 characters text in thoughts, in a prompt and in a tagged section, however they come", async () => {
    for (const name of ["initial", "prompt"] as const) {
      await open([step()], name);
      await compose(TAG, TAG);
      await expect.poll(async () => JSON.stringify((await first())[name])).toContain("<yo be real> ");
    }
    await open([fullStep("a", action("go", TAGGED), postAction())], "action");
    await compose(TAG, TAG);
    await expect.poll(async () => (await first()).action).toMatchObject({ tagged: true, text: `${TAG}go` });
  });
});
