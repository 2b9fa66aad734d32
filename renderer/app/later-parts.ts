import { whenIdle } from "../state/when-idle.ts";
import type { Command } from "./commands.ts";
import { laterPart } from "./later-part.tsx";

/*
 * What is not on the first screen. A run is what nearly everybody goes to from there, so its part is fetched with the
 * start, while the library is asked for its runs; the others come when they are gone to, or in idle moments before that.
 */

export const RUN = laterPart("screen", async () => (await import("../features/run/run-screen.tsx")).RunScreen);
export const HISTORY = laterPart(
  "panel",
  async () => (await import("../features/history/history-panel.tsx")).HistoryPanel,
);
export const BIBLE = laterPart("panel", async () => (await import("../features/bible/bible-panel.tsx")).BiblePanel);
export const REVIEW = laterPart(
  "screen",
  async () => (await import("../features/review/review-screen.tsx")).ReviewScreen,
);
export const HOT_SEAT = laterPart(
  "screen",
  async () => (await import("../features/turn/hot-seat-screen.tsx")).HotSeatScreen,
);
export const TURN = laterPart("screen", async () => (await import("../features/turn/turn-screen.tsx")).TurnScreen);
export const PROGRESS = laterPart(
  "screen",
  async () => (await import("../features/progress/progress-screen.tsx")).ProgressScreen,
);
export const RUN_PROGRESS = laterPart(
  "screen",
  async () => (await import("../features/progress/author/run-progress-screen.tsx")).RunProgressScreen,
);
export const PAY = laterPart("screen", async () => (await import("../features/progress/pay/pay-screen.tsx")).PayScreen);
export const EXPORT = laterPart(
  "screen",
  async () => (await import("../features/export/export-screen.tsx")).ExportScreen,
);
export const SETTINGS = laterPart(
  "screen",
  async () => (await import("../features/settings/settings-screen.tsx")).SettingsScreen,
);
export const BACKUPS = laterPart(
  "panel",
  async () => (await import("../features/backups/backup-settings.tsx")).BackupSettings,
);
export const RECOVERY = laterPart(
  "screen",
  async () => (await import("../features/recovery/recovery-screen.tsx")).RecoveryScreen,
);

/** The acts of writing with their keys, for the sheet of keys where no run is open. */
export async function fetchWritingKeys(): Promise<readonly Command[]> {
  return (await import("../features/run/act-commands.ts")).writingKeys();
}

/** In the order in which they are likely to be gone to. What recovers a library is not among them: it is seldom seen. */
const IN_IDLE_MOMENTS = [
  RUN,
  HISTORY,
  BIBLE,
  SETTINGS,
  BACKUPS,
  RUN_PROGRESS,
  PROGRESS,
  EXPORT,
  REVIEW,
  HOT_SEAT,
  TURN,
  PAY,
];

/** How long after the first sign of somebody the other parts are fetched: no key of theirs shall meet it. */
const AHEAD_AFTER_MS = 5_000;

/** Fetches the run's part now, and the others one by one in idle moments after the first key or click. */
export function fetchAhead(page: EventTarget): void {
  RUN.ahead();
  const begin = (): void => {
    for (const sign of SIGNS) page.removeEventListener(sign, begin, { capture: true });
    const left = [...IN_IDLE_MOMENTS];
    setTimeout(() => {
      whenIdle(() => {
        left.shift()?.ahead();
        return left.length === 0;
      });
    }, AHEAD_AFTER_MS);
  };
  for (const sign of SIGNS) page.addEventListener(sign, begin, { capture: true, passive: true });
}

const SIGNS = ["keydown", "pointerdown"] as const;
