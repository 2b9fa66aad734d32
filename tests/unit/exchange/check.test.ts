import { describe, expect, it } from "vitest";

import { type CheckedRun, checkLeaving } from "../../../shared/domain/exchange/check.ts";
import type { ExportFinding } from "../../../shared/domain/exchange/finding.ts";
import { EXPORT_FORMATS } from "../../../shared/domain/exchange/formats.ts";
import { addressedText } from "../../../shared/domain/address.ts";
import type { Step } from "../../../shared/domain/step.ts";
import { TAG } from "../../../shared/domain/tag.ts";
import {
  action,
  bullet,
  c,
  fullStep,
  initial,
  m,
  outcome,
  postPrompt,
  prompt,
  run,
  step,
  TAGGED,
  w,
} from "../../support/build.ts";
import { RELEASE } from "../../support/release.ts";
import { generateRun } from "../../support/generate-run.ts";

function checked(steps: readonly Step[], changes: Partial<CheckedRun> = {}): CheckedRun {
  const { id: runId, title } = run("A run");
  return {
    runId,
    title,
    authors: [{ name: "Ann Example", role: "dm" }],
    steps,
    wordsPerStep: null,
    targetWords: null,
    targetSteps: null,
    licence: "cc-by-4.0",
    consent: true,
    ...changes,
  };
}

const rules = (findings: readonly ExportFinding[]): string[] =>
  findings.map(({ rule, severity }) => `${severity} ${rule}`);

/** The text that a finding's address covers. */
function quoted(steps: readonly Step[], { address }: ExportFinding): string | null {
  const at = steps.find(({ id }) => id === address?.stepId);
  if (at === undefined || address === null) return null;
  return addressedText(at, address)?.slice(address.start, address.end) ?? null;
}

describe("what is said before a run leaves", () => {
  it("[DS14] nothing at all of a clean run, in any format", () => {
    const clean = generateRun({ seed: 12, steps: 60 });
    for (const format of EXPORT_FORMATS) {
      const found = checkLeaving(checked(clean.steps, { authors: clean.authors }), format, RELEASE);
      // The generator sows control characters here and there: valid, and said to look odd.
      expect(found.filter(({ message }) => !message.includes("wrong encoding")).map(({ rule }) => rule)).toEqual(
        format === "docx" ? ["characters", "characters"] : [],
      );
    }
  });

  it("[DS14] holes and tags keep a run from formats of valid runs, are said of the others, and of a package nothing is", () => {
    const holes = [
      fullStep("one"),
      fullStep("two", prompt(), action(`${TAG}again`)),
      fullStep("three", outcome(`${TAG}x`)),
      fullStep("four"),
    ];
    for (const format of EXPORT_FORMATS) {
      const found = checkLeaving(checked(holes), format, RELEASE);
      const severity = ["bounty", "chat", "dataset"].includes(format) ? "blocker" : "warning";
      expect(rules(found), format).toEqual(
        format === "package" ? [] : [`${severity} structure`, `${severity} tag`, `${severity} tag`],
      );
    }
    const [hole] = checkLeaving(checked(holes), "jsonl", null);
    expect(hole).toMatchObject({ step: 2, address: { stepId: holes[1]?.id, section: "postPrompt" } });
  });

  it("[DS14] a run without an author and a last step that breaks off may leave, and it is said", () => {
    const breaksOff = [fullStep("one"), step(initial(bullet(w("two"))), prompt("A quay."))];
    for (const format of EXPORT_FORMATS) {
      const found = checkLeaving(checked(breaksOff, { authors: [] }), format, RELEASE);
      const author = format === "dataset" ? "blocker author" : "warning author";
      expect(rules(found), format).toEqual(format === "package" ? [] : [author, "warning unfinished"]);
    }
    const [unfinished] = checkLeaving(checked(breaksOff), "bounty", null);
    expect(unfinished).toMatchObject({
      message: "Step 2 is not finished: it goes along as it is.",
      address: { stepId: breaksOff[1]?.id, section: "action" },
    });
  });

  it("[DS14] a last step is finished with its outcome, or with a tagged action; blank steps after it are none", () => {
    const ends = [
      [fullStep("one"), step()],
      [fullStep("one"), fullStep("two", action("again", TAGGED), outcome())],
      [fullStep("one", outcome("o", TAGGED)), step(action("b"), outcome("c"))],
    ];
    for (const steps of ends) expect(rules(checkLeaving(checked(steps), "bounty", null))).toEqual([]);
    const [last] = checkLeaving(checked([fullStep("one"), fullStep("two", outcome())]), "bounty", null);
    expect(last).toMatchObject({ rule: "unfinished", step: 2, address: { section: "outcome" } });
  });

  it("[DS14] characters that no file holds block every format but the package", () => {
    const bad = [fullStep("one", initial(bullet(w("half \ud83d"), w("whole")), bullet(w("cr \r here"))))];
    const found = checkLeaving(checked(bad), "parquet", null);
    expect(rules(found)).toEqual(["blocker characters", "blocker characters"]);
    expect(found.map(({ address }) => address?.thoughtId)).toEqual(
      bad[0]?.initial.bullets.flatMap(([first]) => first?.id ?? []),
    );
  });

  it("[DS15] placeholders, doubled text, wrong encodings and private things are found at their very place", () => {
    const long = "The ferry creaks against the quay, and nobody on the whole long shore answers the bell.";
    const steps = [
      fullStep(
        "one",
        prompt(long),
        postPrompt(bullet(c("Mail me at ann.example@mail.example or +49 30 1234567 please."))),
      ),
      fullStep(
        "two",
        initial(bullet(m("See C:\\Users\\ann\\runs\\one.txt")), bullet(w("/home/ann is a place in the story"))),
        outcome("TODO the end"),
      ),
      fullStep("three", prompt(long), action("EDIT ME!"), outcome("It costs 3.50 in the year 1899-1901 â€™ of")),
    ];
    const found = checkLeaving(checked(steps), "jsonl", null);
    const places = found.map((finding) => [finding.rule, finding.step, quoted(steps, finding)]);
    expect(places).toEqual(
      expect.arrayContaining([
        ["private", 1, "ann.example@mail.example"],
        ["private", 1, "+49 30 1234567"],
        ["private", 2, "C:\\Users\\ann\\runs\\one.txt"],
        ["placeholder", 2, "TODO"],
        ["placeholder", 3, "EDIT ME!"],
        ["duplicate", 3, long],
        ["encoding", 3, "â€™"],
      ]),
    );
    expect(places).toHaveLength(7);
  });

  it("[DS15] a chapter's number is no placeholder, nor a word of Spanish; what stands for a text to come is", () => {
    const steps = [
      fullStep("one", prompt("Chapter XXX. Todo es mentira."), outcome("XXX")),
      fullStep("two", prompt("They meet [XXX] and XXXX."), outcome("Lorem ipsum dolor")),
    ];
    const found = checkLeaving(checked(steps), "jsonl", null).filter(({ rule }) => rule === "placeholder");
    expect(found.map((finding) => [finding.step, quoted(steps, finding)])).toEqual([
      [2, "[XXX]"],
      [2, "Lorem ipsum"],
    ]);
  });

  it("[DS15] a name that the release keeps back is found in notes to readers, and so is a link to somebody's papers", () => {
    const notes = bullet(c("Ask Ann Example; https://docs.google.com/document/d/1x has the map."));
    const steps = [fullStep("one", postPrompt(notes), action("I greet Ann Example."))];
    const published = checked(steps, {
      authors: [{ name: "Ann Example", role: "dm" }],
      licence: "cc-by-4.0",
      consent: true,
    });
    const places = checkLeaving(published, "dataset", RELEASE).map((finding) => [finding.rule, quoted(steps, finding)]);
    expect(places).toEqual([
      ["private", "docs.google.com/document/d/1x"],
      ["private", "Ann Example"],
    ]);
    expect(rules(checkLeaving(published, "jsonl", null))).toEqual(["warning private"]);
  });

  it("[DS15] sizes are held against what the author aims at, and a share unlike an annotated run's is said", () => {
    const words = (count: number): string => Array.from({ length: count }, (_, index) => `word${index}`).join(" ");
    const steps = [fullStep("one", prompt(words(700))), fullStep("two", prompt(words(800)))];
    const found = checkLeaving(
      checked(steps, { wordsPerStep: 300, targetWords: 30_000, targetSteps: 100 }),
      "jsonl",
      null,
    );
    expect(rules(found).toSorted()).toEqual([
      "warning stepWords",
      "warning stepWords",
      "warning target",
      "warning target",
      "warning thoughtShare",
    ]);
  });

  it("[DS16] a megabyte of anything is looked through at once, and of one rule a hundred places are named", () => {
    const hostile = [
      "a".repeat(1_000_000),
      "1 ".repeat(500_000),
      "a@".repeat(500_000),
      "/home/".repeat(150_000),
      "[insert ".repeat(120_000),
    ];
    const steps = hostile.map((text) => step(initial(bullet(c(text))), prompt("p"), action("a"), outcome("o")));
    expect(checkLeaving(checked(steps), "jsonl", null).length).toBeLessThan(20);
    const many = Array.from({ length: 150 }, () => fullStep("x", outcome("TODO")));
    const found = checkLeaving(checked(many), "jsonl", null).filter(({ rule }) => rule === "placeholder");
    expect(found).toHaveLength(101);
    expect(found.at(-1)?.message).toBe("50 more places are like these.");
  });
});
