import { Ellipsis, Library, MessageSquarePlus, PanelRight, Search, Upload } from "lucide-react";

import { usePage } from "../../app/context.tsx";
import { Button, Tool } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { KeyCaps } from "../../ui/key-caps.tsx";
import { MenuButton } from "../../ui/menu.tsx";
import { Meter } from "../../ui/meter.tsx";
import { say } from "../../words/say.ts";
import type { ReviewCopy } from "./review-desk.tsx";
import type { Judgements } from "./use-judgements.ts";
import type { ReviewDialog } from "./use-review-commands.ts";

/** The bar of a run that was sent: whose it is, how much of it is read, and what is done with all of it. */
export function ReviewBar({
  copy,
  counts,
  isPanelOpen,
  onPanel,
  onAdd,
  onOpen,
}: {
  readonly copy: ReviewCopy;
  readonly counts: Judgements["counts"];
  readonly isPanelOpen: boolean;
  readonly onPanel: () => void;
  readonly onAdd: () => void;
  readonly onOpen: (dialog: ReviewDialog) => void;
}) {
  const page = usePage();
  return (
    <>
      <Tool name={say("reviews.open")} icon={Library} onClick={() => page.go({ name: "library", tab: "reviews" })} />
      <h1 className="title">{copy.title}</h1>
      {copy.authors.length > 0 && (
        <span className="quiet small clip">{say("review.of", { authors: copy.authors.join(", ") })}</span>
      )}
      <span className="grow" />
      <span className="small quiet num read-share">
        {say("review.readShare", { read: counts.read, all: counts.all })}
      </span>
      <Meter short share={counts.read / counts.all} />
      <Tool name={say("review.add")} icon={MessageSquarePlus} keys="Mod+Shift+M" keepsFocus onClick={onAdd} />
      <Tool name={say("review.tabs")} icon={PanelRight} keys="I" pressed={isPanelOpen} keepsFocus onClick={onPanel} />
      <button type="button" className="field go-to" onClick={() => onOpen("goTo")}>
        <Icon of={Search} />
        <span className="grow clip">{say("goTo.name")}</span>
        <KeyCaps keys="Mod+J" />
      </button>
      <Button icon={Upload} kind="primary" onClick={() => onOpen("send")}>
        {say("review.sendBack")}
      </Button>
      <MenuButton
        name={say("more")}
        icon={Ellipsis}
        entries={[
          {
            id: "palette",
            title: say("palette.open"),
            keys: "Mod+Shift+P",
            run: () => void page.commands.run("page.palette"),
          },
          { id: "help", title: say("help.open"), keys: "F1", run: () => void page.commands.run("page.help") },
          { id: "keys", title: say("keys.open"), keys: "Shift+F1", run: () => void page.commands.run("page.keys") },
        ]}
      />
    </>
  );
}
