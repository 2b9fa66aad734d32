import { newStepId } from "../../../shared/domain/ids.ts";
import type { Finding } from "../../../shared/domain/consistency/results.ts";
import type { Step } from "../../../shared/domain/step.ts";
import { visible } from "../../../shared/domain/visible.ts";
import { action, fullStep, outcome, prompt } from "../../support/build.ts";

/** Steps in which nothing is to be found: every section is written, with ordinary words that do not repeat. */
export function quietSteps(count: number): Step[] {
  return Array.from({ length: count }, (_, at) => fullStep(`quiet ${at}`));
}

/** A quiet step with these texts as prompt and outcome. */
export function told(promptText: string, outcomeText = "so it goes"): Step {
  return fullStep("told", prompt(promptText), action("i wait"), outcome(outcomeText));
}

/** Quiet steps in which `name` is mentioned once in each of the first `times`. */
export function stepsWithName(name: string, times: number, count = times): Step[] {
  return Array.from({ length: count }, (_, at) =>
    at < times ? told(`in the hall ${name} waits for guest ${at}`) : fullStep(`quiet ${at}`),
  );
}

/** The findings of one rule. */
export function of(rule: string, findings: readonly Finding[]): Finding[] {
  return findings.filter((finding) => finding.rule === rule);
}

/** The findings as they read, without keys and places. */
export function claims(rule: string, findings: readonly Finding[]): string[] {
  return of(rule, findings).map(({ claim }) => claim);
}

/** Steps with the same content under new ids, as another import would give. */
export function underNewIds(steps: readonly Step[]): Step[] {
  return steps.map((one) => ({ ...one, id: newStepId() }));
}

/**
 * Every piece of evidence whose quote is not the visible text at its place; an oracle that looks at the steps and
 * knows nothing of passages.
 */
export function unfounded(steps: readonly Step[], findings: readonly Finding[]): string[] {
  const shown = new Map([...visible(steps)].map((one) => [one.step.id as string, one]));
  return findings.flatMap(({ key, evidence }) =>
    evidence.flatMap(({ stepId, step: number, section, thoughtId, start, end, quote }) => {
      const there = shown.get(stepId ?? "");
      if (there === undefined || there.number !== number) return [`${key}: no such step`];
      const content = there.step[section];
      const text = "text" in content ? content.text : content.bullets.flat().find(({ id }) => id === thoughtId)?.text;
      if (quote === "" && start === end) return [];
      if (!there.sections.includes(section)) return [`${key}: hidden ${section}`];
      return text?.slice(start, end) === quote ? [] : [`${key}: ${quote}`];
    }),
  );
}
