import { type KeyboardEvent, useRef, useState } from "react";

import type { OfferedName } from "../../../shared/contract/bible-methods.ts";
import { type EntityKind, newEntity, plainAlias } from "../../../shared/domain/bible/bible.ts";
import {
  LEAST_MENTIONS_OFFERED,
  LEAST_STEPS_OF_NAME,
  SHORT_RUN,
} from "../../../shared/domain/consistency/recurring.ts";
import type { RunBible } from "../../app/run-bible.ts";
import { Button } from "../../ui/button.tsx";
import { Choice } from "../../ui/choice.tsx";
import { Empty } from "../../ui/states.tsx";
import { say } from "../../words/say.ts";
import { SurveyNote } from "./survey-note.tsx";
import type { BibleDesk } from "./use-bible.ts";

/** Keys on an offered name: one each, as the buttons beside it say. */
const KIND_KEYS: Readonly<Record<string, EntityKind>> = {
  Enter: "character",
  c: "character",
  p: "place",
  i: "item",
  f: "faction",
  o: "concept",
};
/** From when on names are offered, as it is said. */
const OFFERED_FROM = {
  often: LEAST_MENTIONS_OFFERED,
  steps: LEAST_STEPS_OF_NAME,
  short: SHORT_RUN.steps,
  seldom: SHORT_RUN.mentions,
  few: SHORT_RUN.in,
};
const ALIAS_KEY = "a";
const NO_NAME_KEY = "n";

/** Recurring names by weight that the bible does not have: each is taken in, made an alias, or said to be none, by one key. */
export function NamesTab({ run, desk }: { readonly run: RunBible; readonly desk: BibleDesk }) {
  const [at, setAt] = useState(0);
  const [aliasOf, setAliasOf] = useState<string | null>(null);
  const list = useRef<HTMLDivElement>(null);
  if (desk.survey.state !== "ready") return <SurveyNote desk={desk} />;
  const offers = desk.survey.value.offers.filter(({ name }) => !isTaken(desk, name));
  if (offers.length === 0)
    return (
      <>
        <Empty inline title={say("names.none")}>
          <p>{say("names.from", OFFERED_FROM)}</p>
        </Empty>
        <Refused run={run} desk={desk} />
      </>
    );
  const active = Math.min(at, offers.length - 1);
  const take = (offer: OfferedName, kind: EntityKind): void => {
    if (run.isWriting) desk.put(newEntity(desk.bible, kind, offer.name), say("names.taken", { name: offer.name }));
  };
  const refuse = (offer: OfferedName): void => {
    if (run.isWriting)
      desk.change(
        { put: [{ part: "notName", value: offer.name.toLowerCase() }], remove: [] },
        say("names.refused", { name: offer.name }),
      );
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const offer = offers[active];
    if (offer === undefined || event.ctrlKey || event.metaKey || event.altKey || event.target !== list.current) return;
    const kind = KIND_KEYS[event.key];
    if (event.key === "ArrowDown") setAt(Math.min(active + 1, offers.length - 1));
    else if (event.key === "ArrowUp") setAt(Math.max(active - 1, 0));
    else if (event.key === "Home") setAt(0);
    else if (event.key === "End") setAt(offers.length - 1);
    else if (kind !== undefined) take(offer, kind);
    else if (event.key === ALIAS_KEY && desk.bible.entities.length > 0) setAliasOf(offer.name);
    else if (event.key === NO_NAME_KEY) refuse(offer);
    else return;
    event.preventDefault();
  };
  const alias = (offer: OfferedName, id: string): void => {
    const entity = desk.bible.entities.find((each) => each.id === id);
    setAliasOf(null);
    list.current?.focus();
    if (entity === undefined) return;
    desk.put(
      { ...entity, aliases: [...entity.aliases, plainAlias(offer.name)] },
      say("names.alias", { name: offer.name, entity: entity.name }),
    );
  };
  return (
    <>
      <p className="panel-note">{say("names.about")}</p>
      <p className="panel-note names-keys">{run.isWriting ? say("names.keys") : say("bible.readOnly")}</p>
      <div
        ref={list}
        className="names"
        role="listbox"
        aria-label={say("names.list")}
        aria-activedescendant={`offer-${active}`}
        tabIndex={0}
        onKeyDown={onKeyDown}
      >
        {offers.map((offer, index) => (
          <div
            key={offer.name}
            id={`offer-${index}`}
            role="option"
            aria-selected={index === active}
            className="offer"
            ref={(element) => {
              if (index === active && document.activeElement === list.current)
                element?.scrollIntoView({ block: "nearest" });
            }}
            onMouseDown={(event) => {
              // The keys are the list's: the pointer chooses and leaves the focus there.
              event.preventDefault();
              setAt(index);
              list.current?.focus();
            }}
            tabIndex={-1}
          >
            <span className="grow">
              <b>{offer.name}</b>{" "}
              <span className="quiet small">
                {say("names.weight", { count: offer.mentions, from: offer.firstStep, to: offer.lastStep })}
              </span>
            </span>
          </div>
        ))}
      </div>
      {run.isWriting && (
        <OfferActs
          key={offers[active]?.name}
          offer={offers[active]}
          desk={desk}
          onTake={take}
          onRefuse={refuse}
          onAlias={alias}
          isAsked={aliasOf === offers[active]?.name}
        />
      )}
      <Refused run={run} desk={desk} />
    </>
  );
}

/** The names that were said to be none; each can be offered again. */
function Refused({ run, desk }: { readonly run: RunBible; readonly desk: BibleDesk }) {
  const { notNames } = desk.bible;
  if (notNames.length === 0) return null;
  return (
    <details className="panel not-checked">
      <summary>{say("names.refusedTitle", { count: notNames.length })}</summary>
      <ul className="aliases">
        {notNames.map((name) => (
          <li key={name} className="alias">
            {name}
            {run.isWriting && (
              <button
                type="button"
                aria-label={say("names.offerAgain", { name })}
                onClick={() =>
                  desk.change({ put: [], remove: [{ part: "notName", key: name }] }, say("names.offered", { name }))
                }
              >
                ×
              </button>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}

/** The buttons for the name that is chosen: what its keys do. */
function OfferActs({
  offer,
  desk,
  onTake,
  onRefuse,
  onAlias,
  isAsked,
}: {
  readonly offer: OfferedName | undefined;
  readonly desk: BibleDesk;
  readonly onTake: (offer: OfferedName, kind: EntityKind) => void;
  readonly onRefuse: (offer: OfferedName) => void;
  readonly onAlias: (offer: OfferedName, id: string) => void;
  /** "Alias of" was asked for by its key: the choice takes the focus. */
  readonly isAsked: boolean;
}) {
  const [chosen, setChosen] = useState<string>(String(offer?.mayBe ?? desk.bible.entities[0]?.id ?? ""));
  const box = useRef<HTMLDivElement>(null);
  if (offer === undefined) return null;
  const options = desk.bible.entities.map(({ id, name }) => ({ value: String(id), title: name }));
  return (
    <div className="offer-acts" role="group" aria-label={say("names.acts", { name: offer.name })}>
      {(["character", "place", "item", "faction", "concept"] as const).map((kind) => (
        <Button key={kind} low onClick={() => onTake(offer, kind)}>
          {say(`entity.kind.${kind}`)}
        </Button>
      ))}
      <Button low kind="plain" onClick={() => onRefuse(offer)}>
        {say("names.refuse")}
      </Button>
      {options.length > 0 && (
        <div className="alias-of" ref={box} data-asked={isAsked}>
          <Choice hidden low label={say("names.aliasOf")} value={chosen} options={options} onChoose={setChosen} />
          {/* "a" has asked for it: the next key says yes. */}
          {/* oxlint-disable-next-line jsx-a11y/no-autofocus */}
          <Button low key={String(isAsked)} autoFocus={isAsked} onClick={() => onAlias(offer, chosen)}>
            {say("names.makeAlias")}
          </Button>
        </div>
      )}
    </div>
  );
}

function isTaken({ bible }: BibleDesk, name: string): boolean {
  const folded = name.toLowerCase();
  if (bible.notNames.includes(folded)) return true;
  return bible.entities.some((entity) =>
    [entity.name, ...entity.aliases.map(({ text }) => text)].some((each) => each.toLowerCase() === folded),
  );
}
