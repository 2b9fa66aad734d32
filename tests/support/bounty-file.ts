import type { ByteSource } from "../../shared/domain/bounty/byte-window.ts";
import type { Problem } from "../../shared/domain/bounty/problem.ts";
import { type BountyReading, readBounty } from "../../shared/domain/bounty/read.ts";
import { type BountyHead, writeBounty } from "../../shared/domain/bounty/write.ts";
import type { Run } from "../../shared/domain/run.ts";
import { isThoughtSection, SECTION_NAMES, type SectionName } from "../../shared/domain/section.ts";
import { runStates, type StepStates } from "../../shared/domain/states.ts";
import type { Step } from "../../shared/domain/step.ts";
import { joinTag } from "../../shared/domain/tag.ts";
import { visible } from "../../shared/domain/visible.ts";
import type { SeenSection, SeenStep } from "./bounty-oracle.ts";

const encoder = new TextEncoder();

/** UTF-8 of a text. */
export const utf8 = (text: string): Uint8Array<ArrayBuffer> => encoder.encode(text);

/** Canonical text of any value, the way files are laid out. */
export const canonical = (value: unknown): string => JSON.stringify(value, null, 2);

/** The bytes in chunks of `size`, each handed out in the same reused buffer, as a careless source would. */
export function chunked(bytes: Uint8Array, size: number): ByteSource {
  const buffer = new Uint8Array(size);
  let at = 0;
  return {
    next() {
      if (at >= bytes.length) return null;
      const part = bytes.subarray(at, at + size);
      at += size;
      buffer.fill(0xff);
      buffer.set(part);
      return buffer.subarray(0, part.length);
    },
  };
}

/** A reading together with the steps that the sink received. */
export type WholeReading = BountyReading & { readonly received: Step[] };

/** Reads a text, bytes or a value (canonically laid out) in one go. */
export function read(file: string | Uint8Array | object, chunkSize = 1 << 16): WholeReading {
  const bytes = file instanceof Uint8Array ? file : utf8(typeof file === "string" ? file : canonical(file));
  const received: Step[] = [];
  return { ...readBounty(chunked(bytes, chunkSize), { step: (step) => void received.push(step) }), received };
}

/** `rule pointer` of the errors, in their order. */
export function errors(problems: readonly Problem[]): string[] {
  return problems.filter(({ severity }) => severity === "error").map(({ rule, pointer }) => `${rule} ${pointer}`);
}

/** `rule pointer` of the notes or warnings, in their order. */
export function remarks(problems: readonly Problem[], severity: "note" | "warning"): string[] {
  return problems.filter((problem) => problem.severity === severity).map(({ rule, pointer }) => `${rule} ${pointer}`);
}

/** The text of a run's file. */
export function written(run: BountyHead & Pick<Run, "steps">): string {
  return [...writeBounty(run, run.steps)].join("");
}

/** What a reader sees of a run, step by step, without ids: to compare runs by. */
export function seen(steps: readonly Step[]): SeenStep[] {
  return [...visible(steps)].map(({ step, sections }) => {
    const section = (name: SectionName): SeenSection => {
      if (!sections.includes(name)) return null;
      if (!isThoughtSection(name)) return name === "prompt" ? step.prompt.text : joinTag(step[name]);
      return step[name].bullets
        .map((bullet) =>
          bullet.filter(({ text }) => text !== "").map(({ type, longterm, text }) => ({ type, longterm, text })),
        )
        .filter((bullet) => bullet.length > 0);
    };
    return {
      initial: section("initial"),
      prompt: section("prompt"),
      postPrompt: section("postPrompt"),
      action: section("action"),
      postAction: section("postAction"),
      outcome: section("outcome"),
    };
  });
}

/** The states up to and with the last written section, one word a section in reading order. */
export function statesToLastWritten(steps: readonly Step[]): string[] {
  const flat = runStates(steps).flatMap((states: StepStates) => SECTION_NAMES.map((name) => states[name]));
  return flat.slice(0, flat.lastIndexOf("written") + 1);
}
