import { useState } from "react";

import { usePage } from "../../app/context.tsx";
import { useCall } from "../../app/use-call.ts";
import type { Failure } from "../../../shared/contract/failure.ts";
import type { RunId } from "../../../shared/domain/ids.ts";
import type { RunAuthor } from "../../../shared/domain/run.ts";
import { Button } from "../../ui/button.tsx";
import { Failed } from "../../ui/states.tsx";
import { say } from "../../words/say.ts";

/** So many titles are named. */
const NAMED_TITLES = 5;

/** Runs that were begun before a name was given: it is put on them all at once when that is asked for, and taken off again. */
export function UnnamedRuns({ name }: { readonly name: string }) {
  const { host, announce } = usePage();
  const [list, again] = useCall("run.list", {});
  const [given, setGiven] = useState<{ readonly runs: readonly RunId[]; readonly author: RunAuthor } | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const unnamed = list.state === "ready" ? list.value.runs.filter(({ authors }) => authors.length === 0) : [];
  const replace = async (runs: readonly RunId[], from: RunAuthor[], to: RunAuthor[]): Promise<readonly RunId[]> => {
    const replaced = await host.call("run.replaceAuthors", { runs: [...runs], from, to });
    setFailure(replaced.ok ? null : replaced.failure);
    again();
    return replaced.ok ? replaced.value.runs : [];
  };
  const give = async (): Promise<void> => {
    const author: RunAuthor = { name, role: "dm" };
    const asked = unnamed.map(({ id }) => id);
    const runs = await replace(asked, [], [author]);
    if (runs.length === 0) return;
    setGiven({ runs, author });
    announce(say("settings.nameIsOn", { name, count: runs.length }));
  };
  const takeOff = async (): Promise<void> => {
    if (given === null) return;
    const runs = await replace(given.runs, [given.author], []);
    if (runs.length === 0) return;
    setGiven(null);
    announce(say("settings.nameTakenOff", { name: given.author.name, count: runs.length }));
  };
  if (failure !== null) return <Failed inline what={say("settings.nameFailed")} failure={failure} />;
  if (given !== null)
    return (
      <p className="row wrap">
        <span>{say("settings.nameIsOn", { name: given.author.name, count: given.runs.length })}</span>
        <Button low onClick={() => void takeOff()}>
          {say("settings.takeNameOff")}
        </Button>
      </p>
    );
  if (name === "" || unnamed.length === 0) return null;
  const titles = unnamed.slice(0, NAMED_TITLES).map(({ title }) => title);
  if (unnamed.length > NAMED_TITLES) titles.push("…");
  return (
    <p className="row wrap">
      <span>{say("settings.unnamed", { count: unnamed.length, titles: titles.join(", ") })}</span>
      <Button low onClick={() => void give()}>
        {say("settings.putName", { name, count: unnamed.length })}
      </Button>
    </p>
  );
}
