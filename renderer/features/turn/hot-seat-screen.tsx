import { ArrowLeft } from "lucide-react";
import { useCallback, useRef, useState } from "react";

import { usePage } from "../../app/context.tsx";
import { Frame } from "../../app/frame.tsx";
import { useCall } from "../../app/use-call.ts";
import type { ReplyOf } from "../../../shared/contract/contract.ts";
import { type Failure, plainFailure } from "../../../shared/contract/failure.ts";
import { newBatchId, type RunId } from "../../../shared/domain/ids.ts";
import type { PlayersAction } from "../../../shared/domain/turn.ts";
import { Button } from "../../ui/button.tsx";
import { Empty, Failed, Loading } from "../../ui/states.tsx";
import { say } from "../../words/say.ts";
import { ActionForm } from "./action-form.tsx";
import { StoryView } from "./story-view.tsx";
import { useKeptAction } from "./use-kept-action.ts";

/** The hot seat: the player sits down before the story, and no thought is on the page or comes to it. */
export function HotSeatScreen({ runId }: { readonly runId: RunId }) {
  const page = usePage();
  const [asked, again] = useCall("turn.story", { runId });
  const leave = (): void => page.go({ name: "run", runId, at: null });
  if (asked.state === "ready") return <Seat runId={runId} view={asked.value} onLeave={leave} onAgain={again} />;
  return (
    <main id="main" tabIndex={-1} className="middle full">
      {asked.state === "loading" ? (
        <Loading what={say("turn.loading")} />
      ) : (
        <Failed what={say("turn.failed")} failure={asked.failure} onAgain={again}>
          <Button onClick={leave}>{say("turn.back")}</Button>
        </Failed>
      )}
    </main>
  );
}

function Seat({
  runId,
  view,
  onLeave,
}: {
  readonly runId: RunId;
  readonly view: ReplyOf<"turn.story">;
  readonly onLeave: () => void;
  readonly onAgain: () => void;
}) {
  const { host, announce } = usePage();
  const keep = useCallback(
    (written: PlayersAction) => host.call("turn.keepSeat", { runId, action: written }),
    [host, runId],
  );
  const { action, change, flush, unkept } = useKeptAction(view.draft, keep);
  const [failure, setFailure] = useState<Failure | null>(null);
  const isBusy = useRef(false);
  const { awaits } = view;
  const land = async (step: number): Promise<void> => {
    if (isBusy.current) return;
    isBusy.current = true;
    // No keeping may come after the handing over, which ends it.
    await flush();
    const library = await host.call("library.describe", {});
    const by = library.ok ? library.value : null;
    const landed =
      by?.deviceId === undefined || by.deviceId === null
        ? { ok: false as const, failure: library.ok ? READ_ONLY : library.failure }
        : await host.call("turn.land", {
            runId,
            step,
            action,
            came: "typed",
            batchId: newBatchId(),
            personId: by.personId,
            deviceId: by.deviceId,
          });
    isBusy.current = false;
    if (!landed.ok) return setFailure(landed.failure);
    announce(say("turn.landed", { step }));
    onLeave();
  };
  return (
    <Frame
      bar={
        <>
          <h1 className="title">{view.title}</h1>
          <span className="grow" />
          <Button icon={ArrowLeft} onClick={onLeave}>
            {say("turn.back")}
          </Button>
        </>
      }
      status={<span className="place">{say("turn.seat")}</span>}
    >
      <main id="main" tabIndex={-1} className="turn-page">
        {view.story.length === 0 ? (
          <Empty title={say("turn.nothing")} />
        ) : (
          <StoryView story={view.story} fresh={view.fresh} label={say("turn.story")} />
        )}
        {awaits === null ? (
          <p className="quiet">{say("turn.notYours")}</p>
        ) : (
          <ActionForm action={action} onChange={change} done={say("turn.done")} onDone={() => void land(awaits)} />
        )}
        {unkept !== null && <Failed inline what={say("turn.keepFailed")} failure={unkept} />}
        {failure !== null && <Failed inline what={say("turn.landFailed")} failure={failure} />}
      </main>
    </Frame>
  );
}

const READ_ONLY = plainFailure("readOnly", say("run.readOnlyLibrary"));
