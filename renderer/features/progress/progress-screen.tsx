import { FolderOpen, Library, RefreshCw } from "lucide-react";
import { useMemo, useState } from "react";

import { usePage, useSettings } from "../../app/context.tsx";
import { Frame } from "../../app/frame.tsx";
import { LIBRARY } from "../../app/place.ts";
import { useCall } from "../../app/use-call.ts";
import { useJob } from "../../app/use-job.ts";
import type { ReplyOf } from "../../../shared/contract/contract.ts";
import type { Failure } from "../../../shared/contract/failure.ts";
import type { PickedFolder } from "../../../shared/contract/host-methods.ts";
import { Button, Tool } from "../../ui/button.tsx";
import { RefusalList } from "../../ui/problems.tsx";
import { Empty, Failed, Loading, Working } from "../../ui/states.tsx";
import { say } from "../../words/say.ts";
import { ProgressTable } from "./progress-table.tsx";
import { rowOf, type Sort, sortRows } from "./rows.ts";
import { Targets } from "./targets.tsx";
import { Totals } from "./totals.tsx";
import { WordsChart } from "./words-chart.tsx";

type FolderReply = ReplyOf<"progress.folder">;

/** The lead's overview: the library's runs and a folder of bounty files in one table, with totals against the targets. */
export function ProgressScreen() {
  const page = usePage();
  const [settings] = useSettings();
  const [library, again] = useCall("progress.runs", { runs: "all" });
  const { job, run, cancel } = useJob();
  const [folder, setFolder] = useState<PickedFolder | null>(null);
  const [counted, setCounted] = useState<FolderReply | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [sort, setSort] = useState<Sort>({ column: "words", descending: true });

  const count = async (picked: PickedFolder): Promise<void> => {
    setFailure(null);
    const answer = await run(say("progress.counting", { folder: picked.name }), (jobId) =>
      page.host.call("progress.folder", { folder: picked.folder, jobId }),
    );
    if (answer.ok) {
      setFolder(picked);
      setCounted(answer.value);
      page.announce(say("progress.counted", { count: answer.value.runs.length }));
    } else if (answer.failure.kind !== "cancelled") setFailure(answer.failure);
  };
  const choose = async (): Promise<void> => {
    const picked = await page.host.pickFolder(page.chooseInList);
    if (!picked.ok) setFailure(picked.failure);
    else if (picked.value !== null) await count(picked.value);
  };
  const refresh = (): void => {
    again();
    if (folder !== null) void count(folder);
  };

  const rows = useMemo(() => {
    const ours =
      library.state === "ready" ? library.value.runs.map((one) => rowOf(one, one.id, null, settings.runWords)) : [];
    const files = (counted?.runs ?? []).map((one) => rowOf(one, `file ${one.file}`, one.file, settings.runWords));
    return sortRows([...ours, ...files], sort);
  }, [library, counted, settings.runWords, sort]);

  return (
    <Frame
      bar={
        <>
          <Tool name={say("library.open")} icon={Library} onClick={() => page.go(LIBRARY)} />
          <h1 className="title">{say("progress.title")}</h1>
          <span className="grow" />
          <Button icon={RefreshCw} disabled={job !== null} onClick={refresh}>
            {say("progress.refresh")}
          </Button>
          <Button icon={FolderOpen} kind="primary" disabled={job !== null} onClick={() => void choose()}>
            {say("progress.choose")}
          </Button>
        </>
      }
      status={
        <>
          <span>
            {counted === null
              ? say("progress.noFolder")
              : say("progress.from", { folder: counted.folder, read: counted.read, cached: counted.cached })}
          </span>
          <span className="grow" />
          <span>{say("progress.shares")}</span>
        </>
      }
    >
      <main id="main" tabIndex={-1} className="middle scrolls">
        <div className="sheet">
          {job !== null && <Working what={job.what} done={job.done} total={job.total} onCancel={cancel} />}
          {failure !== null && <Failed inline what={say("progress.failed")} failure={failure} />}
          {library.state === "failed" && (
            <Failed inline what={say("library.failed")} failure={library.failure} onAgain={again} />
          )}
          {library.state === "loading" && <Loading what={say("library.loading")} />}
          {library.state === "ready" && rows.length === 0 && job === null && (
            <Empty inline title={say("progress.none")}>
              <p>{say("progress.noneText")}</p>
            </Empty>
          )}
          {rows.length > 0 && (
            <>
              <Totals rows={rows} />
              <Targets />
              <WordsChart rows={rows} target={settings.runWords} />
              <ProgressTable rows={rows} sort={sort} onSort={setSort} />
            </>
          )}
          {counted !== null && counted.refused.length > 0 && (
            <section className="refused">
              <h2>{say("progress.refused", { count: counted.refused.length })}</h2>
              <RefusalList refusals={counted.refused} />
            </section>
          )}
        </div>
      </main>
    </Frame>
  );
}
