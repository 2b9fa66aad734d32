import type { z } from "zod";

import { schemas, type MethodName, type ReplyOf } from "../../shared/contract/contract.ts";
import { plainFailure, type Failure } from "../../shared/contract/failure.ts";
import { hostMethods, type HostMethodName, type HostReplyOf } from "../../shared/contract/host-methods.ts";
import { failed, success, type Outcome } from "../../shared/lib/outcome.ts";

/*
 * Answers are checked by the contract in the page as well: a host of another release must not feed the page what it
 * does not understand.
 */

const hostReplies: { readonly [M in HostMethodName]: { readonly reply: z.ZodType<HostReplyOf<M>> } } = hostMethods;

function fits<Reply>(
  schema: z.ZodType<Reply>,
  method: string,
  outcome: Outcome<unknown, Failure>,
): Outcome<Reply, Failure> {
  if (!outcome.ok) return outcome;
  const read = schema.safeParse(outcome.value);
  if (read.success) return success(read.data);
  const issue = read.error.issues[0];
  const place = issue === undefined ? "" : ` (${issue.path.join(".")}: ${issue.message})`;
  return failed(plainFailure("internal", `The answer to ${method} does not fit this window${place}. Reload it.`));
}

/** An answer to a method of the contract, or `internal` when it does not fit. */
export function checkedReply<M extends MethodName>(
  method: M,
  outcome: Outcome<unknown, Failure>,
): Outcome<ReplyOf<M>, Failure> {
  return fits(schemas[method].reply, method, outcome);
}

/** An answer to one of the host's own methods, or `internal` when it does not fit. */
export function checkedHostReply<M extends HostMethodName>(
  method: M,
  outcome: Outcome<unknown, Failure>,
): Outcome<HostReplyOf<M>, Failure> {
  return fits(hostReplies[method].reply, method, outcome);
}
