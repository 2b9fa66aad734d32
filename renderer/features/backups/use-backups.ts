import { useCallback, useState } from "react";

import { usePage } from "../../app/context.tsx";
import { type Asked, useCall } from "../../app/use-call.ts";
import { useJob, type JobState } from "../../app/use-job.ts";
import type { ReplyOf, RequestOf } from "../../../shared/contract/contract.ts";
import type { Failure } from "../../../shared/contract/failure.ts";
import { number } from "../../words/format.ts";
import { say } from "../../words/say.ts";

/** A backup to be restored: one of the list, or a file that the person picked. */
export type RestoreFrom = RequestOf<"backup.restore">["from"];
export type Restored = ReplyOf<"backup.restore">;

/** The acts on backups: making one, choosing the second place, saying that fewer words are right, restoring. */
export function useBackups(): {
  status: Asked<ReplyOf<"backup.status">>;
  list: Asked<ReplyOf<"backup.list">>;
  again: () => void;
  job: JobState | null;
  cancel: () => void;
  /** What the last act came to, as a sentence; it was announced too. */
  done: string | null;
  trouble: { readonly what: string; readonly failure: Failure } | null;
  dismiss: () => void;
  isRestoring: boolean;
  restored: Restored | null;
  backUp: () => Promise<void>;
  chooseSecond: () => Promise<void>;
  declineSecond: () => Promise<void>;
  acceptFewer: () => Promise<void>;
  restore: (from: RestoreFrom) => Promise<void>;
} {
  const { host, announce, chooseInList } = usePage();
  const [turn, setTurn] = useState(0);
  const [status] = useCall("backup.status", {}, turn);
  const [list] = useCall("backup.list", {}, turn);
  const { job, run, cancel } = useJob();
  const [done, setDone] = useState<string | null>(null);
  const [trouble, setTrouble] = useState<{ what: string; failure: Failure } | null>(null);
  const [isRestoring, setRestoring] = useState(false);
  const [restored, setRestored] = useState<Restored | null>(null);
  const again = useCallback(() => setTurn((count) => count + 1), []);
  const tell = (sentence: string): void => {
    setDone(sentence);
    announce(sentence);
    again();
  };

  const backUp = async (): Promise<void> => {
    setDone(null);
    const made = await run(say("backups.working"), (jobId) => host.call("backup.now", { jobId }));
    if (!made.ok) {
      again();
      if (made.failure.kind !== "cancelled") setTrouble({ what: say("backups.notDone"), failure: made.failure });
      return;
    }
    const { file, backup, secondPlaceProblem } = made.value;
    tell(
      secondPlaceProblem === null
        ? say("backups.done", { file, words: number(backup.words) })
        : say("backups.doneNotSecond", { file, why: secondPlaceProblem }),
    );
  };
  const setSecond = async (second: RequestOf<"backup.places">["second"]): Promise<void> => {
    const set = await host.call("backup.places", { second });
    if (!set.ok) return setTrouble({ what: say("backups.placeFailed"), failure: set.failure });
    tell(say(second === null ? "backups.declined" : "backups.secondChosen"));
  };
  const chooseSecond = async (): Promise<void> => {
    const picked = await host.pickFolder(chooseInList);
    if (!picked.ok) return setTrouble({ what: say("backups.placeFailed"), failure: picked.failure });
    if (picked.value !== null) await setSecond(picked.value.folder);
  };
  const acceptFewer = async (): Promise<void> => {
    const accepted = await host.call("backup.acceptFewerWords", {});
    if (accepted.ok) again();
    else setTrouble({ what: say("backups.failed"), failure: accepted.failure });
  };
  const restore = async (from: RestoreFrom): Promise<void> => {
    setRestoring(true);
    const outcome = await host.call("backup.restore", { from });
    setRestoring(false);
    if (!outcome.ok) return setTrouble({ what: say("backups.restoreFailed"), failure: outcome.failure });
    setRestored(outcome.value);
    const { runs, words, aside } = outcome.value;
    tell(say("backups.restored", { count: runs, words: number(words), aside }));
  };
  const dismiss = useCallback(() => setTrouble(null), []);
  return {
    status,
    list,
    again,
    job,
    cancel,
    done,
    trouble,
    dismiss,
    isRestoring,
    restored,
    backUp,
    chooseSecond,
    declineSecond: () => setSecond(null),
    acceptFewer,
    restore,
  };
}
