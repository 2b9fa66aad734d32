import { Route, Trash2 } from "lucide-react";
import { useState } from "react";

import { type BiblePart, type Entity, partKey, type Way } from "../../../shared/domain/bible/bible.ts";
import { Button, Tool } from "../../ui/button.tsx";
import { Choice } from "../../ui/choice.tsx";
import { TextField } from "../../ui/field.tsx";
import { PanelPart } from "../../ui/panel.tsx";
import { say } from "../../words/say.ts";
import { idOf, options } from "./event-part.tsx";
import type { BibleDesk } from "./use-bible.ts";

/** The ways that lead from a place to others, and how long they take. A way leads both ways. */
export function WayPart({
  place,
  desk,
  isWriting,
  onOpen,
}: {
  readonly place: Entity;
  readonly desk: BibleDesk;
  readonly isWriting: boolean;
  readonly onOpen: (id: Entity["id"]) => void;
}) {
  const ways = desk.bible.ways.filter(({ from, to }) => from === place.id || to === place.id);
  const otherEnd = ({ from, to }: Way): Entity["id"] => (from === place.id ? to : from);
  const name = (id: Entity["id"]): string => desk.bible.entities.find((each) => each.id === id)?.name ?? id;
  return (
    <PanelPart title={say("way.title")} icon={Route} about={String(ways.length)}>
      {ways.length === 0 && <p className="quiet small">{say("way.none")}</p>}
      <ul>
        {ways.map((way) => {
          const other = otherEnd(way);
          return (
            <li key={partKey({ part: "way", value: way })} className="row fact">
              <button type="button" className="link grow" onClick={() => onOpen(other)}>
                {name(other)}
              </button>
              <span className="quiet small num">
                {way.minutes === null ? say("way.unknown") : say("event.minutesLong", { count: way.minutes })}
              </span>
              {isWriting && (
                <Tool
                  low
                  name={say("way.remove", { name: name(other) })}
                  icon={Trash2}
                  onClick={() =>
                    desk.change(
                      { put: [], remove: [{ part: "way", key: partKey({ part: "way", value: way }) }] },
                      say("way.removed", { from: place.name, to: name(other) }),
                    )
                  }
                />
              )}
            </li>
          );
        })}
      </ul>
      {isWriting && <NewWay place={place} desk={desk} />}
    </PanelPart>
  );
}

function NewWay({ place, desk }: { readonly place: Entity; readonly desk: BibleDesk }) {
  const [to, setTo] = useState("");
  const [minutes, setMinutes] = useState("");
  const end = idOf(to);
  const isTime = /^\d{0,7}$/u.test(minutes.trim());
  return (
    <form
      className="row end fact-form"
      aria-label={say("way.new")}
      onSubmit={(event) => {
        event.preventDefault();
        if (end === null || !isTime) return;
        const value: Way = { from: place.id, to: end, minutes: minutes.trim() === "" ? null : Number(minutes) };
        const part: BiblePart = { part: "way", value };
        desk.change({ put: [part], remove: [] }, say("way.kept", { name: place.name }));
        setTo("");
        setMinutes("");
      }}
    >
      <Choice
        label={say("way.to")}
        value={to}
        options={options(desk.bible, ({ kind, id }) => kind === "place" && id !== place.id)}
        onChoose={setTo}
      />
      <TextField
        narrow
        label={say("event.minutes")}
        inputMode="numeric"
        value={minutes}
        wrong={isTime ? null : say("step.dayWrong")}
        onText={setMinutes}
      />
      <Button low type="submit" disabled={end === null || !isTime}>
        {say("event.add")}
      </Button>
    </form>
  );
}
