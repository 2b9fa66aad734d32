import { Check } from "lucide-react";
import { useEffect, useState } from "react";

import type { Replacement } from "../../editor/find/replace-hits.ts";
import type { RunFinder } from "../../editor/find/run-finder.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Icon } from "../../ui/icon.tsx";
import { say } from "../../words/say.ts";
import { FindHitRow } from "./find-hit-row.tsx";
import { FindRows } from "./find-rows.tsx";

const ROW_PX = 48;

type Preview = readonly Replacement[] | "working" | "failed";

/** Every replacement as it would be, each of which can be left out; then all of them at once, in one undo. */
export function FindReplaceDialog({
  finder,
  template,
  beside,
  onClose,
  onReplaced,
}: {
  readonly finder: RunFinder;
  readonly template: string;
  /** The replacement is a renaming: the name of what is renamed with it outside the text. */
  readonly beside?: string;
  readonly onClose: () => void;
  readonly onReplaced: (done: { readonly replaced: number; readonly skipped: number } | null) => void;
}) {
  const [preview, setPreview] = useState<Preview>("working");
  const [left, setLeft] = useState<ReadonlySet<number>>(new Set());
  useEffect(() => {
    let current = true;
    void finder.replacements(template).then((replacements) => {
      if (current) setPreview(replacements ?? "failed");
    });
    return () => {
      current = false;
    };
  }, [finder, template]);
  const replacements = typeof preview === "string" ? [] : preview;
  const count = replacements.length - left.size;
  const toggle = (index: number): void => {
    const next = new Set(left);
    if (!next.delete(index)) next.add(index);
    setLeft(next);
  };
  return (
    <Dialog
      title={say("find.review")}
      size="wide"
      onClose={onClose}
      footer={
        <>
          <Button onClick={() => setLeft(new Set())}>{say("find.reviewAll")}</Button>
          <Button onClick={() => setLeft(new Set(replacements.keys()))}>{say("find.reviewNone")}</Button>
          <span className="grow" />
          <Button onClick={onClose}>{say("cancel")}</Button>
          <Button
            kind="primary"
            disabled={count === 0}
            onClick={() =>
              onReplaced(
                finder.replace(
                  replacements.filter((_, index) => !left.has(index)),
                  beside,
                ),
              )
            }
          >
            {say("find.replaceCount", { count })}
          </Button>
        </>
      }
    >
      <p role="status">
        {preview === "working" && say("find.reviewWorking")}
        {preview === "failed" && say("find.reviewFailed")}
        {typeof preview !== "string" && say("find.reviewText", { count: replacements.length })}
      </p>
      {replacements.length > 0 && (
        <FindRows
          name={say("find.reviewList")}
          count={replacements.length}
          rowHeight={ROW_PX}
          at={null}
          isTicked={(index) => !left.has(index)}
          onChoose={toggle}
        >
          {(index) => <ReplacementRow replacement={replacements[index]} isTicked={!left.has(index)} />}
        </FindRows>
      )}
    </Dialog>
  );
}

function ReplacementRow({
  replacement,
  isTicked,
}: {
  readonly replacement: Replacement | undefined;
  readonly isTicked: boolean;
}) {
  if (replacement === undefined) return null;
  return (
    <>
      <span className="check" data-checked={isTicked ? "" : undefined}>
        {isTicked && <Icon of={Check} />}
      </span>
      <FindHitRow hit={replacement.hit} by={replacement.by} />
    </>
  );
}
