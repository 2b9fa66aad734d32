import { type AttributeSpec, type NodeSpec, Schema } from "prosemirror-model";
import { z } from "zod";

import { isUuid, StepId, ThoughtId } from "../domain/ids.ts";
import { type SectionName, THOUGHT_TYPES, ThoughtType } from "../domain/section.ts";
import { StepContent } from "../domain/step.ts";

/**
 * The one document that a whole run is edited in (document model, section 1): `run > step+ > six sections`. How it is
 * drawn and what is read from a clipboard is the editor's; this schema has no `toDOM` and no `parseDOM`.
 *
 * What is decided here and why:
 * - A thought is a text block with attributes and never a mark: ProseMirror joins neighbouring text of equal marks.
 * - Text nodes hold no `\n`. In a story section a line feed begins a paragraph, in a thought it is a `line` node.
 *   `whitespace` stays "normal" and `line` is the schema's `linebreakReplacement`: so when the view reads typed text back
 *   from the page it keeps tabs, outer and double blanks as they are, and a stray line feed becomes a `line` (in a
 *   paragraph a blank). With `whitespace: "pre"` it would stay in the text; `code` would also flatten every paste.
 * - Steps and sections are `isolating`: Backspace at the start of one never joins it to the one before.
 * - A thought is `defining`: whole thoughts that are copied keep their type and flag where they are pasted.
 * - Nothing is selectable as a node: a click with a modifier held must not take hold of a whole step.
 */

/** The nodes of a run's document; the sections carry their machine names. */
export type RunNodeName = "run" | "step" | SectionName | "bullet" | "thought" | "paragraph" | "line" | "text";

/**
 * The id of a step or thought that ProseMirror made up to fill a gap (when a deletion leaves a bullet without a thought,
 * say). The editor gives such a node a new id in the same transaction; reading a document that holds one throws.
 */
export const UNASSIGNED_ID = "";

/** The attributes of a step node as they are read from a document. */
export const StepAttributes = z.object({
  id: StepId,
  chapter: StepContent.shape.chapter,
  bookmark: StepContent.shape.bookmark,
});
export type StepAttributes = z.infer<typeof StepAttributes>;

/** The attributes of every section node. */
export const SectionAttributes = z.object({ closed: z.boolean() });
export type SectionAttributes = z.infer<typeof SectionAttributes>;

/** The attributes of an action's or outcome's node. */
export const TaggableAttributes = z.object({ closed: z.boolean(), tagged: z.boolean() });
export type TaggableAttributes = z.infer<typeof TaggableAttributes>;

/** The attributes of a thought node. */
export const ThoughtAttributes = z.object({ id: ThoughtId, type: ThoughtType, longterm: z.boolean() });
export type ThoughtAttributes = z.infer<typeof ThoughtAttributes>;

/**
 * An attribute that ProseMirror holds against `fits` whenever a node is made; a value outside it makes it throw. A run of
 * 1,000 steps has a hundred thousand of them, so the check is a plain one and no schema is asked.
 */
function attribute(initial: unknown, what: string, fits: (value: unknown) => boolean): AttributeSpec {
  return {
    default: initial,
    validate: (value: unknown) => {
      if (!fits(value))
        throw new RangeError(`An attribute of a run's node takes ${what}, not ${JSON.stringify(value)}`);
    },
  };
}

const types: ReadonlySet<unknown> = new Set(THOUGHT_TYPES);
const flag = attribute(false, "a boolean", (value) => typeof value === "boolean");
const id = attribute(UNASSIGNED_ID, "a UUIDv7", (value) => value === UNASSIGNED_ID || isUuid(value));
const type = attribute("watsonian", `one of ${THOUGHT_TYPES.join(", ")}`, (value) => types.has(value));
const name = attribute(null, "a name", (value) => value === null || StepContent.shape.chapter.safeParse(value).success);

const section = { isolating: true, defining: true, selectable: false } satisfies NodeSpec;
const thoughtSection: NodeSpec = { ...section, content: "bullet+", attrs: { closed: flag } };
const storySection: NodeSpec = { ...section, content: "paragraph+", attrs: { closed: flag } };
const taggableSection: NodeSpec = { ...section, content: "paragraph+", attrs: { closed: flag, tagged: flag } };

const nodes: Record<RunNodeName, NodeSpec> = {
  run: { content: "step+" },
  step: {
    content: "initial prompt postPrompt action postAction outcome",
    attrs: { id, chapter: name, bookmark: name },
    isolating: true,
    defining: true,
    selectable: false,
  },
  initial: thoughtSection,
  prompt: storySection,
  postPrompt: thoughtSection,
  action: taggableSection,
  postAction: thoughtSection,
  outcome: taggableSection,
  bullet: { content: "thought+", selectable: false },
  thought: {
    content: "(text | line)*",
    marks: "",
    attrs: { id, type, longterm: flag },
    defining: true,
    selectable: false,
  },
  paragraph: { content: "text*", marks: "", selectable: false },
  line: { inline: true, selectable: false, linebreakReplacement: true, leafText: () => "\n" },
  text: {},
};

/** The schema of a run's document. `topNodeType` is "run"; there are no marks. */
export const runSchema: Schema<RunNodeName, never> = new Schema({ topNode: "run", nodes });
