import { useId, useState } from "react";

import type { Criterion, Guide, Scale } from "../../shared/domain/review/guide.ts";
import { guideChanges, MAX_CRITERIA, SCALES } from "../../shared/domain/review/guide.ts";
import type { Failure } from "../../shared/contract/failure.ts";
import { newGuideId } from "../../shared/domain/ids.ts";
import { Button } from "../ui/button.tsx";
import { Choice } from "../ui/choice.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { TextArea, TextField } from "../ui/field.tsx";
import { GuideChangeList } from "../ui/guide-changes.tsx";
import { GuideReading } from "../ui/guide-reading.tsx";
import { Failed, Loading } from "../ui/states.tsx";
import { say } from "../words/say.ts";
import { usePage } from "./context.tsx";
import { useCall } from "./use-call.ts";

/**
 * Where the lead writes the guide and the criteria that steps are rated by. It goes along with every run that is sent.
 * `reads`: it is shown to be read first, as a reviewer wants it.
 */
export function GuideDialog({ reads = false, onClose }: { readonly reads?: boolean; readonly onClose: () => void }) {
  const [asked] = useCall("review.guide", {});
  const [isReading, setReading] = useState(reads);
  if (asked.state === "ready" && isReading)
    return <GuideToRead guide={asked.value.guide} onWrite={() => setReading(false)} onClose={onClose} />;
  if (asked.state === "ready") return <GuideForm {...asked.value} onClose={onClose} />;
  return (
    <Dialog title={say("guide.edit")} onClose={onClose}>
      {asked.state === "loading" ? (
        <Loading what={say("guide.loading")} />
      ) : (
        <Failed inline what={say("guide.failed")} failure={asked.failure} />
      )}
    </Dialog>
  );
}

function GuideToRead({
  guide,
  onWrite,
  onClose,
}: {
  readonly guide: Guide | null;
  readonly onWrite: () => void;
  readonly onClose: () => void;
}) {
  return (
    <Dialog
      title={say("guide.edit")}
      onClose={onClose}
      size="wide"
      footer={
        <>
          <span className="grow" />
          <Button onClick={onWrite}>{say(guide === null ? "guide.write" : "guide.change")}</Button>
          <Button kind="primary" onClick={onClose}>
            {say("close")}
          </Button>
        </>
      }
    >
      {guide === null ? <p>{say("guide.noneText")}</p> : <GuideReading guide={guide} />}
    </Dialog>
  );
}

/** A criterion that is new: its id is made when the form is, and no person ever sees it. */
function blankCriterion(): Criterion {
  return { id: newGuideId(), name: "", description: "", examples: "", scale: "five" };
}

function GuideForm({
  guide,
  earlier,
  onClose,
}: {
  readonly guide: Guide | null;
  readonly earlier: readonly Guide[];
  readonly onClose: () => void;
}) {
  const { host, announce } = usePage();
  const [title, setTitle] = useState(guide?.title ?? "");
  const [text, setText] = useState(guide?.text ?? "");
  const [criteria, setCriteria] = useState<readonly Criterion[]>(guide?.criteria ?? [blankCriterion()]);
  const [failure, setFailure] = useState<Failure | null>(null);
  const form = useId();
  const written = criteria.filter(({ name }) => name.trim() !== "");
  const before = earlier.find((one) => one.id === guide?.id && one.version < guide.version) ?? null;
  const changes = guide === null || before === null ? [] : guideChanges(before, guide);
  const change = (id: string, part: Partial<Criterion>): void =>
    setCriteria(criteria.map((each) => (each.id === id ? { ...each, ...part } : each)));
  const keep = async (): Promise<void> => {
    const kept = await host.call("review.keepGuide", {
      guideId: guide?.id ?? null,
      title: title.trim(),
      text,
      criteria: [...written],
    });
    if (!kept.ok) return setFailure(kept.failure);
    announce(say("guide.kept", { version: kept.value.guide.version }));
    onClose();
  };
  return (
    <Dialog
      title={say("guide.edit")}
      onClose={onClose}
      size="wide"
      footer={
        <>
          <span className="grow small quiet">{guide !== null && say("guide.version", { version: guide.version })}</span>
          <Button onClick={onClose}>{say("cancel")}</Button>
          <Button kind="primary" type="submit" form={form}>
            {say("review.keep")}
          </Button>
        </>
      }
    >
      <form
        id={form}
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void keep();
        }}
      >
        <p className="second">{say("guide.about")}</p>
        {before !== null && changes.length > 0 && <GuideChangeList changes={changes} since={before.version} />}
        <TextField label={say("guide.name")} value={title} maxLength={200} onText={setTitle} />
        <TextArea label={say("guide.text")} value={text} rows={5} onText={setText} />
        {criteria.map((criterion, index) => (
          <fieldset key={criterion.id} className="criterion-edit">
            <legend className="label">{say("guide.criterion", { number: index + 1 })}</legend>
            <div className="row bottom">
              <TextField
                label={say("guide.criterionName")}
                value={criterion.name}
                maxLength={200}
                onText={(name) => change(criterion.id, { name })}
              />
              <Choice<Scale>
                label={say("guide.scale")}
                value={criterion.scale}
                options={SCALES.map((value) => ({ value, title: say(`guide.scale.${value}`) }))}
                onChoose={(scale) => change(criterion.id, { scale })}
              />
              <Button low onClick={() => setCriteria(criteria.filter(({ id }) => id !== criterion.id))}>
                {say("review.remove")}
              </Button>
            </div>
            <TextArea
              label={say("guide.description")}
              value={criterion.description}
              rows={2}
              onText={(description) => change(criterion.id, { description })}
            />
            <TextArea
              label={say("guide.examples")}
              value={criterion.examples}
              rows={2}
              onText={(examples) => change(criterion.id, { examples })}
            />
          </fieldset>
        ))}
        <div>
          <Button
            low
            disabled={criteria.length >= MAX_CRITERIA}
            onClick={() => setCriteria([...criteria, blankCriterion()])}
          >
            {say("guide.add")}
          </Button>
        </div>
      </form>
      {failure !== null && <Failed inline what={say("guide.keepFailed")} failure={failure} />}
    </Dialog>
  );
}
