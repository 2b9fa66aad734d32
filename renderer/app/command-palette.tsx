import { useCallback } from "react";

import { Palette, type PaletteGroup } from "../ui/palette.tsx";
import { say } from "../words/say.ts";
import { keysOfUnbound } from "./bound-keys.ts";
import { usePage } from "./context.tsx";
import { COMMAND_GROUPS, isEnabled } from "./commands.ts";
import { filterByTitle } from "./palette-filter.ts";

/** Every act that can be done now, by its name. */
export function CommandPalette({ onClose }: { readonly onClose: () => void }) {
  const { commands } = usePage();
  const answers = useCallback(
    (asked: string): PaletteGroup[] => {
      const possible = commands.all().filter((command) => command.keyOnly !== true && isEnabled(command));
      const found = filterByTitle(possible, asked);
      const item = ({ item: command, match }: (typeof found)[number]) => ({
        id: command.id,
        title: command.title,
        ranges: match.ranges,
        keys: command.keys ?? keysOfUnbound(command.id),
        run: command.run,
      });
      // Asked for something, the best answer stands first whatever its group.
      if (asked.trim() !== "") return [{ title: say("palette.commands"), items: found.map(item) }];
      return COMMAND_GROUPS.map((group) => ({
        title: say(`commands.${group}`),
        items: found.filter((one) => one.item.group === group).map(item),
      }));
    },
    [commands],
  );
  return <Palette name={say("palette.name")} placeholder={say("palette.ask")} answers={answers} onClose={onClose} />;
}
