import type { Page } from "../../app/context.tsx";
import type { RunBible } from "../../app/run-bible.ts";
import { say } from "../../words/say.ts";
import type { BibleDesk } from "./use-bible.ts";

type Files = {
  readonly host: Page["host"];
  readonly announce: Page["announce"];
  readonly run: RunBible;
  readonly desk: BibleDesk;
};

/** Takes a bible file in; what it names takes the place of what has the same id. */
export async function importBible({ host, announce, run, desk }: Files): Promise<void> {
  const picked = await host.pickFiles({ several: false });
  if (!picked.ok) return desk.fail({ what: say("bible.importFailed"), failure: picked.failure });
  const [chosen] = picked.value;
  if (chosen === undefined) return;
  const taken = await host.call("bible.import", { runId: run.runId, file: chosen.file });
  if (!taken.ok) return desk.fail({ what: say("bible.importFailed"), failure: taken.failure });
  announce(say("bible.imported", { count: taken.value.counts.entities }));
  desk.reload();
  run.onChanged();
}

/** Writes the bible as a file. */
export async function exportBible({ host, announce, run, desk }: Files): Promise<void> {
  const place = await host.exportTarget(
    "file",
    `${run.title.replace(/[^\p{L}\p{N} _-]+/gu, "").trim() || "run"} bible.json`,
  );
  if (!place.ok) return desk.fail({ what: say("bible.exportFailed"), failure: place.failure });
  if (place.value === null) return;
  const written = await host.call("bible.export", { runId: run.runId, target: place.value.target, overwrite: true });
  if (!written.ok) return desk.fail({ what: say("bible.exportFailed"), failure: written.failure });
  const handed = await place.value.finish();
  if (!handed.ok) return desk.fail({ what: say("bible.exportFailed"), failure: handed.failure });
  announce(say("bible.exported", { count: written.value.counts.entities }));
}
