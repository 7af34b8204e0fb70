// Whether the page is light or dark: what the reader chose is kept for all pages from one place.

import { byId } from "./dom.js";
import { keepChoice, keptChoice } from "./kept.js";

const KEPT = "graphkit-theme";
/** Whether the system forces its own colours on every page. */
export const forcedColours = () => matchMedia("(forced-colors: active)");

/**
 * Let the page have the theme that the reader chose, or else the system's, and the button change it.
 * @param {() => void} redraw what is painted
 */
export function startTheme(redraw) {
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const apply = () => {
    // Where the system forces its colours, it says whether they are dark.
    const chosen = !forcedColours().matches && /^(dark|light)$/.exec(keptChoice(KEPT))?.[0];
    root.dataset.theme = chosen || (dark.matches ? "dark" : "light");
    byId("theme-button").textContent = root.dataset.theme === "dark" ? "Light" : "Dark";
    redraw();
  };
  for (const asked of [dark, forcedColours()]) asked.addEventListener("change", apply);
  byId("theme-button").addEventListener("click", () => {
    keepChoice(KEPT, root.dataset.theme === "dark" ? "light" : "dark");
    apply();
  });
  apply();
}
