import { isTaggable, SECTION_NAMES, type SectionName, type ThoughtType } from "../../../shared/domain/section.ts";
import type { Step } from "../../../shared/domain/step.ts";

/*
 * A run as an author would tell it, over plain lists and texts: the oracle for everything that can be done to one. It knows no
 * documents, positions or transactions. The rules are those of the document model (section 2), the bounty format (rule T)
 * and the interface (section 2), written down a second time.
 */

const TAG = "<yo be real> ";

export type PlainThought = { readonly type: ThoughtType; readonly longterm: boolean; readonly text: string };
/** A section: bullets of thoughts, or a text. Only action and outcome are ever tagged. */
export type PlainSection = {
  readonly closed: boolean;
  readonly tagged: boolean;
  readonly bullets: readonly (readonly PlainThought[])[] | null;
  readonly text: string;
};
export type PlainStep = {
  /** Its own for as long as the step lives, so that rule T knows what stood there before. */
  readonly key: number;
  readonly chapter: string | null;
  readonly bookmark: string | null;
  readonly sections: Readonly<Record<SectionName, PlainSection>>;
};
export type PlainRun = readonly PlainStep[];
export type PlainState = "skipped" | "written" | "empty" | "unwritten";

/** A place in a run. In a story section `bullet` and `thought` are 0 and `offset` counts units of the text. */
export type PlainPlace = {
  readonly step: number;
  readonly section: SectionName;
  readonly bullet: number;
  readonly thought: number;
  readonly offset: number;
};

let lastKey = 0;
const newKey = (): number => {
  lastKey += 1;
  return lastKey;
};

const isThoughts = (name: SectionName): boolean => name === "initial" || name === "postPrompt" || name === "postAction";

function blankOf(name: SectionName, type: ThoughtType = "watsonian"): PlainSection {
  const bullets = isThoughts(name) ? [[{ type, longterm: false, text: "" }]] : null;
  return { closed: false, tagged: false, bullets, text: "" };
}

function bySection<Value>(value: (name: SectionName) => Value): Record<SectionName, Value> {
  return {
    initial: value("initial"),
    prompt: value("prompt"),
    postPrompt: value("postPrompt"),
    action: value("action"),
    postAction: value("postAction"),
    outcome: value("outcome"),
  };
}

const blank = (): PlainStep => ({
  key: newKey(),
  chapter: null,
  bookmark: null,
  sections: bySection((name) => blankOf(name)),
});

/** A stored run as a plain one. */
export function plainRun(steps: readonly Step[]): PlainRun {
  return steps.map((step) => ({
    key: newKey(),
    chapter: step.chapter,
    bookmark: step.bookmark,
    sections: bySection((name) => {
      if (name === "initial" || name === "postPrompt" || name === "postAction") {
        const { closed, bullets } = step[name];
        const plain = bullets.map((bullet) => bullet.map(({ type, longterm, text }) => ({ type, longterm, text })));
        return { closed, tagged: false, bullets: plain, text: "" };
      }
      const tagged = name === "prompt" ? false : step[name].tagged;
      return { closed: step[name].closed, tagged, bullets: null, text: step[name].text };
    }),
  }));
}

/** A run without its keys, to be compared. */
export function told(run: PlainRun): unknown {
  return run.map(({ chapter, bookmark, sections }) => ({ chapter, bookmark, sections }));
}

/** Every character that stands anywhere in the run, hidden or not, sorted; the tag counts as its own text. */
export function everyCharacter(run: PlainRun): string {
  const texts = run.flatMap(({ sections }) =>
    SECTION_NAMES.map((name) => {
      const { bullets, text, tagged } = sections[name];
      const own =
        bullets === null
          ? text
          : bullets
              .flat()
              .map((thought) => thought.text)
              .join("");
      return tagged ? TAG + own : own;
    }),
  );
  return texts.join("").replaceAll("\n", "").split("").toSorted().join("");
}

const hasText = (section: PlainSection): boolean =>
  section.bullets === null
    ? section.text !== ""
    : section.bullets.some((bullet) => bullet.some(({ text }) => text !== ""));

/** The states of all sections, by the five rules of the document model. */
export function statesOf(run: PlainRun): Record<SectionName, PlainState>[] {
  let before: { readonly step: PlainStep; readonly states: Record<SectionName, PlainState> } | null = null;
  return run.map((step) => {
    const { sections } = step;
    const hidesThree: boolean = before?.step.sections.outcome.tagged === true;
    const hidesOne: boolean =
      hidesThree || (before?.step.sections.action.tagged === true && before.states.outcome === "skipped");
    const isSkipped = (name: SectionName): boolean =>
      (name === "initial" && hidesOne) || ((name === "prompt" || name === "postPrompt") && hidesThree);
    const written = (name: SectionName): boolean => !isSkipped(name) && hasText(sections[name]);
    const outcomeSkipped = !written("outcome") && sections.action.tagged && sections.outcome.closed;
    const states = bySection((name): PlainState => {
      if (isSkipped(name)) return "skipped";
      if (written(name)) return "written";
      if (
        name === "postPrompt" &&
        (sections[name].closed || written("action") || written("postAction") || written("outcome"))
      )
        return "empty";
      if (name === "postAction" && (sections[name].closed || written("outcome") || outcomeSkipped)) return "empty";
      return name === "outcome" && outcomeSkipped ? "skipped" : "unwritten";
    });
    before = { step, states };
    return states;
  });
}

// Small changes

function withStep(run: PlainRun, index: number, change: (step: PlainStep) => PlainStep): PlainRun {
  return run.map((step, at) => (at === index ? change(step) : step));
}

function withSection(
  run: PlainRun,
  { step, section }: Pick<PlainPlace, "step" | "section">,
  change: (section: PlainSection) => PlainSection,
): PlainRun {
  return withStep(run, step, (one) => ({
    ...one,
    sections: { ...one.sections, [section]: change(one.sections[section]) },
  }));
}

function bulletsOf(section: PlainSection): PlainThought[][] {
  return (section.bullets ?? []).map((bullet) => [...bullet]);
}

function thoughtAt(bullets: readonly (readonly PlainThought[])[], place: PlainPlace): PlainThought {
  const thought = bullets[place.bullet]?.[place.thought];
  if (thought === undefined) throw new RangeError("There is no such thought");
  return thought;
}

function stepAt(run: PlainRun, index: number): PlainStep {
  const step = run[index];
  if (step === undefined) throw new RangeError("There is no such step");
  return step;
}

/** The place's section, whichever kind it has. */
export function sectionAt(run: PlainRun, { step, section }: Pick<PlainPlace, "step" | "section">): PlainSection {
  return stepAt(run, step).sections[section];
}

// Writing

function replaceAt(run: PlainRun, place: PlainPlace, from: number, to: number, by: string): PlainRun {
  return withSection(run, place, (section) => {
    if (section.bullets === null)
      return { ...section, text: section.text.slice(0, from) + by + section.text.slice(to) };
    const bullets = bulletsOf(section);
    const thought = thoughtAt(bullets, place);
    bullets[place.bullet]?.splice(place.thought, 1, {
      ...thought,
      text: thought.text.slice(0, from) + by + thought.text.slice(to),
    });
    return { ...section, bullets };
  });
}

export function typed(run: PlainRun, place: PlainPlace, text: string): PlainRun {
  return replaceAt(run, place, place.offset, place.offset, text);
}

/** Enter ("newBullet") and Alt+Enter ("sameBullet"); in the story a paragraph, by Enter only. */
export function begun(run: PlainRun, place: PlainPlace, where: "newBullet" | "sameBullet"): PlainRun {
  return withSection(run, place, (section) => {
    if (section.bullets === null) {
      if (where === "sameBullet") return section;
      return { ...section, text: `${section.text.slice(0, place.offset)}\n${section.text.slice(place.offset)}` };
    }
    const bullets = bulletsOf(section);
    const thought = thoughtAt(bullets, place);
    const row = bullets[place.bullet] ?? [];
    let at = place.thought + 1;
    if (thought.text === "") {
      if (where === "sameBullet" || place.thought === 0) return section;
      at = place.thought;
    } else {
      const behind = thought.text.slice(place.offset);
      row.splice(
        place.thought,
        1,
        { ...thought, longterm: thought.longterm && place.offset > 0, text: thought.text.slice(0, place.offset) },
        { ...thought, longterm: thought.longterm && behind !== "", text: behind },
      );
    }
    if (where === "newBullet") bullets.splice(place.bullet + 1, 0, row.splice(at));
    return { ...section, bullets };
  });
}

export function backspaced(run: PlainRun, place: PlainPlace): PlainRun {
  if (place.offset > 0) return replaceAt(run, place, place.offset - 1, place.offset, "");
  return withSection(run, place, (section) => {
    if (section.bullets === null || (place.bullet === 0 && place.thought === 0)) return section;
    const bullets = bulletsOf(section);
    const row = bullets[place.bullet] ?? [];
    if (place.thought > 0) {
      const [first, second] = row.slice(place.thought - 1);
      if (first !== undefined && second !== undefined)
        row.splice(place.thought - 1, 2, { ...first, text: first.text + second.text });
      return { ...section, bullets };
    }
    const before = bullets[place.bullet - 1] ?? [];
    const last = before.pop();
    const first = row.shift();
    if (last !== undefined && first !== undefined) before.push({ ...last, text: last.text + first.text }, ...row);
    bullets.splice(place.bullet, 1);
    return { ...section, bullets };
  });
}

export function retyped(run: PlainRun, place: PlainPlace, change: (thought: PlainThought) => PlainThought): PlainRun {
  return withSection(run, place, (section) => {
    if (section.bullets === null) return section;
    const bullets = bulletsOf(section);
    bullets[place.bullet]?.splice(place.thought, 1, change(thoughtAt(bullets, place)));
    return { ...section, bullets };
  });
}

export function tagToggled(run: PlainRun, place: PlainPlace): PlainRun {
  if (!isTaggable(place.section)) return run;
  return withSection(run, place, (section) => ({ ...section, tagged: !section.tagged }));
}

/** Mod+Enter. */
export function finished(run: PlainRun, place: PlainPlace): PlainRun {
  const step = stepAt(run, place.step);
  const section = step.sections[place.section];
  const must =
    place.section === "outcome"
      ? !step.sections.action.tagged
      : ["initial", "prompt", "action"].includes(place.section);
  if (!hasText(section) && must) return run;
  const closed = withSection(run, place, (one) => ({
    ...one,
    closed: true,
    bullets: one.bullets === null || !hasText(one) ? one.bullets : withoutEmptyEnd(one.bullets),
  }));
  const states = statesOf(closed);
  const isLast = !SECTION_NAMES.some((name, at) =>
    states.some(
      (state, index) =>
        (index > place.step || (index === place.step && at > SECTION_NAMES.indexOf(place.section))) &&
        state[name] !== "skipped",
    ),
  );
  return isLast ? [...closed, blank()] : closed;
}

function withoutEmptyEnd(bullets: readonly (readonly PlainThought[])[]): PlainThought[][] {
  const kept = bullets.map((bullet) => [...bullet]);
  while (kept.at(-1)?.at(-1)?.text === "") {
    kept.at(-1)?.pop();
    if (kept.at(-1)?.length === 0) kept.pop();
  }
  return kept;
}

// Thoughts that move

/** The place of the next thoughts that are not hidden, that way; null at the run's end. */
function nextThoughts(run: PlainRun, place: PlainPlace, way: 1 | -1): Pick<PlainPlace, "step" | "section"> | null {
  const states = statesOf(run);
  let at = place.step * SECTION_NAMES.length + SECTION_NAMES.indexOf(place.section) + way;
  for (; at >= 0 && at < run.length * SECTION_NAMES.length; at += way) {
    const section = SECTION_NAMES[at % SECTION_NAMES.length] ?? "initial";
    const step = Math.floor(at / SECTION_NAMES.length);
    if (isThoughts(section) && states[step]?.[section] !== "skipped") return { step, section };
  }
  return null;
}

function putAway(
  run: PlainRun,
  place: PlainPlace,
  bullet: readonly PlainThought[],
  left: PlainThought[][],
  way: 1 | -1,
): PlainRun {
  const target = nextThoughts(run, place, way);
  if (target === null || bullet.every(({ text }) => text === "")) return run;
  const type = thoughtAt(sectionAt(run, place).bullets ?? [], place).type;
  const emptied = withSection(run, place, (section) => ({
    ...section,
    bullets: left.length === 0 ? [[{ type, longterm: false, text: "" }]] : left,
  }));
  return withSection(emptied, target, (section) => {
    const there = hasText(section) ? bulletsOf(section) : [];
    return { ...section, bullets: way === 1 ? [bullet, ...there] : [...there, bullet] };
  });
}

export function thoughtMoved(run: PlainRun, place: PlainPlace, way: 1 | -1): PlainRun {
  const section = sectionAt(run, place);
  if (section.bullets === null) return run;
  const bullets = bulletsOf(section);
  const row = bullets[place.bullet] ?? [];
  const [thought] = row.splice(place.thought, 1);
  if (thought === undefined) return run;
  const to = place.thought + way;
  const isInRow = to >= 0 && to <= row.length;
  const next = bullets[place.bullet + way];
  if (isInRow) row.splice(to, 0, thought);
  else if (next !== undefined) next.splice(way === 1 ? 0 : next.length, 0, thought);
  const left = bullets.filter((bullet) => bullet.length > 0);
  if (!isInRow && next === undefined) return putAway(run, place, [thought], left, way);
  return withSection(run, place, (one) => ({ ...one, bullets: left }));
}

export function bulletMoved(run: PlainRun, place: PlainPlace, way: 1 | -1): PlainRun {
  const section = sectionAt(run, place);
  if (section.bullets === null) return run;
  const bullets = bulletsOf(section);
  const [bullet] = bullets.splice(place.bullet, 1);
  if (bullet === undefined) return run;
  const to = place.bullet + way;
  if (to < 0 || to > bullets.length) return putAway(run, place, bullet, bullets, way);
  bullets.splice(to, 0, bullet);
  return withSection(run, place, (one) => ({ ...one, bullets }));
}

// Whole steps

export function inserted(run: PlainRun, index: number): PlainRun {
  return run.toSpliced(index, 0, blank());
}

export function deleted(run: PlainRun, index: number): PlainRun {
  return run.length === 1 ? [blank()] : run.toSpliced(index, 1);
}

export function duplicated(run: PlainRun, index: number): PlainRun {
  const copy = { ...stepAt(run, index), key: newKey(), chapter: null, bookmark: null };
  return run.toSpliced(index + 1, 0, copy);
}

export function movedTo(run: PlainRun, from: number, to: number): PlainRun {
  if (to < 0 || to >= run.length) return run;
  return run.toSpliced(from, 1).toSpliced(to, 0, stepAt(run, from));
}

export function named(run: PlainRun, index: number, kind: "chapter" | "bookmark", name: string | null): PlainRun {
  return withStep(run, index, (step) => ({ ...step, [kind]: name }));
}

export function split(run: PlainRun, place: PlainPlace): PlainRun {
  const step = stepAt(run, place.step);
  const at = SECTION_NAMES.indexOf(place.section);
  const blankLike = (name: SectionName): PlainSection => blankOf(name, step.sections[name].bullets?.[0]?.[0]?.type);
  const [stays, goes] = halves(step.sections[place.section], place, blankLike(place.section));
  const first = bySection((name) => {
    const index = SECTION_NAMES.indexOf(name);
    return index < at ? step.sections[name] : index === at ? stays : blankLike(name);
  });
  const second = bySection((name) => {
    const index = SECTION_NAMES.indexOf(name);
    return index < at ? blankLike(name) : index === at ? goes : step.sections[name];
  });
  return run.toSpliced(
    place.step,
    1,
    { ...step, sections: first },
    { key: newKey(), chapter: null, bookmark: null, sections: second },
  );
}

function halves(section: PlainSection, place: PlainPlace, nothing: PlainSection): [PlainSection, PlainSection] {
  const open = { ...nothing, closed: false, tagged: false };
  if (section.bullets === null) {
    let [left, right] = [section.text.slice(0, place.offset), section.text.slice(place.offset)];
    if (right.startsWith("\n")) right = right.slice(1);
    else if (left.endsWith("\n") && right !== "") left = left.slice(0, -1);
    if (!/[^\n]/u.test(left)) return [nothing, section];
    if (!/[^\n]/u.test(right)) return [section, nothing];
    return [
      { ...section, text: left },
      { ...open, text: right },
    ];
  }
  const row = section.bullets[place.bullet] ?? [];
  const thought = thoughtAt(section.bullets, place);
  const [left, right] = [thought.text.slice(0, place.offset), thought.text.slice(place.offset)];
  const staysHere = [
    ...row.slice(0, place.thought),
    ...(left !== "" || thought.text === "" ? [{ ...thought, text: left }] : []),
  ];
  const goesHere = [...(right === "" ? [] : [{ ...thought, text: right }]), ...row.slice(place.thought + 1)];
  const stays = [...section.bullets.slice(0, place.bullet), staysHere].filter((bullet) => bullet.length > 0);
  const goes = [goesHere, ...section.bullets.slice(place.bullet + 1)].filter((bullet) => bullet.length > 0);
  if (!hasText({ ...section, bullets: stays })) return [nothing, section];
  if (!hasText({ ...section, bullets: goes })) return [section, nothing];
  return [
    { ...section, bullets: stays },
    { ...open, bullets: goes },
  ];
}

export function merged(run: PlainRun, index: number): PlainRun {
  const first = stepAt(run, index);
  const second = run[index + 1];
  if (second === undefined) return run;
  const isBlank = SECTION_NAMES.every((name) => !hasText(second.sections[name]) && !second.sections[name].tagged);
  const names = (kind: "chapter" | "bookmark"): string | null => {
    const both = [first[kind], second[kind]].filter((name) => name !== null);
    return both.length === 0 ? null : both.join(" / ");
  };
  const sections = bySection((name): PlainSection => {
    const [one, other] = [first.sections[name], second.sections[name]];
    if (isBlank) return one;
    const closed = other.closed || (name !== "outcome" && one.closed);
    const tagged = name === "action" ? one.tagged || other.tagged : other.tagged;
    if (!hasText(other)) return { ...one, closed, tagged };
    if (!hasText(one)) return { ...other, closed, tagged };
    if (one.bullets === null) return { closed, tagged, bullets: null, text: `${one.text}\n${other.text}` };
    return { closed, tagged, bullets: [...one.bullets, ...(other.bullets ?? [])], text: "" };
  });
  const step = { key: first.key, chapter: names("chapter"), bookmark: names("bookmark"), sections };
  return run.toSpliced(index, 2, step);
}

/** Rule T: the 13 characters that came to stand at the start of an untagged action or outcome are its tag. */
export function ruled(before: PlainRun, after: PlainRun): PlainRun {
  const old = new Map(before.map((step) => [step.key, step]));
  const begins = (section: PlainSection | undefined): boolean =>
    section !== undefined && !section.tagged && section.text.startsWith(TAG);
  return after.map((step) => {
    let sections = step.sections;
    for (const name of ["action", "outcome"] as const) {
      const section = sections[name];
      if (!begins(section) || begins(old.get(step.key)?.sections[name])) continue;
      sections = { ...sections, [name]: { ...section, tagged: true, text: section.text.slice(TAG.length) } };
    }
    return { ...step, sections };
  });
}

/** The position of a place in the editor's document, counted by hand: every node takes one unit before and one after it. */
export function positionOf(run: PlainRun, place: PlainPlace): number {
  let position = 0;
  for (const [index, step] of run.entries()) {
    position += 1;
    for (const name of SECTION_NAMES) {
      const section = step.sections[name];
      const isHere = index === place.step && name === place.section;
      position += 1;
      if (section.bullets === null) {
        if (isHere) {
          const borders = section.text.slice(0, place.offset).split("\n").length - 1;
          return position + 1 + place.offset + borders;
        }
        position += section.text.length + section.text.split("\n").length - 1 + 2;
      } else
        for (const [b, bullet] of section.bullets.entries()) {
          position += 1;
          for (const [t, thought] of bullet.entries()) {
            if (isHere && b === place.bullet && t === place.thought) return position + 1 + place.offset;
            position += thought.text.length + 2;
          }
          position += 1;
        }
      position += 1;
    }
    position += 1;
  }
  throw new RangeError("There is no such place");
}
