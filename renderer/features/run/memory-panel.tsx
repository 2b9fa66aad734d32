import { Pin as PinIcon, Users } from "lucide-react";
import { useCallback, useMemo } from "react";

import type { Pin } from "../../../shared/contract/run-methods.ts";
import { LEAST_STEPS_OF_NAME } from "../../../shared/domain/consistency/recurring.ts";
import type { Step } from "../../../shared/domain/step.ts";
import { longTermThoughts } from "../../state/long-term.ts";
import { firstWords } from "../../state/run-outline.ts";
import { type RunMemory, visibleTextOf } from "../../state/run-memory.ts";
import { visibleTexts } from "../../state/run-search.ts";
import { useRested } from "../../state/use-rested.ts";
import { useStore, useStorePart } from "../../state/use-store.ts";
import { Tool } from "../../ui/button.tsx";
import { PanelPart } from "../../ui/panel.tsx";
import { say } from "../../words/say.ts";
import { ContextPanel } from "./context-panel.tsx";
import { LongTermLine } from "./long-term-line.tsx";
import { useRunMemory } from "./memory-follow.ts";
import { isPinned, togglePin } from "./memory-pins.tsx";
import type { Shared } from "./run-parts.ts";
import type { RunSession } from "./run-session.ts";
import { recurringNames } from "./spelling-desk.tsx";

/** How long the typing rests before the panel is made anew, in milliseconds. */
const PANEL_AFTER_MS = 400;
/** As much of a pinned step's text as is shown, in UTF-16 units: about three lines. */
const SHOWN_UNITS = 110;

/** What helps the memory beside the page: what is pinned, who is here, long-term thoughts, what stood some steps ago. */
export function MemoryPanel({ session, checks, go }: Pick<Shared, "checks" | "go"> & { readonly session: RunSession }) {
  const steps = useRested(useStore(session.steps), PANEL_AFTER_MS);
  const step = useStorePart(session.snapshot, (snapshot) => snapshot.caret?.step ?? 1);
  const pins = useStore(session.pins);
  const longTerm = useMemo(() => longTermThoughts(steps), [steps]);
  const { memory, turn } = useRunMemory(steps, longTerm);
  const echoes = useMemo(() => (turn === 0 ? null : memory.echoes(longTerm, step)), [memory, turn, longTerm, step]);
  const names = useMemo(() => recurringNames(checks.check), [checks.check]);
  const goToThought = useCallback(
    (place: (typeof longTerm)[number]) =>
      go({
        stepId: place.stepId,
        section: place.section,
        thoughtId: place.thoughtId,
        start: 0,
        end: place.text.length,
      }),
    [go],
  );
  return (
    <>
      <PinnedPart session={session} steps={steps} step={step} pins={pins} onStep={go} onThought={goToThought} />
      <CastPart
        steps={steps}
        step={step}
        names={names}
        isChecked={checks.check.results !== null}
        memory={turn === 0 ? null : memory}
      />
      <ContextPanel
        steps={steps}
        longTerm={longTerm}
        echoes={echoes}
        step={step}
        pinOf={({ stepId, thoughtId }) => ({
          isPinned: isPinned(pins, { stepId, thoughtId }),
          toggle: () => void togglePin(session.pins, { stepId, thoughtId }),
        })}
        onGo={(place) => (typeof place === "number" ? go(place) : goToThought(place))}
      />
    </>
  );
}

/** The pinned steps and thoughts that are still there, in the order in which they were pinned. */
function PinnedPart({
  session,
  steps,
  step,
  pins,
  onStep,
  onThought,
}: {
  readonly session: RunSession;
  readonly steps: readonly Step[];
  readonly step: number;
  readonly pins: readonly Pin[];
  readonly onStep: (step: number) => void;
  readonly onThought: (place: ReturnType<typeof longTermThoughts>[number]) => void;
}) {
  const rows = useMemo(() => pins.flatMap((pin) => pinnedRow(steps, pin)), [steps, pins]);
  if (rows.length === 0) return null;
  return (
    <PanelPart title={say("memory.pinned")} icon={PinIcon}>
      <ul>
        {rows.map((row) => (
          <li key={row.pin.thoughtId ?? row.pin.stepId} className="pin-row">
            {row.thought === null ? (
              <button type="button" className="pinned-step" onClick={() => onStep(row.number)}>
                <b>{say("memory.step", { step: row.number })}</b> <span className="second">{row.text}</span>
              </button>
            ) : (
              <LongTermLine
                thought={row.thought}
                age={step - row.number}
                onGo={() => row.thought !== null && onThought(row.thought)}
              />
            )}
            <Tool
              low
              icon={PinIcon}
              pressed
              name={say("memory.pin", { what: row.text })}
              onClick={() => void togglePin(session.pins, row.pin)}
            />
          </li>
        ))}
      </ul>
    </PanelPart>
  );
}

type PinnedRow = {
  readonly pin: Pin;
  readonly number: number;
  readonly text: string;
  readonly thought: ReturnType<typeof longTermThoughts>[number] | null;
};

function pinnedRow(steps: readonly Step[], pin: Pin): PinnedRow[] {
  const index = steps.findIndex(({ id }) => id === pin.stepId);
  if (index < 0) return [];
  const number = index + 1;
  // The step before decides what of this one is seen.
  const texts = [...visibleTexts(steps.slice(Math.max(0, index - 1), number))].filter(
    ({ stepId }) => stepId === pin.stepId,
  );
  if (pin.thoughtId === null) {
    const story = texts.find(({ type, text }) => type === null && text.trim() !== "") ?? texts[0];
    const text = story === undefined ? say("memory.emptyStep") : firstWords(story.text, SHOWN_UNITS);
    return [{ pin, number, text, thought: null }];
  }
  const found = texts.find(({ thoughtId }) => thoughtId === pin.thoughtId);
  if (found === undefined || found.type === null) return [];
  const { stepId, section, thoughtId, type, text } = found;
  return [{ pin, number, text, thought: { stepId, step: number, section, thoughtId, type, text } }];
}

/** The run's recurring names that stand in the caret's step, and when each was last seen before. */
function CastPart({
  steps,
  step,
  names,
  isChecked,
  memory,
}: {
  readonly steps: readonly Step[];
  readonly step: number;
  readonly names: readonly string[];
  readonly isChecked: boolean;
  readonly memory: RunMemory | null;
}) {
  const here = useMemo(() => namesIn(steps, step, names), [steps, step, names]);
  return (
    <PanelPart title={say("memory.cast")} icon={Users} about={here.length === 0 ? undefined : String(here.length)}>
      {!isChecked && <p className="quiet small">{say("memory.castUnknown")}</p>}
      {isChecked && here.length === 0 && (
        <p className="quiet small">{say("memory.castNone", { steps: LEAST_STEPS_OF_NAME })}</p>
      )}
      <ul className="cast">
        {here.map((name) => (
          <li key={name}>
            <span className="name">{name}</span>
            <span className="quiet">{lastSeen(memory?.lastBefore(name, step), step)}</span>
          </li>
        ))}
      </ul>
    </PanelPart>
  );
}

function lastSeen(last: number | null | undefined, step: number): string {
  if (last === undefined) return "";
  return last === null ? say("memory.firstHere") : say("memory.lastHere", { count: step - last });
}

/** The names that a step's visible text has as words, in the order of the names. */
function namesIn(steps: readonly Step[], number: number, names: readonly string[]): string[] {
  const step = steps[number - 1];
  if (step === undefined) return [];
  const text = visibleTextOf(step, steps[number - 2] ?? null).replaceAll("’", "'");
  const words = new Set(
    text.match(/[\p{L}\p{M}\p{N}]+(?:'[\p{L}\p{M}\p{N}]+)*/gu)?.map((word) => word.replace(/'s$/iu, "")),
  );
  return names.filter((name) => words.has(name.replaceAll("’", "'")));
}
