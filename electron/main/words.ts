/** The few words that main shows itself; everything else is the page's. */
export const WORDS = {
  app: "Runwright",
  file: "File",
  newWindow: "New Window",
  openRuns: "Open",
  runFiles: "Runs and answers",
  allFiles: "All files",
  chooseFolder: "Choose a Folder",
  exportHere: "Export Here",
  cannotOpen: "Runwright cannot open your library",
  backendGone: "Runwright's library process keeps stopping",
  backendGoneWhat: "Your words are kept in the windows. Quit Runwright and start it again.",
} as const;
