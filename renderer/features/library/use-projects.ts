import { useState } from "react";

import { usePage } from "../../app/context.tsx";
import { type Asked, useCall } from "../../app/use-call.ts";
import type { ReplyOf } from "../../../shared/contract/contract.ts";
import type { Failure } from "../../../shared/contract/failure.ts";
import type { Project } from "../../../shared/contract/project-methods.ts";
import type { ProjectId } from "../../../shared/domain/ids.ts";
import type { RunRow } from "../../../shared/contract/run-methods.ts";
import type { Outcome } from "../../../shared/lib/outcome.ts";
import { say } from "../../words/say.ts";

/** Which dialog about projects is open. */
type Asking =
  | { readonly kind: "create" }
  | { readonly kind: "rename"; readonly project: Project }
  | { readonly kind: "assign"; readonly run: RunRow };

/** Projects of the library and what can be done with them. */
export type Projects = {
  readonly list: Asked<ReplyOf<"project.list">>;
  readonly again: () => void;
  readonly asking: Asking | null;
  readonly ask: (asking: Asking | null) => void;
  readonly create: (title: string) => Promise<void>;
  readonly rename: (project: Project, title: string) => Promise<void>;
  readonly remove: (project: Project) => Promise<void>;
  /** Into a project that is there, into none (null), or into a new one of this title. */
  readonly assign: (run: RunRow, to: ProjectId | null | { readonly title: string }) => Promise<void>;
};

/** Makes, names and fills projects; each act is announced and the list read anew. */
export function useProjects(onTrouble: (what: string, failure: Failure) => void): Projects {
  const { host, announce } = usePage();
  const [list, again] = useCall("project.list", {});
  const [asking, ask] = useState<Asking | null>(null);
  const told = <T>(done: Outcome<T, Failure>, what: string): T | null => {
    ask(null);
    again();
    if (!done.ok) {
      onTrouble(say("project.failed"), done.failure);
      return null;
    }
    announce(what);
    return done.value;
  };
  const create = async (title: string): Promise<void> => {
    told(await host.call("project.create", { title }), say("project.created", { title }));
  };
  const rename = async ({ projectId }: Project, title: string): Promise<void> => {
    told(await host.call("project.rename", { projectId, title }), say("project.renamed", { title }));
  };
  const remove = async ({ projectId, title }: Project): Promise<void> => {
    told(await host.call("project.remove", { projectId }), say("project.removed", { title }));
  };
  const assign: Projects["assign"] = async (run, to) => {
    let projectId: ProjectId | null = null;
    if (typeof to === "string") projectId = to;
    else if (to !== null) {
      const made = told(await host.call("project.create", to), say("project.created", to));
      if (made === null) return;
      projectId = made.projectId;
    }
    const put = await host.call("project.assign", { runs: [run.id], projectId });
    told(put, say(projectId === null ? "project.takenOut" : "project.assigned", { run: run.title }));
  };
  return { list, again, asking, ask, create, rename, remove, assign };
}
