import { useEffect } from "react";

import { SECTION_NAMES } from "../../../shared/domain/section.ts";
import { hasText, type Step } from "../../../shared/domain/step.ts";
import { usePage } from "../../app/context.tsx";
import type { RunSession } from "./run-session.ts";

/*
 * What was written out of order is known by the library, and changes only when a section gets its first text or steps come, go
 * or move. So it is asked once at the beginning and then after a save that brought one of these; typing on asks nothing.
 */

const written = new WeakMap<Step, string>();

/** Which sections of a step hold text, read once for each value of it. */
function writtenSections(step: Step): string {
  let sections = written.get(step);
  if (sections === undefined) {
    sections = SECTION_NAMES.map((name) => (hasText(step, name) ? "1" : "0")).join("");
    written.set(step, sections);
  }
  return sections;
}

function isOrderConcerned(before: readonly Step[], after: readonly Step[]): boolean {
  if (before.length !== after.length) return true;
  return after.some((step, index) => {
    const was = before[index];
    return was !== step && (was?.id !== step.id || writtenSections(was) !== writtenSections(step));
  });
}

/** Marks in the text what was written out of order, and keeps the marks fresh. */
export function useOrderOfWriting(session: RunSession): void {
  const { host, announce } = usePage();
  useEffect(() => {
    let isOpen = true;
    let asked: readonly Step[] | null = null;
    const ask = async (): Promise<void> => {
      const steps = session.steps.get();
      if (asked !== null && !isOrderConcerned(asked, steps)) return;
      asked = steps;
      const told = await host.call("run.provenance", { runId: session.runId });
      if (!isOpen) return;
      if (!told.ok) return announce(told.failure.message);
      session.editor.setOutOfOrder(new Map(told.value.outOfOrder.map(({ id, sections }) => [id, sections])));
    };
    const whenSaved = (): void => {
      if (session.save.get().kind === "saved") void ask();
    };
    whenSaved();
    const stop = session.save.subscribe(whenSaved);
    return () => {
      isOpen = false;
      stop();
    };
  }, [session, host, announce]);
}
