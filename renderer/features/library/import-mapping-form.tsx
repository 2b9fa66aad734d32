import { useState } from "react";

import { PasteConventionAs, signOf } from "../../app/paste/convention-as.tsx";
import { type Convention, type FoundConvention, withConventions } from "../../../shared/domain/conventions.ts";
import { AfterOutcome, DEFAULT_MAPPING, ImportMapping } from "../../../shared/domain/exchange/mapping.ts";
import { SECTION_NAMES, THOUGHT_TYPES } from "../../../shared/domain/section.ts";
import { Button } from "../../ui/button.tsx";
import { Choice } from "../../ui/choice.tsx";
import { TextField } from "../../ui/field.tsx";
import { say } from "../../words/say.ts";

/** What a person says about documents: what begins a step, what names a section, who speaks, what brackets mean. */
export function ImportMappingForm({
  mapping,
  found,
  onChange,
}: {
  readonly mapping: ImportMapping;
  /** Brackets of the documents that nobody had explained before. */
  readonly found: readonly FoundConvention[];
  readonly onChange: (mapping: ImportMapping) => void;
}) {
  const marks = (label: string, value: readonly string[], put: (list: string[]) => ImportMapping) => (
    <MarksField label={label} value={value} onList={(list) => onChange(put(list))} />
  );
  const rows: readonly FoundRow[] = [
    ...found
      .filter(
        ({ convention }, index) =>
          found.findIndex((other) => signOf(other.convention) === signOf(convention)) === index,
      )
      .map((one) => ({ ...one, convention: known(mapping, one.convention) })),
    ...mapping.conventions
      .filter((convention) => !found.some((one) => signOf(one.convention) === signOf(convention)))
      .map((convention) => ({ convention, count: 0, sample: signOf(convention) })),
  ];
  const decide = (convention: Convention): void =>
    onChange({ ...mapping, conventions: withConventions(mapping.conventions, [convention]) });
  return (
    <section className="import-mapping" aria-labelledby="import-mapping">
      <h3 id="import-mapping">{say("import.mapping")}</h3>
      <ul className="paste-conventions" aria-label={say("import.brackets")}>
        {rows.map(({ convention, count, sample }) => (
          <li key={signOf(convention)}>
            <span className="sample">
              {sample} {count > 0 && <span className="quiet small">{say("paste.found", { count })}</span>}
            </span>
            <PasteConventionAs convention={convention} onChange={decide} />
          </li>
        ))}
      </ul>
      <div className="import-fields">
        <Choice
          label={say("import.afterOutcome")}
          value={mapping.afterOutcome ?? "unsaid"}
          options={AFTER_OUTCOME.map((value) => ({ value, title: say(`import.afterOutcome.${value}`) }))}
          onChoose={(value) => onChange({ ...mapping, afterOutcome: value === "unsaid" ? undefined : value })}
        />
      </div>
      <details>
        <summary>{say("import.marks")}</summary>
        <p className="small quiet">{say("import.mappingHint")}</p>
        <div className="import-fields">
          <Choice
            label={say("import.plainThoughts")}
            value={mapping.plainThoughts}
            options={THOUGHT_TYPES.map((value) => ({ value, title: say(`type.${value}`) }))}
            onChoose={(plainThoughts) => onChange({ ...mapping, plainThoughts })}
          />
          {marks(say("import.longtermMarks"), mapping.longtermMarks, (list) => ({ ...mapping, longtermMarks: list }))}
          {marks(say("import.playerMarks"), mapping.playerMarks, (list) => ({ ...mapping, playerMarks: list }))}
          {marks(say("import.dmMarks"), mapping.dmMarks, (list) => ({ ...mapping, dmMarks: list }))}
          {marks(say("import.stepWords"), mapping.stepWords, (list) => ({ ...mapping, stepWords: list }))}
          {SECTION_NAMES.map((section) => (
            <MarksField
              key={section}
              label={say("import.sectionWords", { section: say(`section.${section}`) })}
              value={mapping.sectionWords[section]}
              onList={(list) => onChange({ ...mapping, sectionWords: { ...mapping.sectionWords, [section]: list } })}
            />
          ))}
        </div>
        <div className="row">
          <Button low onClick={() => onChange(DEFAULT_MAPPING)}>
            {say("import.mappingReset")}
          </Button>
        </div>
      </details>
    </section>
  );
}

const AFTER_OUTCOME = ["unsaid", ...AfterOutcome.options] as const;

/** What the mapping says of a convention that was found; the guess when it says nothing. */
function known({ conventions }: ImportMapping, guess: Convention): Convention {
  return conventions.find((one) => signOf(one) === signOf(guess)) ?? guess;
}

type FoundRow = Pick<FoundConvention, "convention" | "sample"> & { readonly count: number };

const MOST_UNITS = 2_000;

/** Words or marks in one field, separated by commas. */
function MarksField({
  label,
  value,
  onList,
}: {
  readonly label: string;
  readonly value: readonly string[];
  readonly onList: (list: string[]) => void;
}) {
  const [text, setText] = useState(value.join(", "));
  // What was typed stays as it was typed while it says the same; a reset is shown.
  const shown = isSame(listOf(text), value) ? text : value.join(", ");
  return (
    <TextField
      label={label}
      value={shown}
      maxLength={MOST_UNITS}
      onText={(typed) => {
        setText(typed);
        const list = listOf(typed);
        if (ImportMapping.shape.stepWords.safeParse(list).success) onList(list);
      }}
    />
  );
}

const listOf = (text: string): string[] =>
  text
    .split(",")
    .map((mark) => mark.trim())
    .filter((mark) => mark !== "");
const isSame = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((mark, index) => mark === other[index]);
