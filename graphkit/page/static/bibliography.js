// The sources of what is chosen as BibTeX, the bytes that `graphkit cite` writes for the same relations.

import { entriesOf, page } from "./data.js";
import { note, saveAs } from "./files.js";
import { chosenRows } from "./report.js";

/** A bibliography, each entry with a key of its own: of two that read the same, one is numbered. */
export function bibliography() {
  const cited = new Set(chosenRows().flatMap((row) => entriesOf(row).map(({ source }) => source)));
  const taken = new Set();
  return page.sources.filter((_, number) => cited.has(number)).map(({ bibtex }) => bibtex.replace(/(?<=\{)[^,]+/, (base) => {
    let key = base;
    for (let number = 2; taken.has(key.toLowerCase()); number += 1) key = `${base}-${number}`;
    taken.add(key.toLowerCase());
    return key;
  })).join("\n");
}

export function keepBibliography() {
  const text = bibliography();
  if (text) saveAs(new Blob([text]), "bib");
  else note("No source is behind this.");
}
