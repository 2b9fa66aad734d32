import { useEffect, useState } from "react";

/** The last value that stood for `ms` milliseconds: for work that would cost a key if it were done at every change. */
export function useRested<T>(value: T, ms: number): T {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return rested;
}
