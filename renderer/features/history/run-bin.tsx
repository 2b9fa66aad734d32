import { Undo2 } from "lucide-react";

import { usePage } from "../../app/context.tsx";
import type { RunHistory } from "../../app/run-history.ts";
import { useCall } from "../../app/use-call.ts";
import type { BinnedStep } from "../../../shared/contract/history-methods.ts";
import { Button } from "../../ui/button.tsx";
import { Empty, Failed, Loading } from "../../ui/states.tsx";
import { when } from "../../words/format.ts";
import { say } from "../../words/say.ts";
import type { useRestore } from "./use-restore.ts";

/** So many steps are listed: the newest. */
const SHOWN = 500;

/** The steps that were deleted from this run, and the way back for each. */
export function RunBin({
  history,
  restoring,
}: {
  readonly history: RunHistory;
  readonly restoring: ReturnType<typeof useRestore>;
}) {
  const page = usePage();
  const { runId } = history;
  const [bin, again] = useCall("bin.list", { runId, limit: SHOWN }, history.savedAt);
  const bring = async (step: BinnedStep): Promise<void> => {
    const isBack = await restoring.change(
      (by) => page.host.call("bin.restoreSteps", { runId, steps: [step.stepId], ...by }),
      ({ steps }) => say("restore.stepsBack", { count: steps.length }),
    );
    if (isBack) again();
  };
  if (bin.state === "loading") return <Loading what={say("bin.loading")} />;
  if (bin.state === "failed") return <Failed inline what={say("bin.failed")} failure={bin.failure} onAgain={again} />;
  if (bin.value.steps.length === 0) {
    return (
      <Empty inline title={say("bin.noSteps")}>
        <p>{say("bin.noStepsText")}</p>
      </Empty>
    );
  }
  return (
    <ul className="kept-list" aria-label={say("bin.steps")}>
      {bin.value.steps.map((step) => (
        <li key={step.stepId}>
          <p className="story excerpt">{step.excerpt === "" ? say("bin.noWords") : step.excerpt}</p>
          <div className="row wrap">
            <span className="grow small quiet">
              {say("bin.lostWords", { count: step.words, when: when(step.at, page.clock(), say("today")) })}
            </span>
            <Button
              low
              icon={Undo2}
              disabled={!history.isWriting || restoring.isBusy}
              aria-label={say("bin.bringBackName", { title: step.excerpt.slice(0, NAMED_UNITS) })}
              onClick={() => void bring(step)}
            >
              {say("bin.bringBack")}
            </Button>
          </div>
        </li>
      ))}
      {bin.value.more && <li className="small quiet">{say("bin.more", { count: SHOWN })}</li>}
    </ul>
  );
}

/** So much of a step's text names it. */
const NAMED_UNITS = 60;
