import { Dialog as Base } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import { type ReactNode, type RefObject, useRef } from "react";

import { say } from "../words/say.ts";
import { Tool } from "./button.tsx";
import { focusNow } from "./closing.ts";

/**
 * A dialog: modal, named by its title, closed by Escape, and giving the focus back to where it was. `data-modal` tells the
 * page's own keys to keep still while it is open.
 */
export function Dialog({
  title,
  size = "normal",
  place = "middle",
  onClose,
  children,
  footer,
  initialFocus,
}: {
  readonly title: string;
  readonly size?: "small" | "normal" | "wide";
  /** "side": at the window's end, with what it is about in sight. */
  readonly place?: "middle" | "side";
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly footer?: ReactNode;
  readonly initialFocus?: RefObject<HTMLElement | null>;
}) {
  // Without a field of its own the dialog itself has the focus, so that its first words are read and Tab goes into it.
  const popup = useRef<HTMLDivElement>(null);
  return (
    <Base.Root open onOpenChange={(open) => (open ? undefined : onClose())}>
      <Base.Portal>
        <Base.Backdrop className={place === "side" ? "scrim clear" : "scrim"} />
        <Base.Viewport className={place === "side" ? "dialog-place at-side" : "dialog-place"}>
          <Base.Popup
            className={`float dialog${size === "normal" ? "" : ` ${size}`}`}
            ref={popup}
            data-modal
            initialFocus={() => focusNow(initialFocus ?? popup)}
          >
            <div className="head">
              <Base.Title>{title}</Base.Title>
              <Tool name={say("close")} icon={X} onClick={onClose} />
            </div>
            <div className="content">{children}</div>
            {footer !== undefined && <div className="foot">{footer}</div>}
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  );
}
