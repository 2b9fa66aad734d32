import { Tabs } from "@base-ui/react/tabs";
import { MessageSquarePlus } from "lucide-react";
import { useMemo, useState } from "react";

import type { PlaceInRun } from "../../app/place.ts";
import type { StepRange } from "../../../shared/contract/review-methods.ts";
import { WHOLE_RUN } from "../../../shared/domain/review/anchor.ts";
import { begunKey } from "../../../shared/domain/review/begun.ts";
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
import { isInRange, type Judgements } from "./use-judgements.ts";

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
  const asked = useMemo(() => findingsOnAsked(found ?? NO_FINDINGS, judgements.range), [found, judgements.range]);
  const problems = copy.problems.length;
  return (
    <aside className="side right" aria-label={say("review.tabs")}>
      <Tabs.Root defaultValue="remarks">
        <Tabs.List className="panel-tabs tabs" aria-label={say("review.tabs")}>
          <PanelTab value="remarks" title={say("review.tab.comments")} count={remarks.remarks.length} />
          <PanelTab value="first" title={say("review.tab.first")} count={null} />
          <PanelTab
            value="findings"
            title={say("review.tab.findings")}
            count={found === null ? null : asked.length + problems}
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
          <Begun remarks={remarks} />
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
          <Findings check={check} asked={asked} onGo={onGo} />
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

/** What was begun and not kept, each to be gone on with. */
function Begun({ remarks }: { readonly remarks: ReturnType<typeof useCopyRemarks> }) {
  if (remarks.begun.length === 0) return null;
  return (
    <ul aria-label={say("review.begun")}>
      {remarks.begun.map((begun) => (
        <li key={begunKey(begun.at)} className="remark">
          <div className="who">
            <b>{say("review.begun")}</b>
            <span className="grow" />
            <span>
              {begun.anchor.step === WHOLE_RUN ? say("remark.onRun") : say("place.step", { step: begun.anchor.step })}
            </span>
          </div>
          <p className="as-written clip-2">{begun.text || begun.suggestion}</p>
          <div className="acts">
            <Button low onClick={() => remarks.goOn(begun)}>
              {say("review.goOn")}
            </Button>
          </div>
        </li>
      ))}
    </ul>
  );
}

/** The findings that a step which was asked for has a part in. */
function findingsOnAsked(findings: readonly Finding[], range: StepRange): Finding[] {
  return findings.filter(({ evidence }) => evidence.some(({ step }) => isInRange(range, step)));
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

function Findings({
  check,
  asked,
  onGo,
}: {
  readonly check: CopyCheck;
  /** Those on steps that were asked for; the others are shown on demand. */
  readonly asked: readonly Finding[];
  readonly onGo: (to: PlaceInRun) => void;
}) {
  const [open, setOpen] = useState<string | null>(null);
  const [isAll, setAll] = useState(false);
  if (check.state === "checking") return <Loading what={say("check.working")} />;
  if (check.state === "failed") return <Failed inline what={say("review.findingsFailed")} failure={check.failure} />;
  if (check.findings.length === 0) return <Empty inline title={say("review.noFindings")} />;
  const others = check.findings.length - asked.length;
  return (
    <>
      {asked.length === 0 && !isAll && <Empty inline title={say("review.noFindingsAsked")} />}
      <FindingList
        findings={isAll ? check.findings : asked}
        marks={check.marks}
        open={open}
        onOpen={(finding) => setOpen(finding.key === open ? null : finding.key)}
        onGo={({ step, stepId, section, thoughtId, start, end }) =>
          onGo(stepId === null ? step : { stepId, section, thoughtId, start, end })
        }
      />
      {others > 0 && (
        <p className="panel-note">
          <Button low aria-pressed={isAll} onClick={() => setAll(!isAll)}>
            {say("review.otherFindings", { count: others })}
          </Button>
        </p>
      )}
    </>
  );
}
