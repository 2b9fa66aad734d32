import { sectionCode } from "./codes.ts";
import { accountOf, type SectionAccount, type StepAccount } from "./account.ts";
import { addToTotals, exchange, NO_TOTALS, type Totals } from "./totals.ts";
import type { Skip } from "../../../shared/domain/states.ts";
import type { StepContent } from "../../../shared/domain/step.ts";
import type { WordCounts } from "../../../shared/domain/words.ts";
import { indexText } from "../search/index-text.ts";
import { rowNumber } from "../search/rowid.ts";
import { searchRows } from "../search/rows.ts";
import type { WritingConnection } from "../storage/connection.ts";

/*
 * Counts and search rows follow the contents of the steps. They are renewed by difference: each step that may look
 * different (its content, its place or what the step before hides of it changed) is taken down as it stood before and
 * as it stands after, and what differs is written. All rows that go, go before the first one comes, since a step that
 * moves may come to stand where another one stood.
 */

/** A step at its place in the run. */
export type Standing = { readonly position: number; readonly content: StepContent; readonly skip: Skip };

type IndexedText = { readonly text: string; readonly facets: string };

/** Collects the differences of one transaction; `write()` puts them into the tables. */
export class DerivedRows {
  readonly #connection: WritingConnection;
  readonly #runKey: number;
  readonly #searchRowsToRemove: bigint[] = [];
  readonly #searchRowsToAdd: [bigint, IndexedText][] = [];
  #totals: Totals = NO_TOTALS;

  constructor(connection: WritingConnection, runKey: number) {
    this.#connection = connection;
    this.#runKey = runKey;
  }

  /** A step as it stood (null: it was not there) and as it stands (null: it has gone). Answers whether it is blank. */
  renew(stepKey: number, before: Standing | null, after: Standing | null): { readonly isBlank: boolean } {
    const accountBefore = before === null ? null : accountOf(before.content, before.skip);
    const accountAfter = after === null ? null : accountOf(after.content, after.skip);
    this.#totals = exchange(this.#totals, accountBefore, accountAfter);
    this.#renewSectionWords(stepKey, accountBefore?.sections ?? [], accountAfter?.sections ?? []);
    this.#renewSearchRows(this.#indexed(before, accountBefore), this.#indexed(after, accountAfter));
    return { isBlank: accountAfter?.isBlank ?? true };
  }

  /** Writes the search rows and the sums. */
  write(): void {
    for (const number of this.#searchRowsToRemove) this.#connection.run("DELETE FROM search WHERE rowid = ?", number);
    for (const [number, { text, facets }] of this.#searchRowsToAdd) {
      this.#connection.run(
        "INSERT INTO search (rowid, text, facets) VALUES (?, ?, ?)",
        number,
        indexText(text),
        facets,
      );
    }
    addToTotals(this.#connection, this.#runKey, this.#totals);
  }

  #renewSectionWords(stepKey: number, before: readonly SectionAccount[], after: readonly SectionAccount[]): void {
    for (const { section } of before) {
      if (after.some((account) => account.section === section)) continue;
      this.#connection.run("DELETE FROM section_words WHERE step = ? AND section = ?", stepKey, sectionCode(section));
    }
    for (const account of after) {
      const same = before.find((other) => other.section === account.section);
      if (same !== undefined && same.isVisible === account.isVisible && sameWords(same.words, account.words)) continue;
      const { story, watsonian, doylist, meta, comment } = account.words;
      this.#connection.run(
        `INSERT OR REPLACE INTO section_words (step, section, is_visible, story, watsonian, doylist, meta, comment)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
        stepKey,
        sectionCode(account.section),
        account.isVisible ? 1 : 0,
        story,
        watsonian,
        doylist,
        meta,
        comment,
      );
    }
  }

  #indexed(standing: Standing | null, account: StepAccount | null): Map<bigint, IndexedText> {
    const rows = new Map<bigint, IndexedText>();
    if (standing === null || account === null) return rows;
    const { position, content } = standing;
    for (const { ordinal, text, facets } of searchRows(content, account.states)) {
      rows.set(rowNumber({ runKey: this.#runKey, position, ordinal }), { text, facets });
    }
    return rows;
  }

  #renewSearchRows(before: Map<bigint, IndexedText>, after: Map<bigint, IndexedText>): void {
    for (const [number, row] of before) {
      const same = after.get(number);
      if (same === undefined || same.text !== row.text || same.facets !== row.facets) {
        this.#searchRowsToRemove.push(number);
      } else after.delete(number);
    }
    this.#searchRowsToAdd.push(...after);
  }
}

function sameWords(left: WordCounts, right: WordCounts): boolean {
  return (
    left.story === right.story &&
    left.watsonian === right.watsonian &&
    left.doylist === right.doylist &&
    left.meta === right.meta &&
    left.comment === right.comment
  );
}
