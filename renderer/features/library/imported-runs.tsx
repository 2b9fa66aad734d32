import { CircleCheck, X } from "lucide-react";

import { Button, Tool } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { say } from "../../words/say.ts";

/** Says what an import brought, and takes it back. */
export function ImportedRuns({
  count,
  onUndo,
  onClose,
}: {
  /** How many runs it brought; those that were here already are not counted. */
  readonly count: number;
  /** Null while it cannot be taken back: a run of it has gone. */
  readonly onUndo: (() => void) | null;
  readonly onClose: () => void;
}) {
  return (
    <div className="banner">
      <Icon of={CircleCheck} />
      <span className="grow">{count === 0 ? say("import.tookNone") : say("import.took", { count })}</span>
      {onUndo !== null && (
        <Button low onClick={onUndo}>
          {say("import.undo")}
        </Button>
      )}
      <Tool low name={say("close")} icon={X} onClick={onClose} />
    </div>
  );
}
