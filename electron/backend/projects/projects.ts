import { z } from "zod";

import type { Project } from "../../../shared/contract/project-methods.ts";
import { newProjectId, ProjectId, RunId } from "../../../shared/domain/ids.ts";
import { failed, type Outcome, success } from "../../../shared/lib/outcome.ts";
import { NO_SUCH_RUN, type RunFailure } from "../runs/failures.ts";
import { visibleRun } from "../runs/run-row.ts";
import type { Query, ReadingConnection } from "../storage/connection.ts";
import type { LibraryFailure } from "../storage/failures.ts";
import type { ReadingLibrary, WritingLibrary } from "../storage/library.ts";

/*
 * Projects: groups of runs, for whoever has many. The project is a detail of the run (and travels in its package), but which
 * run lies where is the order of a shelf and no edit: it counts up the details, so that nobody writes over it unseen, and
 * leaves the run's last change alone, by which a lead's overview tells a newer copy from an older.
 */

/** Why a project was not changed. */
export type ProjectFailure = RunFailure | { readonly kind: "noSuchProject" };
const NO_SUCH_PROJECT: ProjectFailure = { kind: "noSuchProject" };

const Listed = z.object({ key: z.int(), id: ProjectId, title: z.string() });
const PROJECTS: Query<z.infer<typeof Listed>> = {
  sql: "SELECT key, id, title FROM projects ORDER BY key",
  row: Listed,
};
const KEY: Query<{ key: number }> = {
  sql: "SELECT key FROM projects WHERE id = ?",
  row: z.object({ key: z.int() }),
};
const RUNS: Query<{ id: RunId; project: number }> = {
  sql: `SELECT id, project FROM runs
        WHERE project IS NOT NULL AND arriving IS NULL AND deleted_at IS NULL ORDER BY key`,
  row: z.object({ id: RunId, project: z.int() }),
};

/** Every project with its runs in sight. */
export function listProjects(library: ReadingLibrary): Outcome<Project[], LibraryFailure> {
  return library.read<Project[], never>((connection) => {
    const runs = Map.groupBy(connection.all(RUNS), ({ project }) => project);
    const projects = connection.all(PROJECTS).map(({ key, id, title }) => ({
      projectId: id,
      title,
      runs: (runs.get(key) ?? []).map((run) => run.id),
    }));
    return success(projects);
  });
}

/** Makes a project. */
export function createProject(library: WritingLibrary, title: string): Outcome<ProjectId, LibraryFailure> {
  return library.write<ProjectId, never>((connection) => {
    const id = newProjectId();
    const { utcMs, offsetMinutes } = library.clock();
    connection.run(
      "INSERT INTO projects (id, title, made_at, made_offset) VALUES (?, ?, ?, ?)",
      id,
      title.toWellFormed(),
      utcMs,
      offsetMinutes,
    );
    return success(id);
  });
}

/** Gives a project another title. */
export function renameProject(
  library: WritingLibrary,
  projectId: ProjectId,
  title: string,
): Outcome<null, ProjectFailure> {
  return library.write<null, ProjectFailure>((connection) => {
    const key = keyOf(connection, projectId);
    if (key === null) return failed(NO_SUCH_PROJECT);
    connection.run("UPDATE projects SET title = ? WHERE key = ?", title.toWellFormed(), key);
    return success(null);
  });
}

/** Takes a project away; its runs, those in the bin too, are in none then. */
export function removeProject(library: WritingLibrary, projectId: ProjectId): Outcome<null, ProjectFailure> {
  return library.write<null, ProjectFailure>((connection) => {
    const key = keyOf(connection, projectId);
    if (key === null) return failed(NO_SUCH_PROJECT);
    connection.run("UPDATE runs SET project = NULL, details_rev = details_rev + 1 WHERE project = ?", key);
    connection.run("DELETE FROM projects WHERE key = ?", key);
    return success(null);
  });
}

/** Puts runs into a project, or into none. */
export function assignRuns(
  library: WritingLibrary,
  runs: readonly RunId[],
  projectId: ProjectId | null,
): Outcome<null, ProjectFailure> {
  return library.write<null, ProjectFailure>((connection) => {
    const project = projectId === null ? null : keyOf(connection, projectId);
    if (projectId !== null && project === null) return failed(NO_SUCH_PROJECT);
    for (const runId of runs) {
      const run = visibleRun(connection, runId);
      if (run === undefined) return failed(NO_SUCH_RUN);
      connection.run(
        "UPDATE runs SET project = ?, details_rev = details_rev + 1 WHERE key = ? AND project IS NOT ?",
        project,
        run.key,
        project,
      );
    }
    return success(null);
  });
}

function keyOf(connection: ReadingConnection, projectId: ProjectId): number | null {
  return connection.first(KEY, projectId)?.key ?? null;
}
