import { useCallback, useRef, useState } from "react";

import { type LastImport, usePage } from "../../app/context.tsx";
import { type JobState, useJob } from "../../app/use-job.ts";
import type { Host } from "../../host/host.ts";
import type { CheckedImport, ImportWish } from "../../../shared/contract/exchange-methods.ts";
import type { Failure } from "../../../shared/contract/failure.ts";
import { type FoundConvention, withConventions } from "../../../shared/domain/conventions.ts";
import type { ImportMapping } from "../../../shared/domain/exchange/mapping.ts";
import type { FileHandle } from "../../../shared/contract/handles.ts";
import type { PickedFile } from "../../../shared/contract/host-methods.ts";
import { success } from "../../../shared/lib/outcome.ts";
import { useStore } from "../../state/use-store.ts";
import { say } from "../../words/say.ts";
import { type Refused, useArrivals } from "./use-arrivals.ts";

type Picked = Awaited<ReturnType<Host["pickFiles"]>>;

/** Files that were looked at and wait for a word of the person. */
export type ImportQuestion = {
  readonly files: readonly { readonly file: FileHandle; readonly checked: CheckedImport }[];
  readonly wish: ImportWish;
  /** Brackets of documents that nobody has explained before; their guesses are in the wish. */
  readonly found: readonly FoundConvention[];
};

/**
 * The ways files come in: the picker and a drop. What is no run of one's own is opened where it belongs; runs are looked at
 * first: what leaves nothing to ask comes in at once, else `question` holds what would come of it. All files or none are
 * taken; `refused` says why they were not.
 */
export function useImport(onTaken: () => void): {
  pick: () => Promise<void>;
  files: (files: readonly PickedFile[]) => Promise<void>;
  drop: (files: FileList) => Promise<void>;
  job: JobState | null;
  cancel: () => void;
  question: ImportQuestion | null;
  /** Looks again, understood another way or without some of the files. */
  look: (question: ImportQuestion, files: readonly FileHandle[], wish: ImportWish) => Promise<void>;
  take: (files: readonly FileHandle[], wish: ImportWish) => Promise<void>;
  /** The last import, also when another screen was gone to in between. */
  done: LastImport | null;
  undo: () => Promise<void>;
  refused: Refused | null;
  dismiss: () => void;
} {
  const { host, announce, lastImport } = usePage();
  const done = useStore(lastImport);
  const { job, run, cancel } = useJob();
  const [question, setQuestion] = useState<ImportQuestion | null>(null);
  const [refused, setRefused] = useState<Refused | null>(null);
  const arrive = useArrivals(setRefused);
  const looks = useRef(0);

  const putAway = useCallback((): void => {
    const last = lastImport.get();
    if (last !== null) lastImport.set({ ...last, isTold: false });
  }, [lastImport]);
  const refuse = useCallback((failure: Failure): void => {
    setQuestion(null);
    if (failure.kind !== "cancelled") setRefused({ failure });
  }, []);

  const take = useCallback(
    async (files: readonly FileHandle[], wish: ImportWish): Promise<void> => {
      setQuestion(null);
      const taken = await run(say("import.working", { count: files.length }), (jobId) =>
        host.call("exchange.import", { files: [...files], wish, jobId }),
      );
      if (!taken.ok) return refuse(taken.failure);
      const runs = taken.value.runs.filter(({ arriving }) => arriving !== "present").map(({ id }) => id);
      lastImport.set({ runs, isTold: true });
      announce(runs.length === 0 ? say("import.tookNone") : say("import.done", { count: runs.length }));
      onTaken();
    },
    [host, run, announce, lastImport, onTaken, refuse],
  );

  /** Has files looked at; null when that failed, or when what was typed meanwhile has been looked at since. */
  const check = useCallback(
    async (files: readonly FileHandle[], wish: ImportWish): Promise<ImportQuestion["files"] | null> => {
      looks.current += 1;
      const mine = looks.current;
      const looked = await run(say("import.looking", { count: files.length }), (jobId) =>
        host.call("exchange.importCheck", { files: [...files], wish, jobId }),
      );
      if (mine !== looks.current) return null;
      if (looked.ok) return paired(files, looked.value.files);
      refuse(looked.failure);
      return null;
    },
    [host, run, refuse],
  );

  const look = useCallback(
    async ({ found }: ImportQuestion, files: readonly FileHandle[], wish: ImportWish): Promise<void> => {
      const checked = await check(files, wish);
      if (checked !== null) setQuestion({ files: checked, wish, found });
    },
    [check],
  );

  const consider = useCallback(
    async (files: readonly FileHandle[]): Promise<void> => {
      const first = await check(files, {});
      if (first === null) return;
      const [only] = first;
      if (first.length === 1 && only !== undefined && isBeyondHelp(only.checked)) return refuse(refusal(only.checked));
      if (first.every(({ checked }) => asksNothing(checked))) return take(files, {});
      const found = first.flatMap(({ checked }) => checked.found);
      const mapping = guessedMapping(first, found);
      if (mapping === null) return setQuestion({ files: first, wish: {}, found });
      const guessed = await check(files, { mapping });
      if (guessed !== null) setQuestion({ files: guessed, wish: { mapping }, found });
    },
    [check, refuse, take],
  );

  const begin = useCallback(
    async (picked: Picked): Promise<void> => {
      if (!picked.ok) return setRefused({ failure: picked.failure });
      putAway();
      const handles: FileHandle[] = [];
      for (const one of picked.value) if (!(await arrive(one))) handles.push(one.file);
      if (handles.length > 0) await consider(handles);
    },
    [arrive, consider, putAway],
  );

  const undo = useCallback(async (): Promise<void> => {
    const runs = lastImport.get()?.runs ?? [];
    lastImport.set(null);
    if (runs.length === 0) return;
    const undone = await host.call("exchange.undoImport", { runs: [...runs] });
    if (!undone.ok) return setRefused({ what: say("import.undoFailed"), failure: undone.failure });
    announce(say("import.undone"));
    onTaken();
  }, [lastImport, host, announce, onTaken]);

  const pick = useCallback(async () => begin(await host.pickFiles({ several: true })), [host, begin]);
  const drop = useCallback(async (list: FileList) => begin(await host.dropFiles([...list])), [host, begin]);
  const files = useCallback(async (picked: readonly PickedFile[]) => begin(success(picked)), [begin]);
  const dismiss = useCallback(() => {
    // An answer that is still on its way finds nobody waiting.
    looks.current += 1;
    setQuestion(null);
    setRefused(null);
    putAway();
  }, [putAway]);
  return { pick, files, drop, job, cancel, question, look, take, done, undo, refused, dismiss };
}

function paired(files: readonly FileHandle[], checked: readonly CheckedImport[]): ImportQuestion["files"] {
  return files.flatMap((file, index) => {
    const one = checked[index];
    return one === undefined ? [] : [{ file, checked: one }];
  });
}

/** The mapping with a guess for every bracket that was found; null when there is nothing to guess. */
function guessedMapping(files: ImportQuestion["files"], found: readonly FoundConvention[]): ImportMapping | null {
  const mapping = files.find(({ checked }) => checked.mapping !== null)?.checked.mapping ?? null;
  const guesses = found.map(({ convention }) => convention).filter(({ as }) => as !== "text");
  if (mapping === null || guesses.length === 0) return null;
  return { ...mapping, conventions: withConventions(mapping.conventions, guesses) };
}

/** True when nothing about a file is to be decided or to be known before: it comes in as it is, and anew. */
export function asksNothing({ ok, mapping, repairs, problems, runs, unclear, leftOut }: CheckedImport): boolean {
  return (
    ok &&
    mapping === null &&
    repairs === 0 &&
    unclear.length + leftOut.length === 0 &&
    problems.every(({ severity }) => severity === "note") &&
    runs.every(({ arriving, known }) => arriving === "new" && known === null)
  );
}

/** True when a file brings nothing but runs whose very text is here, so that it would only double them. */
export function onlyDoubles({ runs }: CheckedImport): boolean {
  return runs.length > 0 && runs.every(({ known }) => known?.as === "same");
}

/** True when no answer of the person makes the file one that comes in. */
function isBeyondHelp({ ok, mapping, repairs }: CheckedImport): boolean {
  return !ok && mapping === null && repairs === 0;
}

function refusal({ file, problems }: CheckedImport): Failure {
  return { kind: "refused", message: say("import.refusedFile", { name: file }), refusals: [{ file, problems }] };
}
