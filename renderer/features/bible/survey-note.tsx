import { Failed, Loading } from "../../ui/states.tsx";
import { say } from "../../words/say.ts";
import type { BibleDesk } from "./use-bible.ts";

/** Says that the run's text is still being read, or why it could not be; nothing once it has been. Until then nothing is known of where anybody is named. */
export function SurveyNote({ desk: { survey, reload } }: { readonly desk: BibleDesk }) {
  switch (survey.state) {
    case "loading":
      return <Loading inline what={say("bible.reading")} />;
    case "failed":
      return <Failed inline what={say("bible.readFailed")} failure={survey.failure} onAgain={reload} />;
    case "ready":
      return null;
  }
}
