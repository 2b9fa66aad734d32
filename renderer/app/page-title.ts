import { useEffect } from "react";

import { say } from "../words/say.ts";
import { usePage } from "./context.tsx";

/**
 * Names the window after what is open in it, as long as the component is shown: the app's name stands behind it, except on
 * macOS, whose windows are called by their documents alone.
 */
export function usePageTitle(title: string): void {
  const { host, mac } = usePage();
  const isAlone = mac && host.describe().inSystem;
  useEffect(() => {
    document.title = isAlone ? title : say("window.title", { title });
    return () => {
      document.title = say("product");
    };
  }, [title, isAlone]);
}
