import { type EntityKind, ENTITY_KINDS } from "../../../shared/domain/bible/bible.ts";
import { Choice } from "../../ui/choice.tsx";
import { say } from "../../words/say.ts";

/** The choice of what an entity is. */
export function KindChoice({
  kind,
  onChoose,
}: {
  readonly kind: EntityKind;
  readonly onChoose: (kind: EntityKind) => void;
}) {
  return (
    <Choice
      hidden
      low
      label={say("entity.kind")}
      value={kind}
      options={ENTITY_KINDS.map((value) => ({ value, title: say(`entity.kind.${value}`) }))}
      onChoose={onChoose}
    />
  );
}
