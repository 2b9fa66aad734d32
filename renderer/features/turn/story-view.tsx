import { useEffect, useRef } from "react";

import type { StoryPart } from "../../../shared/domain/turn.ts";
import { say } from "../../words/say.ts";

/** The story as its player reads it, at first from what is new on: nothing in it follows from a thought. */
export function StoryView({
  story,
  fresh,
  label,
}: {
  readonly story: readonly StoryPart[];
  /** Index of the first part that is new. */
  readonly fresh: number;
  readonly label: string;
}) {
  const article = useRef<HTMLElement>(null);
  useEffect(() => {
    // In braces: where scrolling answers a promise, an effect must not.
    article.current?.children[fresh]?.scrollIntoView();
  }, [fresh]);
  return (
    <article className="story-view" aria-label={label} ref={article}>
      {story.map(({ step, section, tagged, text }) => (
        <section key={`${step} ${section}`} className={section === "action" ? "their-action" : "narration"}>
          {text.split("\n").map((paragraph, index) => (
            // Paragraphs of a text that does not change have no other name than their place.
            <p key={index}>
              {index === 0 && tagged && <span className="was-tag">{say("run.tag")}</span>}
              {paragraph}
            </p>
          ))}
        </section>
      ))}
    </article>
  );
}
