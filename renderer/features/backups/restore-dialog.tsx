import { usePage } from "../../app/context.tsx";
import type { BackupRow } from "../../../shared/contract/backup-methods.ts";
import type { PickedFile } from "../../../shared/contract/host-methods.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { number } from "../../words/format.ts";
import { say } from "../../words/say.ts";
import { momentOf } from "./moment.ts";
import type { RestoreFrom } from "./use-backups.ts";

/** What is to be restored: a backup of the list, or a file. */
export type Asking = { readonly backup: BackupRow } | { readonly file: PickedFile };

/** Says what a restore of the library does and that it can be taken back, before it is done. */
export function RestoreDialog({
  asking,
  isRestoring,
  onRestore,
  onClose,
}: {
  readonly asking: Asking;
  readonly isRestoring: boolean;
  readonly onRestore: (from: RestoreFrom) => void;
  readonly onClose: () => void;
}) {
  const page = usePage();
  const from: RestoreFrom =
    "file" in asking ? { file: asking.file.file } : { place: asking.backup.place, name: asking.backup.name };
  return (
    <Dialog
      title={say("backups.restoreTitle")}
      size="small"
      onClose={onClose}
      footer={
        <>
          <span className="grow small quiet" role="status">
            {isRestoring && say("backups.restoring")}
          </span>
          <Button disabled={isRestoring} onClick={onClose}>
            {say("cancel")}
          </Button>
          <Button kind="primary" disabled={isRestoring} onClick={() => onRestore(from)}>
            {say("backups.restoreNow")}
          </Button>
        </>
      }
    >
      <p>
        {"file" in asking
          ? say("backups.restoreFromFile", { file: asking.file.name })
          : say("backups.restoreFrom", {
              when: momentOf(asking.backup.at, page.clock()),
              count: asking.backup.runs,
              steps: number(asking.backup.steps),
              words: number(asking.backup.words),
            })}
      </p>
      <p>{say("backups.restoreSafe")}</p>
    </Dialog>
  );
}
