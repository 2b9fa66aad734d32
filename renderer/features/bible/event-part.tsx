import { Zap } from "lucide-react";
import { useState } from "react";

import {
  type Bible,
  BibleId,
  type Entity,
  type Event,
  EVENT_KINDS,
  type EventKind,
  plainEvent,
} from "../../../shared/domain/bible/bible.ts";
import type { RunBible } from "../../app/run-bible.ts";
import { Button } from "../../ui/button.tsx";
import { CheckRow } from "../../ui/check-row.tsx";
import { Choice } from "../../ui/choice.tsx";
import { TextField } from "../../ui/field.tsx";
import { say } from "../../words/say.ts";
import { DatedPart, type DatedRow } from "./dated-part.tsx";
import type { ChangeEntity } from "./open-entity.ts";
import type { BibleDesk } from "./use-bible.ts";

const OF_ITEMS: readonly EventKind[] = ["gained", "lost", "given", "broken"];

/** Which of an event's fields an event of a kind has. */
function fieldsOf(kind: EventKind): {
  readonly by: boolean;
  readonly to: boolean;
  readonly place: boolean;
  readonly number: "amount" | "minutes" | null;
  readonly text: boolean;
} {
  return {
    by: kind === "gained" || kind === "lost" || kind === "given",
    to: kind === "given",
    place: kind === "moves",
    number: kind === "passes" ? "minutes" : kind === "gained" || kind === "lost" || kind === "given" ? "amount" : null,
    text: kind === "learns",
  };
}

/** What happens to an entity, step by step. */
export function EventPart({
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
  const rows = entity.events.map((event, at): DatedRow => {
    const name = say(`event.${event.kind}`);
    return {
      key: `${event.kind} ${event.step} ${at}`,
      step: event.step,
      said: (
        <>
          <b>{name}</b> {detailsOf(event, desk.bible)}
        </>
      ),
      when: (step) => say("place.step", { step }),
      quote: event.quote,
      name,
      onRemove: () => change({ events: entity.events.filter((_, other) => other !== at) }),
    };
  });
  return (
    <DatedPart
      title={say("event.title")}
      icon={Zap}
      none={say("event.none")}
      rows={rows}
      desk={desk}
      isWriting={run.isWriting}
      go={run.go}
    >
      {run.isWriting && <NewEvent entity={entity} run={run} desk={desk} change={change} />}
    </DatedPart>
  );
}

function detailsOf({ by, to, amount, fact, secret, place, minutes }: Event, bible: Bible): string {
  const name = (id: string): string => bible.entities.find((each) => each.id === id)?.name ?? id;
  return [
    by === null ? "" : say("event.byWhom", { name: name(by) }),
    to === null ? "" : say("event.toWhom", { name: name(to) }),
    amount === null ? "" : `× ${amount}`,
    fact ?? secret ?? "",
    place === null ? "" : name(place),
    minutes === null ? "" : say("event.minutesLong", { count: minutes }),
  ]
    .filter(Boolean)
    .join(" ");
}

function NewEvent({ entity, run, desk, change }: Parameters<typeof EventPart>[0]) {
  const kinds = EVENT_KINDS.filter((kind) => OF_ITEMS.includes(kind) === (entity.kind === "item") || kind === "broken");
  const [kind, setKind] = useState<EventKind>(entity.kind === "item" ? "gained" : "dies");
  const [from, setFrom] = useState<string | null>(null);
  const [by, setBy] = useState("");
  const [to, setTo] = useState("");
  const [number, setNumber] = useState("");
  const [text, setText] = useState("");
  const [isSecret, setSecret] = useState(false);
  const here = run.caret?.step ?? 1;
  const step = run.order()[Number(from ?? here) - 1];
  const fields = fieldsOf(kind);
  const people = options(desk.bible, (each) => each.kind === "character" || each.kind === "faction");
  const places = options(desk.bible, (each) => each.kind === "place");
  return (
    <form
      className="stack"
      aria-label={say("event.new")}
      onSubmit={(event) => {
        event.preventDefault();
        if (step === undefined) return;
        const made: Event = {
          ...plainEvent(kind, step),
          by: fields.by ? idOf(by) : null,
          to: fields.to ? idOf(to) : null,
          place: fields.place ? idOf(to) : null,
          fact: fields.text && !isSecret && text.trim() !== "" ? text.trim() : null,
          secret: fields.text && isSecret && text.trim() !== "" ? text.trim() : null,
          ...(fields.number !== null && { [fields.number]: wholeNumber(number) }),
        };
        change(
          { events: [...entity.events, made] },
          say("event.kept", { event: say(`event.${kind}`), step: desk.numberOf(step) }),
        );
        setFrom(null);
        setNumber("");
        setText("");
      }}
    >
      <div className="row end fact-form">
        <Choice
          label={say("event.what")}
          value={kind}
          options={kinds.map((value) => ({ value, title: say(`event.${value}`) }))}
          onChoose={setKind}
        />
        <TextField
          narrow
          label={say("event.inStep")}
          inputMode="numeric"
          value={from ?? String(here)}
          onText={setFrom}
        />
        {fields.by && <Choice label={say("event.by")} value={by} options={people} onChoose={setBy} />}
        {fields.to && <Choice label={say("event.to")} value={to} options={people} onChoose={setTo} />}
        {fields.place && <Choice label={say("event.place")} value={to} options={places} onChoose={setTo} />}
        {fields.number !== null && (
          <TextField
            narrow
            label={say(`event.${fields.number}`)}
            inputMode="numeric"
            value={number}
            onText={setNumber}
          />
        )}
        {fields.text && <TextField label={say("event.fact")} value={text} maxLength={2_000} onText={setText} />}
        {fields.text && <CheckRow label={say("event.secret")} isOn={isSecret} onChange={setSecret} />}
        <Button low type="submit" disabled={step === undefined}>
          {say("event.add")}
        </Button>
      </div>
    </form>
  );
}

/** Entities as options, with the one that says nothing first. */
export function options(bible: Bible, isMeant: (entity: Entity) => boolean): { value: string; title: string }[] {
  const some = bible.entities.filter(isMeant).map(({ id, name }) => ({ value: String(id), title: name }));
  return [{ value: "", title: say("event.unsaid") }, ...some];
}

/** The id that an option stands for; null for the one that says nothing. */
export function idOf(value: string): Event["by"] {
  const id = BibleId.safeParse(value);
  return id.success ? id.data : null;
}

function wholeNumber(text: string): number | null {
  return /^\d{1,9}$/u.test(text.trim()) && Number(text) > 0 ? Number(text) : null;
}
