import { z } from "zod";

import { ReleaseRecord } from "../../shared/domain/exchange/release.ts";
import { createStore, type Store } from "./store.ts";

/**
 * What the author has said of the next release of a dataset, as typed: it need not be complete, and it is remembered from
 * one export to the next. Pen names are by author.
 */
const ReleaseDraft = z.object({
  name: z.string().catch(""),
  title: z.string().catch(""),
  version: z.string().catch(""),
  date: z.string().catch(""),
  licence: z.string().catch(""),
  languages: z.string().catch(""),
  description: z.string().catch(""),
  url: z.string().catch(""),
  contact: z.string().catch(""),
  citation: z.string().catch(""),
  penNames: z.record(z.string(), z.string()).catch({}),
});
export type ReleaseDraft = z.infer<typeof ReleaseDraft>;
/** The fields of one line or paragraph. */
export type ReleaseField = Exclude<keyof ReleaseDraft, "penNames">;

/** Nothing is said yet. */
export const EMPTY_RELEASE: ReleaseDraft = ReleaseDraft.parse({});

const KEY = "runwright.release";

/** The draft as a store that writes through to the browser's storage. */
export function createReleaseDraft(storage: Pick<Storage, "getItem" | "setItem">): Store<ReleaseDraft> {
  const store = createStore(readReleaseDraft(storage.getItem(KEY)));
  store.subscribe(() => storage.setItem(KEY, JSON.stringify(store.get())));
  return store;
}

/** Reads a stored draft; what is missing or broken is taken as not said. */
export function readReleaseDraft(stored: string | null): ReleaseDraft {
  if (stored === null) return EMPTY_RELEASE;
  try {
    return ReleaseDraft.catch(EMPTY_RELEASE).parse(JSON.parse(stored));
  } catch (error) {
    if (error instanceof SyntaxError) return EMPTY_RELEASE;
    throw error;
  }
}

/** A release record, or the fields that keep the draft from being one. A missing pen name is told by the check of the runs. */
export type ReadRelease =
  | { readonly record: ReleaseRecord; readonly wrong: null }
  | { readonly record: null; readonly wrong: ReadonlySet<ReleaseField> };

/** The draft as a record. Fields that may be left empty are null then; authors without a pen name are left out. */
export function readRelease(draft: ReleaseDraft): ReadRelease {
  const parsed = ReleaseRecord.safeParse({
    name: draft.name.trim(),
    title: draft.title.trim(),
    version: draft.version.trim(),
    date: draft.date.trim(),
    licence: draft.licence.trim(),
    languages: draft.languages.split(/[\s,]+/u).filter((language) => language !== ""),
    description: draft.description.trim(),
    url: orNull(draft.url),
    contact: orNull(draft.contact),
    citation: orNull(draft.citation),
    penNames: Object.fromEntries(
      Object.entries(draft.penNames)
        .map(([author, pen]) => [author, pen.trim()] as const)
        .filter(([, pen]) => pen !== ""),
    ),
  });
  if (parsed.success) return { record: parsed.data, wrong: null };
  const wrong = new Set(parsed.error.issues.map((issue) => issue.path[0]));
  const fields = RELEASE_FIELDS.filter((field) => wrong.has(field));
  return { record: null, wrong: new Set(fields) };
}

function orNull(text: string): string | null {
  return text.trim() === "" ? null : text.trim();
}

/** The fields in the order in which they are asked for. */
export const RELEASE_FIELDS = [
  "name",
  "title",
  "version",
  "date",
  "licence",
  "languages",
  "description",
  "url",
  "contact",
  "citation",
] as const satisfies readonly ReleaseField[];
