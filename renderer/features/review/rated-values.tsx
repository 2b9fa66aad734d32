import type { KeyboardEvent } from "react";

type Value = string | number;

/** What ten is called by one key. */
const TEN_KEY = "0";

/**
 * A few values of which one is chosen, or none: choosing it again takes it back. One stop of Tab; the arrows go through
 * the values, and a figure or a first letter chooses one and goes on to what comes next.
 */
export function Values<V extends Value>({
  name,
  values,
  chosen,
  onChoose,
  onKeyDown,
}: {
  readonly name: string;
  readonly values: readonly { readonly value: V; readonly title: string }[];
  readonly chosen: V | null;
  readonly onChoose: (value: V | null) => void;
  /** Told every key that is none of these. */
  readonly onKeyDown: (event: KeyboardEvent) => void;
}) {
  const first = chosen ?? values[0]?.value;
  const onValueKey = (event: KeyboardEvent<HTMLButtonElement>): void => {
    const group = event.currentTarget.closest("fieldset");
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
    const way = isPlain ? ARROWS.get(event.key) : undefined;
    const typed = isPlain ? values.find(({ title }) => keyOf(title) === event.key.toLowerCase()) : undefined;
    if (group === null || (way === undefined && typed === undefined)) return onKeyDown(event);
    event.preventDefault();
    if (way !== undefined) focusNeighbour(group, way);
    if (typed === undefined) return;
    onChoose(typed.value);
    focusNext(group);
  };
  return (
    <fieldset className="values">
      <legend className="label">{name}</legend>
      <div className="row">
        {values.map(({ value, title }) => (
          <button
            key={value}
            type="button"
            className="tool"
            tabIndex={value === first ? 0 : -1}
            aria-pressed={value === chosen}
            onKeyDown={onValueKey}
            onClick={() => onChoose(value === chosen ? null : value)}
          >
            {title}
          </button>
        ))}
      </div>
    </fieldset>
  );
}

const ARROWS: ReadonlyMap<string, 1 | -1> = new Map([
  ["ArrowRight", 1],
  ["ArrowDown", 1],
  ["ArrowLeft", -1],
  ["ArrowUp", -1],
]);

function keyOf(title: string): string {
  return title === "10" ? TEN_KEY : title.slice(0, 1).toLowerCase();
}

function focusNeighbour(group: HTMLElement, way: 1 | -1): void {
  const buttons = [...group.querySelectorAll("button")];
  const at = buttons.findIndex((button) => button === document.activeElement);
  buttons[Math.min(buttons.length - 1, Math.max(0, at + way))]?.focus();
}

/** The next group's stop of Tab, or what stands behind the last one. */
function focusNext(group: HTMLElement): void {
  const stops = [...(group.closest("form")?.querySelectorAll<HTMLElement>("fieldset, textarea") ?? [])];
  const next = stops[stops.findIndex((stop) => stop === group) + 1];
  const inner = next?.querySelector<HTMLElement>("[tabindex='0']");
  (inner ?? next)?.focus();
}
