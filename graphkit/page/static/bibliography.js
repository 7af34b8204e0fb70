// The sources of what is chosen as a bibliography for reference managers, the bytes that `graphkit cite` writes for the same relations.

import { entriesOf, page } from "./data.js";
import { make } from "./dom.js";
import { note, saveAs } from "./files.js";
import { chosenRows } from "./report.js";

/**
 * Entries of BibTeX, each with a key of its own: of two that read the same, one is numbered.
 * @param {string[]} entries
 */
function bibtex(entries) {
  const taken = new Set();
  return entries.map((entry) => entry.replace(/(?<=\{)[^,]+/, (base) => {
    let key = base;
    for (let number = 2; taken.has(key.toLowerCase()); number += 1) key = `${base}-${number}`;
    taken.add(key.toLowerCase());
    return key;
  })).join("\n");
}

/**
 * By their suffixes: what a bibliography is called, and how it is made of its entries; in the order in which a source has these.
 * @type {Record<string, [string, (entries: any[]) => string]>}
 */
const STYLES = {
  bib: ["BibTeX", bibtex],
  "csl.json": ["CSL", (items) => `${JSON.stringify(items, null, 2)}\n`],
  ris: ["RIS", (records) => records.join("\n")],
};

/** @param {string} suffix */
export function bibliography(suffix) {
  const cited = new Set(chosenRows().flatMap((row) => entriesOf(row).map(({ source }) => source)));
  const place = Object.keys(STYLES).indexOf(suffix);
  return cited.size && STYLES[suffix][1](page.sources.filter((_, number) => cited.has(number)).map((source) => source.cited[place]));
}

/** @param {string} suffix */
function keepBibliography(suffix) {
  const text = bibliography(suffix);
  if (text) saveAs(new Blob([text]), suffix);
  else note("No source is behind this.");
}

/**
 * The buttons of the menu that keep a bibliography, and close the menu.
 * @param {() => void} close
 */
export const bibliographyButtons = (close) => make("div", { class: "menu-row", role: "group", "aria-label": "Bibliography" }, "Sources", Object.entries(STYLES).map(([suffix, [name]]) => make("button", {
  type: "button", id: `keep-${suffix}`, "aria-describedby": "keep-scope", onclick: () => {
    close();
    keepBibliography(suffix);
  },
}, name)));
