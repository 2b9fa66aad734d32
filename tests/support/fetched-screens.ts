import { setImmediate as nextTurn } from "node:timers/promises";

import { act } from "react";

/** Waits until no screen or panel of the page is being fetched any more: each lies in a file of its own and comes when it is gone to. */
export async function untilFetched(): Promise<void> {
  while (document.querySelector("[aria-busy=true]") !== null) await act(async () => nextTurn());
}
