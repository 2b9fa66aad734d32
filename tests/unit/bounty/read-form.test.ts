import { describe, expect, it } from "vitest";

import { Problem } from "../../../shared/domain/bounty/problem.ts";
import { canonical, errors, read, remarks, utf8 } from "../../support/bounty-file.ts";

/*
 * What is not the rules of Reading: JSON, UTF-8, kinds of values, keys, characters, and what is accepted and written
 * otherwise (bounty format, the table after Reading).
 */

const THOUGHTS = [[{ type: "watsonian", longterm: false, text: "Who knocks?" }]];
const WHOLE = { thoughts: THOUGHTS, prompt: { text: "A knock." }, action: { text: "I open.", outcome: "A cat." } };
const RUN = { title: "A run", authors: ["Ann"], steps: [WHOLE] };
const TEXT = canonical(RUN);

/** The step with its one thought replaced. */
const withThought = (thought: unknown): object => ({ ...RUN, steps: [{ ...WHOLE, thoughts: [[thought]] }] });
const withStep = (step: unknown): object => ({ ...RUN, steps: [step] });
const withPrompt = (text: string): string => TEXT.replace('"A knock."', text);

describe("what is not JSON", () => {
  it.each<[string, string, string]>([
    ["an empty file", "", "The file is empty: it should hold a run as JSON."],
    [
      "a file of blanks",
      "  \n ",
      "Line 2, column 2: the file ends here, but a value was expected. It seems to be cut off.",
    ],
    [
      "a comma before a bracket",
      TEXT.replace("\n  ],\n", ",\n  ],\n"),
      "Line 5, column 3: another element, since a comma stands before it, was expected, but ] stands there.",
    ],
    [
      "a missing comma",
      TEXT.replace('run",', 'run"'),
      'Line 3, column 3: a comma or } was expected, but " stands there.',
    ],
    [
      "a missing colon",
      TEXT.replace('"title":', '"title"'),
      'Line 2, column 11: a colon after the key was expected, but " stands there.',
    ],
    [
      "a key without quotes",
      TEXT.replace('"title"', "title"),
      "Line 2, column 3: a key in double quotes was expected, but t stands there.",
    ],
    ["single quotes", withPrompt("'A knock.'"), "Line 18, column 17: a value was expected, but ' stands there."],
    [
      "a wrong word",
      withPrompt("nul"),
      "Line 18, column 20: the word null was expected, but the control character with code 10 stands there.",
    ],
    [
      "a number with a leading zero",
      withPrompt("01"),
      "Line 18, column 18: the end of the number, since it begins with 0, was expected, but 1 stands there.",
    ],
    [
      "a number without digits after the point",
      withPrompt("1.x"),
      "Line 18, column 19: a digit was expected, but x stands there.",
    ],
    [
      "a number with a bare sign",
      withPrompt("-"),
      "Line 18, column 18: a digit was expected, but the control character with code 10 stands there.",
    ],
    [
      "an unknown escape",
      withPrompt('"a\\x"'),
      'Line 18, column 19: after a backslash one of " \\ / b f n r t or u and four hexadecimal digits was expected.',
    ],
    [
      "a short unicode escape",
      withPrompt('"\\u12g4"'),
      'Line 18, column 18: after a backslash one of " \\ / b f n r t or u and four hexadecimal digits was expected.',
    ],
    [
      "a line end in a text",
      withPrompt('"a\nb"'),
      "Line 18, column 19: the line ends inside a text; the closing quote was expected, or \\n for a line feed.",
    ],
    [
      "a tab in a text",
      withPrompt('"a\tb"'),
      "Line 18, column 19: the control character with code 9 stands in a text without an escape.",
    ],
    [
      "something after the run",
      `${TEXT} x`,
      "Line 26, column 3: the end of the file was expected, but x stands there.",
    ],
    [
      "another run after the run",
      `${TEXT}${TEXT}`,
      "Line 26, column 2: the end of the file was expected, but { stands there.",
    ],
    [
      "a place after letters that take several bytes",
      TEXT.replace('"Ann"', '"é👩" x'),
      "Line 4, column 11: a comma or ] was expected, but x stands there.",
    ],
    [
      "a blank that JSON does not know",
      TEXT.replace('"Ann"', "\u00a0"),
      "Line 4, column 5: a value was expected, but \u00a0 stands there.",
    ],
  ])("[B11] gives line and column for %s", (_, text, message) => {
    const problem = read(text).problems.find(({ rule }) => rule === "json");
    expect(problem).toMatchObject({ message, severity: "error", pointer: "" });
    expect(read(text).ok).toBe(false);
  });

  it("[B11] says in which step it gave up", () => {
    const cut = canonical({ ...RUN, steps: [WHOLE, WHOLE] }).slice(0, -60);
    expect(read(cut).problems).toMatchObject([{ rule: "json", step: 2, pointer: "" }]);
  });
});

const utf16 = (mark: string): Uint8Array =>
  new Uint8Array(Uint16Array.from(`${mark}${TEXT}`, (unit) => unit.charCodeAt(0)).buffer);

describe("what is not UTF-8", () => {
  const at = TEXT.indexOf("A knock.");
  const withBytes = (...bytes: number[]): Uint8Array =>
    Uint8Array.from([...utf8(TEXT.slice(0, at)), ...bytes, ...utf8(TEXT.slice(at))]);

  it.each<[string, number[]]>([
    ["a stray byte", [0xff]],
    ["a lone continuation byte", [0x80]],
    ["an overlong form", [0xc0, 0xaf]],
    ["an encoded surrogate", [0xed, 0xa0, 0x80]],
    ["a character above the last", [0xf4, 0x90, 0x80, 0x80]],
    ["a character cut short", [0xe2, 0x82]],
  ])("[B12] refuses %s with its place", (_, bytes) => {
    const [problem] = read(withBytes(...bytes)).problems;
    expect(problem).toMatchObject({ rule: "encoding", severity: "error", pointer: "", step: 1 });
    expect(problem?.message).toMatch(
      new RegExp(`^Line 18, column 18: .* at offset ${String(at)} is no part of a character`, "u"),
    );
  });

  it("[B12] finds the place also in a key, in a value that is passed over and outside of texts", () => {
    const key = Uint8Array.from([...utf8('{"ti'), 0xff, ...utf8('tle":1}')]);
    const passed = Uint8Array.from([...utf8('{"x":["'), 0xff, ...utf8('"]}')]);
    const outside = Uint8Array.from([...utf8('{"title": '), 0xff]);
    expect(read(key).problems.at(-1)?.message).toContain("Line 1, column 5");
    expect(
      read(passed)
        .problems.map(({ message }) => message)
        .join(),
    ).toContain("Line 1, column 8");
    expect(
      read(outside)
        .problems.map(({ message }) => message)
        .join(),
    ).toContain("Line 1, column 11");
  });

  it("[B12] recognises Windows-1252 and UTF-16 and says how to mend them", () => {
    const [windows] = read(withBytes(0x92)).problems;
    expect(windows?.message).toContain("In Windows-1252 it would be ’.");
    expect(windows?.repair).toBe("Open the file in a text editor as Windows-1252 and save it as UTF-8.");
    for (const mark of ["", "\ufeff"]) {
      expect(read(utf16(mark)).problems).toMatchObject([
        {
          rule: "encoding",
          severity: "error",
          repair: "Open the file in a text editor as UTF-16 and save it as UTF-8.",
        },
      ]);
    }
  });
});

const repair = (value: object): string | null | undefined => read(value).problems[0]?.repair;

describe("values, keys and characters", () => {
  const THOUGHT = { type: "watsonian", longterm: false, text: "Who knocks?" };
  it.each<[string, unknown, string[]]>([
    ["a list for the run", [], ["shape "]],
    ["a text for the run", '"run"', ["shape "]],
    ["no title", { authors: [], steps: [WHOLE] }, ["shape "]],
    ["nothing at all", {}, ["shape "]],
    ["a number for the title", { ...RUN, title: 5 }, ["shape /title"]],
    ["a text for the authors", { ...RUN, authors: "Ann" }, ["shape /authors"]],
    ["a number for an author", { ...RUN, authors: ["Ann", 5] }, ["shape /authors/1"]],
    ["an empty name", { ...RUN, authors: [""] }, ["empty /authors/0"]],
    ["an object for the steps", { ...RUN, steps: {} }, ["shape /steps"]],
    ["null for a step", withStep(null), ["shape /steps/0"]],
    ["a text for a prompt", withStep({ ...WHOLE, prompt: "A knock." }), ["shape /steps/0/prompt"]],
    ["a text for bullets", withStep({ ...WHOLE, thoughts: "Who?" }), ["shape /steps/0/thoughts"]],
    ["a thought for a bullet", withStep({ ...WHOLE, thoughts: [THOUGHT] }), ["shape /steps/0/thoughts/0"]],
    ["a text for a thought", withThought("Who?"), ["shape /steps/0/thoughts/0/0"]],
    ["an empty bullet", withStep({ ...WHOLE, thoughts: [[]] }), ["empty /steps/0/thoughts/0"]],
    ["an empty thought", withThought({}), ["empty /steps/0/thoughts/0/0"]],
    ["an empty text of a thought", withThought({ ...THOUGHT, text: "" }), ["empty /steps/0/thoughts/0/0/text"]],
    ["an unknown type of thought", withThought({ ...THOUGHT, type: "Doylist" }), ["type /steps/0/thoughts/0/0/type"]],
    ["a number for the type", withThought({ ...THOUGHT, type: 1 }), ["shape /steps/0/thoughts/0/0/type"]],
    ["a text for long-term", withThought({ ...THOUGHT, longterm: "no" }), ["shape /steps/0/thoughts/0/0/longterm"]],
    ["no long-term flag", withThought({ type: "meta", text: "x" }), ["shape /steps/0/thoughts/0/0"]],
    ["an unknown key of the run", { ...RUN, date: 1 }, ["key /date"]],
    ["an unknown key of a step", withStep({ ...WHOLE, "a/b~c": { x: [{}] } }), ["key /steps/0/a~1b~0c"]],
    ["an outcome beside the action", withStep({ ...WHOLE, outcome: "A cat." }), ["key /steps/0/outcome"]],
    ["an unknown key of a thought", withThought({ ...THOUGHT, id: 1 }), ["key /steps/0/thoughts/0/0/id"]],
    ["__proto__ as a key", TEXT.replace('"title"', '"__proto__": {}, "title"'), ["key /__proto__"]],
    [
      "a key twice",
      TEXT.replace('"text": "I open."', '"text": "I open.", "text": "I run."'),
      ["key /steps/0/action/text"],
    ],
    [
      "a key twice in two spellings",
      TEXT.replace('"text": "I open."', '"text": "I open.", "te\\u0078t": "I run."'),
      ["key /steps/0/action/text"],
    ],
    ["NUL", withStep({ ...WHOLE, prompt: { text: "a\0b" } }), ["character /steps/0/prompt/text"]],
    [
      "a carriage return",
      withStep({ ...WHOLE, action: { text: "a\r\nb", outcome: "c" } }),
      ["character /steps/0/action/text"],
    ],
    ["half a surrogate pair", withThought({ ...THOUGHT, text: "\ud83d" }), ["character /steps/0/thoughts/0/0/text"]],
    ["two halves in the wrong order", { ...RUN, title: "\udc69\ud83d" }, ["character /title"]],
    ["a bad character in a name", { ...RUN, authors: ["A\rnn"] }, ["character /authors/0"]],
  ])("[B13] refuses %s", (_, value, expected) => {
    expect(errors(read(typeof value === "string" ? value : canonical(value)).problems)).toEqual(expected);
  });

  it("[B13] takes the first of two equal keys", () => {
    const reading = read(TEXT.replace('"text": "I open."', '"text": "I open.", "text": "I run."'));
    expect(reading.received[0]?.action.text).toBe("I open.");
  });

  it("[B14] offers a repair where nothing the author wrote is lost", () => {
    expect(repair(withThought({ ...THOUGHT, type: "Doylist" }))).toBe('Write "doylist".');
    expect(repair(withThought({ ...THOUGHT, type: "thought" }))).toBeNull();
    expect(repair(withThought({ type: "meta", text: "x" }))).toBe(
      'Add "longterm": false, or true if it must be remembered for hundreds of steps.',
    );
    expect(repair(withThought({ longterm: false, text: "x" }))).toBeNull();
    expect(repair(withStep({ ...WHOLE, Thoughts: THOUGHTS }))).toBe('Spell the key "thoughts".');
    expect(repair(withThought({ ...THOUGHT, "long-term": true, longterm: true }))).toBe('Spell the key "longterm".');
    expect(repair(withStep({ ...WHOLE, prompt: { text: "a\r\nb" } }))).toMatch(/line feed/u);
    expect(repair(withStep({ ...WHOLE, prompt: { text: "\ud83d" } }))).toBeNull();
    expect(repair(withStep({ ...WHOLE, prompt: { text: "" } }))).toBe("Leave the empty text out.");
  });

  it("[B14] makes every problem by its schema", () => {
    const all = [withThought(5), withStep(5), { ...RUN, steps: [{}, WHOLE] }, [], {}].flatMap(
      (value) => read(value).problems,
    );
    expect(all.map((problem) => Problem.parse(problem))).toEqual(all);
    expect(all.length).toBeGreaterThanOrEqual(5);
  });
});

describe("what is accepted and written otherwise", () => {
  it.each<[string, string, string[]]>([
    ["a byte order mark", `\ufeff${TEXT}`, ["encoding "]],
    ["no white space", JSON.stringify(RUN), ["shape "]],
    ["an indent of four", JSON.stringify(RUN, null, 4), ["shape "]],
    ["CRLF line ends", TEXT.replaceAll("\n", "\r\n"), ["shape "]],
    ["a blank more", TEXT.replace('": "', '":  "'), ["shape "]],
    ["a blank in front", ` ${TEXT}`, ["shape "]],
    ["white space in an empty list", TEXT.replace('[\n    "Ann"\n  ]', "[ ]"), ["shape "]],
    ["a final newline", `${TEXT}\n`, ["shape "]],
    ["a final CRLF", `${TEXT}\r\n`, ["shape "]],
    ["blanks after the run", `${TEXT} \n\n`, ["shape "]],
    ["escapes that need not be", withPrompt('"A \\u006bnock\\/."'), ["character "]],
    ["an escape in capital letters", withPrompt('"A\\u001F"'), ["character "]],
    ["an escaped key", TEXT.replace('"title"', '"titl\\u0065"'), ["character "]],
    ["an author twice", TEXT.replace('"Ann"', '"Ann",\n    "Bo",\n    "Ann",\n    "Bo"'), ["shape /authors/2"]],
    [
      "keys in another order",
      canonical({ ...RUN, steps: [{ ...WHOLE, action: { outcome: "A cat.", text: "I open." } }] }),
      ["key /steps/0/action"],
    ],
  ])("[B15] notes %s once and refuses nothing", (_, text, expected) => {
    const reading = read(text);
    expect(remarks(reading.problems, "note")).toEqual(expected);
    expect(reading).toMatchObject({ ok: true, title: "A run", steps: 1 });
    expect(reading.problems).toHaveLength(expected.length);
  });

  it("[B15] says nothing of the canonical form, whatever it holds", () => {
    const odd = '"\\\b\f\n\t\u0001\u001f\u007f\u2028\u2029é👩‍👩‍👧<script>';
    expect(read({ ...RUN, authors: [], title: odd, steps: [{ ...WHOLE, prompt: { text: odd } }] }).problems).toEqual(
      [],
    );
  });

  it("[B15] keeps the names in the file's order, each once", () => {
    expect(read({ ...RUN, authors: ["Bo", "Ann", "Bo"] }).authors).toEqual(["Bo", "Ann"]);
  });
});
