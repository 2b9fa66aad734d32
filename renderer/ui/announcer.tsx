import { useSyncExternalStore } from "react";

import { createStore } from "../state/store.ts";

/** "polite" waits until the reader pauses; "urgent" interrupts: only for words that were not saved and failures. */
export type Urgency = "polite" | "urgent";

/** Says sentences to assistive technology. The same sentence twice is said twice. */
export type Announcer = {
  readonly announce: (text: string, urgency?: Urgency) => void;
  readonly store: ReturnType<typeof createStore<Said>>;
};
type Said = { readonly polite: string; readonly urgent: string };

// Two equal texts one after the other are no change to a screen reader: every second one carries an invisible sign.
const AGAIN = "\u200b";

/** An announcer for one page. */
export function createAnnouncer(): Announcer {
  const store = createStore<Said>({ polite: "", urgent: "" });
  return {
    store,
    announce: (text, urgency = "polite") => {
      const before = store.get();
      store.set({ ...before, [urgency]: before[urgency] === text ? text + AGAIN : text });
    },
  };
}

/** The two live regions; always in the page, since a region that comes with its text is not read. */
export function LiveRegions({ announcer }: { readonly announcer: Announcer }) {
  const said = useSyncExternalStore(announcer.store.subscribe, announcer.store.get);
  return (
    <>
      <div className="hidden-visually" aria-live="polite" data-announcer="polite">
        {said.polite}
      </div>
      <div className="hidden-visually" aria-live="assertive" data-announcer="urgent">
        {said.urgent}
      </div>
    </>
  );
}
