import { CircleCheck } from "lucide-react";

import type { ReplyOf } from "../../../shared/contract/contract.ts";
import type { ExportFinding } from "../../../shared/domain/exchange/finding.ts";
import type { ExportFormat } from "../../../shared/domain/exchange/formats.ts";
import type { PlaceInRun } from "../place.ts";
import type { RunId } from "../../../shared/domain/ids.ts";
import { Icon } from "../../ui/icon.tsx";
import { Button } from "../../ui/button.tsx";
import { WeightSign } from "../../ui/severity.tsx";
import { ProblemList } from "../../ui/problems.tsx";
import { say } from "../../words/say.ts";

/** What an export of one run would say. */
export type CheckedRun = ReplyOf<"exchange.exportCheck">["runs"][number];

/** What stands in the way of an export and what an author would want to know, run by run, each place a jump. Runs without a word to say about them are counted. */
export function CheckList({
  runs,
  format,
  titleOf,
  onGo,
  onDetails,
}: {
  readonly runs: readonly CheckedRun[];
  readonly format: ExportFormat;
  /** Null where there is only one run, whose name stands above. */
  readonly titleOf: ((runId: RunId) => string) | null;
  readonly onGo: (runId: RunId, to: PlaceInRun) => void;
  /** Goes to the details of a run. */
  readonly onDetails: (runId: RunId) => void;
}) {
  const told = runs.map((run) => ({ run, ...toTell(run, format) }));
  const clean = told.filter(({ problems, findings }) => problems.length + findings.length === 0);
  return (
    <div className="stack wide">
      {told
        .filter(({ problems, findings }) => problems.length + findings.length > 0)
        .map(({ run, problems, findings }) => (
          <section key={run.runId}>
            {titleOf !== null && <h2 className="file-head">{titleOf(run.runId)}</h2>}
            <p className={run.ok ? "small quiet" : "strong"}>{verdict(run, format)}</p>
            {problems.length > 0 && <ProblemList problems={problems} onGo={(step) => onGo(run.runId, step)} />}
            <Findings findings={findings} onGo={(to) => onGo(run.runId, to)} onDetails={() => onDetails(run.runId)} />
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

/** Findings that the problems of a bounty file tell with their rule and pointer. */
const TOLD_BY_PROBLEMS: readonly ExportFinding["rule"][] = ["empty", "structure", "tag", "characters", "limit"];

/** A bounty file's problems name rule and pointer; other formats have their findings only. */
function toTell({ problems, findings }: CheckedRun, format: ExportFormat): Pick<CheckedRun, "problems" | "findings"> {
  if (format !== "bounty") return { problems: [], findings };
  return { problems, findings: findings.filter(({ rule }) => !TOLD_BY_PROBLEMS.includes(rule)) };
}

/** Findings that are mended in the run's details. */
const IN_DETAILS: readonly ExportFinding["rule"][] = ["author", "licence", "consent"];

/** So many findings of a run are listed; the rest are counted. */
const SHOWN_FINDINGS = 200;

function Findings({
  findings,
  onGo,
  onDetails,
}: {
  readonly findings: readonly ExportFinding[];
  readonly onGo: (to: PlaceInRun) => void;
  readonly onDetails: () => void;
}) {
  if (findings.length === 0) return null;
  const more = findings.length - SHOWN_FINDINGS;
  return (
    <>
      <ul>
        {findings.slice(0, SHOWN_FINDINGS).map(({ rule, severity, message, step, address }) => (
          <li key={`${rule} ${step} ${message}`} className="problem">
            <WeightSign weight={severity === "blocker" ? "error" : "warning"} />
            <span className="message">{message}</span>
            {step !== null && (
              <Button low onClick={() => onGo(address ?? step)}>
                {say("problems.goTo", { step })}
              </Button>
            )}
            {IN_DETAILS.includes(rule) && (
              <Button low onClick={onDetails}>
                {say("details.title")}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {more > 0 && <p className="small quiet">{say("problems.more", { count: more })}</p>}
    </>
  );
}

function verdict(run: CheckedRun, format: ExportFormat): string {
  if (run.ok) return say("export.notes");
  if (format !== "bounty") return say("export.blocked");
  return run.beginning === null ? say("export.notValid") : say("export.notValidBeginning", { last: run.beginning });
}
