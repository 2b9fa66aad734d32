/**
 * The guard against a Node that is too old: with a Node-API below 10 (Node before 22.14) better-sqlite3 crashes the
 * process, and no `try` sees it. Importing this module is the check, so it is the first import of every entry that
 * leads to a database, and it imports nothing of ours itself.
 */

/** The Node-API that better-sqlite3 13 is built against. */
const NODE_API_NEEDED = 10;

/** The command line's exit code for "library or disk": without the right Node there is no library. */
const EXIT_LIBRARY = 3;

/** The sentence for a Node whose Node-API is below what is needed, or null when this one will do. */
export function nodeRefusal(version: string, nodeApi: string | undefined): string | null {
  return Number(nodeApi) >= NODE_API_NEEDED
    ? null
    : `Runwright needs Node 22.14 or later, and this is Node ${version}. ` +
        "Start it with npm start, npm test or tools/runwright: they bring the right Node with them.";
}

const refusal = nodeRefusal(process.versions.node, process.versions["napi"]);
if (refusal !== null) {
  process.stderr.write(`${refusal}\n`);
  process.exit(EXIT_LIBRARY);
}
