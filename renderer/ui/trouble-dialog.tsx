import type { Failure } from "../../shared/contract/failure.ts";
import { Button } from "./button.tsx";
import { Dialog } from "./dialog.tsx";
import { RefusalList } from "./problems.tsx";
import { say } from "../words/say.ts";

/** An act that was asked for and did not happen: what, why, and for a refused file its problems. */
export function TroubleDialog({
  trouble,
  onClose,
}: {
  readonly trouble: { readonly what: string; readonly failure: Failure };
  readonly onClose: () => void;
}) {
  const { what, failure } = trouble;
  return (
    <Dialog
      title={what}
      size={failure.kind === "refused" ? "wide" : "small"}
      onClose={onClose}
      footer={
        <>
          <span className="grow" />
          <Button onClick={onClose}>{say("close")}</Button>
        </>
      }
    >
      <p>{failure.message}</p>
      {failure.kind === "refused" && <RefusalList refusals={failure.refusals} />}
    </Dialog>
  );
}
