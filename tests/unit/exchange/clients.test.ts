import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { DuckDBInstance } from "@duckdb/node-api";
import { parquetReadObjects } from "hyparquet";
import mammoth from "mammoth";
import { chromium } from "playwright";
import { describe, expect, it, type TestContext } from "vitest";
import { z } from "zod";

import { newStepId } from "../../../shared/domain/ids.ts";
import { SECTION_NAMES } from "../../../shared/domain/section.ts";
import { thoughtWords, visibleWords, addWords, NO_WORDS } from "../../../shared/domain/words.ts";
import { exportedSteps } from "../../../shared/domain/bounty/write.ts";
import { StepRow } from "../../../shared/domain/exchange/row.ts";
import { CHROMIUM_ARGS, findChromium } from "../../support/browser.ts";
import {
  by,
  bullet,
  c,
  chapter,
  d,
  fullStep,
  initial,
  m,
  outcome,
  prompt,
  run,
  TAGGED,
  w,
} from "../../support/build.ts";
import { exchangeWorld, openWorld } from "../../support/exchange.ts";
import { generateRun } from "../../support/generate-run.ts";
import { temporaryFolder, valueOf } from "../../support/library.ts";

/*
 * What our files are to those who open them: DuckDB and hyparquet for data, mammoth and LibreOffice for Word, Chromium for
 * HTML. Python's `datasets` and pandas cannot be had here; what they do was held against their documentation.
 */

const GENERATED = generateRun({ seed: 21, steps: 1_010 });

function countsOf(steps: typeof GENERATED.steps): { rows: number; story: number; thoughts: number; longterm: number } {
  const shown = [...exportedSteps(steps)];
  const words = shown.reduce((sum, { step, states }) => addWords(sum, visibleWords(step, states)), NO_WORDS);
  const longterm = shown
    .flatMap(({ step, sections }) =>
      (["initial", "postPrompt", "postAction"] as const)
        .filter((name) => sections.includes(name))
        .flatMap((name) => step[name].bullets.flat()),
    )
    .filter((thought) => thought.longterm && thought.text !== "").length;
  return { rows: shown.length, story: words.story, thoughts: thoughtWords(words), longterm };
}

async function asked(sql: string): Promise<unknown[]> {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  try {
    return (await connection.runAndReadAll(sql)).getRowObjectsJson();
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

describe("rows", () => {
  it("[DS5] DuckDB and hyparquet find the library's counts and texts in Parquet and in JSON Lines, without a word of glue", async () => {
    const { world, ids } = await exchangeWorld(GENERATED);
    const [id] = ids;
    if (id === undefined) throw new Error("One run");
    const folder = temporaryFolder();
    const files = { parquet: join(folder, "run.parquet"), jsonl: join(folder, "run.jsonl") };
    for (const format of ["parquet", "jsonl"] as const) writeFileSync(files[format], await world.bytes(id, format));
    const counts = countsOf(GENERATED.steps);
    const sources = { parquet: `read_parquet('${files.parquet}')`, jsonl: `read_json_auto('${files.jsonl}')` };
    for (const source of Object.values(sources)) {
      const [sums] =
        await asked(`SELECT count(*)::INT AS rows, sum(storyWords)::INT AS story, sum(thoughtWords)::INT AS thoughts,
        sum(len(list_filter(flatten(list_concat(initial.bullets, postPrompt.bullets, postAction.bullets)), t -> t.longterm)))::INT AS longterm
        FROM ${source}`);
      expect(sums).toEqual(counts);
    }
    const [different] =
      await asked(`SELECT count(*)::INT AS n FROM ${sources.parquet} p JOIN ${sources.jsonl} j USING (stepId)
      WHERE p.prompt.text IS NOT DISTINCT FROM j.prompt.text AND p.outcome.text IS NOT DISTINCT FROM j.outcome.text
        AND to_json(p.initial.bullets) = to_json(j.initial.bullets) AND p.action.tagged = j.action.tagged`);
    expect(different).toEqual({ n: counts.rows });
    const told = z
      .array(z.object({ stepId: z.string(), text: z.string() }))
      .parse(await asked(`SELECT stepId, prompt.text AS text FROM ${sources.parquet} WHERE prompt.state = 'written'`));
    const texts = new Map(told.map(({ stepId, text }) => [stepId, text]));
    for (const { step, sections } of exportedSteps(GENERATED.steps)) {
      if (sections.includes("prompt")) expect(texts.get(step.id)).toBe(step.prompt.text);
    }
    // hyparquet reads the very rows, and they take at most 45 % of the JSON Lines.
    const [parquet, jsonl] = [readFileSync(files.parquet), readFileSync(files.jsonl)];
    const file = parquet.buffer.slice(parquet.byteOffset, parquet.byteOffset + parquet.length);
    const rows = await parquetReadObjects({ file });
    expect(rows.map((row) => JSON.stringify(StepRow.parse(row)))).toEqual(
      jsonl
        .toString("utf8")
        .trimEnd()
        .split("\n")
        .map((line) => JSON.stringify(StepRow.parse(JSON.parse(line)))),
    );
    expect(parquet.length / jsonl.length).toBeLessThanOrEqual(0.45);
  });
});

const STORY = run(
  "Mist & <Lantern>",
  by("Ann Example"),
  fullStep("first", chapter("The *Quay*")),
  fullStep(
    "second",
    initial(
      bullet(w("A 3.50 gold\nferry."), d("Be <odd> & “kind”")),
      bullet(m("<script>alert(1)</script>"), c("a note")),
    ),
  ),
  fullStep("third", prompt("One paragraph.", "", "Another one  with blanks."), outcome("Be real.", TAGGED)),
);

it.each(["V1", "V2"])(
  "[DS5] a table that DuckDB has written out of ours comes in again with every step: pages %s",
  async (version) => {
    const { world, ids } = await exchangeWorld(GENERATED);
    const [id] = ids;
    if (id === undefined) throw new Error("One run");
    const folder = temporaryFolder();
    const [ours, theirs] = [join(folder, "ours.parquet"), join(folder, "theirs.parquet")];
    writeFileSync(ours, await world.bytes(id, "parquet"));
    await asked(`COPY (FROM read_parquet('${ours}')) TO '${theirs}' (FORMAT parquet, PARQUET_VERSION ${version})`);
    const other = await openWorld(folder);
    const taken = valueOf(await other.call("exchange.import", { files: [other.lendFile(theirs)] }));
    expect(taken.runs).toMatchObject([{ id, steps: countsOf(GENERATED.steps).rows, arriving: "new" }]);
    expect((await other.bytes(id, "parquet")).equals(readFileSync(ours))).toBe(true);
  },
);

describe("a Word document", () => {
  it("[DS6] is read by mammoth: headings, bullets, paragraphs and every text", async () => {
    const { world, ids } = await exchangeWorld(STORY);
    const buffer = await world.bytes(ids[0] ?? fail(), "docx");
    const { value, messages } = await mammoth.convertToHtml({ buffer });
    expect(messages.filter(({ type }) => type === "error")).toEqual([]);
    expect(value.match(/<h2>(?:<a[^>]*><\/a>)*Step \d<\/h2>/gu)).toHaveLength(3);
    expect(value).toContain("<h1>The *Quay*</h1>");
    expect(value).toContain("[watsonian] </strong>A 3.50 gold<br />ferry.".replace(" </strong>", " "));
    expect(value).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
    const { value: raw } = await mammoth.extractRawText({ buffer });
    expect(raw).toContain("Another one  with blanks.");
    expect(raw).toContain("yo be real Be real.");
  });

  it("[DS6] is read by LibreOffice", async (context) => {
    const office = ["soffice", "libreoffice"].find((name) => runs(name));
    if (office === undefined) skip(context, "LibreOffice is not installed");
    const { world, ids } = await exchangeWorld(STORY);
    const folder = temporaryFolder();
    writeFileSync(join(folder, "run.docx"), await world.bytes(ids[0] ?? fail(), "docx"));
    execFileSync(office, [
      `-env:UserInstallation=${pathToFileURL(join(folder, "profile")).href}`,
      "--headless",
      "--convert-to",
      "txt:Text (encoded):UTF8",
      "--outdir",
      folder,
      join(folder, "run.docx"),
    ]);
    const text = readFileSync(join(folder, "run.txt"), "utf8");
    expect(text).toContain("Mist & <Lantern>");
    expect(text).toContain("[watsonian] A 3.50 gold");
    expect(text).toContain("Another one  with blanks.");
    for (const label of ["first", "second", "third"]) expect(text).toContain(`${label} action`);
  });
});

function fail(): never {
  throw new Error("One run");
}

function skip({ skip: end }: TestContext, reason: string): never {
  console.log(`skipped: ${reason}`);
  return end(reason);
}

function runs(name: string): boolean {
  try {
    execFileSync(name, ["--version"], { stdio: "ignore" });
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return false;
    throw error;
  }
}

describe("the HTML file", () => {
  it("[DS7] opens in Chromium with no request and no error; search, types and contents work, print shows all", async (context) => {
    const executablePath = findChromium();
    if (executablePath === null) skip(context, "no Chromium was found");
    const { world, ids } = await exchangeWorld(STORY);
    const folder = temporaryFolder();
    const file = join(folder, "run.html");
    writeFileSync(file, await world.bytes(ids[0] ?? fail(), "html"));
    const browser = await chromium.launch({ executablePath, args: CHROMIUM_ARGS });
    try {
      const page = await browser.newPage();
      const faults: string[] = [];
      const requests: string[] = [];
      page.on("console", (message) => faults.push(message.text()));
      page.on("pageerror", (error) => faults.push(error.message));
      page.on("request", (request) => requests.push(request.url()));
      await page.goto(pathToFileURL(file).href);
      expect(await page.title()).toBe("Mist & <Lantern>");
      expect(await page.locator("section").count()).toBe(3);
      await page.getByRole("checkbox", { name: "doylist" }).uncheck();
      expect(await page.locator("span.doylist").first().isVisible()).toBe(false);
      expect(await page.locator("span.watsonian").first().isVisible()).toBe(true);
      await page.getByRole("searchbox").fill("SECOND action");
      await page.getByText("1 step", { exact: true }).waitFor();
      expect(await page.locator("section:visible").count()).toBe(1);
      await page.getByRole("searchbox").fill("");
      await page.locator("section").nth(2).waitFor();
      expect(await page.getByRole("navigation").getByRole("link").allTextContents()).toEqual(["The *Quay*"]);
      await page.emulateMedia({ media: "print" });
      expect(await page.getByRole("searchbox").isVisible()).toBe(false);
      expect(await page.locator("section:visible").count()).toBe(3);
      expect(requests).toEqual([pathToFileURL(file).href]);
      expect(faults).toEqual([]);
    } finally {
      await browser.close();
    }
  });

  it("[DS8] the player's view holds no thought: runs of one story with other thoughts give the same bytes", async () => {
    const story = generateRun({ seed: 4, steps: 30 });
    const other = {
      ...story,
      steps: story.steps.map((step, index) => ({
        ...step,
        id: newStepId(),
        initial: { closed: true, bullets: [bullet(m(`other ${index}`))] },
        postPrompt: { closed: false, bullets: index % 2 === 0 ? step.postPrompt.bullets : [bullet()] },
        postAction: { closed: true, bullets: [bullet(c("a note"), w("more"))] },
      })),
    };
    const ended = {
      ...other,
      steps: [
        ...other.steps.map((step) => ({ ...step, id: newStepId() })),
        fullStep("x", prompt(), {
          action: { closed: false, tagged: false, text: "" },
          outcome: { closed: false, tagged: false, text: "" },
        }),
      ],
    };
    const { world, ids } = await exchangeWorld(story, other, ended);
    const [one, two, three] = await Promise.all(ids.map((id) => world.bytes(id, "player")));
    expect(two?.equals(one ?? fail())).toBe(true);
    expect(three?.equals(one ?? fail())).toBe(true);
    const text = one?.toString("utf8") ?? "";
    for (const { step, sections } of exportedSteps(story.steps)) {
      for (const name of SECTION_NAMES) {
        if (!sections.includes(name) || name === "prompt" || name === "action" || name === "outcome") continue;
        const [thought] = step[name].bullets.flat();
        if (thought !== undefined && thought.text.length > 30) expect(text).not.toContain(thought.text.slice(0, 30));
      }
    }
  });
});
