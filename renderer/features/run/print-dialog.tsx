import { useEffect, useState } from "react";

import { usePage } from "../../app/context.tsx";
import type { RunDetails } from "../../../shared/contract/run-methods.ts";
import { MAX_FILE_NAME_UNITS } from "../../../shared/contract/host-methods.ts";
import { useStore } from "../../state/use-store.ts";
import { Button } from "../../ui/button.tsx";
import { Choice } from "../../ui/choice.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { StepRangeFields, useStepRange } from "../../ui/step-range.tsx";
import { say } from "../../words/say.ts";
import { PrintedRun, type Printed } from "./printed-run.tsx";
import type { RunSession } from "./run-session.ts";

/** Where the printed run goes: the system's printing, or a PDF where the host writes one. */
type Way = "printer" | "pdf";

/** Prints the run as the page holds it, or some of its steps: all of them or their story alone. */
export function PrintDialog({
  session,
  details,
  onClose,
}: {
  readonly session: RunSession;
  readonly details: RunDetails;
  readonly onClose: () => void;
}) {
  const { host, announce } = usePage();
  const steps = useStore(session.steps);
  const [printed, setPrinted] = useState<Printed>("all");
  const chosen = useStepRange({ from: 1, to: steps.length }, steps.length);
  const { range } = chosen;
  const [way, setWay] = useState<Way | null>(null);
  const { title } = details;
  useEffect(() => {
    if (way === null) return undefined;
    let isCurrent = true;
    const print = async (): Promise<void> => {
      // What was typed last comes in with the flush; the typefaces of what was just drawn may not be there yet.
      await session.flush();
      await document.fonts.ready;
      if (!isCurrent) return;
      if (way === "printer") window.print();
      else {
        const saved = await host.savePdf(`${title.slice(0, MAX_FILE_NAME_UNITS - PDF_ENDING.length)}${PDF_ENDING}`);
        if (!saved.ok) announce(saved.failure.message, "urgent");
        else if (saved.value) announce(say("print.saved"));
      }
      if (isCurrent) setWay(null);
    };
    void print();
    return () => {
      isCurrent = false;
    };
  }, [way, host, session, announce, title]);
  return (
    <>
      <Dialog
        title={say("print.title")}
        size="small"
        onClose={onClose}
        footer={
          <>
            {host.describe().pdf && (
              <Button disabled={way !== null || range === null} onClick={() => setWay("pdf")}>
                {say("print.pdf")}
              </Button>
            )}
            <span className="grow" />
            <Button onClick={onClose}>{say("close")}</Button>
            <Button kind="primary" disabled={way !== null || range === null} onClick={() => setWay("printer")}>
              {say("print.name")}
            </Button>
          </>
        }
      >
        <div className="stack">
          <p className="second">
            {say("print.about", { count: range === null ? steps.length : range.to - range.from + 1 })}
          </p>
          <StepRangeFields chosen={chosen} />
          <Choice<Printed>
            label={say("print.what")}
            value={printed}
            options={[
              { value: "all", title: say("print.all") },
              { value: "story", title: say("print.story") },
            ]}
            onChoose={setPrinted}
          />
        </div>
      </Dialog>
      {way !== null && range !== null && <PrintedRun details={details} steps={steps} range={range} printed={printed} />}
    </>
  );
}

const PDF_ENDING = ".pdf";
