import { useEffect, useMemo, useRef } from "react";

import type { Command } from "../../app/commands.ts";
import { useCommands, usePage, useSettings } from "../../app/context.tsx";
import {
  LINE_SPACINGS,
  nextOf,
  nextTextSize,
  TEXT_SCOPES,
  TEXT_WIDTHS,
  TYPEFACES,
} from "../../state/comfort-settings.ts";
import type { Settings } from "../../state/settings.ts";
import { useLatest } from "../../state/use-latest.ts";
import { useStore } from "../../state/use-store.ts";
import { say } from "../../words/say.ts";
import { MemoryCommands } from "./memory-pins.tsx";
import type { Shared } from "./run-parts.ts";
import type { RunSession } from "./run-session.ts";

/** Below this width of the window, in CSS pixels, panels lie over the text and begin closed (styles/comfort.css). */
const NARROW = "(max-width: 900px)";

/** How the text looks and behaves, by commands; draws nothing. */
export function ComfortDesk({ session, desk }: Pick<Shared, "desk"> & { readonly session: RunSession }) {
  useFocusMode(session);
  useSizes(session);
  useFolding(desk);
  useComfortCommands(session);
  return <MemoryCommands session={session} />;
}

function useFocusMode(session: RunSession): void {
  const { announce } = usePage();
  const isFocused = useStore(session.aids.focus);
  const wasFocused = useRef(false);
  useEffect(() => {
    if (isFocused !== wasFocused.current) announce(say(isFocused ? "comfort.focusOn" : "comfort.focusOff"));
    wasFocused.current = isFocused;
  }, [isFocused, announce]);
  useEffect(() => {
    const { dataset } = document.documentElement;
    if (!isFocused) return undefined;
    dataset["focus"] = "on";
    return () => {
      delete dataset["focus"];
    };
  }, [isFocused]);
}

/** The editor measures anew when the text's looks have changed; a changed width it sees by itself. */
function useSizes(session: RunSession): void {
  const [{ typeface, textSize, textWidth, lineSpacing }] = useSettings();
  useEffect(() => {
    const frame = requestAnimationFrame(() => session.editor.sizesChanged());
    // A typeface that is drawn for the first time comes a moment later.
    void document.fonts?.ready.then(() => session.editor.sizesChanged());
    return () => cancelAnimationFrame(frame);
  }, [session, typeface, textSize, textWidth, lineSpacing]);
}

/** Folds the panels while the window is narrow, and opens those that were open when it is wide again. */
function useFolding({ map, panel, toggleMap, show }: Shared["desk"]): void {
  const open = useMemo(() => ({ map, panel }), [map, panel]);
  const now = useLatest(open);
  useEffect(() => {
    if (typeof matchMedia !== "function") return undefined;
    const narrow = matchMedia(NARROW);
    let folded: typeof open | null = null;
    const fold = (): void => {
      if (narrow.matches) {
        folded = now.current;
        if (folded.map) toggleMap();
        show("none");
      } else if (folded !== null) {
        if (folded.map && !now.current.map) toggleMap();
        if (now.current.panel === "none") show(folded.panel);
        folded = null;
      }
    };
    if (narrow.matches) fold();
    narrow.addEventListener("change", fold);
    return () => narrow.removeEventListener("change", fold);
  }, [now, toggleMap, show]);
}

function useComfortCommands(session: RunSession): void {
  const { settings, announce } = usePage();
  const commands = useMemo<Command[]>(() => {
    const set = (change: Partial<Settings>, said: string): void => {
      settings.set({ ...settings.get(), ...change });
      announce(said);
    };
    const size = (textSize: number): void => set({ textSize }, say("comfort.sizeNow", { size: textSize }));
    const view = { group: "view" } as const;
    return [
      {
        ...view,
        id: "comfort.focus",
        title: say("comfort.focus"),
        keys: "Mod+Shift+Enter",
        inText: true,
        isActive: session.aids.focus.get,
        run: () => {
          session.aids.toggleFocus();
          session.editor.focus();
        },
      },
      {
        ...view,
        id: "comfort.typewriter",
        title: say("comfort.typewriter"),
        isActive: () => settings.get().typewriter,
        run: () => {
          const typewriter = !settings.get().typewriter;
          set({ typewriter }, say(typewriter ? "comfort.on" : "comfort.off", { what: say("comfort.typewriter") }));
        },
      },
      {
        ...view,
        id: "comfort.larger",
        title: say("comfort.larger"),
        run: () => size(nextTextSize(settings.get().textSize, 1)),
      },
      {
        ...view,
        id: "comfort.smaller",
        title: say("comfort.smaller"),
        run: () => size(nextTextSize(settings.get().textSize, -1)),
      },
      {
        ...view,
        id: "comfort.designed",
        title: say("comfort.designed"),
        run: () =>
          set(
            { textSize: 100, typeface: "literata", textWidth: "normal", lineSpacing: "normal" },
            say("comfort.designed"),
          ),
      },
      {
        ...view,
        id: "comfort.typeface",
        title: say("comfort.typefaceNext"),
        run: () => {
          const typeface = nextOf(TYPEFACES, settings.get().typeface);
          set({ typeface }, say("comfort.typefaceNow", { typeface: say(`typeface.${typeface}`) }));
        },
      },
      {
        ...view,
        id: "comfort.width",
        title: say("comfort.widthNext"),
        run: () => {
          const textWidth = nextOf(TEXT_WIDTHS, settings.get().textWidth);
          set({ textWidth }, say("comfort.widthNow", { width: say(`width.${textWidth}`) }));
        },
      },
      {
        ...view,
        id: "comfort.spacing",
        title: say("comfort.spacingNext"),
        run: () => {
          const lineSpacing = nextOf(LINE_SPACINGS, settings.get().lineSpacing);
          set({ lineSpacing }, say("comfort.spacingNow", { spacing: say(`spacing.${lineSpacing}`) }));
        },
      },
      {
        id: "comfort.smart",
        title: say("comfort.smartNext"),
        group: "write",
        run: () => {
          const smartTyping = nextOf(TEXT_SCOPES, settings.get().smartTyping);
          set({ smartTyping }, say("comfort.smartNow", { where: say(`scope.${smartTyping}`) }));
        },
      },
      {
        id: "comfort.spelling",
        title: say("spelling.whereNext"),
        group: "write",
        run: () => {
          const spelling = nextOf(TEXT_SCOPES, settings.get().spelling);
          set({ spelling }, say("spelling.now", { where: say(`scope.${spelling}`) }));
        },
      },
    ];
  }, [session, settings, announce]);
  useCommands(commands);
}
