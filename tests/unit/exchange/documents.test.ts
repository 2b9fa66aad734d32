import { describe, expect, it } from "vitest";

import { DEFAULT_MAPPING } from "../../../shared/domain/exchange/mapping.ts";
import { checked, emptyWorld, stepsFrom, told, written } from "../../support/documents.ts";

/** A game as programs log it: a player's line, its answer, ten times. */
const MOVES = Array.from({ length: 10 }, (_, index) => ({ does: `do thing ${index + 1}`, answer: `It is ${index}.` }));

/** The game's file, with a mark before each of the player's lines and something between a line, its answer and the next. */
function transcript(mark: string, afterLine: string, afterAnswer: string): string {
  return `A mill.${afterAnswer}${MOVES.map(({ does, answer }) => `${mark} ${does}${afterLine}${answer}`).join(afterAnswer)}\n`;
}

describe("plain transcripts", () => {
  it.each([
    ["the answer on the very next line", transcript(">", "\n", "\n\n")],
    ["no blank line at all", transcript(">", "\n", "\n")],
    ["a name as mark", transcript("Player:", "\n", "\n\n")],
    ["a name as mark and no blank line at all", transcript("You:", "\n", "\n")],
    ["both speakers by name", transcript("Player:", "\nDM: ", "\n")],
    ["blank lines everywhere", transcript(">", "\n\n", "\n\n")],
  ])("[DS20] a player's mark holds for its own line: %s", async (_, text) => {
    const world = await emptyWorld();
    const path = written(world, "moves.txt", text);
    expect(await checked(world, path)).toMatchObject({ runs: [{ steps: 10 }], unclear: [] });
    expect((await stepsFrom(world, path)).map(told)).toEqual(
      MOVES.map(({ does, answer }, index) => [
        ...(index === 0 ? ["prompt: A mill."] : []),
        `action: ${does}`,
        `outcome: ${answer}`,
      ]),
    );
  });

  it("[DS20] a player's line goes on where it is indented, and where a long line was wrapped", async () => {
    const world = await emptyWorld();
    const long = "I walk along the quay from end to end and look for the old";
    const text = `> say this\n  and that\nSo be it.\n> ${long} iron\nferryman.\nNobody.\nPlayer: ${long}\nferryman.\nNobody.`;
    expect((await stepsFrom(world, written(world, "wrapped.txt", text))).map(told)).toEqual([
      ["action: say this\nand that", "outcome: So be it."],
      [`action: ${long} iron\nferryman.`, "outcome: Nobody."],
      [`action: ${long}\nferryman.`, "outcome: Nobody."],
    ]);
  });

  it("[DS20] lines of a web page that only a break parts are told apart, and an action that holds marked lines is unclear", async () => {
    const world = await emptyWorld();
    const page = "<html><body><p>&gt; look<br>A cave.<br>&gt; enter<br>It closes.</p></body></html>";
    expect((await stepsFrom(world, written(world, "game.html", page))).map(told)).toEqual([
      ["action: look", "outcome: A cave."],
      ["action: enter", "outcome: It closes."],
    ]);
    const chat = JSON.stringify({ messages: [{ role: "user", content: "> look\n> enter" }] });
    const { unclear } = await checked(world, written(world, "chat.json", chat));
    expect(unclear).toEqual([{ place: "Block 1", what: "an action that holds marked lines: “> look\n> enter”" }]);
  });

  it("[DS20] what a further paragraph after an outcome is can be said, and is no longer unclear then", async () => {
    const world = await emptyWorld();
    const text = "You wake.\n\n> look\n\nA cave.\n\nA door opens.\n\n> enter\n\nIt closes.\n\nDark.";
    const path = written(world, "game.txt", text);
    expect((await checked(world, path)).unclear).toHaveLength(2);
    const asPrompt = { mapping: { ...DEFAULT_MAPPING, afterOutcome: "prompt" } };
    expect((await checked(world, path, asPrompt)).unclear).toEqual([]);
    expect((await stepsFrom(world, path, asPrompt)).map(told)).toEqual([
      ["prompt: You wake.", "action: look", "outcome: A cave."],
      ["prompt: A door opens.", "action: enter", "outcome: It closes.\nDark."],
    ]);
    const asOutcome = { mapping: { ...DEFAULT_MAPPING, afterOutcome: "outcome" } };
    expect((await checked(world, path, asOutcome)).unclear).toEqual([]);
  });
});

const DRAFT = `# The Salt Cellar

*Ines, March 2021.*

## Chapter One

Marta came down. The sea was **four days** away\\.

> open the barrel

There was salt.

* * *

## Chapter Two

She _counted_ 2*3*4 of the snake_case_fingers:

1.  thumb,

> take the ring

It would not come\\.[^1]

***

She went home.[^2]

## Epilogue

[^1]: He is the keeper's son.
`;

describe("Markdown that was written as prose", () => {
  it("[DS20] a chapter begins a step, a scene break ends one, and what stands before the first chapter goes to its prompt", async () => {
    const world = await emptyWorld();
    const steps = await stepsFrom(world, written(world, "draft.md", DRAFT));
    expect(steps.map((step) => [step.chapter, ...told(step)])).toEqual([
      [
        "Chapter One",
        "prompt: Ines, March 2021.\nMarta came down. The sea was four days away.",
        "action: open the barrel",
        "outcome: There was salt.",
      ],
      [
        "Chapter Two",
        "prompt: She counted 2*3*4 of the snake_case_fingers:\n1.  thumb,",
        "action: take the ring",
        "outcome: It would not come.",
      ],
      [null, "prompt: She went home.[^2]"],
    ]);
  });

  it("[DS20] emphasis, footnotes, scene breaks and headings without text are said to be left out", async () => {
    const world = await emptyWorld();
    const { unclear, leftOut } = await checked(world, written(world, "draft.md", DRAFT));
    expect(unclear.map(({ what }) => what)).toEqual([
      "text before the first chapter, taken into its first prompt: “Ines, March 2021.”",
    ]);
    expect(leftOut.map(({ what }) => what)).toEqual([
      "bold or italics in 3 places: a run is plain text",
      "a footnote: “He is the keeper's son.”",
      "a scene break: “* * *”",
      "a scene break: “***”",
      "a heading with no text below it: “Epilogue”",
    ]);
  });

  it("[DS20] thoughts below the first chapter are its initial thoughts, whatever stands before it", async () => {
    const world = await emptyWorld();
    const path = written(world, "thoughts.md", "# T\n\nBy Ines.\n\n## One\n\n- dark\n\nA quay.\n\n> wait");
    expect((await stepsFrom(world, path)).map(told)).toEqual([
      ["initial: w:dark", "prompt: By Ines.\nA quay.", "action: wait"],
    ]);
  });

  it("[DS20] in a file that does not call itself Markdown stars and escapes are what was typed", async () => {
    const world = await emptyWorld();
    const path = written(world, "chat.txt", "*grins* **so** a\\_b [^1]\n\n[^1]: no note\n\n> wave");
    expect(await checked(world, path)).toMatchObject({ leftOut: [] });
    expect((await stepsFrom(world, path)).map(told)).toEqual([
      ["prompt: *grins* **so** a\\_b [^1]\n[^1]: no note", "action: wave"],
    ]);
  });
});
