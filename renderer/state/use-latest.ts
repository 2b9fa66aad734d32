import { type RefObject, useEffect, useRef } from "react";

/** The value of the last drawing, for what listens longer than one drawing lasts. */
export function useLatest<T>(value: T): RefObject<T> {
  const latest = useRef(value);
  useEffect(() => {
    latest.current = value;
  });
  return latest;
}
