import { createPortal } from "react-dom";

import type { RunDetails } from "../../../shared/contract/run-methods.ts";
import { readersNames } from "../../../shared/domain/exchange/markdown.ts";
import { isThoughtSection, type Thought } from "../../../shared/domain/section.ts";
import type { Step } from "../../../shared/domain/step.ts";
import { visible, type VisibleStep } from "../../../shared/domain/visible.ts";
import type { StepRange } from "../../ui/step-range.tsx";
import { say } from "../../words/say.ts";

/** How much of a run is printed. */
export type Printed = "all" | "story";

/**
 * A run on paper, or a range of its steps. On the page only the steps near the viewport are drawn, so what is printed is drawn apart from
 * it, beside the page's root, for as long as the printing lasts; print.css hides everything else.
 */
export function PrintedRun({
  details,
  steps,
  range,
  printed,
}: {
  readonly details: RunDetails;
  readonly steps: readonly Step[];
  readonly range: StepRange;
  readonly printed: Printed;
}) {
  return createPortal(
    <article className="printed-run">
      <header>
        <h1>{details.title}</h1>
        <p>{readersNames(details.authors)}</p>
        {range.to - range.from + 1 < steps.length && <p>{say("range.steps", range)}</p>}
      </header>
      {[...visible(steps)].slice(range.from - 1, range.to).map((step) => (
        <PrintedStep key={step.step.id} step={step} printed={printed} />
      ))}
    </article>,
    document.body,
  );
}

function PrintedStep({
  step: { step, number, sections },
  printed,
}: {
  readonly step: VisibleStep;
  readonly printed: Printed;
}) {
  const shown = sections.filter((name) => printed === "all" || !isThoughtSection(name));
  if (shown.length === 0 && step.chapter === null) return null;
  return (
    <section>
      {step.chapter !== null && <h2>{step.chapter}</h2>}
      <h3>{say("place.step", { step: number })}</h3>
      {shown.map((name) =>
        isThoughtSection(name) ? (
          <ul key={name} aria-label={say(`section.${name}`)}>
            {step[name].bullets.map((bullet) => (
              <li key={bullet[0]?.id}>
                {bullet.map((thought) => (
                  <PrintedThought key={thought.id} thought={thought} />
                ))}
              </li>
            ))}
          </ul>
        ) : (
          <div key={name} className={name}>
            {name !== "prompt" && step[name].tagged && <b>{say("act.tag")}</b>}
            {step[name].text}
          </div>
        ),
      )}
    </section>
  );
}

function PrintedThought({ thought: { type, longterm, text } }: { readonly thought: Thought }) {
  if (text === "") return null;
  return (
    <p data-type={type} data-longterm={longterm}>
      <b>{say(`letter.${type}`)}</b>
      {text}
    </p>
  );
}
