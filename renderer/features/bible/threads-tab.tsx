import { Spline } from "lucide-react";
import { useState } from "react";

import { freeId, type Thread, type ThreadState, THREAD_STATES } from "../../../shared/domain/bible/bible.ts";
import type { RunBible } from "../../app/run-bible.ts";
import { Button } from "../../ui/button.tsx";
import { TextField } from "../../ui/field.tsx";
import { PanelPart } from "../../ui/panel.tsx";
import { say } from "../../words/say.ts";
import { SurveyNote } from "./survey-note.tsx";
import type { BibleDesk, Survey } from "./use-bible.ts";

/** So many long-term thoughts without a thread are offered at first. */
const SHOWN_AT_FIRST = 6;

/** The board of threads: what is open and since when, what was advanced, paid, dropped or meant to stay open. */
export function ThreadsTab({ run, desk }: { readonly run: RunBible; readonly desk: BibleDesk }) {
  const groups = Map.groupBy(desk.bible.threads, ({ state }) => state);
  return (
    <>
      {THREAD_STATES.map((state) => (
        <Group key={state} state={state} threads={groups.get(state) ?? []} run={run} desk={desk} />
      ))}
      {run.isWriting && <SurveyNote desk={desk} />}
      {run.isWriting && desk.survey.state === "ready" && (
        <Openers thoughts={desk.survey.value.longTerm} run={run} desk={desk} />
      )}
    </>
  );
}

function Group({
  state,
  threads,
  run,
  desk,
}: {
  readonly state: ThreadState;
  readonly threads: readonly Thread[];
  readonly run: RunBible;
  readonly desk: BibleDesk;
}) {
  if (threads.length === 0 && state !== "open") return null;
  const ordered = threads.toSorted((left, right) => desk.numberOf(left.plant) - desk.numberOf(right.plant));
  return (
    <PanelPart title={say(`thread.state.${state}`)} icon={Spline} about={String(threads.length)}>
      {threads.length === 0 && <p className="quiet small">{say("thread.none")}</p>}
      <ul>
        {ordered.map((thread) => (
          <ThreadCard key={thread.id} thread={thread} run={run} desk={desk} />
        ))}
      </ul>
    </PanelPart>
  );
}

function ThreadCard({
  thread,
  run,
  desk,
}: {
  readonly thread: Thread;
  readonly run: RunBible;
  readonly desk: BibleDesk;
}) {
  const [due, setDue] = useState<string | null>(null);
  const { title, state, dueByStep, advanced } = thread;
  const plant = desk.numberOf(thread.plant);
  const payoff = thread.payoff === null ? 0 : desk.numberOf(thread.payoff);
  const length = run.order().length;
  const here = run.caret;
  const keep = (changed: Partial<Thread>, said: string): void =>
    desk.change({ put: [{ part: "thread", value: { ...thread, ...changed } }], remove: [] }, said);
  const isLate = state === "open" && dueByStep !== null && length > dueByStep;
  return (
    <li className="thread" data-late={isLate}>
      <div className="row">
        <b className="grow">{title}</b>
        <button type="button" className="link small num" onClick={() => run.go(plant)} disabled={plant === 0}>
          {say("thread.planted", { step: plant })}
        </button>
      </div>
      <p className="second small">
        {[
          state === "open" ? say("thread.age", { count: length - plant }) : "",
          dueByStep === null
            ? ""
            : isLate
              ? say("thread.late", { step: dueByStep })
              : say("thread.due", { step: dueByStep }),
          advanced.length === 0 ? "" : say("thread.advanced", { count: advanced.length }),
          payoff === 0 ? "" : say("thread.paid", { step: payoff }),
        ]
          .filter(Boolean)
          .join(" · ")}
      </p>
      {run.isWriting && (
        <div className="row wrap">
          {state === "open" && here !== null && (
            <>
              <Button
                low
                onClick={() =>
                  keep({ advanced: [...advanced, here.stepId] }, say("thread.saidAdvanced", { title, step: here.step }))
                }
              >
                {say("thread.advance", { step: here.step })}
              </Button>
              <Button
                low
                onClick={() =>
                  keep({ payoff: here.stepId, state: "paid" }, say("thread.saidPaid", { title, step: here.step }))
                }
              >
                {say("thread.pay", { step: here.step })}
              </Button>
              <Button
                low
                kind="plain"
                onClick={() =>
                  keep({ state: "dropped" }, say("thread.saidState", { title, state: say("thread.state.dropped") }))
                }
              >
                {say("thread.drop")}
              </Button>
              <Button
                low
                kind="plain"
                onClick={() =>
                  keep({ state: "intended" }, say("thread.saidState", { title, state: say("thread.state.intended") }))
                }
              >
                {say("thread.intend")}
              </Button>
              {due === null && (
                <Button low kind="plain" onClick={() => setDue(dueByStep === null ? "" : String(dueByStep))}>
                  {say("thread.setDue")}
                </Button>
              )}
            </>
          )}
          {state !== "open" && (
            <Button
              low
              kind="plain"
              onClick={() =>
                keep(
                  { state: "open", payoff: null },
                  say("thread.saidState", { title, state: say("thread.state.open") }),
                )
              }
            >
              {say("thread.reopen")}
            </Button>
          )}
          {due !== null && (
            <form
              className="row end"
              onSubmit={(event) => {
                event.preventDefault();
                const step = /^\d{1,6}$/u.test(due) && Number(due) > 0 ? Number(due) : null;
                keep(
                  { dueByStep: step },
                  step === null ? say("thread.noDue", { title }) : say("thread.saidDue", { title, step }),
                );
                setDue(null);
              }}
            >
              {/* oxlint-disable-next-line jsx-a11y/no-autofocus -- its button was pressed: the focus goes with it */}
              <TextField autoFocus narrow label={say("thread.dueBy")} inputMode="numeric" value={due} onText={setDue} />
              <Button low type="submit">
                {say("step.keep")}
              </Button>
            </form>
          )}
        </div>
      )}
    </li>
  );
}

/** Long-term thoughts that are no thread yet: each opens one. */
function Openers({
  thoughts,
  run,
  desk,
}: {
  readonly thoughts: Survey["longTerm"];
  readonly run: RunBible;
  readonly desk: BibleDesk;
}) {
  const [all, setAll] = useState(false);
  const taken = new Set(desk.bible.threads.map(({ thought }) => thought));
  const left = thoughts.filter(({ thoughtId }) => !taken.has(thoughtId)).toReversed();
  if (left.length === 0) return null;
  const open = ({ stepId, thoughtId, quote }: Survey["longTerm"][number]): void => {
    const title = titleOf(run.thoughtOf(thoughtId) ?? quote);
    const id = freeId(new Set(desk.bible.threads.map((each) => each.id)), title);
    const value: Thread = {
      id,
      title,
      plant: stepId,
      thought: thoughtId,
      advanced: [],
      dueByStep: null,
      payoff: null,
      state: "open",
    };
    desk.change({ put: [{ part: "thread", value }], remove: [] }, say("thread.opened", { title }));
  };
  return (
    <PanelPart title={say("thread.fromThoughts")} icon={Spline} about={String(left.length)}>
      <ul>
        {(all ? left : left.slice(0, SHOWN_AT_FIRST)).map((thought) => (
          <li key={thought.thoughtId} className="opener">
            <button type="button" className="report-line" onClick={() => run.go(thought.step)}>
              <span className="num quiet">{thought.step}</span>
              <span className="clip-two">{thought.quote}</span>
            </button>
            <Button
              low
              onClick={() => open(thought)}
              aria-label={say("thread.openNamed", { title: titleOf(thought.quote) })}
            >
              {say("thread.open")}
            </Button>
          </li>
        ))}
      </ul>
      {left.length > SHOWN_AT_FIRST && (
        <Button low kind="plain" onClick={() => setAll(!all)}>
          {all ? say("context.fewer") : say("context.all", { count: left.length })}
        </Button>
      )}
    </PanelPart>
  );
}

const LONGEST_TITLE = 80;

function titleOf(text: string): string {
  const line = text.replace(/\s+/gu, " ").trim();
  if (line.length <= LONGEST_TITLE) return line === "" ? say("thread.unnamed") : line;
  const cut = line.lastIndexOf(" ", LONGEST_TITLE);
  return `${line.slice(0, cut > 0 ? cut : LONGEST_TITLE)}…`.toWellFormed();
}
