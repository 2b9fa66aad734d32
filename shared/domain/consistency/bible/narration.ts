import type { BibleId } from "../../bible/bible.ts";
import type { StepId } from "../../ids.ts";
import { isStory, type Passage } from "../passage.ts";
import type { Mention } from "./mentions.ts";
import { isInSpeech } from "./prose.ts";

/*
 * Whether the story speaks of somebody by name as of another. Who it calls "you" or "I" is named in speech at most, and in a line
 * or two besides; so where the narration names somebody again and again, "you" is not them.
 */

/** Of fewer steps a letter or a prologue may be the reason. */
const LEAST_STEPS = 3;

/** In which steps the narration names somebody, and in which only speech does; kept by difference for those who are asked for. */
export class Narration {
  readonly #steps = new Map<BibleId, { told: Set<StepId>; said: Set<StepId> }>();
  readonly #wasTold = new Set<BibleId>();

  /** True when the narration names somebody in three steps and in as many as only speech does. */
  isTold(id: BibleId): boolean {
    const steps = this.#steps.get(id);
    return steps !== undefined && steps.told.size >= Math.max(LEAST_STEPS, steps.said.size);
  }

  /** Puts what the passages of a step say of `whom` in the place of what they said. */
  set(id: StepId, passages: readonly Passage[], mentions: readonly Mention[], whom: ReadonlySet<BibleId>): void {
    for (const { told, said } of this.#steps.values()) {
      told.delete(id);
      said.delete(id);
    }
    for (const { entity, passage, start } of mentions) {
      const there = passages[passage];
      if (!whom.has(entity) || there === undefined || !isStory(there)) continue;
      const steps = this.#steps.get(entity) ?? { told: new Set(), said: new Set() };
      this.#steps.set(entity, steps);
      if (!isInSpeech(there.text, start)) steps.told.add(id);
      else if (!steps.told.has(id)) steps.said.add(id);
      if (steps.told.has(id)) steps.said.delete(id);
    }
  }

  /** Those of whom `isTold` has become another since this was asked last. */
  turned(): ReadonlySet<BibleId> {
    const turned = new Set<BibleId>();
    for (const id of this.#steps.keys()) {
      const isTold = this.isTold(id);
      if (isTold === this.#wasTold.has(id)) continue;
      turned.add(id);
      if (isTold) this.#wasTold.add(id);
      else this.#wasTold.delete(id);
    }
    return turned;
  }

  /** Forgets everybody. */
  clear(): void {
    this.#steps.clear();
  }
}
