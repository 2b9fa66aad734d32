import { type Entity, MAX_FORMERLY, namesOf } from "./bible.ts";

/** What a renaming changes of an entity. */
export type Names = Pick<Entity, "name" | "aliases" | "formerly">;

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

/** The names of an entity under its new name, its aliases with it. What it was called is not remembered: the text says it still. */
export function renamed(entity: Names, name: string): Names {
  const { from, to } = renamedPart(entity.name, name);
  const swap = (text: string): string =>
    text === entity.name
      ? name
      : text
          .split(" ")
          .map((word) => (word === from ? to : word))
          .join(" ");
  const aliases = entity.aliases.map((alias) => ({ ...alias, text: swap(alias.text) }));
  return { name, aliases, formerly: entity.formerly };
}

/** The names of an entity that is renamed in the text as well: the names that went, and the word that did, are remembered as its former ones. */
export function renamedThrough(entity: Entity, name: string): Names {
  const after = { ...entity, ...renamed(entity, name) };
  const gone = [...namesOf(entity).map(({ text }) => text), renamedPart(entity.name, name).from];
  const now = new Set(namesOf(after).map(({ text }) => text));
  // "brass" of "the brass lantern" is a word like any other.
  const isName = (text: string): boolean => !now.has(text) && /\p{Lu}|\s/u.test(text);
  const formerly = [...new Set([...entity.formerly, ...gone])].filter(isName).slice(-MAX_FORMERLY);
  return { name: after.name, aliases: after.aliases, formerly };
}

/**
 * The entity with the names `to` where it still has those of `from`: what was changed of it since stays. So a renaming is taken
 * back, or done again, after other things were confirmed of the same entity.
 */
export function withNames(entity: Entity, from: Names, to: Names): Entity {
  const isKept = (text: string): boolean => to.formerly.includes(text) || !from.formerly.includes(text);
  const back = to.formerly.filter((text) => !from.formerly.includes(text) && !entity.formerly.includes(text));
  return {
    ...entity,
    name: entity.name === from.name ? to.name : entity.name,
    aliases: entity.aliases.map((alias) => {
      const at = from.aliases.findIndex(({ text }) => text === alias.text);
      return { ...alias, text: to.aliases[at]?.text ?? alias.text };
    }),
    formerly: [...entity.formerly.filter(isKept), ...back].slice(-MAX_FORMERLY),
  };
}
