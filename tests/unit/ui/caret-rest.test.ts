// @vitest-environment jsdom
import { afterEach, beforeEach, expect, it, vi } from "vitest";

import { CARET_RESTS_AFTER_MS, letCaretRest } from "../../../renderer/app/caret-rest.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it("[DT20] the caret stands still when nobody has typed for a while, and no key before that starts a timer of its own", () => {
  const page = new EventTarget();
  const root = document.createElement("div");
  const stop = letCaretRest(root, page, () => Date.now());
  const press = (): boolean => page.dispatchEvent(new Event("keydown"));
  const rests = (): boolean => root.dataset["caret"] === "rests";
  vi.advanceTimersByTime(CARET_RESTS_AFTER_MS - 1);
  expect(rests()).toBe(false);
  press();
  press();
  expect(vi.getTimerCount()).toBe(1);
  vi.advanceTimersByTime(CARET_RESTS_AFTER_MS - 1);
  expect(rests()).toBe(false);
  vi.advanceTimersByTime(1);
  expect(rests()).toBe(true);
  expect(vi.getTimerCount()).toBe(0);
  press();
  expect(rests()).toBe(false);
  stop();
  expect(vi.getTimerCount()).toBe(0);
});
