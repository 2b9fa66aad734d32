import { useEffect, useMemo, useState, useSyncExternalStore } from "react";

import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { say } from "../words/say.ts";
import { NOTHING_BOUND } from "./bound-keys.ts";
import { type Command, COMMAND_GROUPS, designedChords } from "./commands.ts";
import { usePage, useSettings } from "./context.tsx";
import { KeysRow } from "./keys-row.tsx";
import { fetchWritingKeys } from "./later-parts.ts";
import { placeOf } from "./place.ts";

/**
 * All keys of the acts that this screen has, on one sheet, those of writing first; it can be printed, and each act can be
 * given other keys. One row at a time listens.
 */
export function KeysSheet({ onClose }: { readonly onClose: () => void }) {
  const { commands, announce } = usePage();
  const [{ boundKeys }, change] = useSettings();
  const here = useSyncExternalStore(commands.subscribe, commands.all);
  const writing = useWritingKeys();
  const all = useMemo(() => [...writing, ...here], [writing, here]);
  const [asked, setAsked] = useState<string | null>(null);
  const isChanged = Object.keys(boundKeys).length > 0;
  return (
    <Dialog
      title={say("keys.title")}
      size="wide"
      onClose={onClose}
      footer={
        <>
          <span className="quiet small">{say("keys.how")}</span>
          <span className="grow" />
          <Button
            disabled={!isChanged}
            onClick={() => {
              change({ boundKeys: NOTHING_BOUND });
              announce(say("keys.reset"));
            }}
          >
            {say("keys.asDesigned")}
          </Button>
          <Button onClick={() => print()}>{say("keys.print")}</Button>
        </>
      }
    >
      <div className="keys-sheet">
        {COMMAND_GROUPS.map((group) => (
          <KeysOfGroup
            key={group}
            title={say(`commands.${group}`)}
            commands={all.filter((command) => command.group === group && command.keys !== undefined)}
            all={all}
            asked={asked}
            onAsk={setAsked}
          />
        ))}
        <KeysOfGroup
          title={say("keys.without")}
          commands={all.filter((command) => command.keys === undefined)}
          all={all}
          asked={asked}
          onAsk={setAsked}
        />
      </div>
    </Dialog>
  );
}

/** Places of lists and settings: whoever asks for the keys there is about to write, and the run's own are not registered. */
const BEFORE_WRITING: ReadonlySet<string> = new Set(["library", "settings", "progress", "export"]);

/** The keys of writing where no run is open; none while they are fetched, and where a screen has acts of its own. */
function useWritingKeys(): readonly Command[] {
  const [writing, setWriting] = useState<readonly Command[]>([]);
  const isBefore = BEFORE_WRITING.has(placeOf(location.hash).name);
  useEffect(() => {
    if (!isBefore) return undefined;
    let isCurrent = true;
    // Without them the sheet still has the keys of this screen.
    void fetchWritingKeys().then((commands) => isCurrent && setWriting(commands));
    return () => {
      isCurrent = false;
    };
  }, [isBefore]);
  return writing;
}

function KeysOfGroup({
  title,
  commands,
  all,
  asked,
  onAsk,
}: {
  readonly title: string;
  readonly commands: readonly Command[];
  /** Every act of the sheet: what a chord may be taken from. */
  readonly all: readonly Command[];
  /** The id of the command that is to be given keys; null while none is. */
  readonly asked: string | null;
  readonly onAsk: (id: string | null) => void;
}) {
  const { mac } = usePage();
  if (commands.length === 0) return null;
  return (
    <section>
      <h3>{title}</h3>
      <dl>
        {commands.map((command) => (
          <KeysRow
            key={command.id}
            command={command}
            all={all}
            designed={designedChords(command, mac)[0]}
            isAsked={asked === command.id}
            onAsk={(isAsked) => onAsk(isAsked ? command.id : null)}
          />
        ))}
      </dl>
    </section>
  );
}
