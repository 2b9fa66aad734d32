import { Undo2 } from "lucide-react";

import type { ThoughtId } from "../../shared/domain/ids.ts";
import { Tool } from "./button.tsx";
import { number } from "../words/format.ts";
import { say } from "../words/say.ts";
import type { PartDifference, ThoughtDifference } from "../state/step-difference.ts";
import type { Stretch } from "../state/word-difference.ts";

/** The name of a part of a step: "post-action thoughts", "chapter and bookmark". */
export function partName(part: PartDifference["part"]): string {
  return part === "names" ? say("history.names") : say(`section.${part}`);
}

/** One part of a step with what came into it and what went. `onThought` brings one thought back. */
export function PartView({
  difference,
  onlyChanges,
  isOwn,
  onThought,
}: {
  readonly difference: PartDifference;
  readonly onlyChanges: boolean;
  /** True for the part whose version is looked at. */
  readonly isOwn: boolean;
  readonly onThought: ((thought: ThoughtId) => void) | null;
}) {
  const name = partName(difference.part);
  return (
    <section className="was-part" data-part={difference.part} data-own={isOwn} aria-label={name}>
      <div className="was-head">
        <span className="cue">{name}</span>
        <span className="num">{changeSaid(difference)}</span>
      </div>
      <Content difference={difference} onlyChanges={onlyChanges} onThought={onThought} />
    </section>
  );
}

/** "+27 −2", "same", or what else is different. */
function changeSaid(difference: PartDifference): string {
  const { isSame, change } = difference;
  if (isSame) return say("version.same");
  if (change.added + change.removed === 0) return isOnlyMoved(difference) ? say("version.otherOrder") : "";
  return say("history.change", { added: number(change.added), removed: number(change.removed) });
}

function isOnlyMoved(difference: PartDifference): boolean {
  return "thoughts" in difference && difference.thoughts.every(({ kind }) => kind === "same");
}

function Content({
  difference,
  onlyChanges,
  onThought,
}: Pick<Parameters<typeof PartView>[0], "difference" | "onlyChanges" | "onThought">) {
  switch (difference.part) {
    case "names":
      return (
        <dl className="was-names">
          <Name title={say("version.chapter")} words={difference.chapter} />
          <Name title={say("version.bookmark")} words={difference.bookmark} />
        </dl>
      );
    case "initial":
    case "postPrompt":
    case "postAction":
      return (
        <div className="run-thoughts">
          {difference.thoughts
            .filter(({ kind }) => !onlyChanges || kind !== "same")
            .map((thought) => (
              <ThoughtView key={thought.key} thought={thought} onThought={onThought} />
            ))}
        </div>
      );
    case "prompt":
    case "action":
    case "outcome":
      return (
        <p className="was-story" data-section={difference.part}>
          <Tag kind={difference.tag} />
          <Words words={difference.words} />
        </p>
      );
  }
}

function Name({ title, words }: { readonly title: string; readonly words: readonly Stretch[] }) {
  if (words.length === 0) return null;
  return (
    <div>
      <dt>{title}</dt>
      <dd>
        <Words words={words} />
      </dd>
    </div>
  );
}

function Tag({ kind }: { readonly kind: "none" | Stretch["kind"] }) {
  const tag = <span className="was-tag">{say("run.tag")}</span>;
  switch (kind) {
    case "none":
      return null;
    case "same":
      return <>{tag} </>;
    case "added":
      return (
        <>
          <ins>{tag}</ins>{" "}
        </>
      );
    case "removed":
      return (
        <>
          <del>{tag}</del>{" "}
        </>
      );
  }
}

function ThoughtView({
  thought,
  onThought,
}: {
  readonly thought: ThoughtDifference;
  readonly onThought: ((thought: ThoughtId) => void) | null;
}) {
  const { before, after, kind, words } = thought;
  const shown = after ?? before;
  if (shown === null) return null;
  const typeWas = before !== null && after !== null && before.type !== after.type ? before.type : null;
  return (
    <div
      className={thought.beginsBullet ? "run-bullet was-thought" : "was-thought"}
      data-kind={kind}
      role="group"
      aria-label={say(shown.longterm ? "thought.longTermType" : "thought.type", { type: say(`type.${shown.type}`) })}
    >
      <div className="run-thought" data-type={shown.type} data-longterm={shown.longterm ? "" : undefined}>
        <span className="run-thought-text">
          <Words words={words} />
        </span>
        {typeWas !== null && (
          <span className="quiet small"> {say("version.typeWas", { type: say(`type.${typeWas}`) })}</span>
        )}
      </div>
      {onThought !== null && before !== null && kind !== "same" && (
        <Tool low name={say("version.restoreThought")} icon={Undo2} onClick={() => onThought(before.id)} />
      )}
    </div>
  );
}

function Words({ words }: { readonly words: readonly Stretch[] }) {
  return words.map((stretch, index) => {
    // Stretches have no names of their own; a difference is drawn anew as a whole.
    const key = `${index} ${stretch.kind}`;
    if (stretch.kind === "added") return <ins key={key}>{stretch.text}</ins>;
    if (stretch.kind === "removed") return <del key={key}>{stretch.text}</del>;
    return <span key={key}>{stretch.text}</span>;
  });
}
