import type { ReactNode } from "react";

import type { Guide } from "../../shared/domain/review/guide.ts";
import { say } from "../words/say.ts";

/** The lead's guide as it is read. `children` stand between its version and its text. */
export function GuideReading({ guide, children }: { readonly guide: Guide; readonly children?: ReactNode }) {
  return (
    <section className="panel guide-text" aria-label={say("guide.title")}>
      <h2>{guide.title === "" ? say("guide.title") : guide.title}</h2>
      <p className="quiet small">{say("guide.version", { version: guide.version })}</p>
      {children}
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
