/**
 * The words that the system's side shows by itself: its menu, its dialogs, what it says when nothing else can. They are
 * part of the one catalogue (renderer/words); they stand here since main knows no part of the page. `{name}` is a slot.
 */
export const SYSTEM_WORDS = {
  product: "Runwright",
  "system.file": "File",
  "system.newWindow": "New Window",
  "system.recentRuns": "Recent Runs",
  "system.openRuns": "Open",
  "system.runFiles": "Runs and answers",
  "system.allFiles": "All files",
  "system.pdf": "PDF",
  "system.chooseFolder": "Choose a Folder",
  "system.exportHere": "Export Here",
  "system.openLink": "This link leads to {host}",
  "system.openInBrowser": "Open It",
  "system.copyAddress": "Copy the Address",
  "system.copyLink": "Copy Link",
  "system.cancel": "Cancel",
  "system.foreignScript":
    "Its name is written with letters that can look like others. Open it only if you know where it leads.",
  "system.cannotOpen": "Runwright cannot open your library",
  "system.backendGone": "Runwright's library process keeps stopping",
  "system.backendGoneWhat": "Your words are kept in the windows. Quit Runwright and start it again.",
  "system.pageGone": "This window has stopped",
  "system.pageGoneWhat": "What it called saved is saved, and what was not is kept and offered when it opens again.",
  "system.openAgain": "Open It Again",
  "system.noPdf": "The PDF was not written",
} as const;
