import { useCallback, useState } from "react";

import { usePage } from "../../app/context.tsx";
import { type JobState, useJob } from "../../app/use-job.ts";
import type { Host } from "../../host/host.ts";
import type { Failure } from "../../../shared/contract/failure.ts";
import { say } from "../../words/say.ts";

type Picked = Awaited<ReturnType<Host["pickFiles"]>>;

/** The ways files come in: the picker and a drop. All files or none are taken; `refused` says why they were not. */
export function useImport(onTaken: () => void): {
  pick: () => Promise<void>;
  drop: (files: FileList) => Promise<void>;
  job: JobState | null;
  cancel: () => void;
  refused: Failure | null;
  dismiss: () => void;
} {
  const { host, announce } = usePage();
  const { job, run, cancel } = useJob();
  const [refused, setRefused] = useState<Failure | null>(null);

  const take = useCallback(
    async (picked: Picked): Promise<void> => {
      if (!picked.ok) return setRefused(picked.failure);
      const handles = picked.value.map((one) => one.file);
      if (handles.length === 0) return;
      const taken = await run(say("import.working", { count: handles.length }), (jobId) =>
        host.call("exchange.import", { files: handles, jobId }),
      );
      if (!taken.ok) {
        if (taken.failure.kind !== "cancelled") setRefused(taken.failure);
        return;
      }
      announce(say("import.done", { count: taken.value.runs.length }));
      onTaken();
    },
    [host, run, announce, onTaken],
  );
  const pick = useCallback(async () => take(await host.pickFiles({ several: true })), [host, take]);
  const drop = useCallback(async (list: FileList) => take(await host.dropFiles([...list])), [host, take]);
  const dismiss = useCallback(() => setRefused(null), []);
  return { pick, drop, job, cancel, refused, dismiss };
}
