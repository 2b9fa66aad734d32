import { Download, Ellipsis, Library, Plus, Search, Settings } from "lucide-react";
import { type ReactNode, useCallback, useEffect, useRef, useState } from "react";

import { usePage, useSettings } from "../../app/context.tsx";
import { ExportDialog } from "../../app/export/export-dialog.tsx";
import { Frame } from "../../app/frame.tsx";
import type { LibraryTab } from "../../app/place.ts";
import { useCall } from "../../app/use-call.ts";
import type { RunRow } from "../../../shared/contract/run-methods.ts";
import type { RunId } from "../../../shared/domain/ids.ts";
import { useAriaKeys } from "../../ui/bound-chord.ts";
import { Button, Tool } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { MenuButton } from "../../ui/menu.tsx";
import { Failed, Loading, Working } from "../../ui/states.tsx";
import { say } from "../../words/say.ts";
import { DeletedRun } from "./deleted-run.tsx";
import { EmptyLibrary } from "./empty-library.tsx";
import { ImportDialog } from "./import-dialog.tsx";
import { ImportFailure } from "./import-failure.tsx";
import { ImportedRuns } from "./imported-runs.tsx";
import { LibraryTabs } from "./library-tabs.tsx";
import { NewRunDialog } from "./new-run-dialog.tsx";
import { ReviewsList } from "./reviews-list.tsx";
import { ProjectDialogs } from "./project-dialogs.tsx";
import { ProjectList } from "./project-list.tsx";
import { type RunActs, RunTable } from "./run-table.tsx";
import { SearchAllRuns } from "./search-all-runs.tsx";
import { useDeletedRun } from "./use-deleted-run.ts";
import { useDroppedFiles } from "./use-dropped-files.ts";
import { useIncoming } from "./use-incoming.ts";
import { useProjects } from "./use-projects.ts";
import { useImport } from "./use-import.ts";
import { useLibraryChanges } from "../../app/use-library-changes.ts";

/** The first screen: runs, reviews, the bin, and the search over all runs. `bin` draws what was deleted. */
export function LibraryScreen({
  tab,
  bin,
  drawAsk,
}: {
  readonly tab: LibraryTab;
  readonly bin: ReactNode;
  /** Draws what is asked once there are so many words. */
  readonly drawAsk: (words: number) => ReactNode;
}) {
  const page = usePage();
  const [settings] = useSettings();
  const [library] = useCall("library.describe", {});
  const [list, again] = useCall("run.list", {});
  const [naming, setNaming] = useState(false);
  const [trouble, setTrouble] = useState<{ what: string; failure: Parameters<typeof Failed>[0]["failure"] } | null>(
    null,
  );
  const projects = useProjects((what, failure) => setTrouble({ what, failure }));
  const { again: againProjects } = projects;
  useLibraryChanges(
    useCallback(() => {
      again();
      againProjects();
    }, [again, againProjects]),
  );
  const importing = useImport(again);
  useIncoming(importing.files);
  const deletion = useDeletedRun(again, (what, failure) => setTrouble({ what, failure }));
  const [exporting, setExporting] = useState<RunRow | null>(null);
  const searchKeys = useAriaKeys("Mod+Shift+F");
  const searchBox = useRef<HTMLInputElement>(null);

  const open = (runId: RunId): void => page.go({ name: "run", runId, at: null });
  const begin = async (title: string): Promise<void> => {
    const authors = settings.name === "" ? [] : [{ name: settings.name, role: "dm" as const }];
    const made = await page.host.call("run.create", { title, authors });
    if (made.ok) open(made.value.runId);
    else setTrouble({ what: say("newRun.failed"), failure: made.failure });
  };
  const sample = async (): Promise<void> => {
    const made = await page.host.call("run.sample", {});
    if (made.ok) open(made.value.runId);
    else setTrouble({ what: say("sample.failed"), failure: made.failure });
  };

  const newProject = (): void => projects.ask({ kind: "create" });
  const acts = useRef({ sample, pick: importing.pick, takeBack: importing.undo, newProject });
  useEffect(() => {
    acts.current = { sample, pick: importing.pick, takeBack: importing.undo, newProject };
  });
  useEffect(
    () =>
      page.commands.register([
        { id: "library.new", title: say("newRun.name"), group: "library", run: () => setNaming(true) },
        { id: "library.import", title: say("import.name"), group: "library", run: () => void acts.current.pick() },
        {
          id: "library.newProject",
          title: say("project.new"),
          group: "library",
          run: () => acts.current.newProject(),
        },
        { id: "library.sample", title: say("sample.name"), group: "library", run: () => void acts.current.sample() },
      ]),
    [page.commands],
  );
  const runs = list.state === "ready" ? list.value.runs : [];
  const imported = importing.done?.runs ?? [];
  const canTakeBack = imported.length > 0 && imported.every((id) => runs.some((run) => run.id === id));
  useEffect(() => {
    if (!canTakeBack) return;
    const run = (): void => void acts.current.takeBack();
    return page.commands.register([{ id: "library.takeBack", title: say("import.takeBack"), group: "library", run }]);
  }, [page.commands, canTakeBack]);
  const dragged = useDroppedFiles(importing.drop);

  const writing = library.state === "ready" && library.value.writing;
  const runActs: RunActs = {
    onOpen: open,
    onExport: setExporting,
    onProgress: (runId) => page.go({ name: "progress", runId }),
    onProject: writing ? (run) => projects.ask({ kind: "assign", run }) : null,
    onDelete: writing ? (run) => void deletion.remove(run) : null,
    takeBackOf: (run) => (canTakeBack && imported.includes(run.id) ? () => void importing.undo() : null),
  };

  return (
    <Frame
      bar={
        <>
          <span className="title">{say("product")}</span>
          <LibraryTabs tab={tab} />
          <span className="grow" />
          <button
            type="button"
            className="field search"
            aria-keyshortcuts={searchKeys}
            onClick={() => page.go({ name: "library", tab: "search" })}
          >
            <Icon of={Search} />
            <span className="grow">{say("search.name")}</span>
          </button>
          <Button icon={Download} onClick={() => void importing.pick()}>
            {say("import.name")}
          </Button>
          <Button icon={Plus} kind={runs.length === 0 ? "normal" : "primary"} onClick={() => setNaming(true)}>
            {say("newRun.name")}
          </Button>
          <MenuButton
            name={say("more")}
            icon={Ellipsis}
            entries={[
              { id: "export", title: say("export.openAll"), run: () => page.go({ name: "export" }) },
              { id: "progress", title: say("progress.open"), run: () => page.go({ name: "progress", runId: null }) },
              { id: "sample", title: say("sample.name"), run: () => void sample() },
              "line",
              { id: "help", title: say("help.open"), keys: "F1", run: () => page.commands.run("page.help") },
              { id: "keys", title: say("keys.open"), keys: "Shift+F1", run: () => page.commands.run("page.keys") },
              {
                id: "palette",
                title: say("palette.open"),
                keys: "Mod+Shift+P",
                run: () => page.commands.run("page.palette"),
              },
            ]}
          />
          <Tool name={say("settings.open")} icon={Settings} onClick={() => page.go({ name: "settings" })} />
        </>
      }
      status={
        <>
          <span>
            {list.state === "ready" &&
              say("library.total", { count: runs.length, words: runs.reduce((sum, run) => sum + run.words, 0) })}
          </span>
          <span className="grow" />
          <span>
            {library.state === "ready" &&
              say(library.value.writing ? "library.which" : "library.readOnly", { name: library.value.name })}
          </span>
        </>
      }
    >
      <main id="main" tabIndex={-1} className="middle scrolls">
        <h1 className="hidden-visually">{say("library.title")}</h1>
        {tab === "runs" && writing && drawAsk(runs.reduce((sum, run) => sum + run.words, 0))}
        {importing.job !== null && importing.question === null && (
          <div className="sheet">
            <Working
              what={importing.job.what}
              done={importing.job.done}
              total={importing.job.total}
              onCancel={importing.cancel}
            />
          </div>
        )}
        {tab === "search" && <SearchAllRuns box={searchBox} />}
        {tab === "reviews" && <ReviewsList />}
        {tab === "bin" && bin}
        {tab === "runs" && importing.done?.isTold === true && (
          <ImportedRuns
            count={imported.length}
            onUndo={canTakeBack ? () => void importing.undo() : null}
            onClose={importing.dismiss}
          />
        )}
        {tab === "runs" && deletion.deleted !== null && (
          <DeletedRun
            key={deletion.deleted.id}
            run={deletion.deleted}
            onUndo={() => void deletion.undo()}
            onClose={deletion.dismiss}
          />
        )}
        {tab === "runs" && list.state === "loading" && <Loading what={say("library.loading")} />}
        {tab === "runs" && list.state === "failed" && (
          <Failed what={say("library.failed")} failure={list.failure} onAgain={again} />
        )}
        {tab === "runs" && list.state === "ready" && importing.job === null && runs.length === 0 && (
          <EmptyLibrary
            onBegin={(title) => void begin(title)}
            onSample={() => void sample()}
            onImport={() => void importing.pick()}
          />
        )}
        {tab === "runs" && runs.length > 0 && <RunTable runs={runs} acts={runActs} />}
        {tab === "projects" && list.state === "ready" && (
          <ProjectList projects={projects} runs={runs} acts={runActs} readOnly={!writing} />
        )}
        {dragged && (
          <div className="drop-here">
            <span>
              <Icon of={Library} /> {say("import.drop")}
            </span>
          </div>
        )}
      </main>
      {naming && (
        <NewRunDialog
          onClose={() => setNaming(false)}
          onBegin={(title) => {
            setNaming(false);
            void begin(title);
          }}
        />
      )}
      <ProjectDialogs projects={projects} />
      {exporting !== null && (
        <ExportDialog
          runId={exporting.id}
          title={exporting.title}
          authors={exporting.authors.map(({ name }) => name)}
          findings={null}
          onGo={(to) => page.go({ name: "run", runId: exporting.id, at: to })}
          onDetails={() => page.go({ name: "run", runId: exporting.id, at: null, dialog: "details" })}
          onClose={() => setExporting(null)}
        />
      )}
      {importing.question !== null && (
        <ImportDialog
          question={importing.question}
          isLooking={importing.job !== null}
          onLook={(files, wish) => {
            if (importing.question !== null) void importing.look(importing.question, files, wish);
          }}
          onTake={(files, wish) => void importing.take(files, wish)}
          onClose={importing.dismiss}
        />
      )}
      {importing.refused !== null && <ImportFailure {...importing.refused} onClose={importing.dismiss} />}
      {trouble !== null && (
        <ImportFailure what={trouble.what} failure={trouble.failure} onClose={() => setTrouble(null)} />
      )}
    </Frame>
  );
}
