import { Sprout, Trash2 } from "lucide-react";
import { useState } from "react";

import type { Entity, Fact } from "../../../shared/domain/bible/bible.ts";
import type { StepId } from "../../../shared/domain/ids.ts";
import type { RunBible } from "../../app/run-bible.ts";
import { Button, Tool } from "../../ui/button.tsx";
import { TextField } from "../../ui/field.tsx";
import { PanelPart } from "../../ui/panel.tsx";
import { say } from "../../words/say.ts";
import type { ChangeEntity } from "./open-entity.ts";
import type { BibleDesk } from "./use-bible.ts";

/** What is true of an entity over which steps; a new value from a later step on ends the one before (a progression). */
export function FactPart({
  entity,
  run,
  desk,
  change,
}: {
  readonly entity: Entity;
  readonly run: RunBible;
  readonly desk: BibleDesk;
  readonly change: ChangeEntity;
}) {
  const facts = entity.facts
    .map((fact, at) => ({ fact, at }))
    .toSorted((left, right) => desk.numberOf(left.fact.from) - desk.numberOf(right.fact.from));
  const remove = (at: number): void => change({ facts: entity.facts.filter((_, other) => other !== at) });
  return (
    <PanelPart title={say("fact.title")} icon={Sprout} about={String(facts.length)}>
      {facts.length === 0 && <p className="quiet small">{say("fact.none")}</p>}
      <ul>
        {facts.map(({ fact, at }) => (
          <li key={`${fact.attribute} ${fact.from} ${at}`} className="fact">
            <div className="row">
              <span className="grow">
                {fact.attribute}: <b>{fact.value}</b>
              </span>
              <StepRange fact={fact} desk={desk} go={run.go} />
              {run.isWriting && (
                <Tool
                  low
                  name={say("fact.remove", { fact: `${fact.attribute}: ${fact.value}` })}
                  icon={Trash2}
                  onClick={() => remove(at)}
                />
              )}
            </div>
            {fact.quote !== "" && <q className="small">{fact.quote}</q>}
          </li>
        ))}
      </ul>
      {run.isWriting && <NewFact entity={entity} run={run} desk={desk} change={change} />}
    </PanelPart>
  );
}

function StepRange({ fact, desk, go }: { readonly fact: Fact; readonly desk: BibleDesk; readonly go: RunBible["go"] }) {
  const from = desk.numberOf(fact.from);
  const until = fact.until === null ? null : desk.numberOf(fact.until);
  if (from === 0) return <span className="wrong small">{say("fact.lost")}</span>;
  return (
    <button type="button" className="link small num" onClick={() => go(from)}>
      {until === null ? say("fact.from", { from }) : say("fact.range", { from, to: until })}
    </button>
  );
}

function NewFact({ entity, run, desk, change }: Parameters<typeof FactPart>[0]) {
  const [attribute, setAttribute] = useState("");
  const [value, setValue] = useState("");
  const [from, setFrom] = useState<string | null>(null);
  const here = run.caret?.step ?? 1;
  const step = run.order()[Number(from ?? here) - 1];
  const isReady = attribute.trim() !== "" && value.trim() !== "" && step !== undefined;
  return (
    <form
      className="stack"
      aria-label={say("fact.new")}
      onSubmit={(event) => {
        event.preventDefault();
        if (!isReady) return;
        const fact = { attribute: attribute.trim(), value: value.trim(), from: step, until: null, quote: "" };
        change(
          { facts: withFact(entity.facts, fact, desk.numberOf, run.order()) },
          say("fact.kept", { fact: `${fact.attribute}: ${fact.value}` }),
        );
        setAttribute("");
        setValue("");
        setFrom(null);
      }}
    >
      <div className="row end fact-form">
        <TextField label={say("fact.attribute")} value={attribute} maxLength={200} onText={setAttribute} />
        <TextField label={say("fact.value")} value={value} maxLength={200} onText={setValue} />
        <TextField
          narrow
          label={say("fact.fromStep")}
          inputMode="numeric"
          value={from ?? String(here)}
          onText={setFrom}
        />
        <Button low type="submit" disabled={!isReady}>
          {say("fact.add")}
        </Button>
      </div>
    </form>
  );
}

/** The facts with one more: what held of the same attribute in its first step ends in the step before. */
export function withFact(
  facts: readonly Fact[],
  fact: Fact,
  numberOf: (id: string) => number,
  order: readonly StepId[],
): Fact[] {
  const at = numberOf(fact.from);
  const before = order[at - 2];
  const kept = facts.flatMap((each) => {
    const from = numberOf(each.from);
    const until = each.until === null ? Infinity : numberOf(each.until);
    const isSame = each.attribute.toLowerCase() === fact.attribute.toLowerCase() && from > 0;
    if (!isSame || from > at || until < at) return [each];
    return from === at || before === undefined ? [] : [{ ...each, until: before }];
  });
  const next = facts
    .filter((each) => each.attribute.toLowerCase() === fact.attribute.toLowerCase() && numberOf(each.from) > at)
    .toSorted((left, right) => numberOf(left.from) - numberOf(right.from))[0];
  const end = next === undefined ? undefined : order[numberOf(next.from) - 2];
  return [...kept, { ...fact, until: end ?? null }];
}
