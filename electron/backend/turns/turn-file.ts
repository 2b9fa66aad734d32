import { plainFailure, type Failure } from "../../../shared/contract/failure.ts";
import { Turn } from "../../../shared/domain/turn.ts";
import { failed, success, type Outcome } from "../../../shared/lib/outcome.ts";
import type { LentPath } from "../handles.ts";
import { readPackage, writePackage } from "../package/container.ts";
import { readWhole } from "../review/read-whole.ts";

const TURN_ENTRY = "turn.json";
/** The story of the longest run, packed. */
const MAX_TURN_BYTES = 64 * 1024 * 1024;

/** The bytes of a turn; equal turns give equal bytes. */
export function writeTurn(turn: Turn): Uint8Array {
  return writePackage("turn", [[TURN_ENTRY, turn]]);
}

/** The turn in a file, and the bytes it came as. */
export function turnIn(file: LentPath): Outcome<{ turn: Turn; bytes: Uint8Array }, Failure> {
  const bytes = readWhole(file, MAX_TURN_BYTES);
  if (!bytes.ok) return bytes;
  const opened = readPackage(bytes.value);
  if (!opened.ok) {
    const { kind, message } = opened.failure;
    return kind === "newerRelease" || kind === "tooLarge"
      ? failed(plainFailure("tooLarge", message))
      : refused(file, message);
  }
  if (opened.value.kind !== "turn") return refused(file, `This package holds a ${opened.value.kind}, not a turn.`);
  const turn = Turn.safeParse(opened.value.entries.get(TURN_ENTRY));
  if (turn.success) return success({ turn: turn.data, bytes: bytes.value });
  return refused(file, "This turn is not in the form that Runwright writes. Ask for it again.");
}

function refused(file: LentPath, message: string): Outcome<never, Failure> {
  const problem = { rule: "shape", severity: "error", pointer: "", message, step: null, repair: null } as const;
  return failed({ kind: "refused", message, refusals: [{ file: file.name, problems: [problem] }] });
}
