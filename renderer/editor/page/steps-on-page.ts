import type { StepId } from "../../../shared/domain/ids.ts";
import { SectionName } from "../../../shared/domain/section.ts";

/** Where a step in layout stands, in pixels from the top of all that the page scrolls. */
export type StepOnPage = {
  readonly stepId: StepId;
  readonly top: number;
  readonly sections: ReadonlyMap<SectionName, number>;
  /** By their ids; of a mark that runs over several lines the first one. */
  readonly marks: ReadonlyMap<string, number>;
};

/** Reads where a step, its sections and the marks in it stand. `origin`: where the top of all that scrolls is now. */
export function stepOnPage(stepId: StepId, element: HTMLElement, origin: number): StepOnPage {
  const topOf = (part: Element): number => part.getBoundingClientRect().top - origin;
  const sections = new Map<SectionName, number>();
  for (const section of element.querySelectorAll<HTMLElement>("[data-section]")) {
    const name = SectionName.safeParse(section.dataset["section"]);
    // A section that is not shown has no box and no place.
    if (name.success && section.offsetHeight > 0) sections.set(name.data, topOf(section));
  }
  const marks = new Map<string, number>();
  for (const mark of element.querySelectorAll<HTMLElement>("[data-mark]")) {
    const id = mark.dataset["mark"] ?? "";
    if (!marks.has(id) && mark.offsetHeight > 0) marks.set(id, topOf(mark));
  }
  const frame = element.querySelector(".run-step-frame");
  const above = frame === null ? 0 : Number.parseFloat(getComputedStyle(frame).paddingTop);
  return { stepId, top: topOf(frame ?? element) + above, sections, marks };
}
