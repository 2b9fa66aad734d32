import type { Refusal } from "../../shared/contract/failure.ts";
import type { Problem } from "../../shared/domain/bounty/problem.ts";
import { say } from "../words/say.ts";
import { Button } from "./button.tsx";
import { WeightSign } from "./severity.tsx";

/** So many problems of one file are listed; the rest are counted. A broken file can have one a line. */
const SHOWN_PROBLEMS = 200;

/** The problems of a file or run: sign, sentence, rule and place, repair; with `onGo` each that lies in a step has a jump. */
export function ProblemList({
  problems,
  onGo,
}: {
  readonly problems: readonly Problem[];
  readonly onGo?: (step: number) => void;
}) {
  const more = problems.length - SHOWN_PROBLEMS;
  return (
    <>
      <ul>
        {problems.slice(0, SHOWN_PROBLEMS).map((problem) => (
          <ProblemLine key={`${problem.rule} ${problem.pointer} ${problem.message}`} problem={problem} onGo={onGo} />
        ))}
      </ul>
      {more > 0 && <p className="small quiet">{say("problems.more", { count: more })}</p>}
    </>
  );
}

function ProblemLine({
  problem,
  onGo,
}: {
  readonly problem: Problem;
  readonly onGo?: ((step: number) => void) | undefined;
}) {
  const { step } = problem;
  return (
    <li className="problem">
      <WeightSign weight={problem.severity} />
      <span className="message">
        {problem.message}
        <span className="where">
          {[say("problems.rule", { rule: problem.rule }), problem.pointer, problem.repair ?? ""]
            .filter(Boolean)
            .join(" · ")}
        </span>
      </span>
      {step !== null && onGo !== undefined && (
        <Button low onClick={() => onGo(step)}>
          {say("problems.goTo", { step })}
        </Button>
      )}
    </li>
  );
}

/** What was refused, file by file. */
export function RefusalList({ refusals }: { readonly refusals: readonly Refusal[] }) {
  return (
    <div className="stack wide">
      {refusals.map((refusal, index) => (
        <section key={refusal.file ?? `run ${index}`}>
          {refusal.file !== null && <h3 className="file-head">{refusal.file}</h3>}
          <ProblemList problems={refusal.problems} />
        </section>
      ))}
    </div>
  );
}
