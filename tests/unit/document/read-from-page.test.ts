// @vitest-environment jsdom
import { DOMParser } from "prosemirror-model";
import { expect, it } from "vitest";

import { runSchema } from "../../../shared/document/schema.ts";

it.each([
  ["thought", 'thought(" two  blanks\\tand", line, "a line\u00a0 ")'],
  ["paragraph", 'paragraph(" two  blanks\\tand a line\u00a0 ")'],
] as const)("[D8] text that a view reads back from the page keeps tabs and blanks: %s", (type, expected) => {
  const element = document.createElement("p");
  element.textContent = " two  blanks\tand\na line\u00a0 ";
  const topNode = runSchema.nodes[type].create();
  // As the view decides it.
  const preserveWhitespace = topNode.type.whitespace === "pre" ? "full" : true;
  expect(new DOMParser(runSchema, []).parse(element, { topNode, preserveWhitespace }).toString()).toBe(expected);
});
