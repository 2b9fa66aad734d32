import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { type MethodName, contract, schemas } from "../../shared/contract/contract.ts";
import type { ReplyOf, RequestOf } from "../../shared/contract/contract.ts";
import type { Failure, FailureKind } from "../../shared/contract/failure.ts";
import { FileHandle, FolderHandle, JobId, TargetHandle } from "../../shared/contract/handles.ts";
import { renamedThrough } from "../../shared/domain/bible/rename.ts";
import { writeBounty } from "../../shared/domain/bounty/write.ts";
import { newBatchId, newDeviceId, newRemarkId, newRunId, newStepId, type RunId } from "../../shared/domain/ids.ts";
import { anchorOfStep } from "../../shared/domain/review/anchor.ts";
import { begunAt } from "../../shared/domain/review/begun.ts";
import { success, type Outcome } from "../../shared/lib/outcome.ts";
import { type Door, DOORS } from "../support/doors.ts";
import { generateRun } from "../support/generate-run.ts";
import { failureIn, valueOf } from "../support/library.ts";

/*
 * One suite, every door: each method of the contract answers in its form, whoever carries the message. What a method
 * does in depth is tested at its own place; here it is that a reply crosses unharmed and a failure is one it declares.
 */

const UNIVERSAL: readonly FailureKind[] = ["invalidRequest", "internal", "missing"];

describe.each(DOORS)("the contract through $name", ({ open }) => {
  let folder: string;
  let door: Door;
  let file: string;
  const seen = new Set<MethodName>();

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "runwright-methods-"));
    door = await open(join(folder, "library.runwright"));
    file = join(folder, "run.json");
    const run = generateRun({ seed: 42, steps: 8 });
    writeFileSync(
      file,
      [...writeBounty({ title: "Through a door", authors: [{ name: "Ann", role: "dm" }] }, run.steps)].join(""),
    );
  });
  afterAll(async () => {
    await door.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Calls a method; a reply must fit its schema, a failure must be one that the method declares. */
  async function ask<M extends MethodName>(method: M, request: RequestOf<M>): Promise<Outcome<ReplyOf<M>, Failure>> {
    const answer = await door.call(method, request);
    if (answer.ok) {
      seen.add(method);
      return success(schemas[method].reply.parse(answer.value));
    }
    const declared: readonly FailureKind[] = [...contract[method].errors, ...UNIVERSAL];
    expect(declared).toContain(answer.failure.kind);
    return answer;
  }

  async function imported(): Promise<RunId> {
    const { runs } = valueOf(await ask("exchange.import", { files: [await door.lendFile(file)] }));
    const [run] = runs;
    if (run === undefined) throw new Error("One file gives one run");
    return run.id;
  }

  it("[K1] runs are made, listed, opened, saved, found and counted", async () => {
    const library = valueOf(await ask("library.describe", {}));
    expect(library.writing).toBe(true);
    const { runId } = valueOf(await ask("run.create", { title: "New", authors: [{ name: "Ann", role: "dm" }] }));
    const run = valueOf(await ask("run.open", { runId }));
    expect(run.pen).toBe("here");
    const [step] = run.steps;
    if (step === undefined || library.deviceId === null) throw new Error("A new run has a step, and a writer a device");
    const content = { ...step.content, prompt: { closed: false, text: "A lantern, “lit” ğ 🌊." } };
    const batch = {
      runId,
      batchId: newBatchId(),
      deviceId: library.deviceId,
      personId: library.personId,
      orderRev: run.orderRev,
      steps: [{ id: step.id, baseRev: step.rev, content }],
      acts: [
        { stepId: step.id, section: "prompt" as const, kind: "typed" as const, added: 4, removed: 0, activeMs: 900 },
      ],
    };
    const saved = valueOf(await ask("run.save", batch));
    expect(saved).toMatchObject({ state: "saved", steps: [{ id: step.id, rev: step.rev + 1 }] });
    expect(valueOf(await ask("run.save", batch))).toEqual(saved);
    expect(valueOf(await ask("run.save", { ...batch, batchId: newBatchId() }))).toMatchObject({ state: "stale" });
    const now = valueOf(await ask("run.steps", { runId, steps: [step.id] }));
    expect(valueOf(await ask("run.provenance", { runId }))).toEqual({ outOfOrder: [] });
    expect(now.steps[0]?.content).toEqual(content);
    const hits = valueOf(await ask("search.find", { text: "lantern", runs: [runId], limit: 10 })).hits;
    expect(hits.map((hit) => hit.snippet.slice(hit.snippetStart, hit.snippetEnd))).toEqual(["lantern"]);
    const row = valueOf(await ask("run.list", {})).runs.find((each) => each.id === runId);
    expect(row).toMatchObject({ title: "New", steps: 1, words: 4, storyWords: 4 });
    expect(valueOf(await ask("progress.runs", { runs: [runId] })).total).toMatchObject({ runs: 1, words: 4 });
    const goal = { unit: "words" as const, perDay: 500, by: "2027-01-31", weekdaysOff: [6], daysOff: [] };
    valueOf(await ask("progress.keepGoal", { runId, goal }));
    expect(valueOf(await ask("progress.today", { runId, dayStartsAt: 4 }))).toMatchObject({ typed: 4, unit: "words" });
    const progress = valueOf(await ask("progress.run", { runId, dayStartsAt: 4 }));
    expect(progress).toMatchObject({ words: 4, goal, columns: { story: [4], activeMs: [900] } });
    expect(progress.days).toEqual([
      { day: progress.today, acts: [{ kind: "typed", added: 4, removed: 0 }], activeMs: 900, steps: 0 },
    ]);
    const details = { ...run.details, notes: "How it goes on", targetWords: 30_000 };
    const updated = valueOf(await ask("run.updateDetails", { runId, baseRev: run.detailsRev, details }));
    expect(updated).toMatchObject({ saved: true, details });
    expect(valueOf(await ask("run.updateDetails", { runId, baseRev: run.detailsRev, details }))).toMatchObject({
      saved: false,
    });
    const [ann, ines] = [[{ name: "Ann", role: "dm" as const }], [{ name: "Ines", role: "dm" as const }]];
    const unlike = { runs: [runId, newRunId()], from: [], to: ines };
    expect(valueOf(await ask("run.replaceAuthors", unlike))).toEqual({ runs: [] });
    expect(valueOf(await ask("run.replaceAuthors", { ...unlike, from: ann }))).toEqual({ runs: [runId] });
    expect(valueOf(await ask("run.open", { runId })).details.authors).toEqual(ines);
    const { projectId } = valueOf(await ask("project.create", { title: "First year" }));
    valueOf(await ask("project.rename", { projectId, title: "Second year" }));
    valueOf(await ask("project.assign", { runs: [runId], projectId }));
    const mine = { projectId, title: "Second year", runs: [runId] };
    expect(valueOf(await ask("project.list", {})).projects).toContainEqual(mine);
    valueOf(await ask("project.remove", { projectId }));
    expect(failureIn(await ask("project.assign", { runs: [runId], projectId })).kind).toBe("noSuchProject");
    const place = {
      stepId: step.id,
      section: "prompt",
      offset: 3,
      scrollTop: 12.5,
      panels: ["findings"],
      reading: "all",
    };
    valueOf(await ask("run.keepPlace", { runId, place }));
    expect(valueOf(await ask("run.open", { runId })).place).toEqual(place);
    expect(valueOf(await ask("run.takePen", { runId })).pen).toBe("here");
    expect(valueOf(await ask("run.sample", {})).runId).not.toBe(runId);
  });

  it("[K2] files are judged, counted, checked, imported and exported", async () => {
    const [judged] = valueOf(await ask("exchange.validate", { files: [await door.lendFile(file)] })).files;
    expect(judged).toMatchObject({ ok: true });
    const counted = valueOf(await ask("progress.files", { files: [await door.lendFile(file)] }));
    expect(counted.total.steps).toBe(8);
    expect(
      valueOf(await ask("consistency.checkFile", { file: await door.lendFile(file) })).notChecked.length,
    ).toBeGreaterThan(0);
    const dry = valueOf(await ask("exchange.importCheck", { files: [await door.lendFile(file)] }));
    expect(dry.files).toMatchObject([{ format: "bounty", ok: true, runs: [{ steps: 8, arriving: "new" }] }]);
    const mistaken = await imported();
    valueOf(await ask("exchange.undoImport", { runs: [mistaken] }));
    expect(failureIn(await ask("run.open", { runId: mistaken })).kind).toBe("noSuchRun");
    const runId = await imported();
    const again = valueOf(await ask("exchange.importCheck", { files: [await door.lendFile(file)] }));
    expect(again.files[0]?.runs).toMatchObject([{ arriving: "new", known: { runId, as: "same", steps: 0 } }]);
    expect(valueOf(await ask("exchange.exportCheck", { runs: [runId] })).runs).toMatchObject([{ runId, ok: true }]);
    const out = join(folder, "out.json");
    const target = await door.lendTarget(out);
    const written = valueOf(
      await ask("exchange.export", { runs: [runId], format: "bounty", target, overwrite: false }),
    );
    expect(readFileSync(out).equals(readFileSync(file))).toBe(true);
    expect(written.files).toMatchObject([{ runId, bytes: statSync(file).size }]);
    const { runId: draft } = valueOf(await ask("run.create", { title: "Draft", authors: [] }));
    const library = valueOf(await ask("library.describe", {}));
    const run = valueOf(await ask("run.open", { runId: draft }));
    const steps = run.steps.map(({ id, rev, content }) => ({
      id,
      baseRev: rev,
      content: { ...content, prompt: { closed: false, text: "EDIT ME!" } },
    }));
    const by = { deviceId: library.deviceId ?? newDeviceId(), personId: library.personId };
    valueOf(
      await ask("run.save", { runId: draft, batchId: newBatchId(), ...by, orderRev: run.orderRev, steps, acts: [] }),
    );
    const check = async () => valueOf(await ask("consistency.checkRun", { runId: draft }));
    const found = await check();
    const key = found.findings.find((finding) => finding.rule === "form/placeholder")?.key ?? "";
    expect(found.marks.map((mark) => mark.key)).toContain(key);
    valueOf(await ask("consistency.judge", { runId: draft, key, verdict: "intended", why: "so" }));
    expect((await check()).findings.map((finding) => finding.key)).toEqual(
      found.findings.map((finding) => finding.key).filter((each) => each !== key),
    );
    valueOf(await ask("consistency.judge", { runId: draft, key, verdict: null, why: "" }));
    expect((await check()).findings).toEqual(found.findings);
    expect(failureIn(await ask("consistency.judge", { runId, key: "none", verdict: "intended", why: "" })).kind).toBe(
      "noSuchFinding",
    );
  });

  it("[BI1] a bible is kept part by part, taken in from a file, written out as it came, and read from the text", async () => {
    const runId = await imported();
    const empty = valueOf(await ask("bible.open", { runId }));
    expect(empty.rev).toBe(0);
    const sent = join(folder, "bible.json");
    const text = JSON.stringify({
      format: "runwright-bible/1",
      entities: [
        { id: "mira", kind: "character", name: "Mira Holt", sex: "f", events: [{ kind: "dies", step: 3 }] },
        { id: "keep", kind: "place", name: "the keep" },
      ],
      steps: [{ step: 5, cast: ["mira"], place: "keep" }],
    });
    writeFileSync(sent, text);
    const taken = valueOf(await ask("bible.import", { runId, file: await door.lendFile(sent) }));
    expect(taken).toMatchObject({ rev: 1, counts: { entities: 2, events: 1, steps: 1 }, problems: [] });
    const { findings } = valueOf(await ask("consistency.checkRun", { runId }));
    const dead = findings.find(({ rule }) => rule === "ledger/dead-in-cast");
    expect(dead?.evidence.map(({ step }) => step)).toEqual([3, 5]);
    valueOf(await ask("consistency.baseline", { runId, act: "take" }));
    const hidden = valueOf(await ask("consistency.checkRun", { runId }));
    expect([hidden.findings, hidden.baseline?.findings]).toEqual([[], findings.length]);
    valueOf(await ask("consistency.baseline", { runId, act: "drop" }));
    const { bible } = valueOf(await ask("bible.open", { runId }));
    const [tags] = bible.steps;
    if (tags === undefined) throw new Error("The step has tags");
    const remove = [{ part: "step" as const, key: tags.step }];
    expect(valueOf(await ask("bible.change", { runId, put: [], remove })).rev).toBe(2);
    const after = valueOf(await ask("consistency.checkRun", { runId }));
    expect(after.findings.filter(({ rule }) => rule === "ledger/dead-in-cast")).toEqual([]);
    const out = join(folder, "bible-out.json");
    valueOf(await ask("bible.export", { runId, target: await door.lendTarget(out), overwrite: true }));
    expect(JSON.parse(readFileSync(out, "utf8"))).toMatchObject({
      entities: [{ id: "mira" }, { id: "keep" }],
      steps: [],
    });
    const { rules } = valueOf(await ask("consistency.rules", {}));
    const dull = rules.find(({ id }) => id === "text/person-and-tense");
    expect([dull?.isOffByDefault, dull?.title]).toEqual([true, "Another person or tense than the run’s"]);
    const survey = valueOf(await ask("bible.survey", { runId }));
    expect([survey.steps, survey.seen.map(({ id }) => String(id))]).toEqual([8, ["mira", "keep"]]);
    expect(valueOf(await ask("bible.concordance", { runId, entity: null, words: "the", skip: 0 })).all).toBeGreaterThan(
      0,
    );
    writeFileSync(sent, text.replace('"step":5', '"step":500').replace('"sex"', '"gender"'));
    const refused = failureIn(await ask("bible.import", { runId, file: await door.lendFile(sent) }));
    expect(refused.kind).toBe("refused");
  });

  it("[K3] a run that was sent is reviewed and its answer taken in", async () => {
    const runId = await imported();
    const { copyId } = valueOf(await ask("review.openFile", { file: await door.lendFile(file) }));
    expect(valueOf(await ask("review.copy", { copyId })).steps).toHaveLength(8);
    valueOf(await ask("review.check", { copyId }));
    const remark = {
      id: newRemarkId(),
      reviewer: "R",
      by: null,
      replyTo: null,
      suggestion: null,
      anchor: anchorOfStep(2),
      text: "Why?",
      createdAt: 1,
      updatedAt: 1,
    };
    const anchor = anchorOfStep(2);
    const begun = { at: begunAt(anchor), anchor, text: "Wh", suggestion: null };
    const place = { step: 2, section: "prompt", offset: 3, scrollTop: 40 } as const;
    valueOf(await ask("review.keepBegun", { copyId, begun }));
    valueOf(await ask("review.keepPlace", { copyId, place }));
    expect(valueOf(await ask("review.copy", { copyId }))).toMatchObject({ begun: [begun], place, sentAt: null });
    valueOf(await ask("review.keepRemark", { copyId, remark }));
    expect(valueOf(await ask("review.list", {})).copies).toMatchObject([{ copyId, remarks: 1 }]);
    const answer = join(folder, "answer.runpkg");
    const target = await door.lendTarget(answer);
    valueOf(await ask("review.exportAnswer", { copyId, reviewer: "R", target, overwrite: false }));
    const taken = valueOf(await ask("review.importAnswer", { file: await door.lendFile(answer), runId }));
    expect(taken).toMatchObject({ runId, added: 1 });
    expect(valueOf(await ask("exchange.recognize", { file: await door.lendFile(answer) })).kind).toBe("answer");
    valueOf(await ask("review.resolve", { runId, remarkId: remark.id, resolved: true }));
    expect(valueOf(await ask("review.remarks", { runId })).remarks).toMatchObject([
      { step: 2, holds: "step", resolved: true },
    ]);
    valueOf(await ask("review.removeRemark", { copyId, remarkId: remark.id }));
    expect(valueOf(await ask("review.copy", { copyId })).remarks).toEqual([]);
  });

  it("[BI1] a fact changes from where the text says otherwise", async () => {
    const library = valueOf(await ask("library.describe", {}));
    const { runId } = valueOf(await ask("run.create", { title: "Eyes", authors: [] }));
    const run = valueOf(await ask("run.open", { runId }));
    const [step] = run.steps;
    if (step === undefined || library.deviceId === null) throw new Error("A new run has a step, and a writer a device");
    const content = { ...step.content, prompt: { closed: false, text: "Mira Holt’s blue eyes open." } };
    valueOf(
      await ask("run.save", {
        runId,
        batchId: newBatchId(),
        deviceId: library.deviceId,
        personId: library.personId,
        orderRev: run.orderRev,
        steps: [{ id: step.id, baseRev: step.rev, content }],
        acts: [],
      }),
    );
    const facts = [{ attribute: "eyes", value: "green" }];
    const entities = [{ id: "mira", kind: "character", name: "Mira Holt", facts }];
    const sent = join(folder, "eyes.json");
    writeFileSync(sent, JSON.stringify({ format: "runwright-bible/1", entities }));
    valueOf(await ask("bible.import", { runId, file: await door.lendFile(sent) }));
    const { findings, follows } = valueOf(await ask("consistency.checkRun", { runId }));
    const [key] = follows;
    if (key === undefined) throw new Error("The text says otherwise");
    expect(findings.map((finding) => finding.key)).toContain(key);
    expect(valueOf(await ask("consistency.follow", { runId, key })).rev).toBe(2);
    const after = valueOf(await ask("consistency.checkRun", { runId }));
    expect(after.findings.map((finding) => finding.key)).not.toContain(key);
    // Renamed through the run, but for this place.
    const { bible } = valueOf(await ask("bible.open", { runId }));
    const put = bible.entities.map((entity) => ({
      part: "entity" as const,
      value: { ...entity, ...renamedThrough(entity, "Tessa Vane") },
    }));
    valueOf(await ask("bible.change", { runId, put, remove: [] }));
    const left = valueOf(await ask("consistency.checkRun", { runId }));
    const claims = left.findings.map(({ claim }) => claim);
    expect(claims).toContain("“Mira Holt” is what Tessa Vane was called before the renaming.");
    valueOf(await ask("bible.export", { runId, target: await door.lendTarget(sent), overwrite: true }));
    expect(JSON.parse(readFileSync(sent, "utf8"))).toMatchObject({
      entities: [{ name: "Tessa Vane", formerly: ["Mira Holt"] }],
    });
    valueOf(await ask("bible.import", { runId, file: await door.lendFile(sent) }));
    expect(valueOf(await ask("bible.open", { runId })).bible.entities[0]?.formerly).toEqual(["Mira Holt"]);
  });
  it("[K9] a request is sent, judged and answered, and the run says how its review stands", async () => {
    const runId = await imported();
    const criteria = [{ id: "voice", name: "Voice", description: "", examples: "", scale: "five" as const }];
    const { guide } = valueOf(await ask("review.keepGuide", { guideId: null, title: "G", text: "", criteria }));
    expect(valueOf(await ask("review.guide", {})).guide).toEqual(guide);
    const out = join(folder, "sent", "request.runpkg");
    mkdirSync(join(folder, "sent"));
    const target = await door.lendTarget(out);
    const range = { from: 1, to: 8 };
    const { batchId } = valueOf(
      await ask("review.exportRequest", { runId, range, withRemarks: true, target, overwrite: false }),
    );
    const inbox = await door.lendFolder(join(folder, "sent"));
    expect(valueOf(await ask("review.openFolder", { folder: inbox }))).toEqual({ opened: 1, refused: [] });
    const { copyId } = valueOf(await ask("review.openFile", { file: await door.lendFile(out) }));
    const compared = valueOf(await ask("review.compare", { copyId, with: copyId }));
    expect(compared.steps.every(({ isSame }) => isSame)).toBe(true);
    const said = { isRead: true, word: "accept" as const, reason: "", updatedAt: 1 };
    const ratings = [{ criterion: "voice", value: 5 }];
    valueOf(await ask("review.judge", { copyId, judgement: { ...said, step: 3, ratings } }));
    const answer = join(folder, "judged.runpkg");
    const place = await door.lendTarget(answer);
    valueOf(await ask("review.exportAnswer", { copyId, reviewer: "R", target: place, overwrite: false }));
    expect(valueOf(await ask("review.importAnswer", { file: await door.lendFile(answer) }))).toMatchObject({
      runId,
      judged: 1,
    });
    const own = {
      id: newRemarkId(),
      reviewer: "Ann",
      by: null,
      anchor: anchorOfStep(1),
      text: "Mine.",
      replyTo: null,
      suggestion: null,
      createdAt: 1,
      updatedAt: 1,
    };
    valueOf(await ask("review.keepOwn", { runId, remark: own }));
    valueOf(await ask("review.removeOwn", { runId, remarkId: own.id }));
    valueOf(await ask("review.setBatch", { runId, batchId, range: null, state: "accepted" }));
    const status = valueOf(await ask("review.status", { runId }));
    expect(status).toMatchObject({ steps: [{ step: 3 }], batches: [{ batchId, state: "accepted", range }] });
    const { criteria: agreed } = valueOf(await ask("review.agreement", { runId }));
    expect(agreed.map(({ criterion }) => criterion)).toEqual([null, "voice"]);
  });

  it("[K10] a turn goes to a player and comes back", async () => {
    const library = valueOf(await ask("library.describe", {}));
    const { runId } = valueOf(await ask("run.create", { title: "Turns", authors: [] }));
    const run = valueOf(await ask("run.open", { runId }));
    const [step] = run.steps;
    if (step === undefined || library.deviceId === null) throw new Error("A new run has a step, and a writer a device");
    const by = { deviceId: library.deviceId, personId: library.personId };
    const content = { ...step.content, prompt: { closed: false, text: "A door." } };
    const steps = [{ id: step.id, baseRev: step.rev, content }];
    valueOf(await ask("run.save", { runId, batchId: newBatchId(), ...by, orderRev: run.orderRev, steps, acts: [] }));
    expect(valueOf(await ask("turn.story", { runId }))).toMatchObject({ awaits: 1, story: [{ text: "A door." }] });
    const draft = { text: "I kn", tagged: false };
    valueOf(await ask("turn.keepSeat", { runId, action: draft }));
    expect(valueOf(await ask("turn.story", { runId })).draft).toEqual(draft);
    const sent = await door.lendTarget(join(folder, "turn.runpkg"));
    valueOf(await ask("turn.export", { runId, target: sent, overwrite: false }));
    const { turnId } = valueOf(await ask("turn.open", { file: await door.lendFile(join(folder, "turn.runpkg")) }));
    valueOf(await ask("turn.keep", { turnId, action: { text: "I knock.", tagged: false } }));
    expect(valueOf(await ask("turn.read", { turnId })).action.text).toBe("I knock.");
    const back = await door.lendTarget(join(folder, "back.runpkg"));
    valueOf(await ask("turn.answer", { turnId, target: back, overwrite: false }));
    const returned = await door.lendFile(join(folder, "back.runpkg"));
    valueOf(await ask("turn.import", { file: returned, runId, batchId: newBatchId(), ...by }));
    const action = { text: "Again.", tagged: false };
    const { runId: other } = valueOf(await ask("run.create", { title: "Turned", authors: [] }));
    const [blank] = valueOf(await ask("run.open", { runId: other })).steps;
    if (blank === undefined) throw new Error("A new run has a step");
    const first = [{ id: blank.id, baseRev: blank.rev, content: { ...blank.content, prompt: content.prompt } }];
    valueOf(await ask("run.save", { runId: other, batchId: newBatchId(), ...by, orderRev: 1, steps: first, acts: [] }));
    const landing = { runId: other, step: 1, action, came: "pasted" as const, ...by };
    valueOf(await ask("turn.land", { ...landing, batchId: newBatchId() }));
    expect(failureIn(await ask("turn.land", { ...landing, batchId: newBatchId() })).kind).toBe("exists");
  });

  it("[K4] a lead's folder is read once, and again only where a file has changed", async () => {
    const sent = join(folder, "lead");
    mkdirSync(sent);
    for (const name of ["a.json", "b.json"]) writeFileSync(join(sent, name), readFileSync(file));
    writeFileSync(join(sent, "half.json"), readFileSync(file).subarray(0, 500));
    writeFileSync(join(sent, "foreign.json"), "[]");
    writeFileSync(join(sent, "notes.txt"), "not a run");
    const look = async () =>
      valueOf(
        await ask("progress.overview", {
          folder: await door.lendFolder(sent),
          dayStartsAt: 4,
          runWords: 300_000,
          jobId: JobId.parse("job-1"),
        }),
      );
    const first = await look();
    // The same run twice, whatever it is called, is one row.
    const sentRow = first.rows.find(({ files }) => files.length > 0);
    expect(sentRow?.files.map(({ file: name }) => name).toSorted()).toEqual(["a.json", "b.json"]);
    expect(first.refused.map((refused) => refused.file)).toEqual(["foreign.json", "half.json"]);
    expect(first).toMatchObject({ read: 4, cached: 0 });
    expect(await look()).toEqual({ ...first, read: 0, cached: 4 });
    utimesSync(join(sent, "a.json"), new Date(), new Date(Date.now() + 5_000));
    expect(await look()).toMatchObject({ read: 1, cached: 3 });
    const runId = await imported();
    const terms = { payee: "Ann", centsPerStep: 2_000, sampleCents: null, currency: "USD" };
    valueOf(await ask("progress.keepPay", { runs: [{ runId, terms }] }));
    const { runs, latest } = valueOf(await ask("progress.pay", {}));
    const pay = runs.find((each) => each.runId === runId);
    expect(pay).toMatchObject({ terms, accepted: 0, dueCents: 0, worthCents: 2_000 * (pay?.written ?? 0) });
    expect(latest).toEqual(terms);
    const found = valueOf(await ask("progress.examine", { runId }));
    const row = (await look()).rows.find((each) => each.runId === runId);
    expect(row?.examined).toEqual({ ...found, isFresh: true });
    const place = {
      runId,
      dayStartsAt: 4,
      target: await door.lendTarget(join(folder, "report.runpkg")),
      overwrite: false,
    };
    expect(valueOf(await ask("progress.export", place)).bytes).toBeGreaterThan(100);
    valueOf(await ask("job.cancel", { jobId: JobId.parse("job-1") }));
  });

  it("[K5] what is not there, not lent or not asked rightly is a failure that the method declares", async () => {
    const nobody = newRunId();
    const stranger = FileHandle.parse(`file-${"0".repeat(32)}`);
    const elsewhere = TargetHandle.parse(`target-${"0".repeat(32)}`);
    const asked: readonly [FailureKind, Outcome<unknown, Failure>][] = [
      ["noSuchRun", await ask("run.open", { runId: nobody })],
      ["noSuchRun", await ask("run.takePen", { runId: nobody })],
      ["noSuchRun", await ask("run.steps", { runId: nobody, steps: [newStepId()] })],
      ["noSuchRun", await ask("run.provenance", { runId: nobody })],
      ["noSuchRun", await ask("progress.runs", { runs: [nobody] })],
      ["noSuchRun", await ask("consistency.checkRun", { runId: nobody })],
      ["noSuchRun", await ask("review.remarks", { runId: nobody })],
      ["noSuchFile", await ask("exchange.import", { files: [stranger] })],
      [
        "noSuchFile",
        await ask("progress.overview", {
          folder: FolderHandle.parse(`folder-${"0".repeat(32)}`),
          dayStartsAt: 4,
          runWords: 1,
        }),
      ],
      [
        "noSuchFile",
        await ask("exchange.export", { runs: "all", format: "bounty", target: elsewhere, overwrite: false }),
      ],
      ["invalidRequest", await door.callRaw("run.open", { runId: "1" })],
      ["invalidRequest", await door.callRaw("run.list", { extra: true })],
      ["invalidRequest", await door.callRaw("run.list", null)],
      ["unknownMethod", await door.callRaw("run.explode", {})],
      ["unknownMethod", await door.callRaw("constructor", {})],
      ["unknownMethod", await door.callRaw("__proto__", {})],
    ];
    expect(asked.map(([, answer]) => failureIn(answer).kind)).toEqual(asked.map(([kind]) => kind));
  });

  it("[K7] what was is listed, shown and brought back", async () => {
    const library = valueOf(await ask("library.describe", {}));
    const runId = await imported();
    const [step, second] = valueOf(await ask("run.open", { runId })).steps;
    if (step === undefined || second === undefined || library.deviceId === null) throw new Error("Steps and a device");
    const by = { deviceId: library.deviceId, personId: library.personId };
    const { snapshot } = valueOf(await ask("history.snapshot", { runId, why: "named", name: "As it came" }));
    expect(valueOf(await ask("history.snapshots", { runId })).snapshots).toMatchObject([snapshot, { why: "import" }]);
    const content = { ...step.content, outcome: { ...step.content.outcome, text: "Changed." } };
    const steps = [
      { id: step.id, baseRev: step.rev, content },
      { id: second.id, baseRev: second.rev, deleted: true as const },
    ];
    valueOf(await ask("run.save", { runId, batchId: newBatchId(), ...by, orderRev: 1, steps, acts: [] }));
    const { versions } = valueOf(
      await ask("history.list", { runId, stepId: step.id, part: "outcome", before: null, limit: 10 }),
    );
    expect(versions.map(({ isPresent }) => isPresent)).toEqual([true, false]);
    const old = versions[1]?.version ?? 0;
    const shown = valueOf(await ask("history.version", { runId, version: old }));
    expect(shown).toMatchObject({ was: step.content.outcome, now: content.outcome, previous: null });
    expect([shown.stepThen, shown.stepNow]).toEqual([step.content, content]);
    const what = { kind: "section" as const, version: old };
    valueOf(await ask("history.restore", { runId, what, as: "place", batchId: newBatchId(), ...by }));
    expect(valueOf(await ask("bin.list", { runId, limit: 10 })).steps.map(({ stepId }) => stepId)).toEqual([second.id]);
    valueOf(await ask("bin.restoreSteps", { runId, steps: [second.id], batchId: newBatchId(), ...by }));
    valueOf(await ask("run.delete", { runId }));
    expect(failureIn(await ask("run.open", { runId })).kind).toBe("noSuchRun");
    valueOf(await ask("bin.restoreRun", { runId }));
    const back = valueOf(await ask("run.open", { runId })).steps;
    expect(back.slice(0, 2).map(({ content: each }) => each)).toEqual([step.content, second.content]);
  });

  it("[SP12] words that a run accepts are kept with it, by difference, and say when the run is gone", async () => {
    const runId = await imported();
    expect(valueOf(await ask("run.words", { runId })).words).toEqual([]);
    await ask("run.changeWords", { runId, add: ["Veselý", "knocketh"], remove: [] });
    const second = { runId, add: ["knocketh", "Łukasz"], remove: ["Veselý", "neverthere"] };
    expect(valueOf(await ask("run.changeWords", second)).words).toEqual(["knocketh", "Łukasz"]);
    expect(valueOf(await ask("run.words", { runId })).words).toEqual(["knocketh", "Łukasz"]);
    expect(valueOf(await ask("run.words", { runId: await imported() })).words).toEqual([]);
    expect(failureIn(await ask("run.words", { runId: newRunId() })).kind).toBe("noSuchRun");
    expect(failureIn(await ask("run.changeWords", { runId: newRunId(), add: ["a"], remove: [] })).kind).toBe(
      "noSuchRun",
    );
    expect(failureIn(await ask("run.changeWords", { runId, add: ["two words"], remove: [] })).kind).toBe(
      "invalidRequest",
    );
  });

  it("[K8] the library is backed up, looked through, put back and read out", async () => {
    const status = valueOf(await ask("backup.status", {}));
    expect(status).toMatchObject({ secondPlace: "unasked", changedSince: true, fewerWords: null });
    const second = join(folder, "second");
    mkdirSync(second);
    const chosen = valueOf(await ask("backup.places", { second: await door.lendFolder(second) }));
    expect(chosen).toMatchObject({
      secondPlace: "chosen",
      places: [{ place: "beside" }, { place: "second", name: "second" }],
    });
    const made = valueOf(await ask("backup.now", {}));
    expect(made.secondPlaceProblem).toBeNull();
    expect(valueOf(await ask("backup.acceptFewerWords", {})).fewerWords).toBeNull();
    const { backups } = valueOf(await ask("backup.list", {}));
    expect(backups.map(({ name, place }) => ({ name, place }))).toEqual([
      { name: made.backup.name, place: "beside" },
      { name: made.backup.name, place: "second" },
    ]);
    const verified = valueOf(await ask("recovery.verify", {}));
    expect(verified).toMatchObject({ ok: true, problems: [], words: made.backup.words });
    const { runId } = valueOf(await ask("run.create", { title: "Since the backup", authors: [] }));
    const restored = valueOf(await ask("backup.restore", { from: { place: "beside", name: made.backup.name } }));
    expect(restored).toMatchObject({ words: made.backup.words, before: { why: "restore", runs: verified.runs + 1 } });
    expect(failureIn(await ask("run.open", { runId })).kind).toBe("noSuchRun");
    const damaged = await door.lendFile(join(folder, restored.aside));
    const { report } = valueOf(await ask("recovery.salvage", { file: damaged }));
    expect(report.runs.length).toBeGreaterThan(0);
    expect(valueOf(await ask("run.open", { runId })).details.title).toBe("Since the backup");
    expect(valueOf(await ask("recovery.report", {})).report).toBeNull();
    valueOf(await ask("recovery.dismiss", {}));
    const [step] = generateRun({ seed: 1, steps: 1 }).steps;
    if (step === undefined) throw new Error("One step");
    const target = await door.lendTarget(join(folder, "rescued.txt"));
    valueOf(await ask("rescue.write", { title: "Rescued", steps: [{ number: 7, step }], target, overwrite: false }));
    expect(readFileSync(join(folder, "rescued.txt"), "utf8")).toContain("Step 7");
    expect(failureIn(await ask("backup.restore", { from: { place: "second", name: "none" } })).kind).toBe(
      "noSuchBackup",
    );
  });

  it("[K6] leaves no method of the contract unasked", () => {
    expect([...seen].toSorted()).toEqual(Object.keys(contract).toSorted());
  });
});
