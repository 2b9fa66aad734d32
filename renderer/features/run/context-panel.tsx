import { Anchor, Rewind } from "lucide-react";
import { useMemo, useState } from "react";

import { useSettings } from "../../app/context.tsx";
import type { Step } from "../../../shared/domain/step.ts";
import { type LongTermThought, rememberedAt } from "../../state/long-term.ts";
import { visibleTexts } from "../../state/run-search.ts";
import { Button } from "../../ui/button.tsx";
import { Choice } from "../../ui/choice.tsx";
import { PanelPart } from "../../ui/panel.tsx";
import { LongTermLine } from "./long-term-line.tsx";
import { say } from "../../words/say.ts";

/** So many long-term thoughts are shown at first: the nearest are the ones a writer needs. */
const SHOWN_AT_FIRST = 6;
const STEPS_AGO = ["10", "25", "50", "100", "200"] as const;

/** What helps the memory beside the page: long-term thoughts with their age, and what stood some steps ago. */
export function ContextPanel({
  steps,
  longTerm,
  step,
  onGo,
}: {
  readonly steps: readonly Step[];
  readonly longTerm: readonly LongTermThought[];
  /** 1-based number of the step where the caret is. */
  readonly step: number;
  readonly onGo: (place: LongTermThought | number) => void;
}) {
  return (
    <>
      <LongTermPart longTerm={longTerm} step={step} onGo={onGo} />
      <StepsAgoPart steps={steps} step={step} onGo={onGo} />
    </>
  );
}

function LongTermPart({
  longTerm,
  step,
  onGo,
}: {
  readonly longTerm: readonly LongTermThought[];
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
          <li key={thought.thoughtId}>
            <LongTermLine thought={thought} age={step - thought.step} onGo={() => onGo(thought)} />
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
