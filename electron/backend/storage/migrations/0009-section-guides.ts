import type { Migration } from "./migration.ts";

/*
 * The version of the guide that was known when a section was first written. What was written here before this version is told
 * by its time; of what came from elsewhere nobody knows.
 */
const COLUMN = `
-- "<id>/<version>" of the guide that stood when the section was first written; null where none was known.
ALTER TABLE sections ADD COLUMN guide TEXT;
UPDATE sections SET guide = (
  SELECT id || '/' || version FROM guides WHERE kept_at <= sections.first_written_at
  ORDER BY is_own DESC, kept_at DESC, version DESC LIMIT 1
) WHERE first_written > 0;
`;

/** Version 9: the guide of each section. */
export const sectionGuides: Migration = { version: 9, up: (connection) => connection.script(COLUMN) };
