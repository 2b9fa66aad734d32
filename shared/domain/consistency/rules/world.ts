import { isStory } from "../passage.ts";
import type { Draft, Rule } from "../rule.ts";
import { type Span, sentenceAround, textOf } from "../sentence.ts";
import { tokenize } from "../tokens.ts";

/** So many places of one step are told: a phrase that stands everywhere says nothing more by standing there again. */
const MOST_IN_A_STEP = 5;

/** The author's own rules of the world: phrases that must not stand in the story (consistency, section 3). */
export const worldRules: Rule = {
  id: "world/never-and-must",
  version: 1,
  meta: {
    title: "Against a rule of the world",
    why: "What never happens in this world stands in the story.",
    example: "“magic never raises the dead”, and step 500 says “rose from the dead”.",
    needs: "a world rule",
  },
  followsOrder: false,

  keysFor(delta) {
    const { index } = delta;
    if (delta.bible === null) return index.bible.bible.rules.length === 0 ? [] : delta.steps.map(({ id }) => id);
    return index.bible.bible.rules.length === 0 ? [] : index.order;
  },

  run(index, key): readonly Draft[] {
    const record = index.record(key);
    const { forbidden } = index.bible;
    if (record === null || forbidden.words.size === 0) return [];
    const drafts: Draft[] = [];
    for (const [passage, each] of record.passages.entries()) {
      if (!isStory(each) || each.text === "") continue;
      for (const { entity, start, end } of forbidden.find(each.text, tokenize(each.text))) {
        const rule = index.bible.bible.rules.find(({ id }) => id === entity);
        if (rule === undefined || isAllowed(each.text, { start, end }, rule.must)) continue;
        if (drafts.length === MOST_IN_A_STEP) return drafts;
        const phrase = each.text.slice(start, end);
        drafts.push({
          claim:
            rule.why === ""
              ? `“${phrase}” is against a rule of this world.`
              : `“${phrase}”: ${rule.why.slice(0, MOST_OF_A_REASON)}.`,
          entity: null,
          subject: `${rule.id}|${phrase.toLowerCase()}`,
          severity: "warning",
          evidence: [{ id: record.step.id, at: { passage }, focus: { start, end }, quote: "sentence", isAnchor: true }],
        });
      }
    }
    return drafts;
  },

  unchecked: ({ bible }) =>
    bible.bible.rules.length > 0
      ? null
      : bible.isEmpty
        ? "no bible: no world rule is written"
        : "no world rule is written",
};

/** A claim stays one line and a half. */
const MOST_OF_A_REASON = 200;

/** A phrase that stands with one of those that must go with it is meant so. */
function isAllowed(text: string, span: Span, must: readonly string[]): boolean {
  if (must.length === 0) return false;
  const sentence = textOf(text, sentenceAround(text, span)).toLowerCase();
  return must.some((phrase) => sentence.includes(phrase.toLowerCase()));
}
