import type { Bible } from "../../../shared/domain/bible/bible.ts";
import { createEngine, type Engine, type Mark } from "../../../shared/domain/consistency/engine.ts";
import type { CheckResults } from "../../../shared/domain/consistency/results.ts";
import type { concordance, Survey } from "../../../shared/domain/consistency/survey.ts";
import type { Anchor, Verdict } from "../../../shared/domain/consistency/verdict.ts";
import type { RunId, StepId } from "../../../shared/domain/ids.ts";
import type { Step } from "../../../shared/domain/step.ts";

/*
 * Engines that stay with the runs that are being written: the library's side sends what has changed since it last asked, and the
 * engine renews what that touches. A token names the state that a change is a change of; where it is not the engine's (the
 * worker has died, another run took its place, two questions crossed) the answer is "behind", and all is sent once more.
 */

/** What has changed in a run since the state `since`; null: everything is here. A part that has not changed is null. */
export type RunNews = {
  readonly runId: RunId;
  readonly since: string | null;
  /** The name of the state after this. */
  readonly token: string;
  readonly steps: readonly Step[];
  readonly order: readonly StepId[] | null;
  readonly bible: Bible | null;
  readonly isFinished: boolean;
  readonly verdicts: readonly Verdict[];
  readonly baseline: readonly Anchor[];
};

/** What is asked of a run. */
export type RunQuestion =
  | { readonly kind: "check" }
  | { readonly kind: "survey" }
  | { readonly kind: "concordance"; readonly asked: Parameters<typeof concordance>[1] };

/** What a run is answered with; "behind": send everything. */
export type RunAnswer =
  | {
      readonly kind: "check";
      readonly results: CheckResults;
      readonly marks: readonly Mark[];
      readonly anchors: ReadonlyMap<string, Anchor>;
      readonly followed: ReturnType<Engine["followed"]>;
    }
  | { readonly kind: "survey"; readonly survey: Survey }
  | { readonly kind: "concordance"; readonly concordance: ReturnType<typeof concordance> }
  | { readonly kind: "behind" };

/** Runs that are kept at once: the one that is written, and one beside it. A run of full length takes some 100 MB. */
const MOST_KEPT = 2;

type Kept = { readonly engine: Engine; token: string };

/** The engines of one worker. */
export class KeptEngines {
  readonly #kept = new Map<RunId, Kept>();

  /** Takes the news in and answers. */
  ask(news: RunNews, question: RunQuestion): RunAnswer {
    const engine = this.#brought(news);
    if (engine === null) return { kind: "behind" };
    switch (question.kind) {
      case "check":
        return { kind: "check", ...checkOf(engine), followed: engine.followed() };
      case "survey":
        return { kind: "survey", survey: engine.survey() };
      case "concordance":
        return { kind: "concordance", concordance: engine.concordance(question.asked) };
    }
  }

  #brought(news: RunNews): Engine | null {
    let kept = this.#kept.get(news.runId);
    if (news.since === null) {
      kept = { engine: createEngine(), token: news.token };
    } else if (kept === undefined || kept.token !== news.since) return null;
    // The one asked last stays longest.
    this.#kept.delete(news.runId);
    const { engine } = kept;
    // Confirmed first: an engine that knows the names finds them while it reads.
    if (news.bible !== null) engine.confirm(news.bible, news.isFinished);
    if (news.steps.length > 0 || news.order !== null) engine.update({ steps: news.steps, order: news.order });
    engine.judge(news.verdicts, news.baseline);
    kept.token = news.token;
    this.#kept.set(news.runId, kept);
    for (const runId of this.#kept.keys()) if (this.#kept.size > MOST_KEPT) this.#kept.delete(runId);
    return engine;
  }
}

/** Findings, reports and what was not checked, with what to underline and what a verdict on each has to keep. */
export function checkOf(engine: Engine): {
  readonly results: CheckResults;
  readonly marks: readonly Mark[];
  readonly anchors: ReadonlyMap<string, Anchor>;
} {
  const results = engine.results();
  const anchors = new Map<string, Anchor>();
  for (const { key, anchor } of engine.anchors()) anchors.set(key, anchor);
  return { results, marks: engine.marks(), anchors };
}
