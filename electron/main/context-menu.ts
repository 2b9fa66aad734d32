import type { ContextMenuParams, MenuItemConstructorOptions } from "electron";

import { SYSTEM_WORDS } from "../../shared/contract/system-words.ts";

/**
 * The menu under the pointer: the system's own acts on the text there, in its words and only those that do something.
 * Empty where there is nothing to do. `copy` takes the address of a link. The page draws menus of its own where it has more to offer and keeps this one away.
 */
export function contextMenuTemplate(
  params: Pick<ContextMenuParams, "isEditable" | "editFlags" | "selectionText" | "linkURL">,
  copy: (address: string) => void,
): MenuItemConstructorOptions[] {
  const { editFlags, isEditable, linkURL } = params;
  const link = linkURL === "" ? [] : [{ label: SYSTEM_WORDS["system.copyLink"], click: () => copy(linkURL) }];
  if (isEditable) {
    return [
      ...link,
      { role: "cut", enabled: editFlags.canCut },
      { role: "copy", enabled: editFlags.canCopy },
      { role: "paste", enabled: editFlags.canPaste },
      { role: "pasteAndMatchStyle", enabled: editFlags.canPaste },
      { type: "separator" },
      { role: "selectAll", enabled: editFlags.canSelectAll },
    ];
  }
  return params.selectionText.trim() === "" ? link : [...link, { role: "copy", enabled: editFlags.canCopy }];
}
