import { rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

import { dialog, type BaseWindow, type BrowserWindow, type FileFilter } from "electron";

import type { DialogWish } from "../../shared/contract/desktop.ts";
import { SYSTEM_WORDS } from "../../shared/contract/system-words.ts";
import { assertNever } from "../../shared/lib/assert-never.ts";
import type { KeptState } from "./kept-state.ts";

/** Endings of what Runwright reads and writes. */
const RUN_FILES = {
  name: SYSTEM_WORDS["system.runFiles"],
  extensions: ["json", "jsonl", "parquet", "runpkg", "md", "txt", "html", "htm", "docx"],
};
const PDF_FILES = { name: SYSTEM_WORDS["system.pdf"], extensions: ["pdf"] };
const ALL_FILES = { name: SYSTEM_WORDS["system.allFiles"], extensions: ["*"] };

/**
 * Shows a dialog over a window; answers the chosen paths, none when the person cancels. Each kind of dialog begins where
 * the last one of its kind ended, also after a new start.
 */
export async function choosePaths(
  window: BrowserWindow,
  wish: DialogWish,
  kept: KeptState,
): Promise<readonly string[]> {
  const { folders } = kept.get();
  const remember = (kind: keyof typeof folders, folder: string): void =>
    kept.keep({ folders: { ...kept.get().folders, [kind]: folder } });
  switch (wish.what) {
    case "files": {
      const { filePaths } = await dialog.showOpenDialog(window, {
        properties: wish.several ? ["openFile", "multiSelections"] : ["openFile"],
        filters: [RUN_FILES, ALL_FILES],
        buttonLabel: SYSTEM_WORDS["system.openRuns"],
        ...beginningAt(folders.files),
      });
      const [first] = filePaths;
      if (first !== undefined) remember("files", dirname(first));
      return filePaths;
    }
    case "folder": {
      const chosen = await chooseFolder(window, SYSTEM_WORDS["system.chooseFolder"], folders.folder);
      if (chosen !== undefined) remember("folder", chosen);
      return chosen === undefined ? [] : [chosen];
    }
    case "target": {
      const chosen =
        wish.kind === "folder"
          ? await chooseFolder(window, SYSTEM_WORDS["system.exportHere"], folders.target)
          : await chooseFile(window, wish.name, folders.target);
      if (chosen !== undefined) remember("target", wish.kind === "folder" ? chosen : dirname(chosen));
      return chosen === undefined ? [] : [chosen];
    }
    case "pdf": {
      const chosen = await chooseFile(window, wish.name, folders.target, [PDF_FILES]);
      if (chosen === undefined || !(await isPrinted(window, chosen))) return [];
      remember("target", dirname(chosen));
      return [chosen];
    }
    default:
      return assertNever(wish);
  }
}

function beginningAt(folder: string | undefined): { defaultPath?: string } {
  return folder === undefined ? {} : { defaultPath: folder };
}

/**
 * Writes what the window's page prints as a PDF: beside its place and moved there whole. Says what stood in the way, since
 * the person is still at the system's dialog.
 */
async function isPrinted(window: BrowserWindow, path: string): Promise<boolean> {
  try {
    const bytes = await window.webContents.printToPDF({ preferCSSPageSize: true, generateTaggedPDF: true });
    await writeFile(`${path}.new`, bytes);
    await rename(`${path}.new`, path);
    return true;
  } catch (error) {
    await rm(`${path}.new`, { force: true });
    dialog.showErrorBox(SYSTEM_WORDS["system.noPdf"], error instanceof Error ? error.message : String(error));
    return false;
  }
}

async function chooseFile(
  window: BaseWindow,
  name: string,
  from: string | undefined,
  filters: FileFilter[] = [],
): Promise<string | undefined> {
  const defaultPath = from === undefined ? name : join(from, name);
  const { canceled, filePath } = await dialog.showSaveDialog(window, { defaultPath, filters });
  return canceled || filePath === "" ? undefined : filePath;
}

async function chooseFolder(
  window: BaseWindow,
  buttonLabel: string,
  from: string | undefined,
): Promise<string | undefined> {
  const { filePaths } = await dialog.showOpenDialog(window, {
    properties: ["openDirectory", "createDirectory"],
    buttonLabel,
    ...beginningAt(from),
  });
  return filePaths[0];
}
