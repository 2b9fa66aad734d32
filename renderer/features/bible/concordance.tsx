import { useState } from "react";

import type { ConcordanceLine } from "../../../shared/contract/bible-methods.ts";
import type { Entity } from "../../../shared/domain/bible/bible.ts";
import { useCall } from "../../app/use-call.ts";
import type { RunBible } from "../../app/run-bible.ts";
import { useRested } from "../../state/use-rested.ts";
import { Button } from "../../ui/button.tsx";
import { TextField } from "../../ui/field.tsx";
import { Marked } from "../../ui/marked.tsx";
import { Failed, Loading } from "../../ui/states.tsx";
import { say } from "../../words/say.ts";

/** How long the typing rests before the run is asked, in milliseconds. */
const ASKED_AFTER_MS = 250;
/** So many lines are drawn at first. */
const SHOWN = 12;

/** Every place that names an entity; with words, every place of them where it is. Full recall, no claim. */
export function Concordance({ entity, run }: { readonly entity: Entity; readonly run: RunBible }) {
  const [words, setWords] = useState("");
  const [shown, setShown] = useState(SHOWN);
  const asked = useRested(words.trim(), ASKED_AFTER_MS);
  const [found, again] = useCall(
    "bible.concordance",
    { runId: run.runId, entity: entity.id, words: asked, skip: 0 },
    run.savedAt,
  );
  return (
    <>
      <TextField
        label={say("concordance.words")}
        hint={say("concordance.hint", { name: entity.name })}
        value={words}
        maxLength={200}
        onText={setWords}
      />
      {found.state === "loading" && <Loading what={say("bible.reading")} />}
      {found.state === "failed" && (
        <Failed inline what={say("bible.readFailed")} failure={found.failure} onAgain={again} />
      )}
      {found.state === "ready" && (
        <>
          <p className="quiet small" role="status">
            {say("concordance.count", { count: found.value.all })}
          </p>
          <ul>
            {found.value.lines.slice(0, shown).map((line) => (
              <li key={`${line.stepId} ${line.section} ${line.thoughtId} ${line.start}`}>
                <Line line={line} onGo={() => run.go(line)} />
              </li>
            ))}
          </ul>
          {found.value.lines.length > shown && (
            <Button low kind="plain" onClick={() => setShown(shown + 100)}>
              {say("concordance.more")}
            </Button>
          )}
        </>
      )}
    </>
  );
}

function Line({ line, onGo }: { readonly line: ConcordanceLine; readonly onGo: () => void }) {
  const from = Math.max(0, line.start - line.quoteStart);
  const to = Math.min(line.quote.length, line.end - line.quoteStart);
  return (
    <button type="button" className="report-line" onClick={onGo}>
      <span className="num quiet">{line.step}</span>
      <span>
        <Marked text={line.quote} ranges={from < to ? [[from, to]] : []} />
        {line.type !== null && (
          <span className="quiet small"> {say("thought.type", { type: say(`type.${line.type}`) })}</span>
        )}
      </span>
    </button>
  );
}
