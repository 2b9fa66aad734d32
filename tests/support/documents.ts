import { writeFileSync } from "node:fs";
import { join } from "node:path";

import type { CheckedImport } from "../../shared/contract/exchange-methods.ts";
import { SECTION_NAMES, type SectionName } from "../../shared/domain/section.ts";
import { hasText, type StepContent } from "../../shared/domain/step.ts";
import { type ExchangeWorld, openWorld } from "./exchange.ts";
import { temporaryFolder, valueOf } from "./library.ts";

/** A library without runs, in a folder of its own. */
export async function emptyWorld(): Promise<ExchangeWorld> {
  return openWorld(temporaryFolder());
}

/** Writes a file beside the library; answers its path. */
export function written(world: ExchangeWorld, name: string, content: string | Uint8Array): string {
  const path = join(world.folder, name);
  writeFileSync(path, content);
  return path;
}

/** A dry run of one file. */
export async function checked(world: ExchangeWorld, path: string, wish = {}): Promise<CheckedImport> {
  const { files } = valueOf(await world.call("exchange.importCheck", { files: [world.lendFile(path)], wish }));
  const [file] = files;
  if (file === undefined) throw new Error("One file, one answer");
  return file;
}

/** Takes a file in; answers the steps of its first run. */
export async function stepsFrom(world: ExchangeWorld, path: string, wish = {}): Promise<StepContent[]> {
  const { runs } = valueOf(await world.call("exchange.import", { files: [world.lendFile(path)], wish }));
  const [first] = runs;
  if (first === undefined) throw new Error("A run came in");
  return valueOf(await world.call("run.open", { runId: first.id })).steps.map(({ content }) => content);
}

/** The sections that hold text, as `section: text` with thoughts by type, `!` for long-term, `+` within a bullet, `/` between bullets. */
export function told(content: StepContent): string[] {
  return SECTION_NAMES.filter((name) => hasText(content, name)).map((name) => `${name}: ${textOf(content, name)}`);
}

function textOf(content: StepContent, name: SectionName): string {
  if (name === "prompt") return content.prompt.text;
  if (name === "action" || name === "outcome") return (content[name].tagged ? "<>" : "") + content[name].text;
  return content[name].bullets
    .map((one) => one.map(({ type, longterm, text }) => `${type.charAt(0)}${longterm ? "!" : ""}:${text}`).join(" + "))
    .join(" / ");
}
