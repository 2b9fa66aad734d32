import { useState } from "react";

import type { Entity } from "../../../shared/domain/bible/bible.ts";
import { Button } from "../../ui/button.tsx";
import { say } from "../../words/say.ts";

/** A colour as the browser's own choice gives it; a bible from elsewhere may hold any word, which is kept and not drawn. */
const DRAWN = /^#[0-9a-f]{6}$/iu;
const FIRST_CHOSEN = "#7a5c3e";

/** The author's colour for an entity, or none. */
export function ColourChoice({
  colour,
  onChoose,
}: {
  readonly colour: string | null;
  readonly onChoose: (colour: string | null) => void;
}) {
  const [chosen, setChosen] = useState<string | null>(null);
  const shown = chosen ?? colour;
  return (
    <>
      <input
        type="color"
        className="colour-choice"
        aria-label={say("entity.colour")}
        title={say("entity.colour")}
        data-none={shown === null}
        value={shown !== null && DRAWN.test(shown) ? shown : FIRST_CHOSEN}
        onChange={(event) => setChosen(event.target.value)}
        // While the browser's choice is open every move of the mouse is a change: the last one counts.
        onBlur={() => {
          if (chosen !== null && chosen !== colour) onChoose(chosen);
          setChosen(null);
        }}
      />
      {colour !== null && (
        <Button low kind="plain" onClick={() => onChoose(null)}>
          {say("entity.noColour")}
        </Button>
      )}
    </>
  );
}

/** The sign before an entity's name: its kind by its shape, in the author's colour if there is one. */
export function EntityDot({ entity: { kind, colour } }: { readonly entity: Entity }) {
  const isDrawn = colour !== null && DRAWN.test(colour);
  return (
    <span
      className="entity-dot"
      data-kind={kind}
      aria-hidden="true"
      style={isDrawn ? { borderColor: colour, ...(kind === "faction" && { background: colour }) } : undefined}
    />
  );
}
