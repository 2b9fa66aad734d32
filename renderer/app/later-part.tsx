import { type ComponentType, type ReactNode, useEffect } from "react";

import { plainFailure } from "../../shared/contract/failure.ts";
import { createStore } from "../state/store.ts";
import { useStore } from "../state/use-store.ts";
import { Failed, Loading } from "../ui/states.tsx";
import { say } from "../words/say.ts";

/*
 * Parts of the page that come in files of their own, so that a start reads the screens that it shows and no others. They
 * lie beside the page like everything else of it. What was fetched stays, so a second visit draws at once.
 */

/** A part that is fetched when it is drawn for the first time, or `ahead` of that. */
export type LaterPart<Props> = {
  readonly Part: ComponentType<Props>;
  /** Begins to fetch it; does nothing when it is here or under way. A failure shows where the part is drawn. */
  readonly ahead: () => void;
};

type Fetched<Props> =
  | { readonly state: "away" | "coming" }
  | { readonly state: "here"; readonly Part: ComponentType<Props> }
  | { readonly state: "failed"; readonly why: string };

/** Makes a part of the page of its own file. `place`: a screen has the page's main landmark, a panel stands inside of one. */
export function laterPart<Props extends object>(
  place: "screen" | "panel",
  fetch: () => Promise<ComponentType<Props>>,
): LaterPart<Props> {
  const fetched = createStore<Fetched<Props>>({ state: "away" });
  const ahead = (): void => {
    const { state } = fetched.get();
    if (state === "coming" || state === "here") return;
    fetched.set({ state: "coming" });
    void fetch().then(
      (part) => fetched.set({ state: "here", Part: part }),
      (error: unknown) => fetched.set({ state: "failed", why: String(error) }),
    );
  };
  function Part(props: Props) {
    const now = useStore(fetched);
    useEffect(ahead, []);
    if (now.state === "here") return <now.Part {...props} />;
    return (
      <Waiting place={place}>
        {now.state === "failed" ? <NotThere why={now.why} /> : <Loading what={say("part.loading")} />}
      </Waiting>
    );
  }
  return { Part, ahead };
}

function Waiting({ place, children }: { readonly place: "screen" | "panel"; readonly children: ReactNode }) {
  if (place === "panel") return children;
  return (
    <main id="main" tabIndex={-1} className="middle full">
      {children}
    </main>
  );
}

/** A browser remembers that a file did not come for as long as the page stands, so trying again is a new page; unsaved words outlive it. */
function NotThere({ why }: { readonly why: string }) {
  return (
    <Failed
      what={say("part.failed")}
      failure={plainFailure("io", say("part.why", { why }))}
      onAgain={() => location.reload()}
    />
  );
}
