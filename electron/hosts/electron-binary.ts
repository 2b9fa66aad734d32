import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/*
 * Where Electron's binary is, found without asking the package itself: loading that begins a download.
 */

/** How long fetching the binary may take: it has about 110 MB. */
const FETCH_WITHIN_MS = 10 * 60_000;

/** The path of an installed binary of the version that the package names, or null. */
export function findElectron(root: string, env = process.env): string | null {
  const folder = join(root, "node_modules/electron");
  const override = env["ELECTRON_OVERRIDE_DIST_PATH"];
  const dist = override ?? join(folder, "dist");
  const name = textOf(join(folder, "path.txt"));
  const binary = join(dist, name ?? "electron");
  if (!existsSync(binary)) return null;
  if (override !== undefined) return binary;
  const wanted: unknown = JSON.parse(textOf(join(folder, "package.json")) ?? "{}");
  const version = typeof wanted === "object" && wanted !== null && "version" in wanted ? wanted.version : null;
  return name !== null && textOf(join(dist, "version"))?.replace(/^v/u, "") === version ? binary : null;
}

/** Has Electron's own installer fetch the binary; answers it, or null where it cannot be reached. */
export async function fetchElectron(root: string): Promise<string | null> {
  const installer = join(root, "node_modules/electron/install.js");
  if (!existsSync(installer)) return null;
  const child = spawn(process.execPath, [installer], { cwd: root, stdio: "ignore", timeout: FETCH_WITHIN_MS });
  const status = await new Promise<number | null>((resolve) => {
    child.on("error", () => resolve(null));
    child.on("exit", resolve);
  });
  return status === 0 ? findElectron(root) : null;
}

function textOf(path: string): string | null {
  return existsSync(path) ? readFileSync(path, "utf8").trim() : null;
}
