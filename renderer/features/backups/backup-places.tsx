import { CircleAlert, FolderPlus } from "lucide-react";

import type { BackupStatus } from "../../../shared/contract/backup-methods.ts";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { bytes } from "../../words/format.ts";
import { say } from "../../words/say.ts";

/** Where backups lie, what went wrong there, and the question for a second place, which is asked once. */
export function BackupPlaces({
  status,
  onChoose,
  onDecline,
}: {
  readonly status: BackupStatus;
  readonly onChoose: () => void;
  readonly onDecline: () => void;
}) {
  const { secondPlace } = status;
  return (
    <div className="stack">
      <h3>{say("backups.places")}</h3>
      <ul className="stack">
        {status.places.map(({ place, name, backups, bytes: size, problem }) => (
          <li key={place}>
            <p>
              {say("backups.place", {
                place: say(`backups.${place}`),
                folder: name,
                count: backups,
                size: bytes(size),
              })}
            </p>
            {problem !== null && (
              <p className="told small">
                <Icon of={CircleAlert} className="severity-warning" />
                <span>{say("backups.placeProblem", { why: problem })}</span>
              </p>
            )}
          </li>
        ))}
      </ul>
      {secondPlace === "unasked" && <p className="measure">{say("backups.askSecond")}</p>}
      {secondPlace === "declined" && <p className="quiet">{say("backups.declined")}</p>}
      <div className="row wrap">
        <Button low icon={FolderPlus} onClick={onChoose}>
          {say(secondPlace === "chosen" ? "backups.otherSecond" : "backups.chooseSecond")}
        </Button>
        {secondPlace !== "declined" && (
          <Button low kind="plain" onClick={onDecline}>
            {say("backups.noSecond")}
          </Button>
        )}
      </div>
    </div>
  );
}
