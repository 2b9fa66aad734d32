import { writeSync } from "node:fs";

import { beginArrival } from "../../electron/backend/runs/arrive.ts";
import { createRun } from "../../electron/backend/runs/create.ts";
import { listRuns } from "../../electron/backend/runs/list.ts";
import { loadRun } from "../../electron/backend/runs/load.ts";
import { saveRun } from "../../electron/backend/runs/save.ts";
import { openLibraryForReading, openLibraryForWriting } from "../../electron/backend/storage/library.ts";
import { newBatchId } from "../../shared/domain/ids.ts";
import { systemClock } from "../../shared/lib/time.ts";
import { generateRun } from "./generate-run.ts";

/*
 * A process that does something with a library until it is killed, for the tests of faults. It writes one line to
 * stdout for each thing that is done, at once: a line that was read was acknowledged.
 *
 *   node library-child.ts hold|import|save|list PATH
 */

const STDOUT = 1;
const tell = (line: unknown): void => void writeSync(STDOUT, `${JSON.stringify(line)}\n`);

const [, , act, path] = process.argv;
if (path === undefined) throw new Error("Which library?");

if (act === "list") {
  const opened = openLibraryForReading({ path });
  if (opened.ok) {
    const listed = listRuns(opened.value);
    opened.value.close();
    tell(listed.ok ? { runs: listed.value.map((run) => run.title) } : listed.failure);
  } else tell(opened.failure);
} else {
  const opened = openLibraryForWriting({
    path,
    create: true,
    person: { name: "Cora Child" },
    device: { id: null, name: "child process" },
    clock: systemClock,
  });
  if (!opened.ok) tell(opened.failure);
  else {
    const library = opened.value;
    tell("open");
    if (act === "hold") setInterval(() => undefined, 1_000);
    if (act === "import") {
      const arrival = beginArrival(library);
      for (let index = 0; ; index += 1) {
        const run = generateRun({ seed: index, steps: 60 });
        const runId = arrival.startRun(run);
        if (!runId.ok) throw new Error(runId.failure.kind);
        const appended = arrival.append(runId.value, run.steps);
        tell(appended.ok ? index : appended.failure);
      }
    }
    if (act === "save") {
      const runId = createRun(library, { title: "Typed until killed", authors: [] });
      const run = runId.ok ? loadRun(library, runId.value) : runId;
      if (!run.ok) throw new Error(run.failure.kind);
      const [step] = run.value.steps;
      if (step === undefined) throw new Error("A new run has a step");
      for (let rev = 1; ; rev += 1) {
        const saved = saveRun(library, {
          runId: run.value.runId,
          batchId: newBatchId(),
          deviceId: library.device,
          personId: library.me,
          orderRev: 1,
          steps: [
            {
              id: step.id,
              baseRev: rev,
              content: { ...step.content, prompt: { closed: false, text: `words ${String(rev)}` } },
            },
          ],
          acts: [
            { stepId: step.id, section: "prompt", kind: "typed", added: 1, removed: rev === 1 ? 0 : 1, activeMs: 1 },
          ],
        });
        tell(saved.ok ? rev : saved.failure);
      }
    }
  }
}
