import { z } from "zod";

import type { RunId } from "../ids.ts";
import { isThoughtSection, SECTION_NAMES, type ThoughtSection, type ThoughtType } from "../section.ts";
import { joinTag } from "../tag.ts";
import type { VisibleStep } from "../visible.ts";
import { countWords } from "../words.ts";

/*
 * A run as conversations for training. The player is the user, the dungeon master the assistant. What the assistant says
 * between two actions is one answer: the outcome of the first, then the prompt of the next step, with the thoughts that go
 * with each where they stand in the run. So every action gives one row, and so does the beginning.
 *
 * There are two tellings of the same rows under the same ids: with thoughts (and with what the run marks as long-term as
 * memory), and without any. The second is the control: the thoughts are all that differs.
 *
 * Earlier turns stand before the answer as story only: what must be remembered of the thoughts is in the memory, and a row
 * stays small. Comments are notes to readers of the data, not part of the reasoning, and are left out.
 */

/** The name and version of the rows, in every row. */
export const CHAT_SCHEMA = "runwright-chat/1";

/** The two tellings. */
export const CHAT_CONFIGS = ["chat-with-thoughts", "chat-without"] as const;
export type ChatConfig = (typeof CHAT_CONFIGS)[number];

export const ChatMessage = z.strictObject({ role: z.enum(["system", "user", "assistant"]), content: z.string() });
export type ChatMessage = z.infer<typeof ChatMessage>;

/** One row: a conversation that ends with the answer to be learnt. */
export const ChatRow = z.strictObject({
  schema: z.literal(CHAT_SCHEMA),
  /** The run's id and the step whose action is answered, or `start`: the same in both tellings, and lasting. */
  id: z.string(),
  runId: z.string(),
  title: z.string(),
  /** 1-based step of the action that is answered; for the beginning the first step. */
  step: z.int().min(1),
  messages: z.array(ChatMessage).min(3),
});
export type ChatRow = z.infer<typeof ChatRow>;

/** How much stands before an answer. */
export type ChatWish = {
  /** Earlier turns of the story, an action and its answer each. */
  readonly contextTurns: number;
  /** Words of long-term thoughts, the latest that fit. */
  readonly memoryWords: number;
};

export const CHAT_DEFAULTS: ChatWish = { contextTurns: 8, memoryWords: 600 };

/** What the player says before the first prompt. */
export const OPENING = "Begin.";
/** Lines before and after the thoughts of one section. */
export const THOUGHTS_OPEN = "<thoughts>";
export const THOUGHTS_CLOSE = "</thoughts>";

const ROLE_TEXT =
  "You are the dungeon master of a text adventure. The player says what their character does; you say what happens and what the character perceives. A text that begins with “<yo be real>” asks the other to be realistic.";
const THINKING_TEXT =
  "Think before you write. Thoughts stand between <thoughts> and </thoughts>, a bullet a line, and the player does not see them. Each names its type: watsonian (reasoning inside the world), doylist (as an author), meta (about the game); what must be remembered for long is marked long-term.";

type Part = { readonly thoughts: string | null; readonly story: string | null };
type Turn = { readonly stepId: string | null; readonly step: number; readonly user: string; readonly parts: Part[] };
type Remembered = { readonly line: string; readonly words: number };

/** The rows of a run in one telling, in reading order. */
export function* chatRows(
  run: { readonly runId: RunId; readonly title: string; readonly steps: readonly VisibleStep[] },
  config: ChatConfig,
  wish: ChatWish,
): Generator<ChatRow> {
  const withThoughts = config === "chat-with-thoughts";
  const context: ChatMessage[] = [];
  const memory: Remembered[] = [];
  for (const { turn, remembered } of turnsOf(run.steps)) {
    const answer = turn.parts.flatMap(({ thoughts, story }) => (withThoughts ? [thoughts, story] : [story]));
    const told = turn.parts.flatMap(({ story }) => (story === null ? [] : [story])).join("\n\n");
    if (told !== "") {
      yield {
        schema: CHAT_SCHEMA,
        id: `${run.runId}/${turn.stepId ?? "start"}`,
        runId: run.runId,
        title: run.title,
        step: turn.step,
        messages: [
          { role: "system", content: withThoughts ? systemText(memory, wish.memoryWords) : ROLE_TEXT },
          ...context,
          { role: "user", content: turn.user },
          { role: "assistant", content: answer.filter((part) => part !== null).join("\n\n") },
        ],
      };
      context.push({ role: "user", content: turn.user }, { role: "assistant", content: told });
      context.splice(0, Math.max(0, context.length - wish.contextTurns * 2));
    }
    memory.push(...remembered);
  }
}

/** The turns of a run: what the player does and what is answered, with the long-term thoughts of the answer. */
function* turnsOf(steps: readonly VisibleStep[]): Generator<{ turn: Turn; remembered: Remembered[] }> {
  let turn: Turn = { stepId: null, step: 1, user: OPENING, parts: [] };
  let remembered: Remembered[] = [];
  for (const { step, number, sections } of steps) {
    for (const section of SECTION_NAMES) {
      if (!sections.includes(section)) continue;
      if (section === "action") {
        yield { turn, remembered };
        turn = { stepId: step.id, step: number, user: joinTag(step.action), parts: [] };
        remembered = [];
      } else if (isThoughtSection(section)) {
        const thoughts = thoughtsText(step[section]);
        if (thoughts !== null) turn.parts.push({ thoughts, story: null });
        remembered.push(...longTermOf(step[section], number));
      } else
        turn.parts.push({ thoughts: null, story: section === "outcome" ? joinTag(step.outcome) : step.prompt.text });
    }
  }
  yield { turn, remembered };
}

const isTold = (type: ThoughtType): boolean => type !== "comment";

/**
 * The thoughts of a section as the assistant writes them: `- [watsonian] …` begins a bullet, `  [doylist, long-term] …`
 * goes on in it, and further lines of a thought are indented by four. Null when nothing is left without comments.
 */
function thoughtsText(section: ThoughtSection): string | null {
  const lines: string[] = [];
  for (const bullet of section.bullets) {
    let opening = "- ";
    for (const { type, longterm, text } of bullet) {
      if (text === "" || !isTold(type)) continue;
      lines.push(`${opening}[${type}${longterm ? ", long-term" : ""}] ${text.replaceAll("\n", "\n    ")}`);
      opening = "  ";
    }
  }
  return lines.length === 0 ? null : [THOUGHTS_OPEN, ...lines, THOUGHTS_CLOSE].join("\n");
}

function longTermOf(section: ThoughtSection, number: number): Remembered[] {
  return section.bullets
    .flat()
    .filter(({ type, longterm, text }) => longterm && text !== "" && isTold(type))
    .map(({ text }) => ({ line: `- (step ${number}) ${text.replaceAll("\n", "\n  ")}`, words: countWords(text) }));
}

function systemText(memory: readonly Remembered[], memoryWords: number): string {
  const kept: string[] = [];
  let words = 0;
  for (let index = memory.length - 1; index >= 0; index -= 1) {
    const one = memory[index];
    if (one === undefined || words + one.words > memoryWords) break;
    words += one.words;
    kept.push(one.line);
  }
  const remember = kept.length === 0 ? [] : [`Remember:\n${kept.toReversed().join("\n")}`];
  return [ROLE_TEXT, THINKING_TEXT, ...remember].join("\n\n");
}
