import { RELEASE_FIELDS, type ReleaseField } from "../../state/release-draft.ts";
import { TextArea, TextField } from "../../ui/field.tsx";
import { say } from "../../words/say.ts";
import type { ExportChoice } from "./use-export-choice.ts";

/** Fields of several lines. */
const LONG: readonly ReleaseField[] = ["description", "citation"];

/** The release record of a dataset: every date, address, licence and version in it comes from here. It is remembered. */
export function ReleaseForm({
  choice,
  authors,
}: {
  readonly choice: ExportChoice;
  readonly authors: readonly string[];
}) {
  const { draft, setDraft, release } = choice;
  // What nobody has begun to fill in is not called wrong.
  const wrongOf = (field: ReleaseField): string | null =>
    release.wrong?.has(field) === true && draft[field].trim() !== "" ? say(`releaseWrong.${field}`) : null;
  return (
    <fieldset className="stack wide release">
      <legend className="strong">{say("release.record")}</legend>
      <p className="small quiet">{say("release.about")}</p>
      <div className="fields">
        {RELEASE_FIELDS.map((field) =>
          LONG.includes(field) ? (
            <div key={field} className="whole">
              <TextArea
                label={say(`release.${field}`)}
                rows={2}
                value={draft[field]}
                onText={(text) => setDraft({ [field]: text })}
              />
            </div>
          ) : (
            <TextField
              key={field}
              label={say(`release.${field}`)}
              type={field === "date" ? "date" : "text"}
              value={draft[field]}
              wrong={wrongOf(field)}
              onText={(text) => setDraft({ [field]: text })}
            />
          ),
        )}
      </div>
      {authors.length > 0 && (
        <>
          <p className="small quiet">{say("release.penNames")}</p>
          <div className="fields">
            {authors.map((author) => (
              <TextField
                key={author}
                label={say("release.penName", { author })}
                value={draft.penNames[author] ?? ""}
                onText={(text) => setDraft({ penNames: { ...draft.penNames, [author]: text } })}
              />
            ))}
          </div>
        </>
      )}
      {release.record === null && <p className="small">{say("release.notWhole")}</p>}
    </fieldset>
  );
}
