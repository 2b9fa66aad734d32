import { z } from "zod";

/*
 * What may stand in the log. A log is sent to strangers when something is wrong, so it holds no word of the author's:
 * not because writers of entries take care, but because an entry has room for numbers, for names out of closed lists and
 * for words of code, and for nothing else. Messages of errors quote what they were about and stay out; of an error there
 * are its class and the places in this program's own files.
 */

/** A word of code: an error's class, an Electron reason, a signal. */
const Code = z.string().regex(/^[A-Za-z][\w-]{0,60}$/u);
const ExitStatus = z.int().nullable();
/** A release, or a version of something underneath. */
const Version = z.string().regex(/^[\w.+-]{1,40}$/u);
/** A function and a place in a file of this program or of Node's own: `save connection.ts:12:5`. */
const Frame = z.string().regex(/^[\w.$<>#]{0,80} [\w./-]{1,80}\.[cm]?[jt]s:\d+:\d+$/u);

/** Which process writes: Electron's main process, the library's, a loopback host. */
export const LOG_NAMES = ["main", "library", "host"] as const;
export type LogName = (typeof LOG_NAMES)[number];

/** One thing that happened. */
export const LogEntry = z.discriminatedUnion("event", [
  z.strictObject({ event: z.literal("start"), release: Version, node: Version, platform: Code, arch: Code }),
  z.strictObject({ event: z.literal("end") }),
  /** The library was not opened; `kind` is the failure's. */
  z.strictObject({ event: z.literal("refused"), kind: Code }),
  /** The library's process has ended though nobody asked it to; the how-many-th time in a row. */
  z.strictObject({ event: z.literal("libraryDied"), status: ExitStatus, deaths: z.int().min(1) }),
  /** A page, or a process of Electron's, is gone. */
  z.strictObject({ event: z.literal("processGone"), type: Code, reason: Code, status: ExitStatus }),
  z.strictObject({ event: z.literal("unresponsive") }),
  /** A page asked for what it may not have. */
  z.strictObject({ event: z.literal("denied"), what: Code }),
  /** A fault of this program. */
  z.strictObject({ event: z.literal("surprise"), name: Code, frames: z.array(Frame).max(30) }),
  /** An entry that did not fit the list above, and so was not written. */
  z.strictObject({ event: z.literal("unfit") }),
]);
export type LogEntry = z.infer<typeof LogEntry>;

/** An error as far as it may be logged: its class and where it happened, without its message. */
export function surpriseEntry(error: unknown): LogEntry {
  if (!(error instanceof Error)) return { event: "surprise", name: "NoError", frames: [] };
  const name = Code.safeParse(error.name);
  return { event: "surprise", name: name.success ? name.data : "Error", frames: framesOf(error) };
}

/** As many places as tell where a fault lies. */
const MOST_FRAMES = 20;
const STACK_LINE = /^\s+at (?:async )?(?:(?:new )?([^\s()]+) (?:\[as [^\]]*\] )?\()?(.+?\.[cm]?[jt]s):(\d+):(\d+)\)?$/u;

function framesOf(error: Error): string[] {
  // The stack begins with the message, whose lines may look like places.
  const stack = error.stack ?? "";
  const begins = stack.indexOf(error.message);
  const places = begins === -1 ? "" : stack.slice(begins + error.message.length);
  return places
    .split("\n")
    .flatMap((line) => {
      const [, named = "", file = "", row = "", column = ""] = STACK_LINE.exec(line) ?? [];
      const frame = `${named} ${file.split(/[\\/]/u).at(-1) ?? ""}:${row}:${column}`;
      return Frame.safeParse(frame).success ? [frame] : [];
    })
    .slice(0, MOST_FRAMES);
}
