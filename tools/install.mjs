/**
 * Installs what is missing, once. Plain JavaScript without dependencies, since it runs before there are any, on
 * whatever Node from 18 on the system has.
 *
 * Installed means: a stamp in `node_modules` holds the hash of the lock and of the platform. `npm ci` empties
 * `node_modules` first, so the stamp goes with what it vouches for. Where somebody ran npm by hand, npm's own record
 * (`.package-lock.json`, written last) stands in for the stamp when it is not older than the lock.
 *
 * npm on an older Node leaves out packages that ask for a newer one. Where it did, the project's own Node, which comes
 * with the first installation, carries out a second one.
 *
 * Two first runs at once would empty each other's `node_modules`, so an installing process holds a folder as a lock;
 * the others wait and then find everything done.
 */
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { missingPackages } from "./packages.mjs";

const LOCK_POLL_MS = 250;
/** How long a lock may stand without the number of its process, which is written right after the folder is made. */
const LOCK_UNSIGNED_MS = 10_000;

/** A failure that is told in one sentence, without a stack. */
export class SetupFailure extends Error {}

/**
 * Installs the locked packages into `root` unless they are there already.
 * @param {string} root the folder of package.json
 * @throws {SetupFailure} with a sentence on what to do
 */
export async function ensureInstalled(root) {
  if (!isInstalled(root)) await installOnce(root);
  linkNode(root);
}

/** @param {string} root */
async function installOnce(root) {
  const lock = join(root, ".installing");
  const release = await takeLock(lock);
  try {
    if (isInstalled(root)) return;
    process.stderr.write("Installing what Runwright needs (once; about half a minute) …\n");
    await install(root, null);
    if (missingPackages(root).length > 0 && existsSync(workspaceNode(root))) {
      // npm empties node_modules first, so the Node that it is to run on lies outside.
      const aside = join(lock, process.platform === "win32" ? "node.exe" : "node");
      renameSync(workspaceNode(root), aside);
      process.stderr.write(`npm on Node ${process.versions.node} left packages out; installing once more …\n`);
      await install(root, aside);
    }
    const missing = missingPackages(root);
    if (missing.length > 0) {
      throw new SetupFailure(
        `npm left out ${missing.join(", ")}, most likely since they could not be fetched. Look at the network and start again.`,
      );
    }
    writeStamp(root);
  } finally {
    release();
  }
}

/**
 * Where the workspace's Node lies when there is one for this system; its absence is no failure yet.
 * @param {string} root
 */
export function workspaceNode(root) {
  const platform = process.platform === "win32" ? "win" : process.platform;
  const file = platform === "win" ? "node.exe" : "node";
  return join(root, "node_modules", `node-${platform}-${process.arch}`, "bin", file);
}

/**
 * Puts the link to the workspace's Node back, by which `npx` and `npm exec` run on it: npm 9 and 10 make it and then
 * take it away together with the foreign systems' packages, whose links would have the same name.
 * @param {string} root
 */
function linkNode(root) {
  const link = join(root, "node_modules", ".bin", "node");
  const node = workspaceNode(root);
  if (process.platform === "win32" || !existsSync(node) || existsSync(link)) return;
  mkdirSync(dirname(link), { recursive: true });
  try {
    symlinkSync(relative(dirname(link), node), link);
  } catch (error) {
    // Another first run was quicker.
    if (codeOf(error) !== "EEXIST") throw error;
  }
}

/** @param {string} root */
function stampPath(root) {
  return join(root, "node_modules", ".runwright-installed");
}

/** @param {string} root */
function wantedStamp(root) {
  const hash = createHash("sha256");
  hash.update(`${process.platform} ${process.arch}\n`);
  for (const file of ["package-lock.json", join("tools", "node-runtime", "package.json")]) {
    hash.update(readFileSync(join(root, file)));
  }
  return hash.digest("hex");
}

/** @param {string} root */
function writeStamp(root) {
  writeFileSync(stampPath(root), wantedStamp(root));
}

/** @param {string} root */
function isInstalled(root) {
  const stamp = stampPath(root);
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wantedStamp(root)) return true;
  const record = join(root, "node_modules", ".package-lock.json");
  if (!existsSync(record)) return false;
  if (statSync(record).mtimeMs < statSync(join(root, "package-lock.json")).mtimeMs) return false;
  if (missingPackages(root).length > 0) return false;
  writeStamp(root);
  return true;
}

/**
 * Waits for the lock and returns the act that gives it back.
 * @param {string} folder
 */
async function takeLock(folder) {
  const owner = join(folder, "pid");
  let told = false;
  while (!tryMakeFolder(folder)) {
    if (isAbandoned(folder, owner)) {
      takeAway(folder);
      continue;
    }
    if (!told) process.stderr.write("Another process is installing Runwright's packages; waiting for it …\n");
    told = true;
    await sleep(LOCK_POLL_MS);
  }
  writeFileSync(owner, String(process.pid));
  return () => {
    rmSync(folder, { recursive: true, force: true });
  };
}

/** @param {string} folder */
function tryMakeFolder(folder) {
  try {
    mkdirSync(folder);
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw new SetupFailure(
      `Cannot write in ${dirname(folder)} (${codeOf(error)}), so nothing can be installed there. ` +
        "Put the project into a folder that you may write to.",
    );
  }
}

/**
 * A lock is abandoned when its process is gone, or when it was never signed and is no longer fresh.
 * @param {string} folder
 * @param {string} owner
 */
function isAbandoned(folder, owner) {
  try {
    const pid = Number(readFileSync(owner, "utf8"));
    if (pid > 0) return !isRunning(pid);
    return Date.now() - statSync(folder).mtimeMs > LOCK_UNSIGNED_MS;
  } catch (error) {
    if (codeOf(error) !== "ENOENT") throw error;
    // Given back a moment ago, or not signed yet.
    return existsSync(folder) && Date.now() - statSync(folder).mtimeMs > LOCK_UNSIGNED_MS;
  }
}

/** @param {number} pid */
function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) !== "ESRCH";
  }
}

/**
 * A rename succeeds for one process only, so two that find the same abandoned lock do not take away a third's.
 * @param {string} folder
 */
function takeAway(folder) {
  const aside = `${folder}-abandoned-${process.pid}`;
  try {
    renameSync(folder, aside);
  } catch (error) {
    if (codeOf(error) === "ENOENT") return;
    throw error;
  }
  rmSync(aside, { recursive: true, force: true });
}

/**
 * Runs `npm ci`. Its words go to stderr: stdout belongs to the command that is about to run.
 * @param {string} root
 * @param {string | null} node the Node that npm is to run on when it is not the one that it runs on anyway
 * @returns {Promise<void>}
 */
function install(root, node) {
  // Both kinds by name, since NODE_ENV=production or a user's own settings may leave them out.
  const args = ["ci", "--include=dev", "--include=optional", "--prefer-offline", "--loglevel=error"];
  const { command, before, shell } = findNpm(node);
  return new Promise((resolve, reject) => {
    const child = spawn(command, [...before, ...args], { cwd: root, stdio: ["ignore", "pipe", "pipe"], shell });
    let said = "";
    /** @param {Buffer} chunk */
    const hear = (chunk) => {
      said += chunk.toString("utf8");
      process.stderr.write(chunk);
    };
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
    child.on("error", (error) => {
      reject(
        new SetupFailure(
          `npm could not be started (${codeOf(error)}). Install Node from nodejs.org: npm comes with it.`,
        ),
      );
    });
    child.on("close", (status) => {
      if (status === 0) resolve();
      else reject(new SetupFailure(sentenceFor(said, root)));
    });
  });
}

/**
 * The npm that started this process, else the one beside this Node, else the one on the PATH.
 * @param {string | null} node
 */
function findNpm(node) {
  const { npm_execpath: under, npm_node_execpath: npmsNode } = process.env;
  const beside = [join("..", "lib", "node_modules"), "node_modules"].map((folder) =>
    join(dirname(process.execPath), folder, "npm", "bin", "npm-cli.js"),
  );
  const script = [under, ...beside].find(
    (path) => path !== undefined && /npm-cli\.c?js$/.test(path) && existsSync(path),
  );
  if (script !== undefined) return { command: node ?? npmsNode ?? process.execPath, before: [script], shell: false };
  // npm on Windows is a .cmd, which only a shell starts; the arguments are our own constants.
  const windows = process.platform === "win32";
  return { command: windows ? "npm.cmd" : "npm", before: [], shell: windows };
}

/**
 * What npm's words mean and what to do.
 * @param {string} said
 * @param {string} root
 */
function sentenceFor(said, root) {
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ENOTCACHED|ERR_SOCKET_TIMEOUT/.test(said)) {
    return "The packages could not be fetched: the npm registry cannot be reached. Connect to the network once and start again; afterwards Runwright needs none.";
  }
  if (/ENOSPC/.test(said))
    return `The disk of ${root} is full; Runwright's packages need about 700 MB. Make room and start again.`;
  if (/EACCES|EPERM|EROFS/.test(said)) {
    return `npm may not write in ${root} (see above). Close programs that use it, or put the project into a folder that you may write to.`;
  }
  if (/EUSAGE|ELOCKVERIFY/.test(said)) {
    return "package-lock.json and package.json do not fit together. Take both from the same commit.";
  }
  return "npm ci failed; its own words are above. Mend that and start again.";
}

/** @param {unknown} error */
function codeOf(error) {
  return error instanceof Error && "code" in error ? String(error.code) : String(error);
}
