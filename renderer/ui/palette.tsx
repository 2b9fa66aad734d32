import { Autocomplete } from "@base-ui/react/autocomplete";
import { Dialog } from "@base-ui/react/dialog";
import { type LucideIcon, Search } from "lucide-react";
import { type ReactNode, useMemo, useRef, useState } from "react";

import type { Keys } from "../app/keys.ts";
import { say } from "../words/say.ts";
import { closeThen, focusNow } from "./closing.ts";
import { Icon } from "./icon.tsx";
import { KeyCaps } from "./key-caps.tsx";
import { Marked } from "./marked.tsx";

/** One answer of a palette: where it leads (`where`, before it), what it is, its keys. */
export type PaletteItem = {
  readonly id: string;
  readonly title: string;
  readonly ranges?: readonly (readonly [number, number])[];
  readonly where?: string | undefined;
  readonly icon?: LucideIcon | undefined;
  readonly keys?: Keys | undefined;
  readonly run: () => void;
};

/** Answers under a head; a group without any is left out. */
export type PaletteGroup = { readonly title: string; readonly items: readonly PaletteItem[] };

/**
 * A box that answers while one types: an input with a list under it, one answer always chosen, Enter takes it. The focus
 * stays in the input (`aria-activedescendant`), and goes back to where it was before the chosen act runs.
 */
export function Palette({
  name,
  placeholder,
  answers,
  onClose,
  foot,
  initial = "",
}: {
  readonly name: string;
  readonly placeholder: string;
  readonly answers: (asked: string) => readonly PaletteGroup[];
  readonly onClose: () => void;
  readonly foot?: ReactNode;
  readonly initial?: string;
}) {
  const [asked, setAsked] = useState(initial);
  const groups = useMemo(
    () =>
      answers(asked)
        .filter((group) => group.items.length > 0)
        .map((group) => ({ value: group.title, items: [...group.items] })),
    [answers, asked],
  );
  const box = useRef<HTMLInputElement>(null);
  return (
    <Dialog.Root open onOpenChange={(open) => (open ? undefined : onClose())}>
      <Dialog.Portal>
        <Dialog.Backdrop className="scrim" />
        <Dialog.Viewport className="palette-place">
          <Dialog.Popup className="float palette" aria-label={name} data-modal initialFocus={() => focusNow(box)}>
            <Autocomplete.Root
              open
              inline
              mode="none"
              items={groups}
              value={asked}
              onValueChange={setAsked}
              itemToStringValue={(item: PaletteItem) => item.title}
              autoHighlight="always"
              keepHighlight
            >
              <div className="question">
                <Icon of={Search} />
                <Autocomplete.Input ref={box} aria-label={name} placeholder={placeholder} spellCheck={false} />
                <KeyCaps keys="Escape" />
                <Dialog.Close className="hidden-visually">{say("close")}</Dialog.Close>
              </div>
              <div className="answers">
                <Autocomplete.Empty>
                  <div className="none">{asked.trim() === "" ? null : say("palette.nothing")}</div>
                </Autocomplete.Empty>
                <Autocomplete.List>
                  {(group: { value: string; items: PaletteItem[] }) => (
                    <Autocomplete.Group key={group.value} items={group.items}>
                      <Autocomplete.GroupLabel className="group-label">{group.value}</Autocomplete.GroupLabel>
                      <Autocomplete.Collection>
                        {(item: PaletteItem) => (
                          <Answer key={item.id} item={item} onChoose={() => closeThen(onClose, item.run)} />
                        )}
                      </Autocomplete.Collection>
                    </Autocomplete.Group>
                  )}
                </Autocomplete.List>
              </div>
            </Autocomplete.Root>
            {foot !== undefined && <div className="foot">{foot}</div>}
          </Dialog.Popup>
        </Dialog.Viewport>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Answer({ item, onChoose }: { readonly item: PaletteItem; readonly onChoose: () => void }) {
  return (
    <Autocomplete.Item value={item} onClick={onChoose}>
      {item.icon !== undefined && <Icon of={item.icon} />}
      {item.where !== undefined && <span className="where num">{item.where}</span>}
      <span className="grow clip">
        {item.ranges === undefined ? item.title : <Marked text={item.title} ranges={item.ranges} />}
      </span>
      {item.keys !== undefined && <KeyCaps keys={item.keys} />}
    </Autocomplete.Item>
  );
}
