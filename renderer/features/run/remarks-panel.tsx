import { Tabs } from "@base-ui/react/tabs";
import { FileInput, Send } from "lucide-react";

import { usePage } from "../../app/context.tsx";
import type { PlaceInRun } from "../../app/place.ts";
import type { Failure } from "../../../shared/contract/failure.ts";
import type { PlacedRemark } from "../../../shared/contract/review-methods.ts";
import { type Thread, threadsOf } from "../../../shared/domain/review/threads.ts";
import { Button } from "../../ui/button.tsx";
import { KeyCaps } from "../../ui/key-caps.tsx";
import { PanelBar } from "../../ui/panel.tsx";
import { RemarkBody } from "../../ui/remark-body.tsx";
import { Empty, Failed } from "../../ui/states.tsx";
import { say } from "../../words/say.ts";
import { AgreementView } from "./agreement-view.tsx";
import { BatchesView } from "./batches-view.tsx";
import { ToDoView } from "./to-do-view.tsx";
import type { useRemarks } from "./use-remarks.ts";
import type { Review } from "./use-review.ts";

/** What is done with a remark of the run. */
export type RemarkActs = Pick<ReturnType<typeof useRemarks>, "resolve" | "reply" | "take" | "leave" | "removeOwn">;

/** The review of this run: remarks in threads, what is to do batch by batch, the batches, and how far reviewers agree. */
export function RemarksPanel({
  remarks,
  review,
  acts,
  mayWrite,
  unread,
  onAgain,
  open,
  onGo,
  onGoTo,
  onImport,
  onRequest,
  onGuide,
  onClose,
}: {
  readonly remarks: readonly PlacedRemark[];
  readonly review: Review;
  readonly acts: RemarkActs;
  readonly mayWrite: boolean;
  /** Why they could not be read. */
  readonly unread: { readonly what: string; readonly failure: Failure } | null;
  readonly onAgain: () => void;
  readonly open: string | null;
  readonly onGo: (remark: PlacedRemark) => void;
  readonly onGoTo: (to: PlaceInRun) => void;
  readonly onImport: () => void;
  readonly onRequest: () => void;
  readonly onGuide: () => void;
  readonly onClose: () => void;
}) {
  const left = remarks.filter(({ resolved, remark }) => !resolved && remark.replyTo === null).length;
  const threads = threadsOf(remarks, ({ remark }) => remark);
  return (
    <>
      <PanelBar
        title={say("remarks.title")}
        about={remarks.length === 0 ? undefined : say("remarks.left", { count: left })}
        onClose={onClose}
      />
      <div className="panel-note row">
        <Button low icon={FileInput} onClick={onImport}>
          {say("remarks.import")}
        </Button>
        <Button low icon={Send} onClick={onRequest}>
          {say("request.name")}
        </Button>
      </div>
      <Tabs.Root defaultValue="comments">
        <Tabs.List className="panel-tabs tabs" aria-label={say("remarks.tabs")}>
          <PanelTab value="comments" title={say("remarks.tab.comments")} />
          <PanelTab value="toDo" title={say("remarks.tab.toDo")} />
          <PanelTab value="batches" title={say("remarks.tab.batches")} />
          <PanelTab value="agreement" title={say("remarks.tab.agreement")} />
        </Tabs.List>
        <Tabs.Panel value="comments">
          {unread !== null && <Failed inline what={unread.what} failure={unread.failure} onAgain={onAgain} />}
          {remarks.length === 0 && unread === null && (
            <Empty inline title={say("remarks.none")}>
              <p>{say("remarks.noneText")}</p>
            </Empty>
          )}
          <ul>
            {threads.map((thread) => (
              <OneThread
                key={thread.root.remark.id}
                thread={thread}
                isOpen={thread.root.remark.id === open}
                mayWrite={mayWrite}
                acts={acts}
                onGo={onGo}
              />
            ))}
          </ul>
        </Tabs.Panel>
        <Tabs.Panel value="toDo">
          <ToDoView review={review} remarks={remarks} onGo={onGo} onGoTo={onGoTo} />
        </Tabs.Panel>
        <Tabs.Panel value="batches">
          <BatchesView review={review} mayWrite={mayWrite} onGoTo={onGoTo} onGuide={onGuide} />
        </Tabs.Panel>
        <Tabs.Panel value="agreement">
          <AgreementView review={review} onGoTo={onGoTo} />
        </Tabs.Panel>
      </Tabs.Root>
    </>
  );
}

function PanelTab({ value, title }: { readonly value: string; readonly title: string }) {
  return (
    <Tabs.Tab value={value}>
      <span data-label={title}>{title}</span>
    </Tabs.Tab>
  );
}

function OneThread({
  thread: { root, replies },
  isOpen,
  mayWrite,
  acts,
  onGo,
}: {
  readonly thread: Thread<PlacedRemark>;
  readonly isOpen: boolean;
  readonly mayWrite: boolean;
  readonly acts: RemarkActs;
  readonly onGo: (remark: PlacedRemark) => void;
}) {
  const { clock } = usePage();
  const { remark, step, holds, resolved } = root;
  const canTake = remark.suggestion !== null && holds === "quote" && !resolved;
  return (
    <li
      className="remark"
      data-resolved={resolved}
      data-open={isOpen}
      aria-label={say("remark.name")}
      aria-current={isOpen ? "true" : undefined}
    >
      <RemarkBody remark={remark} now={clock()} step={step} isChanged={holds === "changed"} onGo={() => onGo(root)} />
      {replies.map((reply) => (
        <div key={reply.remark.id} className="reply">
          <RemarkBody remark={reply.remark} now={clock()} step={null} isChanged={false} onGo={null} />
          {reply.isOwn && (
            <div className="acts">
              <Button low onClick={() => void acts.removeOwn(reply)}>
                {say("review.remove")}
              </Button>
            </div>
          )}
        </div>
      ))}
      <div className="acts">
        {canTake && mayWrite && (
          <>
            <Button low onClick={() => void acts.take(root)}>
              {say("remark.take")}
              {isOpen && <KeyCaps keys="F4" />}
            </Button>
            <Button low onClick={() => void acts.leave(root)}>
              {say("remark.leave")}
              {isOpen && <KeyCaps keys="Shift+F4" />}
            </Button>
          </>
        )}
        <Button low onClick={() => acts.reply(root)}>
          {say("remark.reply")}
        </Button>
        <Button low onClick={() => void acts.resolve(root, !resolved)}>
          {resolved ? say("remark.reopen") : say("remark.resolve")}
        </Button>
        {root.isOwn && (
          <Button low onClick={() => void acts.removeOwn(root)}>
            {say("review.remove")}
          </Button>
        )}
      </div>
    </li>
  );
}
