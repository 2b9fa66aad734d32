import { useCallback, useMemo } from "react";

import { usePage } from "../../app/context.tsx";
import type { RunDetails } from "../../../shared/contract/run-methods.ts";
import { ExportDialog } from "../../app/export/export-dialog.tsx";
import { GuideDialog } from "../../app/guide-dialog.tsx";
import { GoTo } from "../../app/go-to.tsx";
import { outlineOf } from "../../state/run-outline.ts";
import type { TextHit } from "../../state/run-search.ts";
import { useStore } from "../../state/use-store.ts";
import { TroubleDialog } from "../../ui/trouble-dialog.tsx";
import { RemarkDialog } from "../../ui/remark-dialog.tsx";
import { PrintDialog } from "./print-dialog.tsx";
import { RequestDialog } from "./request-dialog.tsx";
import { RunDetailsDialog } from "./run-details-dialog.tsx";
import type { Shared } from "./run-parts.ts";
import type { RunSession } from "./run-session.ts";

/** The dialogs of the run, one at a time, and what went wrong in an act of its panels. */
export function RunDialogs({ session, desk, checks, details, remarks, go }: Shared & { readonly session: RunSession }) {
  const trouble = details.trouble ?? remarks.trouble;
  const dismiss = details.trouble === null ? remarks.dismiss : details.dismiss;
  if (trouble !== null) return <TroubleDialog trouble={trouble} onClose={dismiss} />;
  if (remarks.draft !== null)
    return <RemarkDialog draft={remarks.draft} onKeep={(text) => void remarks.keep(text)} onClose={remarks.giveUp} />;
  switch (desk.dialog) {
    case null:
      return null;
    case "goTo":
      return <RunGoTo session={session} go={go} onClose={desk.close} />;
    case "export":
      return <FlushedExport session={session} details={details.details} desk={desk} checks={checks} go={go} />;
    case "print":
      return <PrintDialog session={session} details={details.details} onClose={desk.close} />;
    case "request":
      return (
        <RequestDialog
          runId={session.runId}
          title={details.details.title}
          steps={session.steps.get().length}
          flush={() => session.flush()}
          onSent={remarks.touched}
          onClose={desk.close}
        />
      );
    case "guide":
      return <GuideDialog onClose={desk.close} />;
    case "details":
      return (
        <RunDetailsDialog
          details={details.details}
          onClose={desk.close}
          onSave={(next) => {
            desk.close();
            void details.save(next);
          }}
        />
      );
  }
}

function RunGoTo({
  session,
  go,
  onClose,
}: {
  readonly session: RunSession;
  readonly go: Shared["go"];
  readonly onClose: () => void;
}) {
  const steps = useStore(session.steps);
  const outline = useMemo(() => outlineOf(steps), [steps]);
  const goToText = useCallback(
    ({ stepId, section, thoughtId, start, end }: TextHit) => go({ stepId, section, thoughtId, start, end }),
    [go],
  );
  return (
    <GoTo
      outline={outline}
      steps={session.steps.get}
      onStep={(step) => go(step.number)}
      onText={goToText}
      onClose={onClose}
    />
  );
}

function FlushedExport({
  session,
  details,
  desk,
  checks,
  go,
}: Pick<Shared, "desk" | "checks" | "go"> & { readonly session: RunSession; readonly details: RunDetails }) {
  const { announce } = usePage();
  const state = useStore(session.save);
  // What is exported is what the library has: the dialog's check begins once the words are there.
  if (state.kind === "saving") {
    void session.flush().catch((error: unknown) => announce(String(error), "urgent"));
    return null;
  }
  const authors = details.authors.map(({ name }) => name);
  const showFindings = (): void => {
    desk.close();
    desk.show("findings");
  };
  return (
    <ExportDialog
      runId={session.runId}
      title={details.title}
      authors={authors}
      findings={{ open: checks.check.results?.findings.length ?? 0, onShow: showFindings }}
      onGo={go}
      onDetails={() => desk.open("details")}
      onClose={desk.close}
    />
  );
}
