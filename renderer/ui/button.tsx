import { Tooltip } from "@base-ui/react/tooltip";
import type { LucideIcon } from "lucide-react";
import type { ButtonHTMLAttributes, ReactNode } from "react";

import type { Keys } from "../app/keys.ts";
import { useAriaKeys } from "./bound-chord.ts";
import { Icon } from "./icon.tsx";
import { KeyCaps } from "./key-caps.tsx";

type NativeButton = Omit<ButtonHTMLAttributes<HTMLButtonElement>, "className" | "style">;

/** A button with words. `kind` says its weight: one `primary` at most on a screen. */
export function Button({
  kind = "normal",
  low = false,
  icon,
  children,
  ...rest
}: NativeButton & {
  readonly kind?: "normal" | "primary" | "plain";
  readonly low?: boolean;
  readonly icon?: LucideIcon;
}) {
  const className = ["button", kind === "normal" ? "" : kind, low ? "low" : ""].filter(Boolean).join(" ");
  return (
    <button type="button" {...rest} className={className}>
      {icon !== undefined && <Icon of={icon} />}
      {children}
    </button>
  );
}

/** What a small button in a bar is: its name, what it shows, its keys; `pressed` makes it a toggle. */
export type ToolProps = NativeButton & {
  readonly name: string;
  readonly icon?: LucideIcon;
  readonly children?: ReactNode;
  readonly keys?: Keys | undefined;
  readonly pressed?: boolean | undefined;
  readonly low?: boolean;
  /** Keeps the caret where it is when the button is clicked. */
  readonly keepsFocus?: boolean;
  readonly unavailable?: boolean | undefined;
  /** A sentence more in the tooltip, and as the description: what pressing would bring about. */
  readonly note?: string | undefined;
};

/**
 * A small button: an icon or a few signs, its name and keys in a tooltip. An unavailable one keeps its place in the
 * order of focus, so that the keyboard does not lose its place when it becomes unavailable.
 */
export function Tool({
  name,
  icon,
  children,
  keys,
  pressed,
  low,
  keepsFocus,
  unavailable,
  note,
  onClick,
  ...rest
}: ToolProps) {
  const ariaKeys = useAriaKeys(keys);
  const wide = children !== undefined && children !== null;
  return (
    <Tooltip.Root>
      <Tooltip.Trigger
        render={
          <button
            type="button"
            {...rest}
            className={["tool", wide ? "wide" : "", low === true ? "low" : ""].filter(Boolean).join(" ")}
            aria-label={name}
            // oxlint-disable-next-line jsx-a11y/role-supports-aria-props -- ARIA 1.3 allows a description on every role
            aria-description={note === "" ? undefined : note}
            aria-pressed={pressed}
            aria-disabled={unavailable === true ? true : undefined}
            aria-keyshortcuts={ariaKeys}
            onMouseDown={keepsFocus === true ? (event) => event.preventDefault() : undefined}
            onClick={unavailable === true ? undefined : onClick}
          />
        }
      >
        {icon !== undefined && <Icon of={icon} />}
        {children}
      </Tooltip.Trigger>
      <Tip name={name} keys={keys} note={note} />
    </Tooltip.Root>
  );
}

function Tip({
  name,
  keys,
  note,
}: {
  readonly name: string;
  readonly keys?: Keys | undefined;
  readonly note?: string | undefined;
}) {
  return (
    <Tooltip.Portal>
      <Tooltip.Positioner className="tip-place" sideOffset={6}>
        <Tooltip.Popup className="tip">
          {name}
          {keys !== undefined && <KeyCaps keys={keys} />}
          {note !== undefined && note !== "" && <span className="note">{note}</span>}
        </Tooltip.Popup>
      </Tooltip.Positioner>
    </Tooltip.Portal>
  );
}
