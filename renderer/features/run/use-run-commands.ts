import { useEffect, useRef } from "react";

import { boundChord } from "../../app/bound-keys.ts";
import type { Command } from "../../app/commands.ts";
import { type Page, usePage } from "../../app/context.tsx";
import { keyCaps } from "../../app/keys.ts";
import type { PlaceInRun } from "../../app/place.ts";
import type { Evidence, Finding } from "../../../shared/domain/consistency/results.ts";
import type { Reading } from "../../editor/state/reading.ts";
import { say } from "../../words/say.ts";
import { actCommands } from "./act-commands.ts";
import { nextReading } from "../../state/readings.ts";
import type { RunSession } from "./run-session.ts";
import { goToProgress } from "./today.tsx";
import { neighbourFinding, type useChecks } from "./use-checks.ts";
import type { DeskState } from "./use-desk.ts";

type Parts = {
  readonly session: RunSession | null;
  readonly desk: DeskState;
  readonly checks: ReturnType<typeof useChecks>;
  readonly go: (to: PlaceInRun) => void;
  /** Says a sentence, and shows it in the status line. */
  readonly tell: (text: string) => void;
};

/** Where a piece of evidence leads: to its text, or where that has no id, to its step. */
export function placeOfEvidence(evidence: Evidence): PlaceInRun {
  const { stepId, step, section, thoughtId, start, end } = evidence;
  return stepId === null ? step : { stepId, section, thoughtId, start, end };
}

/** Shows a finding: opens it in its panel and goes to where it disagrees. */
export function showFinding({ desk, go }: Pick<Parts, "desk" | "go">, finding: Finding): void {
  desk.show("findings");
  desk.setFinding(finding.key);
  const place = finding.evidence.at(-1);
  if (place !== undefined) go(placeOfEvidence(place));
}

/** The run's own commands and the acts of its text, while it is open. */
export function useRunCommands(parts: Parts): void {
  const now = useRef(parts);
  useEffect(() => {
    now.current = parts;
  });
  const page = usePage();
  const { commands } = page;
  const { session } = parts;
  useEffect(() => {
    if (session === null) return undefined;
    const stops = [
      commands.register([...actCommands(session.editor), ...ownCommands(page, session, () => now.current)]),
      showAllOnEscape(page, session),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, [page, commands, session]);
}

/**
 * Escape in the text shows everything again. It is no key of the act's: in the system's menu it would be taken from whatever
 * floats over the page.
 */
function showAllOnEscape({ commands }: Page, { editor }: RunSession): () => void {
  const listen = (event: KeyboardEvent): void => {
    const isBare = !(event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.isComposing);
    if (event.key === "Escape" && isBare && commands.run("run.readAll")) event.preventDefault();
  };
  // ProseMirror takes every Escape for answered: it is heard before it comes there.
  editor.scroller.addEventListener("keydown", listen, { capture: true });
  return () => editor.scroller.removeEventListener("keydown", listen, { capture: true });
}

function ownCommands(page: Page, session: RunSession, now: () => Parts): Command[] {
  const finding = (way: 1 | -1): void => {
    const { checks, desk } = now();
    const found = neighbourFinding(
      checks.check.results?.findings ?? [],
      desk.finding,
      session.snapshot.get().caret?.step ?? 1,
      way,
    );
    if (found === null) desk.show("findings");
    else showFinding(now(), found);
  };
  const read = (reading: Reading): void => {
    session.setReading(reading);
    const next = keyCaps(boundChord("F9", page.settings.get().boundKeys) ?? "F9", page.mac).join(page.mac ? "" : "+");
    const shown = say("reading.now", { reading: say(`reading.${reading}`) });
    now().tell(reading === "all" ? shown : `${shown}. ${say("reading.back", { next })}`);
  };
  return [
    { id: "run.goTo", title: say("goTo.name"), group: "find", keys: "Mod+J", run: () => now().desk.open("goTo") },
    {
      id: "run.check",
      title: say("check.name"),
      group: "run",
      run: () => {
        now().desk.show("findings");
        now().checks.run();
      },
    },
    { id: "run.nextFinding", title: say("findings.next"), group: "find", keys: "F8", run: () => finding(1) },
    {
      id: "run.previousFinding",
      title: say("findings.previous"),
      group: "find",
      keys: "Shift+F8",
      run: () => finding(-1),
    },
    {
      id: "run.reading",
      title: say("reading.next"),
      group: "view",
      keys: "F9",
      run: () => read(nextReading(session.editor.snapshot().reading)),
    },
    {
      id: "run.readAll",
      title: say("reading.showAll"),
      group: "view",
      isEnabled: () => session.editor.snapshot().reading !== "all",
      run: () => read("all"),
    },
    { id: "run.save", title: say("save.now"), group: "run", keys: "Mod+S", run: () => void session.flush() },
    { id: "run.details", title: say("details.name"), group: "run", run: () => now().desk.open("details") },
    { id: "run.progress", title: say("progress.openRun"), group: "view", run: () => void goToProgress(page, session) },
    { id: "run.export", title: say("export.name"), group: "run", run: () => now().desk.open("export") },
    { id: "run.print", title: say("print.open"), group: "run", keys: "Mod+P", run: () => now().desk.open("print") },
    { id: "run.map", title: say("map.toggle"), group: "view", run: () => now().desk.toggleMap() },
    { id: "run.context", title: say("context.toggle"), group: "view", run: () => now().desk.toggle("context") },
    { id: "run.findings", title: say("findings.title"), group: "view", run: () => now().desk.toggle("findings") },
    { id: "run.history", title: say("history.open"), group: "view", run: () => now().desk.show("history") },
    { id: "run.remarks", title: say("remarks.title"), group: "review", run: () => now().desk.toggle("remarks") },
  ];
}
