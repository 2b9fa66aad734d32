import type { Migration } from "./migration.ts";

/* An entity of a bible remembers the names that it had before it was renamed through the run. */
const ENTITIES = `
UPDATE bible_parts SET value = json_insert(value, '$.formerly', json('[]')) WHERE part = 'entity' AND json_valid(value);
`;

/** Version 13: former names. A value that is no JSON stays as it is, for those who recover it. */
export const formerNames: Migration = { version: 13, up: (connection) => connection.script(ENTITIES) };
