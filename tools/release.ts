import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { builtDesktop, builtPage, ROOT } from "../electron/hosts/built.ts";
import { fetchElectron, findElectron } from "../electron/hosts/electron-binary.ts";

/*
 * `npm run release`: the packages for this system in `dist/packages`, and beside them SHA256SUMS, by which anybody can
 * tell whether a file is the one that was made (`sha256sum --check SHA256SUMS`).
 */

const PACKAGES = join(ROOT, "dist/packages");
/** What a person downloads; everything else in the folder is the packager's own. */
const PACKAGE_FILE = /\.(?:AppImage|deb|dmg|exe|zip)$/u;

/** Writes the checksums of the packages in a folder, by name, in the form that `sha256sum --check` reads; answers the names. */
export function writeChecksums(folder: string): string[] {
  const names = readdirSync(folder)
    .filter((name) => PACKAGE_FILE.test(name) && statSync(join(folder, name)).isFile())
    .toSorted();
  const lines = names.map((name) => {
    const hash = createHash("sha256").update(readFileSync(join(folder, name)));
    return `${hash.digest("hex")}  ${name}\n`;
  });
  writeFileSync(join(folder, "SHA256SUMS"), lines.join(""));
  return names;
}

async function release(): Promise<number> {
  if (findElectron(ROOT) === null && (await fetchElectron(ROOT)) === null) {
    process.stderr.write("Electron's binary is not here and cannot be fetched: nothing can be packaged.\n");
    return 3;
  }
  rmSync(PACKAGES, { recursive: true, force: true });
  for (const built of [await builtPage(), await builtDesktop()]) {
    if (built.ok) continue;
    process.stderr.write(`${built.failure.message}\n`);
    return 3;
  }
  const builder = join(ROOT, "node_modules/electron-builder/cli.js");
  const packed = spawnSync(process.execPath, [builder, "--publish", "never"], { cwd: ROOT, stdio: "inherit" });
  if (packed.status !== 0) return packed.status ?? 1;
  for (const name of writeChecksums(PACKAGES)) process.stdout.write(`${name}\n`);
  return 0;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) process.exitCode = await release();
