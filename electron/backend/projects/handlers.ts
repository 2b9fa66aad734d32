import type { projectMethods } from "../../../shared/contract/project-methods.ts";
import { plainFailure, type Failure } from "../../../shared/contract/failure.ts";
import { failed, type Outcome, success } from "../../../shared/lib/outcome.ts";
import type { CallerId } from "../backend-shape.ts";
import { fromStorage, readingLibrary, storageFailure, writingLibrary } from "../context.ts";
import type { BackendContext, Handlers } from "../context.ts";
import type { WritingLibrary } from "../storage/library.ts";
import {
  assignRuns,
  createProject,
  listProjects,
  type ProjectFailure,
  removeProject,
  renameProject,
} from "./projects.ts";

/** Projects: making and naming them, and putting runs into them. */
export function projectHandlers(context: BackendContext): Handlers<keyof typeof projectMethods> {
  /** Does an act on the library and tells the other pages of it. */
  const changed = <T>(
    caller: CallerId,
    act: (library: WritingLibrary) => Outcome<T, ProjectFailure>,
  ): Outcome<T, Failure> => {
    const library = writingLibrary(context);
    if (!library.ok) return library;
    const done = act(library.value);
    if (!done.ok) return failed(projectFailure(done.failure));
    context.tellAll(caller, "library.changed", {});
    return done;
  };
  return {
    "project.list": () => {
      const library = readingLibrary(context);
      if (!library.ok) return library;
      const projects = fromStorage(listProjects(library.value));
      return projects.ok ? success({ projects: projects.value }) : projects;
    },
    "project.create": ({ title }, caller) => {
      const made = changed(caller, (library) => createProject(library, title));
      return made.ok ? success({ projectId: made.value }) : made;
    },
    "project.rename": ({ projectId, title }, caller) => {
      const renamed = changed(caller, (library) => renameProject(library, projectId, title));
      return renamed.ok ? success({}) : renamed;
    },
    "project.remove": ({ projectId }, caller) => {
      const removed = changed(caller, (library) => removeProject(library, projectId));
      return removed.ok ? success({}) : removed;
    },
    "project.assign": ({ runs, projectId }, caller) => {
      const assigned = changed(caller, (library) => assignRuns(library, runs, projectId));
      return assigned.ok ? success({}) : assigned;
    },
  };
}

function projectFailure(failure: ProjectFailure): Failure {
  return failure.kind === "noSuchProject"
    ? plainFailure("noSuchProject", "That project is not in this library any more.")
    : storageFailure(failure);
}
