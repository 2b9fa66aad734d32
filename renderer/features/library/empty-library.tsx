import { BookOpen, BookOpenCheck, ChevronRight, CircleHelp, Download, Keyboard } from "lucide-react";
import { useEffect, useRef, useState } from "react";

import { usePage } from "../../app/context.tsx";
import { useCall } from "../../app/use-call.ts";
import { Icon } from "../../ui/icon.tsx";
import { say } from "../../words/say.ts";

/** A library without a run: a title is all that is needed to begin. */
export function EmptyLibrary({
  onBegin,
  onSample,
  onImport,
}: {
  readonly onBegin: (title: string) => void;
  readonly onSample: () => void;
  readonly onImport: () => void;
}) {
  const { commands, go } = usePage();
  const [reviews] = useCall("review.list", {});
  const copies = reviews.state === "ready" ? reviews.value.copies : [];
  const waiting = copies.filter(({ sentAt }) => sentAt === null).length;
  const [title, setTitle] = useState("");
  const field = useRef<HTMLInputElement>(null);
  // The one thing to do on this screen; nothing else is passed over by it. A palette that was opened while the library
  // was read keeps the focus.
  useEffect(() => {
    if (document.querySelector("[data-modal]") === null) field.current?.focus();
  }, []);
  return (
    <div className="state">
      <div className="body">
        <h2>{say("empty.title")}</h2>
        <p>{say("empty.text")}</p>
        <form
          className="begin"
          onSubmit={(event) => {
            event.preventDefault();
            if (title.trim() !== "") onBegin(title.trim());
          }}
        >
          <input
            ref={field}
            aria-label={say("newRun.title")}
            placeholder={say("newRun.title")}
            value={title}
            onChange={(event) => setTitle(event.target.value)}
          />
          <button type="submit" className="button primary" disabled={title.trim() === ""}>
            {say("newRun.begin")}
          </button>
        </form>
        <ul className="offers">
          {[
            ...(copies.length === 0
              ? []
              : [
                  {
                    icon: BookOpenCheck,
                    text: waiting === 0 ? say("reviews.open") : say("reviews.waiting", { count: waiting }),
                    run: () => go({ name: "library", tab: "reviews" }),
                  },
                ]),
            { icon: BookOpen, text: say("empty.sample"), run: onSample },
            { icon: Download, text: say("empty.import"), run: onImport },
            { icon: CircleHelp, text: say("empty.guide"), run: () => void commands.run("page.help") },
            { icon: Keyboard, text: say("empty.keys"), run: () => void commands.run("page.keys") },
          ].map((offer) => (
            <li key={offer.text}>
              <button type="button" onClick={offer.run}>
                <Icon of={offer.icon} />
                <span className="grow">{offer.text}</span>
                <Icon of={ChevronRight} />
              </button>
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
