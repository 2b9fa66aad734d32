/*
 * Matching by itself: what the worker does with each text. It knows nothing of runs.
 */

/** A stretch of a text in UTF-16 units, never empty, with what it would be replaced by (null when nothing was asked). */
export type Matched = { readonly start: number; readonly end: number; readonly replacement: string | null };

/** The matches of a pattern (flag g) in a text, in order. A match of nothing is none. */
export function* matched(pattern: RegExp, text: string, template: string | null): Generator<Matched> {
  for (const match of text.matchAll(pattern)) {
    if (match[0] === "") continue;
    const replacement = template === null ? null : expand(template, match);
    yield { start: match.index, end: match.index + match[0].length, replacement };
  }
}

const PLACEHOLDER = /\$(?:(?<whole>[$&])|(?<number>\d{1,2})|<(?<name>[^>]*)>)|\\(?<escaped>[nt\\])/gu;
const ESCAPED: Readonly<Record<string, string>> = { n: "\n", t: "\t", "\\": "\\" };

/** What a pattern's replacement means for one match: `$&`, `$1`, `$<name>`, `$$`, `\n`, `\t`; a group that took no part is nothing. */
export function expand(template: string, match: RegExpExecArray | RegExpMatchArray): string {
  return template.replace(PLACEHOLDER, (...found: unknown[]) => {
    const [sign] = found;
    const groups = found.at(-1);
    if (!isGroups(groups) || typeof sign !== "string") return "";
    const { whole, number, name, escaped } = groups;
    if (escaped !== undefined) return ESCAPED[escaped] ?? sign;
    if (whole !== undefined) return whole === "$" ? "$" : match[0];
    if (name !== undefined) return match.groups === undefined ? sign : (match.groups[name] ?? "");
    const group = Number(number);
    return group === 0 || group >= match.length ? sign : (match[group] ?? "");
  });
}

function isGroups(value: unknown): value is Readonly<Record<string, string | undefined>> {
  return typeof value === "object" && value !== null;
}
