import { parentPort } from "node:worker_threads";

import { plainFailure } from "../../../shared/contract/failure.ts";
import { failed } from "../../../shared/lib/outcome.ts";
import type { CrewMessage, CrewReply } from "./crew.ts";
import { KeptEngines } from "./kept-engines.ts";
import { doTask, type ReadingTask, type TaskAnswer } from "./tasks.ts";

/* What the worker does: tasks come in one by one and each is answered; a surprise in one does not take the others along. */
const port = parentPort;
const engines = new KeptEngines();
if (port === null) throw new Error("This file is loaded in a worker thread, which is started by the crew.");
const reply = (message: CrewReply): void => port.postMessage(message);

port.on("message", ({ number, task, room: shared }: CrewMessage) => {
  const room = new Int32Array(shared);
  /** Sends something and waits until there is room for more, so that a large file never piles up in memory. */
  const send = (message: CrewReply): boolean => {
    reply(message);
    if (Atomics.sub(room, 0, 1) <= 1) Atomics.wait(room, 0, 0);
    return Atomics.load(room, 0) >= 0;
  };
  void doTask(
    task,
    (steps) => send({ kind: "steps", number, steps }),
    (piece) => send({ kind: "piece", number, piece }),
    engines,
  )
    .catch((error: unknown) => surprise(task, error))
    .then((answer) => reply({ kind: "answer", number, answer }));
});

function surprise(task: ReadingTask, error: unknown): TaskAnswer {
  const what = error instanceof Error ? error.message : String(error);
  const outcome = failed(plainFailure("internal", `Runwright made a mistake while reading (${what}).`));
  if (task.kind === "askRun") return { kind: "asked", outcome };
  if (task.kind === "reportFile") return { kind: "reported", outcome };
  if (task.kind === "examineRun") return { kind: "examined", outcome };
  if (task.kind === "backUp") return { kind: "backedUp", outcome };
  if (task.kind === "judgeIncoming" || task.kind === "readIncoming") return { kind: "incoming", outcome };
  return task.kind === "judgeFile" || task.kind === "readRun"
    ? { kind: "judged", outcome }
    : { kind: "checked", outcome };
}
