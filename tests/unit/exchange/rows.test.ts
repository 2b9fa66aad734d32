import { expect, it } from "vitest";

import { keepGuide } from "../../../electron/backend/review/guides.ts";
import { createRun } from "../../../electron/backend/runs/create.ts";
import { provenanceOf } from "../../../shared/domain/exchange/provenance.ts";
import { StepRow } from "../../../shared/domain/exchange/row.ts";
import { SECTION_NAMES, type SectionName } from "../../../shared/domain/section.ts";
import { writeBounty } from "../../../shared/domain/bounty/write.ts";
import { loadLeavingRun } from "../../../electron/backend/exchange/formats/leaving-run.ts";
import { PLAIN_ROWS, rowsOf } from "../../../electron/backend/exchange/formats/rows.ts";
import {
  action,
  bullet,
  by,
  CLOSED,
  fullStep,
  initial,
  LONGTERM,
  outcome,
  prompt,
  run,
  step,
  TAGGED,
  w,
  d,
} from "../../support/build.ts";
import { exchangeWorld } from "../../support/exchange.ts";
import { generateRun } from "../../support/generate-run.ts";
import { newLibrary, valueOf } from "../../support/library.ts";
import { saveStep, stepsOf } from "../../support/typing.ts";

const rowsIn = (jsonl: Buffer): StepRow[] =>
  jsonl
    .toString("utf8")
    .trimEnd()
    .split("\n")
    .map((line) => StepRow.parse(JSON.parse(line)));

/** Every key of a value, nested ones by their path; of a list the keys of what it holds. */
function keysOf(value: unknown, path = ""): string[] {
  if (Array.isArray(value)) return [];
  if (typeof value !== "object" || value === null) return [path];
  return Object.entries(value).flatMap(([key, inner]) => keysOf(inner, `${path}/${key}`));
}

it("[DS1] every row of every run has the same keys in the same order, null where nothing is", async () => {
  const { world, ids } = await exchangeWorld(
    generateRun({ seed: 3, steps: 40 }),
    run("Short", by("Ann"), step(prompt("Only a prompt."))),
  );
  const lines: string[] = [];
  for (const id of ids) lines.push(...(await world.bytes(id, "jsonl")).toString("utf8").trimEnd().split("\n"));
  const shapes = new Set(lines.map((line) => keysOf(JSON.parse(line)).join(" ")));
  expect(lines).toHaveLength(41);
  expect(shapes.size).toBe(1);
});

it("[DS2] says each section's state outright and holds what a reader sees, with its ids", async () => {
  const { world, ids } = await exchangeWorld(
    run(
      "The Lantern Ferry",
      by("Ann", ["Max", "player"]),
      step(
        initial(bullet(w("A knock."), d("Who?", LONGTERM)), bullet(w(""))),
        prompt("You hear a knock."),
        action("I fly.", TAGGED),
        outcome(CLOSED),
      ),
      step(initial("parked"), prompt("Still here."), action("I walk."), outcome("You walk.", TAGGED)),
      step(prompt("parked too"), action("On.")),
      step(),
    ),
  );
  const rows = rowsIn(await world.bytes(ids[0] ?? valueOf({ ok: false, failure: "no run" }), "jsonl"));
  expect(rows.map((row) => SECTION_NAMES.map((name) => row[name].state))).toEqual([
    ["written", "written", "empty", "written", "empty", "skipped"],
    ["skipped", "written", "empty", "written", "empty", "written"],
    ["skipped", "skipped", "skipped", "written", "unwritten", "unwritten"],
  ]);
  expect(rows[0]?.initial.bullets.map((one) => one.map(({ type, longterm, text }) => [type, longterm, text]))).toEqual([
    [
      ["watsonian", false, "A knock."],
      ["doylist", true, "Who?"],
    ],
  ]);
  expect(rows[0]).toMatchObject({
    step: 1,
    steps: 3,
    storyWords: 6,
    thoughtWords: 3,
    action: { tagged: true, text: "I fly." },
  });
  expect(JSON.stringify(rows)).not.toContain("parked");
  expect(rows[0]?.authors).toEqual([
    { name: "Ann", role: "dm" },
    { name: "Max", role: "player" },
  ]);
});

it("[DS3] tells live thoughts from afterthoughts and pasted text, and never a clock time unless asked", () => {
  const library = newLibrary();
  const runId = valueOf(createRun(library, { title: "A run", authors: [] }));
  const [first] = stepsOf(library, runId);
  if (first === undefined) throw new Error("A new run has a step");
  const write = (part: Parameters<typeof step>[0], act: Parameters<typeof saveStep>[4]): void =>
    saveStep(library, runId, first.id, (content) => ({ ...content, ...part }), act);
  write(prompt("one two"), { section: "prompt", kind: "typed", added: 2 });
  write(action("three"), { section: "action", kind: "pasted", added: 1 });
  write(initial("late"), { section: "initial", kind: "typed", added: 1 });
  write(prompt("one two more"), { section: "prompt", kind: "typed", added: 1 });
  const [row] = [...rowsOf(valueOf(loadLeavingRun(library, runId)), PLAIN_ROWS)];
  expect(row?.initial.provenance).toMatchObject({ order: 3, beforeNext: false, changedAfterNext: false, typed: 1 });
  expect(row?.prompt.provenance).toMatchObject({
    order: 1,
    beforeNext: true,
    changedAfterNext: true,
    typed: 3,
    pasted: 0,
  });
  expect(row?.action.provenance).toMatchObject({ order: 2, beforeNext: null, typed: 0, pasted: 1, guide: null });
  expect(row?.outcome.provenance).toMatchObject({ order: null, typed: null });
  expect(JSON.stringify(row)).not.toContain("2026");
  const [timed] = [...rowsOf(valueOf(loadLeavingRun(library, runId)), { ...PLAIN_ROWS, times: true })];
  expect(timed?.prompt.provenance.firstWrittenAt).toMatch(/^2026-03-01T11:00:\d\d\.000Z$/u);
});

it("[DS3] names the version of the guide that was known when a section was first written, whatever came after", () => {
  const library = newLibrary();
  const runId = valueOf(createRun(library, { title: "A run", authors: [] }));
  const [first] = stepsOf(library, runId);
  if (first === undefined) throw new Error("A new run has a step");
  const write = (part: Parameters<typeof step>[0], section: SectionName): void =>
    saveStep(library, runId, first.id, (content) => ({ ...content, ...part }), { section, kind: "typed", added: 1 });
  write(initial("before"), "initial");
  const guide = valueOf(keepGuide(library, { guideId: null, title: "Ferry", text: "Be kind.", criteria: [] }));
  write(prompt("one"), "prompt");
  const next = valueOf(keepGuide(library, { guideId: guide.id, title: "Ferry", text: "Be brief.", criteria: [] }));
  write(prompt("one, again"), "prompt");
  write(initial("before, changed"), "initial");
  write(action("two"), "action");
  const [row] = [...rowsOf(valueOf(loadLeavingRun(library, runId)), PLAIN_ROWS)];
  expect(SECTION_NAMES.map((name) => row?.[name].provenance.guide)).toEqual([
    null,
    `${guide.id}/1`,
    null,
    `${next.id}/2`,
    null,
    null,
  ]);
});

it("[DS3] knows nothing of the order of text that came from elsewhere, and that it was changed here", async () => {
  const { world, ids } = await exchangeWorld(run("A run", fullStep("one")));
  const [row] = rowsIn(await world.bytes(ids[0] ?? valueOf({ ok: false, failure: "no run" }), "jsonl"));
  for (const name of SECTION_NAMES) {
    expect(row?.[name].provenance).toMatchObject({
      order: null,
      beforeNext: null,
      changedAfterNext: null,
      typed: 0,
      imported: 2,
    });
  }
});

it("[DS3] sections of one save share their number, and neither is before the other", () => {
  const one = fullStep("one");
  const origins = { typed: 1, pasted: 0, dropped: 0, imported: 0, moved: 0, restored: 0, replaced: 0, removed: 0 };
  const stored = { batch: 7, at: null, offsetMinutes: null, changedAfterNext: false, origins, guide: null };
  const shown = { step: one, number: 1, states: { ...STATES }, sections: SECTION_NAMES };
  const [ofStep] = provenanceOf([shown], new Map([[one.id, { prompt: stored, postPrompt: stored }]]), false);
  expect(ofStep?.prompt).toMatchObject({ order: 1, beforeNext: null });
  expect(ofStep?.postPrompt).toMatchObject({ order: 1, beforeNext: null });
});

const STATES = {
  initial: "written",
  prompt: "written",
  postPrompt: "written",
  action: "written",
  postAction: "written",
  outcome: "written",
} as const;

it("[DS4] the same library gives the same bytes in every format, and another library of the same run too", async () => {
  const generated = generateRun({ seed: 9, steps: 12 });
  const { world, ids } = await exchangeWorld(generated);
  const [id] = ids;
  if (id === undefined) throw new Error("One run");
  for (const format of ["bounty", "jsonl", "parquet", "markdown", "html", "docx", "player", "package"] as const) {
    expect((await world.bytes(id, format)).equals(await world.bytes(id, format)), format).toBe(true);
  }
  const again = await exchangeWorld(generated);
  for (const format of ["bounty", "markdown", "html", "docx", "player"] as const) {
    const [other] = again.ids;
    if (other === undefined) throw new Error("One run");
    expect((await world.bytes(id, format)).equals(await again.world.bytes(other, format)), format).toBe(true);
  }
  expect([...writeBounty(generated, generated.steps)].join("")).toBe(
    (await world.bytes(id, "bounty")).toString("utf8"),
  );
});
