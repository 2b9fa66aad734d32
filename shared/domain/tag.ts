/** The tag "yo be real" as bounty files spell it: these 13 characters at the start of an action or outcome (bounty format, section 3). */
export const TAG = "<yo be real> ";

/** A file's text taken apart: whether the exact tag stood at its start, and what follows it. Takes off one tag only. */
export function splitTag(text: string): { tagged: boolean; text: string } {
  return text.startsWith(TAG) ? { tagged: true, text: text.slice(TAG.length) } : { tagged: false, text };
}

/** The text as a file holds it. */
export function joinTag(section: { readonly tagged: boolean; readonly text: string }): string {
  return section.tagged ? TAG + section.text : section.text;
}

/**
 * What breaks rule T in an action or outcome (bounty format, Writing 4): a tag that stands on no text, or a text that
 * itself begins with the 13 characters. Null when the rule holds.
 */
export function tagProblem(section: {
  readonly tagged: boolean;
  readonly text: string;
}): "tagWithoutText" | "textBeginsWithTag" | null {
  if (section.text.startsWith(TAG)) return "textBeginsWithTag";
  return section.tagged && section.text === "" ? "tagWithoutText" : null;
}
