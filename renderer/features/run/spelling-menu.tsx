import { Menu } from "@base-ui/react/menu";
import { BookPlus } from "lucide-react";
import { useEffect, useRef, useState } from "react";

import type { PlacedWord } from "../../spelling/misspellings.ts";
import type { RunSpelling } from "../../spelling/run-spelling.ts";
import { Icon } from "../../ui/icon.tsx";
import { say } from "../../words/say.ts";

/** What may be meant by a wrong word, as a menu under it; Enter writes it, and the focus goes back to the text. */
export function SpellingMenu({
  word,
  spelling,
  onCorrect,
  onAdd,
  onClose,
}: {
  readonly word: PlacedWord;
  readonly spelling: RunSpelling;
  readonly onCorrect: (by: string) => void;
  readonly onAdd: () => void;
  readonly onClose: () => void;
}) {
  const [suggestions, setSuggestions] = useState<readonly string[] | null>(null);
  useEffect(() => {
    let current = true;
    void spelling.speller.suggest(word.word).then((found) => {
      if (current) setSuggestions(found);
    });
    return () => {
      current = false;
    };
  }, [word, spelling]);
  const popup = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (suggestions === null) return undefined;
    // After the menu has taken the focus for itself: Enter alone then writes the likeliest.
    const timer = setTimeout(() => popup.current?.querySelector<HTMLElement>('[role="menuitem"]')?.focus(), 0);
    return () => clearTimeout(timer);
  }, [suggestions]);
  // The menu waits for what it shows; the thread answers in a moment.
  if (suggestions === null) return null;
  const anchor = { getBoundingClientRect: () => spelling.boxOf(word) ?? new DOMRect() };
  return (
    <Menu.Root open onOpenChange={(open) => (open ? undefined : onClose())} modal={false}>
      <Menu.Portal>
        <Menu.Positioner className="menu-place" anchor={anchor} sideOffset={4} align="start">
          <Menu.Popup
            ref={popup}
            className="float menu"
            aria-label={say("spelling.of", { word: word.word })}
            finalFocus={false}
          >
            {suggestions.map((suggestion) => (
              <Menu.Item key={suggestion} onClick={() => onCorrect(suggestion)}>
                <span className="tick" />
                <span className="grow story">{suggestion}</span>
              </Menu.Item>
            ))}
            {suggestions.length === 0 && <Menu.Item disabled>{say("spelling.none")}</Menu.Item>}
            <hr />
            <Menu.Item onClick={onAdd}>
              <Icon of={BookPlus} />
              <span className="grow">{say("spelling.add")}</span>
            </Menu.Item>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
