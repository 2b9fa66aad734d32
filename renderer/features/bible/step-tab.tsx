import { MapPin, Timer, Users } from "lucide-react";
import { useMemo, useState } from "react";

import {
  type BibleId,
  type Clock,
  CLOCK_FLAGS,
  type Entity,
  type StepTags,
} from "../../../shared/domain/bible/bible.ts";
import type { StepId } from "../../../shared/domain/ids.ts";
import type { RunBible } from "../../app/run-bible.ts";
import { Button } from "../../ui/button.tsx";
import { Choice } from "../../ui/choice.tsx";
import { TextField } from "../../ui/field.tsx";
import { PanelPart } from "../../ui/panel.tsx";
import { say } from "../../words/say.ts";
import { idOf, options } from "./event-part.tsx";
import { SurveyNote } from "./survey-note.tsx";
import type { BibleDesk } from "./use-bible.ts";

/** Who is there in the caret's step, where and when, and what is true of them there. Suggested by the text and the step before; never demanded. */
export function StepTab({
  run,
  desk,
  onOpen,
}: {
  readonly run: RunBible;
  readonly desk: BibleDesk;
  readonly onOpen: (id: BibleId) => void;
}) {
  const { caret } = run;
  if (caret === null) return <p className="panel-note">{say("step.noCaret")}</p>;
  return <CaretStep key={caret.stepId} stepId={caret.stepId} step={caret.step} run={run} desk={desk} onOpen={onOpen} />;
}

function CaretStep({
  stepId,
  step,
  run,
  desk,
  onOpen,
}: {
  readonly stepId: StepId;
  readonly step: number;
  readonly run: RunBible;
  readonly desk: BibleDesk;
  readonly onOpen: (id: BibleId) => void;
}) {
  const tags: StepTags = desk.bible.steps.find((each) => each.step === stepId) ?? {
    step: stepId,
    cast: [],
    place: null,
    clock: null,
  };
  const inherited = useMemo(() => lastBefore(desk, step), [desk, step]);
  const named = useMemo(() => namedIn(desk, step), [desk, step]);
  const change = (changed: Partial<StepTags>, said: string): void => {
    const value = { ...tags, ...changed };
    const isNothing = value.cast.length === 0 && value.place === null && value.clock === null;
    desk.change(
      isNothing ? { put: [], remove: [{ part: "step", key: stepId }] } : { put: [{ part: "step", value }], remove: [] },
      said,
    );
  };
  const suggested = named.filter(({ id, kind }) => kind === "character" && !tags.cast.includes(id));
  const people = desk.bible.entities.filter(
    ({ id, kind }) => tags.cast.includes(id) || (kind === "character" && named.some((each) => each.id === id)),
  );
  const toggle = (entity: Entity): void => {
    const isIn = tags.cast.includes(entity.id);
    const cast = isIn ? tags.cast.filter((id) => id !== entity.id) : [...tags.cast, entity.id];
    change({ cast }, say(isIn ? "step.out" : "step.in", { name: entity.name }));
  };
  return (
    <>
      <p className="panel-note">{say("step.about", { step })}</p>
      <PanelPart title={say("step.cast")} icon={Users} about={String(tags.cast.length)}>
        <ul className="step-cast">
          {people.map((entity) => (
            <li key={entity.id}>
              <button
                type="button"
                className="cast-chip"
                aria-pressed={tags.cast.includes(entity.id)}
                disabled={!run.isWriting}
                onClick={() => toggle(entity)}
              >
                {entity.name}
              </button>
            </li>
          ))}
        </ul>
        <SurveyNote desk={desk} />
        {people.length === 0 && desk.survey.state === "ready" && <p className="quiet small">{say("step.nobody")}</p>}
        {run.isWriting && suggested.length > 0 && (
          <Button
            low
            onClick={() =>
              change(
                { cast: [...tags.cast, ...suggested.map(({ id }) => id)] },
                say("step.confirmed", { count: suggested.length }),
              )
            }
          >
            {say("step.confirm", { count: suggested.length })}
          </Button>
        )}
        <TrueHere desk={desk} step={step} cast={tags.cast} onOpen={onOpen} />
      </PanelPart>
      <PanelPart title={say("step.place")} icon={MapPin}>
        {run.isWriting && (
          <Choice
            hidden
            low
            label={say("step.place")}
            value={tags.place ?? ""}
            options={options(desk.bible, ({ kind }) => kind === "place")}
            onChoose={(value) => change({ place: idOf(value) }, say("step.placeKept"))}
          />
        )}
        {inherited.place !== null && tags.place === null && (
          <Inherited
            said={say("step.inheritedPlace", { name: nameOf(desk, inherited.place) })}
            isWriting={run.isWriting}
            onConfirm={() => change({ place: inherited.place }, say("step.placeKept"))}
          />
        )}
      </PanelPart>
      <PanelPart title={say("step.clock")} icon={Timer}>
        <ClockForm
          key={JSON.stringify(tags.clock)}
          clock={tags.clock}
          isWriting={run.isWriting}
          onKeep={(clock) => change({ clock }, say("step.clockKept"))}
        />
        {inherited.clock !== null && tags.clock === null && (
          <Inherited
            said={say("step.inheritedClock", { clock: clockText(inherited.clock) })}
            isWriting={run.isWriting}
            onConfirm={() => change({ clock: inherited.clock }, say("step.clockKept"))}
          />
        )}
      </PanelPart>
    </>
  );
}

function Inherited({
  said,
  isWriting,
  onConfirm,
}: {
  readonly said: string;
  readonly isWriting: boolean;
  readonly onConfirm: () => void;
}) {
  return (
    <p className="row small">
      <span className="grow second">{said}</span>
      {isWriting && (
        <Button low onClick={onConfirm}>
          {say("step.same")}
        </Button>
      )}
    </p>
  );
}

/** What is confirmed of those who are there, as it stands in this step. */
function TrueHere({
  desk,
  step,
  cast,
  onOpen,
}: {
  readonly desk: BibleDesk;
  readonly step: number;
  readonly cast: readonly BibleId[];
  readonly onOpen: (id: BibleId) => void;
}) {
  const { numberOf } = desk;
  return (
    <ul>
      {cast.map((id) => {
        const entity = desk.bible.entities.find((each) => each.id === id);
        if (entity === undefined) return null;
        const facts = entity.facts.filter(({ from, until }) => {
          const start = numberOf(from);
          const end = until === null ? Infinity : numberOf(until);
          return start > 0 && start <= step && step <= end;
        });
        return (
          <li key={id} className="fact">
            <button type="button" className="link" onClick={() => onOpen(id)}>
              {entity.name}
            </button>{" "}
            <span className="second small">
              {facts.map(({ attribute, value }) => `${attribute}: ${value}`).join(", ")}
            </span>
          </li>
        );
      })}
    </ul>
  );
}

function ClockForm({
  clock,
  isWriting,
  onKeep,
}: {
  readonly clock: Clock | null;
  readonly isWriting: boolean;
  readonly onKeep: (clock: Clock | null) => void;
}) {
  const [day, setDay] = useState(clock === null ? "" : String(clock.day));
  const [time, setTime] = useState(clock?.time ?? "");
  const [flags, setFlags] = useState<Clock["flags"]>(clock?.flags ?? []);
  if (!isWriting) return <p className="small">{clock === null ? say("step.noClock") : clockText(clock)}</p>;
  const isDay = day === "" || /^-?\d{1,6}$/u.test(day);
  const isTime = time === "" || /^(?:[01]\d|2[0-3]):[0-5]\d$/u.test(time);
  return (
    <form
      className="stack"
      aria-label={say("step.clock")}
      onSubmit={(event) => {
        event.preventDefault();
        if (!isDay || !isTime) return;
        onKeep(day === "" ? null : { day: Number(day), time: time === "" ? null : time, flags });
      }}
    >
      <div className="row end">
        <TextField
          narrow
          label={say("step.day")}
          inputMode="numeric"
          value={day}
          wrong={isDay ? null : say("step.dayWrong")}
          onText={setDay}
        />
        <TextField
          narrow
          label={say("step.time")}
          placeholder="09:30"
          value={time}
          wrong={isTime ? null : say("step.timeWrong")}
          onText={setTime}
        />
        <Button low type="submit" disabled={!isDay || !isTime}>
          {say("step.keep")}
        </Button>
      </div>
      <div className="row flags" role="group" aria-label={say("step.flags")}>
        {CLOCK_FLAGS.map((flag) => (
          <button
            key={flag}
            type="button"
            className="cast-chip"
            aria-pressed={flags.includes(flag)}
            onClick={() => setFlags(flags.includes(flag) ? flags.filter((each) => each !== flag) : [...flags, flag])}
          >
            {say(`clock.${flag}`)}
          </button>
        ))}
      </div>
    </form>
  );
}

function clockText({ day, time, flags }: Clock): string {
  return [say("step.dayIs", { day }), time ?? "", ...flags.map((flag) => say(`clock.${flag}`))]
    .filter(Boolean)
    .join(", ");
}

function nameOf({ bible }: BibleDesk, id: BibleId): string {
  return bible.entities.find((each) => each.id === id)?.name ?? id;
}

/** Place and clock of the nearest step before that has them. */
function lastBefore(
  { bible, numberOf }: BibleDesk,
  step: number,
): { readonly place: BibleId | null; readonly clock: Clock | null } {
  const before = bible.steps
    .map((tags) => ({ tags, at: numberOf(tags.step) }))
    .filter(({ at }) => at > 0 && at < step)
    .toSorted((left, right) => right.at - left.at);
  return {
    place: before.find(({ tags }) => tags.place !== null)?.tags.place ?? null,
    clock: before.find(({ tags }) => tags.clock !== null && tags.clock.flags.length === 0)?.tags.clock ?? null,
  };
}

/** The entities that the text of a step names. */
function namedIn({ bible, survey }: BibleDesk, step: number): Entity[] {
  if (survey.state !== "ready") return [];
  const here = new Set(survey.value.seen.filter(({ steps }) => steps.some(([at]) => at === step)).map(({ id }) => id));
  return bible.entities.filter(({ id }) => here.has(id));
}
