import { Undo2 } from "lucide-react";
import { type ReactNode, useState } from "react";

import { usePage } from "../../app/context.tsx";
import { useCall } from "../../app/use-call.ts";
import { useLibraryChanges } from "../../app/use-library-changes.ts";
import type { BinnedRun, BinnedStep } from "../../../shared/contract/history-methods.ts";
import { newBatchId } from "../../../shared/domain/ids.ts";
import { Button } from "../../ui/button.tsx";
import { Empty, Failed, Loading } from "../../ui/states.tsx";
import { TroubleDialog } from "../../ui/trouble-dialog.tsx";
import { number, when } from "../../words/format.ts";
import { say } from "../../words/say.ts";

/** So many of each are listed: the newest. */
const SHOWN = 500;

type Trouble = Parameters<typeof TroubleDialog>[0]["trouble"];

/** The bin of the library: runs that were deleted, and steps that were deleted from any run. Nothing leaves it by itself. */
export function LibraryBin() {
  const { host, announce } = usePage();
  const [library] = useCall("library.describe", {});
  const [bin, again] = useCall("bin.list", { runId: null, limit: SHOWN });
  useLibraryChanges(again);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const who = library.state === "ready" && library.value.writing ? library.value : null;

  const bringRun = async (run: BinnedRun): Promise<void> => {
    const back = await host.call("bin.restoreRun", { runId: run.runId });
    if (!back.ok) return setTrouble({ what: say("run.bringBackFailed"), failure: back.failure });
    announce(say("run.cameBack", { title: run.title }));
    again();
  };
  const bringStep = async (step: BinnedStep): Promise<void> => {
    if (who === null || who.deviceId === null) return;
    const { personId, deviceId } = who;
    const back = await host.call("bin.restoreSteps", {
      runId: step.runId,
      steps: [step.stepId],
      batchId: newBatchId(),
      personId,
      deviceId,
    });
    if (!back.ok) return setTrouble({ what: say("run.bringBackFailed"), failure: back.failure });
    announce(say("bin.stepBack", { title: step.runTitle }));
    again();
  };

  if (bin.state === "loading") return <Loading what={say("bin.loading")} />;
  if (bin.state === "failed") return <Failed what={say("bin.failed")} failure={bin.failure} onAgain={again} />;
  const { runs, steps, more } = bin.value;
  if (runs.length === 0 && steps.length === 0) {
    return (
      <Empty title={say("bin.empty")}>
        <p>{say("bin.emptyText")}</p>
      </Empty>
    );
  }
  return (
    <div className="sheet stack wide">
      <p className="quiet">{say("bin.kept")}</p>
      {runs.length > 0 && (
        <BinTable name={say("bin.runs")} what={say("column.run")} about={say("column.steps")}>
          {runs.map((run) => (
            <BinRow
              key={run.runId}
              title={run.title}
              about={number(run.steps)}
              words={run.words}
              at={run.at}
              onBring={who === null ? null : () => void bringRun(run)}
            />
          ))}
        </BinTable>
      )}
      {steps.length > 0 && (
        <BinTable name={say("bin.steps")} what={say("bin.step")} about={say("column.run")}>
          {steps.map((step) => (
            <BinRow
              key={step.stepId}
              title={step.excerpt === "" ? say("bin.noWords") : step.excerpt}
              about={step.runTitle}
              words={step.words}
              at={step.at}
              onBring={who === null ? null : () => void bringStep(step)}
            />
          ))}
        </BinTable>
      )}
      {more && <p className="small quiet">{say("bin.more", { count: SHOWN })}</p>}
      {trouble !== null && <TroubleDialog trouble={trouble} onClose={() => setTrouble(null)} />}
    </div>
  );
}

function BinTable({
  name,
  what,
  about,
  children,
}: {
  readonly name: string;
  readonly what: string;
  readonly about: string;
  readonly children: ReactNode;
}) {
  return (
    <table className="table bin">
      <caption>{name}</caption>
      <thead>
        <tr>
          <th scope="col">{what}</th>
          <th scope="col" className="of">
            {about}
          </th>
          <th scope="col" className="r words">
            {say("bin.words")}
          </th>
          <th scope="col" className="when">
            {say("bin.when")}
          </th>
          <th scope="col" className="acts">
            <span className="hidden-visually">{say("column.acts")}</span>
          </th>
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  );
}

function BinRow({
  title,
  about,
  words,
  at,
  onBring,
}: {
  readonly title: string;
  readonly about: string;
  readonly words: number;
  /** UTC milliseconds. */
  readonly at: number;
  readonly onBring: (() => void) | null;
}) {
  const page = usePage();
  return (
    <tr aria-label={title}>
      <th scope="row" className="what">
        {title}
      </th>
      <td>{about}</td>
      <td className="r">{number(words)}</td>
      <td>{when(at, page.clock(), say("today"))}</td>
      <td className="r">
        {onBring !== null && (
          <Button low icon={Undo2} onClick={onBring} aria-label={say("bin.bringBackName", { title })}>
            {say("bin.bringBack")}
          </Button>
        )}
      </td>
    </tr>
  );
}
