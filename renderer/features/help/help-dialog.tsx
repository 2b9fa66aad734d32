import { useState } from "react";

import { Dialog } from "../../ui/dialog.tsx";
import { say } from "../../words/say.ts";
import { About } from "./about.tsx";
import { GuideView } from "./guide-view.tsx";
import { GUIDES } from "./guides.ts";

/** What help can show: a guide, or the app itself. */
const HELP_PARTS = [...GUIDES, "about"] as const;
export type HelpPart = (typeof HELP_PARTS)[number];

/** Help: a guide for each kind of user, and what this app is made of. */
export function HelpDialog({ first, onClose }: { readonly first: HelpPart; readonly onClose: () => void }) {
  const [part, setPart] = useState(first);
  return (
    <Dialog title={say("help.title")} size="wide" onClose={onClose}>
      <div className="help">
        <nav className="help-parts" aria-label={say("help.parts")}>
          {HELP_PARTS.map((one) => (
            <button
              key={one}
              type="button"
              aria-current={one === part ? "page" : undefined}
              onClick={() => setPart(one)}
            >
              {say(`help.${one}`)}
            </button>
          ))}
        </nav>
        <div className="help-text">{part === "about" ? <About /> : <GuideView key={part} guide={part} />}</div>
      </div>
    </Dialog>
  );
}
