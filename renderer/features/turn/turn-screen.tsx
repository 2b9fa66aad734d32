import { CircleCheck, Library } from "lucide-react";
import { useCallback, useState } from "react";

import { usePage } from "../../app/context.tsx";
import { fileNameOf } from "../../app/export/file-name.ts";
import { Frame } from "../../app/frame.tsx";
import { LIBRARY } from "../../app/place.ts";
import { useCall } from "../../app/use-call.ts";
import type { ReplyOf } from "../../../shared/contract/contract.ts";
import type { Failure } from "../../../shared/contract/failure.ts";
import type { TurnId } from "../../../shared/domain/ids.ts";
import type { PlayersAction } from "../../../shared/domain/turn.ts";
import { Button, Tool } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Failed, Loading } from "../../ui/states.tsx";
import { say } from "../../words/say.ts";
import { ActionForm } from "./action-form.tsx";
import { StoryView } from "./story-view.tsx";
import { useKeptAction } from "./use-kept-action.ts";

/** A turn that was sent: the story, and where the player answers. What is written is kept as it is written. */
export function TurnScreen({ turnId }: { readonly turnId: TurnId }) {
  const page = usePage();
  const [asked, again] = useCall("turn.read", { turnId });
  if (asked.state === "ready") return <Answering turnId={turnId} turn={asked.value} />;
  return (
    <main id="main" tabIndex={-1} className="middle full">
      {asked.state === "loading" ? (
        <Loading what={say("turn.loading")} />
      ) : (
        <Failed what={say("turn.failed")} failure={asked.failure} onAgain={again}>
          <Button onClick={() => page.go(LIBRARY)}>{say("fault.leave")}</Button>
        </Failed>
      )}
    </main>
  );
}

function Answering({ turnId, turn }: { readonly turnId: TurnId; readonly turn: ReplyOf<"turn.read"> }) {
  const page = usePage();
  const { host, announce } = page;
  const keep = useCallback(
    (written: PlayersAction) => host.call("turn.keep", { turnId, action: written }),
    [host, turnId],
  );
  const { action, change, flush, unkept } = useKeptAction(turn.action, keep);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [sent, setSent] = useState<string | null>(null);
  const send = async (): Promise<void> => {
    setFailure(null);
    const place = await host.exportTarget("file", fileNameOf(turn.title, "-answer.runpkg"));
    if (!place.ok) return setFailure(place.failure);
    if (place.value === null) return;
    if (!(await flush())) return;
    const written = await host.call("turn.answer", { turnId, target: place.value.target, overwrite: true });
    if (!written.ok) return setFailure(written.failure);
    const handed = await place.value.finish();
    if (!handed.ok) return setFailure(handed.failure);
    const text = say("turn.answered", { file: written.value.file });
    setSent(text);
    announce(text);
  };
  return (
    <Frame
      bar={
        <>
          <Tool name={say("library.open")} icon={Library} onClick={() => page.go(LIBRARY)} />
          <h1 className="title">{turn.title}</h1>
        </>
      }
      status={<span className="place">{say("turn.yours")}</span>}
    >
      <main id="main" tabIndex={-1} className="turn-page">
        <StoryView
          story={turn.story}
          fresh={turn.story.findLastIndex(({ section }) => section === "action") + 1}
          label={say("turn.story")}
        />
        <ActionForm action={action} onChange={change} done={say("turn.answer")} onDone={() => void send()} />
        {unkept !== null && <Failed inline what={say("turn.keepFailed")} failure={unkept} />}
        {failure !== null && <Failed inline what={say("turn.answerFailed")} failure={failure} />}
        {sent !== null && (
          <p className="strong">
            <Icon of={CircleCheck} className="severity-good" /> {sent}
          </p>
        )}
      </main>
    </Frame>
  );
}
