import { type LucideIcon, X } from "lucide-react";
import { type ReactNode, useId } from "react";

import { say } from "../words/say.ts";
import { Tool } from "./button.tsx";
import { Icon } from "./icon.tsx";

/** A part of a side panel, divided from the next by a hairline. `aside` stands at the right of its head. */
export function PanelPart({
  title,
  icon,
  about,
  aside,
  children,
}: {
  readonly title: string;
  readonly icon: LucideIcon;
  readonly about?: string | undefined;
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}) {
  const id = useId();
  return (
    <section className="panel" aria-labelledby={id}>
      <div className="panel-head">
        <Icon of={icon} />
        <h2 id={id}>{title}</h2>
        {about !== undefined && <span className="quiet num">{about}</span>}
        <span className="grow" />
        {aside}
      </div>
      {children}
    </section>
  );
}

/** The head of a panel that stands alone: its name, what it holds, its acts, and the way to close it. */
export function PanelBar({
  title,
  about,
  children,
  onClose,
}: {
  readonly title: string;
  readonly about?: string | undefined;
  readonly children?: ReactNode;
  readonly onClose: () => void;
}) {
  return (
    <div className="panel-bar">
      <h2>{title}</h2>
      {about !== undefined && <span className="quiet small num">{about}</span>}
      <span className="grow" />
      {children}
      <Tool low name={say("panel.close", { title })} icon={X} onClick={onClose} />
    </div>
  );
}
