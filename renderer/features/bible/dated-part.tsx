import { type LucideIcon, Trash2 } from "lucide-react";
import type { ReactNode } from "react";

import type { StepId } from "../../../shared/domain/ids.ts";
import { Tool } from "../../ui/button.tsx";
import { PanelPart } from "../../ui/panel.tsx";
import { say } from "../../words/say.ts";
import type { BibleDesk } from "./use-bible.ts";

/** Something confirmed of an entity from a step on, as a row. */
export type DatedRow = {
  readonly key: string;
  readonly step: StepId;
  readonly said: ReactNode;
  /** What the jump to the step reads; the step is in the run. */
  readonly when: (step: number) => string;
  /** The words that it was taken from; empty when there are none. */
  readonly quote: string;
  /** What it is called when it is taken away. */
  readonly name: string;
  readonly onRemove: () => void;
};

/** A part of an entity's view: what is confirmed of it, in the order of the run, each with a jump. */
export function DatedPart({
  title,
  icon,
  none,
  rows,
  desk,
  isWriting,
  go,
  children,
}: {
  readonly title: string;
  readonly icon: LucideIcon;
  readonly none: string;
  readonly rows: readonly DatedRow[];
  readonly desk: BibleDesk;
  readonly isWriting: boolean;
  readonly go: (step: number) => void;
  readonly children: ReactNode;
}) {
  const ordered = rows.toSorted((left, right) => desk.numberOf(left.step) - desk.numberOf(right.step));
  return (
    <PanelPart title={title} icon={icon} about={String(rows.length)}>
      {rows.length === 0 && <p className="quiet small">{none}</p>}
      <ul>
        {ordered.map(({ key, step, said, when, quote, name, onRemove }) => {
          const number = desk.numberOf(step);
          return (
            <li key={key} className="fact">
              <div className="row">
                <span className="grow">{said}</span>
                {number === 0 ? (
                  <span className="wrong small">{say("fact.lost")}</span>
                ) : (
                  <button type="button" className="link small num" onClick={() => go(number)}>
                    {when(number)}
                  </button>
                )}
                {isWriting && <Tool low name={say("fact.remove", { fact: name })} icon={Trash2} onClick={onRemove} />}
              </div>
              {quote !== "" && <q className="small">{quote}</q>}
            </li>
          );
        })}
      </ul>
      {children}
    </PanelPart>
  );
}
