import { CircleAlert, CircleHelp, Info, type LucideIcon, MessageSquare, TriangleAlert } from "lucide-react";

import { say } from "../words/say.ts";
import { Icon } from "./icon.tsx";

/** How much a finding or problem weighs, and a reviewer's remark, which weighs nothing. */
export type Weight = "error" | "warning" | "hint" | "note" | "remark";

const DRAWINGS: Readonly<Record<Weight, LucideIcon>> = {
  error: CircleAlert,
  warning: TriangleAlert,
  hint: CircleHelp,
  note: Info,
  remark: MessageSquare,
};

/** The sign of a weight: shape and colour say it, and its name to assistive technology. */
export function WeightSign({ weight, small = false }: { readonly weight: Weight; readonly small?: boolean }) {
  return <Icon of={DRAWINGS[weight]} name={say(`weight.${weight}`)} small={small} className={`severity-${weight}`} />;
}
