import { existsSync } from "node:fs";

/** A path that no file, nor a library's -wal or -shm, has: `wanted`, or `wanted-2`, `wanted-3` … */
export function freeName(wanted: string): string {
  let free = wanted;
  for (let count = 2; ["", "-wal", "-shm"].some((suffix) => existsSync(free + suffix)); count += 1) {
    free = `${wanted}-${String(count)}`;
  }
  return free;
}
