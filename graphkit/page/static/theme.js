// The colours of the page as it is now, light or dark, and its typefaces, for what is painted.

import { page } from "./data.js";
import { CHANGES } from "./diff.js";

/** @type {{ name: "light" | "dark", paper: string, ink: string, soft: string, hair: string, families: string[], kinds: string[], changes: string[], tones: string[], ramp: string[] }} */
export const theme = { name: "light", paper: "", ink: "", soft: "", hair: "", families: [], kinds: [], changes: [], tones: [], ramp: [] };

/** @param {boolean} [onPaper] */
export function readTheme(onPaper = false) {
  const style = getComputedStyle(document.documentElement);
  /** @param {string} name */
  const colour = (name) => style.getPropertyValue(name).trim();
  theme.name = document.documentElement.dataset.theme === "dark" ? "dark" : "light";
  Object.assign(theme, { paper: onPaper ? "#ffffff" : colour("--paper"), ink: colour("--ink"), soft: colour("--soft"), hair: colour("--thread") });
  theme.families = page.families.map((family) => family[theme.name]);
  theme.kinds = page.kinds.map((kind) => kind[theme.name]);
  for (const [name, count] of Object.entries({ tone: 11, ramp: 7 })) theme[name === "tone" ? "tones" : "ramp"] = Array.from({ length: count }, (_, step) => colour(`--${name}-${step}`));
  theme.changes = CHANGES.map((_, change) => colour(`--change-${change}`));
}

const KEPT = "graphkit-theme";

/** The theme that the reader chose, here or on another page; empty where none. Browsers may forbid to keep anything. */
export function chosenTheme() {
  try {
    const kept = localStorage.getItem(KEPT);
    return kept === "dark" || kept === "light" ? kept : "";
  } catch {
    return "";
  }
}

/** @param {string} name */
export function chooseTheme(name) {
  try {
    localStorage.setItem(KEPT, name);
  } catch {
    // Then it holds for this page only.
  }
}

export const SANS = '"Helvetica Neue", Helvetica, Arial, "Liberation Sans", sans-serif';

export const SERIF = '"Iowan Old Style", "Palatino Linotype", Palatino, Georgia, "Times New Roman", serif';
