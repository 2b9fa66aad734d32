import { isHistoryTransaction, redoDepth, undoDepth } from "prosemirror-history";
import { type EditorState, Plugin, PluginKey, type Transaction } from "prosemirror-state";

/**
 * The name of something that undo takes back: the id of an act and the 1-based step it was done to, if it names one. `beside` names what
 * was changed along with it outside the text, and goes back and forth with it.
 */
export type ActName = { readonly act: string; readonly step: number | null; readonly beside?: string };

const TYPING: ActName = { act: "typing", step: null };
const NAME = "act name";

/** The names of what undo and redo would do next; null when there is nothing. */
export type UndoNames = { readonly undo: ActName | null; readonly redo: ActName | null };

type NameStacks = { readonly done: readonly ActName[]; readonly undone: readonly ActName[] };

const key = new PluginKey<NameStacks>("act names");

/** Names what a transaction does, for "Undo delete step 412". Without a name it is typing. */
export function nameAct(
  transaction: Transaction,
  act: string,
  step: number | null = null,
  beside?: string,
): Transaction {
  return transaction.setMeta(NAME, { act, step, ...(beside !== undefined && { beside }) } satisfies ActName);
}

function isActName(value: unknown): value is ActName {
  return (
    typeof value === "object" && value !== null && "act" in value && typeof value.act === "string" && "step" in value
  );
}

/** The name that `nameAct` gave a transaction, else that of typing. */
export function actNameOf(transaction: Transaction): ActName {
  const name: unknown = transaction.getMeta(NAME);
  return isActName(name) ? name : TYPING;
}

/** What undo and redo would do next. */
export function undoNames(state: EditorState): UndoNames {
  const stacks = key.getState(state);
  return { undo: stacks?.done.at(-1) ?? null, redo: stacks?.undone.at(-1) ?? null };
}

// prosemirror-history says how many events it keeps, and not what they were: the names follow its two counts.
function depths(state: EditorState): { done: number; undone: number } {
  return { done: Number(undoDepth(state)), undone: Number(redoDepth(state)) };
}

/** Keeps a name for every event of the history. Must stand after the history plugin. */
export function actNamesPlugin(): Plugin<NameStacks> {
  return new Plugin<NameStacks>({
    key,
    state: {
      init: () => ({ done: [], undone: [] }),
      apply(transaction, names, before, after) {
        const old = depths(before);
        const now = depths(after);
        if (isHistoryTransaction(transaction)) {
          const wasUndo = now.undone > old.undone;
          const moved = (wasUndo ? names.done : names.undone).at(-1) ?? TYPING;
          return wasUndo
            ? { done: names.done.slice(0, now.done), undone: [...names.undone, moved].slice(-now.undone) }
            : { done: [...names.done, moved].slice(-now.done), undone: names.undone.slice(0, now.undone) };
        }
        if (now.done === old.done && now.undone === old.undone) return names;
        // The oldest events are dropped in batches when the history is full: the newest names stay.
        const done = now.done === old.done ? names.done : [...names.done, actNameOf(transaction)];
        return { done: now.done === 0 ? [] : done.slice(-now.done), undone: names.undone.slice(0, now.undone) };
      },
    },
  });
}
