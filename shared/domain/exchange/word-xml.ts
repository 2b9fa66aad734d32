import { isThoughtSection, SECTION_NAMES, type ThoughtType } from "../section.ts";
import type { VisibleStep } from "../visible.ts";
import { type ReadersRun, readersNames, sectionHeading, TAG_SHOWN } from "./markdown.ts";

/*
 * A run as the parts of a Word document: title, a heading for each chapter, step and section, thoughts as bullets in a style
 * of their type, the story as paragraphs. Only what a document of headings, paragraphs and bullets needs is written; the
 * parts are text made step by step, so that a run of any length takes the memory of one step (docs/decisions/0010).
 */

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml";

/** The small parts, by their place in the file, in the order in which they are packed before the document itself. */
export function wordParts(run: ReadersRun): (readonly [name: string, xml: string])[] {
  return [
    ["[Content_Types].xml", CONTENT_TYPES],
    ["_rels/.rels", RELATIONS],
    ["docProps/core.xml", coreProperties(run)],
    ["word/_rels/document.xml.rels", DOCUMENT_RELATIONS],
    ["word/styles.xml", STYLES],
    ["word/numbering.xml", NUMBERING],
  ];
}

const CONTENT_TYPES = `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="${WORD_TYPE}.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="${WORD_TYPE}.styles+xml"/><Override PartName="/word/numbering.xml" ContentType="${WORD_TYPE}.numbering+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>`;
const RELATIONS = `${HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="word/document.xml"/><Relationship Id="rId2" Type="${PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`;
const DOCUMENT_RELATIONS = `${HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/styles" Target="styles.xml"/><Relationship Id="rId2" Type="${OFFICE}/numbering" Target="numbering.xml"/></Relationships>`;
const NUMBERING = `${HEAD}<w:numbering ${W}><w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="hybridMultilevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="\u2022"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="360" w:hanging="260"/></w:pPr></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>`;

const THOUGHT_COLOURS: Readonly<Record<ThoughtType, string>> = {
  watsonian: "1F5FA8",
  doylist: "8A4B00",
  meta: "6B3FA0",
  comment: "35682D",
};

const style = (id: string, name: string, rest: string, based = "Normal"): string =>
  `<w:style w:type="paragraph" w:styleId="${id}"><w:name w:val="${name}"/><w:basedOn w:val="${based}"/><w:qFormat/>${rest}</w:style>`;
const heading = (level: number, size: number, before: number): string =>
  style(
    `Heading${level}`,
    `heading ${level}`,
    `<w:pPr><w:keepNext/><w:spacing w:before="${before}" w:after="60"/><w:outlineLvl w:val="${level - 1}"/></w:pPr><w:rPr><w:b/><w:sz w:val="${size}"/></w:rPr>`,
  );
const characterStyle = (id: string, colour: string): string =>
  `<w:style w:type="character" w:styleId="${id}"><w:name w:val="${id}"/><w:rPr><w:b/><w:color w:val="${colour}"/><w:sz w:val="18"/></w:rPr></w:style>`;
const STYLES = `${HEAD}<w:styles ${W}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Georgia" w:hAnsi="Georgia" w:cs="Times New Roman"/><w:sz w:val="22"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="276" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>${style("Title", "Title", '<w:rPr><w:b/><w:sz w:val="44"/></w:rPr>')}${style("Subtitle", "Subtitle", "")}${heading(1, 34, 480)}${heading(2, 26, 360)}${heading(3, 20, 200)}${style("ListBullet", "List Bullet", '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:spacing w:after="40"/></w:pPr>')}${style("Action", "Action", "<w:rPr><w:i/></w:rPr>")}${Object.entries(
  THOUGHT_COLOURS,
)
  .map(([type, colour]) => characterStyle(type, colour))
  .join("")}</w:styles>`;

function coreProperties({ title, authors }: ReadersRun): string {
  return `${HEAD}<cp:coreProperties xmlns:cp="${PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>${text(title)}</dc:title><dc:creator>${text(readersNames(authors))}</dc:creator></cp:coreProperties>`;
}

/** The name of the part that holds the text. */
export const WORD_DOCUMENT = "word/document.xml";

/** The document itself, piece by piece: its head, then each step, then its end. */
export function* wordDocument(run: ReadersRun): Generator<string> {
  const names = readersNames(run.authors);
  yield `${HEAD}<w:document ${W}><w:body>${paragraph("Title", textRun(run.title))}${names === "" ? "" : paragraph("Subtitle", textRun(names))}`;
  for (const step of run.steps) yield stepText(step);
  yield '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440" w:header="708" w:footer="708" w:gutter="0"/></w:sectPr></w:body></w:document>';
}

function stepText({ step, number, sections }: VisibleStep): string {
  let xml = step.chapter === null ? "" : paragraph("Heading1", textRun(step.chapter));
  xml += paragraph("Heading2", textRun(`Step ${number}`));
  for (const section of SECTION_NAMES) {
    if (!sections.includes(section)) continue;
    xml += paragraph("Heading3", textRun(sectionHeading(section)));
    if (isThoughtSection(section)) {
      for (const bullet of step[section].bullets) {
        const thoughts = bullet.filter((thought) => thought.text !== "");
        if (thoughts.length === 0) continue;
        const runs = thoughts.map(
          ({ type, longterm, text: thought }) =>
            `<w:r><w:rPr><w:rStyle w:val="${type}"/></w:rPr><w:t xml:space="preserve">[${type}${longterm ? ", long-term" : ""}] </w:t></w:r>${textRun(thought)}`,
        );
        xml += paragraph("ListBullet", runs.join("<w:r><w:br/></w:r>"));
      }
      continue;
    }
    const isTagged = section !== "prompt" && step[section].tagged;
    step[section].text.split("\n").forEach((line, index) => {
      const tag =
        isTagged && index === 0 ? `<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">${TAG_SHOWN} </w:t></w:r>` : "";
      xml += paragraph(section === "action" ? "Action" : "Normal", tag + textRun(line));
    });
  }
  return xml;
}

function paragraph(styleId: string, runs: string): string {
  return `<w:p><w:pPr><w:pStyle w:val="${styleId}"/></w:pPr>${runs}</w:p>`;
}

/** Text as runs: a line feed is a break, a tab a tab. */
function textRun(plain: string): string {
  return plain
    .split("\n")
    .map((line) =>
      line
        .split("\t")
        .map((part) => (part === "" ? "" : `<w:r><w:t xml:space="preserve">${text(part)}</w:t></w:r>`))
        .join("<w:r><w:tab/></w:r>"),
    )
    .join("<w:r><w:br/></w:r>");
}

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** Characters that XML 1.0 has no way to spell. */
const NOT_XML = /[[\p{Cc}\uFFFE\uFFFF]--[\t\n\r\u007F-\u009F]]/gv;

function text(plain: string): string {
  return plain.replace(/[&<>"]/gu, (character) => ENTITIES[character] ?? character).replace(NOT_XML, "\uFFFD");
}
