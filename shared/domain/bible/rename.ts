import type { Entity } from "./bible.ts";

/** What a renaming changes of an entity. */
export type Names = Pick<Entity, "name" | "aliases">;

/**
 * What of a name changes: where one word of it does, that word alone, so that "Mira" and "Mira Holt" are renamed together.
 */
export function renamedPart(before: string, after: string): { readonly from: string; readonly to: string } {
  const [left, right] = [before.split(" "), after.split(" ")];
  const other = left.flatMap((word, at) => (word === right[at] ? [] : [at]));
  const [at] = other;
  if (left.length !== right.length || other.length !== 1 || at === undefined) return { from: before, to: after };
  return { from: left[at] ?? before, to: right[at] ?? after };
}

/** The names of an entity under its new name, its aliases with it. */
export function renamed(entity: Names, name: string): Names {
  const { from, to } = renamedPart(entity.name, name);
  const swap = (text: string): string =>
    text === entity.name
      ? name
      : text
          .split(" ")
          .map((word) => (word === from ? to : word))
          .join(" ");
  return { name, aliases: entity.aliases.map((alias) => ({ ...alias, text: swap(alias.text) })) };
}

/**
 * The entity with the names `to` where it still has those of `from`: what was changed of it since stays. So a renaming is taken
 * back, or done again, after other things were confirmed of the same entity.
 */
export function withNames(entity: Entity, from: Names, to: Names): Entity {
  return {
    ...entity,
    name: entity.name === from.name ? to.name : entity.name,
    aliases: entity.aliases.map((alias) => {
      const at = from.aliases.findIndex(({ text }) => text === alias.text);
      return { ...alias, text: to.aliases[at]?.text ?? alias.text };
    }),
  };
}
