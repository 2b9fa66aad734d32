import { z } from "zod";

import type { Moment } from "../../../shared/lib/time.ts";
import { DeviceId, LibraryId, newDeviceId, newLibraryId, newPersonId, PersonId } from "../../../shared/domain/ids.ts";
import { APPLICATION_ID } from "./examine.ts";
import type { Connection, Query, ReadingConnection, WritingConnection } from "./connection.ts";
import { DamagedRow } from "./failures.ts";
import type { Migration } from "./migrations/migration.ts";

/** Brings the tables from their version to the newest, each migration in a transaction of its own. */
export function migrate(connection: Connection, migrations: readonly Migration[]): void {
  const from = z.int().parse(connection.pragma("user_version"));
  for (const migration of migrations) {
    if (migration.version <= from) continue;
    connection.script("BEGIN IMMEDIATE");
    try {
      migration.up(connection);
      connection.script(`PRAGMA application_id = ${String(APPLICATION_ID)}`);
      connection.script(`PRAGMA user_version = ${String(migration.version)}`);
      connection.script("COMMIT");
    } catch (error) {
      if (connection.isInTransaction()) connection.script("ROLLBACK");
      throw error;
    }
  }
}

/** The first rows of a new library: itself and the person whose it is. */
export function foundLibrary(connection: WritingConnection, personName: string, now: Moment): void {
  connection.run(
    "INSERT INTO library (one, id, made_at, made_offset, is_open) VALUES (1, ?, ?, ?, 0)",
    newLibraryId(),
    now.utcMs,
    now.offsetMinutes,
  );
  connection.run("INSERT INTO people (id, name, is_me) VALUES (?, ?, 1)", newPersonId(), personName.toWellFormed());
}

/** What a library says of itself. */
export type Identity = { readonly id: LibraryId; readonly me: PersonId; readonly wasLeftOpen: boolean };

const IDENTITY: Query<{ id: LibraryId; me: PersonId; is_open: number }> = {
  sql: "SELECT library.id, people.id AS me, is_open FROM library, people WHERE one = 1 AND is_me = 1",
  row: z.object({ id: LibraryId, me: PersonId, is_open: z.int() }),
};

/** Reads it; throws `DamagedRow` when it is not there. */
export function readIdentity(connection: ReadingConnection): Identity {
  const row = connection.first(IDENTITY);
  if (row === undefined) throw new DamagedRow("it does not say which library it is");
  return { id: row.id, me: row.me, wasLeftOpen: row.is_open === 1 };
}

const DEVICE_BY_ID: Query<{ id: DeviceId }> = {
  sql: "SELECT id FROM devices WHERE id = ?",
  row: z.object({ id: DeviceId }),
};
const DEVICE_BY_NAME: Query<{ id: DeviceId }> = {
  ...DEVICE_BY_ID,
  sql: "SELECT id FROM devices WHERE name = ? ORDER BY key",
};

/** The device that writes: known by its id, without one by its name; a new one is added. */
export function enrolDevice(
  connection: WritingConnection,
  device: { readonly id: DeviceId | null; readonly name: string },
  now: Moment,
): DeviceId {
  const name = device.name.toWellFormed();
  const known = device.id === null ? connection.first(DEVICE_BY_NAME, name) : connection.first(DEVICE_BY_ID, device.id);
  if (known !== undefined) return known.id;
  const id = device.id ?? newDeviceId();
  connection.run(
    "INSERT INTO devices (id, name, first_seen_at, first_seen_offset) VALUES (?, ?, ?, ?)",
    id,
    name,
    now.utcMs,
    now.offsetMinutes,
  );
  return id;
}
