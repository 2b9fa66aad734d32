import { Fragment, type ReactNode, useEffect, useState } from "react";

import { say } from "../words/say.ts";
import { usePage } from "./context.tsx";
import { RECOVERY } from "./later-parts.ts";
import { LIBRARY } from "./place.ts";
import { useCall } from "./use-call.ts";

/**
 * Stands before every screen. After a recovery its report comes first: nobody meets an older or emptier library without a
 * word. When a backup takes the place of the library, everything a screen knows is void: they are all made anew.
 */
export function StartGate({ children }: { readonly children: ReactNode }) {
  const page = usePage();
  const { host, announce } = page;
  const [generation, setGeneration] = useState(0);
  const [isSeen, setSeen] = useState(false);
  const [asked] = useCall("recovery.report", {}, generation);
  useEffect(
    () =>
      host.subscribe("library.replaced", () => {
        setGeneration((count) => count + 1);
        announce(say("backups.replaced"), "urgent");
      }),
    [host, announce],
  );
  const done = async (to: "library" | "backups"): Promise<void> => {
    setSeen(true);
    page.go(to === "library" ? LIBRARY : { name: "settings" });
    const dismissed = await host.call("recovery.dismiss", {});
    if (!dismissed.ok) announce(`${say("recovery.notDismissed")} ${dismissed.failure.message}`, "urgent");
  };
  // Not a blank for long: the backend has the report in its memory.
  if (asked.state === "loading") return null;
  // Where it could not be asked, the screen behind it cannot ask either, and says so with its own way out.
  if (asked.state === "failed" || asked.value.report === null || isSeen) {
    return <Fragment key={generation}>{children}</Fragment>;
  }
  return <RECOVERY.Part report={asked.value.report} onDone={(to) => void done(to)} />;
}
