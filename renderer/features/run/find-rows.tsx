import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from "react";

/** Rows drawn beyond the ones that are seen. */
const OVERSCAN_ROWS = 8;

/**
 * A long list of which only what is seen is drawn. One stop of Tab; the arrows go from row to row, Enter and the space bar
 * choose. With `isTicked` it is a list of which several are chosen.
 */
export function FindRows({
  name,
  count,
  rowHeight,
  at,
  isTicked,
  onChoose,
  children,
}: {
  readonly name: string;
  readonly count: number;
  /** In pixels. */
  readonly rowHeight: number;
  /** The row that is shown elsewhere on the page; it is brought into view. Null for none. */
  readonly at: number | null;
  readonly isTicked?: ((index: number) => boolean) | undefined;
  readonly onChoose: (index: number) => void;
  readonly children: (index: number) => ReactNode;
}) {
  const scroller = useRef<HTMLDivElement>(null);
  const prefix = useId();
  const [active, setActive] = useState(at ?? 0);
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: OVERSCAN_ROWS,
    initialRect: { width: 480, height: rowHeight * OVERSCAN_ROWS },
  });
  useEffect(() => {
    if (at === null) return;
    setActive(at);
    virtual.scrollToIndex(at, { align: "auto" });
  }, [virtual, at]);
  const listen = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || count === 0) return;
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 1);
    const moves: Readonly<Record<string, number>> = {
      ArrowDown: active + 1,
      ArrowUp: active - 1,
      PageDown: active + page,
      PageUp: active - page,
      Home: 0,
      End: count - 1,
    };
    const to = moves[event.key];
    if (to !== undefined) {
      const next = Math.max(0, Math.min(count - 1, to));
      setActive(next);
      virtual.scrollToIndex(next, { align: "auto" });
    } else if (event.key === "Enter" || event.key === " ") onChoose(Math.min(active, count - 1));
    else return;
    event.preventDefault();
  };
  return (
    <div
      ref={scroller}
      className="find-rows"
      role="listbox"
      tabIndex={0}
      aria-label={name}
      aria-multiselectable={isTicked === undefined ? undefined : true}
      aria-activedescendant={count === 0 ? undefined : `${prefix}-${active}`}
      onKeyDown={listen}
    >
      <div className="tall" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((item) => (
          // Keys are heard by the list, which holds the focus.
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
          <div
            key={item.key}
            id={`${prefix}-${item.index}`}
            className="find-row"
            role="option"
            tabIndex={-1}
            aria-selected={isTicked === undefined ? item.index === at : isTicked(item.index)}
            aria-setsize={count}
            aria-posinset={item.index + 1}
            data-active={item.index === active}
            style={{ transform: `translateY(${item.start}px)` }}
            onClick={() => {
              setActive(item.index);
              onChoose(item.index);
            }}
          >
            {children(item.index)}
          </div>
        ))}
      </div>
    </div>
  );
}
