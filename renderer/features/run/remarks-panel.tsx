import { Tabs } from "@base-ui/react/tabs";
import { FileInput, Send } from "lucide-react";
import { useMemo } from "react";

import type { PlaceInRun } from "../../app/place.ts";
import type { Failure } from "../../../shared/contract/failure.ts";
import type { PlacedRemark } from "../../../shared/contract/review-methods.ts";
import { Button } from "../../ui/button.tsx";
import { Paged } from "../../ui/paged.tsx";
import { PanelBar } from "../../ui/panel.tsx";
import { Empty, Failed } from "../../ui/states.tsx";
import { say } from "../../words/say.ts";
import { AgreementView } from "./agreement-view.tsx";
import { BatchesView } from "./batches-view.tsx";
import { type RemarkActs, RemarkThread, threadsOn } from "./remark-thread.tsx";
import { ToDoView } from "./to-do-view.tsx";
import type { Review } from "./use-review.ts";

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
          <Threads remarks={remarks} open={open} mayWrite={mayWrite} acts={acts} onGo={onGo} />
        </Tabs.Panel>
        <Tabs.Panel value="toDo">
          <ToDoView review={review} remarks={remarks} onGo={onGo} onGoTo={onGoTo} />
        </Tabs.Panel>
        <Tabs.Panel value="batches">
          <BatchesView review={review} mayWrite={mayWrite} onGoTo={onGoTo} onGuide={onGuide} />
        </Tabs.Panel>
        <Tabs.Panel value="agreement">
          <AgreementView review={review} remarks={remarks} onGo={onGo} onGoTo={onGoTo} />
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

function Threads({
  remarks,
  open,
  mayWrite,
  acts,
  onGo,
}: {
  readonly remarks: readonly PlacedRemark[];
  readonly open: string | null;
  readonly mayWrite: boolean;
  readonly acts: RemarkActs;
  readonly onGo: (remark: PlacedRemark) => void;
}) {
  const threads = useMemo(() => threadsOn(remarks), [remarks]);
  return (
    <Paged items={threads} at={threads.findIndex(({ root }) => root.remark.id === open)}>
      {(some) => (
        <ul>
          {some.map((thread) => {
            const { remark, resolved } = thread.root;
            const isOpen = remark.id === open;
            return (
              <li
                key={remark.id}
                className="remark"
                data-resolved={resolved}
                data-open={isOpen}
                aria-label={say("remark.name")}
                aria-current={isOpen ? "true" : undefined}
              >
                <RemarkThread thread={thread} isOpen={isOpen} mayWrite={mayWrite} acts={acts} onGo={onGo} />
              </li>
            );
          })}
        </ul>
      )}
    </Paged>
  );
}
