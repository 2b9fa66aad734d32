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
export type Said = {
  readonly remark: Remark;
  readonly isOwn: boolean;
  readonly resolved: boolean;
  /** Removed a moment ago: it keeps its place, so that nothing slides under the pointer, and can be brought back there. */
  readonly isGone: boolean;
};

/** What was said of a copy so far, in threads and in reading order. */
export function threadsOfCopy(
  sent: ReviewCopy["threads"],
  own: readonly Remark[],
  gone: readonly Remark[],
): Thread<Said>[] {
  const said = [
    ...sent.map(({ remark, resolved }): Said => ({ remark, isOwn: false, resolved, isGone: false })),
    ...own.map((remark): Said => ({ remark, isOwn: true, resolved: false, isGone: false })),
    ...gone.map((remark): Said => ({ remark, isOwn: true, resolved: false, isGone: true })),
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
  const isChanged = root.remark.anchor.quote !== "" && typeof place === "number";
  return (
    <>
      {root.isGone ? (
        <Gone remark={root.remark} remarks={remarks} />
      ) : (
        <RemarkBody
          remark={root.remark}
          now={clock()}
          step={root.remark.anchor.step}
          isBeside={isBeside}
          isChanged={isChanged}
          onGo={() => onGo(place)}
        />
      )}
      {replies.map(({ remark, isOwn, isGone }) => (
        <div key={remark.id} className="reply">
          {isGone ? (
            <Gone remark={remark} remarks={remarks} />
          ) : (
            <RemarkBody remark={remark} now={clock()} step={null} isChanged={false} onGo={null} />
          )}
          {isOwn && !isGone && (
            <div className="acts">
              <OwnButtons remark={remark} remarks={remarks} />
            </div>
          )}
        </div>
      ))}
      {!root.isGone && (
        <div className="acts">
          <Button low onClick={() => remarks.reply(root.remark)}>
            {say("remark.reply")}
          </Button>
          {root.isOwn && <OwnButtons remark={root.remark} remarks={remarks} />}
        </div>
      )}
    </>
  );
}

/** Stands where a remark was that has been removed. */
function Gone({ remark, remarks }: { readonly remark: Remark; readonly remarks: ReturnType<typeof useCopyRemarks> }) {
  return (
    <p className="row quiet small">
      <span className="grow">{say("review.removed")}</span>
      <Button low onClick={() => void remarks.bringBack(remark)}>
        {say("review.bringBack")}
      </Button>
    </p>
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
