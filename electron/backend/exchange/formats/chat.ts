import type { ExportOptions } from "../../../../shared/contract/exchange-methods.ts";
import { CHAT_DEFAULTS, type ChatConfig, chatRows, type ChatWish } from "../../../../shared/domain/exchange/chat.ts";
import type { LeavingRun } from "./leaving-run.ts";

/** What a person asks of chat rows. */
export function chatWish({ contextTurns, memoryWords }: ExportOptions): ChatWish {
  return {
    contextTurns: contextTurns ?? CHAT_DEFAULTS.contextTurns,
    memoryWords: memoryWords ?? CHAT_DEFAULTS.memoryWords,
  };
}

/** The rows of a run in one telling, as JSON Lines. */
export function* chatLines(run: LeavingRun, config: ChatConfig, wish: ChatWish): Generator<string> {
  const { runId, details, visible } = run;
  for (const row of chatRows({ runId, title: details.title, steps: visible }, config, wish)) {
    yield `${JSON.stringify(row)}\n`;
  }
}
