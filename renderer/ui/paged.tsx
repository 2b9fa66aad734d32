import { type ReactNode, useState } from "react";

import { number } from "../words/format.ts";
import { say } from "../words/say.ts";
import { Button } from "./button.tsx";

/** As many rows of a list as stand on the page at once: an answer may bring 100,000. */
const PAGE_ROWS = 200;

/** A list that may be long: a part of it, and the way to the parts before and after. `at`: the row to be seen, or -1. */
export function Paged<Item>({
  items,
  at = -1,
  children,
}: {
  readonly items: readonly Item[];
  readonly at?: number;
  readonly children: (items: readonly Item[]) => ReactNode;
}) {
  const [first, setFirst] = useState(0);
  const [seen, setSeen] = useState(-1);
  if (at !== seen) {
    setSeen(at);
    if (at !== -1) setFirst(at - (at % PAGE_ROWS));
  }
  const from = first < items.length ? first : 0;
  const to = Math.min(items.length, from + PAGE_ROWS);
  return (
    <>
      {children(items.slice(from, to))}
      {items.length > PAGE_ROWS && (
        <nav className="panel-note row" aria-label={say("paged.name")}>
          <Button low disabled={from === 0} onClick={() => setFirst(from - PAGE_ROWS)}>
            {say("paged.before")}
          </Button>
          <span className="num">
            {say("paged.shown", { from: number(from + 1), to: number(to), all: number(items.length) })}
          </span>
          <Button low disabled={to === items.length} onClick={() => setFirst(to)}>
            {say("paged.after")}
          </Button>
        </nav>
      )}
    </>
  );
}
