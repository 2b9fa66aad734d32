import { z } from "zod";

import { RunId, StepId } from "../domain/ids.ts";
import { JobId } from "./handles.ts";
import { MenuActId } from "./host-methods.ts";

/** What backend and host tell without being asked. A page gets the events of the runs it has open and of the jobs it began. */
export const events = {
  /** Steps that another page has saved; fetch them with `run.steps`. */
  "run.changed": z.strictObject({ runId: RunId, steps: z.array(z.strictObject({ id: StepId, rev: z.int().min(1) })) }),
  /** Reviewers' remarks on a run came, went or moved; fetch them with `review.remarks`. */
  "remarks.changed": z.strictObject({ runId: RunId }),
  /** Another page has changed the bible of a run; fetch it with `bible.open`. */
  "bible.changed": z.strictObject({ runId: RunId }),
  /** The list of runs, a title or a count changed. */
  "library.changed": z.strictObject({}),
  /** A backup has taken the place of the library: everything a page knows of it is void, and it opens anew. */
  "library.replaced": z.strictObject({}),
  /** The pen of a run has moved away from this page: it shows the run read-only from now on. */
  "pen.moved": z.strictObject({ runId: RunId }),
  /** How far a long act is; `total` null while unknown. */
  "job.progress": z.strictObject({
    jobId: JobId,
    done: z.number().min(0),
    total: z.number().min(0).nullable(),
    what: z.string().max(500),
  }),
  /** Of a host in the system: the person chose this act in its menu. */
  "host.command": z.strictObject({ id: MenuActId }),
  /** Of a host in the system: it has handed files over; fetch them with `host.takeOpened`. */
  "host.opened": z.strictObject({}),
};

export type Events = typeof events;
export type EventName = keyof Events;
/** What an event carries, as checked. */
export type EventOf<N extends EventName> = z.output<Events[N]>;

/** True when `name` is an event of the contract. */
export function isEventName(name: string): name is EventName {
  return Object.hasOwn(events, name);
}
