/** Words of help and of what the app is made of; the guides themselves are in `docs/guides`. */
export const HELP_WORDS = {
  "help.open": "Help",
  "help.title": "Help",
  "help.parts": "What help is about",
  "help.author": "For authors",
  "help.reviewer": "For reviewers",
  "help.lead": "For leads",
  "help.about": "About Runwright",
  "help.loading": "Reading…",
  "help.failed": "The guide is not there. Install Runwright again to have it back.",
  "help.noKeys": "(its keys were taken away)",
  "about.open": "About Runwright",
  "about.release": "Runwright {release}",
  "about.private":
    "Everything you write stays on this machine. Runwright sends nothing anywhere and asks nothing of any network.",
  "about.report": "Report",
  "about.reportText":
    "For whoever helps you when something goes wrong: releases, amounts and the newest entries of the log. No title, no name and no word of yours is in it; read it below before you send it.",
  "about.copy": "Copy report",
  "about.copied": "The report is on the clipboard.",
  "about.notCopied": "The clipboard was refused: select the report below and copy it.",
  "about.reportFailed": "The report could not be made.",
  "about.licences": "Licences",
  "about.licencesText":
    "Runwright is free under the MIT licence. It stands on the work of others, each under a licence of its own.",
  "about.showLicences": "Show the licences",
  "about.noLicences": "The licences are not beside this page. Install Runwright again to have them back.",
} as const;
