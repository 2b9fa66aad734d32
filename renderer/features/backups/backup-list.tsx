import { useState } from "react";

import { usePage } from "../../app/context.tsx";
import type { BackupRow } from "../../../shared/contract/backup-methods.ts";
import { Button } from "../../ui/button.tsx";
import { number } from "../../words/format.ts";
import { say } from "../../words/say.ts";
import { momentOf } from "./moment.ts";

/** So many are shown at first: the newest are the ones that are wanted. */
const SHOWN_AT_FIRST = 8;

/** Every backup with its words, the newest first; each can be restored. */
export function BackupList({
  backups,
  onRestore,
}: {
  readonly backups: readonly BackupRow[];
  readonly onRestore: (backup: BackupRow) => void;
}) {
  const page = usePage();
  const [all, setAll] = useState(false);
  return (
    <div className="stack">
      <h3 id="backups-list">{say("backups.list")}</h3>
      <table className="table tight backups" aria-labelledby="backups-list">
        <thead>
          <tr>
            <th scope="col">{say("backups.when")}</th>
            <th scope="col">{say("backups.why")}</th>
            <th scope="col" className="r">
              {say("backups.runs")}
            </th>
            <th scope="col" className="r">
              {say("backups.words")}
            </th>
            <th scope="col">{say("backups.where")}</th>
            <th scope="col">
              <span className="hidden-visually">{say("column.acts")}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {(all ? backups : backups.slice(0, SHOWN_AT_FIRST)).map((backup) => {
            const when = momentOf(backup.at, page.clock());
            return (
              <tr key={`${backup.place} ${backup.name}`} aria-label={when}>
                <th scope="row">{when}</th>
                <td>{say(`backups.${backup.why}`)}</td>
                <td className="r">{number(backup.runs)}</td>
                <td className="r">
                  {number(backup.words)}
                  {backup.fewerWords && <div className="small severity-warning">{say("backups.fewerMark")}</div>}
                </td>
                <td>{say(`backups.${backup.place}`)}</td>
                <td className="r">
                  <Button low aria-label={say("backups.restoreName", { when })} onClick={() => onRestore(backup)}>
                    {say("backups.restoreIt")}
                  </Button>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {backups.length > SHOWN_AT_FIRST && (
        <div>
          <Button low kind="plain" onClick={() => setAll(!all)}>
            {all ? say("backups.showFewer") : say("backups.showAll", { count: backups.length })}
          </Button>
        </div>
      )}
    </div>
  );
}
