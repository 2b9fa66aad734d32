import { exportProblems } from "../bounty/check-run.ts";
import { grouped, placeWords } from "../bounty/place.ts";
import type { Problem } from "../bounty/problem.ts";
import { isPlaceholder } from "../bounty/vtw-damage.ts";
import { exportedSteps } from "../bounty/write.ts";
import type { RunId, StepId, ThoughtId } from "../ids.ts";
import type { RunAuthor } from "../run.ts";
import { isThoughtSection, SECTION_NAMES, type SectionName, type ThoughtType } from "../section.ts";
import type { Step } from "../step.ts";
import { visible, type VisibleStep } from "../visible.ts";
import { addWords, NO_WORDS, thoughtWords, totalWords, visibleWords } from "../words.ts";
import type { ExportFinding, FindingRule } from "./finding.ts";
import type { ExportFormat } from "./formats.ts";
import type { ReleaseRecord } from "./release.ts";

/*
 * What is said of a run before it leaves. The rules of the bounty format come first (check-run.ts) and weigh by format: a
 * package carries any run, rows say each state outright and so carry holes, a bounty file or a dataset does neither. Then
 * come what no format refuses and an author still wants to know: placeholders, sizes, doubled text, private things.
 *
 * One pass over the text; every rule tells of a bounded number of places and then how many more there are.
 */

/** What the check needs of a run. */
export type CheckedRun = {
  readonly runId: RunId;
  readonly title: string;
  readonly authors: readonly RunAuthor[];
  readonly steps: readonly Step[];
  readonly wordsPerStep: number | null;
  readonly targetWords: number | null;
  readonly targetSteps: number | null;
  readonly licence: string | null;
  readonly consent: boolean;
};

/** Of one rule so many places are named. */
const MOST_A_RULE = 100;

type Place = { readonly stepId: StepId; readonly step: number; readonly section: SectionName } & {
  readonly thoughtId: ThoughtId | null;
  readonly start: number;
  readonly end: number;
};

class Findings {
  readonly #runId: RunId;
  readonly #found = new Map<FindingRule, { readonly list: ExportFinding[]; more: number }>();

  constructor(runId: RunId) {
    this.#runId = runId;
  }

  add(rule: FindingRule, severity: ExportFinding["severity"], message: string, place: Place | null): void {
    const kept = this.#found.get(rule) ?? { list: [], more: 0 };
    this.#found.set(rule, kept);
    if (kept.list.length >= MOST_A_RULE) {
      kept.more += 1;
      return;
    }
    const { step = null, ...address } = place ?? {};
    kept.list.push({
      rule,
      severity,
      message: message.slice(0, MOST_MESSAGE_UNITS),
      step,
      address: place === null ? null : addressOf(this.#runId, { ...place, ...address }),
    });
  }

  /** Blockers first, then by rule and place. */
  all(): ExportFinding[] {
    const all = [...this.#found].flatMap(([rule, { list, more }]) =>
      more === 0
        ? list
        : [
            ...list,
            {
              rule,
              severity: list.some(({ severity }) => severity === "blocker")
                ? ("blocker" as const)
                : ("warning" as const),
              message: `${grouped(more)} more ${more === 1 ? "place is" : "places are"} like these.`,
              step: null,
              address: null,
            },
          ],
    );
    return all.toSorted((left, right) => weight(left) - weight(right));
  }
}

const MOST_MESSAGE_UNITS = 2_000;
const weight = ({ severity }: ExportFinding): number => (severity === "blocker" ? 0 : 1);

function addressOf(runId: RunId, { stepId, section, thoughtId, start, end }: Place): ExportFinding["address"] {
  return { runId, stepId, section, thoughtId, start, end };
}

/** Everything that is to be said of a run before it leaves in `format`; blockers first. */
export function checkLeaving(run: CheckedRun, format: ExportFormat, release: ReleaseRecord | null): ExportFinding[] {
  const findings = new Findings(run.runId);
  addFormatRules(findings, run, format);
  if (format !== "package") addWhole(findings, run, format);
  if (format === "dataset") addPublishing(findings, run, release);
  addTextRules(findings, run, [
    ...TEXT_RULES,
    ...(format === "docx" ? [NOT_IN_WORD] : []),
    ...(format === "dataset" ? heldBackNames(run, release) : []),
  ]);
  return findings.all();
}

/** Formats that only a valid run may leave in. */
const NEEDS_VALID: ReadonlySet<ExportFormat> = new Set(["bounty", "chat", "dataset"]);

function addFormatRules(findings: Findings, run: CheckedRun, format: ExportFormat): void {
  if (format === "package") return;
  for (const problem of exportProblems(run, run.steps)) {
    if (problem.severity !== "error") continue;
    const rule = ruleOf(problem);
    const blocks = rule === "empty" ? problem.pointer === "/steps" : rule === "characters";
    const severity = blocks || NEEDS_VALID.has(format) ? "blocker" : "warning";
    const repair = problem.repair === null ? "" : ` ${problem.repair}`;
    findings.add(rule, severity, problem.message + repair, placeOf(run.steps, problem));
  }
}

function ruleOf({ rule }: Problem): FindingRule {
  if (rule === "7" || rule === "empty") return "empty";
  if (rule === "T") return "tag";
  if (rule === "character") return "characters";
  return rule === "limit" ? "limit" : "structure";
}

/** The section that the rest of a pointer after `/steps/n` leads to. */
const SECTION_BY_PATH: readonly (readonly [path: string, section: SectionName])[] = [
  ["/thoughts", "initial"],
  ["/prompt/text", "prompt"],
  ["/prompt/thoughts", "postPrompt"],
  ["/action/text", "action"],
  ["/action/thoughts", "postAction"],
  ["/action/outcome", "outcome"],
];

function placeOf(steps: readonly Step[], { pointer, step: number }: Problem): Place | null {
  const step = number === null ? undefined : steps[number - 1];
  if (step === undefined || number === null) return null;
  const path = pointer.replace(/^\/steps\/\d+/u, "");
  const section = SECTION_BY_PATH.find(([start]) => path.startsWith(start))?.[1] ?? "initial";
  const [bullet, thought] = path
    .replace(/^(?:\/prompt|\/action)?\/thoughts\//u, "")
    .split("/")
    .map(Number);
  const thoughtId =
    isThoughtSection(section) && bullet !== undefined && thought !== undefined
      ? (writtenBullets(step, section)[bullet]?.[thought]?.id ?? null)
      : null;
  return { stepId: step.id, step: number, section, thoughtId, start: 0, end: 0 };
}

function writtenBullets(step: Step, section: "initial" | "postPrompt" | "postAction"): Step["initial"]["bullets"] {
  return step[section].bullets
    .map((bullet) => bullet.filter(({ text }) => text !== ""))
    .filter((bullet) => bullet.length > 0);
}

/** What a reader takes for whole and is not: a run that nobody has signed, a last step that breaks off. */
function addWhole(findings: Findings, run: CheckedRun, format: ExportFormat): void {
  if (run.authors.length === 0) {
    const severity = format === "dataset" ? "blocker" : "warning";
    findings.add("author", severity, "No author is named in the details of this run.", null);
  }
  const last = [...exportedSteps(run.steps)].at(-1);
  if (last === undefined) return;
  const { step, number, states } = last;
  const section = MUST_BE_WRITTEN.find((name) => states[name] === "unwritten");
  if (section === undefined || (section === "outcome" && step.action.tagged)) return;
  const place: Place = { stepId: step.id, step: number, section, thoughtId: null, start: 0, end: 0 };
  findings.add("unfinished", "warning", `Step ${number} is not finished: it goes along as it is.`, place);
}

/** Of a step that is finished; an outcome may be left out after a tagged action (bounty format, section 1). */
const MUST_BE_WRITTEN = ["initial", "prompt", "action", "outcome"] as const;

function addPublishing(findings: Findings, run: CheckedRun, release: ReleaseRecord | null): void {
  if (run.licence === null || run.licence.trim() === "") {
    findings.add("licence", "blocker", "No licence is named in the details of this run.", null);
  } else if (release !== null && run.licence.trim().toLowerCase() !== release.licence) {
    findings.add(
      "licence",
      "warning",
      `This run is licensed as “${run.licence}”, the dataset as “${release.licence}”.`,
      null,
    );
  }
  if (!run.consent) {
    findings.add(
      "consent",
      "blocker",
      "The details of this run do not say that its author agrees to publishing.",
      null,
    );
  }
  if (release === null) {
    findings.add("release", "blocker", "A dataset needs a release record: name, version, date, licence.", null);
    return;
  }
  const nameless = [...new Set(run.authors.map(({ name }) => name))].filter(
    (name) => !Object.hasOwn(release.penNames, name),
  );
  for (const name of nameless) {
    findings.add("penName", "blocker", `The release record gives no pen name for the author “${name}”.`, null);
  }
}

/** How far a step may be from the words a step that its author aims at. */
const LEAST_OF_STEP = 0.5;
const MOST_OF_STEP = 2;
/** A run counts as short of its target below this share. */
const LEAST_OF_TARGET = 0.9;
/** Thoughts of an annotated run are four to five of six words (bounty format, Figures); outside of this something is missing. */
const THOUGHT_SHARE = { least: 0.5, most: 0.95, fromWords: 1_000 };
/** Texts shorter than this repeat by chance: "I wait." */
const TELLING_UNITS = 80;

type Told = { readonly place: Place; readonly text: string; readonly type: ThoughtType | null };

const isShort = (is: number, target: number | null): target is number =>
  target !== null && is < target * LEAST_OF_TARGET;

function addTextRules(findings: Findings, run: CheckedRun, rules: readonly TextRule[]): void {
  let words = NO_WORDS;
  let steps = 0;
  const seen = new Map<string, Place>();
  for (const shown of visible(run.steps)) {
    const { step, number, states } = shown;
    const ofStep = visibleWords(step, states);
    words = addWords(words, ofStep);
    if (totalWords(ofStep) > 0) steps = number;
    addStepSize(findings, run, shown, totalWords(ofStep));
    for (const told of textsOf(shown)) {
      addOfText(findings, told, rules);
      if (told.text.length < TELLING_UNITS) continue;
      const twin = seen.get(told.text);
      if (twin === undefined) seen.set(told.text, told.place);
      else {
        const where = placeWords(twin.step - 1, twin.section);
        findings.add("duplicate", "warning", `${wordsOf(told.place)}: the same text stands in ${where}.`, told.place);
      }
    }
  }
  const all = totalWords(words);
  if (isShort(all, run.targetWords)) {
    findings.add("target", "warning", `${grouped(all)} words of a target of ${grouped(run.targetWords)}.`, null);
  }
  if (isShort(steps, run.targetSteps)) {
    findings.add("target", "warning", `${grouped(steps)} steps of a target of ${grouped(run.targetSteps)}.`, null);
  }
  const share = all === 0 ? 0 : thoughtWords(words) / all;
  if (all >= THOUGHT_SHARE.fromWords && (share < THOUGHT_SHARE.least || share > THOUGHT_SHARE.most)) {
    const percent = Math.round(share * 100);
    findings.add(
      "thoughtShare",
      "warning",
      `${percent} % of the words are thoughts; in a run they are about 80.`,
      null,
    );
  }
}

function addStepSize(findings: Findings, run: CheckedRun, { step, number }: VisibleStep, words: number): void {
  const aim = run.wordsPerStep;
  if (aim === null || words === 0) return;
  if (words >= aim * LEAST_OF_STEP && words <= aim * MOST_OF_STEP) return;
  const place: Place = { stepId: step.id, step: number, section: "initial", thoughtId: null, start: 0, end: 0 };
  findings.add(
    "stepWords",
    "warning",
    `Step ${number}: ${grouped(words)} words, and ${grouped(aim)} were aimed at.`,
    place,
  );
}

function* textsOf({ step, number, sections }: VisibleStep): Generator<Told> {
  for (const section of SECTION_NAMES) {
    if (!sections.includes(section)) continue;
    const at = { stepId: step.id, step: number, section };
    if (!isThoughtSection(section)) {
      const { text } = step[section];
      yield { place: { ...at, thoughtId: null, start: 0, end: text.length }, text, type: null };
      continue;
    }
    for (const { id, type, text } of step[section].bullets.flat()) {
      if (text !== "") yield { place: { ...at, thoughtId: id, start: 0, end: text.length }, text, type };
    }
  }
}

const wordsOf = (place: Place): string => placeWords(place.step - 1, place.section);

type TextRule = {
  readonly rule: FindingRule;
  readonly pattern: RegExp;
  readonly says: (found: string) => string;
  /** Types of thought that are looked at; null: all texts. */
  readonly types: readonly ThoughtType[] | null;
};

/** Notes to readers and about the project: where private things slip in. */
const NOTES: readonly ThoughtType[] = ["comment", "meta"];

/*
 * Every repetition is bounded, so that a megabyte of anything costs one pass.
 */
const TEXT_RULES: readonly TextRule[] = [
  {
    rule: "placeholder",
    // In capitals: "todo" is a word of Spanish. XXX alone is the number of a chapter.
    pattern: /\b(?:TODO|FIXME|TBD|XXX XXX|X{4,40})\b|\[(?:XXX|[Ii]nsert [^\]\n]{1,80})\]|\b[Ll]orem [Ii]psum\b/u,
    says: (found) => `“${found}” looks like something that is still to be written.`,
    types: null,
  },
  {
    rule: "encoding",
    pattern:
      /\uFFFD|\uFEFF|\u00C3[\u0080-\u00BF]|\u00E2\u20AC[\u0080-\uFFFF]|\u00C2[\u0080-\u00BF]|[\p{Cc}--[\t\n\r]]/v,
    says: (found) => `${JSON.stringify(found)} looks like text that was read in the wrong encoding.`,
    types: null,
  },
  {
    rule: "private",
    pattern: /[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}\.[\p{L}\p{N}.-]{2,63}/u,
    says: (found) => `“${found}” is a mail address.`,
    types: NOTES,
  },
  {
    rule: "private",
    pattern: /(?<![\p{L}\p{N}.,])(?:\+\d|\(?0\d|\d{3}[ -.])[\d ()/.-]{6,18}\d(?![\p{L}\p{N}])/u,
    says: (found) => `“${found}” looks like a telephone number.`,
    types: NOTES,
  },
  {
    rule: "private",
    pattern:
      /(?:\b[A-Za-z]:\\|\\\\[\w.-]{1,60}\\|(?<![\w/])\/(?:home|Users|root|mnt|media|Volumes|var|etc|tmp)\/)[^\s"'<>|]{1,200}/u,
    says: (found) => `“${found}” is a path on somebody's machine.`,
    types: NOTES,
  },
  {
    rule: "private",
    pattern:
      /\b(?:(?:docs|drive)\.google\.com|(?:www\.)?dropbox\.com|discord(?:app)?\.com\/channels|[\w-]{1,40}\.slack\.com)\/[^\s"'<>]{1,200}/u,
    says: (found) => `“${found}” leads to somebody's own documents or talk.`,
    types: NOTES,
  },
];

/** The names that a release keeps back, in notes to readers; none where every author is published by name. */
function heldBackNames({ authors }: CheckedRun, release: ReleaseRecord | null): readonly TextRule[] {
  const names = [...new Set(authors.map(({ name }) => name.trim()))].filter(
    (name) => name !== "" && release !== null && release.penNames[name] !== name,
  );
  if (release === null || names.length === 0) return [];
  const anyName = names.map((name) => name.replace(/[\\^$.*+?()[\]{}|/]/gu, String.raw`\$&`)).join("|");
  return [
    {
      rule: "private",
      pattern: new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${anyName})(?![\p{L}\p{N}])`, "u"),
      says: (found) => `“${found}” is an author whom the release publishes under another name.`,
      types: NOTES,
    },
  ];
}

/** What XML, and so a Word document, has no way to spell. */
const NOT_IN_WORD: TextRule = {
  rule: "characters",
  pattern: /[[\p{Cc}\uFFFE\uFFFF]--[\t\n\r\u007F-\u009F]]/v,
  says: (found) => `${JSON.stringify(found)} is a character that a Word document cannot hold.`,
  types: null,
};

/** A telephone number has so many digits at least. */
const LEAST_DIGITS = 8;

function addOfText(findings: Findings, { place, text, type }: Told, rules: readonly TextRule[]): void {
  if (isPlaceholder(text)) {
    findings.add("placeholder", "warning", `${wordsOf(place)}: “${text}” is still to be written.`, place);
    return;
  }
  for (const { rule, pattern, says, types } of rules) {
    if (types !== null && (type === null || !types.includes(type))) continue;
    const match = pattern.exec(text);
    if (match === null) continue;
    const [found] = match;
    const isNumber = rule === "private" && /^[\d+(]/u.test(found) && !found.includes("@");
    if (isNumber && found.replace(/\D/gu, "").length < LEAST_DIGITS) continue;
    const at = { ...place, start: match.index, end: match.index + found.length };
    const severity = rule === "characters" ? "blocker" : "warning";
    findings.add(rule, severity, `${wordsOf(place)}: ${says(found)}`, at);
  }
}
