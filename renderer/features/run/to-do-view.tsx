import { usePage } from "../../app/context.tsx";
import type { PlaceInRun } from "../../app/place.ts";
import type { PlacedRemark } from "../../../shared/contract/review-methods.ts";
import { WHOLE_RUN } from "../../../shared/domain/review/anchor.ts";
import type { Remark } from "../../../shared/domain/review/remark.ts";
import { type ToDo, toDoOf } from "../../state/review-to-do.ts";
import { firstWords } from "../../state/run-outline.ts";
import { Paged } from "../../ui/paged.tsx";
import { Empty, Failed, Loading } from "../../ui/states.tsx";
import { StepSignIcon } from "../../ui/step-sign.tsx";
import { when } from "../../words/format.ts";
import { say } from "../../words/say.ts";
import type { Review } from "./use-review.ts";

/** As much of a remark as a row of the list repeats, in UTF-16 units. */
const ROW_UNITS = 90;

/** What reviewers left to do, batch by batch. */
export function ToDoView({
  review,
  remarks,
  onGo,
  onGoTo,
}: {
  readonly review: Review;
  readonly remarks: readonly PlacedRemark[];
  readonly onGo: (remark: PlacedRemark) => void;
  readonly onGoTo: (to: PlaceInRun) => void;
}) {
  const { status } = review;
  if (status.state === "loading") return <Loading what={say("toDo.loading")} />;
  if (status.state === "failed")
    return <Failed inline what={say("toDo.failed")} failure={status.failure} onAgain={review.again} />;
  const groups = toDoOf(remarks, status.value);
  const names = new Map(status.value.reviewers.map(({ key, name }) => [key, name]));
  if (groups.length === 0) return <Empty inline title={say("toDo.none")} />;
  return groups.map(({ batch, items }) => {
    const title =
      batch === null
        ? say("toDo.noBatch")
        : say("batch.title", { number: batch.number, from: batch.range?.from ?? 0, to: batch.range?.to ?? 0 });
    return (
      <section key={batch?.batchId ?? "none"} className="panel" aria-label={title}>
        <div className="panel-head">
          <h3>{title}</h3>
          <span className="quiet num small">{say("toDo.count", { count: items.length })}</span>
        </div>
        <Paged items={items}>
          {(some) => (
            <ul className="first-list">
              {some.map((item) => (
                <Row
                  key={keyOf(item)}
                  item={item}
                  name={item.kind === "step" ? (names.get(item.said.reviewer) ?? "") : item.remark.remark.reviewer}
                  onGo={() => (item.kind === "remark" ? onGo(item.remark) : onGoTo(item.step))}
                />
              ))}
            </ul>
          )}
        </Paged>
      </section>
    );
  });
}

function keyOf(item: ToDo): string {
  return item.kind === "remark" ? item.remark.remark.id : `${item.judged.stepId} ${item.said.reviewer}`;
}

function saidIn({ text, suggestion }: Remark): string {
  return text === "" && suggestion !== null ? say("toDo.suggests", { text: suggestion }) : text;
}

function Row({ item, name, onGo }: { readonly item: ToDo; readonly name: string; readonly onGo: () => void }) {
  const { clock } = usePage();
  const text = item.kind === "remark" ? saidIn(item.remark.remark) : item.said.reason;
  const at = item.kind === "remark" ? item.remark.remark.updatedAt : item.said.at;
  const isChanged = item.kind === "step" && item.said.isChangedSince;
  return (
    <li>
      <button type="button" className="first-row tall" onClick={onGo}>
        <span className="num strong">{item.step === WHOLE_RUN ? "" : item.step}</span>
        <span className="grow">
          <span className="clip-2">{text === "" ? say("toDo.needsWork") : firstWords(text, ROW_UNITS)}</span>
          <span className="quiet small">
            {item.step === WHOLE_RUN && `${say("remark.onRun")}, `}
            {name}, {when(at, clock(), say("today"))}
            {isChanged && `, ${say("toDo.changed")}`}
          </span>
        </span>
        {item.kind === "step" && <StepSignIcon sign="needsWork" />}
      </button>
    </li>
  );
}
