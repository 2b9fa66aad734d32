import type { Entity } from "../../../shared/domain/bible/bible.ts";
import { say } from "../../words/say.ts";
import type { ChangeEntity } from "./open-entity.ts";

/** What an entity was called before it was renamed through the run; what is forgotten is not looked for any more. */
export function FormerNames({ entity, change }: { readonly entity: Entity; readonly change: ChangeEntity }) {
  if (entity.formerly.length === 0) return null;
  return (
    <div className="row">
      <span className="quiet small">{say("entity.formerly")}</span>
      <ul className="aliases" aria-label={say("entity.formerly")}>
        {entity.formerly.map((name) => (
          <li key={name} className="alias">
            <span>{name}</span>
            <button
              type="button"
              className="alias-remove"
              aria-label={say("entity.forget", { name })}
              onClick={() =>
                change({ formerly: entity.formerly.filter((each) => each !== name) }, say("entity.forgotten", { name }))
              }
            >
              ×
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
