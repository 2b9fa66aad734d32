import { ListTree } from "lucide-react";
import { useSyncExternalStore } from "react";

import { usePage } from "../../app/context.tsx";
import { MenuButton, type MenuEntry } from "../../ui/menu.tsx";
import { useStorePart } from "../../state/use-store.ts";
import { say } from "../../words/say.ts";
import type { RunSession } from "./run-session.ts";

/** The acts on whole steps in the order of the menu; a command is named and keyed where it is registered. */
const ENTRIES = [
  "act.insertStepBefore",
  "act.insertStep",
  "act.duplicateStep",
  "line",
  "act.splitStep",
  "act.mergeSteps",
  "line",
  "act.moveStepUp",
  "act.moveStepDown",
  "structure.moveTo",
  "line",
  "structure.chapter",
  "act.removeChapter",
  "structure.bookmark",
  "act.removeBookmark",
  "line",
  "act.deleteStep",
] as const;

/** The menu of what can be done to the caret's step as a whole. */
export function StructureMenu({ session }: { readonly session: RunSession }) {
  const { commands } = usePage();
  const hasChapter = useStorePart(session.snapshot, ({ caret }) => caret !== null && caret.chapter !== null);
  const hasBookmark = useStorePart(session.snapshot, ({ caret }) => caret !== null && caret.bookmark !== null);
  useSyncExternalStore(commands.subscribe, commands.all);
  const entries = ENTRIES.flatMap((id): MenuEntry[] => {
    if (id === "line") return ["line"];
    if ((id === "act.removeChapter" && !hasChapter) || (id === "act.removeBookmark" && !hasBookmark)) return [];
    const command = commands.find(id);
    return command === null ? [] : [{ id, title: command.title, keys: command.keys, run: () => void commands.run(id) }];
  });
  return <MenuButton name={say("structure.menu")} icon={ListTree} entries={entries} />;
}
