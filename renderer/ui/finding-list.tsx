import { type ReactNode, useEffect, useRef } from "react";

import type { Evidence, Finding } from "../../shared/domain/consistency/results.ts";
import type { FindingMark } from "../../shared/contract/consistency-methods.ts";
import { ruleName } from "../words/rule-name.ts";
import { say } from "../words/say.ts";
import { Marked } from "./marked.tsx";
import { WeightSign } from "./severity.tsx";

/** Findings as one sentence each, both quotes side by side, each a jump. `acts` are the buttons under the open one. */
export function FindingList({
  findings,
  marks,
  open,
  onOpen,
  onGo,
  renderActs,
}: {
  readonly findings: readonly Finding[];
  /** What of the quotes is meant. */
  readonly marks: readonly FindingMark[];
  /** The key of the open one. */
  readonly open: string | null;
  readonly onOpen: (finding: Finding) => void;
  readonly onGo: (place: Evidence) => void;
  readonly renderActs?: (finding: Finding) => ReactNode;
}) {
  return (
    <ul>
      {findings.map((finding) => (
        <FindingItem
          key={finding.key}
          finding={finding}
          marks={marks.filter((mark) => mark.key === finding.key)}
          open={finding.key === open}
          onOpen={() => onOpen(finding)}
          onGo={onGo}
        >
          {finding.key === open && renderActs?.(finding)}
        </FindingItem>
      ))}
    </ul>
  );
}

function FindingItem({
  finding,
  marks,
  open,
  onOpen,
  onGo,
  children,
}: {
  readonly finding: Finding;
  readonly marks: readonly FindingMark[];
  readonly open: boolean;
  readonly onOpen: () => void;
  readonly onGo: (place: Evidence) => void;
  readonly children?: ReactNode;
}) {
  const item = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (open) item.current?.scrollIntoView({ block: "nearest" });
  }, [open]);
  return (
    <li ref={item} className="finding" data-open={open}>
      <button type="button" className="say" aria-expanded={open} onClick={onOpen}>
        <WeightSign weight={finding.severity} />
        <span className="claim">{finding.claim}</span>
      </button>
      <div className="meta">
        {say("finding.rule", { severity: say(`weight.${finding.severity}`), rule: ruleName(finding.rule) })}
      </div>
      <div className={finding.evidence.length === 1 ? "evidence single" : "evidence"}>
        {finding.evidence.map((place) => (
          <div key={`${place.step} ${place.section} ${place.thoughtId} ${place.start}`}>
            <div className="where">
              <span>{say("place.section", { step: place.step, section: say(`section.${place.section}`) })}</span>
              <button
                type="button"
                className="link"
                onClick={() => onGo(place)}
                aria-label={say("finding.goTo", { step: place.step, section: say(`section.${place.section}`) })}
              >
                {say("goThere")}
              </button>
            </div>
            {place.quote !== "" && (
              <q>
                <Marked text={place.quote} ranges={meant(place, marks)} />
              </q>
            )}
          </div>
        ))}
      </div>
      {children}
    </li>
  );
}

/** The stretches of a quote that a finding means, in its own units. */
function meant(place: Evidence, marks: readonly FindingMark[]): (readonly [number, number])[] {
  return marks
    .filter(
      (mark) =>
        mark.stepId === place.stepId &&
        mark.section === place.section &&
        mark.thoughtId === place.thoughtId &&
        mark.start >= place.start &&
        mark.end <= place.end &&
        mark.start < mark.end,
    )
    .map((mark): readonly [number, number] => [mark.start - place.start, mark.end - place.start])
    .toSorted(([left], [right]) => left - right);
}
