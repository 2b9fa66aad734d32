import { z } from "zod";

import { Failure } from "./failure.ts";
import { MenuActId, MenuShown, TargetKind } from "./host-methods.ts";

/*
 * What travels between Electron's main process and the backend's process. Main carries no text of a run: it hands a port
 * of each window over, shows dialogs and menus when asked, and says when to flush and close.
 */

/** Where the page lives in Electron: a scheme of its own, one host, nothing else. */
export const APP_SCHEME = "app";
export const APP_HOST = "runwright";
/** The page's origin as its frames tell it. */
export const APP_ORIGIN = `${APP_SCHEME}://${APP_HOST}`;

/** Page to main, through preload: this document wants its line. */
export const CONNECT_CHANNEL = "runwright:connect";
/** Main to page, with one port: here is your line. */
export const LINE_CHANNEL = "runwright:line";

const Paths = z.array(z.string().min(1)).max(10_000);
const Window = z.int().min(0);
const Question = z.int().min(0);

/** A dialog of the system. */
export const DialogWish = z.discriminatedUnion("what", [
  z.strictObject({ what: z.literal("files"), several: z.boolean() }),
  z.strictObject({ what: z.literal("folder") }),
  /** "file": a save dialog; "folder": the folder in which one named `name` will be made. */
  z.strictObject({ what: z.literal("target"), kind: TargetKind, name: z.string().max(1_000) }),
  /** A save dialog, after which main itself writes the window's page as it prints; the path is there when it is written. */
  z.strictObject({ what: z.literal("pdf"), name: z.string().max(1_000) }),
]);
export type DialogWish = z.infer<typeof DialogWish>;

/** Main to the backend's process. */
export const ToBackend = z.discriminatedUnion("kind", [
  /** With one port: the line of a window's document. A line that the window had before is over. */
  z.strictObject({ kind: z.literal("page"), window: Window }),
  /** What the person chose; no paths when they cancelled. */
  z.strictObject({ kind: z.literal("chosen"), question: Question, paths: Paths }),
  /** The person chose an act of the page in the system's menu. */
  z.strictObject({ kind: z.literal("command"), window: Window, id: MenuActId }),
  /** Files that the system handed over for this window: opened by double-click, or named at a start. */
  z.strictObject({ kind: z.literal("opened"), window: Window, paths: Paths }),
  /** Lets the page of one window, or all of them, hand over what they have. */
  z.strictObject({ kind: z.literal("flush"), question: Question, window: Window.nullable() }),
  /** Flush, close the library, end. */
  z.strictObject({ kind: z.literal("close") }),
]);
export type ToBackend = z.infer<typeof ToBackend>;

/** The backend's process to main. */
export const FromBackend = z.discriminatedUnion("kind", [
  /** The library is open. */
  z.strictObject({ kind: z.literal("open") }),
  /** The library cannot be opened; the process ends. */
  z.strictObject({ kind: z.literal("refused"), failure: Failure }),
  z.strictObject({ kind: z.literal("choose"), question: Question, window: Window, wish: DialogWish }),
  z.strictObject({ kind: z.literal("flushed"), question: Question }),
  /** What the system's menu shows while this window is in front. */
  z.strictObject({ kind: z.literal("menu"), window: Window, menu: MenuShown }),
]);
export type FromBackend = z.infer<typeof FromBackend>;
