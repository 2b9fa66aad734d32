import { FolderPlus } from "lucide-react";
import { useState } from "react";

import { usePage } from "../../app/context.tsx";
import { useCall } from "../../app/use-call.ts";
import type { FolderHandle } from "../../../shared/contract/handles.ts";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { say } from "../../words/say.ts";

/** The question is put when there is something to lose: about two days of writing. */
export const WORDS_WORTH_ASKING = 5_000;

/** Asks for a second place for backups, once and not before there is something to lose; either answer ends it. */
export function SecondPlaceAsk({ words }: { readonly words: number }) {
  return words < WORDS_WORTH_ASKING ? null : <Ask />;
}

function Ask() {
  const { host, announce, chooseInList } = usePage();
  const [status, again] = useCall("backup.status", {});
  const [said, setSaid] = useState("");
  if (status.state !== "ready" || status.value.secondPlace !== "unasked") return null;
  const tell = (sentence: string): void => {
    setSaid(sentence);
    announce(sentence);
  };
  const answer = async (second: FolderHandle | null): Promise<void> => {
    const kept = await host.call("backup.places", { second });
    if (!kept.ok) return tell(`${say("backups.placeFailed")} ${kept.failure.message}`);
    announce(say(second === null ? "backups.declined" : "backups.secondChosen"));
    again();
  };
  const choose = async (): Promise<void> => {
    const picked = await host.pickFolder(chooseInList);
    if (!picked.ok) return tell(picked.failure.message);
    if (picked.value !== null) await answer(picked.value.folder);
  };
  return (
    <section className="banner" aria-label={say("backups.second")}>
      <Icon of={FolderPlus} />
      <span className="grow">{said === "" ? say("backups.askSecond") : said}</span>
      <Button low onClick={() => void choose()}>
        {say("backups.chooseSecond")}
      </Button>
      <Button low kind="plain" onClick={() => void answer(null)}>
        {say("backups.noSecond")}
      </Button>
    </section>
  );
}
