import { CircleAlert, RotateCcw } from "lucide-react";
import { useEffect, useState } from "react";

import { usePage } from "../../app/context.tsx";
import type { Changes } from "../../state/outbox-batch.ts";
import { useStore, useStorePart } from "../../state/use-store.ts";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { ReadOnly } from "../../ui/states.tsx";
import { time } from "../../words/format.ts";
import { say } from "../../words/say.ts";
import { downloadCopy, type Unsaved, writeCopy } from "./rescue-copy.ts";
import type { RunBeginning } from "./run-screen.tsx";
import type { RunSession } from "./run-session.ts";
import { saveOver } from "./save-over.ts";

const NOTHING: Changes = { steps: [], acts: [] };

/** The lines above the text: who writes, what was left unsaved, what is not saved now. Each says what can be done. */
export function RunBanners({
  session,
  beginning,
  title,
  onReopen,
}: {
  readonly session: RunSession;
  readonly beginning: RunBeginning;
  readonly title: string;
  readonly onReopen: () => void;
}) {
  return (
    <>
      <div>
        <PenBanner session={session} onReopen={onReopen} />
        <RecoveryBanner session={session} beginning={beginning} onReopen={onReopen} />
      </div>
      {/* What comes while one types lies over the empty end of the page: it must not move the text. */}
      <div className="banners-below">
        <LineBanner session={session} />
        <SaveBanner session={session} title={title} onReopen={onReopen} />
      </div>
    </>
  );
}

function LineBanner({ session }: { readonly session: RunSession }) {
  const { host } = usePage();
  const isTold = useStorePart(session.save, (state) => state.kind === "notSaved");
  const [lost, setLost] = useState(false);
  useEffect(() => host.watchLine((state) => setLost(state === "lost")), [host]);
  return lost && !isTold ? (
    <div className="banner failed">
      <Icon of={CircleAlert} />
      <span className="grow">{say("line.lost")}</span>
    </div>
  ) : null;
}

function PenBanner({ session, onReopen }: { readonly session: RunSession; readonly onReopen: () => void }) {
  const page = usePage();
  const pen = useStore(session.pen);
  if (pen === "here") return null;
  if (pen === "nobody") return <ReadOnly why={say("run.readOnlyLibrary")} />;
  const takePen = async (): Promise<void> => {
    const taken = await page.host.call("run.takePen", { runId: session.runId });
    if (taken.ok) onReopen();
    else page.announce(`${say("run.penFailed")} ${taken.failure.message}`, "urgent");
  };
  return (
    <ReadOnly why={say("run.readOnlyElsewhere")}>
      <Button low onClick={() => void takePen()}>
        {say("run.writeHere")}
      </Button>
    </ReadOnly>
  );
}

function RecoveryBanner({
  session,
  beginning,
  onReopen,
}: {
  readonly session: RunSession;
  readonly beginning: RunBeginning;
  readonly onReopen: () => void;
}) {
  const page = usePage();
  const [trouble, setTrouble] = useState<string | null>(null);
  const [stale, setStale] = useState<Changes | null>(null);
  const [done, setDone] = useState(false);
  const { recovery, recoveryTrouble } = beginning;
  if (recoveryTrouble !== null) {
    return (
      <div className="banner failed" role="alert">
        <Icon of={CircleAlert} />
        <span className="grow">{say("recovery.unreadable", { why: recoveryTrouble })}</span>
      </div>
    );
  }
  if (recovery === null || done) return null;
  const save = async (): Promise<void> => {
    const end = await recovery.resend();
    if (end.kind === "saved") {
      page.announce(say("recovery.saved", { count: end.steps }));
      onReopen();
    } else if (end.kind === "stale") {
      setStale(end.changes);
      setTrouble(say("recovery.stale"));
    } else setTrouble(`${say("recovery.failed")} ${end.failure.message}`);
  };
  const overwrite = async (changes: Changes): Promise<void> => {
    const saved = await saveOver(page.host, beginning, changes);
    if (!saved.ok) return setTrouble(`${say("recovery.failed")} ${saved.failure.message}`);
    await recovery.discard();
    page.announce(say("recovery.saved", { count: changes.steps.length }));
    onReopen();
  };
  const discard = async (): Promise<void> => {
    await recovery.discard();
    setDone(true);
    session.editor.setReadOnly(false);
    session.editor.focus();
  };
  return (
    <div className="banner" role="alert">
      <Icon of={RotateCcw} />
      <span className="grow">
        {trouble ?? say("recovery.text", { count: recovery.changes.steps.length, time: time(recovery.sealedAt) })}
      </span>
      {/* Nothing can be written before this is decided: the focus stands on the safe answer. */}
      {/* oxlint-disable-next-line jsx-a11y/no-autofocus */}
      <Button low kind="primary" autoFocus onClick={() => void (stale === null ? save() : overwrite(stale))}>
        {say(stale === null ? "recovery.save" : "recovery.over")}
      </Button>
      <CopyElsewhere
        unsaved={() => ({
          title: beginning.opened.details.title,
          changes: recovery.changes,
          steps: session.steps.get(),
        })}
      />
      <Button low onClick={() => void discard()}>
        {say("recovery.discard")}
      </Button>
    </div>
  );
}

/** The way out for words that cannot be saved: a file of the person's choice, or a download that needs nobody's help. */
function CopyElsewhere({ unsaved }: { readonly unsaved: () => Unsaved }) {
  const page = usePage();
  const { nativeDialogs } = page.host.describe();
  return (
    <>
      <Button low onClick={() => (nativeDialogs ? void writeCopy(page, unsaved()) : downloadCopy(unsaved()))}>
        {say("save.copy")}
      </Button>
      {!nativeDialogs && (
        <Button low onClick={() => void writeCopy(page, unsaved())}>
          {say("rescue.folder")}
        </Button>
      )}
    </>
  );
}

function SaveBanner({
  session,
  title,
  onReopen,
}: {
  readonly session: RunSession;
  readonly title: string;
  readonly onReopen: () => void;
}) {
  const page = usePage();
  const state = useStore(session.save);
  if (state.kind === "saved" || state.kind === "saving") return null;
  const copy = (
    <CopyElsewhere
      unsaved={() => ({ title, changes: session.outbox?.unsaved() ?? NOTHING, steps: session.steps.get() })}
    />
  );
  if (state.kind === "notSaved") {
    return (
      <div className="banner failed">
        <Icon of={CircleAlert} />
        <span className="grow">{state.failure.message}</span>
        <Button low onClick={() => session.outbox?.retryNow()}>
          {say("save.retry")}
        </Button>
        {copy}
      </div>
    );
  }
  const keepMine = async (): Promise<void> => {
    const present = await page.host.call("run.steps", { runId: session.runId, steps: [...state.steps] });
    if (present.ok) session.outbox?.resolveStale(present.value);
    else page.announce(present.failure.message, "urgent");
  };
  return (
    <div className="banner failed" role="alert">
      <Icon of={CircleAlert} />
      <span className="grow">{say("stale.text", { count: state.steps.length })}</span>
      <Button low onClick={() => void keepMine()}>
        {say("stale.mine")}
      </Button>
      <Button
        low
        onClick={() => {
          session.outbox?.resolveStale(null);
          onReopen();
        }}
      >
        {say("stale.theirs")}
      </Button>
      {copy}
    </div>
  );
}
