import { existsSync } from "node:fs";
import { basename, dirname } from "node:path";

import type { BackupPlace, BackupRow, BackupStatus, BackupWhy } from "../../../shared/contract/backup-methods.ts";
import { plainFailure, type Failure } from "../../../shared/contract/failure.ts";
import { failed, type Outcome, success } from "../../../shared/lib/outcome.ts";
import type { Crew } from "../reading/crew.ts";
import { libraryFailureSentence } from "../storage/failures.ts";
import type { ReadingLibrary, WritingLibrary } from "../storage/library.ts";
import { type FileAccount, readAccount } from "./account.ts";
import type { BackupMade } from "./back-up.ts";
import { readPlaces, secondShelf, shelfBeside, writePlaces, type Places } from "./places.ts";
import { readShelf, writeNote, type BackupNote } from "./shelf.ts";
import { filesAside, locationWarnings } from "./surroundings.ts";

/** How old the newest backup must be for another one to be due: by itself, and before much is imported. */
const DUE_AFTER_MS = 3_600_000;
const DUE_BEFORE_IMPORT_MS = 10 * 60_000;

/** The backups of the library that a backend has open: one is made at a time, beside saves. */
export class Backups {
  readonly #library: () => ReadingLibrary | WritingLibrary | null;
  readonly #crew: Crew;
  #underWay: Promise<unknown> = Promise.resolve();
  #running = 0;
  /** Why the last backup did not come to a place. */
  readonly #problems = new Map<BackupPlace, string>();

  constructor(library: () => ReadingLibrary | WritingLibrary | null, crew: Crew) {
    this.#library = library;
    this.#crew = crew;
  }

  /** Makes a backup in the places of this library. */
  make(why: BackupWhy): Promise<Outcome<BackupMade, Failure>> {
    return this.#inTurn(async () => {
      const library = this.#writing();
      if (library === null) return failed(plainFailure("notWriting", "No library is open for writing."));
      const { path } = library;
      const made = await this.#crew.backUp({
        kind: "backUp",
        source: path,
        shelf: shelfBeside(path),
        second: secondShelf(path, readPlaces(path)),
        why,
        at: library.clock(),
        thin: true,
      });
      this.#remember("beside", made.ok ? null : made.failure);
      if (!made.ok && made.failure.kind === "damaged") library.distrust();
      if (made.ok) this.#remember("second", made.value.secondFailure);
      return made;
    });
  }

  /** Makes a single copy in a folder of the person's. */
  makeIn(folder: string, library: ReadingLibrary): Promise<Outcome<BackupMade, Failure>> {
    const at = this.#writing()?.clock() ?? { utcMs: Date.now(), offsetMinutes: -new Date().getTimezoneOffset() };
    const task = {
      kind: "backUp",
      source: library.path,
      shelf: folder,
      second: null,
      why: "asked",
      at,
      thin: false,
    } as const;
    return this.#inTurn(() => this.#crew.backUp(task));
  }

  /** Every backup of both places, the newest first. */
  list(path: string): BackupRow[] {
    return this.#shelves(path)
      .flatMap(({ place, shelf }) => readShelf(shelf).map((note) => rowOf(note, place)))
      .toSorted((one, other) => other.at - one.at);
  }

  /** The folder and the note of one backup; undefined when there is none of this name. */
  find(path: string, wanted: Pick<BackupRow, "place" | "name">): { shelf: string; note: BackupNote } | undefined {
    const found = this.#shelves(path).find(({ place }) => place === wanted.place);
    const note = found === undefined ? undefined : readShelf(found.shelf).find(({ name }) => name === wanted.name);
    return found === undefined || note === undefined ? undefined : { shelf: found.shelf, note };
  }

  status(library: ReadingLibrary): Outcome<BackupStatus, Failure> {
    const { path } = library;
    const account = library.read<FileAccount, never>((connection) => success(readAccount(connection)));
    if (!account.ok) return failed(plainFailure(account.failure.kind, libraryFailureSentence(account.failure)));
    const beside = readShelf(shelfBeside(path));
    // Where a good one was made since, nobody has to be asked any more.
    const fewer = beside[0]?.fewerWords === true ? beside[0] : undefined;
    const good = beside.find(({ fewerWords }) => !fewerWords);
    return success({
      places: this.#shelves(path).map(({ place, shelf }) => this.#placeStatus(place, shelf)),
      secondPlace: readPlaces(path).second.state,
      running: this.#running > 0,
      changedSince: beside[0]?.stamp !== account.value.stamp,
      fewerWords:
        fewer === undefined || good === undefined
          ? null
          : { before: rowOf(good, "beside"), now: rowOf(fewer, "beside") },
      warnings: locationWarnings(path),
      aside: filesAside(path),
    });
  }

  /** Chooses the second place; null declines one. */
  choose(path: string, folder: string | null): void {
    const places: Places = {
      ...readPlaces(path),
      second: folder === null ? { state: "declined" } : { state: "chosen", folder },
    };
    writePlaces(path, places);
    this.#problems.delete("second");
  }

  /** From now on far fewer words are right. */
  acceptFewerWords(path: string): void {
    for (const { shelf } of this.#shelves(path)) {
      for (const note of readShelf(shelf)) if (note.fewerWords) writeNote(shelf, { ...note, fewerWords: false });
    }
  }

  /** Makes one where the library was changed since the newest and that is an hour old, be it of another session. */
  async makeIfDue(): Promise<void> {
    if (this.#running === 0 && this.#isDue(DUE_AFTER_MS)) await this.make("hourly");
  }

  /**
   * Makes one before much is imported, where something was changed since the newest and that is some minutes old. An
   * import touches nothing that is there, so it goes on when this fails; the trouble stands in the status.
   */
  async makeBeforeImport(): Promise<void> {
    if (this.#isDue(DUE_BEFORE_IMPORT_MS)) await this.make("import");
  }

  #isDue(afterMs: number): boolean {
    const library = this.#writing();
    if (library === null) return false;
    const account = library.read<FileAccount, never>((connection) => success(readAccount(connection)));
    // Trouble with the library is told where the person works; an hour later it may be over.
    if (!account.ok || account.value.runs === 0) return false;
    const newest = readShelf(shelfBeside(library.path))[0];
    const age = newest === undefined ? Infinity : library.clock().utcMs - newest.at;
    // A newest backup that lies in the future was made by a clock that has been set back.
    return newest?.stamp !== account.value.stamp && (age < 0 || age >= afterMs);
  }

  async #inTurn<T>(act: () => Promise<T>): Promise<T> {
    this.#running += 1;
    const mine = this.#underWay.then(act);
    // The next one waits for this one, however it ends; whoever asked for it hears of it.
    this.#underWay = mine.then(
      () => undefined,
      () => undefined,
    );
    try {
      return await mine;
    } finally {
      this.#running -= 1;
    }
  }

  #writing(): WritingLibrary | null {
    const library = this.#library();
    return library !== null && isWriting(library) ? library : null;
  }

  #shelves(path: string): { place: BackupPlace; shelf: string }[] {
    const second = secondShelf(path, readPlaces(path));
    return [
      { place: "beside", shelf: shelfBeside(path) },
      ...(second === null ? [] : [{ place: "second" as const, shelf: second }]),
    ];
  }

  #placeStatus(place: BackupPlace, shelf: string): BackupStatus["places"][number] {
    const notes = readShelf(shelf);
    const [newest] = notes;
    const isGone = place === "second" && !existsSync(dirname(shelf));
    return {
      place,
      name: basename(place === "second" ? dirname(shelf) : shelf),
      backups: notes.length,
      bytes: notes.reduce((sum, { bytes }) => sum + bytes, 0),
      newest: newest === undefined ? null : rowOf(newest, place),
      problem: isGone
        ? "The second place for backups is not there. Is its disk connected?"
        : (this.#problems.get(place) ?? null),
    };
  }

  #remember(place: BackupPlace, failure: Failure | null): void {
    if (failure === null) this.#problems.delete(place);
    else this.#problems.set(place, failure.message);
  }
}

function isWriting(library: ReadingLibrary | WritingLibrary): library is WritingLibrary {
  return library.mode === "write";
}

/** A note as a page sees it. */
export function rowOf(note: BackupNote, place: BackupPlace): BackupRow {
  const { name, why, at, offsetMinutes, runs, steps, words, bytes, fewerWords } = note;
  return { name, place, why, at, offsetMinutes, runs, steps, words, bytes, fewerWords };
}
