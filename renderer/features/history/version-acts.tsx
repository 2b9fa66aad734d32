import { Ellipsis, RotateCcw } from "lucide-react";

import { usePage } from "../../app/context.tsx";
import type { RunHistory } from "../../app/run-history.ts";
import { Button } from "../../ui/button.tsx";
import { MenuButton, type MenuEntry } from "../../ui/menu.tsx";
import { say } from "../../words/say.ts";
import type { Reading } from "./use-version.ts";
import type { useRestore } from "./use-restore.ts";
import { plainText } from "./version-content.ts";
import { partName } from "../../ui/part-view.tsx";
import { momentOf } from "./version-rows.ts";

/** What can be brought back of a version. `large`: the whole step is in view, so restoring it is the main act. */
export function VersionActs({
  reading,
  history,
  restoring,
  large,
  onDone,
}: {
  readonly reading: Reading;
  readonly history: RunHistory;
  readonly restoring: ReturnType<typeof useRestore>;
  readonly large: boolean;
  /** Something was restored: the list is of yesterday. */
  readonly onDone: () => void;
}) {
  const page = usePage();
  const { row, stepThen } = reading;
  const { step, version } = row;
  const part = partName(row.part);
  const when = momentOf(row, page.clock());
  const act = async (...wanted: Parameters<typeof restoring.restore>): Promise<void> => {
    if (await restoring.restore(...wanted)) onDone();
  };
  const copyText = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(plainText(stepThen, row.part));
      page.announce(say("version.textCopied"));
    } catch (error) {
      page.announce(`${say("version.copyFailed")} ${String(error)}`, "urgent");
    }
  };
  const off = !history.isWriting || restoring.isBusy;
  const restorePart = (): void =>
    void act({ what: { kind: "section", version }, as: "place" }, () =>
      say("restore.part", { part, step: step ?? "" }),
    );
  const restoreStep = (): void =>
    void act({ what: { kind: "step", version }, as: "place" }, () =>
      step === null ? say("restore.stepBack") : say("restore.step", { step }),
    );
  const stepTitle = step === null ? say("version.restoreBinned", { when }) : say("version.restoreStep", { step, when });
  const others: MenuEntry[] = [
    ...(large || off || step === null ? [] : [{ id: "step", title: stepTitle, run: restoreStep }]),
    ...(off
      ? []
      : [
          {
            id: "copyPart",
            title: say("version.copyPart", { part }),
            run: () => void act({ what: { kind: "section", version }, as: "copy" }, copied),
          },
          {
            id: "copyStep",
            title: say("version.copyStep"),
            run: () => void act({ what: { kind: "step", version }, as: "copy" }, copied),
          },
        ]),
    { id: "copyText", title: say("version.copyText"), run: () => void copyText() },
  ];
  return (
    <div className="was-acts">
      <span className="small quiet grow">{say(history.isWriting ? "version.never" : "version.readOnly")}</span>
      <MenuButton name={say("version.otherWays")} icon={Ellipsis} entries={others} />
      {step !== null && !row.isPresent && (
        <Button kind={large ? "normal" : "primary"} disabled={off} onClick={restorePart}>
          {say("version.restorePart", { part })}
        </Button>
      )}
      {(large || step === null) && !(row.isPresent && step !== null) && (
        <Button kind="primary" icon={RotateCcw} disabled={off} onClick={restoreStep}>
          {stepTitle}
        </Button>
      )}
    </div>
  );
}

function copied(): string {
  return say("restore.copied");
}
