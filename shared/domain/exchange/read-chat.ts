import { z } from "zod";

import { CHAT_SCHEMA, ChatRow, OPENING, THOUGHTS_CLOSE, THOUGHTS_OPEN } from "./chat.ts";
import type { Block } from "./mapping.ts";

/*
 * Conversations as blocks: the user is the player, the assistant the dungeon master. Taken are `messages` with role and
 * content, `conversations` with from and value, and our own chat rows, of which each adds one turn to its run.
 */

const Content = z.string().max(4_000_000);
const Messages = z.looseObject({
  title: z.string().max(10_000).optional(),
  messages: z
    .array(z.looseObject({ role: z.string(), content: Content }))
    .min(1)
    .max(200_000),
});
const Conversations = z.looseObject({
  title: z.string().max(10_000).optional(),
  conversations: z
    .array(z.looseObject({ from: z.string(), value: Content }))
    .min(1)
    .max(200_000),
});

/** One conversation, or one turn of ours. `runId` names the run that our rows belong to; null for any other. */
export type Conversation = {
  readonly runId: string | null;
  readonly title: string | null;
  readonly turns: readonly { readonly speaker: "player" | "dm" | "system"; readonly text: string }[];
};

const SPEAKERS: Readonly<Record<string, "player" | "dm" | "system">> = {
  user: "player",
  human: "player",
  player: "player",
  assistant: "dm",
  gpt: "dm",
  model: "dm",
  dm: "dm",
  system: "system",
};

/** The conversation that a JSON value is; null when it is none. */
export function conversationOf(value: unknown): Conversation | null {
  const own = ChatRow.safeParse(value);
  if (own.success) {
    const turns = own.data.messages.slice(-2).map(({ role, content }) => turn(role, content));
    return { runId: own.data.runId, title: own.data.title, turns };
  }
  const messages = Messages.safeParse(value);
  if (messages.success) {
    const { title, messages: list } = messages.data;
    return { runId: null, title: title ?? null, turns: list.map(({ role, content }) => turn(role, content)) };
  }
  const shared = Conversations.safeParse(value);
  if (!shared.success) return null;
  const { title, conversations } = shared.data;
  return { runId: null, title: title ?? null, turns: conversations.map(({ from, value: text }) => turn(from, text)) };
}

/** Whether a value says it is a chat row of ours, of whatever version. */
export function isChatSchema(schema: string): "ours" | "newer" | "none" {
  if (schema === CHAT_SCHEMA) return "ours";
  return schema.startsWith("runwright-chat/") ? "newer" : "none";
}

function turn(role: string, text: string): Conversation["turns"][number] {
  return { speaker: SPEAKERS[role.toLowerCase()] ?? "dm", text: text.replace(/\r\n?/gu, "\n") };
}

/** The blocks of a conversation; how many system messages were left out is told to `leftOut`. */
export function* chatBlocks({ turns }: Conversation, leftOut: (text: string) => void): Generator<Block> {
  for (const { speaker, text } of turns) {
    if (speaker === "system") leftOut(text);
    else if (speaker === "player") {
      if (text !== OPENING) yield { kind: "quote", level: 0, text };
    } else yield* answerBlocks(text);
  }
}

/** An answer taken apart: thoughts between our lines are bullets, the rest is story, a paragraph for each line. */
function* answerBlocks(text: string): Generator<Block> {
  let bullet: string[] = [];
  let isThinking = false;
  const close = (): Block[] => {
    const lines = bullet;
    bullet = [];
    return lines.length === 0 ? [] : [{ kind: "bullet", level: 0, text: lines.join("\n") }];
  };
  for (const line of text.split("\n")) {
    if (line === THOUGHTS_OPEN && !isThinking) isThinking = true;
    else if (line === THOUGHTS_CLOSE && isThinking) {
      yield* close();
      isThinking = false;
    } else if (!isThinking) {
      if (line !== "") yield { kind: "paragraph", level: 0, text: line };
    } else if (line.startsWith("- ")) {
      yield* close();
      bullet.push(line.slice(2));
    } else bullet.push(line.startsWith("    ") ? line.slice(4) : line.trimStart());
  }
  yield* close();
}
