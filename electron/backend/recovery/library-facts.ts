import { z } from "zod";

import { DeviceId, GuideId, PersonId, ProjectId, RemarkId, ReviewCopyId, TurnId } from "../../../shared/domain/ids.ts";
import { CopyPlace } from "../../../shared/contract/review-methods.ts";
import { BegunRemark } from "../../../shared/domain/review/begun.ts";
import { Guide } from "../../../shared/domain/review/guide.ts";
import { Judgement } from "../../../shared/domain/review/judgement.ts";
import { Remark } from "../../../shared/domain/review/remark.ts";
import { PlayersAction, Turn } from "../../../shared/domain/turn.ts";
import { ReviewRequest } from "../review/request.ts";
import { CopyForm } from "../review/sent-file.ts";
import { changeOf, flag, int, json, type PlainFact, sameTime, timeOf } from "./fact.ts";

/** Facts of the whole library; a table comes after those that it refers to. */
export const LIBRARY_FACTS = {
  people: {
    row: z.object({ key: int, id: PersonId, name: z.string(), is_me: flag }),
    kind: null,
    refers: {},
    known: ["id"],
    stands: "there",
    // The library's own person is that of the backup, or was put there with the library's id.
    arrives: { is_me: 0 },
  },
  devices: {
    row: z.object({ key: int, id: DeviceId, name: z.string(), first_seen_at: int, first_seen_offset: int }),
    kind: null,
    refers: {},
    known: ["id"],
    stands: "there",
  },
  projects: {
    // Where SQLite cannot say which table a row is of, one of this form is taken for a device.
    row: z.object({ key: int, id: ProjectId, title: z.string(), made_at: int, made_offset: int }),
    kind: null,
    refers: {},
    known: ["id"],
    stands: "there",
  },
  guides: {
    row: z.object({ id: GuideId, version: int, guide: json(Guide), is_own: flag, kept_at: int, kept_offset: int }),
    kind: "guides",
    refers: {},
    known: ["id", "version"],
    stands: "there",
  },
  looks: {
    row: z.object({
      identity: z.string(),
      day: int,
      words: int,
      steps: int,
      day_before: int.nullable(),
      words_before: int.nullable(),
      steps_before: int.nullable(),
    }),
    kind: null,
    refers: {},
    known: ["identity"],
    stands: timeOf("day"),
  },
  review_copies: {
    row: z.object({
      key: int,
      id: ReviewCopyId,
      sha256: z.string(),
      file: z.string(),
      title: z.string(),
      authors: json(z.array(z.string())),
      steps: int,
      reviewer: z.string().nullable(),
      opened_at: int,
      opened_offset: int,
      form: CopyForm.default("bounty"),
      fingerprints: json(z.array(z.string())).nullable().default(null),
      request: json(ReviewRequest).nullable().default(null),
      place: json(CopyPlace).nullable().default(null),
      sent_at: int.nullable().default(null),
    }),
    kind: "reviews",
    refers: {},
    known: ["sha256"],
    stands: timeOf("opened_at"),
  },
  review_remarks: {
    row: z.object({ key: int, copy: int, id: RemarkId, remark: json(Remark), is_sent: flag, is_withdrawn: flag }),
    kind: "remarks",
    refers: { copy: "review_copies" },
    known: ["id"],
    stands: changeOf("remark"),
  },
  review_judgements: {
    row: z.object({ copy: int, step: int, judgement: json(Judgement) }),
    kind: "judgements",
    refers: { copy: "review_copies" },
    known: ["copy", "step"],
    stands: changeOf("judgement"),
  },
  review_begun: {
    row: z.object({ copy: int, at: z.string(), begun: json(BegunRemark) }),
    kind: "remarks",
    refers: { copy: "review_copies" },
    known: ["copy", "at"],
    stands: sameTime,
  },
  turn_files: {
    row: z.object({
      key: int,
      id: TurnId,
      sha256: z.string(),
      turn: json(Turn),
      action: json(PlayersAction),
      opened_at: int,
      opened_offset: int,
    }),
    kind: "turns",
    refers: {},
    known: ["sha256"],
    stands: sameTime,
  },
} satisfies Record<string, PlainFact>;
