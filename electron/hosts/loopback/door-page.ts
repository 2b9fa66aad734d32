/*
 * The small page behind an address with a token. It posts the token, gets the cookie for it and goes on to the app by
 * itself: a strict same-site cookie is sent only on the way from a page of this very place, and the token leaves the
 * address bar and the history.
 */

/** Where the page posts its token. */
export const ENTER_PATH = "/enter";
/** The script of the page; inline ones are forbidden. */
export const DOOR_SCRIPT_PATH = "/door.js";
/** The parameter of the address that holds the token. */
export const TOKEN_PARAMETER = "token";

function page(body: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Runwright</title></head><body>${body}</body></html>`;
}

/** Shown while the token is exchanged; the script replaces it within a moment. */
export const DOOR_PAGE = page(
  `<p id="word" role="status">Opening Runwright…</p><script src="${DOOR_SCRIPT_PATH}"></script>`,
);

/** Shown to whoever comes without token and cookie. */
export const CLOSED_PAGE = page(
  `<h1>This door is closed</h1><p>Open Runwright by the address that it printed when it started, or start it again.</p>`,
);

/** Plain script of the door page. */
export const DOOR_SCRIPT = `"use strict";
const token = new URLSearchParams(location.search).get("${TOKEN_PARAMETER}");
fetch("${ENTER_PATH}", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ token }) })
  .then((answer) => {
    if (answer.ok) location.replace("/");
    else document.getElementById("word").textContent =
      "This address has been used already. Open Runwright by the address that it printed, or start it again.";
  })
  .catch(() => {
    document.getElementById("word").textContent = "Runwright does not answer. Start it again.";
  });
`;
