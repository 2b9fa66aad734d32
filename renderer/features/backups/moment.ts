import { dayOf, time } from "../../words/format.ts";
import { say } from "../../words/say.ts";

/** "today 13:51", "19 November 21:30": the moment of a backup within a sentence. Both in UTC milliseconds. */
export function momentOf(at: number, now: number): string {
  return `${dayOf(at, now, say("today"))} ${time(at)}`;
}
