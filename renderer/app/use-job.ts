import { useCallback, useEffect, useRef, useState } from "react";

import { JobId } from "../../shared/contract/handles.ts";
import { usePage } from "./context.tsx";

/** How far a long act is. */
export type JobState = {
  readonly jobId: JobId;
  readonly what: string;
  readonly done: number;
  readonly total: number | null;
};

/** A new name for a long act of this page. */
export function newJobId(): JobId {
  return JobId.parse(`job-${crypto.randomUUID()}`);
}

/**
 * One long act at a time with its progress: `run` gives the act a job id and shows its progress until it ends; `cancel`
 * asks the backend to stop it, and the act then answers "cancelled". Leaving the screen cancels.
 */
export function useJob(): {
  job: JobState | null;
  run: <T>(what: string, act: (jobId: JobId) => Promise<T>) => Promise<T>;
  cancel: () => void;
} {
  const { host } = usePage();
  const [job, setJob] = useState<JobState | null>(null);
  const running = useRef<JobId | null>(null);
  useEffect(
    () =>
      host.subscribe("job.progress", (progress) => {
        if (progress.jobId === running.current) setJob(progress);
      }),
    [host],
  );
  const cancel = useCallback(() => {
    if (running.current !== null) void host.call("job.cancel", { jobId: running.current });
  }, [host]);
  useEffect(() => cancel, [cancel]);
  const run = useCallback(async <T>(what: string, act: (jobId: JobId) => Promise<T>): Promise<T> => {
    const jobId = newJobId();
    running.current = jobId;
    setJob({ jobId, what, done: 0, total: null });
    try {
      return await act(jobId);
    } finally {
      if (running.current === jobId) {
        running.current = null;
        setJob(null);
      }
    }
  }, []);
  return { job, run, cancel };
}
