import { z } from "zod";

import { Convention, MAX_CONVENTIONS } from "../../shared/domain/conventions.ts";
import { COMFORT_FIELDS } from "./comfort-settings.ts";
import type { PageStorage } from "./page-storage.ts";
import { createStore, type Store } from "./store.ts";

/**
 * What a person sets for this page. Kept in the browser's own storage, which may lose its last seconds when the program
 * is killed: no words are kept here, and a setting lost is set again.
 */
export const THEMES = ["system", "light", "dark", "contrast", "contrast-dark"] as const;

/** No chord and no id of an act is longer. */
const MOST_CHORD_UNITS = 80;

const Settings = z.object({
  theme: z.enum(THEMES).catch("system"),
  ...COMFORT_FIELDS,
  /** The name under which remarks are sent and new runs are begun; empty until asked for. */
  name: z.string().max(200).catch(""),
  /** Whether "d: " and the like at a thought's start set its type (`editor/acts/openers.ts`). */
  openers: z.boolean().catch(false),
  /** Whether review comments stand beside the text where there is room. */
  remarksBeside: z.boolean().catch(true),
  /** How far back the context panel looks, in steps. */
  stepsAgo: z.int().min(1).max(1_000).catch(50),
  /** A lead's targets: words of one run, runs, words of all. */
  runWords: z.int().min(1).max(100_000_000).catch(300_000),
  runCount: z.int().min(1).max(100_000).catch(100),
  /** The hour at which a day of writing begins; 4 for those who write past midnight. */
  dayStartsAt: z.int().min(0).max(23).catch(4),
  /** Days without writing, or of waiting for an answer, after which a run is shown as stuck. */
  stuckAfterDays: z.int().min(1).max(3_650).catch(14),
  allWords: z.int().min(1).max(10_000_000_000).catch(30_000_000),
  /** Keys that were bound otherwise (`app/bound-keys.ts`). */
  boundKeys: z.record(z.string().max(MOST_CHORD_UNITS), z.string().max(MOST_CHORD_UNITS)).readonly().catch({}),
  /** What becomes of bold and italics that are pasted. */
  pasteEmphasis: z.enum(["drop", "stars"]).catch("drop"),
  /** What brackets in pasted text mean. */
  pasteConventions: z.array(Convention).max(MAX_CONVENTIONS).readonly().catch([]),
});
export type Settings = z.infer<typeof Settings>;

/** The settings of somebody who has set nothing. Targets: bounty format, section 2. */
export const DEFAULT_SETTINGS: Settings = Settings.parse({});

const KEY = "runwright.settings";

/** Reads stored settings; what is missing, broken or from a newer release is taken as not set. */
export function readSettings(stored: string | null): Settings {
  if (stored === null) return DEFAULT_SETTINGS;
  try {
    return Settings.catch(DEFAULT_SETTINGS).parse(JSON.parse(stored));
  } catch (error) {
    if (error instanceof SyntaxError) return DEFAULT_SETTINGS;
    throw error;
  }
}

/**
 * The settings as a store that writes through to the browser's storage. What was changed is written over what is stored:
 * a newer release's settings that this one does not understand stay as they are.
 */
export function createSettings(storage: PageStorage): Store<Settings> {
  const store = createStore(readSettings(storage.getItem(KEY)));
  let written = store.get();
  store.subscribe(() => {
    const settings = store.get();
    const before = written;
    const changed = Object.entries(settings).filter(([name, value]) => !Object.is(value, Reflect.get(before, name)));
    written = settings;
    storage.setItem(KEY, JSON.stringify({ ...storedFields(storage.getItem(KEY)), ...Object.fromEntries(changed) }));
  });
  return store;
}

/** Everything that is stored, understood or not. */
function storedFields(stored: string | null): Readonly<Record<string, unknown>> {
  if (stored === null) return {};
  try {
    return z.record(z.string(), z.unknown()).catch({}).parse(JSON.parse(stored));
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}

/** Puts the theme on the document: with "system" nothing is set and the style sheets follow the system. */
export function applyTheme(theme: Settings["theme"], root: HTMLElement): void {
  if (theme === "system") delete root.dataset["theme"];
  else root.dataset["theme"] = theme;
}
