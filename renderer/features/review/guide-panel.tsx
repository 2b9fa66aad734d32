import { type Guide, guideChanges } from "../../../shared/domain/review/guide.ts";
import { Empty } from "../../ui/states.tsx";
import { GuideChangeList } from "../../ui/guide-changes.tsx";
import { say } from "../../words/say.ts";

/** The lead's guide that came along, and what changed since the version that was known before. */
export function GuidePanel({ guide, before }: { readonly guide: Guide | null; readonly before: Guide | null }) {
  if (guide === null) return <Empty inline title={say("guide.none")} />;
  const changes = before === null ? [] : guideChanges(before, guide);
  return (
    <section className="panel guide-text" aria-label={say("guide.title")}>
      <h2>{guide.title === "" ? say("guide.title") : guide.title}</h2>
      <p className="quiet small">{say("guide.version", { version: guide.version })}</p>
      {before !== null && changes.length > 0 && <GuideChangeList changes={changes} since={before.version} />}
      <p className="as-written">{guide.text}</p>
      <dl>
        {guide.criteria.map(({ id, name, description, examples, scale }) => (
          <div key={id}>
            <dt>
              {name} <span className="quiet small">{say(`guide.scale.${scale}`)}</span>
            </dt>
            <dd className="as-written">{description}</dd>
            {examples !== "" && <dd className="as-written second small">{examples}</dd>}
          </div>
        ))}
      </dl>
    </section>
  );
}
