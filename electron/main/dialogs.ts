import { dirname, join } from "node:path";

import { dialog, type BaseWindow } from "electron";

import type { DialogWish } from "../../shared/contract/desktop.ts";
import { assertNever } from "../../shared/lib/assert-never.ts";
import type { KeptState } from "./kept-state.ts";
import { WORDS } from "./words.ts";

/** Endings of what Runwright reads and writes. */
const RUN_FILES = {
  name: WORDS.runFiles,
  extensions: ["json", "jsonl", "parquet", "runpkg", "md", "txt", "html", "htm", "docx"],
};
const ALL_FILES = { name: WORDS.allFiles, extensions: ["*"] };

/**
 * Shows a dialog over a window; answers the chosen paths, none when the person cancels. Each kind of dialog begins where
 * the last one of its kind ended, also after a new start.
 */
export async function choosePaths(window: BaseWindow, wish: DialogWish, kept: KeptState): Promise<readonly string[]> {
  const { folders } = kept.get();
  const remember = (kind: keyof typeof folders, folder: string): void =>
    kept.keep({ folders: { ...kept.get().folders, [kind]: folder } });
  switch (wish.what) {
    case "files": {
      const { filePaths } = await dialog.showOpenDialog(window, {
        properties: wish.several ? ["openFile", "multiSelections"] : ["openFile"],
        filters: [RUN_FILES, ALL_FILES],
        buttonLabel: WORDS.openRuns,
        ...beginningAt(folders.files),
      });
      const [first] = filePaths;
      if (first !== undefined) remember("files", dirname(first));
      return filePaths;
    }
    case "folder": {
      const chosen = await chooseFolder(window, WORDS.chooseFolder, folders.folder);
      if (chosen !== undefined) remember("folder", chosen);
      return chosen === undefined ? [] : [chosen];
    }
    case "target": {
      const chosen =
        wish.kind === "folder"
          ? await chooseFolder(window, WORDS.exportHere, folders.target)
          : await chooseFile(window, wish.name, folders.target);
      if (chosen !== undefined) remember("target", wish.kind === "folder" ? chosen : dirname(chosen));
      return chosen === undefined ? [] : [chosen];
    }
    default:
      return assertNever(wish);
  }
}

function beginningAt(folder: string | undefined): { defaultPath?: string } {
  return folder === undefined ? {} : { defaultPath: folder };
}

async function chooseFile(window: BaseWindow, name: string, from: string | undefined): Promise<string | undefined> {
  const defaultPath = from === undefined ? name : join(from, name);
  const { canceled, filePath } = await dialog.showSaveDialog(window, { defaultPath });
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
