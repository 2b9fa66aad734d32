import { Plugin } from "prosemirror-state";

/** The height at which the line that is written stays, as a share of the page's. */
const LINE_AT = 0.42;

/**
 * Typewriter scrolling: whenever the caret's line would be scrolled into view, it is brought to one height of the page
 * instead. A click and the wheel move nothing: only writing and the keys of motion do.
 */
export function typewriter(isOn: () => boolean): Plugin {
  return new Plugin({
    props: {
      handleScrollToSelection(view) {
        const page = view.dom.parentElement;
        if (!isOn() || page === null) return false;
        const line = view.coordsAtPos(view.state.selection.head);
        const wanted = page.getBoundingClientRect().top + page.clientHeight * LINE_AT;
        const shift = Math.round((line.top + line.bottom) / 2 - wanted);
        if (shift !== 0) page.scrollTop += shift;
        return true;
      },
    },
  });
}
