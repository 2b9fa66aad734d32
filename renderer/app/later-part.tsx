import { type ComponentType, type ReactNode, useEffect } from "react";

import { plainFailure } from "../../shared/contract/failure.ts";
import { createStore } from "../state/store.ts";
import { useStore } from "../state/use-store.ts";
import { Button } from "../ui/button.tsx";
import { Failed, Loading } from "../ui/states.tsx";
import { say } from "../words/say.ts";
import { usePage } from "./context.tsx";
import { LIBRARY } from "./place.ts";

/*
 * Parts of the page that come in files of their own, so that a start reads the screens that it shows and no others. They
 * lie beside the page like everything else of it. What was fetched stays, so a second visit draws at once.
 */

/** A part that is fetched when it is drawn for the first time, or `ahead` of that. */
export type LaterPart<Props> = {
  readonly Part: ComponentType<Props>;
  /** Begins to fetch it; does nothing when it is here or under way. A failure shows where the part is drawn, and drawing it tries again. */
  readonly ahead: () => void;
};

type Fetched<Props> =
  | { readonly state: "away" | "coming" | "failed" }
  | { readonly state: "here"; readonly Part: ComponentType<Props> };

/** A screen has the page's main landmark; a panel stands inside of one. */
type PartPlace = "screen" | "panel";

/** Makes a part of the page of its own file. */
export function laterPart<Props extends object>(
  place: PartPlace,
  fetch: () => Promise<ComponentType<Props>>,
): LaterPart<Props> {
  const fetched = createStore<Fetched<Props>>({ state: "away" });
  const ahead = (): void => {
    const { state } = fetched.get();
    if (state === "coming" || state === "here") return;
    fetched.set({ state: "coming" });
    void fetch().then(
      (part) => fetched.set({ state: "here", Part: part }),
      () => fetched.set({ state: "failed" }),
    );
  };
  function Part(props: Props) {
    const now = useStore(fetched);
    useEffect(ahead, []);
    if (now.state === "here") return <now.Part {...props} />;
    return (
      <Waiting place={place}>
        {now.state === "failed" ? <NotThere place={place} onAgain={ahead} /> : <Loading what={say("part.loading")} />}
      </Waiting>
    );
  }
  return { Part, ahead };
}

function Waiting({ place, children }: { readonly place: PartPlace; readonly children: ReactNode }) {
  if (place === "panel") return children;
  return (
    <main id="main" tabIndex={-1} className="middle full">
      {children}
    </main>
  );
}

/** The files lie with the program that serves the page: where one does not come, that has ended or is starting again. */
function NotThere({ place, onAgain }: { readonly place: PartPlace; readonly onAgain: () => void }) {
  const { go } = usePage();
  return (
    <Failed
      inline={place === "panel"}
      what={say("part.failed")}
      failure={plainFailure("io", say("part.why"))}
      onAgain={onAgain}
    >
      {place === "screen" && <Button onClick={() => go(LIBRARY)}>{say("fault.leave")}</Button>}
    </Failed>
  );
}
