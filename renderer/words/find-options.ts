import { FIND_SECTIONS, FIND_THOUGHTS } from "../editor/find/query.ts";
import { say } from "./say.ts";

/** Where can be looked, as a choice. */
export const SECTION_OPTIONS = FIND_SECTIONS.map((value) => ({
  value,
  title:
    value === "all" || value === "story" || value === "thoughts"
      ? say(`find.sections.${value}`)
      : say(`section.${value}`),
}));

/** Which thoughts can be looked at, as a choice. */
export const THOUGHT_OPTIONS = FIND_THOUGHTS.map((value) => ({
  value,
  title: value === "all" || value === "longterm" ? say(`find.thoughts.${value}`) : say(`type.${value}`),
}));
