import type { BatchId, LibraryId, RunId } from "../../shared/domain/ids.ts";
import type { KeptBatch } from "./outbox-batch.ts";

/**
 * Where sealed batches lie until they are answered, so that a reload or a dead host loses nothing that was sealed
 * (document model, section 5). Every method rejects when the place refuses; the outbox then goes on without it and says
 * so. Calls take effect in the order in which they were made.
 */
export type BatchStore = {
  /** Puts a batch down, in place of the one of the same id. On the disk when it resolves. */
  keep(batch: KeptBatch): Promise<void>;
  /** Forgets an answered batch and puts `rest` down anew, both or neither. */
  settle(answered: BatchId, rest: KeptBatch | null): Promise<void>;
  /** What lies there for a run, in the order of sealing. */
  list(libraryId: LibraryId, runId: RunId): Promise<readonly KeptBatch[]>;
};
