import { useEffect, useRef } from "react";

import { usePage } from "../../app/context.tsx";
import type { PlaceInRun } from "../../app/place.ts";
import type { PlacedRemark } from "../../../shared/contract/review-methods.ts";
import { say } from "../../words/say.ts";
import { stretchMark } from "../../state/text-marks.ts";
import type { RunSession } from "./run-session.ts";
import type { DeskState } from "./use-desk.ts";
import type { useRemarks } from "./use-remarks.ts";

type Parts = {
  readonly session: RunSession | null;
  readonly desk: DeskState;
  readonly remarks: ReturnType<typeof useRemarks>;
  readonly go: (to: PlaceInRun) => void;
};

/** Shows a remark beside its words, or in its panel where there is no room for that, and goes to where it stands. */
export function showRemark({ session, desk, remarks, go }: Parts, placed: PlacedRemark): void {
  if (!remarks.isBeside || placed.stepId === null) desk.show("remarks");
  desk.setRemark(placed.remark.id);
  const place = session === null ? null : placeNow(session, placed);
  if (place !== null) go(place);
}

/** Where a remark stands in the text as it is now, which may have been edited since the library placed it; null for the run. */
function placeNow(session: RunSession, { stepId, step, address, resolved }: PlacedRemark): PlaceInRun | null {
  if (stepId === null) return null;
  const number = session.steps.get().findIndex(({ id }) => id === stepId) + 1;
  // Of a resolved one there is no mark that goes with the text.
  const isStretch = address !== null && address.start !== address.end;
  const place = isStretch && !resolved ? session.editor.placeOfMark(stretchMark(address)) : null;
  return place ?? (isStretch || address === null ? number || step : address);
}

/** The open remark after (or before) the one that is shown, going round; without one the first from the caret on. */
function neighbour(
  remarks: readonly PlacedRemark[],
  shown: string | null,
  step: number,
  way: 1 | -1,
): PlacedRemark | null {
  const open = remarks.filter(({ remark, resolved }) => remark.replyTo === null && (!resolved || remark.id === shown));
  const at = open.findIndex(({ remark }) => remark.id === shown);
  if (at !== -1) return open[(at + way + open.length) % open.length] ?? null;
  const after = way === 1 ? open.find((each) => each.step >= step) : open.findLast((each) => each.step <= step);
  return after ?? open.at(way === 1 ? 0 : -1) ?? null;
}

/** The author's acts on what reviewers said, by key and by name. */
export function useRemarkCommands(parts: Parts): void {
  const now = useRef(parts);
  useEffect(() => {
    now.current = parts;
  });
  const { commands, settings } = usePage();
  const { session } = parts;
  useEffect(() => {
    if (session === null) return undefined;
    const shown = (): PlacedRemark | null => {
      const { remarks, desk } = now.current;
      return remarks.remarks.find(({ remark }) => remark.id === desk.remark) ?? null;
    };
    const suggested = (): boolean => {
      const placed = shown();
      return placed !== null && placed.remark.suggestion !== null && placed.holds === "quote" && !placed.resolved;
    };
    const move = (way: 1 | -1): void => {
      const { remarks, desk } = now.current;
      const next = neighbour(remarks.remarks, desk.remark, session.snapshot.get().caret?.step ?? 1, way);
      if (next === null) desk.show("remarks");
      else showRemark(now.current, next);
    };
    const onShown = (act: (placed: PlacedRemark) => void): void => {
      const placed = shown();
      if (placed !== null) act(placed);
    };
    return commands.register([
      {
        id: "remark.add",
        title: say("review.add"),
        group: "review",
        keys: "Mod+Shift+M",
        run: () => now.current.remarks.begin(),
      },
      { id: "remark.next", title: say("remark.next"), group: "review", keys: "F2", run: () => move(1) },
      { id: "remark.previous", title: say("remark.previous"), group: "review", keys: "Shift+F2", run: () => move(-1) },
      {
        id: "remark.take",
        title: say("remark.take"),
        group: "review",
        keys: "F4",
        isEnabled: suggested,
        run: () => onShown((placed) => void now.current.remarks.take(placed)),
      },
      {
        id: "remark.leave",
        title: say("remark.leave"),
        group: "review",
        keys: "Shift+F4",
        isEnabled: suggested,
        run: () => onShown((placed) => void now.current.remarks.leave(placed)),
      },
      {
        id: "remark.reply",
        title: say("remark.replyHere"),
        group: "review",
        isEnabled: () => shown() !== null,
        run: () => onShown((placed) => now.current.remarks.reply(placed)),
      },
      {
        id: "remark.resolve",
        title: say("remark.resolveHere"),
        group: "review",
        isEnabled: () => shown() !== null,
        run: () => onShown((placed) => void now.current.remarks.resolve(placed, !placed.resolved)),
      },
      {
        id: "remark.beside",
        title: say("remark.beside"),
        group: "review",
        isActive: () => settings.get().remarksBeside,
        run: () => settings.set({ ...settings.get(), remarksBeside: !settings.get().remarksBeside }),
      },
      {
        id: "remark.takeIn",
        title: say("remarks.import"),
        group: "review",
        run: () => void now.current.remarks.takeIn(),
      },
      { id: "run.request", title: say("request.name"), group: "review", run: () => now.current.desk.open("request") },
      { id: "run.guide", title: say("guide.open"), group: "review", run: () => now.current.desk.open("guide") },
    ]);
  }, [commands, settings, session]);
}
