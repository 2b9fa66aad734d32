import { CircleAlert, Lock } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";

import type { Failure } from "../../shared/contract/failure.ts";
import { say } from "../words/say.ts";
import { Button } from "./button.tsx";
import { Icon } from "./icon.tsx";
import { Meter } from "./meter.tsx";
import { RefusalList } from "./problems.tsx";

/** The states that every screen has and that are designed: empty, loading, working, failed, read-only. */

/** How long a screen may stay blank before it says that it is loading: shorter waits would only flicker. */
const LOADING_AFTER_MS = 300;

/** Nothing is here, and what to do about it. */
export function Empty({
  title,
  children,
  inline = false,
}: {
  readonly title: string;
  readonly children?: ReactNode;
  readonly inline?: boolean;
}) {
  return (
    <div className={inline ? "state inline" : "state"}>
      <div className="body">
        <h2>{title}</h2>
        {children}
      </div>
    </div>
  );
}

/** Says that something is loading, once the wait is long enough to be noticed. */
export function Loading({ what, inline = false }: { readonly what: string; readonly inline?: boolean }) {
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), LOADING_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className={inline ? "state inline" : "state"} aria-busy="true">
      {shown && (
        <p className="loading" role="status">
          {what}
        </p>
      )}
    </div>
  );
}

/** A long act: what it does, how far it is, and a way out of it. `total` null: not known yet. */
export function Working({
  what,
  done,
  total,
  onCancel,
}: {
  readonly what: string;
  readonly done: number;
  readonly total: number | null;
  readonly onCancel: () => void;
}) {
  return (
    <div className="working">
      <div className="line">
        <span className="grow clip" role="status">
          {what}
        </span>
        <span className="quiet num">{total === null ? "" : say("work.of", { done, total })}</span>
      </div>
      <Meter share={total === null || total === 0 ? 0 : done / total} name={what} />
      <div>
        <Button low onClick={onCancel}>
          {say("cancel")}
        </Button>
      </div>
    </div>
  );
}

/** What failed, why, and what can be done: the failure's sentence says why; `onAgain` tries once more. */
export function Failed({
  what,
  failure,
  onAgain,
  inline = false,
  children,
}: {
  readonly what: string;
  readonly failure: Failure;
  readonly onAgain?: (() => void) | undefined;
  readonly inline?: boolean;
  readonly children?: ReactNode;
}) {
  return (
    <div className={inline ? "state inline" : "state"} role="alert">
      <div className="body">
        <div className="what">
          <Icon of={CircleAlert} />
          <div className="stack">
            <h2>{what}</h2>
            <p>{failure.message}</p>
          </div>
        </div>
        {failure.kind === "refused" && <RefusalList refusals={failure.refusals} />}
        <div className="row wrap">
          {onAgain !== undefined && <Button onClick={onAgain}>{say("again")}</Button>}
          {children}
        </div>
      </div>
    </div>
  );
}

/** A line above the text: it can be read and not changed, why, and how to change that. */
export function ReadOnly({ why, children }: { readonly why: string; readonly children?: ReactNode }) {
  return (
    <div className="banner">
      <Icon of={Lock} />
      <span className="grow">{why}</span>
      {children}
    </div>
  );
}
