import { BookOpenCheck, FileText, FolderOpen, Hourglass } from "lucide-react";
import { useState } from "react";

import { usePage } from "../../app/context.tsx";
import { GuideDialog } from "../../app/guide-dialog.tsx";
import { useCall } from "../../app/use-call.ts";
import type { ReviewCopyRow } from "../../../shared/contract/review-methods.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Empty, Failed, Loading } from "../../ui/states.tsx";
import { number, when } from "../../words/format.ts";
import { say } from "../../words/say.ts";
import { ImportFailure } from "./import-failure.tsx";
import { type Refused, useArrivals } from "./use-arrivals.ts";

/** The runs that somebody sent to be read, and the way to open another. */
export function ReviewsList() {
  const page = usePage();
  const [list, again] = useCall("review.list", {});
  const [refused, setRefused] = useState<Refused | null>(null);
  const [leftOut, setLeftOut] = useState<readonly { readonly file: string; readonly message: string }[]>([]);
  const [isGuide, setIsGuide] = useState(false);
  const arrive = useArrivals(setRefused);
  /** Lets one file be picked: a package is opened as what it is, any other as a run to review. */
  const openOne = async (what: string): Promise<void> => {
    const picked = await page.host.pickFiles({ several: false });
    if (!picked.ok) return setRefused({ what, failure: picked.failure });
    const [chosen] = picked.value;
    if (chosen === undefined || (await arrive(chosen))) return;
    const opened = await page.host.call("review.openFile", { file: chosen.file });
    if (opened.ok) page.go({ name: "review", copyId: opened.value.copyId, at: null });
    else setRefused({ what, failure: opened.failure });
  };
  const openFolder = async (): Promise<void> => {
    const picked = await page.host.pickFolder(page.chooseInList);
    if (!picked.ok) return setRefused({ what: say("reviews.refused"), failure: picked.failure });
    if (picked.value === null) return;
    const opened = await page.host.call("review.openFolder", { folder: picked.value.folder });
    if (!opened.ok) return setRefused({ what: say("reviews.refused"), failure: opened.failure });
    page.announce(say("reviews.opened", { count: opened.value.opened }));
    setLeftOut(opened.value.refused);
    again();
  };
  const openButton = (
    <>
      <Button icon={FileText} kind="primary" onClick={() => void openOne(say("reviews.refused"))}>
        {say("reviews.openFile")}
      </Button>
      <Button icon={FolderOpen} onClick={() => void openFolder()}>
        {say("reviews.openFolder")}
      </Button>
      <Button icon={Hourglass} onClick={() => void openOne(say("reviews.turnRefused"))}>
        {say("reviews.openTurn")}
      </Button>
      <Button icon={BookOpenCheck} onClick={() => setIsGuide(true)}>
        {say("guide.open")}
      </Button>
    </>
  );
  return (
    <>
      {list.state === "loading" && <Loading what={say("reviews.loading")} />}
      {list.state === "failed" && <Failed what={say("reviews.failed")} failure={list.failure} onAgain={again} />}
      {list.state === "ready" &&
        (list.value.copies.length === 0 ? (
          <Empty title={say("reviews.none")}>
            <p>{say("reviews.noneText")}</p>
            <div className="row">{openButton}</div>
          </Empty>
        ) : (
          <div className="sheet">
            <Copies copies={list.value.copies} />
            <p className="row after-table">{openButton}</p>
          </div>
        ))}
      {leftOut.length > 0 && (
        <Dialog title={say("reviews.notOpened")} onClose={() => setLeftOut([])}>
          <ul className="stack">
            {leftOut.map(({ file, message }) => (
              <li key={file}>
                <b>{file}</b> {message}
              </li>
            ))}
          </ul>
        </Dialog>
      )}
      {isGuide && <GuideDialog reads onClose={() => setIsGuide(false)} />}
      {refused !== null && <ImportFailure {...refused} onClose={() => setRefused(null)} />}
    </>
  );
}

function Copies({ copies }: { readonly copies: readonly ReviewCopyRow[] }) {
  const page = usePage();
  return (
    <table className="table" aria-label={say("library.reviews")}>
      <thead>
        <tr>
          <th scope="col">{say("column.run")}</th>
          <th scope="col" className="r">
            {say("column.steps")}
          </th>
          <th scope="col" className="r">
            {say("reviews.readHead")}
          </th>
          <th scope="col" className="r">
            {say("column.remarks")}
          </th>
          <th scope="col">{say("column.opened")}</th>
          <th scope="col">{say("reviews.sentHead")}</th>
        </tr>
      </thead>
      <tbody>
        {copies
          .toSorted((left, right) => right.openedAt - left.openedAt)
          .map((copy) => (
            <tr key={copy.copyId} aria-label={copy.title}>
              <th scope="row">
                <button
                  type="button"
                  className="name"
                  onClick={() => page.go({ name: "review", copyId: copy.copyId, at: null })}
                >
                  {copy.title}
                </button>
                <div className="small quiet">{copy.authors.join(", ")}</div>
              </th>
              <td className="r">{number(copy.steps)}</td>
              <td className="r">{say("reviews.read", { read: copy.read, all: copy.toRead })}</td>
              <td className="r">{number(copy.remarks)}</td>
              <td>{when(copy.openedAt, page.clock(), say("today"))}</td>
              <td>{copy.sentAt === null ? "" : when(copy.sentAt, page.clock(), say("today"))}</td>
            </tr>
          ))}
      </tbody>
    </table>
  );
}
