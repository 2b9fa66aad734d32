import { z } from "zod";

/** A column that holds JSON, taken apart; what it must hold is for the schema it is piped into. */
export const JsonColumn = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    context.addIssue({ code: "custom", message: `not JSON: ${error.message}` });
    return z.NEVER;
  }
});
