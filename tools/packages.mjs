/**
 * Which of the locked packages for this system are missing. npm leaves an optional package out without a word when it
 * could not be fetched, and also when the Node that npm runs on is older than the package asks for: on Node 18 that
 * takes away the bundler's and the linter's binaries, though they would run on the project's own Node.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * The fields of an entry of package-lock.json that say where it is installed.
 * @typedef {{ optional?: boolean, os?: string | string[], cpu?: string | string[], libc?: string | string[] }} Locked
 */

/**
 * The folders of the optional packages made for this system that are not there, relative to `root`.
 * @param {string} root the folder of package.json
 * @returns {string[]}
 */
export function missingPackages(root) {
  /** @type {{ packages?: Record<string, Locked> }} */
  // oxlint-disable-next-line typescript/no-unsafe-assignment -- before there is a zod; npm writes this file and checks it
  const lock = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8"));
  return Object.entries(lock.packages ?? {})
    .filter(([folder, locked]) => isForThisSystem(locked) && !existsSync(join(root, folder, "package.json")))
    .map(([folder]) => folder);
}

/** @param {Locked} locked */
function isForThisSystem({ optional, os, cpu, libc }) {
  // What names no system comes along with something that does, or is not needed here.
  if (optional !== true || (os === undefined && cpu === undefined)) return false;
  return names(os, process.platform) && names(cpu, process.arch) && (libc === undefined || names(libc, libcName()));
}

/**
 * @param {string | string[] | undefined} listed
 * @param {string} here
 */
function names(listed, here) {
  return listed === undefined || [listed].flat().includes(here);
}

/** Node's own report names the version of glibc where that is the C library; elsewhere on Linux it is musl. */
function libcName() {
  const report = process.report.getReport();
  const header = "header" in report && typeof report.header === "object" ? report.header : null;
  return header !== null && "glibcVersionRuntime" in header ? "glibc" : "musl";
}
