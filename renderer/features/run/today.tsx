import { useEffect, useState } from "react";

import type { Page } from "../../app/context.tsx";
import { usePage, useSettings } from "../../app/context.tsx";
import type { ReplyOf } from "../../../shared/contract/contract.ts";
import { dayOfMoment } from "../../../shared/domain/progress/calendar.ts";
import type { SaveState } from "../../state/outbox.ts";
import { useStore, useStorePart } from "../../state/use-store.ts";
import { say } from "../../words/say.ts";
import type { RunSession } from "./run-session.ts";

/** Goes to the run's progress when all words are on the disk, so that it counts every one. */
export async function goToProgress(page: Page, session: RunSession): Promise<void> {
  await session.flush();
  page.go({ name: "progress", runId: session.runId });
}

/** What was counted when it was last asked, and what had been typed in this text by then. */
type Base = { readonly reply: ReplyOf<"progress.today">; readonly typedBefore: number };

/** When the words of the page were last all on the disk (UTC ms); null while they are on their way. */
function savedAt(state: SaveState): number | null {
  return state.kind === "saved" ? state.at : null;
}

/**
 * What was done today, right at every moment. Of words: what the library had counted at the opening of the run (and again
 * at each new day) and what this text has counted since; a key costs an addition. Of steps, where the goal is in steps:
 * the library counts those of the day with every save.
 */
function useToday(session: RunSession): { readonly reply: Base["reply"]; readonly typed: number } | null {
  const { host, clock } = usePage();
  const [{ dayStartsAt }] = useSettings();
  const { typed } = useStore(session.snapshot);
  const [base, setBase] = useState<Base | null>(null);
  const now = clock();
  const day = dayOfMoment({ utcMs: now, offsetMinutes: -new Date(now).getTimezoneOffset() }, dayStartsAt);
  useEffect(() => {
    let current = true;
    void session.flush().then(async () => {
      const typedBefore = session.snapshot.get().typed;
      const asked = await host.call("progress.today", { runId: session.runId, dayStartsAt });
      if (current && asked.ok) setBase({ reply: asked.value, typedBefore });
    });
    return () => {
      current = false;
    };
  }, [host, session, dayStartsAt, day]);
  const inSteps = base?.reply.unit === "steps";
  const saved = useStorePart(session.save, savedAt);
  useEffect(() => {
    if (!inSteps || saved === null) return undefined;
    let current = true;
    void host.call("progress.today", { runId: session.runId, dayStartsAt }).then((asked) => {
      if (!current || !asked.ok) return;
      const { steps } = asked.value;
      setBase((before) => (before === null ? null : { ...before, reply: { ...before.reply, steps } }));
    });
    return () => {
      current = false;
    };
  }, [host, session, dayStartsAt, inSteps, saved]);
  return base === null ? null : { reply: base.reply, typed: base.reply.typed + typed - base.typedBefore };
}

/** Of the status line: what was written today, and of what the goal asks. It opens the run's progress. */
export function TodayStatus({ session }: { readonly session: RunSession }) {
  const page = usePage();
  const today = useToday(session);
  if (today === null) return null;
  const { unit, steps, asked } = today.reply;
  const text =
    unit === "steps" && asked !== null && asked > 0
      ? say("status.todaySteps", { steps, asked })
      : asked !== null && asked > 0
        ? say("status.todayOf", { words: today.typed, asked })
        : say("status.today", { words: today.typed });
  return (
    <button
      type="button"
      className="today"
      aria-label={say("status.todayName", { today: text })}
      onClick={() => void goToProgress(page, session)}
    >
      {text}
    </button>
  );
}
