import { describe, expect, it } from "vitest";

import {
  action,
  bullet,
  c,
  d,
  fullStep,
  initial,
  LONGTERM,
  m,
  outcome,
  postAction,
  postPrompt,
  step,
  TAGGED,
  w,
} from "../../support/build.ts";
import { Writing } from "../../support/writing.ts";

describe("the grammar of thoughts", () => {
  it("[E1] begins a new bullet with Enter, of the same type and not long-term", () => {
    const writing = new Writing(step(initial(bullet(d("one", LONGTERM)))));
    writing.caret("one|").press("Enter").type("two");
    expect(writing.text(1, "initial")).toBe("D!:one / D:two");
  });

  it("[E1] begins the next thought of the same bullet with Alt+Enter", () => {
    const writing = new Writing(step(initial(bullet(m("one"), d("three")))));
    writing.caret("one|").press("Alt-Enter").type("two");
    expect(writing.text(1, "initial")).toBe("M:one + M:two + D:three");
  });

  it("[E2] takes what follows along when a thought is split, with its flag and a new id", () => {
    const writing = new Writing(step(initial(bullet(w("before"), d("one two", LONGTERM), m("after")))));
    const [first] = writing.steps()[0]?.initial.bullets ?? [];
    writing.caret("one| two").press("Enter");
    expect(writing.text(1, "initial")).toBe("W:before + D!:one / D!: two + M:after");
    expect(writing.around()).toBe("| two");
    const [front, back] = writing.steps()[0]?.initial.bullets ?? [];
    expect(front?.map(({ id }) => id)).toEqual(first?.slice(0, 2).map(({ id }) => id));
    expect(back?.[0]?.id).not.toBe(first?.[1]?.id);
    expect(back?.[1]?.id).toBe(first?.[2]?.id);
  });

  it("[E2] leaves an empty thought that is not long-term in front when Enter is pressed at the start", () => {
    const writing = new Writing(step(initial(bullet(d("one", LONGTERM)))));
    writing.caret("|one").press("Enter");
    expect(writing.text(1, "initial")).toBe("D: / D!:one");
  });

  it("[E3] leaves the bullet with Enter on an empty thought at its end, and does nothing in an empty bullet", () => {
    const writing = new Writing(step(initial(bullet(w("one")))));
    writing.caret("one|").press("Alt-Enter");
    expect(writing.text(1, "initial")).toBe("W:one + W:");
    writing.press("Enter");
    expect(writing.text(1, "initial")).toBe("W:one / W:");
    writing.press("Enter", "Alt-Enter");
    expect(writing.text(1, "initial")).toBe("W:one / W:");
    expect(writing.type("two").text(1, "initial")).toBe("W:one / W:two");
  });

  it("[E4] joins a thought at its start to the one before, whose type, flag and id stay", () => {
    const writing = new Writing(step(initial(bullet(w("a"), d("b", LONGTERM)), bullet(m("c"), c("d")))));
    const before = writing.steps()[0]?.initial.bullets[0]?.[1]?.id;
    writing.caret("|c").press("Backspace");
    expect(writing.text(1, "initial")).toBe("W:a + D!:bc + C:d");
    expect(writing.around()).toBe("b|c");
    expect(writing.steps()[0]?.initial.bullets[0]?.[1]?.id).toBe(before);
    writing.caret("|bc").press("Backspace");
    expect(writing.text(1, "initial")).toBe("W:abc + C:d");
    writing.caret("|abc").press("Backspace");
    expect(writing.text(1, "initial")).toBe("W:abc + C:d");
  });

  it("[E4] joins the next thought with Delete at the end, and never another section", () => {
    const writing = new Writing(fullStep("s", initial(bullet(w("x")), bullet(d("y"), m("z")))));
    writing.caret("x|").press("Delete");
    expect(writing.text(1, "initial")).toBe("W:xy + M:z");
    writing.caret("z|").press("Delete");
    expect(writing.text(1, "initial")).toBe("W:xy + M:z");
    expect(writing.text(1, "prompt")).toBe("s prompt");
  });

  it("[E5] breaks a line inside a thought with Shift+Enter", () => {
    const writing = new Writing(step(initial(bullet(w("one two")))));
    writing.caret("one| two").press("Shift-Enter");
    expect(writing.text(1, "initial")).toBe("W:one\n two");
    expect(writing.type("x").text(1, "initial")).toBe("W:one\nx two");
  });

  it("[E6] gives a type to every thought that the selection touches, and to no other", () => {
    const writing = new Writing(step(initial(bullet(w("aa"), d("bb")), bullet(m("cc")))));
    writing.caret("b|b").act("comment");
    expect(writing.text(1, "initial")).toBe("W:aa + C:bb / M:cc");
    writing.selectFrom("a|a", "|bb").act("meta");
    expect(writing.text(1, "initial")).toBe("M:aa + M:bb / M:cc");
  });

  it("[E6] marks all touched thoughts long-term unless all are", () => {
    const writing = new Writing(step(initial(bullet(w("aa", LONGTERM), d("bb")))));
    writing.selectFrom("a|a", "b|b").act("longterm");
    expect(writing.text(1, "initial")).toBe("W!:aa + D!:bb");
    writing.act("longterm");
    expect(writing.text(1, "initial")).toBe("W:aa + D:bb");
  });

  it("[E6] says so where there is no thought", () => {
    const writing = new Writing(fullStep("s"));
    writing.at(1, "prompt").act("doylist");
    expect(writing.said).toEqual([{ kind: "notAThought" }]);
  });

  it("[E7] moves a thought past its neighbours and into the next bullet, with its id and the caret", () => {
    const writing = new Writing(step(initial(bullet(w("a"), d("bb")), bullet(m("c")))));
    const id = writing.steps()[0]?.initial.bullets[0]?.[1]?.id;
    writing.caret("b|b").act("moveThoughtUp");
    expect(writing.text(1, "initial")).toBe("D:bb + W:a / M:c");
    expect(writing.around()).toBe("b|b");
    writing.act("moveThoughtDown", "moveThoughtDown");
    expect(writing.text(1, "initial")).toBe("W:a / D:bb + M:c");
    writing.act("moveThoughtDown");
    expect(writing.text(1, "initial")).toBe("W:a / M:c + D:bb");
    expect(writing.steps()[0]?.initial.bullets[1]?.[1]?.id).toBe(id);
    writing.caret("|a").act("moveThoughtDown");
    expect(writing.text(1, "initial")).toBe("W:a + M:c + D:bb");
  });

  it("[E7] moves a whole bullet", () => {
    const writing = new Writing(step(initial(bullet(w("a")), bullet(d("b"), m("c")), bullet(w("e")))));
    writing.caret("c|").act("moveBulletUp");
    expect(writing.text(1, "initial")).toBe("D:b + M:c / W:a / W:e");
    writing.act("moveBulletUp", "moveBulletDown", "moveBulletDown");
    expect(writing.text(1, "initial")).toBe("W:a / W:e / D:b + M:c");
    expect(writing.around()).toBe("c|");
  });
});

describe("moving thoughts out of their section", () => {
  it("[E41] goes on into the next thoughts that are open, as a bullet of its own, with its id and the caret", () => {
    const writing = new Writing(step(initial(bullet(w("a"), d("bb"))), postPrompt(bullet(m("p")))), fullStep("x"));
    const id = writing.steps()[0]?.initial.bullets[0]?.[1]?.id;
    writing.caret("b|b").act("moveThoughtDown");
    expect(writing.text(1, "initial")).toBe("W:a");
    expect(writing.text(1, "postPrompt")).toBe("D:bb / M:p");
    expect(writing.around()).toBe("b|b");
    expect(writing.steps()[0]?.postPrompt.bullets[0]?.[0]?.id).toBe(id);
    writing.act("moveThoughtDown");
    expect(writing.text(1, "postPrompt")).toBe("D:bb + M:p");
    writing.act("moveThoughtDown", "moveThoughtDown");
    expect(writing.text(1, "postPrompt")).toBe("M:p");
    expect(writing.text(1, "postAction")).toBe("D:bb");
    writing.act("moveThoughtDown");
    expect(writing.text(2, "initial")).toBe("D:bb / W:x initial");
    expect(writing.around()).toBe("b|b");
    writing.act("moveThoughtUp");
    expect(writing.text(1, "postAction")).toBe("D:bb");
    writing.act("undo", "undo", "undo", "undo", "undo", "undo");
    expect(writing.text(1, "initial")).toBe("W:a + D:bb");
  });

  it("[E41] moves a whole bullet, leaves a blank one of its type behind, and passes over what is skipped", () => {
    const writing = new Writing(
      step(postAction(bullet(d("one"), m("two"))), outcome("o", TAGGED)),
      step(initial(bullet(w("kept"))), action("a")),
    );
    writing.caret("tw|o").act("moveBulletDown");
    expect(writing.text(1, "postAction")).toBe("M:");
    expect(writing.text(2, "initial")).toBe("W:kept");
    expect(writing.text(2, "postAction")).toBe("D:one + M:two");
    expect(writing.around()).toBe("tw|o");
    writing.act("moveBulletDown", "moveBulletUp");
    expect(writing.text(1, "postAction")).toBe("D:one + M:two");
    expect(writing.text(2, "postAction")).toBe("M:");
  });

  it("[E41] leaves a bullet without text where it is, and everything at the run's ends", () => {
    const writing = new Writing(step(initial(bullet(w("a")))));
    const before = writing.steps();
    writing.caret("a|").act("moveThoughtUp", "moveBulletUp").at(1, "postAction").act("moveBulletUp", "moveThoughtUp");
    expect(writing.steps()).toEqual(before);
  });
});

describe("paste", () => {
  it("[E8] makes a bullet of every line among thoughts, of the type where the caret stands", () => {
    const writing = new Writing(step(initial(bullet(d("ab", LONGTERM), m("z")))));
    writing.caret("a|b").paste("one\r\n\r\ntwo\nthree");
    expect(writing.text(1, "initial")).toBe("D!:aone / D:two / D:threeb + M:z");
    expect(writing.around()).toBe("three|b");
    const ids = writing
      .steps()[0]
      ?.initial.bullets.flat()
      .map(({ id }) => id);
    expect(new Set(ids).size).toBe(4);
  });

  it("[E8] makes a paragraph of every line in the story, empty ones too", () => {
    const writing = new Writing(fullStep("s"));
    writing.caret("s| prompt").paste("one\n\ntwo");
    expect(writing.text(1, "prompt")).toBe("sone ¶  ¶ two prompt");
    expect(writing.around()).toBe("two| prompt");
  });

  it("[E25] gives a thought that the browser split or made an id of its own", () => {
    const writing = new Writing(step(initial(bullet(w("one two")))));
    const before = writing.steps()[0]?.initial.bullets[0]?.[0]?.id;
    writing.caret("one| two");
    writing.dispatch(writing.state.tr.split(writing.state.selection.head, 2));
    const ids = writing
      .steps()[0]
      ?.initial.bullets.flat()
      .map(({ id }) => id);
    expect(ids?.[0]).toBe(before);
    expect(new Set(ids).size).toBe(2);
  });

  it("[E9] lets no CR, NUL or lone surrogate in, and every whole character", () => {
    const writing = new Writing(fullStep("s"));
    writing.caret("s prompt|").paste("a\0b\ud83dc\udc00d 😀\tx");
    expect(writing.text(1, "prompt")).toBe("s promptabcd 😀\tx");
    writing.dispatch(writing.state.tr.insertText("q\0r\ud83d"));
    expect(writing.text(1, "prompt")).toBe("s promptabcd 😀\txqr");
  });
});
