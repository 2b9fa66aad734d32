import { type KeyboardEvent, useId, useMemo, useState } from "react";

import type { EventKind } from "../../../shared/domain/bible/bible.ts";
import type { RunBible } from "../../app/run-bible.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { Empty } from "../../ui/states.tsx";
import { say } from "../../words/say.ts";
import { SurveyNote } from "./survey-note.tsx";
import type { BibleDesk } from "./use-bible.ts";

/*
 * Entities and threads over the steps of the run: a row each. An entity's row is dense where the text names it, with a
 * sign where something happens to it; a thread's row is a line from its plant to its payoff. Every point jumps; a row is gone
 * along with the arrow keys, and what the cursor stands on is said.
 */

const WIDTH = 1_000;
const ROW = 22;
/** Steps that fall on one stretch of a row are drawn as one. */
const COLUMNS = 250;
/** Rows beyond this are no picture any more. */
const MOST_ROWS = 60;

type Point = { readonly step: number; readonly said: string; readonly sign: "named" | "event" | "thread" };
type Row = {
  readonly id: string;
  readonly name: string;
  readonly kind: "entity" | "thread";
  /** Named so often in each column, 0 to 1. */
  readonly weights: readonly number[];
  readonly points: readonly Point[];
  /** First and last step of a thread. */
  readonly line: readonly [number, number] | null;
  readonly isOpen: boolean;
};

/** The one picture of the run. */
export function RunPicture({
  run,
  desk,
  onClose,
}: {
  readonly run: RunBible;
  readonly desk: BibleDesk;
  readonly onClose: () => void;
}) {
  const steps = run.order().length;
  const rows = useMemo(() => [...entityRows(desk, steps), ...threadRows(desk, steps)], [desk, steps]);
  const go = (step: number): void => {
    onClose();
    run.go(step);
  };
  return (
    <Dialog title={say("bible.picture")} size="wide" onClose={onClose}>
      {rows.length === 0 ? (
        <Empty inline title={say("bible.empty")} />
      ) : (
        <>
          <p className="small second">{say("picture.about")}</p>
          <SurveyNote desk={desk} />
          <div className="picture">
            {rows.map((row) => (
              <PictureRow key={`${row.kind} ${row.id}`} row={row} steps={steps} onGo={go} />
            ))}
            <Scale steps={steps} />
          </div>
        </>
      )}
    </Dialog>
  );
}

function PictureRow({
  row,
  steps,
  onGo,
}: {
  readonly row: Row;
  readonly steps: number;
  readonly onGo: (step: number) => void;
}) {
  const [at, setAt] = useState<number | null>(null);
  const id = useId();
  const point = at === null ? undefined : row.points[at];
  const onKeyDown = (event: KeyboardEvent): void => {
    const last = row.points.length - 1;
    if (last < 0) return;
    if (event.key === "ArrowRight") setAt(at === null ? 0 : Math.min(at + 1, last));
    else if (event.key === "ArrowLeft") setAt(at === null ? last : Math.max(at - 1, 0));
    else if (event.key === "Home") setAt(0);
    else if (event.key === "End") setAt(last);
    else if (event.key === "Enter") onGo(row.points[at ?? 0]?.step ?? 1);
    else return;
    event.preventDefault();
  };
  const x = (step: number): number => ((step - 0.5) / Math.max(1, steps)) * WIDTH;
  return (
    <div className="picture-row" data-kind={row.kind}>
      <span className="clip" id={id}>
        {row.name}
      </span>
      <div
        role="slider"
        tabIndex={0}
        className="picture-line"
        aria-labelledby={id}
        aria-valuemin={1}
        aria-valuemax={steps}
        aria-valuenow={point?.step ?? row.points[0]?.step ?? 1}
        aria-valuetext={point?.said ?? say("picture.points", { count: row.points.length })}
        onKeyDown={onKeyDown}
        onClick={(event) => {
          const box = event.currentTarget.getBoundingClientRect();
          const step = Math.round(((event.clientX - box.left) / Math.max(1, box.width)) * steps + 0.5);
          onGo(nearest(row.points, step)?.step ?? Math.min(steps, Math.max(1, step)));
        }}
      >
        <svg viewBox={`0 0 ${WIDTH} ${ROW}`} preserveAspectRatio="none" aria-hidden="true">
          {row.line !== null && (
            <line
              className="thread-line"
              data-open={row.isOpen}
              x1={x(row.line[0])}
              x2={x(row.line[1])}
              y1={ROW / 2}
              y2={ROW / 2}
            />
          )}
          {row.weights.map((weight, column) =>
            weight === 0 ? null : (
              <rect
                key={column}
                className="named"
                x={(column * WIDTH) / COLUMNS}
                width={WIDTH / COLUMNS}
                y={ROW / 2 - 2 - weight * (ROW / 2 - 3)}
                height={4 + 2 * weight * (ROW / 2 - 3)}
              />
            ),
          )}
          {row.points.map((each) =>
            each.sign === "named" ? null : (
              <rect
                key={`${each.sign} ${each.said}`}
                className={each.sign}
                x={x(each.step) - 2}
                width={4}
                y={2}
                height={ROW - 4}
              />
            ),
          )}
          {point !== undefined && <rect className="cursor" x={x(point.step) - 1.5} width={3} y={0} height={ROW} />}
        </svg>
        {point !== undefined && <span className="picture-said small">{point.said}</span>}
      </div>
    </div>
  );
}

function Scale({ steps }: { readonly steps: number }) {
  const marks = [1, Math.round(steps / 4), Math.round(steps / 2), Math.round((3 * steps) / 4), steps];
  return (
    <div className="picture-row scale" aria-hidden="true">
      <span className="quiet small">{say("reach.steps")}</span>
      <div className="row quiet small num">
        {[...new Set(marks)].map((step) => (
          <span key={step}>{step}</span>
        ))}
      </div>
    </div>
  );
}

function nearest(points: readonly Point[], step: number): Point | undefined {
  return points.toSorted((left, right) => Math.abs(left.step - step) - Math.abs(right.step - step))[0];
}

/** Events that are no turn of the story to be seen from afar. */
const LEFT_OUT: ReadonlySet<EventKind> = new Set(["heals", "learns", "passes"]);

function entityRows({ bible, survey, numberOf }: BibleDesk, steps: number): Row[] {
  const seen = new Map(survey.state === "ready" ? survey.value.seen.map((each) => [each.id, each]) : []);
  return bible.entities
    .map((entity): Row => {
      const named = seen.get(entity.id)?.steps ?? [];
      const weights = Array.from({ length: COLUMNS }, () => 0);
      for (const [step, times] of named) {
        const column = Math.min(COLUMNS - 1, Math.floor(((step - 1) / Math.max(1, steps)) * COLUMNS));
        weights[column] = (weights[column] ?? 0) + times;
      }
      const most = Math.max(1, ...weights);
      const events = entity.events.flatMap(({ kind, step }): Point[] =>
        !LEFT_OUT.has(kind) && numberOf(step) > 0
          ? [
              {
                step: numberOf(step),
                said: say("picture.event", { step: numberOf(step), event: say(`event.${kind}`) }),
                sign: "event",
              },
            ]
          : [],
      );
      const mentions = named.map(([step, times]): Point => ({
        step,
        said: say("picture.named", { step, count: times }),
        sign: "named",
      }));
      return {
        id: entity.id,
        name: entity.name,
        kind: "entity",
        weights: weights.map((weight) => weight / most),
        points: [...events, ...mentions].toSorted((left, right) => left.step - right.step),
        line: null,
        isOpen: false,
      };
    })
    .toSorted((left, right) => right.points.length - left.points.length)
    .slice(0, MOST_ROWS);
}

function threadRows({ bible, numberOf }: BibleDesk, steps: number): Row[] {
  return bible.threads.slice(0, MOST_ROWS).flatMap(({ id, title, plant, advanced, payoff, state }): Row[] => {
    const from = numberOf(plant);
    if (from === 0) return [];
    const to = payoff === null ? 0 : numberOf(payoff);
    const points = [
      ...threadPoint(from, say("thread.planted", { step: from })),
      ...advanced.flatMap((step) => threadPoint(numberOf(step), say("picture.advanced", { step: numberOf(step) }))),
      ...threadPoint(to, say("thread.paid", { step: to })),
    ].toSorted((left, right) => left.step - right.step);
    const end = to > 0 ? to : state === "open" ? steps : Math.max(from, ...points.map(({ step }) => step));
    return [
      {
        id,
        name: title,
        kind: "thread",
        weights: [],
        points,
        line: [Math.min(from, end), Math.max(from, end)],
        isOpen: state === "open",
      },
    ];
  });
}

function threadPoint(step: number, said: string): Point[] {
  return step === 0 ? [] : [{ step, said, sign: "thread" }];
}
