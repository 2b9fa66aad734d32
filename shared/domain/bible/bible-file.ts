import { z } from "zod";

import type { StepId } from "../ids.ts";
import type { Problem } from "../bounty/problem.ts";
import { failed, type Outcome, success } from "../../lib/outcome.ts";
import {
  type Alias,
  type Bible,
  BibleId,
  Clock,
  Entity,
  Event,
  Fact,
  MAX_ALIASES,
  MAX_ENTITIES,
  MAX_FORMERLY,
  type Refusal,
  RuleSeverity,
  Thread,
  Way,
  WorldRule,
} from "./bible.ts";

/*
 * The bible as a file (consistency, section 6): steps by number instead of by id, every list may be absent, an alias may
 * be its text alone. What the file says is taken whole or refused with every problem and its place; unknown keys are problems.
 */

const FORMAT = "runwright-bible/1";
const StepNumber = z.int().min(1);

const FileAlias = z.union([
  z.string().min(1).max(200),
  z.strictObject({
    text: z.string().min(1).max(200),
    caseSensitive: z.boolean().nullish(),
    plural: z.boolean().optional(),
    notIn: z.array(z.string().min(1).max(200)).max(100).optional(),
  }),
]);

const FileFact = z.strictObject({
  attribute: Fact.shape.attribute,
  value: Fact.shape.value,
  fromStep: StepNumber.nullish(),
  untilStep: StepNumber.nullish(),
  quote: Fact.shape.quote.nullish(),
});

const FileEvent = z.strictObject({
  kind: Event.shape.kind,
  step: StepNumber,
  by: BibleId.nullish(),
  to: BibleId.nullish(),
  amount: Event.shape.amount.optional(),
  fact: Event.shape.fact.optional(),
  secret: Event.shape.secret.optional(),
  place: BibleId.nullish(),
  minutes: Event.shape.minutes.optional(),
  quote: Event.shape.quote.nullish(),
});

const FileEntity = z.strictObject({
  id: BibleId,
  kind: Entity.shape.kind,
  name: Entity.shape.name,
  aliases: z.array(FileAlias).max(MAX_ALIASES).optional(),
  formerly: z.array(Entity.shape.name).max(MAX_FORMERLY).optional(),
  sex: Entity.shape.sex.optional(),
  notes: Entity.shape.notes.nullish(),
  colour: Entity.shape.colour.optional(),
  facts: z.array(FileFact).optional(),
  events: z.array(FileEvent).optional(),
});

const FileStep = z.strictObject({
  step: StepNumber,
  cast: z.array(BibleId).optional(),
  place: BibleId.nullish(),
  clock: z
    .strictObject({ day: Clock.shape.day, time: Clock.shape.time.optional(), flags: Clock.shape.flags.optional() })
    .nullish(),
});

const FileThread = z.strictObject({
  id: BibleId,
  title: Thread.shape.title,
  plantStep: StepNumber,
  advancedSteps: z.array(StepNumber).optional(),
  dueByStep: StepNumber.nullish(),
  payoffStep: StepNumber.nullish(),
  state: Thread.shape.state.optional(),
});

const FileRule = z.strictObject({
  id: BibleId,
  never: WorldRule.shape.never.optional(),
  must: WorldRule.shape.must.optional(),
  why: WorldRule.shape.why.nullish(),
});

const FileRefusal = z.union([
  z.strictObject({ entity: BibleId, attribute: Fact.shape.attribute, value: Fact.shape.value }),
  z.strictObject({ entity: BibleId, event: Event.shape.kind, step: StepNumber }),
]);

const BibleFile = z.strictObject({
  format: z.literal(FORMAT),
  entities: z.array(FileEntity).max(MAX_ENTITIES).optional(),
  places: z.array(z.strictObject({ from: BibleId, to: BibleId, minutes: Way.shape.minutes.optional() })).optional(),
  steps: z.array(FileStep).optional(),
  threads: z.array(FileThread).optional(),
  rules: z.array(FileRule).optional(),
  notNames: z.array(z.string().min(1).max(200)).optional(),
  refused: z.array(FileRefusal).optional(),
  severities: z.array(RuleSeverity).optional(),
});
type BibleFile = z.output<typeof BibleFile>;

/** How many problems of a file are told. */
const MOST_PROBLEMS = 200;

/** What an import took in. */
export const BibleCounts = z.strictObject({
  entities: z.int().min(0),
  aliases: z.int().min(0),
  facts: z.int().min(0),
  events: z.int().min(0),
  places: z.int().min(0),
  steps: z.int().min(0),
  threads: z.int().min(0),
  rules: z.int().min(0),
});
export type BibleCounts = z.infer<typeof BibleCounts>;

/** How much a bible holds. */
export function countsOf(bible: Bible): BibleCounts {
  const sum = (of: (entity: Entity) => number): number => bible.entities.reduce((all, each) => all + of(each), 0);
  return {
    entities: bible.entities.length,
    aliases: sum((entity) => entity.aliases.length),
    facts: sum((entity) => entity.facts.length),
    events: sum((entity) => entity.events.length),
    places: bible.ways.length,
    steps: bible.steps.length,
    threads: bible.threads.length,
    rules: bible.rules.length,
  };
}

/**
 * Reads a file for a run whose steps are `order`. A fault of form, an id that nobody has or a step that the run does not
 * have refuses it; what is only doubtful (two entities of one alias) comes as warnings beside the bible.
 */
export function readBibleFile(
  text: string,
  order: readonly StepId[],
): Outcome<{ readonly bible: Bible; readonly warnings: readonly Problem[] }, readonly Problem[]> {
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\uFEFF/u, ""));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return failed([problem("json", "", `This is not JSON: ${error.message}.`)]);
  }
  const read = BibleFile.safeParse(json);
  if (!read.success) return failed(issuesAsProblems(read.error.issues));
  const problems = new Problems(read.data, order);
  const bible = problems.bible();
  return problems.errors.length > 0
    ? failed(problems.errors.slice(0, MOST_PROBLEMS))
    : success({ bible, warnings: problems.warnings.slice(0, MOST_PROBLEMS) });
}

/** The bible as a file, in a fixed order of keys. What stands on a step that the run no longer has is left out and told. */
export function writeBibleFile(
  bible: Bible,
  order: readonly StepId[],
): { readonly text: string; readonly problems: readonly Problem[] } {
  const numbers = new Map(order.map((id, index) => [id, index + 1]));
  const problems: Problem[] = [];
  const number = (id: StepId, what: string): number | null => {
    const found = numbers.get(id);
    if (found !== undefined) return found;
    problems.push(
      problem("shape", "", `${what} stands on a step that is not in the run any more, and was left out.`, "warning"),
    );
    return null;
  };
  const refused = bible.refusals.flatMap(({ entity, what }): z.input<typeof FileRefusal>[] => {
    if (what.kind === "fact") return [{ entity, attribute: what.attribute, value: what.value }];
    // A refusal for a step that is gone refuses nothing any more.
    const step = numbers.get(what.step);
    return step === undefined ? [] : [{ entity, event: what.event, step }];
  });
  const file = {
    format: FORMAT,
    entities: bible.entities.map((entity) => entityOut(entity, number)),
    places: bible.ways.map(({ from, to, minutes }) => ({ from, to, minutes })),
    steps: bible.steps.flatMap(({ step, cast, place, clock }) => {
      const at = number(step, "A step’s cast, place or clock");
      return at === null ? [] : [{ step: at, cast, place, clock }];
    }),
    threads: bible.threads.flatMap((thread) => threadOut(thread, number)),
    rules: bible.rules.map(({ id, never, must, why }) => ({ id, never, must, why })),
    ...(bible.notNames.length > 0 && { notNames: bible.notNames }),
    ...(refused.length > 0 && { refused }),
    ...(bible.severities.length > 0 && { severities: bible.severities }),
  };
  file.steps.sort((left, right) => left.step - right.step);
  return { text: `${JSON.stringify(file, null, 2)}\n`, problems };
}

type NumberOf = (id: StepId, what: string) => number | null;

function entityOut(entity: Entity, number: NumberOf): object {
  const { id, kind, name, aliases, formerly, sex, notes, colour, facts, events } = entity;
  return {
    id,
    kind,
    name,
    aliases: aliases.map(aliasOut),
    ...(formerly.length > 0 && { formerly }),
    sex,
    notes,
    colour,
    facts: facts.flatMap(({ attribute, value, from, until, quote }) => {
      const fromStep = number(from, `The fact “${attribute}: ${value}” of ${name}`);
      const untilStep = until === null ? null : number(until, `The end of “${attribute}: ${value}” of ${name}`);
      return fromStep === null ? [] : [{ attribute, value, fromStep, untilStep, ...(quote !== "" && { quote }) }];
    }),
    events: events.flatMap(({ step, kind: what, quote, ...rest }) => {
      const at = number(step, `The event “${what}” of ${name}`);
      if (at === null) return [];
      const said = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== null));
      return [{ kind: what, step: at, ...said, ...(quote !== "" && { quote }) }];
    }),
  };
}

function aliasOut({ text, caseSensitive, plural, notIn }: Alias): unknown {
  return caseSensitive === null && !plural && notIn.length === 0 ? text : { text, caseSensitive, plural, notIn };
}

function threadOut(thread: Thread, number: NumberOf): object[] {
  const { id, title, plant, advanced, dueByStep, payoff, state } = thread;
  const plantStep = number(plant, `The thread “${title}”`);
  if (plantStep === null) return [];
  const advancedSteps = advanced.flatMap((step) => number(step, `A step of the thread “${title}”`) ?? []);
  const payoffStep = payoff === null ? null : number(payoff, `The payoff of the thread “${title}”`);
  return [{ id, title, plantStep, ...(advancedSteps.length > 0 && { advancedSteps }), dueByStep, payoffStep, state }];
}

/** Turns a file of the right form into a bible and gathers what does not hold together. */
class Problems {
  readonly errors: Problem[] = [];
  readonly warnings: Problem[] = [];
  readonly #file: BibleFile;
  readonly #order: readonly StepId[];
  readonly #ids: ReadonlySet<string>;

  constructor(file: BibleFile, order: readonly StepId[]) {
    this.#file = file;
    this.#order = order;
    this.#ids = new Set((file.entities ?? []).map(({ id }) => id));
  }

  bible(): Bible {
    const {
      entities = [],
      places = [],
      steps = [],
      threads = [],
      rules = [],
      notNames = [],
      refused = [],
      severities = [],
    } = this.#file;
    this.#unique("entities", entities);
    this.#unique("threads", threads);
    this.#unique("rules", rules);
    this.#aliases();
    return {
      entities: entities.map((entity, at) => this.#entity(entity, `/entities/${at}`)),
      ways: places.map(({ from, to, minutes = null }, at) => {
        this.#known(from, `/places/${at}/from`);
        this.#known(to, `/places/${at}/to`);
        return { from, to, minutes };
      }),
      steps: steps.flatMap(({ step, cast = [], place = null, clock = null }, at) => {
        cast.forEach((id, index) => this.#known(id, `/steps/${at}/cast/${index}`));
        if (place !== null) this.#known(place, `/steps/${at}/place`);
        const id = this.#step(step, `/steps/${at}/step`);
        const time = clock === null ? null : { day: clock.day, time: clock.time ?? null, flags: clock.flags ?? [] };
        return id === null ? [] : [{ step: id, cast: [...cast], place, clock: time }];
      }),
      threads: threads.flatMap(({ id, title, plantStep, advancedSteps = [], dueByStep, payoffStep, state }, at) => {
        const path = `/threads/${at}`;
        const plant = this.#step(plantStep, `${path}/plantStep`);
        const payoff =
          payoffStep === null || payoffStep === undefined ? null : this.#step(payoffStep, `${path}/payoffStep`);
        const advanced = advancedSteps.flatMap(
          (step, index) => this.#step(step, `${path}/advancedSteps/${index}`) ?? [],
        );
        if (plant === null) return [];
        const stands = state ?? (payoff === null ? "open" : "paid");
        return [{ id, title, plant, thought: null, advanced, dueByStep: dueByStep ?? null, payoff, state: stands }];
      }),
      rules: rules.map(({ id, never = [], must = [], why }) => ({ id, never, must, why: why ?? "" })),
      notNames,
      refusals: refused.flatMap((each, at): Refusal[] => {
        this.#known(each.entity, `/refused/${at}/entity`);
        const { entity } = each;
        if ("attribute" in each)
          return [{ entity, what: { kind: "fact", attribute: each.attribute, value: each.value } }];
        const step = this.#step(each.step, `/refused/${at}/step`);
        return step === null ? [] : [{ entity, what: { kind: "event", event: each.event, step } }];
      }),
      severities,
    };
  }

  #entity(entity: z.output<typeof FileEntity>, path: string): Entity {
    const {
      id,
      kind,
      name,
      aliases = [],
      formerly = [],
      sex = null,
      notes,
      colour = null,
      facts = [],
      events = [],
    } = entity;
    return {
      id,
      kind,
      name,
      aliases: aliases.map((alias) =>
        typeof alias === "string"
          ? { text: alias, caseSensitive: null, plural: false, notIn: [] }
          : {
              text: alias.text,
              caseSensitive: alias.caseSensitive ?? null,
              plural: alias.plural ?? false,
              notIn: alias.notIn ?? [],
            },
      ),
      formerly,
      sex,
      notes: notes ?? "",
      colour,
      facts: facts.flatMap(({ attribute, value, fromStep, untilStep, quote }, at) => {
        const from = this.#step(fromStep ?? 1, `${path}/facts/${at}/fromStep`);
        const until =
          untilStep === null || untilStep === undefined ? null : this.#step(untilStep, `${path}/facts/${at}/untilStep`);
        if (until !== null && (untilStep ?? 0) < (fromStep ?? 1))
          this.#error(`${path}/facts/${at}`, `The fact “${attribute}: ${value}” of ${name} ends before it begins.`);
        return from === null ? [] : [{ attribute, value, from, until, quote: quote ?? "" }];
      }),
      events: events.flatMap((event, at) => {
        const where = `${path}/events/${at}`;
        for (const key of ["by", "to", "place"] as const) {
          const named = event[key];
          if (named !== null && named !== undefined) this.#known(named, `${where}/${key}`);
        }
        const step = this.#step(event.step, `${where}/step`);
        if (step === null) return [];
        const { kind: what, by = null, to = null, amount = null, fact = null, secret = null, place = null } = event;
        const { minutes = null, quote } = event;
        return [{ kind: what, step, by, to, amount, fact, secret, place, minutes, quote: quote ?? "" }];
      }),
    };
  }

  #step(number: number, pointer: string): StepId | null {
    const id = this.#order[number - 1];
    if (id !== undefined) return id;
    this.#error(pointer, `There is no step ${number}: the run has ${this.#order.length}.`);
    return null;
  }

  #known(id: string, pointer: string): void {
    if (!this.#ids.has(id)) this.#error(pointer, `No entity of this file has the id “${id}”.`);
  }

  #unique(list: string, members: readonly { readonly id: string }[]): void {
    const seen = new Set<string>();
    members.forEach(({ id }, at) => {
      if (seen.has(id)) this.#error(`/${list}/${at}/id`, `The id “${id}” stands twice.`);
      seen.add(id);
    });
  }

  #aliases(): void {
    const owners = new Map<string, string>();
    let count = 0;
    (this.#file.entities ?? []).forEach(({ id, name, aliases = [] }, at) => {
      const texts = new Set([name, ...aliases.map((alias) => (typeof alias === "string" ? alias : alias.text))]);
      count += texts.size;
      for (const text of texts) {
        const owner = owners.get(text);
        const where = `/entities/${at}/aliases`;
        if (owner !== undefined && owner !== id) {
          this.#warn(
            where,
            `“${text}” is a name of two entities (${owner}, ${id}), so the text alone cannot tell which is meant.`,
          );
        }
        owners.set(text, id);
        if (!/\p{L}\p{M}*[\p{L}\p{N}]/u.test(text))
          this.#warn(where, `“${text}” is too short to be found in a text; it is kept and not looked for.`);
      }
    });
    if (count > MAX_ALIASES)
      this.#error("/entities", `There are ${count} aliases, and at most ${MAX_ALIASES} are taken.`);
  }

  #error(pointer: string, message: string): void {
    if (this.errors.length < MOST_PROBLEMS) this.errors.push(problem("shape", pointer, message));
  }

  #warn(pointer: string, message: string): void {
    if (this.warnings.length < MOST_PROBLEMS) this.warnings.push(problem("shape", pointer, message, "warning"));
  }
}

function problem(
  rule: Problem["rule"],
  pointer: string,
  message: string,
  severity: Problem["severity"] = "error",
): Problem {
  return { rule, severity, pointer, message, step: null, repair: null };
}

function issuesAsProblems(issues: readonly z.core.$ZodIssue[]): Problem[] {
  return issues.slice(0, MOST_PROBLEMS).flatMap((issue) => {
    const path = pointerOf(issue.path);
    if (issue.code === "unrecognized_keys")
      return issue.keys
        .slice(0, MOST_PROBLEMS)
        .map((key) =>
          problem("key", pointerOf([...issue.path, key]), `The key “${key.slice(0, 100)}” is not one of the format’s.`),
        );
    const isFormat = issue.path.length === 1 && issue.path[0] === "format";
    const rule = issue.code === "too_big" ? "limit" : "shape";
    const message = isFormat ? `The format must be “${FORMAT}”.` : `${issue.message}.`;
    return [problem(rule, path, message)];
  });
}

function pointerOf(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}
