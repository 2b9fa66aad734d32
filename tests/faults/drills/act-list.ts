import { creation, imports, replacement, saves } from "./acts.ts";
import { backup, restore, restoreInApp, secondBackup } from "./backup-acts.ts";
import { migration, recovery } from "./opening-acts.ts";
import type { DiskAct } from "./disk-act.ts";

/** Every act of the drills. */
export const DISK_ACTS: readonly DiskAct[] = [
  saves,
  imports,
  migration,
  creation,
  replacement,
  backup,
  secondBackup,
  restore,
  restoreInApp,
  recovery,
];

/** The act of a name. */
export function actCalled(name: string): DiskAct {
  const act = DISK_ACTS.find((one) => one.name === name);
  if (act === undefined) throw new RangeError(`There is no act "${name}"`);
  return act;
}
