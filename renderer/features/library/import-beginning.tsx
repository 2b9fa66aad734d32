import type { CheckedImport } from "../../../shared/contract/exchange-methods.ts";
import { say } from "../../words/say.ts";

/** The first sections of a document as they would stand in the run, so that a wrong mapping is seen. */
export function ImportBeginning({ beginning }: { readonly beginning: CheckedImport["beginning"] }) {
  return (
    <details className="import-notes" open>
      <summary>{say("import.beginning")}</summary>
      <dl className="import-beginning">
        {beginning.map(({ step, chapter, section, parts }) => (
          <div key={`${step} ${section}`}>
            {chapter !== null && <dt className="chapter">{chapter}</dt>}
            <dt className="small quiet">{say("place.inStep", { step, section: say(`section.${section}`) })}</dt>
            {parts.map(({ type, longterm, text }, index) => (
              <dd
                // Thoughts may be alike, and they only change together.
                key={index}
                className={longterm ? "longterm" : undefined}
                data-type={type ?? undefined}
              >
                {type !== null && (
                  <span className="letter" role="img" aria-label={say(`type.${type}`)}>
                    {say(`letter.${type}`)}
                  </span>
                )}
                <span className="words">{text}</span>
              </dd>
            ))}
          </div>
        ))}
      </dl>
    </details>
  );
}
