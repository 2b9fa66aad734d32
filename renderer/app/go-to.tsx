import { Bookmark, CornerDownRight, Hash, Layers } from "lucide-react";
import { useCallback } from "react";

import type { Step } from "../../shared/domain/step.ts";
import type { OutlineStep } from "../state/run-outline.ts";
import { findText, type TextHit } from "../state/run-search.ts";
import { Palette, type PaletteGroup, type PaletteItem } from "../ui/palette.tsx";
import { say } from "../words/say.ts";
import { filterByTitle } from "./palette-filter.ts";

/** So many places of a text are offered: who needs more asks more closely. */
const SHOWN_HITS = 40;
/** A text shorter than this stands everywhere. */
const SHORTEST_TEXT = 2;

/** The Go to box: a step's number, a chapter, a bookmark, or a text of the run. */
export function GoTo({
  outline,
  steps,
  onStep,
  onText,
  onClose,
}: {
  readonly outline: readonly OutlineStep[];
  /** Asked only when a text is looked for. */
  readonly steps: () => readonly Step[];
  readonly onStep: (step: OutlineStep) => void;
  readonly onText: (hit: TextHit) => void;
  readonly onClose: () => void;
}) {
  const answers = useCallback(
    (asked: string): PaletteGroup[] => {
      const text = asked.trim();
      return [
        { title: say("goTo.steps"), items: byNumber(outline, text, onStep) },
        { title: say("goTo.names"), items: byName(outline, text, onStep) },
        { title: say("goTo.text"), items: byText(steps, text, onText) },
      ];
    },
    [outline, steps, onStep, onText],
  );
  return <Palette name={say("goTo.name")} placeholder={say("goTo.ask")} answers={answers} onClose={onClose} />;
}

function byNumber(outline: readonly OutlineStep[], text: string, onStep: (step: OutlineStep) => void): PaletteItem[] {
  if (!/^\d+$/u.test(text)) return [];
  const step = outline[Number(text) - 1];
  return step === undefined
    ? []
    : [
        {
          id: `step ${step.id}`,
          icon: Hash,
          where: String(step.number),
          title: step.opening || say("map.unwritten"),
          run: () => onStep(step),
        },
      ];
}

function byName(outline: readonly OutlineStep[], text: string, onStep: (step: OutlineStep) => void): PaletteItem[] {
  const named = outline.flatMap((step) => [
    ...(step.chapter === null ? [] : [{ title: step.chapter, icon: Layers, kind: "chapter", step }]),
    ...(step.bookmark === null ? [] : [{ title: step.bookmark, icon: Bookmark, kind: "bookmark", step }]),
  ]);
  return filterByTitle(named, text).map(({ item, match }) => ({
    id: `${item.kind} ${item.step.id}`,
    icon: item.icon,
    where: String(item.step.number),
    title: item.title,
    ranges: match.ranges,
    run: () => onStep(item.step),
  }));
}

function byText(steps: () => readonly Step[], text: string, onText: (hit: TextHit) => void): PaletteItem[] {
  if (text.length < SHORTEST_TEXT || /^\d+$/u.test(text)) return [];
  return findText(steps(), text, SHOWN_HITS).map((hit) => ({
    id: `${hit.stepId} ${hit.section} ${hit.thoughtId} ${hit.start}`,
    icon: CornerDownRight,
    where: say("place.section", { step: hit.step, section: say(`section.${hit.section}`) }),
    title: hit.snippet,
    ranges: [[hit.snippetStart, hit.snippetEnd]],
    run: () => onText(hit),
  }));
}
