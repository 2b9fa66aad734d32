import { useEffect, useState } from "react";

import { usePage } from "../../app/context.tsx";
import { keyCaps } from "../../app/keys.ts";
import type { RunDetails } from "../../../shared/contract/run-methods.ts";
import { isThoughtSection, type SectionName } from "../../../shared/domain/section.ts";
import { thoughtWords, totalWords } from "../../../shared/domain/words.ts";
import { useStore } from "../../state/use-store.ts";
import { useBoundChord } from "../../ui/bound-chord.ts";
import { Meter } from "../../ui/meter.tsx";
import { percent } from "../../words/format.ts";
import { say } from "../../words/say.ts";
import { ComfortStatus } from "./comfort-status.tsx";
import type { Said } from "./run-desk.tsx";
import type { RunSession } from "./run-session.ts";
import { TodayStatus } from "./today.tsx";

/** How long a sentence of the text stays in the status line, in milliseconds: read once without haste. */
const SAID_FOR_MS = 8_000;

/** The status line: where the caret is, the words of step and run, the share of the target. Its items have fixed places. */
export function RunStatus({
  session,
  said,
  details,
  onDetails,
}: {
  readonly session: RunSession;
  readonly said: Said | null;
  readonly details: RunDetails;
  readonly onDetails: () => void;
}) {
  const { caret, words } = useStore(session.snapshot);
  const count = totalWords(words.run);
  const { targetWords } = details;
  const hint = useFirstHint(caret?.section ?? null, count);
  return (
    <>
      <span className="place">
        {caret !== null && say("place.inStep", { step: caret.step, section: say(`section.${caret.section}`) })}
        {caret?.isOutOfOrder === true && ` · ${say("provenance.outOfOrder")}`}
      </span>
      <span className="counts">{say("status.step", { count: totalWords(words.step), story: words.step.story })}</span>
      <ComfortStatus session={session} />
      <TodayStatus session={session} />
      <span className="totals-here">
        {say("status.run", { count, story: words.run.story, thoughts: thoughtWords(words.run) })}
      </span>
      <LastSaid said={said} otherwise={hint} />
      <button type="button" onClick={onDetails}>
        {targetWords === null
          ? say("target.none")
          : say("status.target", { share: percent(count / targetWords), words: targetWords })}
      </button>
      {targetWords !== null && <Meter share={count / targetWords} short />}
    </>
  );
}

/** A run of so many words was begun by somebody who has found the keys. */
const WORDS_WITH_HINTS = 200;

/** What a person who begins needs to know next: how to go on from the section where the caret is. Empty once they write. */
function useFirstHint(section: SectionName | null, words: number): string {
  const on = useSpokenChord("Mod+Enter");
  const first = useSpokenChord("Mod+1");
  const last = useSpokenChord("Mod+4");
  const help = useSpokenChord("F1");
  if (section === null || words >= WORDS_WITH_HINTS) return "";
  return isThoughtSection(section)
    ? say("hint.inThoughts", { on, first, last, help })
    : say("hint.inStory", { on, help });
}

/** The chord of an act as it is read in a sentence: "Ctrl+Enter". */
function useSpokenChord(designed: string): string {
  const { mac } = usePage();
  return keyCaps(useBoundChord(designed) ?? designed, mac).join(mac ? "" : "+");
}

/** What the text said last, for those who see; it has been announced to those who hear. */
function LastSaid({ said, otherwise }: { readonly said: Said | null; readonly otherwise: string }) {
  const [over, setOver] = useState<Said | null>(null);
  useEffect(() => {
    if (said === null) return;
    const timer = setTimeout(() => setOver(said), SAID_FOR_MS);
    return () => clearTimeout(timer);
  }, [said]);
  return <span className="grow said clip">{said !== null && said !== over ? said.text : otherwise}</span>;
}
