import { matched } from "./matching.ts";
import type { SearchFound, SearchTask } from "./search-task.ts";

/** So many hits are sent together: fewer would cost more in messages, more would keep the first one waiting. */
const HITS_AT_ONCE = 2_000;

/** The texts of steps by version, and the search in them: the worker's whole mind. */
export class SearchedSteps {
  readonly #texts = new Map<number, readonly string[]>();

  /** Learns and forgets what the task says, and gives what it finds: the first step's hits alone, then in larger parts. */
  *search(task: SearchTask): Generator<SearchFound> {
    for (const { version, texts } of task.learn) this.#texts.set(version, texts);
    for (const version of task.forget) this.#texts.delete(version);
    const pattern = new RegExp(task.source, task.flags);
    let part: SearchFound = { task: task.task, hits: [], replacements: [], end: null };
    let found = 0;
    let isFirst = true;
    for (const step of task.steps) {
      const texts = this.#texts.get(step.version) ?? [];
      for (const text of step.texts) {
        for (const { start, end, replacement } of matched(pattern, texts[text] ?? "", task.template)) {
          if (found === task.most) {
            yield { ...part, end: "full" };
            return;
          }
          found += 1;
          part.hits.push([step.index, text, start, end]);
          if (replacement !== null) part.replacements.push(replacement);
        }
      }
      if (part.hits.length >= (isFirst ? 1 : HITS_AT_ONCE)) {
        yield part;
        isFirst = false;
        part = { task: task.task, hits: [], replacements: [], end: null };
      }
    }
    yield { ...part, end: "all" };
  }
}
