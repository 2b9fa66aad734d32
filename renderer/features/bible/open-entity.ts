import type { BibleId, Entity } from "../../../shared/domain/bible/bible.ts";

/** Which entity is open: one of the bible, or a new one with the name that it begins with. */
export type OpenEntity = { readonly id: BibleId } | { readonly name: string } | null;

/** How a part of an entity's view changes its entity. */
export type ChangeEntity = (changed: Partial<Entity>, said?: string) => void;
