/**
 * The end of an exhaustive `switch`: the compiler refuses the call while a case is missing.
 * Throws when a value outside its type arrives at run time.
 */
export function assertNever(value: never): never {
  throw new Error(`A case is missing for ${JSON.stringify(value)}`);
}
