import { BookOpenCheck, FileText, FolderOpen, Hourglass } from "lucide-react";
import { useState } from "react";

import { usePage } from "../../app/context.tsx";
import { GuideDialog } from "../../app/guide-dialog.tsx";
import { useCall } from "../../app/use-call.ts";
import type { ReviewCopyRow } from "../../../shared/contract/review-methods.ts";
import type { Failure } from "../../../shared/contract/failure.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Empty, Failed, Loading } from "../../ui/states.tsx";
import { number, when } from "../../words/format.ts";
import { say } from "../../words/say.ts";
import { ImportFailure } from "./import-failure.tsx";

/** The runs that somebody sent to be read, and the way to open another. */
export function ReviewsList() {
  const page = usePage();
  const [list, again] = useCall("review.list", {});
  const [refused, setRefused] = useState<Failure | null>(null);
  const [leftOut, setLeftOut] = useState<readonly { readonly file: string; readonly message: string }[]>([]);
  const [isGuide, setIsGuide] = useState(false);
  const open = async (): Promise<void> => {
    const picked = await page.host.pickFiles({ several: false });
    if (!picked.ok) return setRefused(picked.failure);
    const [chosen] = picked.value;
    if (chosen === undefined) return;
    const opened = await page.host.call("review.openFile", { file: chosen.file });
    if (opened.ok) page.go({ name: "review", copyId: opened.value.copyId, at: null });
    else setRefused(opened.failure);
  };
  const openTurn = async (): Promise<void> => {
    const picked = await page.host.pickFiles({ several: false });
    if (!picked.ok) return setRefused(picked.failure);
    const [chosen] = picked.value;
    if (chosen === undefined) return;
    const opened = await page.host.call("turn.open", { file: chosen.file });
    if (opened.ok) page.go({ name: "turn", turnId: opened.value.turnId });
    else setRefused(opened.failure);
  };
  const openFolder = async (): Promise<void> => {
    const picked = await page.host.pickFolder(page.chooseInList);
    if (!picked.ok) return setRefused(picked.failure);
    if (picked.value === null) return;
    const opened = await page.host.call("review.openFolder", { folder: picked.value.folder });
    if (!opened.ok) return setRefused(opened.failure);
    page.announce(say("reviews.opened", { count: opened.value.opened }));
    setLeftOut(opened.value.refused);
    again();
  };
  const openButton = (
    <>
      <Button icon={FileText} kind="primary" onClick={() => void open()}>
        {say("reviews.openFile")}
      </Button>
      <Button icon={FolderOpen} onClick={() => void openFolder()}>
        {say("reviews.openFolder")}
      </Button>
      <Button icon={Hourglass} onClick={() => void openTurn()}>
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
      {isGuide && <GuideDialog onClose={() => setIsGuide(false)} />}
      {refused !== null && (
        <ImportFailure what={say("reviews.refused")} failure={refused} onClose={() => setRefused(null)} />
      )}
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
            </tr>
          ))}
      </tbody>
    </table>
  );
}
