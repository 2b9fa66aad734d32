import type { z } from "zod";

import { backupMethods } from "./backup-methods.ts";
import { bibleMethods } from "./bible-methods.ts";
import { consistencyMethods } from "./consistency-methods.ts";
import { exchangeMethods } from "./exchange-methods.ts";
import { historyMethods } from "./history-methods.ts";
import { libraryMethods } from "./library-methods.ts";
import { progressMethods } from "./progress-methods.ts";
import { projectMethods } from "./project-methods.ts";
import { recoveryMethods } from "./recovery-methods.ts";
import { reviewMethods } from "./review-methods.ts";
import { reviewRoundMethods } from "./review-round-methods.ts";
import { runMethods } from "./run-methods.ts";
import { searchMethods } from "./search-methods.ts";
import { spellingMethods } from "./spelling-methods.ts";
import { turnMethods } from "./turn-methods.ts";

/**
 * The one contract between page, hosts and backend: every method with its request, its reply and its expected failures.
 * The types follow from it; every door checks with it (house, section 2). To add a method, write it in its capability's
 * file: the backend then does not compile until it is answered.
 */
export const contract = {
  ...libraryMethods,
  ...runMethods,
  ...searchMethods,
  ...exchangeMethods,
  ...progressMethods,
  ...projectMethods,
  ...consistencyMethods,
  ...reviewMethods,
  ...reviewRoundMethods,
  ...turnMethods,
  ...historyMethods,
  ...backupMethods,
  ...recoveryMethods,
  ...spellingMethods,
  ...bibleMethods,
};

export type Contract = typeof contract;
export type MethodName = keyof Contract;
/** What a method takes, as checked. */
export type RequestOf<M extends MethodName> = z.output<Contract[M]["request"]>;
/** What a method answers when all goes well. */
export type ReplyOf<M extends MethodName> = z.output<Contract[M]["reply"]>;

/** The contract with each method's schemas tied to its name, so that generic code over one method keeps its types. */
export const schemas: {
  readonly [M in MethodName]: { readonly request: z.ZodType<RequestOf<M>>; readonly reply: z.ZodType<ReplyOf<M>> };
} = contract;

/** True when `name` is a method of the contract (own keys only, so `constructor` is none). */
export function isMethodName(name: string): name is MethodName {
  return Object.hasOwn(contract, name);
}
