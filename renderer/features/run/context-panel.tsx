import { Anchor, Pin, Rewind } from "lucide-react";
import { useMemo, useState } from "react";

import { useSettings } from "../../app/context.tsx";
import type { Step } from "../../../shared/domain/step.ts";
import { type LongTermThought, rememberedAt } from "../../state/long-term.ts";
import type { Echoes } from "../../state/run-memory.ts";
import { visibleTexts } from "../../state/run-search.ts";
import { Button, Tool } from "../../ui/button.tsx";
import { Choice } from "../../ui/choice.tsx";
import { PanelPart } from "../../ui/panel.tsx";
import { LongTermLine } from "./long-term-line.tsx";
import { say } from "../../words/say.ts";

/** So many long-term thoughts are shown at first: the nearest are the ones a writer needs. */
const SHOWN_AT_FIRST = 6;
const STEPS_AGO = ["10", "25", "50", "100", "200"] as const;

/** Whether something is pinned beside the page, and the way to change it. */
export type PinState = { readonly isPinned: boolean; readonly toggle: () => void };

/** What helps the memory beside the page: long-term thoughts with their age, and what stood some steps ago. */
export function ContextPanel({
  steps,
  longTerm,
  echoes,
  step,
  pinOf,
  onGo,
}: {
  readonly steps: readonly Step[];
  readonly longTerm: readonly LongTermThought[];
  /** Where each was last taken up; null while that is not known yet. */
  readonly echoes: Echoes | null;
  readonly pinOf: (thought: LongTermThought) => PinState;
  /** 1-based number of the step where the caret is. */
  readonly step: number;
  readonly onGo: (place: LongTermThought | number) => void;
}) {
  return (
    <>
      <LongTermPart longTerm={longTerm} echoes={echoes} step={step} pinOf={pinOf} onGo={onGo} />
      <StepsAgoPart steps={steps} step={step} onGo={onGo} />
    </>
  );
}

function LongTermPart({
  longTerm,
  echoes,
  step,
  pinOf,
  onGo,
}: {
  readonly longTerm: readonly LongTermThought[];
  readonly echoes: Echoes | null;
  readonly pinOf: (thought: LongTermThought) => PinState;
  readonly step: number;
  readonly onGo: (place: LongTermThought) => void;
}) {
  const [all, setAll] = useState(false);
  const remembered = useMemo(() => rememberedAt(longTerm, step), [longTerm, step]);
  const shown = all ? remembered : remembered.slice(0, SHOWN_AT_FIRST);
  return (
    <PanelPart
      title={say("context.longTerm")}
      icon={Anchor}
      about={say("context.shown", { shown: shown.length, all: remembered.length })}
      aside={<span className="quiet">{say("context.stepsOld")}</span>}
    >
      {remembered.length === 0 && <p className="quiet small">{say("context.noLongTerm")}</p>}
      <ul>
        {shown.map((thought) => (
          <li key={thought.thoughtId} className="pin-row">
            <LongTermLine
              thought={thought}
              age={step - thought.step}
              echo={echoOf(thought, echoes, step)}
              onGo={() => onGo(thought)}
            />
            <PinTool what={thought.text} {...pinOf(thought)} />
          </li>
        ))}
      </ul>
      {remembered.length > SHOWN_AT_FIRST && (
        <Button low kind="plain" onClick={() => setAll(!all)}>
          {all ? say("context.fewer") : say("context.all", { count: remembered.length })}
        </Button>
      )}
    </PanelPart>
  );
}

/** When a thought was last taken up, in words; nothing where that cannot be told. */
function echoOf({ thoughtId, step: own }: LongTermThought, echoes: Echoes | null, step: number): string | undefined {
  if (own === step) return say("memory.new");
  const last = thoughtId === null ? undefined : echoes?.get(thoughtId);
  if (last === undefined) return undefined;
  return last === null ? say("memory.noEcho") : say("memory.echo", { step: last });
}

function PinTool({ what, isPinned, toggle }: PinState & { readonly what: string }) {
  return <Tool low icon={Pin} pressed={isPinned} name={say("memory.pin", { what })} onClick={toggle} />;
}

function StepsAgoPart({
  steps,
  step,
  onGo,
}: {
  readonly steps: readonly Step[];
  readonly step: number;
  readonly onGo: (step: number) => void;
}) {
  const [{ stepsAgo }, change] = useSettings();
  const then = step - stepsAgo;
  const story = useMemo(() => (then < 1 ? [] : storyOf(steps, then)), [steps, then]);
  const chosen = STEPS_AGO.find((option) => Number(option) === stepsAgo) ?? "50";
  return (
    <PanelPart
      title={say("context.stepsAgo", { count: stepsAgo })}
      icon={Rewind}
      about={then < 1 ? undefined : String(then)}
      aside={
        <span className="ago-choice">
          <Choice
            hidden
            low
            label={say("context.howFar")}
            value={chosen}
            options={STEPS_AGO.map((option) => ({ value: option, title: option }))}
            onChoose={(option) => change({ stepsAgo: Number(option) })}
          />
        </span>
      }
    >
      {then < 1 ? (
        <p className="quiet small">{say("context.notYet", { count: stepsAgo })}</p>
      ) : (
        <>
          <div className="ago">
            {story.length === 0 ? (
              <p className="quiet">{say("context.noStory")}</p>
            ) : (
              story.map(({ key, text }) => <p key={key}>{text}</p>)
            )}
          </div>
          <button type="button" className="link small" onClick={() => onGo(then)}>
            {say("problems.goTo", { step: then })}
          </button>
        </>
      )}
    </PanelPart>
  );
}

/** The story of one step, section by section; only it and the step before it are looked at. */
function storyOf(steps: readonly Step[], number: number): { key: string; text: string }[] {
  const pair = steps.slice(Math.max(0, number - 2), number);
  return [...visibleTexts(pair)]
    .filter((place) => place.stepId === steps[number - 1]?.id && place.type === null)
    .map((place) => ({ key: place.section, text: place.text }));
}
