import type { MethodName, ReplyOf, RequestOf } from "../../shared/contract/contract.ts";
import type { EventName, EventOf } from "../../shared/contract/events.ts";
import type { Failure } from "../../shared/contract/failure.ts";
import type { TargetHandle } from "../../shared/contract/handles.ts";
import type {
  Abilities,
  FolderListing,
  MenuShown,
  PickedFile,
  PickedFolder,
  PlaceHandle,
  TargetKind,
} from "../../shared/contract/host-methods.ts";
import type { Outcome } from "../../shared/lib/outcome.ts";

/** Whether the page can reach its host at present. "lost" lasts until it is "open" again; calls in between fail with `io`. */
export type LineState = "open" | "lost";

/** Lists folders for a page that draws the list itself; null for where the list begins. */
export type ListFolders = (at: PlaceHandle | null) => Promise<Outcome<FolderListing, Failure>>;

/**
 * Lets the person choose a folder in a list that the page draws; answers the place, or null when they cancel.
 * Used only where `describe().nativeDialogs` is false.
 */
export type ChooseInList = (list: ListFolders) => Promise<PlaceHandle | null>;

/** A place that an export may write to. */
export type ExportTarget = {
  readonly target: TargetHandle;
  /**
   * Call it when the export is written: where exports leave as downloads, it hands the file (a folder as a zip) to the
   * browser. Elsewhere there is nothing left to do.
   */
  finish(): Promise<Outcome<null, Failure>>;
};

/**
 * All that the page knows of the world outside. Two hosts stand behind it, Electron and the loopback; screens ask
 * `describe()` for abilities and never which it is (house, section 2).
 */
export type Host = {
  describe(): Abilities;
  /** Calls a method of the contract. The answer is checked; a lost line is the failure `io`, and nobody knows then whether it was done. */
  call<M extends MethodName>(method: M, request: RequestOf<M>): Promise<Outcome<ReplyOf<M>, Failure>>;
  /** Hears an event of the contract until the answered function is called. */
  subscribe<N extends EventName>(event: N, listener: (payload: EventOf<N>) => void): () => void;
  /**
   * Hears when the line is lost and when it is open again. After a loss this page is a new caller: its handles are
   * void, and pens must be asked for again.
   */
  watchLine(listener: (state: LineState) => void): () => void;
  /** Is called before the host closes, which waits up to 1.5 s for the answer: hand over what is unsaved. */
  onClosing(handOver: () => Promise<void>): () => void;
  /** Facts about this installation for a person to copy, without a word of the author's. */
  report(): Promise<Outcome<string, Failure>>;
  /** Only where `describe().inSystem`: what the system's menu shows while this window is in front. `host.command` says what was chosen. */
  showMenu(menu: MenuShown): Promise<Outcome<object, Failure>>;
  /** Only where `describe().inSystem`: the files that the system has handed over since. `host.opened` says when there are some. */
  takeOpened(): Promise<Outcome<readonly PickedFile[], Failure>>;
  /** Lets the person pick files; none when they cancel. */
  pickFiles(options: { readonly several: boolean }): Promise<Outcome<readonly PickedFile[], Failure>>;
  /** Takes files that were dropped on the page. */
  dropFiles(files: Iterable<File>): Promise<Outcome<readonly PickedFile[], Failure>>;
  /** Lets the person choose a folder to read; null when they cancel. */
  pickFolder(chooseInList: ChooseInList): Promise<Outcome<PickedFolder | null, Failure>>;
  /** Only where `describe().pdf`: writes the page, as it prints, where the person says; false when they cancel. */
  savePdf(name: string): Promise<Outcome<boolean, Failure>>;
  /** A place to write an export to: the system's dialog, or a download. Null when the person cancels. */
  exportTarget(kind: TargetKind, name: string): Promise<Outcome<ExportTarget | null, Failure>>;
  /** Lets the person choose a folder in which `name` is to be written, wherever it lies; null when they cancel. */
  pickTargetIn(
    chooseInList: ChooseInList,
    kind: TargetKind,
    name: string,
  ): Promise<Outcome<ExportTarget | null, Failure>>;
};
