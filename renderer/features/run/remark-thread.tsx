import { usePage } from "../../app/context.tsx";
import type { PlacedRemark } from "../../../shared/contract/review-methods.ts";
import { type Thread, threadsOf } from "../../../shared/domain/review/threads.ts";
import { Button } from "../../ui/button.tsx";
import { KeyCaps } from "../../ui/key-caps.tsx";
import { RemarkBody } from "../../ui/remark-body.tsx";
import { say } from "../../words/say.ts";
import type { useRemarks } from "./use-remarks.ts";

/** What is done with a remark of the run. */
export type RemarkActs = Pick<ReturnType<typeof useRemarks>, "resolve" | "reply" | "take" | "leave" | "removeOwn">;

/** The remarks of a run in threads, in reading order. */
export function threadsOn(remarks: readonly PlacedRemark[]): Thread<PlacedRemark>[] {
  return threadsOf(remarks, ({ remark }) => remark);
}

/** A remark with its replies, and what the author does with it; in a list or beside its words. */
export function RemarkThread({
  thread: { root, replies },
  isOpen,
  isBeside = false,
  mayWrite,
  acts,
  onGo,
}: {
  readonly thread: Thread<PlacedRemark>;
  /** Its keys are shown: they act on it. */
  readonly isOpen: boolean;
  readonly isBeside?: boolean;
  readonly mayWrite: boolean;
  readonly acts: RemarkActs;
  readonly onGo: (remark: PlacedRemark) => void;
}) {
  const { clock } = usePage();
  const { remark, step, holds, resolved } = root;
  const canTake = remark.suggestion !== null && holds === "quote" && !resolved;
  return (
    <>
      <RemarkBody
        remark={remark}
        now={clock()}
        step={step}
        isBeside={isBeside}
        isChanged={holds === "changed"}
        onGo={() => onGo(root)}
      />
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
    </>
  );
}
