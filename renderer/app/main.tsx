import "../host/jitless.ts";

import { createRoot } from "react-dom/client";

import { connectHost } from "../host/connect.ts";
import "../styles/page.css";
import { pageStorage } from "../state/page-storage.ts";
import { applyTheme, createSettings } from "../state/settings.ts";
import { App } from "./app.tsx";
import { letCaretRest } from "./caret-rest.ts";
import { fetchAhead } from "./later-parts.ts";

const root = document.getElementById("root");
if (root === null) throw new Error("The page has no root element");
const storage = pageStorage(() => localStorage);
// Before the first paint: a dark screen must not flash white.
applyTheme(createSettings(storage).get().theme, document.documentElement);
letCaretRest(document.documentElement, window, () => performance.now());
createRoot(root).render(<App host={connectHost()} storage={storage} />);
fetchAhead(window);
