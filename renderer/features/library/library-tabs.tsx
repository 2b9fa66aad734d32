import { type LibraryTab, hashOf } from "../../app/place.ts";
import { say } from "../../words/say.ts";

const TABS = [
  { tab: "runs", word: "library.runs" },
  { tab: "projects", word: "library.projects" },
  { tab: "reviews", word: "library.reviews" },
  { tab: "bin", word: "bin.title" },
] as const;

/** The lists of the library. They are places, so they are links with an address. */
export function LibraryTabs({ tab }: { readonly tab: LibraryTab }) {
  return (
    <nav className="tabs" aria-label={say("library.title")}>
      {TABS.map((one) => (
        <a
          key={one.tab}
          className="tab"
          href={hashOf({ name: "library", tab: one.tab })}
          data-label={say(one.word)}
          aria-current={one.tab === tab ? "page" : undefined}
        >
          {say(one.word)}
        </a>
      ))}
    </nav>
  );
}
