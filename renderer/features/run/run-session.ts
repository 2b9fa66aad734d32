import type { ReplyOf } from "../../../shared/contract/contract.ts";
import { type Failure, plainFailure } from "../../../shared/contract/failure.ts";
import type { Pen, Pin, RunPlace } from "../../../shared/contract/run-methods.ts";
import type { StepId } from "../../../shared/domain/ids.ts";
import { SectionName } from "../../../shared/domain/section.ts";
import type { Step } from "../../../shared/domain/step.ts";
import { failed, type Outcome, success } from "../../../shared/lib/outcome.ts";
import type { Page } from "../../app/context.tsx";
import type { PlaceInRun } from "../../app/place.ts";
import type { RunChange } from "../../app/run-history.ts";
import type { EditorMessage } from "../../editor/messages.ts";
import type { PasteHost } from "../../editor/paste/transfer.ts";
import type { EditorPlace } from "../../editor/page/jumps.ts";
import { createRunEditor, type RunEditor } from "../../editor/run-editor.ts";
import type { EditorSnapshot } from "../../editor/snapshot.ts";
import type { Reading } from "../../editor/state/reading.ts";
import type { KnownRevs } from "../../state/outbox-batch.ts";
import { type BrowserOutbox, openBrowserOutbox } from "../../state/outbox-browser.ts";
import type { SaveState } from "../../state/outbox.ts";
import { withChanges, withReceived } from "../../state/run-model.ts";
import { createStore, type Store } from "../../state/store.ts";
import { say } from "../../words/say.ts";
import { WORDS_OF_TEXT } from "../../words/words-of-text.ts";
import { boundActs } from "./act-commands.ts";
import { WritingAids } from "./comfort-aids.ts";
import { readingOf } from "../../state/readings.ts";

/**
 * One opened run: its text, the way of its words to the disk, and what the panels show of it. The text tells of every
 * key; what is drawn around it is renewed a moment later, so that no key waits for a panel.
 */

/** How long what is drawn around the text may lag behind it, in milliseconds. */
const SNAPSHOT_EVERY_MS = 60;
/** How often the author's place is kept while it changes. */
const KEEP_PLACE_EVERY_MS = 3_000;

type OpenedRun = ReplyOf<"run.open">;
type Library = ReplyOf<"library.describe">;

/** What a session is made of. `writes`: this page has the pen, and nothing that an earlier page left waits for a decision. */
export type SessionStart = {
  readonly page: Page;
  readonly opened: OpenedRun;
  readonly library: Library;
  readonly mount: HTMLElement;
  readonly writes: boolean;
  readonly at: PlaceInRun | null;
  /** Where this page was when it opened the run before (for the pen, say): it counts more than what was kept. */
  readonly place: EditorPlace | null;
  readonly onSay: (message: EditorMessage) => void;
  readonly paste: PasteHost;
};

/** A run that is open on this page. */
export class RunSession {
  readonly editor: RunEditor;
  readonly snapshot: Store<EditorSnapshot>;
  readonly steps: Store<readonly Step[]>;
  readonly save: Store<SaveState>;
  readonly pen: Store<Pen>;
  readonly aids: WritingAids;
  /** What is pinned beside the page; kept with the place. */
  readonly pins: Store<readonly Pin[]>;
  /** Null while the library is open for reading only: nothing can be written then. */
  readonly outbox: BrowserOutbox | null;
  readonly runId: OpenedRun["runId"];
  /** What is done along with an undo or redo of the text, by the name that the act has for it (`ActName.beside`). */
  readonly beside = new Map<string, (way: "undone" | "redone") => void>();
  /** Grows when this page has changed the bible from outside its panel. */
  readonly bibleTurn = createStore(0);
  readonly #start: SessionStart;
  readonly #stops: (() => void)[] = [];
  #known: KnownRevs;
  #snapshotTimer: ReturnType<typeof setTimeout> | null = null;
  #placeTimer: ReturnType<typeof setTimeout> | null = null;
  #panels: readonly string[];
  #isClosed = false;

  constructor(start: SessionStart) {
    this.#start = start;
    const { page, opened, library, mount } = start;
    this.runId = opened.runId;
    this.steps = createStore<readonly Step[]>(opened.steps.map(({ id, content }) => ({ id, ...content })));
    this.pen = createStore(opened.pen);
    this.#known = { steps: new Map(opened.steps.map(({ id, rev }) => [id, rev])), orderRev: opened.orderRev };
    this.#panels = opened.place?.panels ?? [];
    this.aids = new WritingAids(page.settings);
    this.pins = createStore<readonly Pin[]>(opened.place?.pins ?? []);
    // The editor may tell of something while it is made; until the outbox is there, nothing can have changed.
    let outbox: BrowserOutbox | null = null;
    this.editor = createRunEditor({
      mount,
      runId: opened.runId,
      runTitle: opened.details.title,
      steps: this.steps.get(),
      readOnly: !start.writes,
      words: WORDS_OF_TEXT,
      now: () => performance.now(),
      isMac: page.mac,
      keys: boundActs(page.settings.get().boundKeys, page.mac),
      reading: readingOf(opened.place?.reading),
      plugins: this.aids.plugins,
      openers: () => page.settings.get().openers,
      onChange: () => outbox?.changed(),
      onUpdate: () => this.#renewSoon(),
      onSay: (message) => {
        if (message.kind === "undone" || message.kind === "redone")
          this.beside.get(message.beside ?? "")?.(message.kind);
        start.onSay(message);
      },
      paste: start.paste,
    });
    this.snapshot = createStore(this.editor.snapshot());
    const { deviceId } = library;
    if (deviceId !== null) {
      const { libraryId, personId } = library;
      outbox = openBrowserOutbox(page.host, () => this.#take(), {
        origin: { libraryId, runId: opened.runId, deviceId, personId },
        known: this.#known,
      });
    }
    this.outbox = outbox;
    this.save = createStore<SaveState>(outbox?.state() ?? { kind: "saved", at: null });
    const box = outbox;
    if (box !== null) this.#stops.push(box.subscribe(() => this.save.set(box.state())));
    this.#stops.push(
      page.host.subscribe("run.changed", ({ runId, steps }) => {
        if (runId === opened.runId) void this.#receive(steps.map((step) => step.id));
      }),
      page.host.subscribe("pen.moved", ({ runId }) => {
        if (runId !== opened.runId) return;
        this.pen.set("elsewhere");
        this.editor.setReadOnly(true);
      }),
    );
    this.#stops.push(this.pins.subscribe(() => this.#renewSoon()));
    this.#stops.push(
      page.settings.subscribe(() => this.editor.setKeys(boundActs(page.settings.get().boundKeys, page.mac))),
    );
  }

  /**
   * Goes to where the author is to begin, and gives the focus to the text unless something else `asks` for it first. To
   * be called once, when the commands of the screen have their keys: whoever sees the caret types at once, and no key may
   * find nobody.
   */
  begin({ asks }: { readonly asks: boolean }): void {
    const { opened, at } = this.#start;
    const place = this.#start.place ?? keptPlace(opened.place);
    if (at !== null) this.#show(at);
    else if (place !== null) this.editor.restorePlace(place);
    if (!asks) this.editor.focus();
    // A reload takes no leave of this object.
    const keep = (): void => this.keepPlace();
    addEventListener("pagehide", keep);
    this.#stops.push(() => removeEventListener("pagehide", keep));
  }

  /** Goes to a step by its number or to a stretch of text, and gives the focus to the text. False when it is gone. */
  goTo(at: PlaceInRun): boolean {
    const found = this.#show(at);
    this.editor.focus();
    return found;
  }

  #show(at: PlaceInRun): boolean {
    if (typeof at === "number") return this.editor.goToStep(at);
    return this.editor.goToAddress(at) || this.editor.goToStep(at.stepId, at.section);
  }

  #take(): ReturnType<Parameters<typeof openBrowserOutbox>[1]> {
    if (!this.editor.hasChanges()) return null;
    const changes = this.editor.takeChanges();
    this.steps.set(withChanges(this.steps.get(), changes));
    return changes;
  }

  #renewSoon(): void {
    this.#snapshotTimer ??= setTimeout(() => {
      this.#snapshotTimer = null;
      this.snapshot.set(this.editor.snapshot());
    }, SNAPSHOT_EVERY_MS);
    this.#placeTimer ??= setTimeout(() => {
      this.#placeTimer = null;
      this.keepPlace();
    }, KEEP_PLACE_EVERY_MS);
  }

  /** What another page has saved comes into the text, unless this page writes. */
  async #receive(changed: readonly StepId[]): Promise<void> {
    if (this.pen.get() === "here") return;
    const received = await this.#takeIn(changed);
    if (!received.ok) this.#start.page.announce(received.failure.message, "urgent");
  }

  /** Brings steps into the text as the library has them now. */
  async #takeIn(changed: readonly StepId[]): Promise<Outcome<null, Failure>> {
    const { page, opened } = this.#start;
    const now = await page.host.call("run.steps", { runId: opened.runId, steps: [...changed] });
    if (!now.ok) return now;
    const { order, steps, orderRev } = now.value;
    const known = new Set(this.steps.get().map((step) => step.id));
    const fresh = new Set(steps.map((step) => step.id));
    if (order.some((id) => !known.has(id) && !fresh.has(id))) return this.#takeIn(order);
    this.editor.receive({ steps, order });
    this.steps.set(withReceived(this.steps.get(), { steps, order }));
    const revs = new Map(this.#known.steps);
    for (const { id, rev } of steps) revs.set(id, rev);
    this.#known = { steps: revs, orderRev };
    this.outbox?.learn(this.#known);
    return success(null);
  }

  /** Lets the library change the run (a restore): the text holds still from the last saved word until it has taken in what changed. */
  async letChange<Change extends RunChange>(
    act: () => Promise<Outcome<Change, Failure>>,
  ): Promise<Outcome<Change, Failure>> {
    this.editor.setReadOnly(true);
    try {
      const save = await this.flush();
      if (save.kind === "notSaved") return failed(save.failure);
      if (save.kind === "stale") return failed(plainFailure("io", say("save.stale")));
      const changed = await act();
      if (!changed.ok || changed.value.runId !== this.runId) return changed;
      if (this.#isClosed) return changed;
      const received = await this.#takeIn(changed.value.steps.map(({ id }) => id));
      return received.ok ? changed : received;
    } finally {
      if (!this.#isClosed) this.editor.setReadOnly(this.pen.get() !== "here");
    }
  }

  /** Which panels are open; kept with the place. */
  setPanels(panels: readonly string[]): void {
    this.#panels = panels;
    this.#renewSoon();
  }

  /** Keeps where the author is. Never counts as an edit; a failure costs a scroll and is not worth a word. */
  keepPlace(): void {
    const { page, opened } = this.#start;
    const place = this.editor.place();
    if (this.pen.get() !== "here" || place === null) return;
    const kept: RunPlace = {
      ...place,
      offset: place.offset,
      panels: [...this.#panels],
      reading: this.editor.snapshot().reading,
      pins: [...this.pins.get()],
      scrollTop: Math.max(0, place.scrollTop),
    };
    void page.host.call("run.keepPlace", { runId: opened.runId, place: kept });
  }

  /** Shows another way of reading; caret and place stay. */
  setReading(reading: Reading): void {
    this.editor.setReading(reading);
  }

  /** Hands over what is unsaved at once; resolves when it is on the disk, or with the state in which it cannot go on. */
  async flush(): Promise<SaveState> {
    return (await this.outbox?.flush()) ?? this.save.get();
  }

  /** Hands over what is unsaved and takes the text away. */
  async close(): Promise<void> {
    this.keepPlace();
    this.#isClosed = true;
    for (const stop of this.#stops) stop();
    if (this.#snapshotTimer !== null) clearTimeout(this.#snapshotTimer);
    if (this.#placeTimer !== null) clearTimeout(this.#placeTimer);
    const closing = this.outbox?.close();
    this.aids.close();
    this.editor.destroy();
    await closing;
  }
}

/** A kept place in the shape of the text; null when none was kept or it is of another release. */
function keptPlace(kept: RunPlace | null): EditorPlace | null {
  const section = SectionName.safeParse(kept?.section);
  if (kept === null || kept.stepId === null || !section.success) return null;
  return { stepId: kept.stepId, section: section.data, offset: kept.offset, scrollTop: kept.scrollTop };
}
