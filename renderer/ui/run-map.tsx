import { useVirtualizer } from "@tanstack/react-virtual";
import { Bookmark, ChevronDown, ChevronRight, ListFilter } from "lucide-react";
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from "react";

import type { StepId } from "../../shared/domain/ids.ts";
import { type MapRow, mapRows, partKey } from "../state/map-rows.ts";
import { type OutlinePart, type OutlineStep, partsOf } from "../state/run-outline.ts";
import { toggled } from "../state/toggled.ts";
import { say } from "../words/say.ts";
import { Icon } from "./icon.tsx";
import { WeightSign, type Weight } from "./severity.tsx";
import { Empty } from "./states.tsx";
import { type StepSign, StepSignIcon } from "./step-sign.tsx";
import { WeightStrip } from "./weight-strip.tsx";

/** What hangs on a step: findings by weight, and remarks. The heaviest first; each at most once. */
export type StepMarks = ReadonlyMap<StepId, readonly Weight[]>;
/** What a reviewer has said of steps. */
export type StepSigns = ReadonlyMap<StepId, StepSign>;
const NO_SIGNS: StepSigns = new Map();
type AskedSteps = { readonly from: number; readonly to: number };

const STEP_ROW_PX = 28;
const PART_ROW_PX = 64;
const UNNAMED_ROW_PX = 52;
const OVERSCAN_ROWS = 12;

/**
 * The map of a run: its chapters with the weight of their steps, the steps of the open ones, and what hangs on them. One
 * stop of Tab; Up and Down go from row to row, Left and Right fold, Enter goes there.
 */
export function RunMap({
  outline,
  current,
  marks,
  signs = NO_SIGNS,
  asked = null,
  onGo,
}: {
  readonly outline: readonly OutlineStep[];
  /** 1-based number of the step where the caret is. */
  readonly current: number;
  readonly marks: StepMarks;
  /** What a reviewer has said of a step. */
  readonly signs?: StepSigns;
  /** The steps (1-based, both included) that somebody was asked to read; the others stand back. Null for all. */
  readonly asked?: AskedSteps | null;
  readonly onGo: (step: OutlineStep) => void;
}) {
  const [filter, setFilter] = useState("");
  const [turned, setTurned] = useState<ReadonlySet<string>>(new Set());
  const parts = useMemo(() => partsOf(outline), [outline]);
  const rows = useMemo(
    () => mapRows(parts, current, turned, filter, (step) => saidOf(signs, step)),
    [parts, current, turned, filter, signs],
  );
  const toggle = (part: OutlinePart): void => setTurned(toggled(turned, partKey(part)));
  const choose = (row: MapRow): void => (row.kind === "step" ? onGo(row.step) : toggle(row.part));
  return (
    <nav className="side left map" aria-label={say("map.name")}>
      <label className="field low">
        <Icon of={ListFilter} />
        <input
          type="search"
          aria-label={say("map.filter")}
          placeholder={say("map.filter")}
          value={filter}
          onChange={(event) => setFilter(event.target.value)}
        />
      </label>
      {rows.length === 0 ? (
        <Empty inline title={say("map.nothing")}>
          <p>{say("map.nothingText")}</p>
        </Empty>
      ) : (
        <Rows
          rows={rows}
          current={current}
          marks={marks}
          signs={signs}
          asked={asked}
          onChoose={choose}
          onToggle={toggle}
        />
      )}
    </nav>
  );
}

/** What a reviewer has said of a step, as words to filter by. */
function saidOf(signs: StepSigns, step: OutlineStep): string {
  const sign = signs.get(step.id);
  return sign === undefined ? "" : say(`step.${sign}`);
}

function Rows({
  rows,
  current,
  marks,
  signs,
  asked,
  onChoose,
  onToggle,
}: {
  readonly rows: readonly MapRow[];
  readonly current: number;
  readonly marks: StepMarks;
  readonly signs: StepSigns;
  readonly asked: AskedSteps | null;
  readonly onChoose: (row: MapRow) => void;
  readonly onToggle: (part: OutlinePart) => void;
}) {
  const scroller = useRef<HTMLDivElement>(null);
  const prefix = useId();
  const here = rows.findIndex((row) => row.kind === "step" && row.step.number === current);
  const [active, setActive] = useState<number | null>(null);
  // The virtualizer keeps functions that change; the compiler of React is not in use here.
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => heightOf(rows[index]),
    getItemKey: (index) => rows[index]?.key ?? index,
    overscan: OVERSCAN_ROWS,
    initialRect: { width: 232, height: 640 },
  });
  useEffect(() => virtual.measure(), [virtual, rows]);
  useEffect(() => {
    if (here < 0) return;
    const { startIndex, endIndex } = virtual.range ?? { startIndex: 0, endIndex: 0 };
    // One step further moves the list by a row; a jump shows the step among its neighbours.
    virtual.scrollToIndex(here, { align: here >= startIndex - 1 && here <= endIndex + 1 ? "auto" : "center" });
  }, [virtual, here]);
  const at = Math.min(active ?? Math.max(here, 0), rows.length - 1);
  const move = (to: number): void => {
    const next = Math.max(0, Math.min(rows.length - 1, to));
    setActive(next);
    virtual.scrollToIndex(next, { align: "auto" });
  };
  const listen = (event: KeyboardEvent): void => {
    const row = rows[at];
    if (event.ctrlKey || event.metaKey || event.altKey || row === undefined) return;
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / STEP_ROW_PX) - 1);
    const moves: Record<string, number> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + page,
      PageUp: at - page,
      Home: 0,
      End: rows.length - 1,
    };
    const to = moves[event.key];
    if (to !== undefined) move(to);
    else if (event.key === "Enter" || event.key === " ") onChoose(row);
    else if (event.key === "ArrowRight" && row.kind === "part" && !row.open) onToggle(row.part);
    else if (event.key === "ArrowLeft" && row.kind === "part" && row.open) onToggle(row.part);
    else return;
    event.preventDefault();
  };
  return (
    <div
      ref={scroller}
      className="rows"
      role="tree"
      tabIndex={0}
      aria-label={say("map.steps")}
      aria-activedescendant={rows.length === 0 ? undefined : `${prefix}-${at}`}
      onKeyDown={listen}
      onBlur={() => setActive(null)}
    >
      <div className="tall" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((item) => {
          const row = rows[item.index];
          return row === undefined ? null : (
            // Keys are heard by the tree, which holds the focus.
            // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
            <div
              key={item.key}
              id={`${prefix}-${item.index}`}
              className="map-row"
              role="treeitem"
              tabIndex={-1}
              aria-level={row.kind === "part" ? 1 : 2}
              aria-expanded={row.kind === "part" ? row.open : undefined}
              aria-current={row.kind === "step" && row.step.number === current ? "true" : undefined}
              aria-selected={item.index === at}
              aria-setsize={rows.length}
              aria-posinset={item.index + 1}
              data-active={item.index === at}
              data-asked={row.kind === "step" && asked !== null ? isWithin(asked, row.step.number) : undefined}
              style={{ transform: `translateY(${item.start}px)` }}
              onClick={() => {
                setActive(item.index);
                onChoose(row);
              }}
            >
              {row.kind === "part" ? (
                <PartRow row={row} current={current} marks={marks} />
              ) : (
                <StepRow step={row.step} marks={marks.get(row.step.id) ?? []} sign={signs.get(row.step.id) ?? null} />
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}

function isWithin({ from, to }: AskedSteps, step: number): boolean {
  return step >= from && step <= to;
}

function heightOf(row: MapRow | undefined): number {
  if (row?.kind !== "part") return STEP_ROW_PX;
  return row.part.chapter === null ? UNNAMED_ROW_PX : PART_ROW_PX;
}

function PartRow({
  row,
  current,
  marks,
}: {
  readonly row: Extract<MapRow, { kind: "part" }>;
  readonly current: number;
  readonly marks: StepMarks;
}) {
  const here = current >= row.from && current <= row.to;
  const { chapter } = row.part;
  const range = say("map.range", { from: row.from, to: row.to });
  return (
    <div className={["part-row", here ? "here" : "", chapter === null ? "unnamed" : ""].filter(Boolean).join(" ")}>
      <div className="name">
        <Icon of={row.open ? ChevronDown : ChevronRight} small />
        <span className="t clip">{chapter ?? range}</span>
        {chapter !== null && <span className="range">{range}</span>}
      </div>
      <WeightStrip steps={row.part.steps} current={current} marks={marks} />
    </div>
  );
}

function StepRow({
  step,
  marks,
  sign,
}: {
  readonly step: OutlineStep;
  readonly marks: readonly Weight[];
  readonly sign: StepSign | null;
}) {
  return (
    <div className="step-row">
      <span className="n">{step.number}</span>
      {step.bookmark !== null ? (
        <span className="clip bookmark">
          <Icon of={Bookmark} small />
          {step.bookmark}
        </span>
      ) : step.opening === "" ? (
        <span className="unwritten clip">{say("map.unwritten")}</span>
      ) : (
        <span className="clip">{step.opening}</span>
      )}
      <span className="marks">
        {marks.map((weight) => (
          <WeightSign key={weight} weight={weight} small />
        ))}
        {sign !== null && <StepSignIcon sign={sign} />}
      </span>
    </div>
  );
}
