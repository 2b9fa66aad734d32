import { DISK_ACTS } from "./act-list.ts";
import { whyNoMount } from "../../support/mounted-disk.ts";
import { fillWhileTyping } from "./full-disk.ts";
import { failWrites } from "./io-errors.ts";
import { killWhileTyping } from "./kills.ts";
import { readLongFiles } from "./long-files.ts";
import { cutPower } from "./power-cuts.ts";
import { whyNoShim } from "./shim.ts";
import { type Row, table } from "./table.ts";

/** How much of a drill is done: a sample for every change, or all of it (`npm run faults`). */
export type DrillOrder = {
  /** A whole number below 2^31; the same one repeats what is drawn at random. */
  readonly seed: number;
  readonly extent: "sample" | "all";
};

/** What a drill found. */
export type DrillReport = {
  readonly table: string;
  /** What broke a promise, one sentence each; empty when all held. */
  readonly violations: readonly string[];
};

/** A drill of faults. */
export type Drill = {
  readonly name: string;
  /** Why it cannot be done on this machine, or null. */
  readonly whyNot: () => string | null;
  readonly run: (order: DrillOrder) => Promise<DrillReport>;
};

/** Kills, on so many libraries side by side: as small machines have cores, and in the long run, where a lane mostly waits, more. */
const KILLS = { sample: 100, all: 2_000 } as const;
const LANES = { sample: 2, all: 4 } as const;
/** Moments of a power cut in each act, each with every kind of cut; all of them in the long run. */
const MOMENTS = 8;
const PLANTED_MOMENTS = 12;
/** Failing writes in each act, for each error that comes once or stays. */
const FAILING = 5;
const ROUNDS = { sample: 6, all: 100 } as const;
/** How long the file is that is read to its end: a little below what is refused. */
const READ_BYTES = { sample: 0.1 * 1024 ** 3, all: 3.9 * 1024 ** 3 } as const;

/** Host and page, killed while somebody types. */
export const kills: Drill = {
  name: "kills while typing",
  whyNot: () => (process.platform === "win32" ? "SIGKILL is not Windows'" : null),
  async run({ seed, extent }) {
    const { rows, violations } = await killWhileTyping({ seed, kills: KILLS[extent], lanes: LANES[extent] });
    return { table: table(`SIGKILL while typing, in words (seed ${String(seed)})`, rows), violations };
  },
};

/** The power cut after every write of every act. */
export const powerCuts: Drill = {
  name: "power cuts",
  whyNot: whyNoShim,
  async run({ seed, extent }) {
    const rows: Row[] = [];
    const violations: string[] = [];
    for (const act of DISK_ACTS) {
      const cut = await cutPower(act, { seed, sample: extent === "all" ? null : MOMENTS });
      rows.push(cut.row);
      violations.push(...cut.violations);
    }
    const title = `The power cut after a write or sync: unsynced writes dropped, kept, torn or shuffled (seed ${String(seed)})`;
    return { table: table(title, rows), violations };
  },
};

/** The same with SQLite told to sync less: the drill has to find what is lost then. */
export const plantedFaults: Drill = {
  name: "planted: less synchronous",
  whyNot: whyNoShim,
  async run({ seed }) {
    const rows: Row[] = [];
    const violations: string[] = [];
    for (const plant of ["OFF", "NORMAL"] as const) {
      for (const act of DISK_ACTS.filter(({ name }) => name === "save")) {
        const cut = await cutPower(act, { seed, sample: PLANTED_MOMENTS, plant });
        rows.push({ planted: `synchronous=${plant}`, ...cut.row });
        if (cut.lost === 0) violations.push(`With synchronous=${plant} no acknowledged state is found lost`);
      }
    }
    return { table: table(`The same with a planted fault, which must lose (seed ${String(seed)})`, rows), violations };
  },
};

/** Every write of every act answered with an error. */
export const ioErrors: Drill = {
  name: "I/O errors",
  whyNot: whyNoShim,
  async run({ seed, extent }) {
    const rows: Row[] = [];
    const violations: string[] = [];
    for (const act of DISK_ACTS) {
      const failing = await failWrites(act, { seed, sample: extent === "all" ? null : FAILING });
      rows.push(...failing.rows);
      violations.push(...failing.violations);
    }
    return { table: table(`A write or sync answered with an error (seed ${String(seed)})`, rows), violations };
  },
};

/** A small file system that is full. */
export const fullDisk: Drill = {
  name: "a full disk",
  whyNot: whyNoMount,
  async run({ seed, extent }) {
    const { row, violations } = await fillWhileTyping({ seed, rounds: ROUNDS[extent] });
    return { table: table(`A full file system while typing (seed ${String(seed)})`, [row]), violations };
  },
};

/** Files of some gigabytes, in a few minutes and on 4 GB of disk: no part of `npm test`. */
const longFiles: Drill = {
  name: "long files",
  whyNot: () => (process.platform === "linux" ? null : "the memory of a process is read from Linux's /proc"),
  async run({ extent }) {
    const { rows, violations } = await readLongFiles(READ_BYTES[extent]);
    return { table: table("Files of some gigabytes that come in", rows), violations };
  },
};

/** All drills, the quick ones first. */
export const DRILLS: readonly Drill[] = [fullDisk, longFiles, plantedFaults, powerCuts, ioErrors, kills];
