// The sources of what is chosen as a bibliography for reference managers, the bytes that `graphkit cite` writes for the same relations.

import { entriesOf, page } from "./data.js";
import { note, saveAs } from "./files.js";
import { chosenRows } from "./report.js";

/** Entries of BibTeX, each with a key of its own: of two that read the same, one is numbered. */
function bibtex(/** @type {string[]} */ entries) {
  const taken = new Set();
  return entries.map((entry) => entry.replace(/(?<=\{)[^,]+/, (base) => {
    let key = base;
    for (let number = 2; taken.has(key.toLowerCase()); number += 1) key = `${base}-${number}`;
    taken.add(key.toLowerCase());
    return key;
  })).join("\n");
}

/** By their suffixes: how a bibliography is made of its entries, and where a source has its own. */
const STYLES = {
  bib: { place: 0, type: "application/x-bibtex", write: bibtex },
  "csl.json": { place: 1, type: "application/json", write: (/** @type {Object[]} */ items) => `${JSON.stringify(items, null, 2)}\n` },
  ris: { place: 2, type: "application/x-research-info-systems", write: (/** @type {string[]} */ records) => records.join("\n") },
};

/** @param {keyof typeof STYLES} suffix */
export function bibliography(suffix) {
  const { place, write } = STYLES[suffix];
  const cited = new Set(chosenRows().flatMap((row) => entriesOf(row).map(({ source }) => source)));
  return cited.size && write(page.sources.filter((_, number) => cited.has(number)).map((source) => /** @type {any} */ (source.cited[place])));
}

/** @param {keyof typeof STYLES} suffix */
export function keepBibliography(suffix) {
  const text = bibliography(suffix);
  if (text) saveAs(new Blob([text], { type: STYLES[suffix].type }), suffix);
  else note("No source is behind this.");
}
