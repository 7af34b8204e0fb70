// Whether the page is light or dark: what the reader chose is kept for all pages from one place.

import { byId } from "./dom.js";

const KEPT = "graphkit-theme";
/** Whether the system forces its own colours on every page. */
export const forcedColours = () => matchMedia("(forced-colors: active)");

/** The theme that the reader chose, here or on another page; empty where none. Browsers may forbid to keep anything. */
function chosenTheme() {
  try {
    const kept = localStorage.getItem(KEPT);
    return kept === "dark" || kept === "light" ? kept : "";
  } catch {
    return "";
  }
}

/** @param {string} name */
function keepTheme(name) {
  try {
    localStorage.setItem(KEPT, name);
  } catch {
    // Then it holds for this page only.
  }
}

/**
 * Let the page have the theme that the reader chose, or else the system's, and the button change it.
 * @param {() => void} redraw what is painted
 */
export function startTheme(redraw) {
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  let chosen = chosenTheme();
  const apply = () => {
    // Where the system forces its colours, it says whether they are dark.
    root.dataset.theme = (!forcedColours().matches && chosen) || (dark.matches ? "dark" : "light");
    byId("theme-button").textContent = root.dataset.theme === "dark" ? "Light" : "Dark";
    redraw();
  };
  for (const asked of [dark, forcedColours()]) asked.addEventListener("change", apply);
  byId("theme-button").addEventListener("click", () => {
    chosen = root.dataset.theme === "dark" ? "light" : "dark";
    keepTheme(chosen);
    apply();
  });
  apply();
}
