import { dialog, type BaseWindow } from "electron";

import type { DialogWish } from "../../shared/contract/desktop.ts";
import { assertNever } from "../../shared/lib/assert-never.ts";
import { WORDS } from "./words.ts";

/** Endings of what Runwright reads and writes. */
const RUN_FILES = {
  name: WORDS.runFiles,
  extensions: ["json", "jsonl", "parquet", "runpkg", "md", "txt", "html", "htm", "docx"],
};
const ALL_FILES = { name: WORDS.allFiles, extensions: ["*"] };

/** Shows a dialog over a window; answers the chosen paths, none when the person cancels. */
export async function choosePaths(window: BaseWindow, wish: DialogWish): Promise<readonly string[]> {
  switch (wish.what) {
    case "files": {
      const { filePaths } = await dialog.showOpenDialog(window, {
        properties: wish.several ? ["openFile", "multiSelections"] : ["openFile"],
        filters: [RUN_FILES, ALL_FILES],
        buttonLabel: WORDS.openRuns,
      });
      return filePaths;
    }
    case "folder":
      return chooseFolder(window, WORDS.chooseFolder);
    case "target": {
      if (wish.kind === "folder") return chooseFolder(window, WORDS.exportHere);
      const { canceled, filePath } = await dialog.showSaveDialog(window, { defaultPath: wish.name });
      return canceled || filePath === "" ? [] : [filePath];
    }
    default:
      return assertNever(wish);
  }
}

async function chooseFolder(window: BaseWindow, buttonLabel: string): Promise<readonly string[]> {
  const { filePaths } = await dialog.showOpenDialog(window, {
    properties: ["openDirectory", "createDirectory"],
    buttonLabel,
  });
  return filePaths;
}
