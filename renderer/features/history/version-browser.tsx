import type { RunHistory } from "../../app/run-history.ts";
import { VersionedPart } from "../../../shared/contract/history-methods.ts";
import { Choice } from "../../ui/choice.tsx";
import { Empty, Failed, Loading } from "../../ui/states.tsx";
import { say } from "../../words/say.ts";
import { type Browser, SCOPES } from "./use-browser.ts";
import { VersionList } from "./version-list.tsx";
import { partName } from "../../ui/part-view.tsx";

/** The list of versions with its two filters: whose, and of which section. */
export function VersionBrowser({ browser, caret }: { readonly browser: Browser } & Pick<RunHistory, "caret">) {
  const { list, rows } = browser;
  return (
    <div className="version-browser">
      <div className="version-filters">
        <Choice
          hidden
          low
          label={say("history.whose")}
          value={browser.scope}
          options={SCOPES.map((scope) => ({
            value: scope,
            title: scope === "run" ? say("history.wholeRun") : say("history.thisStep", { step: caret?.step ?? "" }),
          }))}
          onChoose={browser.setScope}
        />
        <Choice
          hidden
          low
          label={say("history.whichPart")}
          value={browser.part}
          options={[
            { value: "all" as const, title: say("history.everyPart") },
            ...VersionedPart.options.map((part) => ({ value: part, title: partName(part) })),
          ]}
          onChoose={browser.setPart}
        />
      </div>
      {list.state === "loading" && <Loading what={say("history.loading")} />}
      {list.state === "failed" && (
        <Failed inline what={say("history.failed")} failure={list.failure} onAgain={browser.again} />
      )}
      {list.state === "ready" && rows.length === 0 && (
        <Empty inline title={say("history.none")}>
          <p>{say("history.noneText")}</p>
        </Empty>
      )}
      {list.state === "ready" && rows.length > 0 && (
        <VersionList
          rows={rows}
          chosen={browser.chosen?.version ?? null}
          onChoose={browser.choose}
          onNearEnd={browser.fetchOlder}
        />
      )}
    </div>
  );
}
