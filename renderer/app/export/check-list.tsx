import { CircleCheck } from "lucide-react";

import type { ReplyOf } from "../../../shared/contract/contract.ts";
import type { RunId } from "../../../shared/domain/ids.ts";
import { Icon } from "../../ui/icon.tsx";
import { ProblemList } from "../../ui/problems.tsx";
import { say } from "../../words/say.ts";

/** What an export of one run would say. */
export type CheckedRun = ReplyOf<"exchange.exportCheck">["runs"][number];

/** What stands in the way of an export, run by run, each place a jump. Runs without a word to say about them are counted. */
export function CheckList({
  runs,
  titleOf,
  onGo,
}: {
  readonly runs: readonly CheckedRun[];
  /** Null where there is only one run, whose name stands above. */
  readonly titleOf: ((runId: RunId) => string) | null;
  readonly onGo: (runId: RunId, step: number) => void;
}) {
  const clean = runs.filter((run) => run.problems.length === 0);
  return (
    <div className="stack wide">
      {runs
        .filter((run) => run.problems.length > 0)
        .map((run) => (
          <section key={run.runId}>
            {titleOf !== null && <h3 className="file-head">{titleOf(run.runId)}</h3>}
            <p className={run.ok ? "small quiet" : "strong"}>{verdict(run)}</p>
            <ProblemList problems={run.problems} onGo={(step) => onGo(run.runId, step)} />
          </section>
        ))}
      {clean.length > 0 && (
        <p>
          <Icon of={CircleCheck} className="severity-good" />{" "}
          {titleOf === null ? say("export.clean") : say("export.cleanRuns", { count: clean.length })}
        </p>
      )}
    </div>
  );
}

function verdict(run: CheckedRun): string {
  if (run.ok) return say("export.notes");
  return run.beginning === null ? say("export.notValid") : say("export.notValidBeginning", { last: run.beginning });
}
