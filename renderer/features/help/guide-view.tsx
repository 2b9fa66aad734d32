import { Fragment, useEffect, useState } from "react";

import { usePage } from "../../app/context.tsx";
import { type Chord, keyCaps } from "../../app/keys.ts";
import { useBoundChord } from "../../ui/bound-chord.ts";
import { ChordCaps } from "../../ui/key-caps.tsx";
import { Loading } from "../../ui/states.tsx";
import { say } from "../../words/say.ts";
import { type GuideText, readGuide, type Stretch } from "./guide-text.ts";
import { type Guide, guideAddress, PICTURES } from "./guides.ts";

/** One guide, fetched when it is asked for: nobody who only writes loads it. */
export function GuideView({ guide }: { readonly guide: Guide }) {
  const [read, setRead] = useState<GuideText | "failed" | null>(null);
  useEffect(() => {
    let isCurrent = true;
    const show = (text: GuideText | "failed"): void => {
      if (isCurrent) setRead(text);
    };
    fetchText(guideAddress(guide)).then(
      (text) => show(text === null ? "failed" : readGuide(text)),
      () => show("failed"),
    );
    return () => {
      isCurrent = false;
    };
  }, [guide]);
  if (read === null) return <Loading what={say("help.loading")} />;
  if (read === "failed") return <p role="alert">{say("help.failed")}</p>;
  return (
    <article className="guide">
      <h3 className="screen-title">{read.title}</h3>
      {read.parts.map((part, index) => {
        const key = `${part.kind}-${index}`;
        switch (part.kind) {
          case "heading":
            return <h4 key={key}>{part.text}</h4>;
          case "paragraph":
            return (
              <p key={key}>
                <Stretches of={part.stretches} />
              </p>
            );
          case "picture":
            return <img key={key} src={PICTURES.get(part.name)?.href} alt={part.says} loading="lazy" />;
          case "list":
            return (
              <ul key={key}>
                {part.items.map((item, at) => (
                  <li key={`${key}-${at}`}>
                    <Stretches of={item} />
                  </li>
                ))}
              </ul>
            );
        }
      })}
    </article>
  );
}

/** The text at an address of the page's own; null where there is none. */
export async function fetchText(address: URL): Promise<string | null> {
  const answer = await fetch(address);
  return answer.ok ? answer.text() : null;
}

function Stretches({ of: stretches }: { readonly of: readonly Stretch[] }) {
  return stretches.map((stretch, index) => {
    const key = `${stretch.kind}-${index}`;
    switch (stretch.kind) {
      case "words":
        return <Fragment key={key}>{stretch.text}</Fragment>;
      case "name":
        return <b key={key}>{stretch.text}</b>;
      case "keys":
        return <KeysInText key={key} chord={stretch.text} />;
      case "code":
        return <code key={key}>{stretch.text}</code>;
    }
  });
}

/** Keys in a sentence: as caps for the eye, as words for who listens. */
function KeysInText({ chord }: { readonly chord: Chord }) {
  const { mac } = usePage();
  const bound = useBoundChord(chord);
  if (bound === null) return <span>{say("help.noKeys")}</span>;
  return (
    <span className="keys-in-text">
      <ChordCaps chord={bound} />
      <span className="hidden-visually">{keyCaps(bound, mac).join("+")}</span>
    </span>
  );
}
