import { z } from "zod";

import { FileHandle, FolderHandle, TargetHandle } from "./handles.ts";
import { method } from "./method.ts";

/**
 * What a host offers beyond the backend. Screens ask for an ability and never for the host's name (house, section 2):
 * without native dialogs, files come in by the page's own picker and go out as downloads, and folders are chosen in a
 * list.
 */
export const Abilities = z.strictObject({
  /** Open and save dialogs of the system. */
  nativeDialogs: z.boolean(),
  /** The page as it prints, as a PDF. */
  pdf: z.boolean(),
  /** More than one window of the app. */
  severalWindows: z.boolean(),
  /** The system's own menu shows the page's acts, and the system hands files over (double-click, second start). */
  inSystem: z.boolean(),
});
export type Abilities = z.infer<typeof Abilities>;

/** A folder in the list that a host without native dialogs serves. Belongs to one page and is forgotten with it. */
export const PlaceHandle = z
  .string()
  .regex(/^place-[0-9a-f]{32}$/u)
  .brand<"PlaceHandle">();
export type PlaceHandle = z.infer<typeof PlaceHandle>;

/** The longest name of a file or folder that a page may propose, in UTF-16 units. */
export const MAX_FILE_NAME_UNITS = 200;
const FileName = z.string().min(1).max(MAX_FILE_NAME_UNITS);

/** A file the person picked: its handle and the name they know it by. */
export const PickedFile = z.strictObject({ file: FileHandle, name: z.string() });
export type PickedFile = z.infer<typeof PickedFile>;

/** A folder the person chose. */
export const PickedFolder = z.strictObject({ folder: FolderHandle, name: z.string() });
export type PickedFolder = z.infer<typeof PickedFolder>;

/** One screenful of the list of folders: where it is, the way to it, what lies in it. */
export const FolderListing = z.strictObject({
  place: PlaceHandle,
  /** The folder's name, for the top of a disk its root. */
  name: z.string(),
  /** The folders that it lies in, from the top of the disk down; the last one is the way up. Empty at the top. */
  above: z.array(z.strictObject({ place: PlaceHandle, name: z.string() })),
  /** Folders in it by name; hidden ones are left out. */
  folders: z.array(z.strictObject({ place: PlaceHandle, name: z.string() })),
  /** Files in it, so that a person can tell whether it is the right one. */
  files: z.int().min(0),
  /** True when there are more folders than the list shows. */
  more: z.boolean(),
});
export type FolderListing = z.infer<typeof FolderListing>;

/** "file": an export of one file. "folder": an export of several. */
export const TargetKind = z.enum(["file", "folder"]);
export type TargetKind = z.infer<typeof TargetKind>;

/** Names an act of the page in the system's menu; the page's own business. */
export const MenuActId = z.string().min(1).max(200);
const MenuTitle = z.string().max(500);

/** One act of the page in the system's menu. */
const MenuAct = z.strictObject({
  id: MenuActId,
  title: MenuTitle,
  /** A chord such as "Mod+Shift+P", shown and not listened to: the page hears its keys itself. Null without one. */
  keys: z.string().max(60).nullable(),
  isEnabled: z.boolean(),
  /** Null for an act that is no toggle. */
  isOn: z.boolean().nullable(),
});
export type MenuAct = z.infer<typeof MenuAct>;

/** Where a group of acts stands: under a menu of the system's, or under one of its own; "app" is macOS's menu of the app itself. */
export const MENU_PLACES = ["app", "file", "edit", "view", "help", "own"] as const;

/** What the page shows in the system's menu. */
export const MenuShown = z.strictObject({
  groups: z
    .array(z.strictObject({ place: z.enum(MENU_PLACES), title: MenuTitle, acts: z.array(MenuAct).max(300) }))
    .max(20),
  /** Runs that were worked on last, the newest first; acts like the others. */
  recent: z.array(z.strictObject({ id: MenuActId, title: MenuTitle })).max(20),
});
export type MenuShown = z.infer<typeof MenuShown>;

/** The longest report, in UTF-16 units. */
const MAX_REPORT_UNITS = 200_000;

const PLACE_TROUBLE = ["noSuchFile", "missing", "notAFolder", "noPermission", "io"] as const;

/**
 * Calls that the door itself answers, in the same shape as the contract's. A host that lacks one answers
 * `unknownMethod`; `Abilities` says beforehand which it has.
 */
export const hostMethods = {
  /** Every host: the page has handed over all it had, after the host said that it is closing. */
  "host.flushed": method({ request: z.strictObject({}), reply: z.strictObject({}), errors: [] }),
  /** Every host: facts about this installation for a person to copy, without a word of the author's (electron/system/report.ts). */
  "host.report": method({
    request: z.strictObject({}),
    reply: z.strictObject({ text: z.string().max(MAX_REPORT_UNITS) }),
    errors: ["io"],
  }),
  /** In the system: what its menu shows while this page's window is in front. */
  "host.showMenu": method({ request: MenuShown, reply: z.strictObject({}), errors: [] }),
  /** In the system: the files that it has handed over since the page asked last; `host.opened` says when there are some. */
  "host.takeOpened": method({
    request: z.strictObject({}),
    reply: z.strictObject({ files: z.array(PickedFile) }),
    errors: [],
  }),
  /** Native: the system's open dialog. No files when the person cancels. */
  "host.pickFiles": method({
    request: z.strictObject({ several: z.boolean() }),
    reply: z.strictObject({ files: z.array(PickedFile) }),
    errors: [],
  }),
  /** Native: files dropped on the window. Sent by preload alone, which has the paths from the system. */
  "host.lendDropped": method({
    request: z.strictObject({ paths: z.array(z.string().min(1).max(32_767)).max(10_000) }),
    reply: z.strictObject({ files: z.array(PickedFile) }),
    errors: [],
  }),
  /** Native: the system's folder dialog. Null when the person cancels. */
  "host.pickFolder": method({
    request: z.strictObject({}),
    reply: z.strictObject({ picked: PickedFolder.nullable() }),
    errors: [],
  }),
  /** Native: the system's save dialog, or for a folder its folder dialog. Null when the person cancels. */
  "host.pickTarget": method({
    request: z.strictObject({ kind: TargetKind, name: FileName }),
    reply: z.strictObject({ target: TargetHandle.nullable() }),
    errors: [],
  }),
  /** Native: the page as it prints, as a PDF where the person says; false when they cancel or the system refused and said so. */
  "host.savePdf": method({
    request: z.strictObject({ name: FileName }),
    reply: z.strictObject({ isSaved: z.boolean() }),
    errors: [],
  }),
  /** In a list: the folders at a place, from the person's own folder when `at` is null. */
  "host.listFolders": method({
    request: z.strictObject({ at: PlaceHandle.nullable() }),
    reply: FolderListing,
    errors: PLACE_TROUBLE,
  }),
  /** In a list: the chosen place as a folder to read. */
  "host.useFolder": method({
    request: z.strictObject({ place: PlaceHandle }),
    reply: PickedFolder,
    errors: PLACE_TROUBLE,
  }),
  /** In a list: `name` inside the chosen place as somewhere to write. */
  "host.useTarget": method({
    request: z.strictObject({ place: PlaceHandle, name: FileName }),
    reply: z.strictObject({ target: TargetHandle }),
    errors: PLACE_TROUBLE,
  }),
  /** Downloads: a place to export to; afterwards `GET /downloads/<target>` gives the file, or the folder as a zip. */
  "host.openDownload": method({
    request: z.strictObject({ kind: TargetKind, name: FileName }),
    reply: z.strictObject({ target: TargetHandle }),
    errors: ["diskFull", "io"],
  }),
};

export type HostMethods = typeof hostMethods;
export type HostMethodName = keyof HostMethods;
/** What a host's own method takes, as checked. */
export type HostRequestOf<M extends HostMethodName> = z.output<HostMethods[M]["request"]>;
/** What a host's own method answers. */
export type HostReplyOf<M extends HostMethodName> = z.output<HostMethods[M]["reply"]>;

/** True when `name` is a method that a door answers itself. */
export function isHostMethodName(name: string): name is HostMethodName {
  return Object.hasOwn(hostMethods, name);
}
