import { LANGUAGE, number } from "./format.ts";
import { WORDS } from "./catalogue.ts";

/**
 * How the catalogue speaks. An entry is a sentence with `{slots}`, or two of them by number; keys and slots are checked
 * by the compiler, so that a sentence cannot lose a slot without its callers being told. Numbers in slots are grouped
 * ("121,430"); `count` chooses between the two forms of a plural by the rules of the catalogue's language.
 */

type Plural = { readonly one: string; readonly other: string };
type SlotsIn<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | SlotsIn<Rest> : never;
type SlotsOf<Entry> = Entry extends string
  ? SlotsIn<Entry>
  : Entry extends Plural
    ? "count" | SlotsIn<Entry["one"]> | SlotsIn<Entry["other"]>
    : never;

/** A key of the catalogue. */
export type WordKey = keyof typeof WORDS;
/** What `say` needs beside the key: nothing, or a value for every slot. `count` must be a number. */
export type SlotsFor<Key extends WordKey> = {
  readonly [Name in SlotsOf<(typeof WORDS)[Key]>]: Name extends "count" ? number : string | number;
};
/** Keys of sentences without a slot: they can stand in data (a command's title, a column's head). */
export type PlainWordKey = { [Key in WordKey]: [SlotsOf<(typeof WORDS)[Key]>] extends [never] ? Key : never }[WordKey];

const plurals = new Intl.PluralRules(LANGUAGE);
/** A step's number is a name, not an amount: "Step 1000", as assistive technology and files call it. */
const NAMES_OF_STEPS: ReadonlySet<string> = new Set(["step", "from", "to", "last"]);
const SLOT = /\{(\w+)\}/gu;

/** The words of a key with its slots filled. */
export function say<Key extends WordKey>(key: Key, ...slots: Key extends PlainWordKey ? [] : [SlotsFor<Key>]): string {
  const entry: string | Plural = WORDS[key];
  const values: Readonly<Record<string, string | number>> = slots[0] ?? {};
  return fill(typeof entry === "string" ? entry : formOf(entry, values["count"]), values);
}

function formOf(entry: Plural, count: string | number | undefined): string {
  return plurals.select(Number(count)) === "one" ? entry.one : entry.other;
}

function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(SLOT, (slot, name: string) => {
    const value = values[name];
    if (value === undefined) return slot;
    return typeof value !== "number" ? value : NAMES_OF_STEPS.has(name) ? String(value) : number(value);
  });
}
