import { grouped } from "../bounty/place.ts";
import { thoughtWords, totalWords, type WordCounts } from "../words.ts";
import { CHAT_CONFIGS, type ChatWish } from "./chat.ts";
import { CHAT_COLUMNS, type Column, type ColumnType, STEP_COLUMNS } from "./columns.ts";
import type { ReleaseRecord, Split } from "./release.ts";

/*
 * The card of a dataset: the README.md that the Hugging Face Hub shows and that its `datasets` library reads the configs
 * from. Every number in it is counted from what was written, every date, address and licence comes from the release record.
 */

/** The configs of a dataset, the default one first, with the folder of each. */
export const DATASET_CONFIGS = ["default", "jsonl", ...CHAT_CONFIGS] as const;
export type DatasetConfig = (typeof DATASET_CONFIGS)[number];

/** Where the file of a config's part lies. */
export function dataPath(config: DatasetConfig, split: Split): string {
  return config === "default" ? `data/${split}.parquet` : `${config}/${split}.jsonl`;
}

/** One file of data as it was written. */
export type DataFile = {
  readonly config: DatasetConfig;
  readonly split: Split;
  readonly bytes: number;
  readonly rows: number;
};

/** A run as the card speaks of it. */
export type CardRun = {
  readonly title: string;
  readonly names: readonly string[];
  readonly licence: string | null;
  readonly steps: number;
  readonly words: WordCounts;
  /** Sections first written before the next, after it, and of unknown order. */
  readonly live: number;
  readonly late: number;
  readonly unknown: number;
  readonly split: Split;
};

/** The text of the card. */
export function datasetCard(
  release: ReleaseRecord,
  runs: readonly CardRun[],
  files: readonly DataFile[],
  wish: ChatWish,
): string {
  return `---\n${yaml(release, runs, files)}---\n\n${prose(release, runs, files, wish)}`;
}

/** JSON is YAML, so every text is written as JSON spells it. */
const quoted = (text: string): string => JSON.stringify(text);

function yaml(release: ReleaseRecord, runs: readonly CardRun[], files: readonly DataFile[]): string {
  const words = runs.reduce((sum, run) => sum + totalWords(run.words), 0);
  const rows = files.filter(({ config }) => config === "default").reduce((sum, file) => sum + file.rows, 0);
  const lines = [
    `pretty_name: ${quoted(release.title)}`,
    `version: ${quoted(release.version)}`,
    `license: ${quoted(release.licence)}`,
    "language:",
    ...release.languages.map((language) => `- ${quoted(language)}`),
    "task_categories:",
    "- text-generation",
    "tags:",
    ...["interactive-fiction", "chain-of-thought", "human-written", "runwright"].map((tag) => `- ${tag}`),
    "size_categories:",
    `- ${sizeCategory(rows)}`,
    `# ${grouped(words)} words`,
    "configs:",
  ];
  for (const config of DATASET_CONFIGS) {
    lines.push(`- config_name: ${config}`, ...(config === "default" ? ["  default: true"] : []), "  data_files:");
    for (const file of files.filter((each) => each.config === config)) {
      lines.push(`  - split: ${file.split}`, `    path: ${dataPath(config, file.split)}`);
    }
  }
  lines.push("dataset_info:");
  for (const config of DATASET_CONFIGS) {
    const own = files.filter((each) => each.config === config);
    const bytes = own.reduce((sum, file) => sum + file.bytes, 0);
    const columns = config === "default" || config === "jsonl" ? STEP_COLUMNS : CHAT_COLUMNS;
    lines.push(`- config_name: ${config}`, "  features:", ...featureLines(columns, "  "), "  splits:");
    for (const file of own) {
      lines.push(`  - name: ${file.split}`, `    num_bytes: ${file.bytes}`, `    num_examples: ${file.rows}`);
    }
    lines.push(`  download_size: ${bytes}`, `  dataset_size: ${bytes}`);
  }
  return `${lines.join("\n")}\n`;
}

function featureLines(columns: readonly Column[], indent: string): string[] {
  return columns.flatMap(({ name, type }) => {
    const [first, ...rest] = typeLines(type, `${indent}  `);
    return [`${indent}- name: ${name}`, first ?? "", ...rest];
  });
}

const DTYPES = { text: "string", int: "int32", bool: "bool" } as const;

function typeLines(type: ColumnType, indent: string): string[] {
  if (type.kind === "struct") return [`${indent}struct:`, ...featureLines(type.fields, indent)];
  if (type.kind !== "list") return [`${indent}dtype: ${DTYPES[type.kind]}`];
  const { of } = type;
  if (of.kind === "struct") return [`${indent}list:`, ...featureLines(of.fields, indent)];
  return of.kind === "list"
    ? [`${indent}list:`, ...typeLines(of, `${indent}  `)]
    : [`${indent}list: ${DTYPES[of.kind]}`];
}

const SIZES: readonly (readonly [below: number, name: string])[] = [
  [1_000, "n<1K"],
  [10_000, "1K<n<10K"],
  [100_000, "10K<n<100K"],
  [1_000_000, "100K<n<1M"],
  [10_000_000, "1M<n<10M"],
];

function sizeCategory(rows: number): string {
  return SIZES.find(([below]) => rows < below)?.[1] ?? "10M<n<100M";
}

const percent = (part: number, whole: number): string =>
  whole === 0 ? "0 %" : `${Math.round((part / whole) * 100)} %`;

function prose(
  release: ReleaseRecord,
  runs: readonly CardRun[],
  files: readonly DataFile[],
  { contextTurns, memoryWords }: ChatWish,
): string {
  const sum = (pick: (run: CardRun) => number): number => runs.reduce((total, run) => total + pick(run), 0);
  const words = sum((run) => totalWords(run.words));
  const thoughts = sum((run) => thoughtWords(run.words));
  const names = [...new Set(runs.flatMap((run) => run.names))];
  const sections = sum((run) => run.live + run.late + run.unknown);
  const blocks = [
    `# ${plain(release.title)}`,
    plain(release.description),
    [
      `Version ${release.version}, ${release.date}. Licence: ${release.licence}.`,
      ...(release.url === null ? [] : [`Home: ${release.url}`]),
      ...(release.contact === null ? [] : [`Contact: ${plain(release.contact)}`]),
      ...(names.length === 0 ? [] : [`Written by ${names.map(plain).join(", ")}.`]),
    ].join("\n"),
    "## What it is",
    "Dungeon runs: a player says what a character does, a dungeon master answers with what happens, and writes down the thoughts that led to the text. A run is a sequence of steps of six sections in this order: initial thoughts, prompt, post-prompt thoughts, action, post-action thoughts, outcome. Thoughts come in bullets; each has a type (`watsonian`: reasoning inside the world, `doylist`: as an author, `meta`: about the game, player or project, `comment`: a note to readers) and may be marked long-term. The player never saw a thought.",
    "## What is in it",
    table(
      ["", "words", "share"],
      [
        ["all", grouped(words), "100 %"],
        [
          "story",
          grouped(sum((run) => run.words.story)),
          percent(
            sum((run) => run.words.story),
            words,
          ),
        ],
        ["thoughts", grouped(thoughts), percent(thoughts, words)],
        ...(["watsonian", "doylist", "meta", "comment"] as const).map((type) => {
          const own = sum((run) => run.words[type]);
          return [`— ${type}`, grouped(own), percent(own, words)];
        }),
      ],
    ),
    table(
      ["run", "written by", "licence", "steps", "words", "part"],
      runs.map((run) => [
        plain(run.title),
        run.names.map(plain).join(", "),
        plain(run.licence ?? ""),
        grouped(run.steps),
        grouped(totalWords(run.words)),
        run.split,
      ]),
    ),
    "## Configs",
    [
      "- `default`: Parquet, one step a row, typed and nested.",
      "- `jsonl`: the same rows as JSON Lines.",
      `- \`chat-with-thoughts\`: conversations for training. Each row ends with one answer of the dungeon master, thoughts included, after at most ${contextTurns} earlier turns of story and at most ${memoryWords} words of long-term thoughts as memory.`,
      "- `chat-without`: the same rows under the same `id`, without any thought: the control is a join away.",
    ].join("\n"),
    table(
      ["config", "part", "rows", "bytes"],
      files.map((file) => [file.config, file.split, grouped(file.rows), grouped(file.bytes)]),
    ),
    "## How the text came to be",
    `Every section carries its provenance: in which order it was first written (\`order\`), whether before the next one (\`beforeNext\`), whether it was changed after the next one stood there (\`changedAfterNext\`), how its words came (\`typed\`, \`pasted\`, \`imported\` …), and which version of the lead's guide was known when it was first written (\`guide\`). Null means unknown. Of ${grouped(sections)} written sections ${grouped(sum((run) => run.live))} were first written before the next, ${grouped(sum((run) => run.late))} after it, and of ${grouped(sum((run) => run.unknown))} the order is unknown. There are no clock times unless the publisher asked for them.`,
    "## Limits",
    [
      "- Thoughts are what the author wrote down, not a recording of what they thought.",
      "- Provenance is taken by the editor that the text was written in; text that was brought in from elsewhere is `imported` and of unknown order.",
      "- A thought that refers to an earlier one does so by its words; there are no links.",
      "- Text that a tag hides, descriptions, notes and bookmarks of the authors are not in the data.",
      "- Words are runs of characters between white space with a letter or digit in them.",
    ].join("\n"),
    ...(release.citation === null ? [] : ["## Citation", plain(release.citation)]),
    "## Files",
    "`SHA256SUMS` holds the checksum of every file (`sha256sum -c SHA256SUMS`), `manifest.json` the runs and files with their counts, `release.json` the record that dates and licence come from.",
  ];
  return `${blocks.join("\n\n")}\n`;
}

/** Text of an author in the card: on one line, and nothing that Markdown would take for its own. */
function plain(text: string): string {
  return text.replace(/\s+/gu, " ").replace(/[\\`*_{}[\]<>#|~&]/gu, String.raw`\$&`);
}

const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
