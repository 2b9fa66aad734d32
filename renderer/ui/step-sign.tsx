import { Check, Eye, type LucideIcon, PencilLine } from "lucide-react";

import type { JudgedWord } from "../../shared/domain/review/judgement.ts";
import { say } from "../words/say.ts";
import { Icon } from "./icon.tsx";

/** What a reviewer has said of a step, as a sign beside it: a word, or that it was read. */
export type StepSign = JudgedWord | "read";

const DRAWINGS: Readonly<Record<StepSign, LucideIcon>> = { accept: Check, needsWork: PencilLine, read: Eye };

/** The sign of what was said: shape and colour say it, and its name to assistive technology. */
export function StepSignIcon({ sign }: { readonly sign: StepSign }) {
  return <Icon of={DRAWINGS[sign]} name={say(`step.${sign}`)} small className={`said-${sign}`} />;
}
