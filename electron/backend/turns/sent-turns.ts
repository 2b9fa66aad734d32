import { createHash } from "node:crypto";

import { z } from "zod";

import { newTurnId, TurnId } from "../../../shared/domain/ids.ts";
import { PlayersAction, Turn } from "../../../shared/domain/turn.ts";
import { failed, success, type Outcome } from "../../../shared/lib/outcome.ts";
import { JsonColumn } from "../runs/json-column.ts";
import type { Query } from "../storage/connection.ts";
import type { LibraryFailure } from "../storage/failures.ts";
import type { ReadingLibrary, WritingLibrary } from "../storage/library.ts";

/*
 * Turns in the player's library: each file once, with the action as far as it is written.
 */

/** No turn of this id is kept. */
export type NoSuchTurn = { readonly kind: "noSuchTurn" };
type Kept<T> = Outcome<T, LibraryFailure | NoSuchTurn>;

const BY_HASH: Query<{ id: TurnId }> = {
  sql: "SELECT id FROM turn_files WHERE sha256 = ?",
  row: z.object({ id: TurnId }),
};
const BY_ID: Query<{ turn: Turn; action: PlayersAction }> = {
  sql: "SELECT turn, action FROM turn_files WHERE id = ?",
  row: z.object({ turn: JsonColumn.pipe(Turn), action: JsonColumn.pipe(PlayersAction) }),
};

/** Keeps a turn that was sent; the same bytes are the same turn. */
export function keepTurn(library: WritingLibrary, turn: Turn, bytes: Uint8Array): Outcome<TurnId, LibraryFailure> {
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  return library.write<TurnId, LibraryFailure>((connection) => {
    const known = connection.first(BY_HASH, sha256);
    if (known !== undefined) return success(known.id);
    const id = newTurnId();
    const { utcMs, offsetMinutes } = library.clock();
    connection.run(
      "INSERT INTO turn_files (id, sha256, turn, action, opened_at, opened_offset) VALUES (?, ?, ?, ?, ?, ?)",
      id,
      sha256,
      JSON.stringify(turn),
      JSON.stringify(turn.action ?? { text: "", tagged: false }),
      utcMs,
      offsetMinutes,
    );
    return success(id);
  });
}

/** Reads a turn with its action. */
export function readTurn(library: ReadingLibrary, turnId: TurnId): Kept<{ turn: Turn; action: PlayersAction }> {
  return library.read<{ turn: Turn; action: PlayersAction }, LibraryFailure | NoSuchTurn>((connection) => {
    const row = connection.first(BY_ID, turnId);
    return row === undefined ? failed({ kind: "noSuchTurn" }) : success(row);
  });
}

/** Keeps the action of a turn as it is written. */
export function keepAction(
  library: WritingLibrary,
  turnId: TurnId,
  action: PlayersAction,
): Kept<Record<string, never>> {
  return library.write<Record<string, never>, LibraryFailure | NoSuchTurn>((connection) => {
    if (connection.first(BY_ID, turnId) === undefined) return failed({ kind: "noSuchTurn" });
    connection.run("UPDATE turn_files SET action = ? WHERE id = ?", JSON.stringify(action), turnId);
    return success({});
  });
}
