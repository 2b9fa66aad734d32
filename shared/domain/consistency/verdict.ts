import { z } from "zod";

/*
 * A verdict is the author's word on a finding and must outlast the text around it: it holds no step, no number and no
 * offset. What it holds is the rule, what the finding is about, and the sentence: its hash while it stands as it was,
 * else its content words, of which half must still be shared. A sentence half rewritten is another sentence, and the finding
 * should come back (consistency, section 4).
 */

/** How much of two sentences' content words must be shared (those in both, among those in either). */
const LEAST_OVERLAP = 0.5;
/** Content words kept of a sentence: enough for any sentence, bounded for a text without full stops. */
export const MOST_WORDS = 120;

/** What is kept of a sentence to know it again. */
const SentenceAnchor = z.strictObject({
  /** Hash of the sentence's folded words: the same for another comma or capital. */
  hash: z.string().max(16),
  words: z.array(z.string().max(100)).max(MOST_WORDS),
});
export type SentenceAnchor = z.infer<typeof SentenceAnchor>;

/** What a finding rests on, apart from where it stands. Kept with a verdict. */
export const Anchor = z.strictObject({
  rule: z.string().min(1).max(200),
  /** The entity and value, or the step and section, that the finding is about. */
  subject: z.string().max(1_000),
  sentences: z.array(SentenceAnchor).max(2),
});
export type Anchor = z.infer<typeof Anchor>;

/**
 * The author's word: this one is meant so ("intended"), somebody else is meant ("other"), everything of this rule about this subject is right
 * ("accepted": accept this name), or it is a fault ("real": it stays until it is mended).
 */
export const VERDICTS = ["intended", "accepted", "other", "real"] as const;

/** A verdict as it is kept: the author's data, backed up and exported. `why` is theirs and may be empty. */
export const Verdict = z.strictObject({ verdict: z.enum(VERDICTS), why: z.string().max(10_000), anchor: Anchor });
export type Verdict = z.infer<typeof Verdict>;

/** How well a verdict fits a finding. */
export type VerdictMatch = "exact" | { readonly overlap: number } | null;

/** Whether a verdict is about a finding: the same rule and subject, and each sentence as it was or with at least half of its content words. */
export function matchVerdict(verdict: Verdict, anchor: Anchor): VerdictMatch {
  if (verdict.verdict === "real") return null;
  if (verdict.anchor.rule !== anchor.rule || verdict.anchor.subject !== anchor.subject) return null;
  if (verdict.verdict === "accepted") return "exact";
  if (verdict.anchor.sentences.length !== anchor.sentences.length) return null;
  let least = 1;
  let isExact = true;
  for (const [index, sentence] of anchor.sentences.entries()) {
    const other = verdict.anchor.sentences[index];
    if (other === undefined || other.hash === sentence.hash) continue;
    isExact = false;
    least = Math.min(least, overlap(other.words, sentence.words));
  }
  if (isExact) return "exact";
  return least >= LEAST_OVERLAP ? { overlap: least } : null;
}

/** So many of the last verdicts on a rule are looked at, and so great a share of them must say that nothing was wrong. */
const VERDICTS_LOOKED_AT = 10;
const SHARE_OF_NO_PROBLEM = 0.6;

/**
 * The rules that the author has found wrong so often that they are shown as hints only, each with the reason as half a
 * sentence (consistency, section 4). Verdicts come the oldest first.
 */
export function demotions(verdicts: readonly Verdict[]): ReadonlyMap<string, string> {
  const demoted = new Map<string, string>();
  for (const [rule, all] of Map.groupBy(verdicts, ({ anchor }) => anchor.rule)) {
    const last = all.slice(-VERDICTS_LOOKED_AT);
    const harmless = last.filter(({ verdict }) => verdict !== "real").length;
    if (last.length < VERDICTS_LOOKED_AT || harmless < last.length * SHARE_OF_NO_PROBLEM) continue;
    demoted.set(rule, `shown as hints, since ${harmless} of your last ${last.length} verdicts found nothing wrong`);
  }
  return demoted;
}

function overlap(left: readonly string[], right: readonly string[]): number {
  const rest = new Set(right);
  const shared = left.filter((word) => rest.has(word)).length;
  const all = left.length + right.length - shared;
  return all === 0 ? 0 : shared / all;
}

/**
 * The findings that verdicts cover, by key, each with its verdict. Equal sentences share a verdict; a verdict that fits
 * only by overlap covers one finding, the likest, so that a finding that resembles an intended one is still shown.
 */
export function coveredBy(anchors: ReadonlyMap<string, Anchor>, verdicts: readonly Verdict[]): Map<string, Verdict> {
  const covered = new Map<string, Verdict>();
  const near: { readonly key: string; readonly verdict: Verdict; readonly overlap: number }[] = [];
  const spent = new Set<Verdict>();
  const byRule = Map.groupBy(verdicts, ({ anchor }) => anchor.rule);
  for (const [key, anchor] of anchors) {
    for (const verdict of byRule.get(anchor.rule) ?? []) {
      const match = matchVerdict(verdict, anchor);
      if (match === "exact") {
        covered.set(key, verdict);
        spent.add(verdict);
        break;
      }
      if (match !== null) near.push({ key, verdict, overlap: match.overlap });
    }
  }
  near.sort((left, right) => right.overlap - left.overlap);
  for (const { key, verdict } of near) {
    if (covered.has(key) || spent.has(verdict)) continue;
    covered.set(key, verdict);
    spent.add(verdict);
  }
  return covered;
}
