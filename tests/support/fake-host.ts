import type { MethodName, ReplyOf, RequestOf } from "../../shared/contract/contract.ts";
import { type Failure, plainFailure } from "../../shared/contract/failure.ts";
import { failed, type Outcome } from "../../shared/lib/outcome.ts";
import type { Host } from "../../renderer/host/host.ts";

/** Answers of a host by method; a method without one is not there, and the page is told so. */
export type Answers = {
  readonly [M in MethodName]?: (
    request: RequestOf<M>,
  ) => Outcome<ReplyOf<M>, Failure> | Promise<Outcome<ReplyOf<M>, Failure>>;
};

/** A host made of answers, for parts of the page that need no backend. `asked` holds the calls in order. */
export function fakeHost(
  answers: Answers,
  parts: Partial<Host> = {},
): Host & { readonly asked: readonly { method: string; request: unknown }[] } {
  const asked: { method: string; request: unknown }[] = [];
  const none = (): (() => void) => () => undefined;
  return {
    asked,
    describe: () => ({ nativeDialogs: false, pdf: false, severalWindows: false, inSystem: false }),
    async call(method, request) {
      asked.push({ method, request });
      const answer = answers[method];
      return answer === undefined ? failed(plainFailure("unknownMethod", `No answer to ${method}.`)) : answer(request);
    },
    subscribe: none,
    watchLine: none,
    onClosing: none,
    report: () => Promise.resolve({ ok: true, value: "" }),
    showMenu: () => Promise.resolve({ ok: true, value: {} }),
    takeOpened: () => Promise.resolve({ ok: true, value: [] }),
    pickFiles: () => Promise.resolve({ ok: true, value: [] }),
    dropFiles: () => Promise.resolve({ ok: true, value: [] }),
    pickFolder: () => Promise.resolve({ ok: true, value: null }),
    savePdf: () => Promise.resolve({ ok: true, value: false }),
    exportTarget: () => Promise.resolve({ ok: true, value: null }),
    pickTargetIn: () => Promise.resolve({ ok: true, value: null }),
    ...parts,
  };
}
