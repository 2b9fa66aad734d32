import { z } from "zod";

import type { Address } from "../../shared/domain/address.ts";
import { ReviewCopyId, RunId, StepId, ThoughtId, TurnId } from "../../shared/domain/ids.ts";
import { SectionName } from "../../shared/domain/section.ts";

/** Where in a run: the 1-based number of a step, or a stretch of text. */
export type PlaceInRun = number | Omit<Address, "runId">;

/** The lists of the library; "search" is the search over all runs, "bin" what was deleted. */
const LIBRARY_TABS = ["runs", "projects", "reviews", "search", "bin"] as const;
export type LibraryTab = (typeof LIBRARY_TABS)[number];

/**
 * Where the page is, as the address behind `#`: a reload, Back and Forward lead to the same place. Ids are parsed, so an
 * address that is no place of ours is the library.
 */
export type Place =
  | { readonly name: "library"; readonly tab: LibraryTab }
  /** With `dialog`, the run's details are open at first. */
  | { readonly name: "run"; readonly runId: RunId; readonly at: PlaceInRun | null; readonly dialog?: "details" }
  | { readonly name: "review"; readonly copyId: ReviewCopyId; readonly at: number | null }
  | { readonly name: "seat"; readonly runId: RunId }
  | { readonly name: "turn"; readonly turnId: TurnId }
  | { readonly name: "progress"; readonly runId: RunId | null }
  | { readonly name: "pay" }
  | { readonly name: "export" }
  | { readonly name: "settings" };

/** The first screen. */
export const LIBRARY: Place = { name: "library", tab: "runs" };

/** In an address a story section has no thought. */
const NO_THOUGHT = "-";
const DETAILS = "details";
const Unit = z.coerce.number().int().min(0);
const StepNumber = z.coerce.number().int().min(1);

/** The place of an address such as `#/run/<id>/412`. */
export function placeOf(hash: string): Place {
  const [name, id, ...rest] = hash.replace(/^#\/?/u, "").split("/");
  if (name === "run") {
    const runId = RunId.safeParse(id);
    if (runId.success) {
      const run = { name: "run" as const, runId: runId.data, at: placeInRun(rest) };
      return rest[0] === DETAILS ? { ...run, dialog: DETAILS } : run;
    }
  }
  if (name === "review") {
    const copyId = ReviewCopyId.safeParse(id);
    if (copyId.success) return { name: "review", copyId: copyId.data, at: StepNumber.safeParse(rest[0]).data ?? null };
  }
  if (name === "progress" && id === "pay") return { name: "pay" };
  if (name === "seat") {
    const runId = RunId.safeParse(id);
    if (runId.success) return { name: "seat", runId: runId.data };
  }
  if (name === "turn") {
    const turnId = TurnId.safeParse(id);
    if (turnId.success) return { name: "turn", turnId: turnId.data };
  }
  if (name === "progress") return { name, runId: RunId.safeParse(id).data ?? null };
  if (name === "export" || name === "settings") return { name };
  return { name: "library", tab: LIBRARY_TABS.find((tab) => tab === name) ?? "runs" };
}

function placeInRun([step, section, thought, start, end]: readonly string[]): PlaceInRun | null {
  if (section === undefined) return StepNumber.safeParse(step).data ?? null;
  const parsed = z
    .object({ stepId: StepId, section: SectionName, thoughtId: ThoughtId.nullable(), start: Unit, end: Unit })
    .safeParse({ stepId: step, section, thoughtId: thought === NO_THOUGHT ? null : thought, start, end });
  return parsed.data ?? null;
}

/** The address of a place. */
export function hashOf(place: Place): string {
  switch (place.name) {
    case "library":
      return place.tab === "runs" ? "#/" : `#/${place.tab}`;
    case "run":
      return ["#/run", place.runId, ...(place.dialog === undefined ? partsOf(place.at) : [place.dialog])].join("/");
    case "review":
      return ["#/review", place.copyId, ...partsOf(place.at)].join("/");
    case "seat":
      return `#/seat/${place.runId}`;
    case "turn":
      return `#/turn/${place.turnId}`;
    case "progress":
      return place.runId === null ? "#/progress" : `#/progress/${place.runId}`;
    case "pay":
      return "#/progress/pay";
    case "export":
    case "settings":
      return `#/${place.name}`;
  }
}

/** Whose guide help opens with: the one whose work a place is. */
export function guideAt(place: Place): "author" | "reviewer" | "lead" {
  switch (place.name) {
    case "progress":
      return place.runId === null ? "lead" : "author";
    case "pay":
    case "export":
      return "lead";
    case "review":
      return "reviewer";
    case "library":
    case "run":
    case "seat":
    case "turn":
    case "settings":
      return "author";
  }
}

function partsOf(at: PlaceInRun | null): (string | number)[] {
  if (at === null) return [];
  return typeof at === "number" ? [at] : [at.stepId, at.section, at.thoughtId ?? NO_THOUGHT, at.start, at.end];
}
