import { ArrowLeft, RefreshCw, Upload } from "lucide-react";
import { useMemo } from "react";

import { usePage, useSettings } from "../../../app/context.tsx";
import { fileNameOf } from "../../../app/export/file-name.ts";
import { Frame } from "../../../app/frame.tsx";
import { useCall } from "../../../app/use-call.ts";
import { useLibraryChanges } from "../../../app/use-library-changes.ts";
import type { RunId } from "../../../../shared/domain/ids.ts";
import type { Goal } from "../../../../shared/domain/progress/goal.ts";
import {
  milestones,
  milestonesAround,
  outlyingSteps,
  STORY_GUIDE,
} from "../../../../shared/domain/progress/measures.ts";
import { Button, Tool } from "../../../ui/button.tsx";
import { Failed, Loading } from "../../../ui/states.tsx";
import { dateOf, number, percent } from "../../../words/format.ts";
import { say } from "../../../words/say.ts";
import { DayStartChoice } from "../day-start.tsx";
import { dayOfSteps, type RunProgress, senseOf } from "./author-numbers.ts";
import { BurnUp } from "./burn-up.tsx";
import { CalendarChart } from "./calendar-chart.tsx";
import { GoalForm } from "./goal-form.tsx";
import { SenseTiles } from "./sense-tiles.tsx";
import { Effort, Mix, WordsAStep, wordsOfSteps } from "./steps-charts.tsx";

/** The most steps of an unusual length that are listed. */
const FAR_SHOWN = 12;

/** The author's view of one run: what there is, what today asks, when it will be done, and what its steps are made of. */
export function RunProgressScreen({ runId }: { readonly runId: RunId }) {
  const page = usePage();
  const [{ dayStartsAt }] = useSettings();
  const [asked, again] = useCall("progress.run", { runId, dayStartsAt });
  const [library] = useCall("library.describe", {});
  useLibraryChanges(again);
  const keep = async (goal: Goal | null): Promise<void> => {
    const kept = await page.host.call("progress.keepGoal", { runId, goal });
    if (kept.ok) again();
    else page.announce(kept.failure.message, "urgent");
  };
  const saveReport = async (title: string): Promise<void> => {
    const picked = await page.host.exportTarget("file", fileNameOf(`${title} progress`, ".runpkg"));
    if (!picked.ok) return page.announce(picked.failure.message, "urgent");
    if (picked.value === null) return undefined;
    const place = picked.value;
    // The system's dialog has asked before it gave a place that exists.
    const written = await page.host.call("progress.export", {
      runId,
      dayStartsAt,
      target: place.target,
      overwrite: true,
    });
    if (!written.ok) return page.announce(written.failure.message, "urgent");
    const finished = await place.finish();
    return page.announce(
      finished.ok ? say("progressFile.saved", { file: written.value.file }) : finished.failure.message,
    );
  };
  const readOnly = library.state !== "ready" || !library.value.writing;
  return (
    <Frame
      bar={
        <>
          <Tool
            name={say("progress.backToRun")}
            icon={ArrowLeft}
            onClick={() => page.go({ name: "run", runId, at: null })}
          />
          <h1 className="title">
            {asked.state === "ready" ? say("progress.ofRun", { title: asked.value.title }) : say("progress.title")}
          </h1>
          <span className="grow" />
          <Button icon={RefreshCw} onClick={again}>
            {say("progress.refresh")}
          </Button>
          {asked.state === "ready" && (
            <Button icon={Upload} onClick={() => void saveReport(asked.value.title)}>
              {say("progressFile.save")}
            </Button>
          )}
          <Button onClick={() => page.go({ name: "progress", runId: null })}>{say("progress.allRuns")}</Button>
        </>
      }
      status={<span>{say("progress.counts")}</span>}
    >
      <main id="main" tabIndex={-1} className="middle scrolls">
        <div className="sheet">
          {asked.state === "loading" && <Loading what={say("progress.loading")} />}
          {asked.state === "failed" && (
            <Failed inline what={say("progress.runFailed")} failure={asked.failure} onAgain={again} />
          )}
          {asked.state === "ready" && (
            <Sheet key={runId} run={asked.value} runId={runId} readOnly={readOnly} onGoal={(goal) => void keep(goal)} />
          )}
        </div>
      </main>
    </Frame>
  );
}

function Sheet({
  run,
  runId,
  readOnly,
  onGoal,
}: {
  readonly run: RunProgress;
  readonly runId: RunId;
  readonly readOnly: boolean;
  readonly onGoal: (goal: Goal | null) => void;
}) {
  const page = usePage();
  const sense = useMemo(() => senseOf(run), [run]);
  const far = useMemo(() => outlyingSteps(wordsOfSteps(run.columns)), [run.columns]);
  const file = (what: string): string => fileNameOf(`${run.title} ${what}`, "");
  return (
    <>
      <SenseTiles run={run} sense={sense} />
      <GoalForm goal={run.goal} readOnly={readOnly} onGoal={onGoal} />
      <DayStartChoice />
      <CalendarChart run={run} file={file("days")} />
      <div className="side-by-side">
        <BurnUp run={run} sense={sense} file={file("words")} />
        <Mix columns={run.columns} file={file("mix")} />
      </div>
      <WordsAStep columns={run.columns} outliers={far} file={file("steps")} />
      {far.length > 0 && (
        <p className="jumps">
          <span>{say("wordsAStep.far")}</span>
          {far.slice(0, FAR_SHOWN).map((step) => (
            <button key={step} type="button" className="link" onClick={() => page.go({ name: "run", runId, at: step })}>
              {say("wordsAStep.jump", { step, words: wordsOfSteps(run.columns)[step - 1] ?? 0 })}
            </button>
          ))}
        </p>
      )}
      <div className="side-by-side">
        <Effort columns={run.columns} file={file("time")} />
        <section className="milestones">
          <h2>{say("milestones.title")}</h2>
          <p className="small quiet">
            {say("milestones.story", {
              share: percent(run.words === 0 ? 0 : run.storyWords / run.words),
              least: percent(STORY_GUIDE.least),
              most: percent(STORY_GUIDE.most),
            })}
          </p>
          <ul>
            {milestonesAround(run.steps, milestones(run.steps, run.targetSteps), MOST_MILESTONES).map(
              ({ name, steps }) => {
                const day = dayOfSteps(run.days, run.steps, steps);
                return (
                  <li key={steps} data-reached={run.steps >= steps ? "" : undefined}>
                    <span>{say(`milestone.${name}`, { count: steps })}</span>
                    <span className="quiet">
                      {run.steps < steps
                        ? say("milestone.left", { count: steps - run.steps })
                        : day === null
                          ? say("milestone.reached")
                          : dateOf(day)}
                    </span>
                  </li>
                );
              },
            )}
          </ul>
          <p className="small quiet">{say("milestones.now", { steps: number(run.steps) })}</p>
        </section>
      </div>
    </>
  );
}

const MOST_MILESTONES = 14;
