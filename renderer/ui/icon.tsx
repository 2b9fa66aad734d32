import type { LucideIcon } from "lucide-react";

/** An icon. It says nothing to assistive technology unless it has a `name`: a control with a label of its own needs none. */
export function Icon({
  of: Drawing,
  name,
  small,
  className,
}: {
  readonly of: LucideIcon;
  readonly name?: string | undefined;
  readonly small?: boolean | undefined;
  readonly className?: string | undefined;
}) {
  const classes = ["icon", small === true ? "small" : "", className ?? ""].filter(Boolean).join(" ");
  return name === undefined ? (
    <Drawing className={classes} aria-hidden focusable={false} />
  ) : (
    <Drawing className={classes} role="img" aria-label={name} focusable={false} />
  );
}
