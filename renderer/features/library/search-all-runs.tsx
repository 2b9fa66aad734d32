import { Search } from "lucide-react";
import { type RefObject, useEffect, useState } from "react";

import { usePage } from "../../app/context.tsx";
import type { RequestOf } from "../../../shared/contract/contract.ts";
import type { SearchHit } from "../../../shared/contract/search-methods.ts";
import { isThoughtSection, SECTION_NAMES } from "../../../shared/domain/section.ts";
import { useCall } from "../../app/use-call.ts";
import { type FindSections, type FindThoughts } from "../../editor/find/query.ts";
import { createStore } from "../../state/store.ts";
import { useStore } from "../../state/use-store.ts";
import { Button } from "../../ui/button.tsx";
import { Choice } from "../../ui/choice.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Marked } from "../../ui/marked.tsx";
import { Empty, Failed, Loading } from "../../ui/states.tsx";
import { SECTION_OPTIONS, THOUGHT_OPTIONS } from "../../words/find-options.ts";
import { say } from "../../words/say.ts";

/** How long the typing rests before the search is asked. */
const ASK_AFTER_MS = 120;
const HITS_A_PAGE = 50;
/** The most hits the backend hands over at once. */
const MOST_HITS = 200;

/** What is looked for, and where. */
type Asked = { readonly text: string; readonly sections: FindSections; readonly thoughts: FindThoughts };

/** What was looked for last on this page: whoever comes back from a hit finds the others again. */
const lastAsked = createStore<Asked>({ text: "", sections: "all", thoughts: "all" });

/** The search over all runs: hits in reading order under their run, each a jump. */
export function SearchAllRuns({ box }: { readonly box: RefObject<HTMLInputElement | null> }) {
  const { text, sections, thoughts } = useStore(lastAsked);
  const [asked, setAsked] = useState(text);
  const [limit, setLimit] = useState(HITS_A_PAGE);
  const change = (part: Partial<Asked>): void => lastAsked.set({ ...lastAsked.get(), ...part });
  useEffect(() => box.current?.focus(), [box]);
  useEffect(() => {
    const timer = setTimeout(() => {
      setAsked(text);
      setLimit(HITS_A_PAGE);
    }, ASK_AFTER_MS);
    return () => clearTimeout(timer);
  }, [text, sections, thoughts]);
  const [found, again] = useCall("search.find", { text: asked, limit, ...scopeOf(sections, thoughts) });
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
          onChange={(event) => change({ text: event.target.value })}
        />
      </label>
      <div className="pair search-scope">
        <Choice
          hidden
          low
          label={say("find.sections")}
          value={sections}
          options={SECTION_OPTIONS}
          onChoose={(chosen) => change({ sections: chosen })}
        />
        <Choice
          hidden
          low
          label={say("find.thoughts")}
          value={thoughts}
          options={THOUGHT_OPTIONS}
          onChoose={(chosen) => change({ thoughts: chosen })}
        />
      </div>
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

/** The scope as the library is asked for it; what is not narrowed is left out. */
function scopeOf(
  sections: FindSections,
  thoughts: FindThoughts,
): Pick<RequestOf<"search.find">, "sections" | "types" | "longterm"> {
  const named = SECTION_NAMES.filter(
    (name) => name === sections || (isThoughtSection(name) ? sections === "thoughts" : sections === "story"),
  );
  return {
    ...(sections !== "all" && { sections: named }),
    ...(thoughts === "longterm" && { longterm: true }),
    ...(thoughts !== "all" && thoughts !== "longterm" && { types: [thoughts] }),
  };
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
