import { casesOf } from "../case.ts";

export const SEALED_THINGS = casesOf({}, {});
