import type { RunChoice } from "../../../shared/contract/exchange-methods.ts";
import { useRested } from "../../state/use-rested.ts";
import { useCall } from "../use-call.ts";
import type { ExportChoice } from "./use-export-choice.ts";

/** How long the typing of a release record rests before the runs are checked against it. */
const CHECK_AFTER_MS = 400;

/** What an export of these runs in the chosen format would say. While another format is being asked about, it is loading. */
export function useExportCheck(
  runs: RunChoice,
  { format, release }: Pick<ExportChoice, "format" | "release">,
): ReturnType<typeof useCall<"exchange.exportCheck">> {
  const record = useRested(format === "dataset" ? release.record : null, CHECK_AFTER_MS);
  return useCall("exchange.exportCheck", { runs, format, ...(record !== null && { release: record }) });
}
