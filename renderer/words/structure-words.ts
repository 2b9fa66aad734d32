/** Words of what is done to whole steps, of the tag before it is set, and of the order of writing. */
export const STRUCTURE_WORDS = {
  "say.insertStep": "Step {step} inserted.",
  "say.insertStepBefore": "Step {step} inserted.",
  "say.splitStep": "Step {step} split. What followed is step {to}.",
  "say.mergeSteps": "Step {step} holds the next one too.",
  "say.moveStepUp": "Step {step} is step {to} now.",
  "say.moveStepDown": "Step {step} is step {to} now.",
  "say.moveStepTo": "Step {step} is step {to} now.",
  "say.duplicateStep": "Step {step} copied to step {to}.",
  "say.deleteStep": "Step {step} deleted. It lies in the bin.",
  "say.nameChapter": "Chapter named at step {step}.",
  "say.removeChapter": "Chapter removed at step {step}.",
  "say.setBookmark": "Bookmark set on step {step}.",
  "say.removeBookmark": "Bookmark removed from step {step}.",

  "structure.menu": "Step and chapter",
  "structure.moveTo": "Move step to…",
  "structure.moveToTitle": "Move step {step}",
  "structure.moveToNumber": "To number",
  "structure.moveToWrong": "A number from 1 to {last}.",
  "structure.move": "Move",
  "structure.chapter": "Chapter begins here…",
  "structure.chapterTitle": "Chapter that begins at step {step}",
  "structure.chapterName": "Name of the chapter",
  "structure.bookmark": "Bookmark…",
  "structure.bookmarkTitle": "Bookmark on step {step}",
  "structure.bookmarkName": "Name of the bookmark",
  "structure.emptyRemoves": "Left empty, it is removed.",
  "structure.keep": "Keep",
  "structure.showParked": "Show hidden text",

  "tag.wouldHide": {
    one: "It would hide, in {sections} ({count} word, kept aside).",
    other: "It would hide, in {sections} ({count} words, kept aside).",
  },
  "tag.wouldShow": {
    one: "Taken off, it would show again, in {sections} ({count} word).",
    other: "Taken off, it would show again, in {sections} ({count} words).",
  },
  "tag.wouldNeed": "To be written then, in {sections}.",

  "provenance.outOfOrder": "written out of order",

  "settings.writing": "Writing",
  "settings.openers": "Thought openers",
  "settings.openersHint":
    "At a thought’s start “w: ”, “d: ”, “m: ” and “c: ” set its type and “!” makes it long-term. Backspace gives back what was typed.",
} as const;
