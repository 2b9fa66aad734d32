import type { z } from "zod";

import type { Failure } from "../../shared/contract/failure.ts";
import type { HostMethodName } from "../../shared/contract/host-methods.ts";
import type { MethodShape } from "../../shared/contract/method.ts";
import { failed, type Outcome } from "../../shared/lib/outcome.ts";

/** Answers one of the door's own methods; the request is as it came. */
export type OwnMethod = (request: unknown) => Promise<Outcome<unknown, Failure>>;

/** The door's own methods (`host-methods.ts`) that a host has. */
export type OwnMethods = { readonly [M in HostMethodName]?: OwnMethod };

/** One of the door's own methods: `act` gets the request once it fits the method's schema. */
export function ownMethod<Request extends z.ZodType, Reply extends z.ZodType>(
  shape: MethodShape<Request, Reply>,
  act: (request: z.output<Request>) => Promise<Outcome<z.input<Reply>, Failure>>,
): OwnMethod {
  return async (request) => {
    const checked = shape.request.safeParse(request);
    if (checked.success) return act(checked.data);
    const issues = checked.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
    return failed({ kind: "invalidRequest", message: "The request does not fit the method.", issues });
  };
}
