import { ChevronRight, CornerLeftUp, Folder } from "lucide-react";
import { useEffect, useState, useSyncExternalStore } from "react";

import type { Failure } from "../../shared/contract/failure.ts";
import type { FolderListing, PlaceHandle } from "../../shared/contract/host-methods.ts";
import type { ChooseInList, ListFolders } from "../host/host.ts";
import { createStore, type Store } from "../state/store.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Icon } from "../ui/icon.tsx";
import { Failed } from "../ui/states.tsx";
import { say } from "../words/say.ts";

/** A question for a folder that waits for its answer; `from` is what was chosen last, where the list begins. */
type Asking = {
  readonly list: ListFolders;
  readonly from: PlaceHandle | null;
  readonly answer: (place: PlaceHandle | null) => void;
};

/** Where a host has no dialog for folders of its own, it asks here; the dialog below answers. One question at a time. */
export type FolderQuestions = { readonly choose: ChooseInList; readonly store: Store<Asking | null> };

/** The questions of one page. */
export function createFolderQuestions(): FolderQuestions {
  const store = createStore<Asking | null>(null);
  let from: PlaceHandle | null = null;
  return {
    store,
    choose: (list) =>
      new Promise((resolve) => {
        store.get()?.answer(null);
        store.set({
          list,
          from,
          answer: (place) => {
            from = place ?? from;
            store.set(null);
            resolve(place);
          },
        });
      }),
  };
}

/** The list of folders as the host serves it, while somebody asks. */
export function FolderChooser({ questions }: { readonly questions: FolderQuestions }) {
  const asking = useSyncExternalStore(questions.store.subscribe, questions.store.get);
  return asking === null ? null : <FolderDialog asking={asking} />;
}

/**
 * Walks through the folders. `at` is the place asked for last, null for the person's own folder. Until it is listed nothing
 * can be chosen: what is still on the screen is another folder.
 */
function useWalk({ list, from }: Asking) {
  const [at, setAt] = useState<{ readonly place: PlaceHandle | null }>({ place: from });
  const [answer, setAnswer] = useState<{ to: typeof at; failure: Failure | null } | null>(null);
  const [listing, setListing] = useState<FolderListing | null>(null);
  useEffect(() => {
    let current = true;
    void list(at.place).then(async (asked) => {
      // A page that lost its line, or a folder that has gone since it was chosen: the walk begins anew.
      const outcome = !asked.ok && at.place !== null && at.place === from ? await list(null) : asked;
      if (!current) return;
      if (outcome.ok) setListing(outcome.value);
      setAnswer({ to: at, failure: outcome.ok ? null : outcome.failure });
    });
    return () => {
      current = false;
    };
  }, [list, from, at]);
  return {
    listing,
    failure: answer?.failure ?? null,
    isBusy: answer?.to !== at,
    go: (place: PlaceHandle) => setAt({ place }),
  };
}

function FolderDialog({ asking }: { readonly asking: Asking }) {
  const { listing, failure, isBusy, go } = useWalk(asking);
  const up = listing?.above.at(-1);
  return (
    <Dialog
      title={say("folder.title")}
      onClose={() => asking.answer(null)}
      footer={
        <>
          <span className="grow small quiet" role="status">
            {isBusy ? say("folder.looking") : listing !== null && say("folder.files", { count: listing.files })}
          </span>
          <Button onClick={() => asking.answer(null)}>{say("cancel")}</Button>
          <Button
            kind="primary"
            disabled={listing === null || isBusy || failure !== null}
            onClick={() => asking.answer(listing?.place ?? null)}
          >
            {say("folder.choose")}
          </Button>
        </>
      }
    >
      {failure !== null && <Failed inline what={say("folder.failed")} failure={failure} />}
      {listing !== null && (
        <div className="folder-list" aria-busy={isBusy}>
          <p className="strong">{listing.name}</p>
          {listing.above.length > 0 && (
            <nav className="way small quiet" aria-label={say("folder.way")}>
              {listing.above.map(({ place, name }) => (
                <button key={place} type="button" onClick={() => go(place)}>
                  {name}
                </button>
              ))}
            </nav>
          )}
          <ul className="offers">
            {up !== undefined && (
              <li>
                <button type="button" onClick={() => go(up.place)}>
                  <Icon of={CornerLeftUp} />
                  <span className="grow">{say("folder.up")}</span>
                </button>
              </li>
            )}
            {listing.folders.map((folder) => (
              <li key={folder.place}>
                <button type="button" onClick={() => go(folder.place)}>
                  <Icon of={Folder} />
                  <span className="grow clip">{folder.name}</span>
                  <Icon of={ChevronRight} />
                </button>
              </li>
            ))}
          </ul>
          {listing.more && <p className="small quiet">{say("folder.more")}</p>}
        </div>
      )}
    </Dialog>
  );
}
