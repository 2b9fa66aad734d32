import { useEffect, useState } from "react";

import { usePage } from "../../app/context.tsx";
import { RELEASE } from "../../../shared/contract/release.ts";
import { Button } from "../../ui/button.tsx";
import { Loading } from "../../ui/states.tsx";
import { say } from "../../words/say.ts";
import { fetchText } from "./guide-view.tsx";

/** The licences of everything that travels with the app, gathered when the page is built. */
const LICENCES = "./licences.md";
/** Lines that are seen of a long text at once. */
const ROWS = 12;

/** Which release this is, the report for who helps, and the licences of all parts. */
export function About() {
  const { host, announce } = usePage();
  const [report, setReport] = useState<string | null>(null);
  const [said, setSaid] = useState("");
  const tell = (sentence: string): void => {
    setSaid(sentence);
    announce(sentence);
  };
  const copy = async (): Promise<void> => {
    const made = await host.report();
    if (!made.ok) return tell(`${say("about.reportFailed")} ${made.failure.message}`);
    setReport(made.value);
    try {
      await navigator.clipboard.writeText(made.value);
      tell(say("about.copied"));
    } catch {
      // The browser may refuse the clipboard; the report stands below to be selected.
      tell(say("about.notCopied"));
    }
  };
  return (
    <div className="about">
      <h3 className="screen-title">{say("about.release", { release: RELEASE })}</h3>
      <p>{say("about.private")}</p>
      <section aria-labelledby="about-report">
        <h4 id="about-report">{say("about.report")}</h4>
        <p>{say("about.reportText")}</p>
        <div className="row">
          <Button onClick={() => void copy()}>{say("about.copy")}</Button>
          <span className="quiet small">{said}</span>
        </div>
        {report !== null && (
          <textarea className="report" readOnly aria-label={say("about.report")} value={report} rows={ROWS} />
        )}
      </section>
      <section aria-labelledby="about-licences">
        <h4 id="about-licences">{say("about.licences")}</h4>
        <p>{say("about.licencesText")}</p>
        <Licences />
      </section>
    </div>
  );
}

function Licences() {
  const [shown, setShown] = useState(false);
  return shown ? <LicenceText /> : <Button onClick={() => setShown(true)}>{say("about.showLicences")}</Button>;
}

function LicenceText() {
  const [text, setText] = useState<string | null>(null);
  useEffect(() => {
    let isCurrent = true;
    const show = (read: string | null): void => {
      if (isCurrent) setText(read ?? say("about.noLicences"));
    };
    fetchText(new URL(LICENCES, document.baseURI)).then(show, () => show(null));
    return () => {
      isCurrent = false;
    };
  }, []);
  if (text === null) return <Loading what={say("help.loading")} />;
  return <textarea className="report" readOnly aria-label={say("about.licences")} value={text} rows={ROWS} />;
}
