import { Worker } from "node:worker_threads";

import type { ImportWish } from "../../../shared/contract/exchange-methods.ts";
import type { Failure } from "../../../shared/contract/failure.ts";
import { plainFailure } from "../../../shared/contract/failure.ts";
import { failed, type Outcome } from "../../../shared/lib/outcome.ts";
import type { Step } from "../../../shared/domain/step.ts";
import type { BackupMade, BackupTask } from "../backups/back-up.ts";
import type { IncomingPiece, TakePiece } from "../exchange/formats/incoming.ts";
import type { LentPath } from "../handles.ts";
import type { Examined, ExamineTask } from "../progress/examine-run.ts";
import type { FileReading } from "../progress/file-report.ts";
import type { RunAnswer } from "./kept-engines.ts";
import type { Checked, JudgedFile, JudgedIncoming, ReadingTask, TakeSteps, TaskAnswer } from "./tasks.ts";

/*
 * Who does the long reading. In the app it is a worker thread, so that a save never waits for a check of 300,000 words
 * or for a folder of 100 runs; the command line, which has nobody to keep waiting, does it in place. One task runs at
 * a time in a worker: two cores leave no more room beside the page.
 */

/** Does reading tasks. */
export type Crew = {
  judgeFile(file: LentPath): Promise<Outcome<JudgedFile, Failure>>;
  /** Hands the steps to `take` as they come; it runs here, never in the worker. */
  readRun(file: LentPath, take: TakeSteps): Promise<Outcome<JudgedFile, Failure>>;
  check(task: Extract<ReadingTask, { kind: "checkFile" | "checkSteps" }>): Promise<Outcome<Checked, Failure>>;
  /** Looks at a file of any format that may come in. */
  /** What a file of a lead's folder says of its run. */
  reportFile(file: LentPath): Promise<Outcome<FileReading, Failure>>;
  judgeIncoming(file: LentPath, wish: ImportWish): Promise<Outcome<JudgedIncoming, Failure>>;
  /** Hands what is in it to `take`, piece by piece; it runs here, never in the worker. */
  readIncoming(file: LentPath, wish: ImportWish, take: TakePiece): Promise<Outcome<JudgedIncoming, Failure>>;
  /** Asks the engine that is kept for a run. */
  askRun(task: Extract<ReadingTask, { kind: "askRun" }>): Promise<Outcome<RunAnswer, Failure>>;
  /** What there is to say of a run of a library, beside whoever writes to it. */
  examineRun(task: ExamineTask): Promise<Outcome<Examined, Failure>>;
  /** Makes a backup of a library, beside whoever writes to it. */
  backUp(task: BackupTask): Promise<Outcome<BackupMade, Failure>>;
  /** Ends the worker; what is under way answers `cancelled`. */
  close(): Promise<void>;
};

/** What a task ended with; `gone` when the worker did not come to it. */
type Answer = TaskAnswer | { readonly kind: "gone"; readonly failure: Failure };

/** What crosses to the worker. `room` counts the batches of steps that the worker may still send, below 0 when it is to stop. */
export type CrewMessage = { readonly number: number; readonly task: ReadingTask; readonly room: SharedArrayBuffer };
/** What comes back: some steps on the way, and one answer at the end. */
export type CrewReply =
  | { readonly kind: "steps"; readonly number: number; readonly steps: Step[] }
  | { readonly kind: "piece"; readonly number: number; readonly piece: IncomingPiece }
  | { readonly kind: "answer"; readonly number: number; readonly answer: TaskAnswer };

/** How many batches of steps may be on their way at once: the worker reads on while these are written. */
const BATCHES_UNDER_WAY = 4;
/** What `room` is set to when the worker is to stop. */
export const STOP = -1_000_000;

/** What takes the steps or the pieces of a task; most tasks give neither. */
type Takes = { readonly steps: TakeSteps; readonly piece: TakePiece };
const NOTHING_TO_TAKE: Takes = { steps: () => true, piece: () => true };

/** Does every task where it is asked for. What does it is loaded with the first one: most commands have none. */
export function crewInPlace(): Crew {
  let hand: Promise<Hand> | null = null;
  return typed(
    async (task, take) => (await (hand ??= loadHand()))(task, take),
    () => Promise.resolve(),
  );
}

type Hand = (task: ReadingTask, take: Takes) => Promise<Answer>;

async function loadHand(): Promise<Hand> {
  const [{ doTask }, { KeptEngines }] = await Promise.all([import("./tasks.ts"), import("./kept-engines.ts")]);
  const engines = new KeptEngines();
  return (task, take) => doTask(task, take.steps, take.piece, engines);
}

const WORKER_GONE =
  "The part of Runwright that reads files stopped in the middle. Try again; if it happens again, the file is the likely reason.";

type Asked = { readonly settle: (answer: Answer) => void; readonly take: Takes; readonly room: Int32Array };

/** Does tasks in a worker thread, started with the first task and started again after it has died. */
export function crewInWorker(entry: URL): Crew {
  const asked = new Map<number, Asked>();
  let worker: Worker | null = null;
  let number = 0;
  const settleAll = (answer: Answer): void => {
    for (const { settle } of asked.values()) settle(answer);
    asked.clear();
  };
  const start = (): Worker => {
    const started = new Worker(entry);
    // It must not keep a host alive that has nothing else to do.
    started.unref();
    started.on("message", (reply: CrewReply) => {
      const task = asked.get(reply.number);
      if (task === undefined) return;
      if (reply.kind === "steps" || reply.kind === "piece") {
        const goesOn = reply.kind === "steps" ? task.take.steps(reply.steps) : task.take.piece(reply.piece);
        if (goesOn) Atomics.add(task.room, 0, 1);
        else Atomics.store(task.room, 0, STOP);
        Atomics.notify(task.room, 0);
        return;
      }
      asked.delete(reply.number);
      task.settle(reply.answer);
    });
    const gone = (): void => {
      if (worker !== started) return;
      worker = null;
      settleAll({ kind: "gone", failure: plainFailure("internal", WORKER_GONE) });
    };
    started.on("error", gone);
    started.on("exit", gone);
    return started;
  };
  const ask = (task: ReadingTask, take: Takes): Promise<Answer> => {
    worker ??= start();
    number += 1;
    const room = new Int32Array(new SharedArrayBuffer(4));
    room[0] = BATCHES_UNDER_WAY;
    const message: CrewMessage = { number, task, room: room.buffer };
    const running = worker;
    return new Promise((settle) => {
      asked.set(message.number, { settle, take, room });
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker thread has no origin
      running.postMessage(message);
    });
  };
  return typed(ask, async () => {
    const running = worker;
    worker = null;
    for (const { room } of asked.values()) {
      Atomics.store(room, 0, STOP);
      Atomics.notify(room, 0);
    }
    settleAll({ kind: "gone", failure: plainFailure("cancelled", "Runwright is closing.") });
    await running?.terminate();
  });
}

function typed(ask: (task: ReadingTask, take: Takes) => Promise<Answer>, close: () => Promise<void>): Crew {
  return {
    judgeFile: async (file) => judged(await ask({ kind: "judgeFile", file }, NOTHING_TO_TAKE)),
    readRun: async (file, take) => judged(await ask({ kind: "readRun", file }, { ...NOTHING_TO_TAKE, steps: take })),
    reportFile: async (file) => reported(await ask({ kind: "reportFile", file }, NOTHING_TO_TAKE)),
    judgeIncoming: async (file, wish) => incoming(await ask({ kind: "judgeIncoming", file, wish }, NOTHING_TO_TAKE)),
    readIncoming: async (file, wish, take) =>
      incoming(await ask({ kind: "readIncoming", file, wish }, { ...NOTHING_TO_TAKE, piece: take })),
    check: async (task) => checked(await ask(task, NOTHING_TO_TAKE)),
    askRun: async (task) => runAnswered(await ask(task, NOTHING_TO_TAKE)),
    examineRun: async (task) => examined(await ask(task, NOTHING_TO_TAKE)),
    backUp: async (task) => backedUp(await ask(task, NOTHING_TO_TAKE)),
    close,
  };
}

function reported(answer: Answer): Outcome<FileReading, Failure> {
  if (answer.kind === "reported") return answer.outcome;
  return failed(answer.kind === "gone" ? answer.failure : plainFailure("internal", WORKER_GONE));
}

function incoming(answer: Answer): Outcome<JudgedIncoming, Failure> {
  if (answer.kind === "incoming") return answer.outcome;
  return failed(answer.kind === "gone" ? answer.failure : plainFailure("internal", WORKER_GONE));
}

function judged(answer: Answer): Outcome<JudgedFile, Failure> {
  if (answer.kind === "judged") return answer.outcome;
  return failed(answer.kind === "gone" ? answer.failure : plainFailure("internal", WORKER_GONE));
}

function backedUp(answer: Answer): Outcome<BackupMade, Failure> {
  if (answer.kind === "backedUp") return answer.outcome;
  return failed(answer.kind === "gone" ? answer.failure : plainFailure("internal", WORKER_GONE));
}

function examined(answer: Answer): Outcome<Examined, Failure> {
  if (answer.kind === "examined") return answer.outcome;
  return failed(answer.kind === "gone" ? answer.failure : plainFailure("internal", WORKER_GONE));
}

function runAnswered(answer: Answer): Outcome<RunAnswer, Failure> {
  if (answer.kind === "asked") return answer.outcome;
  return failed(answer.kind === "gone" ? answer.failure : plainFailure("internal", WORKER_GONE));
}

function checked(answer: Answer): Outcome<Checked, Failure> {
  if (answer.kind === "checked") return answer.outcome;
  return failed(answer.kind === "gone" ? answer.failure : plainFailure("internal", WORKER_GONE));
}
