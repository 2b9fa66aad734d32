import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, useEffect, useId, useRef } from "react";

import type { VersionRow } from "../../../shared/contract/history-methods.ts";
import { time } from "../../words/format.ts";
import { say } from "../../words/say.ts";
import type { ListRow } from "./version-rows.ts";

const DAY_ROW_PX = 36;
const VERSION_ROW_PX = 52;
const OVERSCAN_ROWS = 8;
/** So many rows before the end the older ones are fetched. */
const FETCH_AHEAD_ROWS = 40;

/** The versions under their days; only what is in view is drawn. One stop of Tab, Up and Down choose. */
export function VersionList({
  rows,
  chosen,
  onChoose,
  onNearEnd,
}: {
  readonly rows: readonly ListRow[];
  readonly chosen: number | null;
  readonly onChoose: (version: VersionRow) => void;
  readonly onNearEnd: () => void;
}) {
  const scroller = useRef<HTMLDivElement>(null);
  const prefix = useId();
  const at = rows.findIndex((row) => row.kind === "version" && row.version.version === chosen);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (rows[index]?.kind === "day" ? DAY_ROW_PX : VERSION_ROW_PX),
    getItemKey: (index) => rows[index]?.key ?? index,
    overscan: OVERSCAN_ROWS,
    initialRect: { width: 288, height: 640 },
  });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => virtual.measure(), [virtual, rows]);
  useEffect(() => {
    if (rows.length > 0 && last >= rows.length - FETCH_AHEAD_ROWS) onNearEnd();
  }, [rows, last, onNearEnd]);
  const choose = (from: number, way: 1 | -1): void => {
    for (let index = from; index >= 0 && index < rows.length; index += way) {
      const row = rows[index];
      if (row?.kind !== "version") continue;
      onChoose(row.version);
      virtual.scrollToIndex(index, { align: "auto" });
      return;
    }
  };
  const listen = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / VERSION_ROW_PX) - 1);
    if (event.key === "ArrowDown") choose(at + 1, 1);
    else if (event.key === "ArrowUp") choose(at < 0 ? rows.length - 1 : at - 1, -1);
    else if (event.key === "PageDown") choose(Math.min(rows.length - 1, at + page), at + page >= rows.length ? -1 : 1);
    else if (event.key === "PageUp") choose(Math.max(0, at - page), at - page < 1 ? 1 : -1);
    else if (event.key === "Home") choose(0, 1);
    else if (event.key === "End") choose(rows.length - 1, -1);
    else return;
    event.preventDefault();
  };
  return (
    <div
      ref={scroller}
      className="versions"
      role="listbox"
      tabIndex={0}
      aria-label={say("history.versions")}
      aria-activedescendant={at < 0 ? undefined : `${prefix}-${at}`}
      onKeyDown={listen}
    >
      <div className="tall" role="presentation" style={{ height: virtual.getTotalSize() }}>
        {items.map((item) => {
          const row = rows[item.index];
          if (row === undefined) return null;
          const place = { transform: `translateY(${item.start}px)` };
          return row.kind === "day" ? (
            <div key={item.key} className="day" role="presentation" style={place}>
              {row.day}
            </div>
          ) : (
            // Keys are heard by the list, which holds the focus.
            // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
            <div
              key={item.key}
              id={`${prefix}-${item.index}`}
              className="version"
              role="option"
              tabIndex={-1}
              aria-selected={item.index === at}
              style={place}
              onClick={() => onChoose(row.version)}
            >
              <span className="at">{time(row.version.changedAt)}</span>
              <span className="what clip">{row.what}</span>
              <span className="about clip">{row.about}</span>
            </div>
          );
        })}
      </div>
    </div>
  );
}
