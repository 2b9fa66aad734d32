import type { ExportOptions } from "../../../../shared/contract/exchange-methods.ts";
import { type DatasetConfig, dataPath } from "../../../../shared/domain/exchange/card.ts";
import { CHAT_CONFIGS } from "../../../../shared/domain/exchange/chat.ts";
import type { Split } from "../../../../shared/domain/exchange/release.ts";
import type { FilePiece } from "../stage-files.ts";
import { chatLines, chatWish } from "./chat.ts";
import { jsonLine } from "./jsonl.ts";
import type { LeavingRun } from "./leaving-run.ts";
import { ParquetRows } from "./parquet.ts";
import { rowsOf, rowWish } from "./rows.ts";

/** One part of a dataset (a split): the same runs in every config, told in step and counted. */
export class DatasetPart {
  readonly split: Split;
  readonly #options: ExportOptions;
  readonly #table = new ParquetRows();
  readonly #rows = new Map<DatasetConfig, number>();

  constructor(split: Split, options: ExportOptions) {
    this.split = split;
    this.#options = options;
  }

  /** How many rows a config holds by now. */
  rowsIn(config: DatasetConfig): number {
    return this.#rows.get(config) ?? 0;
  }

  *take(run: LeavingRun): Generator<FilePiece> {
    for (const row of rowsOf(run, rowWish(this.#options))) {
      const group = this.#table.add(row);
      this.#count("default");
      if (group !== null) yield this.#piece("default", group);
      yield this.#line("jsonl", jsonLine(row));
    }
    for (const config of CHAT_CONFIGS)
      for (const line of chatLines(run, config, chatWish(this.#options))) yield this.#line(config, line);
  }

  *end(): Generator<FilePiece> {
    yield this.#piece("default", this.#table.end());
  }

  #line(config: DatasetConfig, line: string): FilePiece {
    this.#count(config);
    return this.#piece(config, line);
  }

  #piece(config: DatasetConfig, chunk: string | Uint8Array): FilePiece {
    return { name: dataPath(config, this.split), chunk };
  }

  #count(config: DatasetConfig): void {
    this.#rows.set(config, this.rowsIn(config) + 1);
  }
}
