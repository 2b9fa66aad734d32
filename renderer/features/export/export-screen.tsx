import { Checkbox } from "@base-ui/react/checkbox";
import { Check, CircleCheck, CircleX, Library, TriangleAlert } from "lucide-react";
import { useState } from "react";

import { usePage } from "../../app/context.tsx";
import { type CheckedRun, CheckList } from "../../app/export/check-list.tsx";
import { ExportResult } from "../../app/export/export-result.tsx";
import { fileNameOf } from "../../app/export/file-name.ts";
import { FormatChoice } from "../../app/export/format-choice.tsx";
import { FormatOptions } from "../../app/export/format-options.tsx";
import { useExport } from "../../app/export/use-export.ts";
import { useExportCheck } from "../../app/export/use-export-check.ts";
import { kindOf, useExportChoice } from "../../app/export/use-export-choice.ts";
import { Frame } from "../../app/frame.tsx";
import { LIBRARY } from "../../app/place.ts";
import { useCall } from "../../app/use-call.ts";
import type { RunRow } from "../../../shared/contract/run-methods.ts";
import { FILE_ENDINGS } from "../../../shared/domain/exchange/formats.ts";
import type { RunId } from "../../../shared/domain/ids.ts";
import { toggled } from "../../state/toggled.ts";
import { Button, Tool } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Empty, Failed, Loading } from "../../ui/states.tsx";
import { number } from "../../words/format.ts";
import { say } from "../../words/say.ts";

/** The folder that an export of several runs is written to or downloaded as. */
const FOLDER_NAME = "runwright-export";

/** Export of all or of chosen runs in one of the formats: all of them or none. */
export function ExportScreen() {
  const page = usePage();
  const [list, again] = useCall("run.list", {});
  return (
    <Frame
      bar={
        <>
          <Tool name={say("library.open")} icon={Library} onClick={() => page.go(LIBRARY)} />
          <h1 className="title">{say("export.title")}</h1>
        </>
      }
      status={<span>{say("export.nothingYet")}</span>}
    >
      <main id="main" tabIndex={-1} className="middle scrolls">
        {list.state === "loading" && <Loading what={say("library.loading")} />}
        {list.state === "failed" && <Failed what={say("library.failed")} failure={list.failure} onAgain={again} />}
        {list.state === "ready" &&
          (list.value.runs.length === 0 ? (
            <Empty title={say("export.noRuns")}>
              <p>{say("export.noRunsText")}</p>
            </Empty>
          ) : (
            <ChooseAndWrite runs={list.value.runs} />
          ))}
      </main>
    </Frame>
  );
}

function ChooseAndWrite({ runs }: { readonly runs: readonly RunRow[] }) {
  const page = usePage();
  const [left, setLeft] = useState<ReadonlySet<RunId>>(new Set());
  const choice = useExportChoice();
  const { format, options } = choice;
  const chosen = runs.filter((run) => !left.has(run.id));
  const [checked] = useExportCheck(chosen.length === 0 ? "all" : chosen.map((run) => run.id), choice);
  const { exported, job, cancel, write, reset } = useExport();
  const titles = new Map(runs.map((run) => [run.id, run.title]));
  const authors = [...new Set(chosen.flatMap((run) => run.authors.map(({ name }) => name)))];
  const results = checked.state === "ready" && chosen.length > 0 ? checked.value.runs : [];
  const refused = results.filter((run) => !run.ok);
  const cuttable = format === "bounty" && refused.every((run) => run.beginning !== null);
  const { nativeDialogs } = page.host.describe();
  const ready =
    chosen.length > 0 &&
    checked.state === "ready" &&
    job === null &&
    options !== null &&
    (refused.length === 0 || cuttable);
  const order = (to: "download" | "folder"): void => {
    const [only, ...others] = chosen;
    if (options === null || only === undefined) return;
    const kind = kindOf(format, chosen.length);
    const name =
      kind === "file" && others.length === 0 ? fileNameOf(only.title, FILE_ENDINGS[format] ?? "") : FOLDER_NAME;
    void write({
      runs: chosen.map((run) => run.id),
      format,
      options,
      kind,
      name,
      beginning: refused.length > 0 && cuttable,
      to,
    });
  };
  const toggle = (runId: RunId): void => setLeft(toggled(left, runId));

  return (
    <div className="sheet stack wide">
      <p className="lead-line">{say("export.lead")}</p>
      <div className="export-columns">
        <FormatChoice
          format={format}
          onChoose={(next) => {
            reset();
            choice.setFormat(next);
          }}
        />
        <div className="stack wide">
          <ul aria-label={say("export.runs")}>
            {runs.map((run) => (
              <li key={run.id}>
                <label className="check-row">
                  <Checkbox.Root className="check" checked={!left.has(run.id)} onCheckedChange={() => toggle(run.id)}>
                    <Checkbox.Indicator>
                      <Icon of={Check} />
                    </Checkbox.Indicator>
                  </Checkbox.Root>
                  <span className="grow story clip">{run.title}</span>
                  {!left.has(run.id) && <LeavingState checked={results.find((one) => one.runId === run.id)} />}
                  <span className="quiet num small leaving-size">
                    {say("export.rowWords", { count: run.steps, words: number(run.words) })}
                  </span>
                </label>
              </li>
            ))}
          </ul>
          <p className="small quiet" role="status">
            {say("export.chosen", {
              count: chosen.length,
              steps: number(chosen.reduce((sum, run) => sum + run.steps, 0)),
              words: number(chosen.reduce((sum, run) => sum + run.words, 0)),
            })}
          </p>
          <FormatOptions choice={choice} authors={authors} />
          {checked.state === "loading" && <Loading what={say("export.checking")} />}
          {checked.state === "failed" && <Failed inline what={say("export.checkFailed")} failure={checked.failure} />}
          <CheckList
            runs={results}
            format={format}
            titleOf={(runId) => titles.get(runId) ?? ""}
            onGo={(runId, to) => page.go({ name: "run", runId, at: to })}
            onDetails={(runId) => page.go({ name: "run", runId, at: null, dialog: "details" })}
          />
          <div className="row wrap">
            <Button kind="primary" disabled={!ready} onClick={() => order("download")}>
              {refused.length > 0 && cuttable
                ? say("export.beginnings", { count: refused.length })
                : say("export.writeRuns", { count: chosen.length })}
            </Button>
            {!nativeDialogs && (
              <Button disabled={!ready} onClick={() => order("folder")}>
                {say("export.toFolder")}
              </Button>
            )}
          </div>
          <ExportResult exported={exported} job={job} onCancel={cancel} />
        </div>
      </div>
    </div>
  );
}

/** Whether a run can leave in the chosen format, and how much is to be said about it; nothing while that is looked into. */
function LeavingState({ checked }: { readonly checked: CheckedRun | undefined }) {
  if (checked === undefined) return null;
  const warnings = checked.findings.filter(({ severity }) => severity === "warning").length;
  const state = checked.ok ? (warnings > 0 ? "warning" : "good") : "error";
  return (
    <span className="small num leaving-state">
      <Icon of={SIGNS[state]} small className={`severity-${state}`} />{" "}
      {state === "error"
        ? say("export.stateBlocked")
        : state === "good"
          ? say("export.stateReady")
          : say("export.stateWarnings", { count: warnings })}
    </span>
  );
}

const SIGNS = { error: CircleX, warning: TriangleAlert, good: CircleCheck };
