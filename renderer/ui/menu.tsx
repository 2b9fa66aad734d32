import { Menu as Base } from "@base-ui/react/menu";
import type { LucideIcon } from "lucide-react";

import type { Keys } from "../app/keys.ts";
import { Icon } from "./icon.tsx";
import { KeyCaps } from "./key-caps.tsx";

/** One act of a menu, or a line between two groups. */
export type MenuEntry =
  | {
      readonly id: string;
      readonly title: string;
      readonly icon?: LucideIcon;
      readonly keys?: Keys | undefined;
      readonly run: () => void;
    }
  | "line";

/** A button that opens a menu of acts. `name` is the button's; the menu gives the focus back to it. */
export function MenuButton({
  name,
  icon,
  entries,
  low = false,
}: {
  readonly name: string;
  readonly icon: LucideIcon;
  readonly entries: readonly MenuEntry[];
  readonly low?: boolean;
}) {
  return (
    <Base.Root>
      <Base.Trigger className={low ? "tool low" : "tool"} aria-label={name}>
        <Icon of={icon} />
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner className="menu-place" sideOffset={4} align="end">
          <Base.Popup className="float menu">
            {entries.map((entry, index) =>
              entry === "line" ? (
                <hr key={`line-${index}`} />
              ) : (
                <Base.Item key={entry.id} onClick={entry.run}>
                  {entry.icon !== undefined && <Icon of={entry.icon} />}
                  <span className="grow">{entry.title}</span>
                  {entry.keys !== undefined && <KeyCaps keys={entry.keys} />}
                </Base.Item>
              ),
            )}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
