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

/** A question for a folder that waits for its answer. */
type Asking = { readonly list: ListFolders; readonly answer: (place: PlaceHandle | null) => void };

/** Where a host has no dialog for folders of its own, it asks here; the dialog below answers. One question at a time. */
export type FolderQuestions = { readonly choose: ChooseInList; readonly store: Store<Asking | null> };

/** The questions of one page. */
export function createFolderQuestions(): FolderQuestions {
  const store = createStore<Asking | null>(null);
  return {
    store,
    choose: (list) =>
      new Promise((resolve) => {
        store.get()?.answer(null);
        store.set({
          list,
          answer: (place) => {
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

function FolderDialog({ asking }: { readonly asking: Asking }) {
  const [at, setAt] = useState<PlaceHandle | null>(null);
  const [listing, setListing] = useState<FolderListing | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  useEffect(() => {
    let current = true;
    void asking.list(at).then((outcome) => {
      if (!current) return;
      if (outcome.ok) setListing(outcome.value);
      setFailure(outcome.ok ? null : outcome.failure);
    });
    return () => {
      current = false;
    };
  }, [asking, at]);
  return (
    <Dialog
      title={say("folder.title")}
      onClose={() => asking.answer(null)}
      footer={
        <>
          <span className="grow small quiet">{listing !== null && say("folder.files", { count: listing.files })}</span>
          <Button onClick={() => asking.answer(null)}>{say("cancel")}</Button>
          <Button kind="primary" disabled={listing === null} onClick={() => asking.answer(listing?.place ?? null)}>
            {say("folder.choose")}
          </Button>
        </>
      }
    >
      {failure !== null && <Failed inline what={say("folder.failed")} failure={failure} />}
      {listing !== null && (
        <div className="folder-list">
          <p className="strong">{listing.name}</p>
          <ul className="offers">
            {listing.parent !== null && (
              <li>
                <button type="button" onClick={() => setAt(listing.parent)}>
                  <Icon of={CornerLeftUp} />
                  <span className="grow">{say("folder.up")}</span>
                </button>
              </li>
            )}
            {listing.folders.map((folder) => (
              <li key={folder.place}>
                <button type="button" onClick={() => setAt(folder.place)}>
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
