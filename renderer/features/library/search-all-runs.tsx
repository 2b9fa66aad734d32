import { Search } from "lucide-react";
import { type RefObject, useEffect, useState } from "react";

import { usePage } from "../../app/context.tsx";
import type { SearchHit } from "../../../shared/contract/search-methods.ts";
import { useCall } from "../../app/use-call.ts";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Marked } from "../../ui/marked.tsx";
import { Empty, Failed, Loading } from "../../ui/states.tsx";
import { say } from "../../words/say.ts";

/** How long the typing rests before the search is asked. */
const ASK_AFTER_MS = 120;
const HITS_A_PAGE = 50;
/** The most hits the backend hands over at once. */
const MOST_HITS = 200;

/** The search over all runs: hits in reading order under their run, each a jump. */
export function SearchAllRuns({ box }: { readonly box: RefObject<HTMLInputElement | null> }) {
  const [text, setText] = useState("");
  const [asked, setAsked] = useState("");
  const [limit, setLimit] = useState(HITS_A_PAGE);
  useEffect(() => box.current?.focus(), [box]);
  useEffect(() => {
    const timer = setTimeout(() => {
      setAsked(text);
      setLimit(HITS_A_PAGE);
    }, ASK_AFTER_MS);
    return () => clearTimeout(timer);
  }, [text]);
  const [found, again] = useCall("search.find", { text: asked, limit });
  return (
    <div className="sheet">
      <label className="field">
        <Icon of={Search} />
        <input
          ref={box}
          type="search"
          aria-label={say("search.name")}
          placeholder={say("search.ask")}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </label>
      {found.state === "loading" && asked !== "" && <Loading what={say("search.loading")} />}
      {found.state === "failed" && (
        <Failed inline what={say("search.failed")} failure={found.failure} onAgain={again} />
      )}
      {found.state === "ready" && asked.trim() !== "" && (
        <>
          <p className="hidden-visually" role="status">
            {say("search.hits", { count: found.value.hits.length })}
          </p>
          {found.value.hits.length === 0 ? (
            <Empty inline title={say("search.nothing", { text: asked })} />
          ) : (
            <Hits hits={found.value.hits} />
          )}
          {found.value.next !== null && limit < MOST_HITS && (
            <Button onClick={() => setLimit(MOST_HITS)}>{say("search.more")}</Button>
          )}
          {found.value.next !== null && limit >= MOST_HITS && (
            <p className="small quiet">{say("search.narrow", { count: MOST_HITS })}</p>
          )}
        </>
      )}
    </div>
  );
}

function Hits({ hits }: { readonly hits: readonly SearchHit[] }) {
  const byRun = Map.groupBy(hits, (hit) => hit.address.runId);
  return (
    <div className="hits">
      {[...byRun].map(([runId, ofRun]) => (
        <section key={runId}>
          <h2>{ofRun[0]?.runTitle}</h2>
          <ul>
            {ofRun.map((hit) => (
              <li key={`${hit.address.stepId} ${hit.address.section} ${hit.address.thoughtId} ${hit.address.start}`}>
                <Hit hit={hit} />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function Hit({ hit }: { readonly hit: SearchHit }) {
  const { go } = usePage();
  return (
    <button
      type="button"
      className={hit.type === null ? "hit" : "hit thought"}
      onClick={() => go({ name: "run", runId: hit.address.runId, at: hit.address })}
    >
      <span className="where">
        {say("place.section", { step: hit.step, section: say(`section.${hit.address.section}`) })}
        {hit.type !== null && (
          <span>
            {" "}
            · {say(hit.longterm ? "thought.longTermType" : "thought.type", { type: say(`type.${hit.type}`) })}
          </span>
        )}
      </span>
      <span className="words">
        <Marked text={hit.snippet} ranges={[[hit.snippetStart, hit.snippetEnd]]} />
      </span>
    </button>
  );
}
