// The visible actors and relations as a table, for keyboard and screen reader; built when opened.

import { RELATIONS, actors, byTime, field, is, nameOf, relations, sentenceOf, typeText } from "./data.js";
import { byId, make, plural } from "./dom.js";
import { actorButton, tags } from "./items.js";
import { keepCsv } from "./keep_menu.js";
import { kindIcon } from "./shapes.js";
import { visible, select } from "./state.js";
import { HIDDEN } from "./windows.js";

const TABLE_ROWS = 500;
let tableShown = false;
export const isTableShown = () => tableShown;
let tableRows = TABLE_ROWS;

/** @param {boolean} [on] */
export function toggleTable(on = !tableShown) {
  tableShown = on;
  byId("table-button").setAttribute("aria-pressed", String(on));
  byId("table").hidden = !on;
  if (on) {
    tableRows = TABLE_ROWS;
    drawTable();
    byId("table").focus();
  }
}

export function closeTable() {
  toggleTable(false);
  byId("table-button").focus();
}

export function drawTable() {
  if (!tableShown) return;
  const rows = [];
  for (let row = 0; row < RELATIONS; row += 1) if (visible.verdict[row] !== HIDDEN) rows.push(row);
  rows.sort((one, other) => is.background[one] - is.background[other] || byTime(one, other));
  const people = [...visible.active.keys()].filter((actor) => visible.active[actor]).sort((one, other) => nameOf(one).localeCompare(nameOf(other), "en"));
  const head = make("thead", {}, make("tr", {}, ["When", "From", "Relation", "To", "What"].map((name) => make("th", { scope: "col" }, name))));
  const body = make("tbody", {}, rows.slice(0, tableRows).map((row) => make("tr", {},
    make("td", { class: "date" }, field(relations, "words", row, "no date")),
    make("td", {}, actorButton(relations.source[row])),
    make("td", {}, typeText(row)),
    make("td", {}, actorButton(relations.target[row])),
    make("td", {}, make("button", { type: "button", class: "name", onclick: () => select({ relation: row }) }, sentenceOf(row)), " ", ...tags(row)),
  )));
  const rest = rows.length - tableRows;
  byId("table").replaceChildren(
    make("div", { class: "table-head" }, make("h2", {}, plural(rows.length, "relation")), make("button", { type: "button", onclick: keepCsv }, "Keep as CSV"), make("button", { type: "button", id: "table-close", title: "Close (Esc)", onclick: closeTable }, "Close")),
    make("table", { class: "plain" }, head, body),
    rest > 0 ? make("button", { type: "button", class: "wide", onclick: () => { tableRows += TABLE_ROWS; drawTable(); } }, `Show ${Math.min(rest, TABLE_ROWS)} more of ${rest}`) : "",
    make("h2", {}, plural(people.length, "actor")),
    make("ul", { class: "people" }, people.map((actor) => make("li", {}, kindIcon(actors.kind[actor]), actorButton(actor)))),
  );
}
