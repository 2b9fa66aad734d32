import { fold } from "../words/fold.ts";
import type { OutlinePart, OutlineStep } from "./run-outline.ts";

/** A row of the run's map: the head of a part, or a step. */
export type MapRow =
  | {
      readonly kind: "part";
      readonly key: string;
      readonly part: OutlinePart;
      readonly open: boolean;
      readonly from: number;
      readonly to: number;
    }
  | { readonly kind: "step"; readonly key: string; readonly step: OutlineStep };

/** The name of a part in the set of opened ones: its first step, which stays when it grows. */
export function partKey(part: OutlinePart): string {
  return part.steps[0]?.id ?? "";
}

/**
 * The rows to show. The part that holds the current step is open, the others as the person left them (`toggled` holds
 * those that are the other way round). With a filter there are only the steps that it finds, without heads. A run of
 * one part without a name needs no head. `saidOf`: more words by which a step is found.
 */
export function mapRows(
  parts: readonly OutlinePart[],
  current: number,
  toggled: ReadonlySet<string>,
  filter: string,
  saidOf: (step: OutlineStep) => string = () => "",
): MapRow[] {
  if (filter.trim() !== "")
    return parts
      .flatMap((part) => part.steps)
      .filter(finds(filter, saidOf))
      .map(stepRow);
  const [only] = parts;
  if (parts.length === 1 && only !== undefined && only.chapter === null) return only.steps.map(stepRow);
  return parts.flatMap((part) => {
    const from = part.steps[0]?.number ?? 1;
    const to = part.steps.at(-1)?.number ?? from;
    const key = partKey(part);
    const here = current >= from && current <= to;
    const open = here !== toggled.has(key);
    const head: MapRow = { kind: "part", key: `part ${key}`, part, open, from, to };
    return open ? [head, ...part.steps.map(stepRow)] : [head];
  });
}

function stepRow(step: OutlineStep): MapRow {
  return { kind: "step", key: step.id, step };
}

function finds(filter: string, saidOf: (step: OutlineStep) => string): (step: OutlineStep) => boolean {
  const asked = fold(filter.trim());
  return (step) =>
    String(step.number).startsWith(asked) ||
    [step.opening, step.bookmark ?? "", step.chapter ?? "", saidOf(step)].some((text) => fold(text).includes(asked));
}
