import { WORDS } from "./catalogue.ts";
import { type PlainWordKey, say } from "./say.ts";

function isRuleKey(key: string): key is Extract<PlainWordKey, `rule.${string}`> {
  return key.startsWith("rule.") && Object.hasOwn(WORDS, key);
}

/** The name of a consistency rule for people. A rule that the catalogue does not know is called by its id. */
export function ruleName(rule: string): string {
  const key = `rule.${rule}`;
  return isRuleKey(key) ? say(key) : rule;
}
