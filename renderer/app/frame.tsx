import type { ReactNode } from "react";

import { say } from "../words/say.ts";

/** The frame of a screen: bar, middle, status line. The skip link leads to `#main`. */
export function Frame({
  bar,
  status,
  children,
}: {
  readonly bar: ReactNode;
  readonly status: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <div className="frame">
      <header className="bar">{bar}</header>
      {children}
      <footer className="status-line">{status}</footer>
    </div>
  );
}

/** The first thing that Tab reaches: past the bar, to the screen's own content. */
export function SkipLink() {
  return (
    <a
      className="skip-link"
      href="#main"
      onClick={(event) => {
        // The address behind # is the place: the link moves the focus only.
        event.preventDefault();
        const text = document.querySelector<HTMLElement>('#main [role="textbox"][aria-multiline="true"]');
        (text ?? document.getElementById("main"))?.focus();
      }}
    >
      {say("skip")}
    </a>
  );
}
