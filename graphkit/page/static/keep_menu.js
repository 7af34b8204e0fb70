// The menu "Keep": the visible relations as CSV on the clipboard, the link, and pictures as files.

import { bibliographyButtons } from "./bibliography.js";
import { relationsCsv } from "./csv.js";
import { byId, plural } from "./dom.js";
import { note, saveAs, toClipboard } from "./files.js";
import { keepFilm, keepPlayFilm, offerFilms } from "./film.js";
import { hashOf } from "./hash.js";
import { pictureCanvas, pictureSvg } from "./picture.js";
import { chosenRows, reportScope, reportText } from "./report.js";
import { shownRows } from "./state.js";

/** @param {Row[]} [rows] those shown unless they are given */
export const keepCsv = (rows) => saveAs(new Blob([relationsCsv(rows)], { type: "text/csv" }), "csv");

async function copyCsv() {
  const count = plural(shownRows().length, "relation");
  if (await toClipboard(relationsCsv())) note(`${count} copied as CSV`);
  else {
    keepCsv();
    note(`${count} saved as a CSV file: the clipboard is closed to this page`);
  }
}

async function copyLink() {
  const link = `${location.href.replace(/#.*/, "")}#${hashOf()}`;
  note((await toClipboard(link)) ? "Link copied" : "The clipboard is closed to this page: copy the address instead");
}

// --- the menu of what can be kept ----------------------------------------------------------------

export function startKeeping() {
  const menu = byId("keep");
  const close = () => {
    if (!menu.open) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  };
  const acts = {
    "keep-png": () => pictureCanvas().toBlob((blob) => saveAs(blob, "png")),
    "keep-svg": () => saveAs(new Blob([pictureSvg()], { type: "image/svg+xml" }), "svg"),
    "keep-film": keepFilm, "keep-play": keepPlayFilm, "keep-paper": () => print(),
    "keep-report": () => saveAs(new Blob([reportText()], { type: "text/markdown" }), "md"),
    "keep-chosen": () => keepCsv(chosenRows()), "copy-csv": copyCsv, "copy-link": copyLink,
  };
  for (const [id, act] of Object.entries(acts)) {
    byId(id).addEventListener("click", () => {
      close();
      act();
    });
  }
  byId("keep-scope").before(bibliographyButtons(close));
  menu.addEventListener("toggle", () => {
    byId("keep-scope").textContent = menu.open ? reportScope() : "";
    if (menu.open) offerFilms();
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    close();
    event.stopPropagation();
  });
  addEventListener("pointerdown", (event) => {
    if (!menu.contains(/** @type {Node} */ (event.target))) menu.open = false;
  });
}
