import { z } from "zod";

import { SECTION_NAMES, type SectionName } from "../../shared/domain/section.ts";

/*
 * A second, simpler reader of bounty files, for the tests only: the whole file as one tree, the rules as conditions on
 * whole arrays, holes by a regular expression over a string of states. It shares nothing with the product but the names
 * of the sections, so that the two can disagree.
 */

/** A section as a reader sees it: its text with the tag, or its bullets; null when nothing is visible there. */
export type SeenSection = string | readonly (readonly { type: string; longterm: boolean; text: string }[])[] | null;
export type SeenStep = Readonly<Record<SectionName, SeenSection>>;
export type OracleState = "written" | "unwritten" | "skipped" | "empty" | "assumed";

export type OracleReading = {
  /** False when the bytes are no JSON in UTF-8 or too deep: then nothing else is said. */
  readonly readable: boolean;
  readonly ok: boolean;
  /** `rule pointer` of every error, each once. */
  readonly faults: ReadonlySet<string>;
  readonly steps: readonly SeenStep[];
  readonly states: readonly Readonly<Record<SectionName, OracleState>>[];
};

const SCALAR = z.union([z.string(), z.number(), z.boolean(), z.null()]);
type Tree = string | number | boolean | null | Tree[] | Map<string, Tree>;

const TAG_TEXT = "<yo be real> ";
const UNREADABLE: OracleReading = { readable: false, ok: false, faults: new Set(), steps: [], states: [] };

/** Reads a file the simple way. */
export function readByOracle(bytes: Uint8Array): OracleReading {
  const faults = new Set<string>();
  const tree = treeOf(bytes);
  if (tree === undefined) return UNREADABLE;
  const add = (rule: string, pointer: string): void => void faults.add(`${rule} ${pointer}`);
  if (!(tree instanceof Map)) {
    add("shape", "");
    return { readable: true, ok: false, faults, steps: [], states: [] };
  }
  keys(tree, ["title", "authors", "steps"], ["title", "authors", "steps"], "", add);
  checkHead(tree, add);
  const listed = tree.get("steps");
  if (listed === undefined) return { readable: true, ok: false, faults, steps: [], states: [] };
  if (!Array.isArray(listed)) {
    add("shape", "/steps");
    return { readable: true, ok: false, faults, steps: [], states: [] };
  }
  const count = listed.findLastIndex((step) => !(step instanceof Map && step.size === 0)) + 1;
  if (count === 0) add("7", "/steps");
  if (count > 50_000) add("limit", "/steps");
  const raw = listed.slice(0, count).map((step, index) => partsOf(step, `/steps/${index}`, add));
  const states = raw.map((step, index) => statesOf(step, index, raw, add));
  // One letter a section, e.g. "wweuww": a hole is an unwritten section with a written one after it.
  const letters = states.flatMap((step) => SECTION_NAMES.map((name) => step[name].charAt(0))).join("");
  for (const hole of letters.matchAll(/u[^w]*w/gu)) {
    const place = hole.index + hole[0].length - 1;
    add("6", `/steps/${Math.floor(place / 6)}${POINTERS[SECTION_NAMES[place % 6] ?? "initial"]}`);
  }
  return {
    readable: true,
    ok: faults.size === 0,
    faults,
    states,
    steps: raw.map((step, index) => seenStep(step, states[index])),
  };
}

const POINTERS: Record<SectionName, string> = {
  initial: "/thoughts",
  prompt: "/prompt/text",
  postPrompt: "/prompt/thoughts",
  action: "/action/text",
  postAction: "/action/thoughts",
  outcome: "/action/outcome",
};

type Add = (rule: string, pointer: string) => void;

function treeOf(bytes: Uint8Array): Tree | undefined {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    JSON.parse(text);
  } catch (error) {
    if (error instanceof TypeError || error instanceof SyntaxError) return undefined;
    throw error;
  }
  return buildTree(text);
}

/** Keys that stand twice, by the object that has them. */
const repeatedKeys = new WeakMap<Map<string, Tree>, string[]>();

/** Builds the tree of a text that is JSON; the first of two equal keys counts. Undefined when it is deeper than 16. */
function buildTree(text: string): Tree | undefined {
  const tokens = text.match(/"[^"\\]*(?:\\.[^"\\]*)*"|[[\]{}]|[^\s[\]{}:,"]+/gu) ?? [];
  let depth = 0;
  for (const token of tokens) {
    if (token === "{" || token === "[") depth += 1;
    if (token === "}" || token === "]") depth -= 1;
    if (depth > 16) return undefined;
  }
  let at = 0;
  const value = (): Tree => {
    const token = tokens[at] ?? "";
    at += 1;
    if (token !== "{" && token !== "[") return SCALAR.parse(JSON.parse(token));
    const list: Tree[] = [];
    while (tokens[at] !== "]" && tokens[at] !== "}") list.push(value());
    at += 1;
    return token === "[" ? list : objectOf(list);
  };
  return value();
}

/** An object of its keys and values in turn. */
function objectOf(list: readonly Tree[]): Map<string, Tree> {
  const object = new Map<string, Tree>();
  const repeated: string[] = [];
  for (let index = 0; index < list.length; index += 2) {
    const key = list[index];
    if (typeof key !== "string") throw new Error("An object of this text has a key that is no text");
    if (object.has(key)) repeated.push(key);
    else object.set(key, list[index + 1] ?? null);
  }
  repeatedKeys.set(object, repeated);
  return object;
}

function escaped(key: string): string {
  return key.replaceAll("~", "~0").replaceAll("/", "~1");
}

/** Unknown, repeated and missing keys of one object. */
function keys(object: Map<string, Tree>, known: string[], required: string[], pointer: string, add: Add): void {
  for (const key of object.keys()) {
    if (!known.includes(key)) add("key", key.length <= 200 ? `${pointer}/${escaped(key)}` : pointer);
  }
  for (const key of repeatedKeys.get(object) ?? []) {
    if (known.includes(key)) add("key", `${pointer}/${escaped(key)}`);
  }
  if (required.some((key) => !object.has(key))) add("shape", pointer);
}

function characters(text: string, pointer: string, add: Add): void {
  if (/[\0\r]|\p{Surrogate}/u.test(text)) add("character", pointer);
}

function checkHead(run: Map<string, Tree>, add: Add): void {
  const title = run.get("title");
  if (title !== undefined) {
    if (typeof title !== "string") add("shape", "/title");
    else if (title === "") add("7", "/title");
    else if (title.length > 10_000) add("limit", "/title");
    else characters(title, "/title", add);
  }
  const authors = run.get("authors");
  if (authors === undefined) return;
  if (!Array.isArray(authors)) return add("shape", "/authors");
  if (authors.length > 1_000) add("limit", "/authors");
  authors.slice(0, 1_000).forEach((name, index) => {
    if (typeof name !== "string") add("shape", `/authors/${index}`);
    else if (name === "") add("empty", `/authors/${index}`);
    else if (name.length > 10_000) add("limit", `/authors/${index}`);
    else characters(name, `/authors/${index}`, add);
  });
}

/** One step of the tree taken apart. */
type Parts = {
  readonly isObject: boolean;
  readonly has: (key: "thoughts" | "prompt" | "action") => boolean;
  readonly broken: (key: "prompt" | "action") => boolean;
  /** Keys that are there with any value at all. */
  readonly present: ReadonlySet<SectionName>;
  readonly value: Readonly<Record<SectionName, SeenSection>>;
  /** Of a section that is present: whether it holds something that can be read. */
  readonly good: ReadonlySet<SectionName>;
  readonly tagged: Readonly<Record<"action" | "outcome", boolean | "unknown">>;
};

function partsOf(step: Tree, pointer: string, add: Add): Parts {
  const present = new Set<SectionName>();
  const good = new Set<SectionName>();
  const value: Record<SectionName, SeenSection> = {
    initial: null,
    prompt: null,
    postPrompt: null,
    action: null,
    postAction: null,
    outcome: null,
  };
  const tagged: Record<"action" | "outcome", boolean | "unknown"> = { action: false, outcome: false };
  const broken = new Set<string>();
  if (!(step instanceof Map)) {
    add("shape", pointer);
    return { isObject: false, has: () => false, broken: () => false, present, value, good, tagged };
  }
  const container = (key: "prompt" | "action", known: string[]): Map<string, Tree> => {
    const found = step.get(key);
    if (found === undefined) return new Map();
    if (found instanceof Map && found.size > 0) {
      keys(found, known, [], `${pointer}/${key}`, add);
      return found;
    }
    add(found instanceof Map ? "empty" : "shape", `${pointer}/${key}`);
    broken.add(key);
    return new Map();
  };
  keys(step, ["thoughts", "prompt", "action"], [], pointer, add);
  const prompt = container("prompt", ["text", "thoughts"]);
  const action = container("action", ["text", "thoughts", "outcome"]);
  const found: Record<SectionName, Tree | undefined> = {
    initial: step.get("thoughts"),
    prompt: prompt.get("text"),
    postPrompt: prompt.get("thoughts"),
    action: action.get("text"),
    postAction: action.get("thoughts"),
    outcome: action.get("outcome"),
  };
  for (const name of SECTION_NAMES) {
    const tree = found[name];
    if (tree === undefined) continue;
    present.add(name);
    const at = pointer + POINTERS[name];
    if (name === "initial" || name === "postPrompt" || name === "postAction") {
      const bullets = bulletsOf(tree, at, add);
      if (bullets.length > 0) {
        good.add(name);
        value[name] = bullets;
      }
      continue;
    }
    if (typeof tree !== "string") {
      add("shape", at);
      if (name !== "prompt") tagged[name] = "unknown";
      continue;
    }
    if (tree === "") {
      add("empty", at);
      continue;
    }
    let text = tree;
    if (name !== "prompt") {
      tagged[name] = tree.startsWith(TAG_TEXT);
      if (tagged[name]) text = tree.slice(13);
      if (text === "" || text.startsWith(TAG_TEXT)) add("T", at);
    }
    if (text.length > 1_000_000) add("limit", at);
    characters(text, at, add);
    if (text !== "") {
      good.add(name);
      value[name] = tree;
    }
  }
  return {
    isObject: true,
    has: (key) => step.has(key),
    broken: (key) => broken.has(key),
    present,
    value,
    good,
    tagged,
  };
}

function bulletsOf(tree: Tree, pointer: string, add: Add): { type: string; longterm: boolean; text: string }[][] {
  if (!Array.isArray(tree)) {
    add("shape", pointer);
    return [];
  }
  if (tree.length === 0) add("empty", pointer);
  const bullets = tree.map((bullet, index) => {
    const at = `${pointer}/${index}`;
    if (!Array.isArray(bullet)) add("shape", at);
    else if (bullet.length === 0) add("empty", at);
    return Array.isArray(bullet) ? bullet.map((thought, position) => thoughtOf(thought, `${at}/${position}`, add)) : [];
  });
  const usable = bullets.flat().filter((thought) => thought !== null);
  if (bullets.flat().length > 10_000) add("limit", pointer);
  if (usable.reduce((units, { text }) => units + text.length, 0) > 1_000_000) add("limit", pointer);
  return bullets.map((bullet) => bullet.filter((thought) => thought !== null)).filter((bullet) => bullet.length > 0);
}

function thoughtOf(tree: Tree, pointer: string, add: Add): { type: string; longterm: boolean; text: string } | null {
  if (!(tree instanceof Map)) {
    add("shape", pointer);
    return null;
  }
  if (tree.size === 0) {
    add("empty", pointer);
    return null;
  }
  keys(tree, ["type", "longterm", "text"], ["type", "longterm", "text"], pointer, add);
  const type = tree.get("type") ?? "watsonian";
  if (typeof type !== "string") add("shape", `${pointer}/type`);
  else if (!["watsonian", "doylist", "meta", "comment"].includes(type)) add("type", `${pointer}/type`);
  const longterm = tree.get("longterm") ?? false;
  if (typeof longterm !== "boolean") add("shape", `${pointer}/longterm`);
  // `null` is a value of the wrong kind, not a missing one.
  for (const key of ["type", "longterm"]) if (tree.get(key) === null) add("shape", `${pointer}/${key}`);
  const text = tree.get("text");
  if (text === undefined) return null;
  if (typeof text !== "string") add("shape", `${pointer}/text`);
  else if (text === "") add("empty", `${pointer}/text`);
  else {
    characters(text, `${pointer}/text`, add);
    return { type: typeof type === "string" ? type : "", longterm: longterm === true, text };
  }
  return null;
}

/** Rules 1 to 5 for the step at `index`, looking back through the whole list. */
function statesOf(step: Parts, index: number, all: readonly Parts[], add: Add): Record<SectionName, OracleState> {
  const before = all[index - 1];
  const isLast = index === all.length - 1;
  const pointer = `/steps/${index}`;
  const hides = before === undefined ? { initial: false, prompt: false } : hiddenAfter(before);
  const own = (name: SectionName, absent: OracleState): OracleState =>
    step.good.has(name) ? "written" : step.present.has(name) ? "assumed" : absent;
  const states: Record<SectionName, OracleState> = {
    initial: own("initial", hides.initial === "unknown" ? "assumed" : "unwritten"),
    prompt: own("prompt", "unwritten"),
    postPrompt: own("postPrompt", step.has("action") ? "empty" : "unwritten"),
    action: own("action", "unwritten"),
    postAction: own("postAction", "unwritten"),
    outcome: own("outcome", "unwritten"),
  };
  if (!step.has("prompt") && (step.has("action") || hides.prompt === "unknown")) {
    states.prompt = "assumed";
    states.postPrompt = hides.prompt === "unknown" ? "assumed" : "empty";
    if (hides.prompt === false) add("A", pointer);
  }
  if (step.broken("prompt")) states.prompt = states.postPrompt = "assumed";
  if (!step.present.has("outcome") && step.has("action") && !isLast) {
    if (step.tagged.action === true) states.outcome = "skipped";
    else {
      states.outcome = "assumed";
      if (step.tagged.action === false && !step.broken("action")) add("O", `${pointer}/action`);
    }
  }
  if (states.postAction === "unwritten" && states.outcome !== "unwritten") states.postAction = "empty";
  if (step.broken("action")) states.action = states.postAction = states.outcome = "assumed";
  if (!step.isObject) for (const name of SECTION_NAMES) states[name] = "assumed";
  if (hides.prompt === true) {
    if (step.has("prompt")) add("P", `${pointer}/prompt`);
    states.prompt = states.postPrompt = "skipped";
  }
  if (hides.initial === true) {
    if (step.has("thoughts")) add("I", `${pointer}/thoughts`);
    states.initial = "skipped";
  }
  return states;
}

/** What a step that is not the last hides in the one after it. */
function hiddenAfter(step: Parts): { initial: boolean | "unknown"; prompt: boolean | "unknown" } {
  if (!step.isObject || step.broken("action") || step.tagged.outcome === "unknown")
    return { initial: "unknown", prompt: "unknown" };
  if (step.tagged.outcome) return { initial: true, prompt: true };
  const isSkipped = step.has("action") && !step.present.has("outcome");
  return { initial: isSkipped ? step.tagged.action : false, prompt: false };
}

function seenStep(step: Parts, states: Record<SectionName, OracleState> | undefined): SeenStep {
  const seen = (name: SectionName): SeenSection => (states?.[name] === "written" ? step.value[name] : null);
  return {
    initial: seen("initial"),
    prompt: seen("prompt"),
    postPrompt: seen("postPrompt"),
    action: seen("action"),
    postAction: seen("postAction"),
    outcome: seen("outcome"),
  };
}
