// @vitest-environment jsdom
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

import type { PastedBlock, PastedContent } from "../../../renderer/editor/paste/content.ts";
import { mapConventions, unknownConventions } from "../../../renderer/editor/paste/conventions.ts";
import { type Convention, withConventions } from "../../../shared/domain/conventions.ts";
import { selectedHtml, selectedMarkdown, selectedText } from "../../../renderer/editor/paste/copied.ts";
import { disarmHtml } from "../../../renderer/editor/paste/disarm-html.ts";
import { readIncoming, withKeptIds } from "../../../renderer/editor/paste/incoming.ts";
import { readHtml } from "../../../renderer/editor/paste/read-html.ts";
import { readPlain } from "../../../renderer/editor/paste/read-plain.ts";
import { newRunId } from "../../../shared/domain/ids.ts";
import {
  action,
  bullet,
  c,
  d,
  fullStep,
  initial,
  LONGTERM,
  m,
  outcome,
  postPrompt,
  prompt,
  step,
  w,
} from "../../support/build.ts";
import { Writing } from "../../support/writing.ts";

const FIXTURES = join(import.meta.dirname, "../../fixtures/clipboard");
const RUN = newRunId();

function fixture(name: string): string {
  return readFileSync(join(FIXTURES, name), "utf8");
}

/** Blocks in short: `text`, or `+text` for one that belongs to the bullet before, with a type where one is said. */
function short(blocks: readonly PastedBlock[]): string[] {
  return blocks.map(({ text, joins, thought }) => {
    const type = thought === null ? "" : `${thought.type}${thought.longterm ? "!" : ""}: `;
    return `${joins ? "+" : ""}${type}${text}`;
  });
}

function html(source: string): string[] {
  return short(readHtml(source, "drop").blocks);
}

/** A clipboard as an event carries it; jsdom has none. */
function clipboard(data: Readonly<Record<string, string>>, files = 0): Parameters<typeof readIncoming>[0] {
  return { getData: (type) => data[type] ?? "", files: { length: files } };
}

const PAGE = [
  "The ferry waits at the long pier.",
  "",
  "“Who’s there?” asks the keeper  & his dog.",
  "See the map.\nA second line.",
  "[w: The keeper lies.]",
  "A plain thought",
  "+and one under it",
  "(OOC: check the tide)",
];

describe("what other programs copy", () => {
  it("[PF1] reads Google Docs: paragraphs, lists beside their items, and the bold element that is not bold", () => {
    const { blocks, leftOut } = readHtml(fixture("google-docs.html"), "drop");
    expect(short(blocks)).toEqual(PAGE);
    expect(leftOut).toEqual({ emphasis: 2, pictures: 1, links: 1 });
  });

  it("[PF1] reads Word: lists that are paragraphs, without their signs", () => {
    const { blocks, leftOut } = readHtml(fixture("word.html"), "drop");
    expect(short(blocks)).toEqual(PAGE);
    expect(leftOut).toEqual({ emphasis: 2, pictures: 1, links: 1 });
  });

  it("[PF1] reads LibreOffice as it was captured, lines broken anywhere in its source", () => {
    const { blocks, leftOut } = readHtml(fixture("libreoffice-writer.html"), "drop");
    const [first, , keeper, ...rest] = PAGE;
    expect(short(blocks)).toEqual([first, keeper?.replace("  ", " "), "", ...rest, "first", "second", "under struck"]);
    expect(leftOut).toEqual({ emphasis: 3, pictures: 0, links: 1 });
  });

  it("[PF1] reads the plain side of a clipboard among thoughts by its signs, and in the story as it stands", () => {
    const text = fixture("libreoffice-writer.txt");
    expect(short(readPlain(text, true).blocks).slice(4, 9)).toEqual([
      "[w: The keeper lies.]",
      "A plain thought",
      "+and one under it",
      "(OOC: check the tide)",
      "1. first",
    ]);
    expect(readPlain(text, false).blocks.map((block) => block.text)).toEqual(text.split("\n"));
  });

  it("[PF1] reads Markdown's lists among thoughts, with what is indented under an item", () => {
    const markdown = "- one\n  goes on\n  - under one\n\n    another\n* two\nplain *star*\n1. first";
    expect(short(readPlain(markdown, true).blocks)).toEqual([
      "one\ngoes on",
      "+under one",
      "+another",
      "two",
      "plain *star*",
      "1. first",
    ]);
    expect(short(readPlain("- Who is there?", false).blocks)).toEqual(["- Who is there?"]);
  });

  it("[PF2] drops emphasis and counts it, or keeps it as stars around the words", () => {
    const source = "<p>a <b>b</b> <i> c </i>d<b>e<br>f</b> <em>g</em><strong>h</strong></p>";
    expect(readHtml(source, "drop")).toMatchObject({ blocks: [{ text: "a b c de\nf gh" }], leftOut: { emphasis: 3 } });
    expect(readHtml(source, "stars").blocks[0]?.text).toBe("a *b c* d*e*\n*f gh*");
  });
});

describe("HTML of any kind", () => {
  it("[PF3] reads blocks and blanks as they are shown", () => {
    expect(html("<div>a<div>b</div>c</div>")).toEqual(["a", "b", "c"]);
    expect(html("<p>  a \n b&nbsp; c </p>\n\n<p>d</p>")).toEqual(["a b  c", "d"]);
    expect(html("<pre>  x\n\ty</pre>")).toEqual(["  x\n\ty"]);
    expect(html("<p>a</p><p><br></p><p>b<br></p>")).toEqual(["a", "", "b"]);
    expect(html("<table><tr><td>a</td><td>b</td></tr></table>")).toEqual(["a", "b"]);
    expect(html("word")).toEqual(["word"]);
    expect(html("")).toEqual([]);
  });

  it("[PF3] reads lists however they are nested or broken", () => {
    expect(html("<ul><li>a<ul><li>b<li>c</ul><li>d</ul>e")).toEqual(["a", "+b", "+c", "d", "e"]);
    expect(html("<ul><li><p>a</p><p>b</p></li></ul>")).toEqual(["a", "+b"]);
    expect(html("<li>a</li><li>b")).toEqual(["a", "b"]);
    expect(html("<ul><ul><li>b</li></ul></ul><p>c</p><ul><ul><li>d</li></ul></ul>")).toEqual(["b", "c", "d"]);
    expect(html("</ul></li><ol><li></li><li>a</ol></p>")).toEqual(["a"]);
  });

  it("[PF4] keeps nothing but text of scripts, styles, handlers, links, pictures and what is hidden", () => {
    const { blocks, leftOut } = readHtml(
      `<script>alert(1)</script><style>p{}</style><p onclick="x()">a<a href="javascript:alert(1)">b</a></p>
       <img src=x onerror=alert(1)><svg onload=alert(1)><text>s</text></svg><iframe srcdoc="<p>f</p>"></iframe>
       <p style="display:none">hidden</p><p hidden>h</p><noscript>n</noscript><template><p>t</p></template>
       <textarea>x</textarea><math><mi>1</mi></math><p>c</p>`,
      "drop",
    );
    expect(short(blocks)).toEqual(["ab", "1", "c"]);
    expect(leftOut).toEqual({ emphasis: 0, pictures: 3, links: 1 });
  });

  it("[PF4] leaves no style, handler or script in what is parsed, however it is written", () => {
    const parse = (source: string): HTMLElement =>
      new DOMParser().parseFromString(disarmHtml(source), "text/html").body;
    for (const source of [
      `<p style="a>b" ONCLICK='x' on=1 style=c>t</p>`,
      "<p style = 'x'>t</p>",
      "<P/STYLE='x'/onclick=x>t",
      `<p title="style='x'" style>t</p>`,
      "<script>style='<p style=x>'</script >t",
      "<STYLE></style><style>@import url(x)</style>t",
      "<!-- <p style=x> -->t",
      "<!-->t",
      "<script style=x onload=y>1</script>t",
      "<base href=x style=y><meta http-equiv=refresh content=0>t",
      "<p =style=x onx>t</p>",
    ]) {
      const body = parse(source);
      expect(body.textContent.trim()).toBe("t");
      expect(body.querySelector("script, style, [style]")).toBeNull();
      for (const element of body.querySelectorAll("*"))
        expect([...element.attributes].filter(({ name }) => name.startsWith("on"))).toEqual([]);
    }
    expect(parse("<<!-- -->p style=x>t").querySelector("p")).toBeNull();
    expect(parse("<<script>1</script>script>t").querySelector("script")).toBeNull();
    expect(parse("a < b <3 style=x> onclick=y").textContent).toBe("a < b <3 style=x> onclick=y");
    expect(parse("<p style='never closed").textContent).toBe("");
  });

  it("[PF4] reads 5 MB of anything, without end or depth that matter", () => {
    const size = 5_000_000;
    const fill = (part: string): string => part.repeat(Math.ceil(size / part.length));
    for (const part of ["<", "<p", '<p style="', "<!--", "<style>", "[w: ", "(OOC: [", "{{", "\0", "</ul>", "&#"]) {
      const content = readHtml(fill(part).slice(0, 1_000_000), "stars");
      mapConventions(content, [{ open: "[w:", close: "]", as: "doylist", longterm: false }]);
      unknownConventions(content, []);
    }
    // Chromium's parser ends nesting by itself; here the walk has to bear it.
    expect(html(`${"<div>".repeat(3_000)}deep`)).toEqual(["deep"]);
    expect(html(`<p>${fill("word ")}</p>`)[0]?.length).toBe(size - 1);
  });

  it("[PF4] takes plain text where HTML holds none, and a picture alone for nothing but a picture", () => {
    const where = { isAmongThoughts: true, isPlain: false };
    const settings = { emphasis: "drop", conventions: [] } as const;
    const read = (data: Record<string, string>, files = 0, isPlain = false): PastedContent | null =>
      readIncoming(clipboard(data, files), { ...where, isPlain }, settings);
    expect(read({ "text/html": "<img src=x>", "text/plain": "a" })?.blocks).toMatchObject([{ text: "a" }]);
    expect(read({ "text/html": "<p>a</p>", "text/plain": "b" })?.blocks).toMatchObject([{ text: "a" }]);
    expect(read({ "text/html": "<p>a</p>", "text/plain": "- b\n- c" }, 0, true)?.blocks).toMatchObject([
      { text: "- b" },
      { text: "- c" },
    ]);
    expect(read({ "text/html": "<img src=x>" }, 1)).toMatchObject({ blocks: [], leftOut: { pictures: 2 } });
    expect(read({})).toBeNull();
  });
});

describe("brackets that mean thoughts", () => {
  const W: Convention = { open: "[w:", close: "]", as: "watsonian", longterm: false };
  const D: Convention = { open: "[d!:", close: "]", as: "doylist", longterm: true };
  const OOC: Convention = { open: "(OOC:", close: ")", as: "meta", longterm: false };
  const BRACES: Convention = { open: "{{", close: "}}", as: "comment", longterm: false };
  const of = (text: string): PastedContent => readPlain(text, true);
  const mapped = (text: string, ...mapping: Convention[]): string[] =>
    short(mapConventions(of(text), mapping).content.blocks);

  it("[PF5] makes thoughts of the mapping's brackets, each bullet's in one bullet", () => {
    expect(mapped("[w: He lies.] [D!: Use it.] and so (ooc: tide) {{for readers}}", W, D, OOC, BRACES)).toEqual([
      "watsonian: He lies.",
      "+doylist!: Use it.",
      "+and so",
      "+meta: tide",
      "+comment: for readers",
    ]);
    expect(mapped("before [w: see [there] (now)]; after", W)).toEqual([
      "before",
      "+watsonian: see [there] (now)",
      "+; after",
    ]);
  });

  it("[PF5] leaves as text what is not closed, not mapped or mapped to text", () => {
    expect(mapped("[w: open", W)).toEqual(["[w: open"]);
    expect(mapped("[w: a] (OOC: b)", { ...W, as: "text" })).toEqual(["[w: a] (OOC: b)"]);
    expect(mapped("[w: [w: a]", W)).toEqual(["[w:", "+watsonian: a"]);
  });

  it("[PF5] shows what is shaped like a convention and is not known, with a guess, and nothing of ordinary prose", () => {
    const found = unknownConventions(of("[w: a]\n[W: b]\n(OOC: c) {{d}} [gm!: e] ((f)) [[g]] [h] (i) (see: open"), []);
    expect(found.map(({ convention, count }) => [convention.open, convention.as, convention.longterm, count])).toEqual([
      ["[w:", "watsonian", false, 2],
      ["(OOC:", "meta", false, 1],
      ["{{", "meta", false, 1],
      ["[gm!:", "meta", true, 1],
      ["((", "meta", false, 1],
      ["[[", "text", false, 1],
    ]);
    expect(found[0]?.sample).toBe("[w: a]");
    expect(unknownConventions(of("[W: a]"), [W])).toEqual([]);
    expect(unknownConventions(of("He said (quietly) that [sic] it {was}."), [])).toEqual([]);
  });

  it("[PF5] keeps one meaning for each convention", () => {
    expect(withConventions([W, OOC], [{ ...W, open: "[W:", as: "text" }])).toEqual([
      OOC,
      { ...W, open: "[W:", as: "text" },
    ]);
  });
});

describe("where it is put", () => {
  const typed = (text: string, type: "doylist" | "meta", joins = false): PastedBlock => ({
    text,
    joins,
    thought: { type, longterm: false, id: null },
  });
  const plain = (text: string, joins = false): PastedBlock => ({ text, joins, thought: null });

  it("[PF6] puts words into the sentence, lines and all", () => {
    const writing = new Writing(step(initial(bullet(w("ab", LONGTERM)))));
    writing.caret("a|b").paste([plain("x\ny")]);
    expect(writing.text(1, "initial")).toBe("W!:ax\nyb");
    expect(writing.around()).toBe("ax\ny|b");
  });

  it("[PF6] makes bullets and thoughts of blocks, the first on the caret's thought and the rest behind the last", () => {
    const writing = new Writing(step(initial(bullet(d("ab", LONGTERM), m("z")))));
    writing.caret("a|b").paste([plain("one"), plain(""), plain("two"), plain("three", true)]);
    expect(writing.text(1, "initial")).toBe("D!:aone / D:two + D:threeb + M:z");
    expect(writing.around()).toBe("three|b");
  });

  it("[PF6] gives every typed thought its own place: at the start, in the middle, at the end, in an empty one", () => {
    const at = (mark: string): string => {
      const writing = new Writing(step(initial(bullet(w("ab", LONGTERM)))));
      const id = writing.steps()[0]?.initial.bullets[0]?.[0]?.id;
      writing.caret(mark).paste([typed("one", "doylist"), typed("two", "meta", true)]);
      const thoughts = writing.steps()[0]?.initial.bullets.flat() ?? [];
      expect(new Set(thoughts.map((thought) => thought.id)).size).toBe(thoughts.length);
      expect(thoughts.find((thought) => thought.id === id)?.type).toBe("watsonian");
      expect(writing.around()).toBe("two|");
      return writing.text(1, "initial");
    };
    expect(at("|ab")).toBe("D:one + M:two / W!:ab");
    expect(at("a|b")).toBe("W!:a / D:one + M:two / W!:b");
    expect(at("ab|")).toBe("W!:ab / D:one + M:two");
    const empty = new Writing(step(initial(bullet(w("")))));
    empty.at(1, "initial").paste([typed("one", "doylist")]);
    expect(empty.text(1, "initial")).toBe("D:one");
  });

  it("[PF6] makes paragraphs of every line in the story", () => {
    const writing = new Writing(fullStep("s"));
    writing.caret("s| prompt").paste([plain("one\ntwo"), plain(""), typed("three", "meta")]);
    expect(writing.text(1, "prompt")).toBe("sone ¶ two ¶  ¶ three prompt");
  });

  it("[PF7] is taken back in one undo, with every id", () => {
    const writing = new Writing(step(initial(bullet(w("ab"), m("z")))));
    const before = writing.steps();
    writing.caret("a|b").paste([typed("one", "doylist"), plain("two"), typed("three", "meta")]);
    expect(writing.takeChanges().acts).toMatchObject([{ kind: "pasted", section: "initial", added: 5, removed: 1 }]);
    writing.act("undo");
    expect(writing.steps()).toEqual(before);
  });

  it("[PF8] makes the tag of a text that begins with its characters, and undo gives the text back", () => {
    const writing = new Writing(fullStep("s", action()));
    writing.at(1, "action").paste([plain("<yo be real> go"), plain("on")]);
    expect(writing.text(1, "action")).toBe("<>go ¶ on");
    expect(writing.said.at(-1)?.kind).toBe("textBecameTag");
    writing.act("undo");
    expect(writing.text(1, "action")).toBe("<yo be real> go ¶ on");
  });
});

describe("what is copied", () => {
  const RUN_TEXT = [
    fullStep(
      "a",
      initial(bullet(w("one  <b>"), d("two\nlines", LONGTERM)), bullet(c(" three\t*"))),
      prompt("p1", "", "p2"),
    ),
    fullStep("b", postPrompt(bullet(m("four")))),
  ];

  function selectAll(writing: Writing): void {
    writing.selectFrom("|one  <b>", "b outcome|");
  }

  it("[PF9] comes back from our own HTML with types, flags, lines and blanks as they were", () => {
    const writing = new Writing(...RUN_TEXT);
    writing.selectFrom("|one  <b>", " three\t*|");
    const content = readHtml(selectedHtml(writing.state, RUN), "drop");
    expect(content.runId).toBe(RUN);
    const other = new Writing(step(initial(bullet(w("")))));
    other.at(1, "initial").paste(withKeptIds(content, newRunId(), other.state.doc).blocks);
    expect(other.text(1, "initial")).toBe("W:one  <b> + D!:two\nlines / C: three\t*");
    const ids = new Set(RUN_TEXT.flatMap((one) => one.initial.bullets.flat()).map(({ id }) => id));
    expect(
      other
        .steps()[0]
        ?.initial.bullets.flat()
        .some(({ id }) => ids.has(id)),
    ).toBe(false);
  });

  it("[PF9] keeps the ids of what was cut from the same run, and gives new ones while the original is there", () => {
    const writing = new Writing(...RUN_TEXT);
    writing.selectFrom("|one  <b>", " three\t*|");
    const content = readHtml(selectedHtml(writing.state, RUN), "drop");
    const kept = (): (string | null | undefined)[] =>
      withKeptIds(content, RUN, writing.state.doc).blocks.map(({ thought }) => thought?.id);
    expect(kept()).toEqual([null, null, null]);
    const last = writing.steps()[0]?.initial.bullets[1]?.[0]?.id;
    writing.act("deleteSelection");
    // The first thought stays, empty: what is left of a section is its first block.
    expect(kept()).toEqual([null, expect.any(String), last]);
  });

  it("[PF9] pastes a part of one thought as words, wherever it goes", () => {
    const writing = new Writing(...RUN_TEXT);
    writing.caret("two\n|lin|es");
    const content = readHtml(selectedHtml(writing.state, RUN), "drop");
    expect(short(content.blocks)).toEqual(["lin"]);
  });

  it("[PF10] copies clean HTML: paragraphs and lists, no letters, cues or numbers, nothing but text inside", () => {
    const writing = new Writing(...RUN_TEXT);
    selectAll(writing);
    const body = new DOMParser().parseFromString(selectedHtml(writing.state, RUN), "text/html").body;
    expect([...new Set([...body.querySelectorAll("*")].map(({ localName }) => localName))].toSorted()).toEqual([
      "br",
      "div",
      "li",
      "p",
      "section",
      "ul",
    ]);
    expect(body.querySelectorAll("li")).toHaveLength(7);
    const lines = readHtml(selectedHtml(writing.state, RUN), "drop").blocks.map(({ text }) => text);
    expect(lines.filter((line) => line !== "").join("\n")).toBe(selectedText(writing.state).replaceAll("\n\n", "\n"));
  });

  it("[PF10] copies Markdown that is shown as it reads here", () => {
    const writing = new Writing(
      fullStep("a", initial(bullet(w("1. *x*"), d("two\nlines"))), prompt("# no head", "- speech")),
    );
    writing.selectFrom("|1. *x*", "- speech|");
    expect(selectedMarkdown(writing.state)).toBe("- 1\\. \\*x\\*\n  - two  \n    lines\n\n\\# no head\n\n\\- speech");
  });

  it("[PF10] copies nothing that a skip hides", () => {
    const writing = new Writing(fullStep("a", outcome("o")), fullStep("b"));
    writing.at(1, "outcome").act("tag").selectFrom("|a initial", "b outcome|");
    expect(selectedHtml(writing.state, RUN)).not.toContain("b initial");
    expect(selectedMarkdown(writing.state)).not.toContain("b prompt");
    expect(selectedText(writing.state)).toContain("b action");
  });
});
