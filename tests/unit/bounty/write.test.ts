import { describe, expect, it } from "vitest";

import {
  by,
  bullet,
  action,
  CLOSED,
  d,
  fullStep,
  initial,
  LONGTERM,
  outcome,
  postAction,
  postPrompt,
  prompt,
  run,
  step,
  TAGGED,
  w,
} from "../../support/build.ts";
import { canonical, read, written } from "../../support/bounty-file.ts";

const thought = (text: string, type = "watsonian", longterm = false): object => ({ type, longterm, text });

describe("writing a bounty file", () => {
  it("[B19] writes the canonical bytes", () => {
    const text = written(
      run(
        "A run",
        by("Ann", "Bo"),
        step(
          initial(bullet(w("A knock."), d("Who?", LONGTERM)), bullet(w("Late."))),
          prompt("You hear a knock.", "", "Again."),
          postPrompt(bullet(w("Now."))),
          action("I open."),
          postAction(bullet(d("Brave."))),
          outcome("A cat."),
        ),
      ),
    );
    expect(text).toBe(
      canonical({
        title: "A run",
        authors: ["Ann", "Bo"],
        steps: [
          {
            thoughts: [[thought("A knock."), thought("Who?", "doylist", true)], [thought("Late.")]],
            prompt: { text: "You hear a knock.\n\nAgain.", thoughts: [[thought("Now.")]] },
            action: { text: "I open.", thoughts: [[thought("Brave.", "doylist")]], outcome: "A cat." },
          },
        ],
      }),
    );
  });

  it("[B19] escapes as JSON.stringify does and leaves all else as it stands", () => {
    const odd = '"\\/\b\f\n\t\u0001\u007f\u2028é👩<script> ';
    const text = written(run(odd, by(odd), step(initial(bullet(w(odd))), prompt(odd))));
    expect(text).toBe(
      canonical({ title: odd, authors: [odd], steps: [{ thoughts: [[thought(odd)]], prompt: { text: odd } }] }),
    );
  });

  it("[B19] leaves out empty thoughts, bullets without thoughts, sections and parts with nothing inside", () => {
    const text = written(
      run(
        "A",
        step(
          initial(bullet(w(""), w("a"), w("")), bullet(w(""))),
          prompt("b"),
          postPrompt(bullet(w("")), CLOSED),
          action(CLOSED),
          outcome(CLOSED),
        ),
      ),
    );
    expect(text).toBe(
      canonical({ title: "A", authors: [], steps: [{ thoughts: [[thought("a")]], prompt: { text: "b" } }] }),
    );
    expect(written(run("A"))).toBe(canonical({ title: "A", authors: [], steps: [] }));
  });

  it("[B19] names administrators, then dungeon masters, then players, each once and in the author's order", () => {
    const authors = by(
      ["P1", "player"],
      "D2",
      ["A1", "administrator"],
      "D1",
      ["P1", "player"],
      ["D2", "player"],
      ["P0", "player"],
    );
    expect(JSON.parse(written(run("A", authors)))).toMatchObject({ authors: ["A1", "D2", "D1", "P1", "P0"] });
  });

  it("[B19] puts the tag in front of the text, and leaves out what is parked", () => {
    const text = written(
      run(
        "A",
        fullStep("1", outcome("one outcome", TAGGED)),
        fullStep("2", action("two action", TAGGED), outcome(CLOSED)),
        fullStep("3"),
      ),
    );
    expect(JSON.parse(text)).toMatchObject({
      steps: [
        { action: { outcome: "<yo be real> one outcome" } },
        { action: { text: "<yo be real> two action", thoughts: [[{ text: "2 post-action" }]] } },
        { prompt: { text: "3 prompt" } },
      ],
    });
    expect(text).not.toMatch(/2 (initial|prompt|post-prompt|outcome)|3 initial/u);
  });

  it("[B19] drops trailing steps that hold nothing, and keeps those in the middle as {}", () => {
    const steps = read(written(run("A", fullStep("1"), step(), step(initial(CLOSED))))).steps;
    expect(steps).toBe(1);
    expect(JSON.parse(written(run("A", step(), fullStep("1"), step(), fullStep("2"))))).toMatchObject({
      steps: [{}, {}, {}, {}],
    });
    expect(written(run("A", fullStep("1"), step(), fullStep("2")))).toContain("\n    {},\n");
    // A step whose text a skip hides holds nothing that a reader sees.
    expect(
      read(written(run("A", fullStep("1", outcome("x", TAGGED)), step(initial("parked"), prompt("parked"))))).steps,
    ).toBe(1);
    // A tag alone is something.
    expect(written(run("A", fullStep("1"), step(action(TAGGED))))).toContain('"text": "<yo be real> "');
  });
});
