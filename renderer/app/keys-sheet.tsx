import { Fragment, useSyncExternalStore } from "react";

import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { KeyCaps } from "../ui/key-caps.tsx";
import { say } from "../words/say.ts";
import { type Command, COMMAND_GROUPS } from "./commands.ts";
import { usePage } from "./context.tsx";

/** All keys of the acts that this screen has, on one sheet; it can be printed. */
export function KeysSheet({ onClose }: { readonly onClose: () => void }) {
  const { commands } = usePage();
  const all = useSyncExternalStore(commands.subscribe, commands.all);
  return (
    <Dialog
      title={say("keys.title")}
      size="wide"
      onClose={onClose}
      footer={
        <>
          <span className="grow" />
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
          />
        ))}
      </div>
    </Dialog>
  );
}

function KeysOfGroup({ title, commands }: { readonly title: string; readonly commands: readonly Command[] }) {
  const withKeys = commands.filter((command) => command.keys !== undefined);
  if (withKeys.length === 0) return null;
  return (
    <section>
      <h3>{title}</h3>
      <dl>
        {withKeys.map((command) => (
          <Fragment key={command.id}>
            <div className="pairing">
              <dt>{command.title}</dt>
              <dd>{command.keys !== undefined && <KeyCaps keys={command.keys} />}</dd>
            </div>
          </Fragment>
        ))}
      </dl>
    </section>
  );
}
