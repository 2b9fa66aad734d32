import { useState } from "react";

import { type Alias, type Entity, namesOf, plainAlias } from "../../../shared/domain/bible/bible.ts";
import { Button } from "../../ui/button.tsx";
import { CheckRow } from "../../ui/check-row.tsx";
import { Choice } from "../../ui/choice.tsx";
import { TextField } from "../../ui/field.tsx";
import { say } from "../../words/say.ts";
import type { ChangeEntity } from "./open-entity.ts";

/** The names by which the text calls an entity: each opens how it is looked for. */
export function AliasPart({ entity, change }: { readonly entity: Entity; readonly change: ChangeEntity }) {
  const [added, setAdded] = useState("");
  const [open, setOpen] = useState<string | null>(null);
  const names = namesOf(entity);
  const shown = names.find(({ text }) => text === open);
  const keep = (alias: Alias): void => {
    const others = entity.aliases.filter(({ text }) => text !== alias.text);
    const at = entity.aliases.findIndex(({ text }) => text === alias.text);
    change({ aliases: at < 0 ? [alias, ...others] : entity.aliases.with(at, alias) });
    setOpen(null);
  };
  return (
    <>
      <ul className="aliases" aria-label={say("entity.aliases")}>
        {names.map(({ text }) => (
          <li key={text} className="alias">
            <button
              type="button"
              aria-expanded={text === open}
              aria-label={say("alias.open", { name: text })}
              onClick={() => setOpen(text === open ? null : text)}
            >
              {text}
            </button>
            {entity.aliases.some((alias) => alias.text === text) && (
              <button
                type="button"
                className="alias-remove"
                aria-label={say("entity.removeAlias", { name: text })}
                onClick={() => change({ aliases: entity.aliases.filter((alias) => alias.text !== text) })}
              >
                ×
              </button>
            )}
          </li>
        ))}
      </ul>
      {shown !== undefined && <AliasForm key={shown.text} alias={shown} onKeep={keep} />}
      <form
        className="row end"
        onSubmit={(event) => {
          event.preventDefault();
          const text = added.trim();
          if (text === "" || entity.aliases.some((alias) => alias.text === text)) return;
          change({ aliases: [...entity.aliases, plainAlias(text)] });
          setAdded("");
        }}
      >
        <TextField label={say("entity.alias")} value={added} maxLength={200} onText={setAdded} />
        <Button low type="submit" disabled={added.trim() === ""}>
          {say("entity.addAlias")}
        </Button>
      </form>
    </>
  );
}

const CASES = ["written", "exact", "any"] as const;
type Case = (typeof CASES)[number];
const CASE_SENSITIVE: Readonly<Record<Case, boolean | null>> = { written: null, exact: true, any: false };

/** How a name is looked for: its case, its plural, and what holds it and means something else. */
function AliasForm({ alias, onKeep }: { readonly alias: Alias; readonly onKeep: (alias: Alias) => void }) {
  const [cased, setCased] = useState<Case>(
    CASES.find((each) => CASE_SENSITIVE[each] === alias.caseSensitive) ?? "written",
  );
  const [plural, setPlural] = useState(alias.plural);
  const [notIn, setNotIn] = useState(alias.notIn.join("; "));
  return (
    <form
      className="stack alias-form"
      aria-label={say("alias.form", { name: alias.text })}
      onSubmit={(event) => {
        event.preventDefault();
        onKeep({ ...alias, caseSensitive: CASE_SENSITIVE[cased], plural, notIn: phrasesOf(notIn, ";") });
      }}
    >
      <Choice
        label={say("alias.case")}
        value={cased}
        options={CASES.map((value) => ({ value, title: say(`alias.case.${value}`) }))}
        onChoose={setCased}
      />
      <CheckRow label={say("alias.plural")} isOn={plural} onChange={setPlural} />
      <TextField
        label={say("alias.notIn")}
        hint={say("alias.notInHint")}
        value={notIn}
        maxLength={2_000}
        onText={setNotIn}
      />
      <div className="row">
        <Button low type="submit">
          {say("step.keep")}
        </Button>
      </div>
    </form>
  );
}

/** The phrases of a field that holds several, without blanks around them, each once; at most as many and as long as a bible takes. */
export function phrasesOf(text: string, between: ";" | "\n"): string[] {
  const phrases = text
    .split(between)
    .map((phrase) => phrase.trim().slice(0, LONGEST_PHRASE))
    .filter((phrase) => phrase !== "");
  return [...new Set(phrases)].slice(0, MOST_PHRASES);
}

/** As in the bible (shared/domain/bible/bible.ts). */
const LONGEST_PHRASE = 200;
const MOST_PHRASES = 100;
