import { Sprout } from "lucide-react";
import { useState } from "react";

import type { Entity, Fact } from "../../../shared/domain/bible/bible.ts";
import type { StepId } from "../../../shared/domain/ids.ts";
import type { RunBible } from "../../app/run-bible.ts";
import { Button } from "../../ui/button.tsx";
import { TextField } from "../../ui/field.tsx";
import { say } from "../../words/say.ts";
import { DatedPart, type DatedRow } from "./dated-part.tsx";
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
  const rows = entity.facts.map((fact, at): DatedRow => {
    const until = fact.until === null ? null : desk.numberOf(fact.until);
    return {
      key: `${fact.attribute} ${fact.from} ${at}`,
      step: fact.from,
      said: (
        <>
          {fact.attribute}: <b>{fact.value}</b>
        </>
      ),
      when: (from) => (until === null ? say("fact.from", { from }) : say("fact.range", { from, to: until })),
      quote: fact.quote,
      name: `${fact.attribute}: ${fact.value}`,
      onRemove: () => change({ facts: entity.facts.filter((_, other) => other !== at) }),
    };
  });
  return (
    <DatedPart
      title={say("fact.title")}
      icon={Sprout}
      none={say("fact.none")}
      rows={rows}
      desk={desk}
      isWriting={run.isWriting}
      go={run.go}
    >
      {run.isWriting && <NewFact entity={entity} run={run} desk={desk} change={change} />}
    </DatedPart>
  );
}

function NewFact({ entity, run, desk, change }: Parameters<typeof FactPart>[0]) {
  const [attribute, setAttribute] = useState("");
  const [value, setValue] = useState("");
  const [from, setFrom] = useState<string | null>(null);
  const [to, setTo] = useState("");
  const here = run.caret?.step ?? 1;
  const step = run.order()[Number(from ?? here) - 1];
  const last = to.trim() === "" ? null : run.order()[Number(to) - 1];
  const isRange = last === null || (last !== undefined && Number(to) >= Number(from ?? here));
  const isReady = attribute.trim() !== "" && value.trim() !== "" && step !== undefined && isRange;
  return (
    <form
      className="stack"
      aria-label={say("fact.new")}
      onSubmit={(event) => {
        event.preventDefault();
        if (!isReady || last === undefined) return;
        const fact = { attribute: attribute.trim(), value: value.trim(), from: step, until: last, quote: "" };
        change(
          { facts: withFact(entity.facts, fact, desk.numberOf, run.order()) },
          say("fact.kept", { fact: `${fact.attribute}: ${fact.value}` }),
        );
        setAttribute("");
        setValue("");
        setFrom(null);
        setTo("");
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
        <TextField
          narrow
          label={say("fact.untilStep")}
          inputMode="numeric"
          placeholder={say("fact.open")}
          value={to}
          wrong={isRange ? null : say("fact.noRange")}
          onText={setTo}
        />
        <Button low type="submit" disabled={!isReady}>
          {say("fact.add")}
        </Button>
      </div>
    </form>
  );
}

/** The facts with one more: what held of the same attribute in its first step ends in the step before, and it ends itself before the next begins. */
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
  return [...kept, { ...fact, until: earlier(fact.until, end ?? null, numberOf) }];
}

/** The earlier of two ends; null is no end. */
function earlier(left: StepId | null, right: StepId | null, numberOf: (id: string) => number): StepId | null {
  if (left === null || right === null) return left ?? right;
  return numberOf(left) <= numberOf(right) ? left : right;
}
