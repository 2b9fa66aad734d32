import { z } from "zod";

import { newGuideId, GuideId } from "../../../shared/domain/ids.ts";
import { Guide, guideName } from "../../../shared/domain/review/guide.ts";
import { success, type Outcome } from "../../../shared/lib/outcome.ts";
import type { Moment } from "../../../shared/lib/time.ts";
import { JsonColumn } from "../runs/json-column.ts";
import type { Query, ReadingConnection, WritingConnection } from "../storage/connection.ts";
import type { LibraryFailure } from "../storage/failures.ts";
import type { ReadingLibrary, WritingLibrary } from "../storage/library.ts";

/*
 * The lead's guide in every version that this library has known. The one that stands is the latest written here; where
 * none was, the latest that came along with a run.
 */

const GUIDES: Query<{ guide: Guide }> = {
  sql: "SELECT guide FROM guides ORDER BY is_own DESC, kept_at DESC, version DESC",
  row: z.object({ guide: JsonColumn.pipe(Guide) }),
};

const STANDING: Query<{ id: GuideId; version: number }> = {
  sql: "SELECT id, version FROM guides ORDER BY is_own DESC, kept_at DESC, version DESC LIMIT 1",
  row: z.object({ id: GuideId, version: z.int() }),
};

/** The version of the guide that stands, as provenance names it; null where this library knows none. */
export function standingGuide(connection: ReadingConnection): string | null {
  const guide = connection.first(STANDING);
  return guide === undefined ? null : guideName(guide);
}

/** The guide that stands, and all others that were known, the latest first. */
export function loadGuides(
  library: ReadingLibrary,
): Outcome<{ guide: Guide | null; earlier: Guide[] }, LibraryFailure> {
  return library.read<{ guide: Guide | null; earlier: Guide[] }, LibraryFailure>((connection) => {
    const [guide = null, ...earlier] = readGuides(connection);
    return success({ guide, earlier });
  });
}

/** As `loadGuides`, inside a transaction: the one that stands first. */
export function readGuides(connection: ReadingConnection): Guide[] {
  return connection.all(GUIDES).map(({ guide }) => guide);
}

/** The version of a guide that was known before this one; null when this is the first. */
export function versionBefore(guides: readonly Guide[], guide: Guide | null): Guide | null {
  if (guide === null) return null;
  return (
    guides
      .filter(({ id, version }) => id === guide.id && version < guide.version)
      .toSorted((one, other) => other.version - one.version)[0] ?? null
  );
}

/** Takes note of a guide that came along. */
export function adoptGuide(connection: WritingConnection, guide: Guide, now: Moment): void {
  insert(connection, guide, false, now);
}

/** What is kept of a guide that is written here. */
export type GuideText = Pick<Guide, "title" | "text" | "criteria"> & { readonly guideId: GuideId | null };

/** Keeps a guide as the next version; the same words keep the version they have. */
export function keepGuide(library: WritingLibrary, text: GuideText): Outcome<Guide, LibraryFailure> {
  return library.write<Guide, LibraryFailure>((connection) => {
    const now = library.clock();
    const { guideId, title, text: words, criteria } = text;
    const before = readGuides(connection)
      .filter(({ id }) => id === guideId)
      .toSorted((one, other) => other.version - one.version)[0];
    const isSame =
      before !== undefined &&
      before.title === title &&
      before.text === words &&
      JSON.stringify(before.criteria) === JSON.stringify(criteria);
    if (isSame) return success(before);
    const guide: Guide = {
      id: guideId ?? newGuideId(),
      version: (before?.version ?? 0) + 1,
      title,
      text: words,
      criteria,
      changedAt: now.utcMs,
    };
    insert(connection, guide, true, now);
    return success(guide);
  });
}

function insert(connection: WritingConnection, guide: Guide, isOwn: boolean, now: Moment): void {
  connection.run(
    "INSERT INTO guides (id, version, guide, is_own, kept_at, kept_offset) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (id, version) DO NOTHING",
    guide.id,
    guide.version,
    JSON.stringify(guide),
    isOwn ? 1 : 0,
    now.utcMs,
    now.offsetMinutes,
  );
}
