import { Download, FolderOpen, Library, RefreshCw } from "lucide-react";
import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from "react";

import { usePage, useSettings } from "../../app/context.tsx";
import { Frame } from "../../app/frame.tsx";
import { LIBRARY } from "../../app/place.ts";
import { useJob } from "../../app/use-job.ts";
import type { Failure } from "../../../shared/contract/failure.ts";
import type { PickedFolder } from "../../../shared/contract/host-methods.ts";
import { dayText } from "../../../shared/domain/progress/calendar.ts";
import { csvText } from "../../../shared/lib/csv.ts";
import { Button, Tool } from "../../ui/button.tsx";
import { downloadText } from "../../ui/download.ts";
import { RefusalList } from "../../ui/problems.tsx";
import { Empty, Failed, Loading, Working } from "../../ui/states.tsx";
import { say } from "../../words/say.ts";
import { ProgressTable } from "./progress-table.tsx";
import { ProjectTotals } from "./project-totals.tsx";
import { type Sort, sortRows } from "./columns.ts";
import { isUndated, type Overview, stuckOf, teamOf, totalOf } from "./rows.ts";
import { csvRows } from "./table-file.ts";
import { Targets } from "./targets.tsx";
import { useExaminations } from "./use-examinations.ts";
import { TeamChart } from "./team-chart.tsx";
import { Totals } from "./totals.tsx";
import { WordsChart } from "./words-chart.tsx";

/** The lead's overview: the library's runs and those of a folder in one table, with totals against the targets. */
export function ProgressScreen() {
  const page = usePage();
  const [{ runWords, allWords, dayStartsAt, stuckAfterDays }] = useSettings();
  const { job, run, cancel } = useJob();
  const { leadFolder } = page;
  const folder = useSyncExternalStore(leadFolder.subscribe, leadFolder.get);
  const [overview, setOverview] = useState<Overview | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [sort, setSort] = useState<Sort>({ column: "words", descending: true });
  const asked = useRef(0);
  const refusedHead = useRef<HTMLHeadingElement>(null);

  const ask = async (picked: PickedFolder | null): Promise<void> => {
    asked.current += 1;
    const turn = asked.current;
    setFailure(null);
    const wish = { folder: picked?.folder ?? null, dayStartsAt, runWords };
    const answer =
      picked === null
        ? await page.host.call("progress.overview", wish)
        : await run(say("progress.counting", { folder: picked.name }), (jobId) =>
            page.host.call("progress.overview", { ...wish, jobId }),
          );
    if (turn !== asked.current) return;
    if (answer.ok) {
      leadFolder.set(picked);
      setOverview(answer.value);
      if (picked !== null) page.announce(say("progress.counted", { count: answer.value.rows.length }));
      return;
    }
    if (answer.failure.kind !== "cancelled") setFailure(answer.failure);
    // A folder of before that cannot be had any more hides no run of the library.
    if (overview === null && picked !== null) {
      const alone = await page.host.call("progress.overview", { ...wish, folder: null });
      if (turn === asked.current && alone.ok) setOverview(alone.value);
    }
  };
  const choose = async (): Promise<void> => {
    const picked = await page.host.pickFolder(page.chooseInList);
    if (!picked.ok) setFailure(picked.failure);
    else if (picked.value !== null) await ask(picked.value);
  };
  const again = useRef(ask);
  useEffect(() => {
    again.current = ask;
  });
  // The same folder is counted anew when another day begins or another target is set.
  useEffect(() => {
    void again.current(leadFolder.get());
  }, [leadFolder, dayStartsAt, runWords]);

  const looked = useExaminations(overview);
  const rows = useMemo(() => sortRows(looked.rows, sort), [looked.rows, sort]);
  const team = useMemo(() => (overview === null ? null : teamOf(overview, allWords)), [overview, allWords]);
  const saveTable = (): void => {
    const table = csvRows(rows, overview?.refused ?? [], dayText);
    downloadText("progress.csv", csvText(table.head, table.rows), "text/csv");
  };

  return (
    <Frame
      bar={
        <>
          <Tool name={say("library.open")} icon={Library} onClick={() => page.go(LIBRARY)} />
          <h1 className="title">{say("progress.title")}</h1>
          <span className="grow" />
          <Button onClick={() => page.go({ name: "pay" })}>{say("pay.open")}</Button>
          <Button icon={Download} disabled={rows.length === 0} onClick={saveTable}>
            {say("progress.saveTable")}
          </Button>
          <Button icon={RefreshCw} disabled={job !== null} onClick={() => void ask(folder)}>
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
            {overview === null || overview.folder === null
              ? say("progress.noFolder")
              : say("progress.from", { folder: overview.folder, count: overview.read, cached: overview.cached })}
          </span>
          {looked.left > 0 && <span>{say("lead.examining", { count: looked.left })}</span>}
          <span className="grow" />
          <span>{say("progress.shares")}</span>
        </>
      }
    >
      <main id="main" tabIndex={-1} className="middle scrolls">
        <div className="sheet">
          {job !== null && <Working what={job.what} done={job.done} total={job.total} onCancel={cancel} />}
          {failure !== null && <Failed inline what={say("progress.failed")} failure={failure} />}
          {overview === null && failure === null && job === null && <Loading what={say("library.loading")} />}
          {overview !== null && rows.length === 0 && job === null && (
            <Empty inline title={say("progress.none")}>
              <p>{say("progress.noneText")}</p>
            </Empty>
          )}
          {overview !== null && overview.refused.length > 0 && (
            <p className="row">
              <span>{say("progress.refused", { count: overview.refused.length })}</span>
              <Button low onClick={() => refusedHead.current?.scrollIntoView()}>
                {say("progress.seeRefused")}
              </Button>
            </p>
          )}
          {overview !== null && team !== null && rows.length > 0 && (
            <>
              <Totals
                rows={rows}
                team={team}
                stuck={rows.filter((row) => stuckOf(row, overview.today, page.clock(), stuckAfterDays) !== null).length}
                undated={rows.filter(isUndated).length}
              />
              <Targets />
              <TeamChart overview={overview} team={team} words={totalOf(rows).words} target={allWords} />
              <ProjectTotals rows={rows} />
              <WordsChart rows={rows} target={runWords} />
              <ProgressTable
                rows={rows}
                today={overview.today}
                stuckAfterDays={stuckAfterDays}
                sort={sort}
                onSort={setSort}
              />
            </>
          )}
          {overview !== null && overview.refused.length > 0 && (
            <section className="refused">
              <h2 ref={refusedHead}>{say("progress.refused", { count: overview.refused.length })}</h2>
              <RefusalList refusals={overview.refused} />
            </section>
          )}
        </div>
      </main>
    </Frame>
  );
}
