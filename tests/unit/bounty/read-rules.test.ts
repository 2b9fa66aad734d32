import { describe, expect, it } from "vitest";

import { runStates } from "../../../shared/domain/states.ts";
import { errors, read, remarks, seen } from "../../support/bounty-file.ts";

/*
 * The rules of Reading (bounty format, section 3) on files of a step or two. Every table row is a list of steps and
 * the errors it must give, as `rule pointer`.
 */

const THOUGHTS = [[{ type: "watsonian", longterm: false, text: "Who knocks?" }]];
const PROMPT = { text: "A knock." };
const WHOLE = { thoughts: THOUGHTS, prompt: PROMPT, action: { text: "I open.", outcome: "A cat." } };
const TO_ACTION = { ...WHOLE, action: { text: "I open.", outcome: "<yo be real> A cat." } };
const TO_PROMPT = { ...WHOLE, action: { text: "<yo be real> I fly." } };
const FROM_ACTION = { action: { text: "I sit.", outcome: "It purrs." } };
const FROM_PROMPT = { prompt: PROMPT, action: { text: "I sit.", outcome: "It purrs." } };

const file = (...steps: unknown[]): object => ({ title: "A run", authors: ["Ann"], steps });
const faults = (...steps: unknown[]): string[] => errors(read(file(...steps)).problems);
const states = (...steps: unknown[]): object[] => runStates(read(file(...steps)).received);

describe("the rules of reading", () => {
  it.each<[string, unknown[]]>([
    ["a whole step", [WHOLE]],
    ["two whole steps", [WHOLE, WHOLE]],
    ["a step at its action after a tagged outcome", [TO_ACTION, FROM_ACTION, WHOLE]],
    ["a step at its prompt after a tagged action without outcome", [TO_PROMPT, FROM_PROMPT, WHOLE]],
    [
      "a tagged action with an outcome, which skips nothing",
      [{ ...WHOLE, action: { text: "<yo be real> I fly.", outcome: "You fall." } }, WHOLE],
    ],
    ["a chain of tags", [TO_ACTION, { action: { text: "<yo be real> I fly." } }, FROM_PROMPT]],
    ["a last step that ends with its initial thoughts", [WHOLE, { thoughts: THOUGHTS }]],
    ["a last step that ends with its prompt", [WHOLE, { thoughts: THOUGHTS, prompt: PROMPT }]],
    ["a last step that ends with its action", [WHOLE, { ...WHOLE, action: { text: "I open." } }]],
    ["a last step whose tagged action has no outcome", [WHOLE, TO_PROMPT]],
    ["a last step whose outcome is tagged", [WHOLE, TO_ACTION]],
    [
      "text that only looks like the tag",
      [
        {
          ...WHOLE,
          prompt: { text: "<yo be real> in a prompt" },
          action: { text: "<yo be real>", outcome: "<Yo be real> no" },
        },
      ],
    ],
  ])("[B1] accepts %s", (_, steps) => {
    const reading = read(file(...steps));
    expect(reading.problems).toEqual([]);
    expect(reading).toMatchObject({ ok: true, steps: steps.length });
  });

  it.each<[string, unknown[], string[]]>([
    ["O: no outcome, no tag, not the last", [{ ...WHOLE, action: { text: "I open." } }, WHOLE], ["O /steps/0/action"]],
    [
      "O at each place",
      [{ ...WHOLE, action: { text: "a" } }, { ...WHOLE, action: { text: "b" } }, WHOLE],
      ["O /steps/0/action", "O /steps/1/action"],
    ],
    ["P: a prompt after a tagged outcome", [TO_ACTION, FROM_PROMPT], ["P /steps/1/prompt"]],
    ["P and I at once", [TO_ACTION, WHOLE], ["P /steps/1/prompt", "I /steps/1/thoughts"]],
    [
      "A: an action without prompt",
      [WHOLE, { thoughts: THOUGHTS, action: { text: "I sit.", outcome: "It purrs." } }],
      ["A /steps/1"],
    ],
    ["A in a first step", [{ thoughts: THOUGHTS, action: { text: "I sit." } }], ["A /steps/0"]],
    ["I: initial thoughts after a skipped outcome", [TO_PROMPT, WHOLE], ["I /steps/1/thoughts"]],
    ["6: no initial thoughts", [{ prompt: PROMPT }], ["6 /steps/0/prompt/text"]],
    [
      "6: thoughts after a prompt that is not written",
      [{ thoughts: THOUGHTS, prompt: { thoughts: THOUGHTS } }],
      ["6 /steps/0/prompt/thoughts"],
    ],
    [
      "6: an outcome without action",
      [{ thoughts: THOUGHTS, prompt: PROMPT, action: { outcome: "A cat." } }],
      ["6 /steps/0/action/outcome"],
    ],
    ["6: {} in the middle", [WHOLE, {}, WHOLE], ["6 /steps/2/thoughts"]],
    ["6: {} at the beginning", [{}, WHOLE], ["6 /steps/1/thoughts"]],
    [
      "6: one hole over several steps is one problem",
      [WHOLE, { thoughts: THOUGHTS }, {}, {}, WHOLE, WHOLE],
      ["6 /steps/4/thoughts"],
    ],
    [
      "6: a hole that runs over a skipped section",
      [{ ...TO_ACTION, prompt: undefined, action: { outcome: "<yo be real> A cat." } }, FROM_ACTION],
      ["A /steps/0", "6 /steps/0/action/outcome"],
    ],
    [
      "6: two holes are two problems",
      [{ prompt: PROMPT }, { prompt: PROMPT, action: { text: "a", outcome: "b" } }],
      ["6 /steps/0/prompt/text", "6 /steps/1/prompt/text"],
    ],
    [
      "T: a doubled tag",
      [{ ...WHOLE, action: { text: "<yo be real> <yo be real> I fly." } }],
      ["T /steps/0/action/text"],
    ],
    [
      "T: a tag alone, which is no hole",
      [{ ...WHOLE, action: { text: "<yo be real> " } }, FROM_PROMPT],
      ["T /steps/0/action/text"],
    ],
    [
      "T: a tag alone still skips",
      [{ ...WHOLE, action: { text: "I open.", outcome: "<yo be real> " } }, WHOLE],
      ["T /steps/0/action/outcome", "P /steps/1/prompt", "I /steps/1/thoughts"],
    ],
  ])("[B2] refuses %s", (_, steps, expected) => {
    expect(faults(...steps).toSorted()).toEqual(expected.toSorted());
  });

  it("[B2] rule 7: a title that is not empty and a step that is left", () => {
    expect(errors(read({ title: "", authors: [], steps: [WHOLE] }).problems)).toEqual(["7 /title"]);
    expect(faults()).toEqual(["7 /steps"]);
    expect(faults({}, {})).toEqual(["7 /steps"]);
  });

  it("[B3] takes trailing {} away before it asks which step is the last, and notes it", () => {
    const reading = read(file(WHOLE, TO_PROMPT, {}, {}));
    expect(remarks(reading.problems, "note")).toEqual(["empty /steps/2"]);
    expect(reading.problems).toMatchObject([{ step: 3, severity: "note" }]);
    expect(reading).toMatchObject({ ok: true, steps: 2 });
    expect(reading.received).toHaveLength(2);
  });

  it("[B4] derives the states that a file does not hold", () => {
    expect(states(TO_ACTION, FROM_ACTION)).toMatchObject([
      { postPrompt: "empty", postAction: "empty", outcome: "written" },
      { initial: "skipped", prompt: "skipped", postPrompt: "skipped", postAction: "empty" },
    ]);
    expect(states(TO_PROMPT, FROM_PROMPT)).toMatchObject([
      { outcome: "skipped" },
      { initial: "skipped", prompt: "written" },
    ]);
    expect(states(WHOLE, TO_PROMPT)).toMatchObject([{}, { postAction: "unwritten", outcome: "unwritten" }]);
    expect(states({ thoughts: THOUGHTS, prompt: PROMPT })).toMatchObject([
      { postPrompt: "unwritten", action: "unwritten" },
    ]);
  });

  it("[B4] closes only an outcome that it finds skipped", () => {
    const [first, second] = read(file(TO_PROMPT, FROM_PROMPT)).received;
    expect(first).toMatchObject({
      outcome: { closed: true },
      postAction: { closed: false },
      action: { closed: false, tagged: true, text: "I fly." },
    });
    expect(second).toMatchObject({ initial: { closed: false, bullets: [[{ text: "" }]] }, outcome: { closed: false } });
  });

  it("[B5] goes on after an error as if the part stood there or were absent: one fault is one problem", () => {
    // An outcome is taken to stand there, so the next step begins at its initial thoughts.
    expect(faults({ ...WHOLE, action: { text: "I open." } }, FROM_PROMPT)).toEqual([
      "O /steps/0/action",
      "6 /steps/1/prompt/text",
    ]);
    // What is only taken to stand there closes no hole: the one before it is told at the next written section.
    expect(faults({ action: { text: "I sit." } })).toEqual(["A /steps/0", "6 /steps/0/action/text"]);
    // A text of the wrong kind may have been tagged: the next step is believed.
    expect(faults({ ...WHOLE, action: { text: "I open.", outcome: 5 } }, FROM_ACTION, WHOLE)).toEqual([
      "shape /steps/0/action/outcome",
    ]);
    expect(faults({ ...WHOLE, action: [] }, FROM_ACTION, WHOLE)).toEqual(["shape /steps/0/action"]);
    expect(faults(WHOLE, "a step", FROM_PROMPT, WHOLE)).toEqual(["shape /steps/1"]);
    expect(faults(WHOLE, { ...WHOLE, prompt: { text: "" } }, WHOLE)).toEqual(["empty /steps/1/prompt/text"]);
    expect(faults(WHOLE, { ...WHOLE, prompt: {} }, WHOLE)).toEqual(["empty /steps/1/prompt"]);
    expect(faults(WHOLE, { ...WHOLE, action: {} }, WHOLE)).toEqual(["empty /steps/1/action"]);
    expect(faults(WHOLE, { ...WHOLE, thoughts: [] }, WHOLE)).toEqual(["empty /steps/1/thoughts"]);
  });

  it("[B6] names the place in the words of the format, by step", () => {
    const [problem] = read(file(WHOLE, { ...WHOLE, action: { text: "I open." } }, WHOLE)).problems;
    expect(problem).toEqual({
      rule: "O",
      severity: "error",
      pointer: "/steps/1/action",
      step: 2,
      message: "Step 2, outcome: it is missing, though the action is not tagged and the step is not the last.",
      repair: null,
    });
    expect(read(file({ thoughts: THOUGHTS }, {}, WHOLE)).problems[0]?.message).toBe(
      "Step 3, initial thoughts: it is written, but before it step 1, prompt is not.",
    );
  });

  it("[B7] counts what a reader sees, and keeps every character of it", () => {
    const odd = "  \tتجربة é 👩‍👩‍👧 <script>'\"\\ 3.50 gold Mr. Smith wait...\n\n end ";
    const reading = read(
      file({ ...WHOLE, prompt: { text: odd, thoughts: [[{ type: "meta", longterm: true, text: odd }]] } }),
    );
    expect(reading.problems).toEqual([]);
    expect(reading.words).toEqual({ story: 9 + 2 + 2, watsonian: 2, doylist: 0, meta: 9, comment: 0 });
    expect(seen(reading.received)).toMatchObject([
      { prompt: odd, postPrompt: [[{ type: "meta", longterm: true, text: odd }]] },
    ]);
  });

  it("[B8] reads the keys of an object in any order", () => {
    const turned = {
      steps: [{ action: { outcome: "A cat.", text: "I open." }, prompt: PROMPT, thoughts: THOUGHTS }],
      authors: ["Ann"],
      title: "A run",
    };
    const reading = read(turned);
    expect(reading).toMatchObject({ ok: true, title: "A run", authors: ["Ann"] });
    expect(remarks(reading.problems, "note")).toEqual(["key /steps/0/action"]);
    expect(seen(reading.received)).toEqual(seen(read(file(WHOLE)).received));
  });
});

const thought = (text: string, type = "watsonian"): object => ({ type, longterm: false, text });

const warned = (...texts: string[]): string[] =>
  remarks(read(file({ ...WHOLE, thoughts: [texts.map((text) => thought(text))] })).problems, "warning");

describe("damage by Visible Thoughts Writer", () => {
  it("[B9] warns of a thought that was cut at a full stop, and accepts it", () => {
    expect(warned("It costs 3.", "50 gold.")).toEqual(["shape /steps/0/thoughts/0/1"]);
    expect(warned("Ask Mr.", "Smith.", "He knows.")).toEqual(["shape /steps/0/thoughts/0/1"]);
    // A file that was cut once was cut in hundreds of places: one piece of news, at the first, with their number.
    expect(warned("Ask Mr.", "Smith.", "Ask Dr.", "Who.", "Ask Mrs.", "Lane.")).toEqual([
      "shape /steps/0/thoughts/0/1",
    ]);
    const three = [
      [
        thought("Ask Mr."),
        thought("Smith."),
        thought("It costs 3."),
        thought("50 gold."),
        thought("A Dr."),
        thought("Who."),
      ],
    ];
    expect(read(file({ ...WHOLE, thoughts: three })).problems[0]?.message).toContain("2 more places look like it");
    expect(read(file({ ...WHOLE, thoughts: [[thought("It costs 3."), thought("50 gold.")]] })).ok).toBe(true);
  });

  it("[B9] says nothing of thoughts that only end and begin alike", () => {
    expect(warned("He came in 1850.", "1851 was worse.")).toEqual([]);
    expect(warned("There are 3.", "Seven would be better.")).toEqual([]);
    expect(warned("3.50 gold for Mr. Smith.", "Wait...", "50 more.")).toEqual([]);
    expect(
      remarks(
        read(file({ ...WHOLE, thoughts: [[thought("Ask Mr."), thought("Smith.", "doylist")]] })).problems,
        "warning",
      ),
    ).toEqual([]);
    expect(
      remarks(read(file({ ...WHOLE, thoughts: [[thought("Ask Mr.")], [thought("Smith.")]] })).problems, "warning"),
    ).toEqual([]);
  });

  it("[B9] warns of a text that nobody wrote", () => {
    const reading = read(file({ ...WHOLE, thoughts: [[thought("EDIT ME!")]], prompt: { text: "EDIT ME!" } }));
    expect(remarks(reading.problems, "warning")).toEqual([
      "empty /steps/0/thoughts/0/0/text",
      "empty /steps/0/prompt/text",
    ]);
    expect(reading.ok).toBe(true);
    expect(warned("EDIT ME! says the sign")).toEqual([]);
  });

  it("[B9] offers to take one of two tags off", () => {
    const [problem] = read(file({ ...WHOLE, action: { text: "<yo be real> <yo be real> I fly." } })).problems;
    expect(problem).toMatchObject({ rule: "T", repair: "Take one of the two tags off." });
  });
});
