import fc from "fast-check";
import { z } from "zod";

import { contract } from "../../shared/contract/contract.ts";
import { hostMethods } from "../../shared/contract/host-methods.ts";

/* Texts that are nearly calls: broken JSON, wrong shapes, real methods with wrong and hostile requests. */

const methodName = fc.oneof(
  fc.constantFrom(...Object.keys(contract), ...Object.keys(hostMethods)),
  fc.constantFrom("constructor", "__proto__", "toString", "run.save ", "RUN.SAVE", ""),
  fc.string(),
);
const nearlyCall = fc.oneof(
  fc.string(),
  fc.json(),
  fc
    .record({ id: fc.oneof(fc.nat(), fc.double(), fc.string()), method: methodName, request: fc.jsonValue() })
    .map((call) => JSON.stringify(call)),
  fc
    .record({ id: fc.nat(), method: methodName, request: fc.object({ maxDepth: 3 }) })
    .map((call) => JSON.stringify(call)),
  fc
    .record({ id: fc.nat(), method: methodName })
    .map((call) => `${JSON.stringify(call).slice(0, -1)},"__proto__":{"polluted":true}}`),
);

/** The writes that need no id of the library: a text that happens to be one of them is no misuse. */
const CallOfAWrite = z.discriminatedUnion("method", [
  z.looseObject({ method: z.literal("run.sample"), request: contract["run.sample"].request }),
  z.looseObject({ method: z.literal("run.create"), request: contract["run.create"].request }),
]);

function isWrite(text: string): boolean {
  try {
    return CallOfAWrite.safeParse(JSON.parse(text)).success;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

/** So many texts, or a few less: what happens to be an honest write is left out. */
export function nearlyCalls(count: number): string[] {
  return fc.sample(nearlyCall, { numRuns: count }).filter((text) => !isWrite(text));
}
