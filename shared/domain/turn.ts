import { z } from "zod";

import { MAX_TITLE_UNITS } from "./run.ts";
import { isThoughtSection, MAX_SECTION_UNITS, STORY_SECTION_NAMES } from "./section.ts";
import { MAX_STEPS, type Step } from "./step.ts";
import { visible } from "./visible.ts";

/*
 * What a player sees of a run: its story and nothing else. It follows from the story alone, so that equal stories give
 * equal bytes whatever was thought beside them.
 */

/** A section of the story as the player reads it. `step` is 1-based. */
export const StoryPart = z.strictObject({
  step: z.int().min(1).max(MAX_STEPS),
  section: z.enum(STORY_SECTION_NAMES),
  /** The tag "yo be real" stands on it. */
  tagged: z.boolean(),
  text: z.string().max(MAX_SECTION_UNITS),
});
export type StoryPart = z.infer<typeof StoryPart>;

/** The player's move. */
export const PlayersAction = z.strictObject({ text: z.string().max(MAX_SECTION_UNITS), tagged: z.boolean() });
export type PlayersAction = z.infer<typeof PlayersAction>;

/** A turn on its way to the player and back (`turn.json`, docs/formats/package.md). */
export const Turn = z.strictObject({
  version: z.literal(1),
  title: z.string().max(MAX_TITLE_UNITS),
  story: z.array(StoryPart).max(MAX_STEPS * STORY_SECTION_NAMES.length),
  /** The step whose action is asked for. */
  step: z.int().min(1).max(MAX_STEPS),
  /** Null on the way to the player. */
  action: PlayersAction.nullable(),
});
export type Turn = z.infer<typeof Turn>;

/** The story of a run, and where the player stands in it. */
export type PlayersView = {
  readonly story: readonly StoryPart[];
  /** Index of the first part that the player has not answered yet; the length of the story when there is none. */
  readonly fresh: number;
  /** The step (1-based) that waits for the player's action; null when it is the dungeon master's turn. */
  readonly awaits: number | null;
};

/** What the player sees. What a skip hides is no part of it. */
export function playersView(steps: readonly Step[]): PlayersView {
  const story: StoryPart[] = [];
  for (const { step, number, states } of visible(steps)) {
    for (const section of STORY_SECTION_NAMES) {
      if (states[section] !== "written" || isThoughtSection(section)) continue;
      const tagged = section !== "prompt" && step[section].tagged;
      story.push({ step: number, section, tagged, text: step[section].text });
    }
  }
  const fresh = story.findLastIndex(({ section }) => section === "action") + 1;
  return { story, fresh, awaits: awaitedStep(story, steps.length) };
}

/** After a prompt the player acts; after an outcome with the tag the next step begins at its action. */
function awaitedStep(story: readonly StoryPart[], steps: number): number | null {
  const last = story.at(-1);
  if (last?.section === "prompt") return last.step;
  return last?.section === "outcome" && last.tagged && last.step < steps ? last.step + 1 : null;
}

/** The part of the story that is new to the player, as plain text for any chat. */
export function freshStory({ story, fresh }: PlayersView): string {
  return story
    .slice(fresh)
    .map(({ text, tagged }) => (tagged ? `(yo be real) ${text}` : text))
    .join("\n\n");
}
