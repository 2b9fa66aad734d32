/** Asks the compiler about one project: what is wrong in it, and whether its program stays within its room's walls. */
import { spawnSync } from "node:child_process";
import { isAbsolute, join, relative, resolve, sep } from "node:path";
import type { Room } from "./rooms.ts";

/** The folder of package.json, as an absolute path. */
export const ROOT = resolve(import.meta.dirname, "..");

const OUTPUT_LIMIT_BYTES = 64 * 1024 * 1024;

/** How a tool ended: its exit code and what it said on both streams. */
export type Output = { readonly status: number; readonly text: string };

/** Runs one of the project's own tools (a script inside node_modules) in `folder` on this Node, without shell or PATH. */
export function runTool(folder: string, script: string, args: readonly string[]): Output {
  const answer = spawnSync(process.execPath, [join(ROOT, "node_modules", script), ...args], {
    cwd: folder,
    encoding: "utf8",
    maxBuffer: OUTPUT_LIMIT_BYTES,
  });
  if (answer.error !== undefined) throw answer.error;
  return { status: answer.status ?? 1, text: answer.stdout + answer.stderr };
}

function isInside(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}

/**
 * What a room's finished program contains and must not: files of ours outside `reaches`, and the types of refused
 * packages. Paths are relative to the root, with `/`.
 */
function strayFiles(room: Room, programFiles: readonly string[]): readonly string[] {
  const packages = "node_modules/";
  const strays = new Set<string>();
  for (const file of programFiles) {
    if (file.includes(packages)) {
      const inPackages = file.slice(file.lastIndexOf(packages) + packages.length);
      const refused = room.withoutPackages.find((name) => isInside(inPackages, name));
      if (refused !== undefined) strays.add(`the package ${refused}`);
    } else if (!room.reaches.some((folder) => isInside(file, folder))) {
      strays.add(file);
    }
  }
  return [...strays];
}

/**
 * The complaints about one project of the tree at `root`: the compiler's, one a line, and for a room those about its
 * walls. Empty when all is well. One call of the compiler answers both.
 */
export function complaintsAbout(root: string, folder: string, room: Room | null): readonly string[] {
  const args = ["-p", join(root, folder), "--listFiles", "--pretty", "false"];
  const { status, text } = runTool(root, "typescript/bin/tsc", args);
  const lines = text.split(/\r?\n/).filter((line) => line !== "");
  // The list of files is absolute paths and nothing else; every complaint has more words.
  const files = lines.filter((line) => isAbsolute(line) && !/: error TS/.test(line));
  const complaints = lines.filter((line) => !files.includes(line));
  if (files.length === 0) complaints.push(`${folder}: tsc named no file of the program, so its walls are unchecked`);
  if (status !== 0 && complaints.length === 0) complaints.push(`${folder}: tsc ended with ${String(status)}`);
  if (room !== null) {
    const inTree = files.map((file) => relative(root, file).split(sep).join("/"));
    complaints.push(...strayFiles(room, inTree).map((stray) => `${folder}: its program must not contain ${stray}`));
  }
  return complaints;
}
