import { Check, Plus, Search } from "lucide-react";
import { useMemo, useState } from "react";

import type { Proposal } from "../../../shared/contract/bible-methods.ts";
import {
  type Entity,
  type EntityKind,
  type Fact,
  newEntity,
  plainEvent,
  type Refusal,
  refusalKey,
  refusalOf,
} from "../../../shared/domain/bible/bible.ts";
import { PRONOUN, sexOfPronoun } from "../../../shared/domain/bible/pronoun.ts";
import type { RunBible } from "../../app/run-bible.ts";
import { Button } from "../../ui/button.tsx";
import { TextField } from "../../ui/field.tsx";
import { Icon } from "../../ui/icon.tsx";
import { PanelPart } from "../../ui/panel.tsx";
import { Empty } from "../../ui/states.tsx";
import { say } from "../../words/say.ts";
import { EntityDot } from "./colour-choice.tsx";
import type { OpenEntity } from "./open-entity.ts";
import { KindChoice } from "./kind-choice.tsx";
import { EntityView } from "./entity-view.tsx";
import { SurveyNote } from "./survey-note.tsx";
import type { BibleDesk } from "./use-bible.ts";

/** The entities of the bible with what the text proposes, or one of them. */
export function EntitiesTab({
  run,
  desk,
  open,
  renames,
  onOpen,
}: {
  readonly run: RunBible;
  readonly desk: BibleDesk;
  readonly open: OpenEntity;
  /** The entity that is opened next is to have another name. */
  readonly renames: boolean;
  readonly onOpen: (open: OpenEntity) => void;
}) {
  if (open !== null && "id" in open) {
    const entity = desk.bible.entities.find(({ id }) => id === open.id);
    if (entity !== undefined)
      return (
        <EntityView
          key={entity.id}
          entity={entity}
          run={run}
          desk={desk}
          renames={renames}
          onBack={() => onOpen(null)}
          onOpen={(id) => onOpen({ id })}
        />
      );
  }
  return (
    <>
      {open !== null && "name" in open && (
        <NewEntity key={`${open.name} ${run.asked.turn}`} name={open.name} desk={desk} onDone={onOpen} />
      )}
      {renames && (
        <p className="panel-note" role="status">
          {say("bible.renameWhom")}
        </p>
      )}
      {run.isWriting && !renames && <Proposals run={run} desk={desk} />}
      <EntityList run={run} desk={desk} onOpen={onOpen} />
      {run.isWriting && <Refusals desk={desk} />}
    </>
  );
}

/** A new entity of a name from the text: Enter makes it. */
function NewEntity({
  name: first,
  desk,
  onDone,
}: {
  readonly name: string;
  readonly desk: BibleDesk;
  readonly onDone: (open: OpenEntity) => void;
}) {
  const [name, setName] = useState(first);
  const [kind, setKind] = useState<EntityKind>("character");
  return (
    <form
      className="panel stack new-entity"
      onSubmit={(event) => {
        event.preventDefault();
        const bare = name.trim();
        if (bare === "") return;
        const entity = newEntity(desk.bible, kind, bare);
        desk.put(entity, say("names.taken", { name: bare }));
        onDone({ id: entity.id });
      }}
    >
      {/* It was asked for by a key: the next key, Enter, makes it. */}
      {/* oxlint-disable-next-line jsx-a11y/no-autofocus */}
      <TextField autoFocus label={say("entity.new")} value={name} maxLength={200} onText={setName} />
      <div className="row">
        <KindChoice kind={kind} onChoose={setKind} />
        <Button low kind="primary" type="submit" disabled={name.trim() === ""}>
          {say("entity.make")}
        </Button>
        <Button low kind="plain" onClick={() => onDone(null)}>
          {say("cancel")}
        </Button>
      </div>
    </form>
  );
}

/** So many entities are drawn at once; the filter finds the others. */
const SHOWN = 300;

function EntityList({
  run,
  desk,
  onOpen,
}: {
  readonly run: RunBible;
  readonly desk: BibleDesk;
  readonly onOpen: (open: OpenEntity) => void;
}) {
  const [filter, setFilter] = useState("");
  const seen = useMemo(
    () => new Map(desk.survey.state === "ready" ? desk.survey.value.seen.map((each) => [each.id, each]) : []),
    [desk.survey],
  );
  const wanted = filter.trim().toLowerCase();
  const shown = desk.bible.entities
    .filter(
      (entity) =>
        wanted === "" ||
        [entity.name, ...entity.aliases.map(({ text }) => text)].some((name) => name.toLowerCase().includes(wanted)),
    )
    .toSorted((left, right) => (seen.get(right.id)?.mentions ?? 0) - (seen.get(left.id)?.mentions ?? 0));
  return (
    <section className="panel" aria-label={say("bible.tab.entities")}>
      <div className="row entity-filter">
        <label className="field low grow">
          <Icon of={Search} />
          <input
            value={filter}
            placeholder={say("entity.filter")}
            aria-label={say("entity.filter")}
            onChange={(event) => setFilter(event.target.value)}
          />
        </label>
        {run.isWriting && (
          <Button low icon={Plus} onClick={() => onOpen({ name: "" })}>
            {say("entity.add")}
          </Button>
        )}
      </div>
      {desk.bible.entities.length === 0 && (
        <Empty inline title={say("bible.empty")}>
          <p>{say("bible.emptyText")}</p>
        </Empty>
      )}
      {desk.bible.entities.length > 0 && <SurveyNote desk={desk} />}
      <ul>
        {shown.slice(0, SHOWN).map((entity) => (
          <EntityRow
            key={entity.id}
            entity={entity}
            seen={seen.get(entity.id)}
            isRead={desk.survey.state === "ready" && !desk.isSurveyOld}
            onOpen={() => onOpen({ id: entity.id })}
          />
        ))}
      </ul>
      {shown.length > SHOWN && <p className="quiet small">{say("problems.more", { count: shown.length - SHOWN })}</p>}
    </section>
  );
}

type Seen = { readonly mentions: number; readonly steps: readonly (readonly [number, number])[] };

function EntityRow({
  entity,
  seen,
  isRead,
  onOpen,
}: {
  readonly entity: Entity;
  readonly seen: Seen | undefined;
  /** Only when the text was read is somebody said not to be named in it. */
  readonly isRead: boolean;
  readonly onOpen: () => void;
}) {
  const [first] = seen?.steps ?? [];
  const last = seen?.steps.at(-1);
  return (
    <li>
      <button type="button" className="entity-row" onClick={onOpen}>
        <EntityDot entity={entity} />
        <span className="grow">
          <b>{entity.name}</b> <span className="quiet small">{say(`entity.kind.${entity.kind}`)}</span>
        </span>
        <span className="quiet small num">
          {first === undefined || last === undefined || seen === undefined
            ? isRead && say("entity.unseen")
            : say("entity.seen", { count: seen.mentions, from: first[0], to: last[0] })}
        </span>
      </button>
    </li>
  );
}

/** So many proposals are shown at first. */
const SHOWN_PROPOSALS = 3;

/** What the text says and nobody has confirmed: it counts when one key, or a click, has said so. */
function Proposals({ run, desk }: { readonly run: RunBible; readonly desk: BibleDesk }) {
  const [all, setAll] = useState(false);
  if (desk.survey.state !== "ready") return null;
  const refused = new Set(desk.bible.refusals.map(refusalKey));
  const open = desk.survey.value.proposals.filter(
    (proposal) =>
      !refused.has(refusalKey(refusalOf(proposal.entity, proposal.what, proposal.stepId))) &&
      !isConfirmed(desk, proposal),
  );
  if (open.length === 0) return null;
  const said = (proposal: Proposal): string => saidOf(desk, proposal);
  return (
    <PanelPart title={say("proposal.title")} icon={Check} about={String(open.length)}>
      <ul>
        {(all ? open : open.slice(0, SHOWN_PROPOSALS)).map((proposal) => (
          <li key={keyOf(proposal)} className="proposal">
            <div className="row">
              <b className="grow">{said(proposal)}</b>
              <button type="button" className="link small" onClick={() => run.go(proposal.step)}>
                {say("problems.goTo", { step: proposal.step })}
              </button>
            </div>
            <q className="small">{proposal.quote}</q>
            <div className="row">
              <Button low onClick={() => confirm(desk, proposal, said(proposal))}>
                {say("proposal.confirm")}
              </Button>
              <Button low kind="plain" onClick={() => refuse(desk, proposal, said(proposal))}>
                {say("proposal.leave")}
              </Button>
            </div>
          </li>
        ))}
      </ul>
      {open.length > SHOWN_PROPOSALS && (
        <Button low kind="plain" onClick={() => setAll(!all)}>
          {all ? say("context.fewer") : say("context.all", { count: open.length })}
        </Button>
      )}
    </PanelPart>
  );
}

function saidOf(
  { bible }: BibleDesk,
  { entity, what }: Pick<Refusal, "entity"> & { readonly what: Proposal["what"] },
): string {
  const name = bible.entities.find(({ id }) => id === entity)?.name ?? entity;
  return what.kind === "fact"
    ? say("proposal.fact", { name, attribute: what.attribute, value: what.value })
    : say("proposal.event", { name, event: say(`event.${what.event}`) });
}

/** What was refused; each can be proposed again. */
function Refusals({ desk }: { readonly desk: BibleDesk }) {
  const { refusals } = desk.bible;
  if (refusals.length === 0) return null;
  return (
    <details className="panel not-checked">
      <summary>{say("proposal.leftTitle", { count: refusals.length })}</summary>
      <ul>
        {refusals.map((refusal) => (
          <li key={refusalKey(refusal)} className="row small">
            <span className="grow">{saidOf(desk, refusal)}</span>
            <Button
              low
              kind="plain"
              onClick={() =>
                desk.change(
                  { put: [], remove: [{ part: "refusal", key: refusalKey(refusal) }] },
                  say("proposal.offered", { said: saidOf(desk, refusal) }),
                )
              }
            >
              {say("proposal.again")}
            </Button>
          </li>
        ))}
      </ul>
    </details>
  );
}

function keyOf({ entity, what }: Proposal): string {
  return what.kind === "fact" ? `${entity} ${what.attribute}` : `${entity} ${what.event}`;
}

function refuse(desk: BibleDesk, proposal: Proposal, said: string): void {
  const value = refusalOf(proposal.entity, proposal.what, proposal.stepId);
  desk.change({ put: [{ part: "refusal", value }], remove: [] }, say("proposal.left", { said }));
}

function isConfirmed({ bible }: BibleDesk, { entity, what }: Proposal): boolean {
  const there = bible.entities.find(({ id }) => id === entity);
  if (there === undefined) return true;
  if (what.kind === "fact" && what.attribute === PRONOUN) return there.sex !== null;
  return what.kind === "fact"
    ? there.facts.some(({ attribute }) => attribute === what.attribute)
    : there.events.some(({ kind }) => kind === what.event);
}

function confirm(desk: BibleDesk, { entity: id, what, stepId, quote }: Proposal, said: string): void {
  const entity = desk.bible.entities.find((each) => each.id === id);
  if (entity === undefined) return;
  if (what.kind === "event") {
    const event = { ...plainEvent(what.event, stepId), quote };
    return desk.put({ ...entity, events: [...entity.events, event] }, say("proposal.confirmed", { said }));
  }
  if (what.attribute === PRONOUN)
    return desk.put({ ...entity, sex: sexOfPronoun(what.value) }, say("proposal.confirmed", { said }));
  const fact: Fact = { attribute: what.attribute, value: what.value, from: stepId, until: null, quote };
  desk.put({ ...entity, facts: [...entity.facts, fact] }, say("proposal.confirmed", { said }));
}
