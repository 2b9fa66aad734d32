import {
  isThoughtSection,
  SECTION_NAMES,
  STORY_SECTION_NAMES,
  THOUGHT_TYPES,
  type ThoughtSection,
} from "../section.ts";
import type { VisibleStep } from "../visible.ts";
import { type ReadersRun, readersNames, sectionHeading, TAG_SHOWN } from "./markdown.ts";

/*
 * A run as one HTML file that needs nothing else: contents, search, thoughts shown or hidden by type, printable. Its policy
 * allows the one style sheet and the one script that stand in it, by their hashes, and no network at all. Without scripts
 * everything is there and shown.
 *
 * The player's view is the same file without a thought in it: nothing in its bytes depends on one, so steps are numbered
 * and left out by their story alone.
 */

/** Who reads: one who studies the run, or its player. */
export type HtmlReader = "reader" | "player";

/** Style sheet and script of the file; the policy names their hashes, so whoever writes the file hashes these very texts. */
export const HTML_STYLE = `
:root{color-scheme:light dark;--ink:#1c1b19;--paper:#fbfaf7;--quiet:#5d594f;--line:#d8d3c6;--w:#1f5fa8;--d:#8a4b00;--m:#6b3fa0;--c:#35682d;--hit:#ffe27a}
@media (prefers-color-scheme:dark){:root{--ink:#e9e6de;--paper:#1b1a18;--quiet:#a9a498;--line:#45423b;--w:#8ebdf5;--d:#eab676;--m:#c9a8f2;--c:#9fd394;--hit:#6b5600}}
*{box-sizing:border-box}body{margin:0;background:var(--paper);color:var(--ink);font:17px/1.6 Georgia,"Times New Roman",serif}
main,header{max-width:44rem;margin:0 auto;padding:0 1.2rem}header{padding-top:2.5rem}h1{line-height:1.2;margin:0 0 .3rem}
.by,h3,h4{color:var(--quiet)}h2{margin:3rem 0 0}h3{font-size:1rem;margin:2.2rem 0 .2rem;border-top:1px solid var(--line);padding-top:.8rem}
h4{font:600 .78rem/1.4 system-ui,sans-serif;letter-spacing:.03em;margin:1rem 0 .2rem}
section{content-visibility:auto;contain-intrinsic-size:auto 900px}p{margin:0 0 .7em;white-space:pre-wrap}
.action p{font-style:italic}.tag{font:600 .78rem/1 system-ui,sans-serif;border:1px solid currentColor;border-radius:.7em;padding:.15em .6em;margin-right:.5em;font-style:normal}
ul{margin:.2rem 0 .8rem;padding-left:1.2rem;font-size:.92em}li{margin:.15rem 0}li span{display:block;white-space:pre-wrap}
li b{font:600 .78rem/1 system-ui,sans-serif;margin-right:.4em}.watsonian b{color:var(--w)}.doylist b{color:var(--d)}.meta b{color:var(--m)}.comment b{color:var(--c)}
.bar{position:sticky;top:0;z-index:1;background:var(--paper);border-bottom:1px solid var(--line);padding:.5rem 1.2rem;font:.9rem/1.5 system-ui,sans-serif}
.bar form{max-width:44rem;margin:0 auto;display:flex;flex-wrap:wrap;gap:.4rem 1rem;align-items:center}.bar input[type=search]{flex:1 1 12rem;font:inherit;padding:.25rem .5rem;border:1px solid var(--line);background:transparent;color:inherit;border-radius:.3rem}
.bar label{white-space:nowrap}nav{font:.9rem/1.7 system-ui,sans-serif;margin:1.5rem 0}nav ol{columns:14rem;padding-left:0;list-style:none}a{color:inherit}
.no-watsonian .watsonian,.no-doylist .doylist,.no-meta .meta,.no-comment .comment,.miss,[hidden]{display:none!important}:target h3{background:var(--hit)}
@media print{.bar,nav{display:none}body{background:#fff;color:#000;font-size:11pt}section{content-visibility:visible}h2,h3,h4{break-after:avoid}}
`;

export const HTML_SCRIPT = `
"use strict";(function(){
var bar=document.querySelector(".bar");if(!bar)return;bar.hidden=false;
var steps=[].slice.call(document.querySelectorAll("section")),texts=null,box=bar.querySelector("input[type=search]"),said=bar.querySelector("output");
bar.querySelectorAll("input[type=checkbox]").forEach(function(one){one.addEventListener("change",function(){document.body.classList.toggle("no-"+one.value,!one.checked)})});
function look(){var wanted=box.value.trim().toLowerCase(),found=0;
if(!texts)texts=steps.map(function(step){return step.textContent.toLowerCase()});
steps.forEach(function(step,index){var hit=wanted===""||texts[index].indexOf(wanted)>=0;step.classList.toggle("miss",!hit);if(hit)found+=1});
said.textContent=wanted===""?"":found+(found===1?" step":" steps")}
var waits=0;box.addEventListener("input",function(){clearTimeout(waits);waits=setTimeout(look,120)});
bar.querySelector("form").addEventListener("submit",function(event){event.preventDefault();look()});
})();
`;

/** The hashes of style sheet and script as a policy spells them, `sha256-…`. */
export type HtmlHashes = { readonly style: string; readonly script: string };

/** The file, piece by piece: its head, then each step, then its end. */
export function* htmlOf(run: ReadersRun, reader: HtmlReader, hashes: HtmlHashes): Generator<string> {
  const shown = run.steps.filter(({ sections }) => reader === "reader" || sections.some(isStory));
  const names = readersNames(run.authors);
  yield [
    '<!doctype html>\n<html lang="und">\n<head>\n<meta charset="utf-8">\n',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '${hashes.style}'; script-src '${hashes.script}'; base-uri 'none'; form-action 'none'">\n`,
    '<meta name="viewport" content="width=device-width,initial-scale=1">\n<meta name="referrer" content="no-referrer">\n',
    `<title>${text(run.title)}</title>\n<style>${HTML_STYLE}</style>\n</head>\n<body>\n`,
    `<header><h1 dir="auto">${text(run.title)}</h1>${names === "" ? "" : `<p class="by" dir="auto">${text(names)}</p>`}`,
    contents(shown),
    "</header>\n",
    bar(reader),
    "<main>\n",
  ].join("");
  for (const step of shown) yield stepText(step, reader);
  yield `</main>\n<script>${HTML_SCRIPT}</script>\n</body>\n</html>\n`;
}

const isStory = (section: (typeof SECTION_NAMES)[number]): boolean =>
  STORY_SECTION_NAMES.some((name) => name === section);

/** Without chapters every so many steps have a line of their own. */
const STEPS_A_LINE = 50;

function contents(steps: readonly VisibleStep[]): string {
  const hasChapters = steps.some(({ step }) => step.chapter !== null);
  const lines = steps.flatMap(({ step, number }, index) => {
    if (hasChapters && step.chapter === null) return [];
    if (!hasChapters && index % STEPS_A_LINE !== 0) return [];
    const name = step.chapter ?? `Step ${number}`;
    return [`<li><a href="#step-${number}" dir="auto">${text(name)}</a></li>`];
  });
  return `<nav aria-label="Contents"><ol>${lines.join("")}</ol></nav>`;
}

function bar(reader: HtmlReader): string {
  const boxes = THOUGHT_TYPES.map(
    (type) => `<label><input type="checkbox" value="${type}" checked> ${type}</label>`,
  ).join(" ");
  return `<div class="bar" hidden><form role="search"><input type="search" aria-label="Search the steps" placeholder="Search the steps"><output></output>${reader === "player" ? "" : ` ${boxes}`}</form></div>\n`;
}

function stepText({ step, number, sections }: VisibleStep, reader: HtmlReader): string {
  let html = step.chapter === null ? "" : `<h2 dir="auto">${text(step.chapter)}</h2>\n`;
  html += `<section id="step-${number}"><h3>Step ${number}</h3>\n`;
  for (const section of SECTION_NAMES) {
    if (!sections.includes(section)) continue;
    if (isThoughtSection(section)) {
      if (reader === "reader") html += `<h4>${sectionHeading(section)}</h4>${bullets(step[section])}\n`;
      continue;
    }
    const isTagged = section !== "prompt" && step[section].tagged;
    const tag = isTagged ? `<span class="tag">${TAG_SHOWN}</span>` : "";
    const paragraphs = step[section].text
      .split("\n")
      .map((paragraph, index) => `<p dir="auto">${index === 0 ? tag : ""}${text(paragraph)}</p>`)
      .join("");
    html += `<h4>${sectionHeading(section)}</h4><div class="${section}">${paragraphs}</div>\n`;
  }
  return `${html}</section>\n`;
}

function bullets(section: ThoughtSection): string {
  const items = section.bullets
    .map((bullet) =>
      bullet
        .filter((thought) => thought.text !== "")
        .map(
          ({ type, longterm, text: thought }) =>
            `<span class="${type}" dir="auto"><b>${type}${longterm ? ", long-term" : ""}</b>${text(thought)}</span>`,
        )
        .join(""),
    )
    .filter((item) => item !== "");
  return `<ul>${items.map((item) => `<li>${item}</li>`).join("")}</ul>`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function text(plain: string): string {
  return plain.replace(/[&<>"']/gu, (character) => ENTITIES[character] ?? character);
}
