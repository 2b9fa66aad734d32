import { newThoughtId, type StepId, type ThoughtId } from "../../../shared/domain/ids.ts";
import { THOUGHT_SECTION_NAMES, type ThoughtSection, type ThoughtSectionName } from "../../../shared/domain/section.ts";
import type { StepContent } from "../../../shared/domain/step.ts";
import type { StepRow } from "../runs/step-row.ts";

/*
 * A thought's id stands once in a run: verdicts and remarks find it by that. A step in the bin and a version may hold
 * thoughts that stand elsewhere by now (a merge takes them to the step before and bins the step as it was; a thought is
 * moved). When such a text comes back, the thought that stands keeps its id and the one that comes gets a new one, as what
 * is pasted does while its original is there (document model, section 3).
 */

/** A step as it shall be; null: to the bin. */
export type PlannedStep = { readonly id: StepId; readonly content: StepContent | null };

/** The same steps, where no thought has the id of one that stands elsewhere. `rows`: every step of the run. */
export function withOwnThoughts(steps: readonly PlannedStep[], rows: Iterable<StepRow>): PlannedStep[] {
  const planned = new Set(steps.map(({ id }) => id));
  const taken = new Set<ThoughtId>();
  const standing = new Map<StepId, StepContent>();
  for (const { id, deleted_at, content } of rows) {
    if (deleted_at !== null) continue;
    if (planned.has(id)) standing.set(id, content);
    else for (const [thoughtId] of homesOf(content)) taken.add(thoughtId);
  }
  return steps.map(({ id, content }) =>
    content === null ? { id, content } : { id, content: own(content, homesOf(standing.get(id) ?? content), taken) },
  );
}

type Homes = ReadonlyMap<ThoughtId, ThoughtSectionName>;

/** In which section each thought of a step is. */
function homesOf(content: StepContent): Homes {
  const homes = new Map<ThoughtId, ThoughtSectionName>();
  for (const name of THOUGHT_SECTION_NAMES) {
    for (const { id } of content[name].bullets.flat()) if (!homes.has(id)) homes.set(id, name);
  }
  return homes;
}

/** A step whose thoughts have ids of their own, which are then taken. `homes`: where they stand in it now. */
function own(content: StepContent, homes: Homes, taken: Set<ThoughtId>): StepContent {
  const there = new Map(THOUGHT_SECTION_NAMES.map((name) => [name, idsOf(content[name])]));
  const section = (name: ThoughtSectionName): ThoughtSection => {
    const isFree = (id: ThoughtId): boolean => {
      const home = homes.get(id) ?? name;
      return !taken.has(id) && (home === name || there.get(home)?.has(id) !== true);
    };
    const bullets = content[name].bullets.map((bullet) =>
      bullet.map((thought) => {
        const id = isFree(thought.id) ? thought.id : newThoughtId();
        taken.add(id);
        return id === thought.id ? thought : { ...thought, id };
      }),
    );
    return { ...content[name], bullets };
  };
  return {
    ...content,
    initial: section("initial"),
    postPrompt: section("postPrompt"),
    postAction: section("postAction"),
  };
}

function idsOf(section: ThoughtSection): ReadonlySet<ThoughtId> {
  return new Set(section.bullets.flat().map(({ id }) => id));
}
