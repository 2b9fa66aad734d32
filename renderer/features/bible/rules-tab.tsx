import { Gavel, ListChecks, Plus, Trash2 } from "lucide-react";
import { useState } from "react";

import type { ReplyOf } from "../../../shared/contract/contract.ts";
import { type BiblePart, freeId, RULE_SETTINGS, type WorldRule } from "../../../shared/domain/bible/bible.ts";
import type { RunBible } from "../../app/run-bible.ts";
import { useCall } from "../../app/use-call.ts";
import { Button, Tool } from "../../ui/button.tsx";
import { Choice } from "../../ui/choice.tsx";
import { TextArea, TextField } from "../../ui/field.tsx";
import { PanelPart } from "../../ui/panel.tsx";
import { Failed, Loading } from "../../ui/states.tsx";
import { ruleName } from "../../words/rule-name.ts";
import { say } from "../../words/say.ts";
import { phrasesOf } from "./alias-part.tsx";
import type { BibleDesk } from "./use-bible.ts";

/** The author's rules of the world, and how much each rule of the check weighs. */
export function RulesTab({ run, desk }: { readonly run: RunBible; readonly desk: BibleDesk }) {
  return (
    <>
      <WorldRules run={run} desk={desk} />
      <Severities run={run} desk={desk} />
    </>
  );
}

function WorldRules({ run, desk }: { readonly run: RunBible; readonly desk: BibleDesk }) {
  const [open, setOpen] = useState<WorldRule | "new" | null>(null);
  const { rules } = desk.bible;
  const keep = (value: WorldRule): void => {
    desk.change({ put: [{ part: "rule", value }], remove: [] }, say("world.kept", { rule: titleOf(value) }));
    setOpen(null);
  };
  return (
    <PanelPart title={say("world.title")} icon={Gavel} about={String(rules.length)}>
      {rules.length === 0 && <p className="quiet small">{say("world.none")}</p>}
      <ul>
        {rules.map((rule) => (
          <li key={rule.id} className="fact">
            <div className="row">
              {run.isWriting ? (
                <button type="button" className="link grow" onClick={() => setOpen(rule)}>
                  {titleOf(rule)}
                </button>
              ) : (
                <b className="grow">{titleOf(rule)}</b>
              )}
              {run.isWriting && (
                <Tool
                  low
                  name={say("world.remove", { rule: titleOf(rule) })}
                  icon={Trash2}
                  onClick={() =>
                    desk.change(
                      { put: [], remove: [{ part: "rule", key: rule.id }] },
                      say("world.removed", { rule: titleOf(rule) }),
                    )
                  }
                />
              )}
            </div>
            <p className="second small">
              {say("world.neverIs", { phrases: rule.never.join(" · ") })}
              {rule.must.length > 0 && ` ${say("world.mustIs", { phrases: rule.must.join(" · ") })}`}
            </p>
          </li>
        ))}
      </ul>
      {run.isWriting && open === null && (
        <Button low icon={Plus} onClick={() => setOpen("new")}>
          {say("world.add")}
        </Button>
      )}
      {open !== null && (
        <WorldRuleForm
          key={open === "new" ? open : `rule ${open.id}`}
          rule={open === "new" ? null : open}
          desk={desk}
          onKeep={keep}
          onCancel={() => setOpen(null)}
        />
      )}
    </PanelPart>
  );
}

function WorldRuleForm({
  rule,
  desk,
  onKeep,
  onCancel,
}: {
  /** The rule that is changed; null for a new one. */
  readonly rule: WorldRule | null;
  readonly desk: BibleDesk;
  readonly onKeep: (rule: WorldRule) => void;
  readonly onCancel: () => void;
}) {
  const [why, setWhy] = useState(rule?.why ?? "");
  const [never, setNever] = useState(rule?.never.join("\n") ?? "");
  const [must, setMust] = useState(rule?.must.join("\n") ?? "");
  const phrases = phrasesOf(never, "\n");
  const hint = say("world.whyHint");
  return (
    <form
      className="stack"
      aria-label={rule === null ? say("world.new") : say("world.change", { rule: titleOf(rule) })}
      onSubmit={(event) => {
        event.preventDefault();
        const [first] = phrases;
        if (first === undefined) return;
        const id = rule?.id ?? freeId(new Set(desk.bible.rules.map((each) => each.id)), why.trim() || first);
        onKeep({ id, never: phrases, must: phrasesOf(must, "\n"), why: why.trim() });
      }}
    >
      {/* oxlint-disable-next-line jsx-a11y/no-autofocus -- its button was pressed: the focus goes with it */}
      <TextField autoFocus label={say("world.why")} hint={hint} value={why} maxLength={2_000} onText={setWhy} />
      <TextArea label={say("world.never")} hint={say("world.neverHint")} rows={2} value={never} onText={setNever} />
      <TextArea label={say("world.must")} hint={say("world.mustHint")} rows={2} value={must} onText={setMust} />
      <div className="row">
        <Button low type="submit" disabled={phrases.length === 0}>
          {say("step.keep")}
        </Button>
        <Button low kind="plain" onClick={onCancel}>
          {say("cancel")}
        </Button>
      </div>
    </form>
  );
}

function titleOf({ why, never, id }: WorldRule): string {
  return why || (never[0] ?? id);
}

const AS_IT_IS = "own";

function Severities({ run, desk }: { readonly run: RunBible; readonly desk: BibleDesk }) {
  const [asked, again] = useCall("consistency.rules", {});
  return (
    <PanelPart title={say("rules.title")} icon={ListChecks}>
      <p className="quiet small">{say("rules.about")}</p>
      {asked.state === "loading" && <Loading what={say("rules.loading")} />}
      {asked.state === "failed" && <Failed inline what={say("rules.failed")} failure={asked.failure} onAgain={again} />}
      {asked.state === "ready" && (
        <ul className="rule-list">
          {asked.value.rules.map((rule) => (
            <RuleRow key={rule.id} rule={rule} desk={desk} isWriting={run.isWriting} />
          ))}
        </ul>
      )}
    </PanelPart>
  );
}

function weightOf(setting: (typeof RULE_SETTINGS)[number]): string {
  return setting === "off" ? say("rules.off") : say(`weight.${setting}`);
}

type RuleTold = ReplyOf<"consistency.rules">["rules"][number];

function RuleRow({
  rule: { id, why, example, needs, isOffByDefault },
  desk,
  isWriting,
}: {
  readonly rule: RuleTold;
  readonly desk: BibleDesk;
  readonly isWriting: boolean;
}) {
  const set = desk.bible.severities.find(({ rule }) => rule === id)?.severity;
  const name = ruleName(id);
  const own = say(isOffByDefault ? "rules.ownOff" : "rules.own");
  const choose = (chosen: string): void => {
    const severity = RULE_SETTINGS.find((each) => each === chosen);
    const part: BiblePart | null = severity === undefined ? null : { part: "severity", value: { rule: id, severity } };
    desk.change(
      part === null ? { put: [], remove: [{ part: "severity", key: id }] } : { put: [part], remove: [] },
      say("rules.kept", { rule: name, severity: severity === undefined ? own : weightOf(severity) }),
    );
  };
  return (
    <li className="rule-row">
      <details>
        <summary>{name}</summary>
        <p className="small">{why}</p>
        <p className="second small">{say("rules.example", { example })}</p>
        {needs !== "" && <p className="second small">{say("rules.needs", { needs })}</p>}
      </details>
      {isWriting ? (
        <Choice
          hidden
          low
          label={say("rules.severity", { rule: name })}
          value={set ?? AS_IT_IS}
          options={[
            { value: AS_IT_IS, title: own },
            ...RULE_SETTINGS.map((value) => ({ value, title: weightOf(value) })),
          ]}
          onChoose={choose}
        />
      ) : (
        <span className="small second">{set === undefined ? own : weightOf(set)}</span>
      )}
    </li>
  );
}
