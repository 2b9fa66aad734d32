import { usePage } from "../../app/context.tsx";
import type { PlaceInRun } from "../../app/place.ts";
import { inAnchorOrder } from "../../../shared/domain/review/anchor.ts";
import type { Remark } from "../../../shared/domain/review/remark.ts";
import { type Thread, threadsOf } from "../../../shared/domain/review/threads.ts";
import { Button } from "../../ui/button.tsx";
import { RemarkBody } from "../../ui/remark-body.tsx";
import { say } from "../../words/say.ts";
import { placeOfRemark } from "./remark-place.ts";
import type { ReviewCopy } from "./review-desk.tsx";
import type { useCopyRemarks } from "./use-copy-remarks.ts";

/** A remark in a thread: the reviewer's own, or one that came along from earlier rounds. */
export type Said = { readonly remark: Remark; readonly isOwn: boolean; readonly resolved: boolean };

/** What was said of a copy so far, in threads and in reading order. */
export function threadsOfCopy(sent: ReviewCopy["threads"], own: readonly Remark[]): Thread<Said>[] {
  const said = [
    ...sent.map(({ remark, resolved }): Said => ({ remark, isOwn: false, resolved })),
    ...own.map((remark): Said => ({ remark, isOwn: true, resolved: false })),
  ];
  return threadsOf(said.toSorted(inReadingOrder), ({ remark }) => remark);
}

function inReadingOrder({ remark: one }: Said, { remark: other }: Said): number {
  return inAnchorOrder(one.anchor, other.anchor) || one.createdAt - other.createdAt;
}

/** A remark of a copy with its replies, and what its reviewer does with it; in a list or beside its words. */
export function CopyThread({
  copy,
  thread: { root, replies },
  isBeside = false,
  remarks,
  onGo,
}: {
  readonly copy: ReviewCopy;
  readonly thread: Thread<Said>;
  readonly isBeside?: boolean;
  readonly remarks: ReturnType<typeof useCopyRemarks>;
  readonly onGo: (to: PlaceInRun) => void;
}) {
  const { clock } = usePage();
  const place = placeOfRemark(copy.steps, root.remark);
  const isGone = root.remark.anchor.quote !== "" && typeof place === "number";
  return (
    <>
      <RemarkBody
        remark={root.remark}
        now={clock()}
        step={root.remark.anchor.step}
        isBeside={isBeside}
        isChanged={isGone}
        onGo={() => onGo(place)}
      />
      {replies.map(({ remark, isOwn }) => (
        <div key={remark.id} className="reply">
          <RemarkBody remark={remark} now={clock()} step={null} isChanged={false} onGo={null} />
          {isOwn && (
            <div className="acts">
              <OwnButtons remark={remark} remarks={remarks} />
            </div>
          )}
        </div>
      ))}
      <div className="acts">
        <Button low onClick={() => remarks.reply(root.remark)}>
          {say("remark.reply")}
        </Button>
        {root.isOwn && <OwnButtons remark={root.remark} remarks={remarks} />}
      </div>
    </>
  );
}

function OwnButtons({
  remark,
  remarks,
}: {
  readonly remark: Remark;
  readonly remarks: ReturnType<typeof useCopyRemarks>;
}) {
  return (
    <>
      <Button low onClick={() => remarks.change(remark)}>
        {say("review.edit")}
      </Button>
      <Button low onClick={() => void remarks.remove(remark)}>
        {say("review.remove")}
      </Button>
    </>
  );
}
