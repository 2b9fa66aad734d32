import { type InputHTMLAttributes, type KeyboardEvent, type ReactNode, useId } from "react";

/** What stands around a field: its label, a hint under it, and what is wrong with what it holds. */
type Around = {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly wrong?: string | null | undefined;
  readonly narrow?: boolean;
};

function describedBy(id: string, around: Around): string | undefined {
  const ids = [around.hint === undefined ? "" : `${id}-hint`, around.wrong ? `${id}-wrong` : ""].filter(Boolean);
  return ids.length === 0 ? undefined : ids.join(" ");
}

function Surround({
  id,
  label,
  hint,
  wrong,
  narrow,
  children,
}: Around & { readonly id: string; readonly children: ReactNode }) {
  return (
    <div className={narrow === true ? "labelled narrow" : "labelled"}>
      <label className="label" htmlFor={id}>
        {label}
      </label>
      {children}
      {hint !== undefined && (
        <span className="hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
      {wrong && (
        <span className="wrong" id={`${id}-wrong`}>
          {wrong}
        </span>
      )}
    </div>
  );
}

/** A field of one line. `onText` is told every change. */
export function TextField({
  label,
  hint,
  wrong,
  narrow,
  onText,
  value,
  ref,
  ...rest
}: Around &
  Omit<InputHTMLAttributes<HTMLInputElement>, "className" | "style" | "onChange" | "value"> & {
    readonly value: string;
    readonly onText: (text: string) => void;
    readonly ref?: React.Ref<HTMLInputElement>;
  }) {
  const id = useId();
  const around = { label, hint, wrong, ...(narrow !== undefined && { narrow }) };
  return (
    <Surround id={id} {...around}>
      <input
        {...rest}
        id={id}
        ref={ref}
        className={wrong ? "field invalid" : "field"}
        value={value}
        aria-invalid={wrong ? true : undefined}
        aria-describedby={describedBy(id, around)}
        onChange={(event) => onText(event.target.value)}
      />
    </Surround>
  );
}

/** A narrow field for a whole number, as it is typed: whoever reads it sees whether it is one. */
export function NumberField({
  least,
  most,
  ...field
}: Pick<Around, "label" | "wrong"> & {
  readonly value: string;
  readonly onText: (text: string) => void;
  readonly least: number;
  readonly most: number;
}) {
  return <TextField {...field} narrow type="number" min={least} max={most} />;
}

/** A field of several lines. */
export function TextArea({
  label,
  hint,
  value,
  onText,
  rows = 4,
  ref,
  onKeyDown,
}: Around & {
  readonly onKeyDown?: (event: KeyboardEvent<HTMLTextAreaElement>) => void;
  readonly value: string;
  readonly onText: (text: string) => void;
  readonly rows?: number;
  readonly ref?: React.Ref<HTMLTextAreaElement>;
}) {
  const id = useId();
  return (
    <Surround id={id} label={label} hint={hint}>
      <textarea
        id={id}
        ref={ref}
        className="field"
        rows={rows}
        value={value}
        aria-describedby={describedBy(id, { label, hint })}
        onChange={(event) => onText(event.target.value)}
        onKeyDown={onKeyDown}
      />
    </Surround>
  );
}
