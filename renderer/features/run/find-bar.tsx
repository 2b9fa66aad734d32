import { CaseSensitive, ChevronDown, ChevronUp, List, Regex, Replace, WholeWord, X } from "lucide-react";
import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from "react";

import { type FindQuery, type FindSections, type FindThoughts, MAX_QUERY_UNITS } from "../../editor/find/query.ts";
import type { FindState } from "../../editor/find/run-finder.ts";
import type { Reading } from "../../editor/state/reading.ts";
import { useStore, useStorePart } from "../../state/use-store.ts";
import { Button, Tool } from "../../ui/button.tsx";
import { Choice } from "../../ui/choice.tsx";
import { SECTION_OPTIONS, THOUGHT_OPTIONS } from "../../words/find-options.ts";
import { say } from "../../words/say.ts";
import { FindHitRow } from "./find-hit-row.tsx";
import { FindReplaceDialog } from "./find-replace-dialog.tsx";
import { FindRows } from "./find-rows.tsx";
import type { FindDesk } from "./find-desk.ts";

const ROW_PX = 28;

/** The find bar over the text: what is looked for and how, what was found, and what takes its place. */
export function FindBar({ desk, tell }: { readonly desk: FindDesk; readonly tell: (text: string) => void }) {
  const { session } = desk;
  const { finder } = session.editor;
  const found = useStore(finder.found);
  const reading = useStorePart(session.snapshot, (snapshot) => snapshot.reading);
  const [isListed, setListed] = useState(false);
  const [isReviewed, setReviewed] = useState(false);
  const pen = useStore(session.pen);
  const canReplace = found.hits.length > 0 && pen === "here";
  const replaced = (done: { readonly replaced: number; readonly skipped: number } | null): void => {
    setReviewed(false);
    tell(sentenceOf(done));
  };
  const listen = (event: KeyboardEvent): void => {
    // What floats over the page is no part of the bar, though React hands its keys on.
    if (event.key !== "Escape" || !(event.target instanceof Node) || !event.currentTarget.contains(event.target))
      return;
    event.preventDefault();
    desk.close();
  };
  return (
    // Escape is heard from every control of the bar.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div className="find-bar" role="search" aria-label={say("find.bar")} onKeyDown={listen}>
      <div className="row">
        <QueryField desk={desk} count={found} />
        <Ways query={desk.query} onChange={desk.change} />
        <Tool
          low
          name={say("find.previousHit")}
          icon={ChevronUp}
          keys="Shift+F3"
          onClick={() => finder.go(-1, "shown")}
        />
        <Tool low name={say("find.nextHit")} icon={ChevronDown} keys="F3" onClick={() => finder.go(1, "shown")} />
        <Tool low name={say("find.list")} icon={List} pressed={isListed} onClick={() => setListed(!isListed)} />
        <Tool
          low
          name={say("find.showReplace")}
          icon={Replace}
          pressed={desk.replaces}
          onClick={() => desk.setReplaces(!desk.replaces)}
        />
        <Tool low name={say("find.close")} icon={X} keys="Escape" onClick={desk.close} />
      </div>
      {desk.replaces && (
        <div className="row">
          <input
            className="field low"
            aria-label={say("find.replaceBy")}
            placeholder={say("find.replaceBy")}
            value={desk.template}
            maxLength={MAX_QUERY_UNITS}
            spellCheck={false}
            onChange={(event) => desk.setTemplate(event.target.value)}
          />
          <Button low disabled={!canReplace} onClick={() => void finder.replaceShown(desk.template)}>
            {say("find.replaceOne")}
          </Button>
          <Button low disabled={!canReplace} onClick={() => setReviewed(true)}>
            {say("find.replaceAll")}
          </Button>
        </div>
      )}
      <p className="note" role="status">
        {noteOf(found, reading)}
      </p>
      {isListed && found.hits.length > 0 && (
        <FindRows
          name={say("find.list")}
          count={found.hits.length}
          rowHeight={ROW_PX}
          at={found.current}
          onChoose={(index) => {
            const hit = found.hits[index];
            if (hit !== undefined) finder.showHit(hit);
          }}
        >
          {(index) => {
            const hit = found.hits[index];
            return hit === undefined ? null : <FindHitRow hit={hit} />;
          }}
        </FindRows>
      )}
      {isReviewed && (
        <FindReplaceDialog
          finder={finder}
          template={desk.template}
          onClose={() => setReviewed(false)}
          onReplaced={replaced}
        />
      )}
    </div>
  );
}

function QueryField({ desk, count }: { readonly desk: FindDesk; readonly count: FindState }) {
  const box = useRef<HTMLInputElement>(null);
  useFocusAsked(box, desk.asked);
  const listen = (event: KeyboardEvent): void => {
    if (event.key !== "Enter" || event.nativeEvent.isComposing) return;
    event.preventDefault();
    desk.session.editor.finder.go(event.shiftKey ? -1 : 1, "shown");
  };
  const isWrong = count.state === "noPattern" || count.state === "stopped";
  return (
    <span className={isWrong ? "field low invalid" : "field low"}>
      <input
        ref={box}
        type="search"
        aria-label={say("find.ask")}
        placeholder={say("find.ask")}
        aria-invalid={isWrong ? true : undefined}
        value={desk.query.text}
        maxLength={MAX_QUERY_UNITS}
        spellCheck={false}
        onChange={(event) => desk.change({ text: event.target.value })}
        onKeyDown={listen}
      />
      <span className="count num quiet" role="status">
        {countOf(count)}
      </span>
    </span>
  );
}

/** Gives the focus to the field, and selects what is in it, each time that it is asked for. */
function useFocusAsked(box: RefObject<HTMLInputElement | null>, asked: number): void {
  useEffect(() => {
    box.current?.focus();
    box.current?.select();
  }, [box, asked]);
}

function Ways({
  query,
  onChange,
}: {
  readonly query: FindQuery;
  readonly onChange: (change: Partial<FindQuery>) => void;
}) {
  const isPattern = query.as === "pattern";
  return (
    <>
      <Tool
        low
        name={say("find.matchCase")}
        icon={CaseSensitive}
        pressed={query.matchCase}
        onClick={() => onChange({ matchCase: !query.matchCase })}
      />
      <Tool
        low
        name={say("find.wholeWord")}
        icon={WholeWord}
        pressed={query.wholeWord}
        onClick={() => onChange({ wholeWord: !query.wholeWord })}
      />
      <Tool
        low
        name={say("find.plainLetters")}
        pressed={query.plainLetters && !isPattern}
        unavailable={isPattern}
        onClick={() => onChange({ plainLetters: !query.plainLetters })}
      >
        é
      </Tool>
      <Tool
        low
        name={say("find.pattern")}
        icon={Regex}
        pressed={isPattern}
        onClick={() => onChange({ as: isPattern ? "text" : "pattern" })}
      />
      <Choice
        hidden
        low
        label={say("find.sections")}
        value={query.sections}
        options={SECTION_OPTIONS}
        onChoose={(sections: FindSections) => onChange({ sections })}
      />
      <Choice
        hidden
        low
        label={say("find.thoughts")}
        value={query.thoughts}
        options={THOUGHT_OPTIONS}
        onChoose={(thoughts: FindThoughts) => onChange({ thoughts })}
      />
    </>
  );
}

/** "3 of 12", as the field shows it. */
function countOf({ state, hits, current }: FindState): string {
  if (state === "off" || state === "noPattern" || state === "stopped" || state === "failed") return "";
  if (state === "searching") return hits.length === 0 ? say("find.searching") : "";
  if (current === null) return say("find.none");
  return say(state === "full" ? "find.ofFull" : "find.of", { at: current + 1, count: hits.length });
}

/** What else is to be said of the search. */
function noteOf({ state, why }: FindState, reading: Reading): string {
  if (state === "noPattern") return say("find.noPattern", { why: why ?? "" });
  if (state === "failed") return say("find.failed", { why: why ?? "" });
  if (state === "stopped") return say("find.stopped");
  return reading === "all" ? "" : say("find.onlyShown", { reading: say(`reading.${reading}`) });
}

function sentenceOf(done: { readonly replaced: number; readonly skipped: number } | null): string {
  if (done === null) return say("find.readOnly");
  const skipped = done.skipped === 0 ? "" : say("find.skipped", { count: done.skipped });
  return [say("find.replaced", { count: done.replaced }), skipped].filter(Boolean).join(" ");
}
