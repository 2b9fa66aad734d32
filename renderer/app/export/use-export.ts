import { useState } from "react";

import type { ExportedFile, ExportOptions, RunChoice } from "../../../shared/contract/exchange-methods.ts";
import type { Failure } from "../../../shared/contract/failure.ts";
import type { ExportFormat } from "../../../shared/domain/exchange/formats.ts";
import type { TargetKind } from "../../../shared/contract/host-methods.ts";
import type { ExportTarget } from "../../host/host.ts";
import { say } from "../../words/say.ts";
import { usePage } from "../context.tsx";
import { type JobState, useJob } from "../use-job.ts";

/** How an export stands. "exists": files of these names are there; writing over them must be asked for. */
export type ExportState =
  | { readonly state: "idle" }
  | { readonly state: "written"; readonly files: readonly ExportedFile[]; readonly downloaded: boolean }
  | { readonly state: "exists"; readonly overwrite: () => void }
  | { readonly state: "failed"; readonly failure: Failure };

/** What is to be written, and where to: "download" lets the host decide (its save dialog, or a download), "folder" asks for one. */
export type ExportOrder = {
  readonly runs: RunChoice;
  readonly format: ExportFormat;
  readonly options: ExportOptions;
  readonly kind: TargetKind;
  readonly name: string;
  /** Only the longest valid beginning of runs that are not valid. */
  readonly beginning: boolean;
  readonly to: "download" | "folder";
};

/** Writes runs in a format: asks where to, writes with progress, hands a download to the browser, and tells how it ended. */
export function useExport(): {
  exported: ExportState;
  job: JobState | null;
  cancel: () => void;
  write: (order: ExportOrder) => Promise<void>;
  reset: () => void;
} {
  const page = usePage();
  const { job, run, cancel } = useJob();
  const [exported, setExported] = useState<ExportState>({ state: "idle" });

  const writeTo = async (order: ExportOrder, place: ExportTarget, overwrite: boolean): Promise<void> => {
    const { runs, format, options, beginning } = order;
    const outcome = await run(say("export.working"), (jobId) =>
      page.host.call("exchange.export", {
        runs,
        format,
        options,
        target: place.target,
        overwrite,
        beginning,
        jobId,
      }),
    );
    if (!outcome.ok) {
      if (outcome.failure.kind === "cancelled") return setExported({ state: "idle" });
      if (outcome.failure.kind === "exists") {
        return setExported({ state: "exists", overwrite: () => void writeTo(order, place, true) });
      }
      return setExported({ state: "failed", failure: outcome.failure });
    }
    const handed = await place.finish();
    if (!handed.ok) return setExported({ state: "failed", failure: handed.failure });
    const downloaded = order.to === "download" && !page.host.describe().nativeDialogs;
    setExported({ state: "written", files: outcome.value.files, downloaded });
    page.announce(say("export.written", { count: outcome.value.files.length }));
  };

  const write = async (order: ExportOrder): Promise<void> => {
    const { kind, name, to } = order;
    const place = await (to === "download"
      ? page.host.exportTarget(kind, name)
      : page.host.pickTargetIn(page.chooseInList, kind, name));
    if (!place.ok) return setExported({ state: "failed", failure: place.failure });
    // The system's own dialog has asked before it names a file that exists.
    const overwrite = kind === "file" && to === "download";
    if (place.value !== null) await writeTo(order, place.value, overwrite);
  };

  return { exported, job, cancel, write, reset: () => setExported({ state: "idle" }) };
}
