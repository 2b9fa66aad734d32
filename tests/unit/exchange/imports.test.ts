import { readFileSync, truncateSync } from "node:fs";
import { join } from "node:path";

import { strToU8, unzipSync, zipSync } from "fflate";
import { describe, expect, it } from "vitest";

import { newBatchId } from "../../../shared/domain/ids.ts";
import { thoughtsOf } from "../../../shared/domain/section.ts";
import { DEFAULT_MAPPING } from "../../../shared/domain/exchange/mapping.ts";
import { writeBounty } from "../../../shared/domain/bounty/write.ts";
import {
  action,
  bullet,
  by,
  c,
  chapter,
  CLOSED,
  d,
  fullStep,
  initial,
  LONGTERM,
  outcome,
  prompt,
  run,
  step,
  TAGGED,
  w,
} from "../../support/build.ts";
import { checked, emptyWorld, stepsFrom, told, written } from "../../support/documents.ts";
import { exchangeWorld } from "../../support/exchange.ts";
import { generateRun } from "../../support/generate-run.ts";
import { failureIn, valueOf } from "../../support/library.ts";

const STORY = run(
  "Mist & <Lantern>",
  by("Ann Example"),
  step(
    chapter("The *Quay*"),
    initial(bullet(w("A knock, 3.50 gold.", LONGTERM), d("Who?")), bullet(c("- note"))),
    prompt("# You hear", "a knock."),
    action("> I wait.", TAGGED),
    outcome(CLOSED),
  ),
  fullStep("second", prompt("1. One\tparagraph", "Another."), outcome("Be *real*.", TAGGED)),
  step(action("I walk."), outcome("You walk.")),
);

const EXPECTED = [
  ["initial: w!:A knock, 3.50 gold. + d:Who? / c:- note", "prompt: # You hear\na knock.", "action: <>> I wait."],
  [
    // What the tag before hides is in no copy.
    "prompt: 1. One\tparagraph\nAnother.",
    "postPrompt: d:second post-prompt",
    "action: second action",
    "postAction: m:second post-action",
    "outcome: <>Be *real*.",
  ],
  ["action: I walk.", "outcome: You walk."],
];

describe("our own copies come in again", () => {
  it.each([
    ["markdown", ".md"],
    ["html", ".html"],
    ["docx", ".docx"],
  ] as const)("[DS19] %s", async (format, ending) => {
    const { world, ids } = await exchangeWorld(STORY);
    const [id] = ids;
    if (id === undefined) throw new Error("One run");
    const path = written(world, `copy${ending}`, await world.bytes(id, format));
    const other = await emptyWorld();
    const dry = await checked(other, path);
    expect(dry).toMatchObject({
      ok: true,
      format,
      unclear: [],
      runs: [{ title: STORY.title, steps: 3, arriving: "new" }],
    });
    const steps = await stepsFrom(other, path);
    // Blanks and tabs of a line are shown as one blank in HTML, and so come back.
    const shown = (lines: string[]): string[] => lines.map((line) => line.replace(/[\t ]+/gu, " "));
    expect(steps.map((content) => shown(told(content)))).toEqual(EXPECTED.map(shown));
    expect(steps[0]?.chapter).toBe("The *Quay*");
    expect(steps[0]?.outcome.closed).toBe(true);
  });

  it("[DS19] chat rows, with thoughts and without", async () => {
    const { world, ids } = await exchangeWorld(run("Ferry", fullStep("one"), fullStep("two")));
    const { place, answer } = await world.export(ids.slice(0, 1), "chat");
    valueOf(answer);
    const other = await emptyWorld();
    const thinking = await stepsFrom(other, join(place, "chat-with-thoughts.jsonl"));
    expect(thinking.map(told)).toEqual(
      ["one", "two"].map((label) => [
        `initial: w:${label} initial`,
        `prompt: ${label} prompt`,
        `postPrompt: d:${label} post-prompt`,
        `action: ${label} action`,
        `postAction: m:${label} post-action`,
        `outcome: ${label} outcome`,
      ]),
    );
    const plain = await checked(other, join(place, "chat-without.jsonl"));
    expect(plain).toMatchObject({ ok: true, format: "chat", runs: [{ title: "Ferry", steps: 2, thoughtWords: 0 }] });
    expect(plain.unclear.length).toBeGreaterThan(0);
  });
});

describe("documents that others wrote", () => {
  it("[DS20] bulleted thoughts, paragraphs and player's lines become steps by their order alone", async () => {
    const world = await emptyWorld();
    const path = written(
      world,
      "run.md",
      [
        "# The Ferry",
        "",
        "- [It is dark.] ",
        "- {Slow start}",
        "  - (LT) The key is iron.",
        "",
        "You stand on a quay.",
        "",
        "> I wait.",
        "",
        "- [Time passes]",
        "",
        "DM: Night falls.",
        "",
        "- [Morning]",
        "",
        "Dawn.",
      ].join("\n"),
    );
    expect((await stepsFrom(world, path)).map(told)).toEqual([
      [
        "initial: w:It is dark. / d:Slow start + w!:The key is iron.",
        "prompt: You stand on a quay.",
        "action: I wait.",
        "postAction: w:Time passes",
        "outcome: Night falls.",
      ],
      ["initial: w:Morning", "prompt: Dawn."],
    ]);
  });

  it("[DS20] a plain transcript says where outcome and prompt cannot be told apart", async () => {
    const world = await emptyWorld();
    const path = written(world, "game.txt", "You wake.\n\n> look\n\nA cave.\n\nA door opens.\n\n> enter\n\nIt closes.");
    const dry = await checked(world, path);
    expect(dry.unclear).toEqual([
      { place: "Block 4", what: "outcome, or already the prompt of the next step: “A door opens.”" },
    ]);
    expect((await stepsFrom(world, path)).map(told)).toEqual([
      ["prompt: You wake.", "action: look", "outcome: A cave.\nA door opens."],
      ["action: enter", "outcome: It closes."],
    ]);
  });

  it("[DS20] what is said of brackets, headings and speakers is kept for the next file", async () => {
    const world = await emptyWorld();
    const mapping = {
      ...DEFAULT_MAPPING,
      stepWords: ["Zug"],
      playerMarks: ["Spieler:"],
      conventions: [{ open: "(", close: ")", as: "meta" as const, longterm: false }],
    };
    const text = "Zug 1\n\n(a thought)\n\nEin Kai.\n\nSpieler: Ich warte.\n\nNacht.";
    const path = written(world, "lauf.txt", text);
    const expected = [["initial: m:a thought", "prompt: Ein Kai.", "action: Ich warte.", "outcome: Nacht."]];
    expect((await stepsFrom(world, path, { mapping })).map(told)).toEqual(expected);
    expect((await checked(world, path)).mapping).toEqual(mapping);
    expect((await stepsFrom(world, path)).map(told)).toEqual(expected);
  });

  it("[DS20] a bullet holds several thoughts in brackets; brackets that nobody has explained are found with a guess", async () => {
    const world = await emptyWorld();
    const text = [
      "- [It is dark.] {Slow start.}",
      "- See [the map] first.",
      "- (OOC: tide?) [w: The keeper lies.]",
      "",
      "A quay (old).",
      "",
      "(aside)",
      "",
      "> I wait.",
    ].join("\n");
    const path = written(world, "brackets.md", text);
    const dry = await checked(world, path);
    expect(dry.found.map(({ convention: { open, close, as }, count }) => [open, close, as, count])).toEqual([
      ["(", ")", "text", 1],
      ["(OOC:", ")", "meta", 1],
      ["[w:", "]", "watsonian", 1],
    ]);
    expect(dry.beginning[0]).toEqual({
      step: 1,
      chapter: null,
      section: "initial",
      parts: [
        { type: "watsonian", longterm: false, text: "It is dark." },
        { type: "doylist", longterm: false, text: "Slow start." },
        { type: "watsonian", longterm: false, text: "See [the map] first." },
        { type: "watsonian", longterm: false, text: "(OOC: tide?) [w: The keeper lies.]" },
      ],
    });
    const conventions = [...DEFAULT_MAPPING.conventions, ...dry.found.map(({ convention }) => convention)];
    const mapped = await checked(world, path, { mapping: { ...DEFAULT_MAPPING, conventions } });
    expect(mapped.found).toEqual([]);
    expect(mapped.beginning[0]?.parts.slice(3)).toEqual([
      { type: "meta", longterm: false, text: "tide?" },
      { type: "watsonian", longterm: false, text: "The keeper lies." },
    ]);
  });

  it("[DS20] a Google Docs download: lists by the level in their class, comments and emphasis said to be left out", async () => {
    const world = await emptyWorld();
    const path = written(
      world,
      "docs.html",
      `<html><head><style type="text/css">.c1{font-weight:700}.c2{font-weight:400}</style></head><body class="doc-content">
       <ul class="c3 lst-kix_ab1-0 start"><li class="c4"><span class="c2">A thought</span><sup><a href="#cmnt1" id="cmnt_ref1">[a]</a></sup></li></ul>
       <ul class="c3 lst-kix_ab1-1 start"><li class="c4"><span class="c1">and one more</span></li></ul>
       <ul class="c3 lst-kix_ab1-0"><li class="c4"><span>Another</span></li></ul>
       <p class="c5"><span class="c2">A quay.</span></p><p class="c5"><span>&gt; I wait.</span></p>
       <div class="c6"><p class="c5"><a href="#cmnt_ref1" id="cmnt1">[a]</a><span>Nice!</span></p><p class="c5"><span>Really.</span></p></div></body></html>`,
    );
    const dry = await checked(world, path);
    expect(dry.leftOut.map(({ what }) => what)).toEqual([
      "1 comment in the margin",
      "bold or italics in 1 place: a run is plain text",
    ]);
    expect((await stepsFrom(world, path)).map(told)).toEqual([
      ["initial: w:A thought + w:and one more / w:Another", "prompt: A quay.", "action: I wait."],
    ]);
  });

  it("[DS20] HTML with scripts, tables and pictures: text comes in, the rest is said or passed over", async () => {
    const world = await emptyWorld();
    const path = written(
      world,
      "docs.html",
      `<html><head><title>From Docs</title><style>p{}</style></head><body><script>document.write("x")</script>
       <ul><li>A thought<ul><li>and one more</li></ul></li></ul><p>A <b>bold</b>&nbsp;quay &amp; more.</p><img src="https://example.org/x.png" onerror="alert(1)">
       <p>&gt; I wait.</p><table><tr><td>Night</td><td>falls.</td></tr></table></body></html>`,
    );
    const dry = await checked(world, path);
    expect(dry.runs).toMatchObject([{ title: "From Docs", steps: 1 }]);
    expect(dry.leftOut.map(({ what }) => what)).toEqual([
      expect.stringContaining("picture"),
      expect.stringContaining("table"),
      expect.stringContaining("bold"),
    ]);
    expect((await stepsFrom(world, path)).map(told)).toEqual([
      [
        "initial: w:A thought + w:and one more",
        "prompt: A bold quay & more.",
        "action: I wait.",
        "outcome: Night\nfalls.",
      ],
    ]);
  });

  it("[DS20] a Word document with tracked changes and comments", async () => {
    const { world, ids } = await exchangeWorld(run("Tracked", fullStep("one")));
    const parts = unzipSync(await world.bytes(ids[0] ?? fail(), "docx"));
    const xml = new TextDecoder().decode(parts["word/document.xml"]);
    const changed = xml.replace(
      '<w:r><w:t xml:space="preserve">one prompt</w:t></w:r>',
      '<w:r><w:t>one prompt</w:t></w:r><w:del w:id="1" w:author="A"><w:r><w:delText> gone</w:delText></w:r></w:del><w:ins w:id="2" w:author="A"><w:r><w:t xml:space="preserve"> added</w:t></w:r></w:ins>',
    );
    const path = written(
      world,
      "tracked.docx",
      zipSync({ ...parts, "word/document.xml": strToU8(changed), "word/media/x.png": new Uint8Array(9) }),
    );
    const dry = await checked(world, path);
    expect(dry.leftOut.map(({ what }) => what).join(" ")).toMatch(/deletes[\s\S]*inserted/u);
    expect((await stepsFrom(world, path)).map(told)[0]).toContain("prompt: one prompt added");
  });

  it("[DS20] conversations of other programs", async () => {
    const world = await emptyWorld();
    const messages = [
      { role: "system", content: "Be a DM." },
      { role: "assistant", content: "A quay." },
      { role: "user", content: "I wait." },
      { role: "assistant", content: "Night falls." },
    ];
    const openai = written(world, "chat.json", JSON.stringify({ messages }));
    const dry = await checked(world, openai);
    expect(dry).toMatchObject({ ok: true, leftOut: [{ what: "1 system messages" }] });
    const expected = [["prompt: A quay.", "action: I wait.", "outcome: Night falls."]];
    expect((await stepsFrom(world, openai)).map(told)).toEqual(expected);
    const conversations = [
      { from: "gpt", value: "A quay." },
      { from: "human", value: "I wait." },
      { from: "gpt", value: "Night falls." },
    ];
    const shared = written(
      world,
      "shared.jsonl",
      `${JSON.stringify({ conversations })}\n${JSON.stringify({ conversations })}\n`,
    );
    expect((await checked(world, shared)).runs).toHaveLength(2);
    expect((await stepsFrom(world, shared)).map(told)).toEqual(expected);
  });

  it("[DS20] UTF-16, Windows-1252 and a byte order mark are read as what they are", async () => {
    const world = await emptyWorld();
    const text = "A café.\n\n> I wait.\n\nNight.";
    const files = {
      "utf16le.txt": Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, "utf16le")]),
      "latin.txt": Buffer.from(text, "latin1"),
      "bom.txt": Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(text)]),
    };
    for (const [name, bytes] of Object.entries(files)) {
      const steps = await stepsFrom(world, written(world, name, bytes));
      expect(steps.map(told), name).toEqual([["prompt: A café.", "action: I wait.", "outcome: Night."]]);
    }
  });
});

function fail(): never {
  throw new Error("One run");
}

describe("what an import does to the library", () => {
  it("[DS21] a state of a run that is here comes in beside it under new ids, and opening it again changes nothing", async () => {
    const { world, ids } = await exchangeWorld(run("Ferry", by("Ann"), fullStep("one"), fullStep("two")));
    const [id] = ids;
    if (id === undefined) fail();
    const path = written(world, "old.runpkg", await world.bytes(id, "package"));
    const before = valueOf(await world.call("run.open", { runId: id }));
    const [first] = before.steps;
    const library = valueOf(await world.call("library.describe", {}));
    if (first === undefined || library.deviceId === null) fail();
    valueOf(
      await world.call("run.save", {
        runId: id,
        batchId: newBatchId(),
        deviceId: library.deviceId,
        personId: library.personId,
        orderRev: before.orderRev,
        steps: [
          {
            id: first.id,
            baseRev: first.rev,
            content: { ...first.content, prompt: { closed: false, text: "Changed." } },
          },
        ],
        acts: [],
      }),
    );
    const take = async () => valueOf(await world.call("exchange.import", { files: [world.lendFile(path)] })).runs[0];
    const copy = await take();
    expect(copy).toMatchObject({ arriving: "copy", title: "Ferry" });
    expect(copy?.id).not.toBe(id);
    expect(await take()).toMatchObject({ arriving: "present", id: copy?.id });
    expect(valueOf(await world.call("run.open", { runId: id })).steps[0]?.content.prompt.text).toBe("Changed.");
    expect(valueOf(await world.call("run.list", {})).runs).toHaveLength(2);
  });

  it("[DS21] an import is taken back whole, and what it brought lies in the bin", async () => {
    const { world, ids } = await exchangeWorld(run("Ferry", fullStep("one")));
    const bounty = written(world, "a.json", await world.bytes(ids[0] ?? fail(), "bounty"));
    const prose = written(world, "b.txt", "You wake.\n\n> look\n\nA cave.");
    const { runs } = valueOf(
      await world.call("exchange.import", { files: [world.lendFile(bounty), world.lendFile(prose)] }),
    );
    expect(valueOf(await world.call("run.list", {})).runs).toHaveLength(3);
    valueOf(await world.call("exchange.undoImport", { runs: runs.map(({ id }) => id) }));
    expect(valueOf(await world.call("run.list", {})).runs).toHaveLength(1);
    expect(valueOf(await world.call("bin.list", { runId: null, limit: 10 })).runs).toHaveLength(2);
    expect(failureIn(await world.call("exchange.undoImport", { runs: runs.map(({ id }) => id) })).kind).toBe(
      "noSuchRun",
    );
  });

  it("[DS21] one refused file refuses all of them, of whatever formats, and nothing is written", async () => {
    const { world, ids } = await exchangeWorld(run("Ferry", fullStep("one")));
    const good = written(world, "a.jsonl", await world.bytes(ids[0] ?? fail(), "jsonl"));
    const bad = written(world, "b.parquet", (await world.bytes(ids[0] ?? fail(), "parquet")).subarray(0, 2_000));
    const other = await emptyWorld();
    const failure = failureIn(
      await other.call("exchange.import", { files: [other.lendFile(good), other.lendFile(bad)] }),
    );
    expect(failure.kind).toBe("refused");
    expect(valueOf(await other.call("run.list", {})).runs).toEqual([]);
  });

  it("[DS21] files that Visible Thoughts Writer damaged are mended when that is asked for, and only then", async () => {
    const world = await emptyWorld();
    const text = [
      ...writeBounty({ title: "Cut", authors: [] }, [
        step(
          initial(bullet(w("It costs 3."), w("50 gold. Mr."), w("Smith pays."))),
          prompt("p"),
          action("a"),
          outcome("o", TAGGED),
        ),
        step(action("b"), outcome("c")),
      ]),
    ].join("");
    const path = written(world, "cut.json", text.replace('"<yo be real> o"', '"<yo be real> <yo be real> o"'));
    const dry = await checked(world, path);
    expect(dry).toMatchObject({ ok: false, repairs: 3 });
    expect(dry.problems.map(({ rule }) => rule)).toContain("T");
    const [first] = await stepsFrom(world, path, { repair: true });
    if (first === undefined) fail();
    expect(thoughtsOf(first.initial).map((thought) => thought.text)).toEqual(["It costs 3.50 gold. Mr. Smith pays."]);
    expect(first.outcome).toMatchObject({ tagged: true, text: "o" });
  });
});

describe("hostile files", () => {
  it("[DS22] bombs, wrong checksums, strange names, half files and newer releases are refused with a sentence", async () => {
    const { world, ids } = await exchangeWorld(generateRun({ seed: 6, steps: 4 }));
    const good = await world.bytes(ids[0] ?? fail(), "package");
    const parts = unzipSync(good);
    const bomb = strToU8(`${" ".repeat(50 * 1024 * 1024)}{}`);
    const manifest = new TextDecoder().decode(parts["manifest.json"]);
    const files: Record<string, [Uint8Array, RegExp]> = {
      "bomb.runpkg": [zipSync({ ...parts, "run.json": bomb }), /unpacks to more/u],
      "sum.runpkg": [zipSync({ ...parts, "log.jsonl": strToU8("{}\n") }), /not what was packed|log\.jsonl/u],
      "path.runpkg": [zipSync({ ...parts, "../../etc/passwd": strToU8("x") }), /damaged|not a Runwright package/u],
      "newer.runpkg": [
        zipSync({ ...parts, "manifest.json": strToU8(manifest.replace('"version":2', '"version":3')) }),
        /newer release/u,
      ],
      "review.runpkg": [
        zipSync({
          ...parts,
          "manifest.json": strToU8(manifest.replace('"version":2,"kind":"run"', '"version":1,"kind":"review"')),
        }),
        /holds no run: it is .*review/u,
      ],
      "half.runpkg": [good.subarray(0, good.length / 2), /only a part|not a Runwright package/u],
      "bomb.docx": [zipSync({ "word/document.xml": bomb }), /unpacks to more/u],
      "empty.docx": [zipSync({ "word/nothing.xml": strToU8("x") }), /neither a Word document/u],
      "newer.jsonl": [strToU8('{"schema":"runwright-step/2"}\n'), /newer release/u],
      "utf16.jsonl": [
        Buffer.from('{"schema":"runwright-step/1"}\n', "utf16le"),
        /UTF-16|no file that Runwright reads|encoding/u,
      ],
      "short.jsonl": [(await world.bytes(ids[0] ?? fail(), "jsonl")).subarray(0, 5_000), /not JSON|missing/u],
    };
    for (const [name, [bytes, sentence]] of Object.entries(files)) {
      const failure = failureIn(
        await world.call("exchange.import", { files: [world.lendFile(written(world, name, bytes))] }),
      );
      expect(failure.kind, name).toBe("refused");
      expect(JSON.stringify(failure), name).toMatch(sentence);
    }
    expect(valueOf(await world.call("run.list", {})).runs).toHaveLength(1);
  });

  it("[DS22] whatever fills a document, it is read in one pass or refused", async () => {
    const world = await emptyWorld();
    const size = 300_000;
    const filled = (part: string): string => part.repeat(Math.ceil(size / part.length)).slice(0, size);
    const lines = [
      "# a",
      "__a ",
      "[",
      "((((",
      "[w: ",
      "{{",
      "> ",
      "- ",
      "a**",
      "*a ",
      " _a",
      "***",
      "[^",
      "[^1]: ",
      "a\n>",
      "\\",
      "&nbsp;",
      "Step ",
      "<b>",
      "</b>x",
      "\u00a0",
    ];
    for (const part of lines) {
      const text = `${filled(part)}b`;
      await checked(world, written(world, "hostile.md", text));
      await checked(world, written(world, "spaced.md", `# a${" ".repeat(size)}b: ${text}`));
      await checked(world, written(world, "hostile.html", `<html><body><ul><li>${text}`));
    }
    for (const tag of ["div", "ul", "li", "b", "p", "table"]) {
      const deep = written(world, "deep.html", `<html><body>${filled(`<${tag}>a`)}`);
      const dry = await checked(world, deep);
      expect(dry.ok || dry.problems.some(({ rule }) => rule === "limit"), tag).toBe(true);
    }
  });

  it("[DS22] JSON Lines of 5 GB and a line of 17 MB are refused by their limits", async () => {
    const world = await emptyWorld();
    const huge = written(world, "huge.jsonl", '{"schema":"runwright-step/1"');
    truncateSync(huge, 5 * 1024 ** 3);
    expect(failureIn(await world.call("exchange.import", { files: [world.lendFile(huge)] })).kind).toBe("tooLarge");
    const long = written(world, "long.jsonl", `{"schema":"runwright-step/1","x":"${"a".repeat(17 * 1024 * 1024)}"}\n`);
    expect(JSON.stringify(failureIn(await world.call("exchange.import", { files: [world.lendFile(long)] })))).toMatch(
      /longer than 16 MB/u,
    );
  });

  it("[DS22] a row that contradicts itself, stands twice or is missing is named", async () => {
    const { world, ids } = await exchangeWorld(run("Ferry", fullStep("one"), fullStep("two"), fullStep("three")));
    const lines = (await world.bytes(ids[0] ?? fail(), "jsonl")).toString("utf8").trimEnd().split("\n");
    const [one = "", two = "", three = ""] = lines;
    const files: Record<string, [string[], RegExp]> = {
      "gap.jsonl": [[one, three], /Line 2: step 3 stands where step 2 belongs/u],
      "end.jsonl": [[one, two], /has 3 steps, and 2 are here/u],
      "state.jsonl": [
        [one.replace('"state":"written","text":"one prompt"', '"state":"empty","text":"one prompt"'), two, three],
        /prompt is “written”|prompt is said to be “empty”|prompt is \\"empty\\"/u,
      ],
      "key.jsonl": [[one.replace('"chapter":null,', ""), two, three], /Line 1, chapter/u],
      "type.jsonl": [[one.replace('"watsonian"', '"other"'), two, three], /Line 1, initial/u],
    };
    const other = await emptyWorld();
    for (const [name, [rows, sentence]] of Object.entries(files)) {
      const dry = await checked(other, written(other, name, `${rows.join("\n")}\n`));
      expect(dry.ok, name).toBe(false);
      expect(JSON.stringify(dry.problems), name).toMatch(sentence);
    }
  });

  it("[DS22] validate answers for every format, and a dataset's manifest for the files beside it", async () => {
    const { world, ids } = await exchangeWorld(run("Ferry", fullStep("one")));
    const paths: string[] = [];
    for (const [format, ending] of [
      ["jsonl", ".jsonl"],
      ["parquet", ".parquet"],
      ["package", ".runpkg"],
      ["docx", ".docx"],
      ["html", ".html"],
      ["markdown", ".md"],
    ] as const) {
      paths.push(written(world, `ok${ending}`, await world.bytes(ids[0] ?? fail(), format)));
    }
    const { files } = valueOf(
      await world.call("exchange.validate", { files: paths.map((path) => world.lendFile(path)) }),
    );
    expect(files.filter(({ ok }) => !ok)).toEqual([]);
    expect(readFileSync(paths[0] ?? "").length).toBeGreaterThan(0);
  });
});
