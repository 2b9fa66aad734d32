import { useCallback, useEffect, useState } from "react";

import type { MethodName, ReplyOf, RequestOf } from "../../shared/contract/contract.ts";
import type { Failure } from "../../shared/contract/failure.ts";
import { usePage } from "./context.tsx";

/** What is known of an answer that a screen stands on. A later reload keeps the present answer until the next one is there. */
export type Asked<Reply> =
  | { readonly state: "loading" }
  | { readonly state: "ready"; readonly value: Reply }
  | { readonly state: "failed"; readonly failure: Failure };

/**
 * Asks the backend when the component appears and whenever `request` changes; `again` asks once more. The request is
 * compared by its text, so it may be made anew on every drawing. An answer that comes after a newer question is dropped.
 * A change of `revision` asks the same once more: what it is about may have changed; until that is answered the
 * present answer is old.
 */
export function useCall<M extends MethodName>(
  method: M,
  request: RequestOf<M>,
  revision: string | number | null = null,
): [asked: Asked<ReplyOf<M>>, again: () => void, isOld: boolean] {
  const { host } = usePage();
  const [asked, setAsked] = useState<Asked<ReplyOf<M>>>({ state: "loading" });
  const [turn, setTurn] = useState(0);
  const text = JSON.stringify(request);
  const question = `${text} ${turn} ${revision}`;
  const [answered, setAnswered] = useState<string | null>(null);
  useEffect(() => {
    let current = true;
    void host.call(method, request).then((outcome) => {
      if (!current) return;
      setAnswered(question);
      setAsked(outcome.ok ? { state: "ready", value: outcome.value } : { state: "failed", failure: outcome.failure });
    });
    return () => {
      current = false;
    };
    // `text` stands for `request`.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [host, method, text, turn, revision]);
  const again = useCallback(() => setTurn((count) => count + 1), []);
  return [asked, again, answered !== question];
}
