import { Camera } from "lucide-react";
import { useId, useState } from "react";

import { usePage } from "../../app/context.tsx";
import type { RunHistory } from "../../app/run-history.ts";
import { useCall } from "../../app/use-call.ts";
import { MAX_SNAPSHOT_NAME_UNITS, type SnapshotRow } from "../../../shared/contract/history-methods.ts";
import { Button } from "../../ui/button.tsx";
import { Empty, Failed, Loading } from "../../ui/states.tsx";
import { dayOf, number, time } from "../../words/format.ts";
import { say } from "../../words/say.ts";
import { SnapshotDialog } from "./snapshot-dialog.tsx";
import type { useRestore } from "./use-restore.ts";

/** Snapshots of the run: taking one by name, and bringing one back or making a run of it. */
export function Snapshots({
  history,
  restoring,
}: {
  readonly history: RunHistory;
  readonly restoring: ReturnType<typeof useRestore>;
}) {
  const page = usePage();
  const { runId } = history;
  const [list, again] = useCall("history.snapshots", { runId }, history.savedAt);
  const [asking, setAsking] = useState<{ readonly snapshot: SnapshotRow; readonly as: "place" | "copy" } | null>(null);
  const whenOf = ({ at }: SnapshotRow): string => `${dayOf(at, page.clock(), say("today"))} ${time(at)}`;
  const restore = async (snapshot: SnapshotRow, as: "place" | "copy", title: string): Promise<void> => {
    setAsking(null);
    const isDone = await restoring.restore(
      { what: { kind: "run", snapshot: snapshot.snapshot }, as, ...(as === "copy" && { title }) },
      ({ steps }) =>
        as === "copy"
          ? say("restore.runCopied", { title })
          : say("restore.run", { count: steps.length, when: whenOf(snapshot) }),
    );
    if (isDone) again();
  };
  return (
    <div className="stack wide snapshots">
      <TakeSnapshot history={history} onTaken={again} />
      {list.state === "loading" && <Loading what={say("history.loading")} />}
      {list.state === "failed" && <Failed inline what={say("history.failed")} failure={list.failure} onAgain={again} />}
      {list.state === "ready" && list.value.snapshots.length === 0 && (
        <Empty inline title={say("snapshots.none")}>
          <p>{say("snapshots.noneText")}</p>
        </Empty>
      )}
      {list.state === "ready" && list.value.snapshots.length > 0 && (
        <ul className="kept-list" aria-label={say("snapshots.title")}>
          {list.value.snapshots.map((snapshot) => (
            <li key={snapshot.snapshot} aria-label={nameOf(snapshot)}>
              <p className={snapshot.why === "named" ? "strong" : undefined}>{nameOf(snapshot)}</p>
              <p className="small quiet">
                {whenOf(snapshot)} ·{" "}
                {say("snapshots.size", { steps: number(snapshot.steps), words: number(snapshot.words) })}
              </p>
              <div className="row wrap">
                <Button
                  low
                  disabled={!history.isWriting || restoring.isBusy}
                  onClick={() => setAsking({ snapshot, as: "place" })}
                >
                  {say("snapshots.restoreIt")}
                </Button>
                <Button
                  low
                  disabled={!history.isWriting || restoring.isBusy}
                  onClick={() => setAsking({ snapshot, as: "copy" })}
                >
                  {say("snapshots.copyIt")}
                </Button>
              </div>
            </li>
          ))}
        </ul>
      )}
      {asking !== null && (
        <SnapshotDialog
          snapshot={asking.snapshot}
          as={asking.as}
          when={whenOf(asking.snapshot)}
          runTitle={history.title}
          onRestore={(title) => void restore(asking.snapshot, asking.as, title)}
          onClose={() => setAsking(null)}
        />
      )}
    </div>
  );
}

/** The name that the author gave, or why the program took it. */
function nameOf(snapshot: SnapshotRow): string {
  return snapshot.why === "named" ? snapshot.name : say(`snapshots.${snapshot.why}`);
}

function TakeSnapshot({ history, onTaken }: { readonly history: RunHistory; readonly onTaken: () => void }) {
  const { host, announce } = usePage();
  const field = useId();
  const [name, setName] = useState("");
  const take = async (): Promise<void> => {
    const given = name.trim();
    const taken = await host.call("history.snapshot", { runId: history.runId, why: "named", name: given });
    if (!taken.ok) return announce(`${say("snapshots.takeFailed")} ${taken.failure.message}`, "urgent");
    setName("");
    announce(say("snapshots.taken", { name: given }));
    onTaken();
  };
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() !== "") void take();
      }}
    >
      <p className="small quiet">{say("snapshots.about")}</p>
      <div className="row">
        <label className="hidden-visually" htmlFor={field}>
          {say("snapshots.name")}
        </label>
        <input
          id={field}
          className="field low"
          value={name}
          maxLength={MAX_SNAPSHOT_NAME_UNITS}
          placeholder={say("snapshots.ask")}
          onChange={(event) => setName(event.target.value)}
        />
        <Button low icon={Camera} type="submit" disabled={name.trim() === "" || !history.isWriting}>
          {say("snapshots.take")}
        </Button>
      </div>
    </form>
  );
}
