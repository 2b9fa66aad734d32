import { FileInput } from "lucide-react";

import { usePage } from "../../app/context.tsx";
import type { Failure } from "../../../shared/contract/failure.ts";
import type { PlacedRemark } from "../../../shared/contract/review-methods.ts";
import { Button } from "../../ui/button.tsx";
import { PanelBar } from "../../ui/panel.tsx";
import { Empty, Failed } from "../../ui/states.tsx";
import { when } from "../../words/format.ts";
import { say } from "../../words/say.ts";

/** The remarks of reviewers on this run: each with a jump, done or not, or with the word that its text has changed. */
export function RemarksPanel({
  remarks,
  unread,
  onAgain,
  open,
  onGo,
  onResolve,
  onImport,
  onClose,
}: {
  readonly remarks: readonly PlacedRemark[];
  /** Why they could not be read. */
  readonly unread: { readonly what: string; readonly failure: Failure } | null;
  readonly onAgain: () => void;
  readonly open: string | null;
  readonly onGo: (remark: PlacedRemark) => void;
  readonly onResolve: (remark: PlacedRemark, resolved: boolean) => void;
  readonly onImport: () => void;
  readonly onClose: () => void;
}) {
  const page = usePage();
  const left = remarks.filter((remark) => !remark.resolved).length;
  return (
    <>
      <PanelBar
        title={say("remarks.title")}
        about={remarks.length === 0 ? undefined : say("remarks.left", { count: left })}
        onClose={onClose}
      >
        <Button low icon={FileInput} onClick={onImport}>
          {say("remarks.import")}
        </Button>
      </PanelBar>
      {unread !== null && <Failed inline what={unread.what} failure={unread.failure} onAgain={onAgain} />}
      {remarks.length === 0 && unread === null && (
        <Empty inline title={say("remarks.none")}>
          <p>{say("remarks.noneText")}</p>
        </Empty>
      )}
      <ul>
        {remarks.map((placed) => (
          <li
            key={placed.remark.id}
            className="remark"
            data-resolved={placed.resolved}
            data-open={placed.remark.id === open}
            aria-label={say("remark.name")}
          >
            <div className="who">
              <b>{placed.remark.reviewer}</b>
              <span>{when(placed.remark.updatedAt, page.clock(), say("today"))}</span>
              <span className="grow" />
              <button type="button" className="link" onClick={() => onGo(placed)}>
                {placeOfRemark(placed)}
              </button>
            </div>
            {placed.remark.anchor.quote !== "" && <q className="quoted">{placed.remark.anchor.quote}</q>}
            {placed.holds === "changed" && <p className="small severity-warning">{say("remark.changed")}</p>}
            <p>{placed.remark.text}</p>
            <div className="acts">
              <Button low onClick={() => onResolve(placed, !placed.resolved)}>
                {placed.resolved ? say("remark.reopen") : say("remark.resolve")}
              </Button>
            </div>
          </li>
        ))}
      </ul>
    </>
  );
}

/** "412 outcome", or "412" for a remark on the whole step. */
export function placeOfRemark({ step, remark }: Pick<PlacedRemark, "step" | "remark">): string {
  const { section } = remark.anchor;
  return section === null
    ? say("place.step", { step })
    : say("place.section", { step, section: say(`section.${section}`) });
}
