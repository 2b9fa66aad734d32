// @vitest-environment jsdom
import { act, createElement } from "react";
import { createRoot } from "react-dom/client";
import { expect, it, onTestFinished } from "vitest";

import { RateDialog } from "../../../renderer/features/review/rate-dialog.tsx";
import type { JudgementPart } from "../../../renderer/features/review/use-judgements.ts";
import { newGuideId } from "../../../shared/domain/ids.ts";
import type { Criterion, Guide } from "../../../shared/domain/review/guide.ts";

const criterion = (name: string, scale: Criterion["scale"]): Criterion => ({
  id: name.toLowerCase(),
  name,
  scale,
  description: "",
  examples: "",
});
const GUIDE: Guide = {
  id: newGuideId(),
  version: 1,
  title: "",
  text: "",
  changedAt: 1,
  criteria: [criterion("Voice", "yesNo"), criterion("Pace", "five"), criterion("Weight", "ten")],
};

async function press(key: string, parts: KeyboardEventInit = {}): Promise<void> {
  await act(async () => {
    const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...parts });
    document.activeElement?.dispatchEvent(event);
  });
}

/** Opens the dialog on a step; what is kept comes into the list. */
async function open(before: JudgementPart | undefined): Promise<JudgementPart[]> {
  const kept: JudgementPart[] = [];
  Reflect.set(globalThis, "IS_REACT_ACT_ENVIRONMENT", true);
  const root = createRoot(document.body.appendChild(document.createElement("div")));
  onTestFinished(() => act(async () => root.unmount()));
  const judgement = { step: 3, isRead: true, word: null, ratings: [], reason: "", updatedAt: 1, ...before };
  const onKeep = (part: JudgementPart): void => void kept.push(part);
  const parts = { step: 3, guide: GUIDE, before: judgement, onKeep, onClose: () => undefined };
  await act(async () => root.render(createElement(RateDialog, parts)));
  return kept;
}

const focused = (): string => document.activeElement?.closest("fieldset")?.querySelector("legend")?.textContent ?? "";

it("[R29] yes or no, 1 to 5 and 1 to 10 are rated by their first key, each going on to the next, and kept", async () => {
  const kept = await open(undefined);
  document.querySelector<HTMLElement>("fieldset button[tabindex='0']")?.focus();
  const gone = [focused()];
  for (const key of ["y", "4", "0"]) {
    await press(key);
    gone.push(focused());
  }
  expect(gone).toEqual(["Voice", "Pace", "Weight", ""]);
  expect(document.activeElement?.tagName).toBe("TEXTAREA");
  await press("Enter", { ctrlKey: true });
  expect(kept).toMatchObject([
    {
      ratings: [
        { criterion: "voice", value: 1 },
        { criterion: "pace", value: 4 },
        { criterion: "weight", value: 10 },
      ],
    },
  ]);
});

it("[R29] arrows go through the values of one criterion without choosing; a key that is no value does nothing", async () => {
  const kept = await open({ ratings: [{ criterion: "pace", value: 2 }] });
  const stops = [...document.querySelectorAll<HTMLElement>("fieldset button[tabindex='0']")];
  expect(stops.map(({ textContent }) => textContent)).toEqual(["yes", "2", "1"]);
  stops[1]?.focus();
  await press("ArrowRight");
  await press("ArrowRight");
  expect(document.activeElement?.textContent).toBe("4");
  await press("7");
  expect([focused(), document.activeElement?.getAttribute("aria-pressed")]).toEqual(["Pace", "false"]);
  await press("Enter", { ctrlKey: true });
  expect(kept).toMatchObject([{ ratings: [{ criterion: "pace", value: 2 }] }]);
});
