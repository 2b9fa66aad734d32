import { TAG, tagProblem } from "../tag.ts";

/** What is said of an action or outcome that breaks rule T, in a file as in a run; null when the rule holds (bounty format, Writing 4). */
export function tagFault(section: {
  readonly tagged: boolean;
  readonly text: string;
}): { readonly message: string; readonly repair: string | null } | null {
  const problem = tagProblem(section);
  if (problem === null) return null;
  if (problem === "tagWithoutText") return { message: "the tag stands there without a text.", repair: null };
  return section.tagged
    ? { message: `the text begins with "${TAG}" once more, after the tag.`, repair: "Take one of the two tags off." }
    : {
        message: `the text begins with "${TAG}" and is not tagged; a reader would take it for the tag.`,
        repair: "Set the tag in place of these characters.",
      };
}
