import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { onTestFinished } from "vitest";

import { openBackend } from "../../electron/backend/backend.ts";
import type { Backend } from "../../electron/backend/backend-shape.ts";
import { type MethodName, type ReplyOf, type RequestOf, schemas } from "../../shared/contract/contract.ts";
import type { ExportOptions, RunChoice } from "../../shared/contract/exchange-methods.ts";
import type { Failure } from "../../shared/contract/failure.ts";
import type { ExportFormat } from "../../shared/domain/exchange/formats.ts";
import type { RunId } from "../../shared/domain/ids.ts";
import type { Run } from "../../shared/domain/run.ts";
import { success, type Outcome } from "../../shared/lib/outcome.ts";
import { bringIn, openWriting, temporaryFolder, valueOf } from "./library.ts";
import { RELEASE } from "./release.ts";

const ME = "a test";

/** A library behind its backend, and a folder for what comes out of it. */
export class ExchangeWorld {
  readonly folder: string;
  readonly #backend: Backend;
  #outputs = 0;

  constructor(folder: string, backend: Backend) {
    this.folder = folder;
    this.#backend = backend;
  }

  async call<M extends MethodName>(method: M, request: RequestOf<M>): Promise<Outcome<ReplyOf<M>, Failure>> {
    const answer = await this.#backend.call(ME, method, request);
    return answer.ok ? success(schemas[method].reply.parse(answer.value)) : answer;
  }

  /** Exports to a place that is not there yet; answers the place with the answer. */
  async export(
    runs: RunChoice,
    format: ExportFormat,
    options: ExportOptions = {},
    place: string = this.place(),
    overwrite = false,
  ): Promise<{ readonly place: string; readonly answer: Outcome<ReplyOf<"exchange.export">, Failure> }> {
    const target = this.#backend.lendTarget(ME, place);
    return { place, answer: await this.call("exchange.export", { runs, format, options, target, overwrite }) };
  }

  /** The bytes of one run in a format that is one file. */
  async bytes(runId: RunId, format: ExportFormat, options: ExportOptions = {}): Promise<Buffer> {
    const { place, answer } = await this.export([runId], format, options);
    valueOf(answer);
    return readFileSync(place);
  }

  /** A place that nothing is at. */
  place(name = `out-${String(++this.#outputs)}`): string {
    return join(this.folder, name);
  }

  lendFile(path: string): ReturnType<Backend["lendFile"]> {
    return this.#backend.lendFile(ME, path);
  }

  lendTarget(path: string): ReturnType<Backend["lendTarget"]> {
    return this.#backend.lendTarget(ME, path);
  }

  close(): Promise<void> {
    return this.#backend.close();
  }
}

/** A library that holds these runs, as an import brings them; answers their ids too. */
export async function exchangeWorld(
  ...runs: readonly Pick<Run, "title" | "authors" | "steps">[]
): Promise<{ readonly world: ExchangeWorld; readonly ids: readonly RunId[] }> {
  const folder = temporaryFolder();
  const path = join(folder, "library.runwright");
  const library = openWriting(path);
  const ids = runs.map((run) => bringIn(library, run));
  valueOf(library.close());
  return { world: await openWorld(folder), ids };
}

/** A backend on the library of a folder, which is made when there is none; closed when the test has ended. */
export async function openWorld(folder: string): Promise<ExchangeWorld> {
  mkdirSync(folder, { recursive: true });
  const backend = valueOf(
    await openBackend({
      library: { path: join(folder, "library.runwright"), mode: "write" },
      personName: "Ann Example",
    }),
  );
  const world = new ExchangeWorld(folder, backend);
  onTestFinished(() => world.close());
  return world;
}

/** Says of each run that it may be published. */
export async function publish(world: ExchangeWorld, ids: readonly RunId[]): Promise<void> {
  for (const runId of ids) {
    const { details, detailsRev } = valueOf(await world.call("run.open", { runId }));
    const changed = { ...details, licence: RELEASE.licence, consent: true };
    valueOf(await world.call("run.updateDetails", { runId, baseRev: detailsRev, details: changed }));
  }
}
