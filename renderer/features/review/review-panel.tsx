import { Tabs } from "@base-ui/react/tabs";
import { MessageSquarePlus } from "lucide-react";
import { useState } from "react";

import { usePage } from "../../app/context.tsx";
import type { PlaceInRun } from "../../app/place.ts";
import type { Remark } from "../../../shared/domain/review/remark.ts";
import { Button } from "../../ui/button.tsx";
import { FindingList } from "../../ui/finding-list.tsx";
import { ProblemList } from "../../ui/problems.tsx";
import { Empty, Failed, Loading } from "../../ui/states.tsx";
import { when } from "../../words/format.ts";
import { say } from "../../words/say.ts";
import { placeOfRemark } from "./remark-place.ts";
import type { ReviewCopy } from "./review-desk.tsx";
import type { CopyCheck } from "./use-copy-check.ts";
import type { useCopyRemarks } from "./use-copy-remarks.ts";

/** What there is to say about a run that was sent: the reviewer's remarks, the findings, the problems of its form. */
export function ReviewPanel({
  copy,
  check,
  remarks,
  step,
  onGo,
  onAdd,
}: {
  readonly copy: ReviewCopy;
  readonly check: CopyCheck;
  readonly remarks: ReturnType<typeof useCopyRemarks>;
  readonly step: number;
  readonly onGo: (to: PlaceInRun) => void;
  readonly onAdd: () => void;
}) {
  const findings = check.state === "ready" ? check.findings.length : null;
  return (
    <aside className="side right" aria-label={say("review.tabs")}>
      <Tabs.Root defaultValue="remarks">
        <Tabs.List className="panel-tabs tabs" aria-label={say("review.tabs")}>
          <PanelTab value="remarks" title={say("review.remarks")} count={remarks.remarks.length} />
          <PanelTab value="findings" title={say("review.findings")} count={findings} />
          <PanelTab value="problems" title={say("review.problems")} count={copy.problems.length} />
        </Tabs.List>
        <Tabs.Panel value="remarks">
          <p className="panel-note row">
            <span className="grow">{say("place.step", { step })}</span>
            <Button low icon={MessageSquarePlus} onClick={onAdd}>
              {say("review.add")}
            </Button>
          </p>
          {remarks.remarks.length === 0 ? (
            <Empty inline title={say("review.noRemarks")}>
              <p>{say("review.noRemarksText")}</p>
            </Empty>
          ) : (
            <ul>
              {remarks.remarks.map((remark) => (
                <OwnRemark
                  key={remark.id}
                  remark={remark}
                  onGo={() => onGo(placeOfRemark(copy.steps, remark))}
                  onChange={() => remarks.change(remark)}
                  onRemove={() => void remarks.remove(remark)}
                />
              ))}
            </ul>
          )}
        </Tabs.Panel>
        <Tabs.Panel value="findings">
          <Findings check={check} onGo={onGo} />
        </Tabs.Panel>
        <Tabs.Panel value="problems">
          <div className="panel">
            {copy.problems.length === 0 ? (
              <p className="quiet">{say("problems.none")}</p>
            ) : (
              <ProblemList problems={copy.problems} onGo={onGo} />
            )}
          </div>
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

function OwnRemark({
  remark,
  onGo,
  onChange,
  onRemove,
}: {
  readonly remark: Remark;
  readonly onGo: () => void;
  readonly onChange: () => void;
  readonly onRemove: () => void;
}) {
  const page = usePage();
  const { anchor } = remark;
  return (
    <li className="remark" aria-label={say("remark.name")}>
      <div className="who">
        <button type="button" className="link" onClick={onGo}>
          {anchor.section === null
            ? say("place.step", { step: anchor.step })
            : say("place.section", { step: anchor.step, section: say(`section.${anchor.section}`) })}
        </button>
        <span className="grow" />
        <span>{when(remark.updatedAt, page.clock(), say("today"))}</span>
      </div>
      {anchor.quote !== "" && <q className="quoted">{anchor.quote}</q>}
      <p>{remark.text}</p>
      <div className="acts">
        <Button low onClick={onChange}>
          {say("review.edit")}
        </Button>
        <Button low onClick={onRemove}>
          {say("review.remove")}
        </Button>
      </div>
    </li>
  );
}
