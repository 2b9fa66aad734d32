import { useCallback, useState } from "react";

import type { ReplyOf } from "../../../shared/contract/contract.ts";
import type { Failure } from "../../../shared/contract/failure.ts";
import type { RunDetails } from "../../../shared/contract/run-methods.ts";
import { usePage } from "../../app/context.tsx";
import { say } from "../../words/say.ts";
import type { RunSession } from "./run-session.ts";

/** The run's details as the library has them, and their change. A change made elsewhere in between is shown, not written over. */
export function useDetails(
  opened: ReplyOf<"run.open">,
  session: RunSession | null,
): {
  details: RunDetails;
  save: (details: RunDetails) => Promise<void>;
  trouble: { readonly what: string; readonly failure: Failure } | null;
  dismiss: () => void;
} {
  const { host, announce } = usePage();
  const [known, setKnown] = useState({ details: opened.details, rev: opened.detailsRev });
  const [trouble, setTrouble] = useState<{ what: string; failure: Failure } | null>(null);
  const save = useCallback(
    async (details: RunDetails): Promise<void> => {
      const answer = await host.call("run.updateDetails", { runId: opened.runId, baseRev: known.rev, details });
      if (!answer.ok) return setTrouble({ what: say("details.failed"), failure: answer.failure });
      setKnown({ details: answer.value.details, rev: answer.value.rev });
      session?.editor.setTitle(answer.value.details.title);
      if (!answer.value.saved) announce(say("details.changed"), "urgent");
    },
    [host, announce, opened.runId, known.rev, session],
  );
  const dismiss = useCallback(() => setTrouble(null), []);
  return { details: known.details, save, trouble, dismiss };
}
