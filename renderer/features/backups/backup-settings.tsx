import { CircleAlert, CircleCheck, HardDriveDownload } from "lucide-react";
import { useState } from "react";

import { usePage } from "../../app/context.tsx";
import { LIBRARY } from "../../app/place.ts";
import type { BackupStatus } from "../../../shared/contract/backup-methods.ts";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Failed, Loading, Working } from "../../ui/states.tsx";
import { TroubleDialog } from "../../ui/trouble-dialog.tsx";
import { bytes, number } from "../../words/format.ts";
import { say } from "../../words/say.ts";
import { BackupList } from "./backup-list.tsx";
import { BackupPlaces } from "./backup-places.tsx";
import { momentOf } from "./moment.ts";
import { type Asking, RestoreDialog } from "./restore-dialog.tsx";
import { useBackups } from "./use-backups.ts";

/** Backups among the settings: when the last checked one was made, one more now, where they lie, and the way back. */
export function BackupSettings() {
  const page = usePage();
  const backups = useBackups();
  const [asking, setAsking] = useState<Asking | null>(null);
  const { status, list, restored } = backups;
  const before = restored?.before ?? null;
  const fromFile = async (): Promise<void> => {
    const picked = await page.host.pickFiles({ several: false });
    const [file] = picked.ok ? picked.value : [];
    if (file !== undefined) setAsking({ file });
  };
  return (
    <section className="whole" aria-labelledby="settings-backups">
      <h2 id="settings-backups">{say("backups.title")}</h2>
      <div className="stack wide">
        {status.state === "loading" && <Loading what={say("backups.loading")} />}
        {status.state === "failed" && (
          <Failed inline what={say("backups.failed")} failure={status.failure} onAgain={backups.again} />
        )}
        {status.state === "ready" && (
          <>
            <Warnings status={status.value} />
            <FewerWords
              status={status.value}
              onAccept={() => void backups.acceptFewer()}
              onRestore={(backup) => setAsking({ backup })}
            />
            <Newest status={status.value} />
          </>
        )}
        {backups.job === null ? (
          <div className="row wrap">
            <Button icon={HardDriveDownload} onClick={() => void backups.backUp()}>
              {say("backups.now")}
            </Button>
            <Button kind="plain" onClick={() => void fromFile()}>
              {say("backups.fromFile")}
            </Button>
          </div>
        ) : (
          <Working
            what={backups.job.what}
            done={backups.job.done}
            total={backups.job.total}
            onCancel={backups.cancel}
          />
        )}
        {backups.done !== null && (
          <p>
            <Icon of={CircleCheck} className="severity-good" /> {backups.done}
            {before !== null && ` ${say("backups.restoredBefore", { when: momentOf(before.at, page.clock()) })}`}
          </p>
        )}
        {restored !== null && (
          <div>
            <Button kind="primary" onClick={() => page.go(LIBRARY)}>
              {say("backups.toLibrary")}
            </Button>
          </div>
        )}
        {status.state === "ready" && (
          <BackupPlaces
            status={status.value}
            onChoose={() => void backups.chooseSecond()}
            onDecline={() => void backups.declineSecond()}
          />
        )}
        {list.state === "failed" && (
          <Failed inline what={say("backups.failed")} failure={list.failure} onAgain={backups.again} />
        )}
        {list.state === "ready" && list.value.backups.length > 0 && (
          <BackupList backups={list.value.backups} onRestore={(backup) => setAsking({ backup })} />
        )}
        {status.state === "ready" && <Aside files={status.value.aside} />}
      </div>
      {asking !== null && (
        <RestoreDialog
          asking={asking}
          isRestoring={backups.isRestoring}
          onRestore={(from) => void backups.restore(from).then(() => setAsking(null))}
          onClose={() => setAsking(null)}
        />
      )}
      {backups.trouble !== null && <TroubleDialog trouble={backups.trouble} onClose={backups.dismiss} />}
    </section>
  );
}

/** Where the library lies in a way that can harm it. */
function Warnings({ status }: { readonly status: BackupStatus }) {
  return status.warnings.map(({ what, name }) => (
    <p key={`${what} ${name}`} className="told">
      <Icon of={CircleAlert} className="severity-warning" />
      <span>{say(`backups.${what}`, { name })}</span>
    </p>
  ));
}

/** The question that comes with a backup of far fewer words than the one before. */
function FewerWords({
  status,
  onAccept,
  onRestore,
}: {
  readonly status: BackupStatus;
  readonly onAccept: () => void;
  readonly onRestore: (backup: NonNullable<BackupStatus["fewerWords"]>["before"]) => void;
}) {
  const page = usePage();
  if (status.fewerWords === null) return null;
  const { before, now } = status.fewerWords;
  return (
    <div className="stack" role="alert">
      <p className="told">
        <Icon of={CircleAlert} className="severity-warning" />
        <span>
          {say("backups.fewer", {
            now: momentOf(now.at, page.clock()),
            nowWords: number(now.words),
            before: momentOf(before.at, page.clock()),
            beforeWords: number(before.words),
          })}
        </span>
      </p>
      <div className="row wrap">
        <Button low onClick={onAccept}>
          {say("backups.fewerRight")}
        </Button>
        <Button low onClick={() => onRestore(before)}>
          {say("backups.fewerRestore")}
        </Button>
      </div>
    </div>
  );
}

function Newest({ status }: { readonly status: BackupStatus }) {
  const page = usePage();
  const newest = status.places
    .flatMap((place) => (place.newest === null ? [] : [place.newest]))
    .toSorted((left, right) => right.at - left.at)[0];
  if (newest === undefined) return <p>{say("backups.none")}</p>;
  const { at, words } = newest;
  return (
    <p>
      {say("backups.newest", { when: momentOf(at, page.clock()), words: number(words) })}{" "}
      <span className="quiet">
        {say(
          status.running ? "backups.running" : status.changedSince ? "backups.changedSince" : "backups.nothingSince",
        )}
      </span>
    </p>
  );
}

/** Files that a restore or recovery has put beside the library. */
function Aside({ files }: { readonly files: BackupStatus["aside"] }) {
  if (files.length === 0) return null;
  return (
    <div className="stack">
      <h3>{say("backups.aside")}</h3>
      <p className="small quiet">{say("backups.asideText")}</p>
      <ul>
        {files.map(({ name, bytes: size }) => (
          <li key={name} className="row small num">
            <span className="grow clip">{name}</span>
            <span className="quiet">{bytes(size)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
