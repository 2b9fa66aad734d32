import { describe, expect, it } from "vitest";

import { nextOf, nextTextSize, TEXT_SCOPES } from "../../../renderer/state/comfort-settings.ts";
import { DEFAULT_SETTINGS, readSettings } from "../../../renderer/state/settings.ts";

describe("the settings of the text", () => {
  it("[SC1] are as designed where nothing, or nonsense, is kept; the rest stays", () => {
    const nonsense = { typeface: "comic", textSize: 1_000, textWidth: 3, lineSpacing: null, typewriter: "yes" };
    const kept = readSettings(JSON.stringify({ ...nonsense, spelling: "all", smartTyping: "story", name: "Ann" }));
    expect(kept).toEqual({ ...DEFAULT_SETTINGS, spelling: "all", smartTyping: "story", name: "Ann" });
    expect(DEFAULT_SETTINGS).toMatchObject({
      typeface: "literata",
      textSize: 100,
      textWidth: "normal",
      lineSpacing: "normal",
      typewriter: false,
      smartTyping: "off",
      spelling: "story",
    });
    expect(["en-US", "en-GB"]).toContain(readSettings(JSON.stringify({ language: "tlh" })).language);
  });

  it("[SC1] go up and down within what is offered, and around", () => {
    expect([nextTextSize(100, 1), nextTextSize(80, -1), nextTextSize(200, 1)]).toEqual([110, 80, 200]);
    expect(TEXT_SCOPES.map((scope) => nextOf(TEXT_SCOPES, scope))).toEqual(["story", "all", "off"]);
  });
});
