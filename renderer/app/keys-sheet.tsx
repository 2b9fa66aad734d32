import { useState, useSyncExternalStore } from "react";

import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { say } from "../words/say.ts";
import { NOTHING_BOUND } from "./bound-keys.ts";
import { type Command, COMMAND_GROUPS, designedChords } from "./commands.ts";
import { usePage, useSettings } from "./context.tsx";
import { KeysRow } from "./keys-row.tsx";

/**
 * All keys of the acts that this screen has, on one sheet; it can be printed, and each act can be given other keys. One row
 * at a time listens.
 */
export function KeysSheet({ onClose }: { readonly onClose: () => void }) {
  const { commands, announce } = usePage();
  const [{ boundKeys }, change] = useSettings();
  const all = useSyncExternalStore(commands.subscribe, commands.all);
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
            commands={all.filter((command) => command.group === group)}
            asked={asked}
            onAsk={setAsked}
          />
        ))}
      </div>
    </Dialog>
  );
}

/** What was designed with keys stands before what was not; else the order stays. */
function keyedFirst(commands: readonly Command[]): Command[] {
  const [keyed, others] = [true, false].map((has) => commands.filter(({ keys }) => (keys !== undefined) === has));
  return [...(keyed ?? []), ...(others ?? [])];
}

function KeysOfGroup({
  title,
  commands,
  asked,
  onAsk,
}: {
  readonly title: string;
  readonly commands: readonly Command[];
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
        {keyedFirst(commands).map((command) => (
          <KeysRow
            key={command.id}
            command={command}
            designed={designedChords(command, mac)[0]}
            isAsked={asked === command.id}
            onAsk={(isAsked) => onAsk(isAsked ? command.id : null)}
          />
        ))}
      </dl>
    </section>
  );
}
