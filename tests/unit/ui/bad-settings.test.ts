// @vitest-environment jsdom
import { describe, expect, it, vi } from "vitest";

import { type PageStorage, pageStorage } from "../../../renderer/state/page-storage.ts";
import { createSettings, DEFAULT_SETTINGS, readSettings } from "../../../renderer/state/settings.ts";

const KEY = "runwright.settings";

function storage(stored: string | null = null): PageStorage & { readonly text: () => string } {
  let text = stored;
  return { getItem: () => text, setItem: (_key, value) => void (text = value), text: () => text ?? "" };
}

/** What browsers throw for storage that is switched off, full or read-only. */
function refuse(): never {
  throw new DOMException("refused", "QuotaExceededError");
}

describe("settings", () => {
  it.each([
    "",
    "{",
    "null",
    "7",
    "[]",
    '"dark"',
    '{"theme":7}',
    '{"theme":"sepia","stepsAgo":-1,"textSize":1e9}',
    "{}\u0000",
  ])("[DT16] that are broken (%j) are as designed", (stored) => expect(readSettings(stored)).toEqual(DEFAULT_SETTINGS));

  it("[DT16] of a newer release outlast this one: what it does not understand stays stored", () => {
    const kept = storage('{"theme":"sepia","aura":{"hue":3},"stepsAgo":20}');
    const settings = createSettings(kept);
    expect(settings.get()).toMatchObject({ theme: "system", stepsAgo: 20 });
    settings.set({ ...settings.get(), stepsAgo: 30 });
    settings.set({ ...settings.get(), name: "Ada" });
    expect(JSON.parse(kept.text())).toEqual({ theme: "sepia", aura: { hue: 3 }, stepsAgo: 30, name: "Ada" });
    settings.set({ ...settings.get(), theme: "dark" });
    expect(JSON.parse(kept.text())).toMatchObject({ theme: "dark", aura: { hue: 3 } });
  });

  it("[DT16] hold until the page goes where nothing can be stored, or no storage is there", () => {
    const readOnly = pageStorage(() => ({ getItem: () => '{"stepsAgo":20}', setItem: refuse }));
    for (const kept of [readOnly, pageStorage(refuse), pageStorage(() => ({ getItem: refuse, setItem: refuse }))]) {
      const settings = createSettings(kept);
      settings.set({ ...settings.get(), theme: "dark" });
      expect(settings.get().theme).toBe("dark");
      expect(readSettings(kept.getItem(KEY)).theme).toBe("dark");
    }
    expect(readSettings(readOnly.getItem(KEY)).stepsAgo).toBe(20);
  });

  it("[DT16] begin in a language that is there, whatever the system says", async () => {
    for (const language of ["", "xx-YY", "klingon", "en-AU", "C", "de-DE-u-co-phonebk"]) {
      vi.resetModules();
      vi.stubGlobal("navigator", { language });
      const { readSettings: readAnew } = await import("../../../renderer/state/settings.ts");
      expect(["en-US", "en-GB"]).toContain(readAnew(null).language);
    }
    vi.unstubAllGlobals();
  });
});
