import { ACT_KINDS, type ActKind } from "../../../shared/contract/save.ts";
import { SECTION_NAMES, type SectionName } from "../../../shared/domain/section.ts";

/*
 * Sections and kinds of act are numbers in the tables, by their place in these lists (migrations/0001-first.ts). The log
 * has a row for every burst of writing: two names in each would double it.
 */

/** The number of a section, 0 to 5 in reading order. */
export const sectionCode = (section: SectionName): number => SECTION_NAMES.indexOf(section);
/** The number of a kind of act, 0 to 7. */
export const actCode = (kind: ActKind): number => ACT_KINDS.indexOf(kind);
