import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { DuckDBInstance } from "@duckdb/node-api";
import { expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";

import { DatasetManifest, splitOf } from "../../../electron/backend/exchange/formats/dataset.ts";
import { JobId } from "../../../shared/contract/handles.ts";
import { ChatRow } from "../../../shared/domain/exchange/chat.ts";
import { newRunId, type RunId } from "../../../shared/domain/ids.ts";
import type { Run } from "../../../shared/domain/run.ts";
import {
  action,
  bullet,
  by,
  c,
  d,
  initial,
  LONGTERM,
  outcome,
  postAction,
  postPrompt,
  prompt,
  run,
  step,
  TAGGED,
  CLOSED,
  w,
} from "../../support/build.ts";
import { exchangeWorld, type ExchangeWorld, publish } from "../../support/exchange.ts";
import { RELEASE } from "../../support/release.ts";
import { generateRun } from "../../support/generate-run.ts";
import { failureIn, valueOf } from "../../support/library.ts";

async function publishedWorld(...runs: Run[]): Promise<{ world: ExchangeWorld; ids: readonly RunId[] }> {
  const made = await exchangeWorld(...runs);
  await publish(made.world, made.ids);
  return made;
}

const RUNS = [1, 2, 3].map((seed) => generateRun({ seed, steps: 20 }));

/** Every file of a folder with its bytes. */
function filesIn(folder: string): Map<string, Buffer> {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true });
  return new Map(
    names
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .toSorted()
      .map((path) => [path.slice(folder.length + 1), readFileSync(path)]),
  );
}

const Card = z.object({
  license: z.string(),
  configs: z.array(
    z.object({
      config_name: z.string(),
      default: z.literal(true).optional(),
      data_files: z.array(z.object({ split: z.string(), path: z.string() })),
    }),
  ),
  dataset_info: z.array(
    z.object({
      config_name: z.string(),
      features: z.array(z.looseObject({ name: z.string() })),
      splits: z.array(z.object({ name: z.string(), num_bytes: z.int(), num_examples: z.int() })),
    }),
  ),
});

it("[DS9] a dataset folder says what it holds: card, manifest and checksums agree with the files and their clients", async () => {
  const { world } = await publishedWorld(...RUNS);
  const { place, answer } = await world.export("all", "dataset", { release: RELEASE });
  const { files } = valueOf(answer);
  expect([...filesIn(place).keys()]).toEqual([
    "README.md",
    "SHA256SUMS",
    "chat-with-thoughts/train.jsonl",
    "chat-without/train.jsonl",
    "data/train.parquet",
    "jsonl/train.jsonl",
    "manifest.json",
    "release.json",
  ]);
  expect(files.map(({ file }) => file).toSorted()).toEqual([...filesIn(place).keys()]);
  execFileSync("sha256sum", ["--check", "--strict", "--quiet", "SHA256SUMS"], { cwd: place });
  const manifest = DatasetManifest.parse(JSON.parse(readFileSync(join(place, "manifest.json"), "utf8")));
  expect(manifest.runs.map(({ title }) => title).toSorted()).toEqual(RUNS.map(({ title }) => title).toSorted());
  const card = readFileSync(join(place, "README.md"), "utf8");
  const yaml = Card.parse(parse(card.split("---\n")[1] ?? ""));
  expect(yaml.configs.map(({ config_name: name }) => name)).toEqual([
    "default",
    "jsonl",
    "chat-with-thoughts",
    "chat-without",
  ]);
  expect(yaml.configs[0]?.default).toBe(true);
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  for (const [index, config] of yaml.configs.entries()) {
    const info = yaml.dataset_info[index];
    for (const { split, path } of config.data_files) {
      const source = path.endsWith(".parquet")
        ? `read_parquet('${join(place, path)}')`
        : `read_json_auto('${join(place, path)}')`;
      const described = (await connection.runAndReadAll(`DESCRIBE SELECT * FROM ${source}`)).getRowObjectsJson();
      expect(described.map((column) => column["column_name"])).toEqual(info?.features.map(({ name }) => name));
      const [counted] = (
        await connection.runAndReadAll(`SELECT count(*)::INT AS rows FROM ${source}`)
      ).getRowObjectsJson();
      const said = info?.splits.find(({ name }) => name === split);
      expect(counted).toEqual({ rows: said?.num_examples });
      expect(said?.num_bytes).toBe(readFileSync(join(place, path)).length);
    }
  }
  connection.closeSync();
  instance.closeSync();
  // The card's features are the columns that a Parquet reader finds, nested ones too.
  expect(JSON.stringify(yaml.dataset_info[0]?.features)).toContain('"name":"bullets","list":{"list":[{"name":"id"');
  // Pen names leave, the library's names do not.
  expect(card).toContain("A. Lamplighter");
  for (const [name, bytes] of filesIn(place)) expect(bytes.includes("Ann Example"), name).toBe(false);
});

it("[DS10] the same library and release record give the same bytes; a run's part follows from its id and never moves", async () => {
  const { world, ids } = await publishedWorld(...RUNS);
  const options = { release: RELEASE, split: { validation: 30, test: 30 } };
  const one = await world.export("all", "dataset", options);
  const two = await world.export([...ids].toReversed(), "dataset", options);
  valueOf(one.answer);
  valueOf(two.answer);
  expect(filesIn(two.place)).toEqual(filesIn(one.place));
  const some = Array.from({ length: 2_000 }, () => newRunId());
  const parts = Map.groupBy(some, (id) => splitOf(id, options.split));
  expect(parts.get("validation")?.length).toBeGreaterThan(500);
  expect(parts.get("test")?.length).toBeLessThan(700);
  for (const id of some.slice(0, 50)) expect(splitOf(id, options.split)).toBe(splitOf(id, options.split));
  const manifest = DatasetManifest.parse(JSON.parse(readFileSync(join(one.place, "manifest.json"), "utf8")));
  for (const { runId, split } of manifest.runs) expect(split).toBe(splitOf(runId, options.split));
});

it("[DS11] without licence, consent, pen names and a release record a dataset is refused and writes nothing", async () => {
  const { world, ids } = await exchangeWorld(...RUNS);
  const refused = await world.export("all", "dataset");
  const failure = failureIn(refused.answer);
  expect(failure.kind).toBe("refused");
  expect(JSON.stringify(failure)).toMatch(/No licence[\s\S]*agrees to publishing[\s\S]*release record/u);
  expect(existsSync(refused.place)).toBe(false);
  await publish(world, ids);
  const nameless = await world.export("all", "dataset", { release: { ...RELEASE, penNames: {} } });
  expect(JSON.stringify(failureIn(nameless.answer))).toContain("no pen name for the author “Ann Example”");
  const checked = valueOf(
    await world.call("exchange.exportCheck", { runs: "all", format: "dataset", release: RELEASE }),
  );
  expect(checked.runs.map(({ ok }) => ok)).toEqual([true, true, true]);
});

it("[DS12] a folder that is there is replaced whole only if it is a dataset; a cancel and a failure leave nothing behind", async () => {
  const { world } = await publishedWorld(...RUNS);
  const place = world.place("set");
  valueOf(
    (await world.export("all", "dataset", { release: RELEASE, split: { validation: 50, test: 0 } }, place)).answer,
  );
  expect(failureIn((await world.export("all", "dataset", { release: RELEASE }, place)).answer).kind).toBe("exists");
  valueOf((await world.export("all", "dataset", { release: RELEASE }, place, true)).answer);
  expect([...filesIn(place).keys()].filter((name) => name.includes("validation"))).toEqual([]);
  const foreign = world.place("holiday");
  mkdirSync(foreign);
  writeFileSync(join(foreign, "photo.jpg"), "not ours");
  expect(failureIn((await world.export("all", "dataset", { release: RELEASE }, foreign, true)).answer).kind).toBe(
    "exists",
  );
  expect(readFileSync(join(foreign, "photo.jpg"), "utf8")).toBe("not ours");
  const jobId = JobId.parse("job-1");
  const nowhere = world.place("cancelled");
  const wish = { runs: "all", format: "dataset", options: { release: RELEASE }, overwrite: false } as const;
  const running = world.call("exchange.export", { ...wish, target: world.lendTarget(nowhere), jobId });
  valueOf(await world.call("job.cancel", { jobId }));
  expect(failureIn(await running).kind).toBe("cancelled");
  const noRoom = world.call("exchange.export", { ...wish, target: world.lendTarget("/dev/full/set") });
  expect(["missing", "notAFolder"]).toContain(failureIn(await noRoom).kind);
  expect(existsSync(nowhere)).toBe(false);
  expect(readdirSync(world.folder).filter((name) => name.endsWith(".part"))).toEqual([]);
});

it("[DS13] chat rows: one answer each, the same rows with and without thoughts, memory of what is long-term, comments left out", async () => {
  const { world, ids } = await exchangeWorld(
    run(
      "Ferry",
      by("Ann"),
      step(
        initial(bullet(w("The key is iron.", LONGTERM), d("Slow start.")), bullet(c("note to readers"))),
        prompt("A quay."),
        postPrompt("They may wait."),
        action("I wait."),
        postAction("Time passes."),
        outcome("Night falls.", TAGGED),
      ),
      step(action("I sleep.", TAGGED), outcome(CLOSED)),
      step(prompt("Dawn."), action("I rise."), outcome("Good.")),
    ),
  );
  const { place, answer } = await world.export(ids.slice(0, 1), "chat", { contextTurns: 1 });
  valueOf(answer);
  const rows = (config: string): ChatRow[] =>
    readFileSync(join(place, `${config}.jsonl`), "utf8")
      .trimEnd()
      .split("\n")
      .map((line) => ChatRow.parse(JSON.parse(line)));
  const [thinking, plain] = [rows("chat-with-thoughts"), rows("chat-without")];
  expect(thinking.map(({ id }) => id)).toEqual(plain.map(({ id }) => id));
  expect(new Set(plain.map(({ id }) => id)).size).toBe(4);
  expect(plain.map(({ messages }) => messages.at(-2)?.content)).toEqual([
    "Begin.",
    "I wait.",
    "<yo be real> I sleep.",
    "I rise.",
  ]);
  expect(plain.map(({ messages }) => messages.at(-1)?.content)).toEqual([
    "A quay.",
    "<yo be real> Night falls.",
    "Dawn.",
    "Good.",
  ]);
  expect(thinking[0]?.messages.at(-1)?.content).toBe(
    "<thoughts>\n- [watsonian, long-term] The key is iron.\n  [doylist] Slow start.\n</thoughts>\n\nA quay.\n\n<thoughts>\n- [watsonian] They may wait.\n</thoughts>",
  );
  expect(thinking[3]?.messages[0]?.content).toContain("Remember:\n- (step 1) The key is iron.");
  expect(thinking[3]?.messages.map(({ role }) => role)).toEqual(["system", "user", "assistant", "user", "assistant"]);
  expect(JSON.stringify(plain)).not.toMatch(/iron|thoughts|note to readers/u);
  expect(JSON.stringify(thinking)).not.toContain("note to readers");
});
