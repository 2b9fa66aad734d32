import { FILE_ENDINGS } from "../../../shared/domain/exchange/formats.ts";
import type { RunId } from "../../../shared/domain/ids.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { WeightSign } from "../../ui/severity.tsx";
import { Failed, Loading } from "../../ui/states.tsx";
import { say } from "../../words/say.ts";
import { usePage } from "../context.tsx";
import type { PlaceInRun } from "../place.ts";
import { CheckList } from "./check-list.tsx";
import { ExportResult } from "./export-result.tsx";
import { fileNameOf } from "./file-name.ts";
import { FormatChoice } from "./format-choice.tsx";
import { FormatOptions } from "./format-options.tsx";
import { useExport } from "./use-export.ts";
import { useExportCheck } from "./use-export-check.ts";
import { kindOf, useExportChoice } from "./use-export-choice.ts";

/** Export of one run: a format, checked as it is chosen, what stands in the way with jumps, and nothing written until it is said. */
export function ExportDialog({
  runId,
  title,
  authors,
  findings,
  onGo,
  onDetails,
  onClose,
}: {
  readonly runId: RunId;
  readonly title: string;
  readonly authors: readonly string[];
  /** What the consistency check has found and the author has not decided; null where no check was made. */
  readonly findings: { readonly open: number; readonly onShow: () => void } | null;
  readonly onGo: (to: PlaceInRun) => void;
  /** Goes to the run's details. */
  readonly onDetails: () => void;
  readonly onClose: () => void;
}) {
  const choice = useExportChoice();
  const { format, options } = choice;
  const [checked, again] = useExportCheck([runId], choice);
  const { exported, job, cancel, write, reset } = useExport();
  const { nativeDialogs } = usePage().host.describe();
  const run = checked.state === "ready" ? checked.value.runs[0] : undefined;
  const cut = run !== undefined && !run.ok && format === "bounty" ? run.beginning : null;
  const ready = run !== undefined && options !== null && job === null && (run.ok || cut !== null);
  const order = (to: "download" | "folder"): void => {
    if (options === null) return;
    void write({
      runs: [runId],
      format,
      options,
      kind: kindOf(format, 1),
      name: fileNameOf(title, FILE_ENDINGS[format] ?? ""),
      beginning: cut !== null,
      to,
    });
  };
  return (
    <Dialog
      title={say("export.one", { title })}
      size="wide"
      onClose={onClose}
      footer={
        <>
          <span className="grow small quiet">{say("export.nothingYet")}</span>
          <Button onClick={onClose}>{say("close")}</Button>
          {!nativeDialogs && (
            <Button disabled={!ready} onClick={() => order("folder")}>
              {say("export.toFolder")}
            </Button>
          )}
          <Button kind="primary" disabled={!ready} onClick={() => order("download")}>
            {cut === null ? say("export.write") : say("export.beginning", { last: cut })}
          </Button>
        </>
      }
    >
      <div className="export-columns">
        <FormatChoice
          format={format}
          onChoose={(next) => {
            reset();
            choice.setFormat(next);
          }}
        />
        <div className="stack wide">
          <FormatOptions choice={choice} authors={authors} />
          {checked.state === "loading" && <Loading what={say("export.checking")} />}
          {checked.state === "failed" && (
            <Failed inline what={say("export.checkFailed")} failure={checked.failure} onAgain={again} />
          )}
          {run !== undefined && (
            <CheckList
              runs={[run]}
              format={format}
              titleOf={null}
              onGo={(_runId, to) => {
                onClose();
                onGo(to);
              }}
              onDetails={onDetails}
            />
          )}
          {run !== undefined && findings !== null && findings.open > 0 && (
            <p className="problem">
              <WeightSign weight="note" />
              <span className="message">{say("export.openFindings", { count: findings.open })}</span>
              <Button low onClick={findings.onShow}>
                {say("export.toFindings")}
              </Button>
            </p>
          )}
          <ExportResult exported={exported} job={job} onCancel={cancel} />
        </div>
      </div>
    </Dialog>
  );
}
