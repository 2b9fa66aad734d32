/**
 * An expected failure is a value. `Outcome` carries either what was asked for or a failure with a `kind`, so that the
 * compiler makes every caller look at both. Surprises stay exceptions and reach one place (the backend's gate).
 */
export type Outcome<T, F> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: F };

/** A success that carries `value`. */
export function success<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value };
}

/** A failure that carries `failure`; by habit an object with a `kind`. */
export function failed<F>(failure: F): { readonly ok: false; readonly failure: F } {
  return { ok: false, failure };
}
