import { z } from "zod";

import { Language } from "../spelling/languages.ts";

/*
 * How a person likes to write: part of the settings. Everything holds at once and for every run.
 */

/** The typefaces of the run's text: the book's own, one without serifs, the system's. */
export const TYPEFACES = ["literata", "sans", "system"] as const;
/** Line lengths, as a share of the designed one. */
export const TEXT_WIDTHS = ["narrow", "normal", "wide"] as const;
/** Line spacing, as a share of the designed one. */
export const LINE_SPACINGS = ["close", "normal", "open"] as const;
/** Where something is done to the text: the story alone, thoughts too, nowhere. */
export const TEXT_SCOPES = ["off", "story", "all"] as const;

/** Text sizes in per cent of the designed one. */
export const LEAST_TEXT_SIZE = 80;
export const MOST_TEXT_SIZE = 200;
export const TEXT_SIZE_STEP = 10;

/** A person's English by the system's; other countries' English is nearer to Britain's. */
function systemLanguage(): Language {
  return /^en-(?!US|PH)/u.test(navigator.language) ? "en-GB" : "en-US";
}

/** The fields of the settings that are about comfort; what is missing or broken is as designed. */
export const COMFORT_FIELDS = {
  typeface: z.enum(TYPEFACES).catch("literata"),
  /** Per cent of the designed size. */
  textSize: z.int().min(LEAST_TEXT_SIZE).max(MOST_TEXT_SIZE).catch(100),
  textWidth: z.enum(TEXT_WIDTHS).catch("normal"),
  lineSpacing: z.enum(LINE_SPACINGS).catch("normal"),
  /** The line that is written stays at one height of the page. */
  typewriter: z.boolean().catch(false),
  /** Where typed quotes and dashes become curly and long. */
  smartTyping: z.enum(TEXT_SCOPES).catch("off"),
  spelling: z.enum(TEXT_SCOPES).catch("story"),
  language: Language.catch(systemLanguage),
} as const;

const Comfort = z.object(COMFORT_FIELDS);
export type Comfort = z.infer<typeof Comfort>;

/** The next size up or down, within what is offered. */
export function nextTextSize(size: number, way: 1 | -1): number {
  return Math.min(MOST_TEXT_SIZE, Math.max(LEAST_TEXT_SIZE, size + way * TEXT_SIZE_STEP));
}

/** The option after a value, the first after the last. */
export function nextOf<Value extends string>(values: readonly Value[], value: Value): Value {
  return values[(values.indexOf(value) + 1) % values.length] ?? value;
}

/** Puts the looks of the text on the document: a factor for the size, names for the rest (`styles/comfort.css`). */
export function applyComfort(comfort: Comfort, root: HTMLElement): void {
  root.style.setProperty("--text-size", String(comfort.textSize / 100));
  const { dataset } = root;
  dataset["typeface"] = comfort.typeface;
  dataset["textWidth"] = comfort.textWidth;
  dataset["lineSpacing"] = comfort.lineSpacing;
}
