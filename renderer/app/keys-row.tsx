import { type KeyboardEvent, useState } from "react";

import { ChordCaps } from "../ui/key-caps.tsx";
import { say } from "../words/say.ts";
import { boundChord, chordOfStroke, isBindable, withBound } from "./bound-keys.ts";
import { type Command, chordsOf, designedChords } from "./commands.ts";
import { usePage, useSettings } from "./context.tsx";
import { type Chord, keyCaps } from "./keys.ts";

/** What a row that listens has heard: a chord that nobody may have, or one that another act has. */
type Heard =
  | { readonly kind: "refused"; readonly chord: Chord }
  | { readonly kind: "clash"; readonly chord: Chord; readonly others: readonly Command[] };

/**
 * An act and its keys. Pressed, it listens: the next chord is the act's; Escape leaves it as it is, Backspace takes its keys
 * away. A chord that another act has is taken from it when Enter says so.
 */
export function KeysRow({
  command,
  all,
  designed,
  isAsked,
  onAsk,
}: {
  readonly command: Command;
  /** Every act of the sheet: a chord may be taken from another. */
  readonly all: readonly Command[];
  /** The chord that the act was designed with (`bound-keys.ts`). */
  readonly designed: Chord;
  readonly isAsked: boolean;
  readonly onAsk: (isAsked: boolean) => void;
}) {
  const { mac, announce } = usePage();
  const [{ boundKeys }, change] = useSettings();
  const [heard, setHeard] = useState<Heard | null>(null);
  const chord = boundChord(designed, boundKeys);
  const spoken = (one: Chord): string => keyCaps(one, mac).join(" ");
  const name =
    chord === null
      ? say("keys.none", { act: command.title })
      : say("keys.of", { act: command.title, keys: spoken(chord) });

  const end = (): void => {
    setHeard(null);
    onAsk(false);
  };
  const bind = (to: Chord, from: readonly Command[]): void => {
    let bound = boundKeys;
    for (const other of from)
      for (const theirs of designedChords(other, mac))
        if (boundChord(theirs, bound) === to) bound = withBound(bound, theirs, "");
    change({ boundKeys: withBound(bound, designed, to) });
    announce(
      to === "" ? say("keys.none", { act: command.title }) : say("keys.of", { act: command.title, keys: spoken(to) }),
    );
    end();
  };
  const take = (stroke: Chord): void => {
    const others = all.filter(
      (other) => designedChords(other, mac)[0] !== designed && chordsOf(other, mac, boundKeys).includes(stroke),
    );
    const isRefused = !isBindable(stroke, mac);
    if (!isRefused && others.length === 0) return bind(stroke, []);
    const next: Heard = isRefused ? { kind: "refused", chord: stroke } : { kind: "clash", chord: stroke, others };
    setHeard(next);
    announce(sentenceOf(next, spoken(stroke)));
  };
  const listen = (event: KeyboardEvent<HTMLButtonElement>): void => {
    if (!isAsked || event.key === "Tab") return;
    const stroke = chordOfStroke(event.nativeEvent, mac);
    // Neither the sheet nor the page may take a key that is meant for the act.
    event.preventDefault();
    event.stopPropagation();
    if (stroke === null) return;
    if (stroke === "Escape") end();
    else if (stroke === "Backspace" || stroke === "Delete") bind("", []);
    else if (stroke === "Enter" && heard?.kind === "clash") bind(heard.chord, heard.others);
    else take(stroke);
  };
  return (
    <div className="pairing">
      <dt>{command.title}</dt>
      <dd>
        {isAsked && (
          <span className="note small" id="keys-heard">
            {heard === null ? say("keys.press") : sentenceOf(heard, spoken(heard.chord))}
          </span>
        )}
        <button
          type="button"
          className="keys-of"
          aria-pressed={isAsked}
          aria-describedby={isAsked ? "keys-heard" : undefined}
          onClick={() => onAsk(!isAsked)}
          onKeyDown={listen}
          onBlur={isAsked ? end : undefined}
        >
          <span className="hidden-visually">{name}</span>
          {chord === null ? (
            <span className="quiet small" aria-hidden>
              {say("keys.noKeys")}
            </span>
          ) : (
            <ChordCaps chord={chord} />
          )}
        </button>
      </dd>
    </div>
  );
}

function sentenceOf(heard: Heard, keys: string): string {
  if (heard.kind === "refused") return say("keys.refused", { keys });
  return say("keys.clash", { keys, act: heard.others.map(({ title }) => title).join(", ") });
}
