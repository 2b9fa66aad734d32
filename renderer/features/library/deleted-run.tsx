import { Trash2, X } from "lucide-react";
import { useEffect, useRef } from "react";

import type { RunRow } from "../../../shared/contract/run-methods.ts";
import { Button, Tool } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { say } from "../../words/say.ts";

/** Says that a run went to the bin, and takes it back. The row that had the focus is gone: it stands on the way back. */
export function DeletedRun({
  run,
  onUndo,
  onClose,
}: {
  readonly run: RunRow;
  readonly onUndo: () => void;
  readonly onClose: () => void;
}) {
  const back = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    // After the menu has given the focus back to a row that is no more.
    const timer = setTimeout(() => back.current?.querySelector("button")?.focus());
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className="banner">
      <Icon of={Trash2} />
      <span className="grow clip">{say("run.deleted", { title: run.title })}</span>
      <span ref={back}>
        <Button low onClick={onUndo}>
          {say("run.bringBack")}
        </Button>
      </span>
      <Tool low name={say("close")} icon={X} onClick={onClose} />
    </div>
  );
}
