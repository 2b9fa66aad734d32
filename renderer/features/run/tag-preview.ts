import type { NamedSection, SkipConsequences } from "../../editor/messages.ts";
import { sectionsByStep } from "../../words/editor-message.ts";
import { say } from "../../words/say.ts";

/**
 * What the tag's toggle would do here, as a sentence; "" when there is nothing to say. It stands on the toggle, for the
 * pointer and for who listens, before the tag is set; what happened is said afterwards.
 */
export function tagSentence(preview: SkipConsequences | null): string {
  if (preview === null) return "";
  const hidden = withWords(preview.hidden);
  const shown = withWords(preview.shown);
  return [
    hidden.length === 0 ? "" : say("tag.wouldHide", { sections: sectionsByStep(hidden), count: wordsOf(hidden) }),
    shown.length === 0 ? "" : say("tag.wouldShow", { sections: sectionsByStep(shown), count: wordsOf(shown) }),
    preview.needed.length === 0 ? "" : say("tag.wouldNeed", { sections: sectionsByStep(preview.needed) }),
  ]
    .filter(Boolean)
    .join(" ");
}

function withWords(sections: readonly NamedSection[]): NamedSection[] {
  return sections.filter(({ words }) => words > 0);
}

function wordsOf(sections: readonly NamedSection[]): number {
  return sections.reduce((sum, { words }) => sum + words, 0);
}
