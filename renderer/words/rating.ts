import type { Scale } from "../../shared/domain/review/guide.ts";
import { say } from "./say.ts";

/** A rating as it is read, by its criterion's scale: "yes", "4"; without one a word: "Accept". */
export function ratingName(scale: Scale | null, value: number): string {
  if (scale === null) return say(value === 1 ? "review.accept" : "review.needsWork");
  if (scale !== "yesNo") return String(value);
  return say(value === 1 ? "guide.yes" : "guide.no");
}
