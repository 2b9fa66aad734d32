import { usePage } from "../../app/context.tsx";
import type { RunHistory } from "../../app/run-history.ts";
import type { VersionRow } from "../../../shared/contract/history-methods.ts";
import type { ThoughtId } from "../../../shared/domain/ids.ts";
import { Button } from "../../ui/button.tsx";
import { Choice } from "../../ui/choice.tsx";
import { say } from "../../words/say.ts";
import type { Browser } from "./use-browser.ts";
import type { useRestore } from "./use-restore.ts";
import { type Against, useVersion } from "./use-version.ts";
import { VersionActs } from "./version-acts.tsx";
import { VersionReading } from "./version-reading.tsx";
import { momentOf } from "./version-rows.ts";

/** A chosen version: what it is compared with, its differences, and what can be brought back. */
export function VersionPane({
  row,
  browser,
  history,
  restoring,
  large,
}: {
  readonly row: VersionRow;
  readonly browser: Browser;
  readonly history: RunHistory;
  readonly restoring: ReturnType<typeof useRestore>;
  /** In the view that fills the screen: the whole step is shown. */
  readonly large: boolean;
}) {
  const page = usePage();
  const { against, onlyChanges } = browser;
  const [reading, again] = useVersion(history.runId, row.version, {
    against,
    wholeStep: large,
    revision: history.savedAt,
  });
  const ready = reading.state === "ready" ? reading.value : null;
  const when = momentOf(row, page.clock());
  const done = (): void => {
    browser.again();
    again();
  };
  const bringThought = async (thoughtId: ThoughtId): Promise<void> => {
    const what = { kind: "thought" as const, version: row.version, thoughtId };
    if (await restoring.restore({ what, as: "place" }, () => say("restore.thought"))) done();
  };
  const compare: { readonly value: Against; readonly title: string }[] = [
    { value: "now", title: say("version.now") },
    { value: "before", title: say("version.before") },
  ];
  return (
    <div className={large ? "version-pane large" : "version-pane"}>
      <div className="version-bar">
        {large && row.step !== null && <b className="num">{say("place.step", { step: row.step })}</b>}
        <span className="num clip">
          {say((ready?.against ?? against) === "now" ? "version.againstNow" : "version.againstBefore", { when })}
        </span>
        {large && ready !== null && (
          <span className="quiet small">{say("version.sections", { count: ready.changedParts })}</span>
        )}
        <span className="grow" />
        {large && (
          <span className="small quiet" aria-hidden>
            <ins>{say("version.added")}</ins> <del>{say("version.removed")}</del>
          </span>
        )}
        {!row.isPresent && (
          <span className="compare">
            <Choice
              hidden
              low
              label={say("version.against")}
              value={against}
              options={compare}
              onChoose={browser.setAgainst}
            />
          </span>
        )}
        {large && (
          <Button low aria-pressed={onlyChanges} onClick={() => browser.setOnlyChanges(!onlyChanges)}>
            {say("version.onlyChanges")}
          </Button>
        )}
      </div>
      {/* A text that scrolls is reached by the keys. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className="version-text" role="region" tabIndex={0} aria-label={when}>
        <VersionReading
          reading={reading}
          onAgain={again}
          onlyChanges={large && onlyChanges}
          onThought={history.isWriting && row.step !== null ? (thought) => void bringThought(thought) : null}
        />
      </div>
      {ready !== null && (
        <VersionActs reading={ready} history={history} restoring={restoring} large={large} onDone={done} />
      )}
    </div>
  );
}
