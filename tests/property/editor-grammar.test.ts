import fc from "fast-check";
import { describe, expect, it } from "vitest";

import type { ThoughtType } from "../../shared/domain/section.ts";
import { step } from "../support/build.ts";
import { Writing } from "../support/writing.ts";

/**
 * The grammar of thoughts over plain lists (interface, section 2): bullets of thoughts, and a caret by bullet, thought and
 * offset. It knows nothing of documents and is the oracle for the editor's commands.
 */
type Plain = { type: ThoughtType; longterm: boolean; text: string };

class PlainSection {
  bullets: Plain[][] = [[{ type: "watsonian", longterm: false, text: "" }]];
  bullet = 0;
  thought = 0;
  offset = 0;

  get here(): Plain {
    return this.at(this.bullet, this.thought);
  }

  at(bullet: number, thought: number): Plain {
    const found = this.bullets[bullet]?.[thought];
    if (found === undefined) throw new RangeError("no such thought");
    return found;
  }

  row(bullet: number): Plain[] {
    const found = this.bullets[bullet];
    if (found === undefined) throw new RangeError("no such bullet");
    return found;
  }

  type(text: string): void {
    this.here.text = this.here.text.slice(0, this.offset) + text + this.here.text.slice(this.offset);
    this.offset += text.length;
  }

  begin(where: "newBullet" | "sameBullet"): void {
    const row = this.row(this.bullet);
    if (this.here.text === "") {
      if (where === "sameBullet" || this.thought === 0) return;
      this.bullets.splice(this.bullet + 1, 0, row.splice(this.thought));
      this.bullet += 1;
      this.thought = 0;
      return;
    }
    const { type, text } = this.here;
    const behind = text.slice(this.offset);
    const second: Plain = { type, longterm: behind !== "" && this.here.longterm, text: behind };
    this.here.text = text.slice(0, this.offset);
    if (this.offset === 0) this.here.longterm = false;
    row.splice(this.thought + 1, 0, second);
    if (where === "newBullet") {
      this.bullets.splice(this.bullet + 1, 0, row.splice(this.thought + 1));
      this.bullet += 1;
      this.thought = 0;
    } else this.thought += 1;
    this.offset = 0;
  }

  backspace(): void {
    if (this.offset > 0) {
      this.here.text = this.here.text.slice(0, this.offset - 1) + this.here.text.slice(this.offset);
      this.offset -= 1;
      return;
    }
    if (this.thought === 0) {
      if (this.bullet === 0) return;
      const row = this.row(this.bullet);
      this.bullets.splice(this.bullet, 1);
      this.bullet -= 1;
      this.thought = this.row(this.bullet).length;
      this.row(this.bullet).push(...row);
    }
    const { text } = this.here;
    this.row(this.bullet).splice(this.thought, 1);
    this.thought -= 1;
    this.offset = this.here.text.length;
    this.here.text += text;
  }

  moveThought(way: 1 | -1): void {
    const row = this.row(this.bullet);
    const to = this.thought + way;
    if (to >= 0 && to < row.length) {
      row.splice(to, 0, ...row.splice(this.thought, 1));
      this.thought = to;
      return;
    }
    const next = this.bullets[this.bullet + way];
    if (next === undefined) return;
    const [moved] = row.splice(this.thought, 1);
    if (moved === undefined) return;
    this.thought = way === 1 ? 0 : next.length;
    next.splice(this.thought, 0, moved);
    this.bullets = this.bullets.filter((bullet) => bullet.length > 0);
    this.bullet = this.bullets.indexOf(next);
  }

  moveBullet(way: 1 | -1): void {
    const to = this.bullet + way;
    if (to < 0 || to >= this.bullets.length) return;
    this.bullets.splice(to, 0, ...this.bullets.splice(this.bullet, 1));
    this.bullet = to;
  }

  /** True when a move would leave the section. */
  isAtEndFor(kind: Key["kind"]): boolean {
    const [isFirst, isLast] = [this.bullet === 0, this.bullet === this.bullets.length - 1];
    if (kind === "bulletUp") return isFirst;
    if (kind === "bulletDown") return isLast;
    if (kind === "up") return isFirst && this.thought === 0;
    return kind === "down" && isLast && this.thought === this.row(this.bullet).length - 1;
  }

  go(bullet: number, thought: number, offset: number): void {
    this.bullet = bullet % this.bullets.length;
    this.thought = thought % this.row(this.bullet).length;
    this.offset = offset % (this.here.text.length + 1);
  }

  toString(): string {
    return this.bullets
      .map((row) =>
        row
          .map(({ type, longterm, text }) => `${type.charAt(0).toUpperCase()}${longterm ? "!" : ""}:${text}`)
          .join(" + "),
      )
      .join(" / ");
  }
}

type Key =
  | { kind: "type"; text: string }
  | { kind: "go"; bullet: number; thought: number; offset: number }
  | { kind: "set"; type: ThoughtType }
  | {
      kind:
        | "Enter"
        | "Alt-Enter"
        | "Shift-Enter"
        | "Backspace"
        | "longterm"
        | "up"
        | "down"
        | "bulletUp"
        | "bulletDown";
    };

const small = fc.nat({ max: 9 });
const key: fc.Arbitrary<Key> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("type" as const), text: fc.constantFrom("a", "b c", "é") }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant("go" as const), bullet: small, thought: small, offset: small }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("set" as const),
      type: fc.constantFrom<ThoughtType>("watsonian", "doylist", "meta", "comment"),
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constantFrom<
        "Enter" | "Alt-Enter" | "Shift-Enter" | "Backspace" | "longterm" | "up" | "down" | "bulletUp" | "bulletDown"
      >(
        "Enter",
        "Alt-Enter",
        "Shift-Enter",
        "Backspace",
        "Backspace",
        "longterm",
        "up",
        "down",
        "bulletUp",
        "bulletDown",
      ),
    }),
  },
);

function doPlainly(plain: PlainSection, done: Key): void {
  switch (done.kind) {
    case "type":
      return plain.type(done.text);
    case "go":
      return plain.go(done.bullet, done.thought, done.offset);
    case "set":
      plain.here.type = done.type;
      return;
    case "Enter":
      return plain.begin("newBullet");
    case "Alt-Enter":
      return plain.begin("sameBullet");
    case "Shift-Enter":
      return plain.type("\n");
    case "Backspace":
      return plain.backspace();
    case "longterm":
      plain.here.longterm = !plain.here.longterm;
      return;
    case "up":
      return plain.moveThought(-1);
    case "down":
      return plain.moveThought(1);
    case "bulletUp":
      return plain.moveBullet(-1);
    case "bulletDown":
      return plain.moveBullet(1);
  }
}

/** The document position of the plain caret, counted by hand: run, step, section, bullet and thought open before it. */
function positionOf(plain: PlainSection): number {
  let position = 2;
  for (const [index, row] of plain.bullets.entries()) {
    position += 1;
    for (const [at, { text }] of row.entries()) {
      if (index === plain.bullet && at === plain.thought) return position + 1 + plain.offset;
      position += text.length + 2;
    }
    position += 1;
  }
  throw new RangeError("the caret is nowhere");
}

function doInEditor(writing: Writing, plain: PlainSection, done: Key): void {
  switch (done.kind) {
    case "type":
      writing.type(done.text);
      break;
    case "go":
      writing.select(positionOf(plain), positionOf(plain));
      break;
    case "set":
      writing.act(done.type);
      break;
    case "longterm":
      writing.act("longterm");
      break;
    case "up":
      writing.act("moveThoughtUp");
      break;
    case "down":
      writing.act("moveThoughtDown");
      break;
    case "bulletUp":
      writing.act("moveBulletUp");
      break;
    case "bulletDown":
      writing.act("moveBulletDown");
      break;
    case "Enter":
    case "Alt-Enter":
    case "Shift-Enter":
    case "Backspace":
      writing.press(done.kind);
  }
}

describe("the grammar of thoughts against plain lists", () => {
  it("[E1] [E2] [E3] [E4] [E5] [E7] writes what the plain lists say, and leaves the caret there", () => {
    fc.assert(
      fc.property(fc.array(key, { maxLength: 60 }), (keys) => {
        const plain = new PlainSection();
        const writing = new Writing(step());
        for (const done of keys) {
          // Beyond the section's ends a move goes on into another section, which the plain lists do not have.
          if (plain.isAtEndFor(done.kind)) continue;
          doPlainly(plain, done);
          doInEditor(writing, plain, done);
          expect(writing.text(1, "initial")).toBe(plain.toString());
          expect(writing.state.selection.head).toBe(positionOf(plain));
        }
      }),
      { numRuns: 400 },
    );
  });
});
