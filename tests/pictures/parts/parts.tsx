import "../../../renderer/host/jitless.ts";

import { CSPProvider } from "@base-ui/react/csp-provider";
import { Tooltip } from "@base-ui/react/tooltip";
import { Bookmark, Check, Ellipsis, Search, Settings2, Trash2 } from "lucide-react";
import { type ReactNode, useState } from "react";
import { createRoot } from "react-dom/client";

import "../../../renderer/styles/page.css";
import { plainFailure } from "../../../shared/contract/failure.ts";
import { Button, Tool } from "../../../renderer/ui/button.tsx";
import { CheckRow } from "../../../renderer/ui/check-row.tsx";
import { Choice } from "../../../renderer/ui/choice.tsx";
import { Dialog } from "../../../renderer/ui/dialog.tsx";
import { TextArea, TextField } from "../../../renderer/ui/field.tsx";
import { KeyCaps } from "../../../renderer/ui/key-caps.tsx";
import { Marked } from "../../../renderer/ui/marked.tsx";
import { MenuButton } from "../../../renderer/ui/menu.tsx";
import { Meter } from "../../../renderer/ui/meter.tsx";
import { PanelBar, PanelPart } from "../../../renderer/ui/panel.tsx";
import { ProblemList } from "../../../renderer/ui/problems.tsx";
import { WeightSign } from "../../../renderer/ui/severity.tsx";
import { Empty, Failed, Loading, Working } from "../../../renderer/ui/states.tsx";
import { StepSignIcon } from "../../../renderer/ui/step-sign.tsx";
import "./parts.css";
import { TokenList } from "./token-list.tsx";

/*
 * All parts of the page on one sheet, for who builds it: every token of the theme, every widget, every designed state. It
 * is no screen of the app and is not in its build; take-parts.ts builds it and takes its picture in each theme.
 */

const nothing = (): void => undefined;

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section>
      <h2>{title}</h2>
      <div className="lined">{children}</div>
    </section>
  );
}

function Buttons() {
  return (
    <Part title="Buttons and tools">
      <Button>Normal</Button>
      <Button kind="primary">Primary</Button>
      <Button kind="plain">Plain</Button>
      <Button icon={Search}>With an icon</Button>
      <Button low>Low</Button>
      <Button disabled>Disabled</Button>
      <Button kind="primary" disabled>
        Primary, disabled
      </Button>
      <Tool name="Tool" icon={Settings2} />
      <Tool name="Pressed" icon={Bookmark} pressed />
      <Tool name="Unavailable" icon={Trash2} unavailable />
      <MenuButton
        name="Menu"
        icon={Ellipsis}
        entries={[
          { id: "check", title: "With an icon and keys", icon: Check, keys: "Mod+K", run: nothing },
          "line",
          { id: "plain", title: "Plain", run: nothing },
        ]}
      />
      <KeyCaps keys="Mod+Shift+P" />
    </Part>
  );
}

function Fields() {
  const [text, setText] = useState("The Lantern Ferry");
  const [isOn, setOn] = useState(true);
  const [type, setType] = useState<"watsonian" | "doylist">("watsonian");
  return (
    <Part title="Fields">
      <TextField label="Field" value={text} onText={setText} />
      <TextField label="Empty" value="" placeholder="What belongs here" onText={nothing} />
      <TextField label="With a hint" hint="What it is for." value={text} onText={setText} />
      <TextField label="Wrong" wrong="A whole number, please." value="many" onText={nothing} />
      <TextArea label="Several lines" value={text} rows={2} onText={setText} />
      <Choice
        label="Choice"
        value={type}
        options={[
          { value: "watsonian", title: "watsonian" },
          { value: "doylist", title: "doylist" },
        ]}
        onChoose={setType}
      />
      <CheckRow label="On" isOn={isOn} onChange={setOn} />
      <CheckRow label="Off" isOn={!isOn} onChange={(is) => setOn(!is)} />
    </Part>
  );
}

function Signs() {
  return (
    <Part title="Signs, meters and marked text">
      {(["error", "warning", "hint", "note", "remark"] as const).map((weight) => (
        <span key={weight} className="row">
          <WeightSign weight={weight} /> {weight}
        </span>
      ))}
      {(["accept", "needsWork", "read"] as const).map((sign) => (
        <span key={sign} className="row">
          <StepSignIcon sign={sign} /> {sign}
        </span>
      ))}
      <Meter share={0.4} name="Two fifths" />
      <Meter share={1} short name="All" />
      <span>
        <Marked text="Nobody answers the bell at the quay." ranges={[[19, 23]]} />
      </span>
    </Part>
  );
}

function States() {
  return (
    <section>
      <h2>States: empty, loading, long work, failed, problems</h2>
      <div className="boxed">
        <Empty inline title="Nothing is written yet.">
          <p>A run begins with a title and a first thought.</p>
        </Empty>
      </div>
      <div className="boxed">
        <Loading what="Opening the run…" />
      </div>
      <div className="boxed">
        <Working what="Reading The Lantern Ferry" done={412} total={1000} onCancel={nothing} />
        <Working what="Reading a folder" done={12} total={null} onCancel={nothing} />
      </div>
      <div className="boxed">
        <Failed
          inline
          what="The run could not be opened."
          failure={plainFailure("io", "The disk does not answer.")}
          onAgain={nothing}
        />
      </div>
      <div className="boxed">
        <ProblemList
          problems={(["error", "warning", "note"] as const).map((severity, index) => ({
            rule: "shape",
            severity,
            pointer: `/steps/${String(index)}`,
            message: `What the ${severity} says of the file.`,
            step: index + 1,
            repair: severity === "error" ? "Write the prompt." : null,
          }))}
          onGo={nothing}
        />
      </div>
    </section>
  );
}

function Panels() {
  const [isOpen, setOpen] = useState(false);
  return (
    <section>
      <h2>Panels and dialogs</h2>
      <div className="boxed">
        <PanelBar title="Findings" about="3" onClose={nothing}>
          <Button low>Check again</Button>
        </PanelBar>
        <PanelPart title="Bookmarks" icon={Bookmark} about="12">
          <p>What stands in a part of a panel.</p>
        </PanelPart>
      </div>
      <div className="lined">
        <Button onClick={() => setOpen(true)}>Open a dialog</Button>
      </div>
      {isOpen && (
        <Dialog
          title="A dialog"
          size="small"
          onClose={() => setOpen(false)}
          footer={
            <>
              <span className="grow" />
              <Button kind="primary" onClick={() => setOpen(false)}>
                Done
              </Button>
            </>
          }
        >
          <p>It gives the focus back to where it was.</p>
        </Dialog>
      )}
    </section>
  );
}

function Parts() {
  return (
    <CSPProvider disableStyleElements>
      <Tooltip.Provider>
        <main className="parts">
          <h1 className="screen-title">All parts</h1>
          <TokenList />
          <Buttons />
          <Fields />
          <Signs />
          <States />
          <Panels />
        </main>
      </Tooltip.Provider>
    </CSPProvider>
  );
}

const theme = new URLSearchParams(location.search).get("theme");
if (theme !== null) document.documentElement.dataset["theme"] = theme;
const root = document.getElementById("root");
if (root === null) throw new Error("The page has no root element");
createRoot(root).render(<Parts />);
