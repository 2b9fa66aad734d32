import "../host/jitless.ts";

import { type Dictionary, readDictionary } from "./dictionary.ts";
import { dictionaryFiles, type Language } from "./languages.ts";
import { type SpellingAnswer, SpellingTask } from "./spelling-task.ts";

/*
 * The dictionary lives on a thread of its own: reading it takes a third of a second and a hard word's suggestions as much,
 * and neither may meet a key.
 */

let dictionary: Dictionary | null = null;

function answer(message: SpellingAnswer): void {
  postMessage(message);
}

async function textOf(file: URL): Promise<string> {
  const response = await fetch(file);
  if (!response.ok) throw new Error(`${file.pathname.split("/").at(-1) ?? "a file"} is not there`);
  return response.text();
}

async function load(language: Language): Promise<void> {
  const files = dictionaryFiles(language);
  try {
    const [affixes, words] = await Promise.all([textOf(files.affixes), textOf(files.words)]);
    const read = readDictionary(affixes, words);
    if (!read.ok) return answer({ kind: "broken", why: read.failure.why });
    dictionary = read.value;
    answer({ kind: "ready" });
  } catch (error) {
    answer({ kind: "broken", why: error instanceof Error ? error.message : String(error) });
  }
}

addEventListener("message", (message: MessageEvent<unknown>) => {
  const task = SpellingTask.parse(message.data);
  if (task.kind === "load") return void load(task.language);
  const known = dictionary;
  if (known === null) return undefined;
  if (task.kind === "suggest") return answer({ kind: "suggested", id: task.id, words: known.suggest(task.word) });
  return answer({ kind: "judged", id: task.id, wrong: task.words.filter((word) => !known.isRight(word)) });
});
