import { Tabs } from "@base-ui/react/tabs";
import { MessageSquarePlus } from "lucide-react";
import { useState } from "react";

import type { PlaceInRun } from "../../app/place.ts";
import type { Finding } from "../../../shared/domain/consistency/results.ts";
import type { Thread } from "../../../shared/domain/review/threads.ts";
import { Button } from "../../ui/button.tsx";
import { FindingList } from "../../ui/finding-list.tsx";
import { Paged } from "../../ui/paged.tsx";
import { ProblemList } from "../../ui/problems.tsx";
import { Empty, Failed, Loading } from "../../ui/states.tsx";
import { say } from "../../words/say.ts";
import { ChangesPanel } from "./changes-panel.tsx";
import { CopyThread, type Said } from "./copy-thread.tsx";
import { GuidePanel } from "./guide-panel.tsx";
import { ReadFirstPanel } from "./read-first-panel.tsx";
import type { ReviewCopy } from "./review-desk.tsx";
import type { CopyCheck } from "./use-copy-check.ts";
import type { useCopyRemarks } from "./use-copy-remarks.ts";
import type { Judgements } from "./use-judgements.ts";

const NO_FINDINGS: readonly Finding[] = [];

/** What there is to say about a run that was sent: remarks, what to read first, findings and form, changes, the guide. */
export function ReviewPanel({
  copy,
  check,
  remarks,
  threads,
  judgements,
  step,
  onGo,
  onAdd,
}: {
  readonly copy: ReviewCopy;
  readonly check: CopyCheck;
  readonly remarks: ReturnType<typeof useCopyRemarks>;
  readonly threads: readonly Thread<Said>[];
  readonly judgements: Judgements;
  readonly step: number;
  readonly onGo: (to: PlaceInRun) => void;
  readonly onAdd: () => void;
}) {
  const found = check.state === "ready" ? check.findings : null;
  const problems = copy.problems.length;
  return (
    <aside className="side right" aria-label={say("review.tabs")}>
      <Tabs.Root defaultValue="remarks">
        <Tabs.List className="panel-tabs tabs" aria-label={say("review.tabs")}>
          <PanelTab value="remarks" title={say("review.tab.remarks")} count={remarks.remarks.length} />
          <PanelTab value="first" title={say("review.tab.first")} count={null} />
          <PanelTab
            value="findings"
            title={say("review.tab.findings")}
            count={found === null ? null : found.length + problems}
          />
          <PanelTab value="changes" title={say("review.tab.changes")} count={copy.earlier[0]?.changed.length ?? null} />
          <PanelTab value="guide" title={say("review.tab.guide")} count={null} />
        </Tabs.List>
        <Tabs.Panel value="remarks">
          <p className="panel-note row">
            <span className="grow">{say("place.step", { step })}</span>
            <Button low icon={MessageSquarePlus} onClick={onAdd}>
              {say("review.add")}
            </Button>
          </p>
          <Threads copy={copy} threads={threads} remarks={remarks} onGo={onGo} />
        </Tabs.Panel>
        <Tabs.Panel value="first">
          <ReadFirstPanel copy={copy} findings={found ?? NO_FINDINGS} judgements={judgements} onGo={onGo} />
        </Tabs.Panel>
        <Tabs.Panel value="findings">
          <section className="panel" aria-label={say("review.problems")}>
            <h2>{say("review.problems")}</h2>
            {problems === 0 ? (
              <p className="quiet">{say("review.noProblems")}</p>
            ) : (
              <ProblemList problems={copy.problems} onGo={onGo} />
            )}
          </section>
          <Findings check={check} onGo={onGo} />
        </Tabs.Panel>
        <Tabs.Panel value="changes">
          <ChangesPanel copy={copy} step={step} onGo={onGo} />
        </Tabs.Panel>
        <Tabs.Panel value="guide">
          <GuidePanel guide={copy.guide} before={copy.guideBefore} />
        </Tabs.Panel>
      </Tabs.Root>
    </aside>
  );
}

function PanelTab({
  value,
  title,
  count,
}: {
  readonly value: string;
  readonly title: string;
  readonly count: number | null;
}) {
  return (
    <Tabs.Tab value={value}>
      <span data-label={title}>{title}</span>
      {count !== null && <span className="quiet num small">{count}</span>}
    </Tabs.Tab>
  );
}

function Threads({
  copy,
  threads,
  remarks,
  onGo,
}: {
  readonly copy: ReviewCopy;
  readonly threads: readonly Thread<Said>[];
  readonly remarks: ReturnType<typeof useCopyRemarks>;
  readonly onGo: (to: PlaceInRun) => void;
}) {
  if (threads.length === 0) {
    return (
      <Empty inline title={say("review.noRemarks")}>
        <p>{say("review.noRemarksText")}</p>
      </Empty>
    );
  }
  return (
    <Paged items={threads}>
      {(some) => (
        <ul>
          {some.map((thread) => (
            <li
              key={thread.root.remark.id}
              className="remark"
              data-resolved={thread.root.resolved}
              aria-label={say("remark.name")}
            >
              <CopyThread copy={copy} thread={thread} remarks={remarks} onGo={onGo} />
            </li>
          ))}
        </ul>
      )}
    </Paged>
  );
}

function Findings({ check, onGo }: { readonly check: CopyCheck; readonly onGo: (to: PlaceInRun) => void }) {
  const [open, setOpen] = useState<string | null>(null);
  if (check.state === "checking") return <Loading what={say("check.working")} />;
  if (check.state === "failed") return <Failed inline what={say("review.findingsFailed")} failure={check.failure} />;
  if (check.findings.length === 0) return <Empty inline title={say("review.noFindings")} />;
  return (
    <FindingList
      findings={check.findings}
      marks={check.marks}
      open={open}
      onOpen={(finding) => setOpen(finding.key === open ? null : finding.key)}
      onGo={({ step, stepId, section, thoughtId, start, end }) =>
        onGo(stepId === null ? step : { stepId, section, thoughtId, start, end })
      }
    />
  );
}
