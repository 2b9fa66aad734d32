import { CircleAlert, CircleCheck } from "lucide-react";

import type { ExportedFile } from "../../../shared/contract/exchange-methods.ts";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { ProblemList } from "../../ui/problems.tsx";
import { Failed, Working } from "../../ui/states.tsx";
import { bytes } from "../../words/format.ts";
import { say } from "../../words/say.ts";
import type { JobState } from "../use-job.ts";
import type { ExportState } from "./use-export.ts";

/** A hash is told apart by its first signs; the whole of it is in the tooltip. */
const SHOWN_HASH_SIGNS = 12;

/** How an export goes and how it ended: the work, the files and where they went, or what stood in the way. */
export function ExportResult({
  exported,
  job,
  onCancel,
}: {
  readonly exported: ExportState;
  readonly job: JobState | null;
  readonly onCancel: () => void;
}) {
  if (job !== null) return <Working what={job.what} done={job.done} total={job.total} onCancel={onCancel} />;
  switch (exported.state) {
    case "idle":
      return null;
    case "failed":
      return <Failed inline what={say("export.failed")} failure={exported.failure} />;
    case "exists":
      return (
        <div className="stack" role="alert">
          <p>
            <Icon of={CircleAlert} className="severity-warning" /> {say("export.exists")}
          </p>
          <div>
            <Button onClick={exported.overwrite}>{say("export.overwrite")}</Button>
          </div>
        </div>
      );
    case "written":
      return <Written files={exported.files} downloaded={exported.downloaded} />;
  }
}

function Written({ files, downloaded }: { readonly files: readonly ExportedFile[]; readonly downloaded: boolean }) {
  return (
    <div className="stack">
      <p className="strong">
        <Icon of={CircleCheck} className="severity-good" /> {say("export.written", { count: files.length })}{" "}
        <span className="quiet">{say(downloaded ? "export.inDownloads" : "export.whereChosen")}</span>
      </p>
      <ul>
        {files.map((file) => (
          <li key={file.file} className="written">
            <span className="grow clip">{file.file}</span>
            <span className="quiet small num">{bytes(file.bytes)}</span>
            <span className="quiet small" title={file.sha256}>
              {say("export.hash", { hash: file.sha256.slice(0, SHOWN_HASH_SIGNS) })}
            </span>
            {file.problems.length > 0 && (
              <div className="notes">
                <ProblemList problems={file.problems} />
              </div>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
