import { runStates } from "../../shared/domain/states.ts";
import { SECTION_NAMES } from "../../shared/domain/section.ts";
import { errors, read, seen, type WholeReading } from "./bounty-file.ts";
import { readByOracle } from "./bounty-oracle.ts";

/** The rules of which both readers must name the same places. */
const COMPARED = /^(?:[OPAI67T]|empty|type|key|shape|character|limit) /u;

/**
 * Reads a file with the product's reader and the oracle and says where they disagree; null when they agree on whether
 * it is refused, on every `rule pointer`, and, if it is not refused, on what a reader sees and the states.
 */
export function disagreement(bytes: Uint8Array, reading: WholeReading = read(bytes)): string | null {
  const oracle = readByOracle(bytes);
  if (reading.ok !== oracle.ok)
    return `ok: product ${reading.ok} (${errors(reading.problems).join(", ")}), oracle ${oracle.ok} (${[...oracle.faults].join(", ")})`;
  if (!oracle.readable) return null;
  const mine = [...new Set(errors(reading.problems).filter((fault) => COMPARED.test(fault)))].toSorted();
  const theirs = [...oracle.faults].toSorted();
  if (mine.join("\n") !== theirs.join("\n")) return `faults: product ${mine.join(", ")}; oracle ${theirs.join(", ")}`;
  if (!reading.ok) return null;
  const states = runStates(reading.received).map((step) => SECTION_NAMES.map((name) => step[name]).join(" "));
  const oracleStates = oracle.states.map((step) => SECTION_NAMES.map((name) => step[name]).join(" "));
  if (states.join("\n") !== oracleStates.join("\n"))
    return `states:\n${states.join("\n")}\n--\n${oracleStates.join("\n")}`;
  const content = JSON.stringify(seen(reading.received));
  return content === JSON.stringify(oracle.steps)
    ? null
    : `content: product ${content}; oracle ${JSON.stringify(oracle.steps)}`;
}
