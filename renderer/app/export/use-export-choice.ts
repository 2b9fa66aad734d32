import { useMemo, useState, useSyncExternalStore } from "react";

import type { ExportOptions } from "../../../shared/contract/exchange-methods.ts";
import { type ExportFormat, FILE_ENDINGS } from "../../../shared/domain/exchange/formats.ts";
import { readRelease, type ReadRelease, type ReleaseDraft } from "../../state/release-draft.ts";
import { usePage } from "../context.tsx";

/** What a person has chosen beside the runs: the format, and what it asks for. */
export type ExportChoice = {
  readonly format: ExportFormat;
  readonly setFormat: (format: ExportFormat) => void;
  readonly times: boolean;
  readonly setTimes: (times: boolean) => void;
  /** Numbers as typed; empty: the format's own. */
  readonly contextTurns: string;
  readonly setContextTurns: (text: string) => void;
  readonly memoryWords: string;
  readonly setMemoryWords: (text: string) => void;
  /** Percent of the runs that are kept for validation and testing, as typed. */
  readonly validation: string;
  readonly setValidation: (text: string) => void;
  readonly test: string;
  readonly setTest: (text: string) => void;
  readonly draft: ReleaseDraft;
  readonly setDraft: (change: Partial<ReleaseDraft>) => void;
  readonly release: ReadRelease;
  /** The options as the contract takes them; null while something typed cannot be one. */
  readonly options: ExportOptions | null;
};

/** What the contract takes at most: earlier turns, words of memory, percent of a part that is held back. */
export const MOST_TURNS = 100;
export const MOST_MEMORY_WORDS = 20_000;
export const MOST_SHARE = 50;

/** A whole number up to `most`, undefined where nothing is typed; null for anything else. */
export function readCount(text: string, most: number): number | undefined | null {
  const typed = text.trim();
  if (typed === "") return undefined;
  return /^\d{1,5}$/u.test(typed) && Number(typed) <= most ? Number(typed) : null;
}

/** The choice of one export. The release record is remembered by the page; the rest begins anew. */
export function useExportChoice(): ExportChoice {
  const { releaseDraft } = usePage();
  const [format, setFormat] = useState<ExportFormat>("bounty");
  const [times, setTimes] = useState(false);
  const [contextTurns, setContextTurns] = useState("");
  const [memoryWords, setMemoryWords] = useState("");
  const [validation, setValidation] = useState("");
  const [test, setTest] = useState("");
  const draft = useSyncExternalStore(releaseDraft.subscribe, releaseDraft.get);
  const release = useMemo(() => readRelease(draft), [draft]);
  const options = useMemo(
    () => optionsOf({ format, times, contextTurns, memoryWords, validation, test, release }),
    [format, times, contextTurns, memoryWords, validation, test, release],
  );
  return {
    format,
    setFormat,
    times,
    setTimes,
    contextTurns,
    setContextTurns,
    memoryWords,
    setMemoryWords,
    validation,
    setValidation,
    test,
    setTest,
    draft,
    setDraft: (change) => releaseDraft.set({ ...releaseDraft.get(), ...change }),
    release,
    options,
  };
}

/** The options that a format takes, of all that was typed; null while something cannot be read or a dataset's record is not whole. */
export function optionsOf(
  choice: Pick<ExportChoice, "format" | "times" | "contextTurns" | "memoryWords" | "validation" | "test" | "release">,
): ExportOptions | null {
  const { format, release } = choice;
  const options: ExportOptions = {};
  if (choice.times && takesTimes(format)) options.times = true;
  if (takesContext(format)) {
    const contextTurns = readCount(choice.contextTurns, MOST_TURNS);
    const memoryWords = readCount(choice.memoryWords, MOST_MEMORY_WORDS);
    if (contextTurns === null || memoryWords === null) return null;
    if (contextTurns !== undefined) options.contextTurns = contextTurns;
    if (memoryWords !== undefined) options.memoryWords = memoryWords;
  }
  if (format === "dataset") {
    const validation = readCount(choice.validation, MOST_SHARE);
    const test = readCount(choice.test, MOST_SHARE);
    if (release.record === null || validation === null || test === null) return null;
    options.release = release.record;
    const split = { validation: validation ?? 0, test: test ?? 0 };
    if (split.validation + split.test >= 100) return null;
    if (split.validation + split.test > 0) options.split = split;
  }
  return options;
}

/** True for the formats whose rows can carry clock times. */
export function takesTimes(format: ExportFormat): boolean {
  return format === "jsonl" || format === "parquet" || format === "dataset";
}

/** True for the formats that make conversations. */
export function takesContext(format: ExportFormat): boolean {
  return format === "chat" || format === "dataset";
}

/** How an export of so many runs is written: formats of shared files and several runs are folders. */
export function kindOf(format: ExportFormat, runs: number): "file" | "folder" {
  return FILE_ENDINGS[format] === null || runs !== 1 ? "folder" : "file";
}
