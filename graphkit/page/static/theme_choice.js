// Keeps the theme that the reader chose, for all pages from one place.

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
