import { z } from "zod";

import { ProjectId, RunId } from "../domain/ids.ts";
import { MAX_TITLE_UNITS } from "../domain/run.ts";
import { LIBRARY_TROUBLE, method } from "./method.ts";

const ProjectTitle = z.string().min(1).max(MAX_TITLE_UNITS);

/** A group of runs, and which runs in sight are in it. */
const Project = z.strictObject({ projectId: ProjectId, title: z.string(), runs: z.array(RunId) });
export type Project = z.infer<typeof Project>;

const WRITING = ["notWriting", ...LIBRARY_TROUBLE] as const;

/** Projects: groups of runs. A run is in one or in none. */
export const projectMethods = {
  /** Every project in the order in which they were made, runs of each in that of the library. */
  "project.list": method({
    request: z.strictObject({}),
    reply: z.strictObject({ projects: z.array(Project) }),
    errors: LIBRARY_TROUBLE,
  }),
  /** Makes a project without runs. Titles need not differ. */
  "project.create": method({
    request: z.strictObject({ title: ProjectTitle }),
    reply: z.strictObject({ projectId: ProjectId }),
    errors: WRITING,
  }),
  "project.rename": method({
    request: z.strictObject({ projectId: ProjectId, title: ProjectTitle }),
    reply: z.strictObject({}),
    errors: ["noSuchProject", ...WRITING],
  }),
  /** Takes a project away; its runs stay as they are, in none. */
  "project.remove": method({
    request: z.strictObject({ projectId: ProjectId }),
    reply: z.strictObject({}),
    errors: ["noSuchProject", ...WRITING],
  }),
  /** Puts runs into a project, all of them or none; null takes them out of theirs. No edit of a run: its last change stays. */
  "project.assign": method({
    request: z.strictObject({ runs: z.array(RunId).min(1).max(10_000), projectId: ProjectId.nullable() }),
    reply: z.strictObject({}),
    errors: ["noSuchRun", "noSuchProject", ...WRITING],
  }),
};
