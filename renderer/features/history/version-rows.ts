import type { VersionRow } from "../../../shared/contract/history-methods.ts";
import { partName } from "../../ui/part-view.tsx";
import { say } from "../../words/say.ts";
import { dayOf, time } from "../../words/format.ts";

/** A line of the list: the head of a day, or a version with what it changed in words. */
export type ListRow =
  | { readonly kind: "day"; readonly key: string; readonly day: string }
  | {
      readonly kind: "version";
      readonly key: number;
      readonly version: VersionRow;
      readonly what: string;
      readonly about: string;
    };

/**
 * The list of versions, the newest first, under their days. A version's words are counted against the version before it of
 * the same section, as far as that one is listed. `inRun`: the list is of a whole run, so each says its step.
 */
export function listRows(versions: readonly VersionRow[], now: number, inRun: boolean): ListRow[] {
  const before = wordsBefore(versions);
  const rows: ListRow[] = [];
  let lastDay: string | null = null;
  for (const version of versions) {
    const day = dayOf(version.changedAt, now, say("today"));
    if (day !== lastDay) rows.push({ kind: "day", key: `day ${rows.length}`, day });
    lastDay = day;
    rows.push({
      kind: "version",
      key: version.version,
      version,
      what: whatChanged(version, inRun),
      about: aboutVersion(version, before.get(version.version) ?? null),
    });
  }
  return rows;
}

/** Words of the version before each, where that is in the list. */
function wordsBefore(versions: readonly VersionRow[]): ReadonlyMap<number, number> {
  const later = new Map<string, VersionRow>();
  const before = new Map<number, number>();
  for (const version of versions) {
    const place = `${version.stepId} ${version.part}`;
    const next = later.get(place);
    if (next !== undefined) before.set(next.version, version.words);
    later.set(place, version);
  }
  return before;
}

function whatChanged({ step, part }: VersionRow, inRun: boolean): string {
  if (step === null) return say("history.inBin", { part: partName(part) });
  return inRun ? say("history.inStep", { step, part: partName(part) }) : capital(partName(part));
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

function aboutVersion(version: VersionRow, before: number | null): string {
  return [
    version.isPresent ? say("history.isPresent") : "",
    version.kind === null ? say("history.first") : say(`history.${version.kind}`),
    wordsSaid(version.words, before),
    version.person === null ? "" : say("history.by", { person: version.person }),
    version.device === null ? "" : say("history.on", { device: version.device }),
  ]
    .filter(Boolean)
    .join(" · ");
}

function wordsSaid(words: number, before: number | null): string {
  if (before === null) return say("history.words", { count: words });
  if (words === before) return say("history.sameCount");
  return words > before
    ? say("history.more", { count: words - before })
    : say("history.fewer", { count: before - words });
}

/** "today 13:51", "19 November 21:30": a version's moment in a sentence. */
export function momentOf({ changedAt }: Pick<VersionRow, "changedAt">, now: number): string {
  return `${dayOf(changedAt, now, say("today"))} ${time(changedAt)}`;
}
