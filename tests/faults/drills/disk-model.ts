import { dirname } from "node:path";

import type { Rng } from "../../support/rng.ts";
import type { DiskOperation } from "./operation-log.ts";

/*
 * A disk whose power can be cut. What a file holds for certain is what it held at its last sync; each write and
 * truncation since may have reached the disk or not, by sectors and in any order. The same for names: what a folder lists
 * for certain is what it listed at its own last sync; of the creations, renamings and removals since, some first part has
 * come down (a file system keeps its journal of names in order). Syncing a file does not make its name certain: that is
 * what the standard promises, though most file systems promise more.
 *
 * Folders themselves are taken as certain once they are made.
 */

/** The part of a write that a disk writes whole or not at all, in bytes. */
const SECTOR_BYTES = 512;

type Change =
  | { readonly kind: "write"; readonly offset: number; readonly data: Buffer }
  | { readonly kind: "truncate"; readonly size: number };

/** A growing run of bytes. */
class Content {
  #bytes: Buffer;
  #size: number;

  constructor(bytes: Buffer) {
    this.#bytes = Buffer.from(bytes);
    this.#size = bytes.length;
  }

  resize(size: number): void {
    if (size > this.#bytes.length) {
      const larger = Buffer.alloc(Math.max(size, 2 * this.#bytes.length));
      this.#bytes.copy(larger, 0, 0, this.#size);
      this.#bytes = larger;
    }
    if (size < this.#size) this.#bytes.fill(0, size, this.#size);
    this.#size = size;
  }

  write(offset: number, data: Buffer): void {
    if (offset + data.length > this.#size) this.resize(offset + data.length);
    data.copy(this.#bytes, offset);
  }

  bytes(): Buffer {
    return this.#bytes.subarray(0, this.#size);
  }
}

class DiskFile {
  readonly #certain: Content;
  #since: Change[] = [];

  constructor(bytes: Buffer) {
    this.#certain = new Content(bytes);
  }

  change(change: Change): void {
    this.#since.push(change);
  }

  sync(): void {
    for (const change of this.#since) apply(this.#certain, change);
    this.#since = [];
  }

  /** What stands in it after a cut, when `survives` decides what of each uncertain change came down. */
  after(survives: Survival): Buffer {
    const content = new Content(this.#certain.bytes());
    this.#since.forEach((change, index) => survives(content, change, index === this.#since.length - 1));
    return content.bytes();
  }

  hasUncertain(): boolean {
    return this.#since.length > 0;
  }
}

/** Puts onto `content` what came down of a change. */
type Survival = (content: Content, change: Change, isLast: boolean) => void;

function apply(content: Content, change: Change): void {
  if (change.kind === "write") content.write(change.offset, change.data);
  else content.resize(change.size);
}

function writeSectors(content: Content, offset: number, data: Buffer, keep: () => boolean, grows: boolean): void {
  if (grows && offset + data.length > content.bytes().length) content.resize(offset + data.length);
  for (let from = 0; from < data.length;) {
    const to = Math.min(data.length, from + SECTOR_BYTES - ((offset + from) % SECTOR_BYTES));
    if (keep()) content.write(offset + from, data.subarray(from, to));
    from = to;
  }
}

/** How much of what was not yet certain came down when the power was cut. */
export const CUTS = ["dropped", "kept", "torn", "shuffled"] as const;
/**
 * - dropped: nothing
 * - kept: everything, as when only the process is killed
 * - torn: everything but a part of the last write of each file
 * - shuffled: any part of any of it
 */
export type Cut = (typeof CUTS)[number];

/** The files after a cut, by path. */
export type CrashState = ReadonlyMap<string, Buffer>;

/** The disk while operations are carried out on it. */
export class DiskModel {
  #names: Map<string, DiskFile>;
  readonly #certainNames: Map<string, DiskFile>;
  #nameChanges: { readonly folders: readonly string[]; readonly apply: (names: Map<string, DiskFile>) => void }[] = [];

  /** A disk on which these files are certain. */
  constructor(files: CrashState) {
    this.#names = new Map([...files].map(([path, bytes]) => [path, new DiskFile(bytes)]));
    this.#certainNames = new Map(this.#names);
  }

  carryOut(operation: Exclude<DiskOperation, { kind: "mark" }>): void {
    switch (operation.kind) {
      case "write":
        this.#file(operation.path).change({ kind: "write", offset: operation.offset, data: operation.data });
        return;
      case "truncate":
        this.#file(operation.path).change({ kind: "truncate", size: operation.size });
        return;
      case "sync": {
        const file = this.#names.get(operation.path);
        if (file === undefined) this.#syncFolder(operation.path);
        else file.sync();
        return;
      }
      case "create": {
        const made = new DiskFile(Buffer.alloc(0));
        this.#rename([operation.path], (names) => void names.set(operation.path, made));
        return;
      }
      case "rename": {
        const moved = this.#file(operation.path);
        this.#rename([operation.path, operation.to], (names) => {
          names.delete(operation.path);
          names.set(operation.to, moved);
        });
        return;
      }
      case "remove":
        this.#rename([operation.path], (names) => void names.delete(operation.path));
        return;
      default:
        throw new TypeError("No such operation");
    }
  }

  /** True when a cut at this moment can end in more than one way. */
  hasUncertain(): boolean {
    return this.#nameChanges.length > 0 || [...this.#names.values()].some((file) => file.hasUncertain());
  }

  /** What is on the disk after a cut at this moment. */
  after(cut: Cut, rng: Rng): CrashState {
    const share = rng.pick([0.1, 0.5, 0.9]);
    const survives: Record<Cut, Survival> = {
      dropped: () => undefined,
      kept: apply,
      torn: (content, change, isLast) => {
        if (!isLast || change.kind === "truncate") apply(content, change);
        else {
          let sectors = rng.below(Math.ceil(change.data.length / SECTOR_BYTES) + 1);
          const fromTheFront = rng.chance(0.5);
          const keep = (): boolean => {
            sectors -= 1;
            return fromTheFront ? sectors >= 0 : sectors < 0;
          };
          writeSectors(content, change.offset, change.data, keep, rng.chance(0.5));
        }
      },
      shuffled: (content, change) => {
        if (change.kind === "truncate") {
          if (rng.chance(share)) apply(content, change);
          return;
        }
        const whole = rng.chance(0.5) ? rng.chance(share) : null;
        const keep = (): boolean => whole ?? rng.chance(share);
        writeSectors(content, change.offset, change.data, keep, rng.chance(0.5));
      },
    };
    const names = new Map(this.#certainNames);
    const known = { dropped: 0, kept: this.#nameChanges.length, torn: this.#nameChanges.length };
    const came = cut === "shuffled" ? rng.between(0, this.#nameChanges.length) : known[cut];
    for (const change of this.#nameChanges.slice(0, came)) change.apply(names);
    return new Map([...names].map(([path, file]) => [path, file.after(survives[cut])]));
  }

  #file(path: string): DiskFile {
    const file = this.#names.get(path);
    if (file === undefined) throw new Error(`The log writes to ${path}, which is not there`);
    return file;
  }

  #rename(paths: readonly string[], act: (names: Map<string, DiskFile>) => void): void {
    act(this.#names);
    this.#nameChanges.push({ folders: paths.map(folderOf), apply: act });
  }

  #syncFolder(folder: string): void {
    // What stands before a change that becomes certain becomes certain with it: names come down in order.
    const last = this.#nameChanges.findLastIndex((change) => change.folders.includes(folder));
    for (const change of this.#nameChanges.slice(0, last + 1)) change.apply(this.#certainNames);
    this.#nameChanges = this.#nameChanges.slice(last + 1);
  }
}

function folderOf(path: string): string {
  const folder = dirname(path);
  return folder === "." ? "" : folder;
}
