import { ArrowLeft, BookOpen, ClipboardList, Quote, Trash2 } from "lucide-react";
import { useMemo, useState } from "react";

import { type Entity, SEXES } from "../../../shared/domain/bible/bible.ts";
import { renamed, renamedThrough } from "../../../shared/domain/bible/rename.ts";
import type { RunBible } from "../../app/run-bible.ts";
import { Button, Tool } from "../../ui/button.tsx";
import { Choice } from "../../ui/choice.tsx";
import { TextArea, TextField } from "../../ui/field.tsx";
import { PanelPart } from "../../ui/panel.tsx";
import { Loading } from "../../ui/states.tsx";
import { say } from "../../words/say.ts";
import { AliasPart } from "./alias-part.tsx";
import { ColourChoice } from "./colour-choice.tsx";
import { Concordance } from "./concordance.tsx";
import { KindChoice } from "./kind-choice.tsx";
import type { ChangeEntity } from "./open-entity.ts";
import { EventPart } from "./event-part.tsx";
import { FactPart } from "./fact-part.tsx";
import { FormerNames } from "./former-names.tsx";
import { SeenStrip } from "./seen-strip.tsx";
import { SurveyNote } from "./survey-note.tsx";
import type { BibleDesk } from "./use-bible.ts";
import { WayPart } from "./way-part.tsx";

/** One entity: what it is called, what is true of it when, what happens to it, and where the text names it. */
export function EntityView({
  entity,
  run,
  desk,
  renames,
  onBack,
  onOpen,
}: {
  readonly entity: Entity;
  readonly run: RunBible;
  readonly desk: BibleDesk;
  /** It was opened to be given another name. */
  readonly renames: boolean;
  readonly onBack: () => void;
  readonly onOpen: (id: Entity["id"]) => void;
}) {
  const seen = useMemo(
    () => (desk.survey.state === "ready" ? desk.survey.value.seen.find(({ id }) => id === entity.id) : undefined),
    [desk.survey, entity.id],
  );
  const first = seen?.steps[0]?.[0];
  const last = seen?.steps.at(-1)?.[0];
  const change = (changed: Partial<Entity>, said = say("entity.kept", { name: entity.name })): void =>
    desk.put({ ...entity, ...changed }, said);
  return (
    <>
      <div className="entity-head">
        <Tool low name={say("entity.back")} icon={ArrowLeft} onClick={onBack} />
        <h3 className="grow">{entity.name}</h3>
        {run.isWriting && (
          <Tool
            low
            name={say("entity.remove", { name: entity.name })}
            icon={Trash2}
            onClick={() => {
              desk.change(
                { put: [], remove: [{ part: "entity", key: entity.id }] },
                say("entity.removed", { name: entity.name }),
              );
              onBack();
            }}
          />
        )}
      </div>
      <section className="panel stack" aria-label={say("entity.names")}>
        {first !== undefined && last !== undefined && seen !== undefined ? (
          <>
            <p className="small">
              {say("entity.mentions", { count: seen.mentions, steps: seen.steps.length })}{" "}
              <button type="button" className="link" onClick={() => run.go(first)}>
                {say("entity.first", { step: first })}
              </button>
              {", "}
              <button type="button" className="link" onClick={() => run.go(last)}>
                {say("entity.last", { step: last })}
              </button>
            </p>
            <SeenStrip steps={seen.steps} of={run.order().length} />
          </>
        ) : (
          <>
            <SurveyNote desk={desk} />
            {desk.survey.state === "ready" &&
              (desk.isSurveyOld ? (
                <Loading inline what={say("bible.reading")} />
              ) : (
                <p className="quiet small">{say("entity.unseen")}</p>
              ))}
          </>
        )}
        {run.isWriting && <Naming entity={entity} run={run} renames={renames} change={change} />}
      </section>
      <FactPart entity={entity} run={run} desk={desk} change={change} />
      <EventPart entity={entity} run={run} desk={desk} change={change} />
      {entity.kind === "place" && <WayPart place={entity} desk={desk} isWriting={run.isWriting} onOpen={onOpen} />}
      <PanelPart title={say("concordance.title")} icon={Quote}>
        <Concordance key={entity.id} entity={entity} run={run} />
      </PanelPart>
      <Notes entity={entity} isWriting={run.isWriting} change={change} />
    </>
  );
}

function Naming({
  entity,
  run,
  renames,
  change,
}: {
  readonly entity: Entity;
  readonly run: RunBible;
  readonly renames: boolean;
  readonly change: ChangeEntity;
}) {
  const [name, setName] = useState<string | null>(renames ? entity.name : null);
  return (
    <>
      <div className="row">
        <KindChoice kind={entity.kind} onChoose={(kind) => change({ kind })} />
        <Choice
          hidden
          low
          label={say("entity.sex")}
          value={entity.sex ?? "unknown"}
          options={[
            { value: "unknown", title: say("entity.sex.unknown") },
            ...SEXES.map((value) => ({ value, title: say(`entity.sex.${value}`) })),
          ]}
          onChoose={(value) => change({ sex: SEXES.find((each) => each === value) ?? null })}
        />
        <ColourChoice colour={entity.colour} onChoose={(colour) => change({ colour })} />
      </div>
      <AliasPart entity={entity} change={change} />
      <FormerNames entity={entity} change={change} />
      {name === null ? (
        <Button low kind="plain" onClick={() => setName(entity.name)}>
          {say("entity.rename")}
        </Button>
      ) : (
        <form
          className="row end"
          onSubmit={(event) => {
            event.preventDefault();
            const next = name.trim();
            if (next === "" || next === entity.name) return setName(null);
            run.rename({ id: entity.id, before: entity, after: renamedThrough(entity, next) });
            setName(null);
          }}
        >
          {/* oxlint-disable-next-line jsx-a11y/no-autofocus -- its button was pressed: the focus goes with it */}
          <TextField autoFocus label={say("entity.newName")} value={name} maxLength={200} onText={setName} />
          <Button low type="submit">
            {say("entity.renameRun")}
          </Button>
          <Button
            low
            kind="plain"
            onClick={() => {
              const next = name.trim() || entity.name;
              change(renamed(entity, next), say("entity.renamed", { from: entity.name, to: next }));
              setName(null);
            }}
          >
            {say("entity.renameHere")}
          </Button>
        </form>
      )}
    </>
  );
}

function Notes({
  entity,
  isWriting,
  change,
}: {
  readonly entity: Entity;
  readonly isWriting: boolean;
  readonly change: ChangeEntity;
}) {
  const [notes, setNotes] = useState(entity.notes);
  return (
    <PanelPart title={say("entity.notes")} icon={ClipboardList}>
      {isWriting ? (
        <>
          <TextArea label={say("entity.notesFor", { name: entity.name })} rows={3} value={notes} onText={setNotes} />
          {notes !== entity.notes && (
            <Button low icon={BookOpen} onClick={() => change({ notes })}>
              {say("details.save")}
            </Button>
          )}
        </>
      ) : (
        <p className="small">{entity.notes}</p>
      )}
    </PanelPart>
  );
}
