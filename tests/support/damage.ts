import { copyFileSync, existsSync, readFileSync, truncateSync, writeFileSync } from "node:fs";

import Database from "better-sqlite3";
import { z } from "zod";

import type { Rng } from "./rng.ts";

/** What a disk, a cable or a program can do to a library's file. */
export const DAMAGES = ["flips", "truncation", "zeroed pages", "swapped pages", "stale -wal"] as const;
export type Damage = (typeof DAMAGES)[number];

export const PAGE_BYTES = 4_096;

/** Damages a library's file; answers the numbers of the pages whose bytes are not what they were. */
export function damageFile(rng: Rng, path: string, damage: Damage, staleWal: string): Set<number> {
  const bytes = readFileSync(path);
  const before = Buffer.from(bytes);
  const pages = Math.floor(bytes.length / PAGE_BYTES);
  const page = (index: number): Buffer => bytes.subarray(index * PAGE_BYTES, (index + 1) * PAGE_BYTES);
  if (damage === "flips") {
    for (let flips = rng.between(1, 40); flips > 0; flips -= 1) {
      const at = rng.below(bytes.length);
      bytes[at] = (bytes[at] ?? 0) ^ (1 << rng.below(8));
    }
  } else if (damage === "zeroed pages") {
    for (let zeroed = rng.between(1, 8); zeroed > 0; zeroed -= 1) page(rng.below(pages)).fill(0);
  } else if (damage === "swapped pages") {
    for (let swapped = rng.between(1, 4); swapped > 0; swapped -= 1) {
      const [one, other] = [page(rng.below(pages)), page(rng.below(pages))];
      const kept = Buffer.from(one);
      other.copy(one);
      kept.copy(other);
    }
  }
  if (damage === "truncation") truncateSync(path, rng.below(bytes.length));
  else if (damage === "stale -wal") copyFileSync(staleWal, `${path}-wal`);
  else writeFileSync(path, bytes);
  return pagesThatDiffer(before, readFileSync(path));
}

function pagesThatDiffer(before: Buffer, after: Buffer): Set<number> {
  const differing = new Set<number>();
  for (let index = 0; index * PAGE_BYTES < before.length; index += 1) {
    const [start, end] = [index * PAGE_BYTES, (index + 1) * PAGE_BYTES];
    if (!before.subarray(start, end).equals(after.subarray(start, end))) differing.add(index + 1);
  }
  return differing;
}

const Page = z.object({ path: z.string(), pageno: z.int(), pagetype: z.string(), ncell: z.int() });
const Step = z.object({ id: z.string(), content: z.string() });

/** A step of a library that is whole: its stored text, and every page that holds a part of it. */
export type StoredPages = { readonly content: string; readonly pages: ReadonlySet<number> };

/** Which pages hold which step, by SQLite's own account of its pages (`dbstat`). The library must be closed. */
export function pagesOfSteps(path: string): Map<string, StoredPages> {
  if (existsSync(`${path}-wal`)) throw new Error("Close it first");
  const database = new Database(path, { readonly: true });
  try {
    const pages = z
      .array(Page)
      .parse(
        database.prepare("SELECT path, pageno, pagetype, ncell FROM dbstat WHERE name = 'steps' ORDER BY path").all(),
      );
    const steps = z.array(Step).parse(database.prepare("SELECT id, content FROM steps ORDER BY key").all());
    const found = new Map<string, StoredPages>();
    const overflow = Map.groupBy(
      pages.filter(({ pagetype }) => pagetype === "overflow"),
      (page) => page.path.slice(0, page.path.lastIndexOf("+")),
    );
    let next = 0;
    for (const leaf of pages.filter(({ pagetype }) => pagetype === "leaf")) {
      for (let cell = 0; cell < leaf.ncell; cell += 1) {
        const step = steps[next];
        if (step === undefined) throw new Error("dbstat counts more cells than there are steps");
        const chain = overflow.get(`${leaf.path}${cell.toString(16).padStart(3, "0")}`) ?? [];
        found.set(step.id, {
          content: step.content,
          pages: new Set([leaf.pageno, ...chain.map(({ pageno }) => pageno)]),
        });
        next += 1;
      }
    }
    if (next !== steps.length) throw new Error("dbstat counts fewer cells than there are steps");
    return found;
  } finally {
    database.close();
  }
}
