import type { RunId } from "../../../shared/domain/ids.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Failed, Loading } from "../../ui/states.tsx";
import { say } from "../../words/say.ts";
import { usePage } from "../context.tsx";
import { useCall } from "../use-call.ts";
import { CheckList, type CheckedRun } from "./check-list.tsx";
import { ExportResult } from "./export-result.tsx";
import { fileNameOf } from "./file-name.ts";
import { useExport } from "./use-export.ts";

/** Export of one run: checked when it opens, what stands in the way with jumps, and nothing written until it is said. */
export function ExportDialog({
  runId,
  title,
  onGo,
  onClose,
}: {
  readonly runId: RunId;
  readonly title: string;
  readonly onGo: (step: number) => void;
  readonly onClose: () => void;
}) {
  const [checked, again] = useCall("exchange.exportCheck", { runs: [runId] });
  const { exported, job, cancel, write } = useExport();
  const { nativeDialogs } = usePage().host.describe();
  const run = checked.state === "ready" ? checked.value.runs[0] : undefined;
  const order = (beginning: boolean, to: "download" | "folder"): void =>
    void write({ runs: [runId], kind: "file", name: fileNameOf(title, ".json"), beginning, to });
  return (
    <Dialog
      title={say("export.one", { title })}
      size="wide"
      onClose={onClose}
      footer={
        <>
          <span className="grow small quiet">{say("export.nothingYet")}</span>
          <Button onClick={onClose}>{say("close")}</Button>
          {run !== undefined && !nativeDialogs && (
            <Button disabled={!canWrite(run)} onClick={() => order(!run.ok, "folder")}>
              {say("export.toFolder")}
            </Button>
          )}
          {run !== undefined && !run.ok && run.beginning !== null && (
            <Button kind="primary" onClick={() => order(true, "download")}>
              {say("export.beginning", { last: run.beginning })}
            </Button>
          )}
          {run !== undefined && (run.ok || run.beginning === null) && (
            <Button kind="primary" disabled={!run.ok} onClick={() => order(false, "download")}>
              {say("export.write")}
            </Button>
          )}
        </>
      }
    >
      <p className="second">{say("export.format")}</p>
      {checked.state === "loading" && <Loading what={say("export.checking")} />}
      {checked.state === "failed" && (
        <Failed inline what={say("export.checkFailed")} failure={checked.failure} onAgain={again} />
      )}
      {run !== undefined && (
        <CheckList
          runs={[run]}
          titleOf={null}
          onGo={(_runId, step) => {
            onClose();
            onGo(step);
          }}
        />
      )}
      <ExportResult exported={exported} job={job} onCancel={cancel} />
    </Dialog>
  );
}

function canWrite(run: CheckedRun): boolean {
  return run.ok || run.beginning !== null;
}
