import type { PlaceInRun } from "../../app/place.ts";
import type { useChecks } from "./use-checks.ts";
import type { DeskState } from "./use-desk.ts";
import type { useDetails } from "./use-details.ts";
import type { useRemarks } from "./use-remarks.ts";

/** What the parts of an opened run's screen share. */
export type Shared = {
  readonly desk: DeskState;
  readonly checks: ReturnType<typeof useChecks>;
  readonly remarks: ReturnType<typeof useRemarks>;
  readonly details: ReturnType<typeof useDetails>;
  /** Goes to a place of the run as a jump that can be gone back from. */
  readonly go: (to: PlaceInRun) => void;
};
