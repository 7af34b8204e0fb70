// The visible actors and relations as a table that any column sorts, for keyboard and screen reader; built when opened.

import { RELATIONS, actors, againstOf, byTime, field, is, listDay, nameOf, publishersOf, qualified, relations, typeOf, verbOf, voicesOf } from "./data.js";
import { amountCells } from "./csv.js";
import { leadingOf } from "./diff.js";
import { changeWords } from "./diff_panel.js";
import { byId, digits, make, plural } from "./dom.js";
import { compareLists } from "./heap.js";
import { actorButton, marksOf, tags } from "./items.js";
import { keepCsv } from "./keep_menu.js";
import { sentenceOf } from "./sentences.js";
import { kindIcon } from "./shapes.js";
import { showPanel } from "./sheet.js";
import { select, shownRows, visible } from "./state.js";
import { view } from "./view.js";
import { SURE } from "./windows.js";

const TABLE_ROWS = 500;
let tableShown = false;
export const isTableShown = () => tableShown;
let tableRows = TABLE_ROWS;
let sheetBefore = "none";

/** @param {boolean} [on] */
export function toggleTable(on = !tableShown) {
  // On narrow screens the sheet leaves its room to the table, and has it back.
  const { panel } = document.body.dataset;
  if (on || panel === "none") showPanel(on ? null : sheetBefore);
  sheetBefore = panel;
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

/**
 * The verb of a relation, or the label where its type gives no verb, with its caveats.
 * @param {Row} row
 */
const verbCell = (row) => qualified(row, verbOf(row).startsWith("- ") ? typeOf(row).label : verbOf(row));

/**
 * Whose word a relation is, and who contradicts it.
 * @param {Row} row
 */
const voiceCell = (row) => [voicesOf(row).join(", "), againstOf(row).length > 0 && `contradicted by ${againstOf(row).join(", ")}`].filter(Boolean).join("; ");

/**
 * What a row sorts by its amount: the unit, then the figure; nothing without one.
 * @param {Row} row
 */
function amountKey(row) {
  const [value, unit] = amountCells(row);
  return value && [unit, Number(value)];
}

/**
 * The columns: a title, what a row sorts by (a text, a number, or a list of them), and what its cell holds if not that.
 * @type {{ title: string, key: (row: Row) => any, cell?: (row: Row) => Child }[]}
 */
const ALL_COLUMNS = [
  { title: "When", key: listDay, cell: (row) => field(relations, "words", row, "no date") },
  { title: "From", key: (row) => nameOf(relations.source[row]), cell: (row) => actorButton(relations.source[row]) },
  { title: "Relation", key: verbCell },
  { title: "To", key: (row) => nameOf(relations.target[row]), cell: (row) => actorButton(relations.target[row]) },
  { title: "Amount", key: amountKey, cell: (row) => field(relations, "amount", row, "") },
  { title: "What", key: (row) => sentenceOf(row), cell: (row) => make("button", { type: "button", class: "name", onclick: () => select({ relation: row }) }, sentenceOf(row)) },
  { title: "Sources", key: (row) => publishersOf(row).join(", ") },
  { title: "Voices", key: voiceCell },
  { title: "Certainty", key: (row) => `${SURE - visible.verdict[row]}${marksOf(row).join()}`, cell: (row) => [view.mode !== "all" && visible.verdict[row] === SURE && "for sure", ...tags(row)].filter(Boolean).flatMap((mark) => [mark, " "]) },
];
/** Those that are not empty in the whole page, amounts if a tenth has some; made before any day limits what is known. */
const COLUMNS = ALL_COLUMNS.filter(({ title, key }) => !RELATIONS
  || relations.id.filter((/** @type {string} */ _, /** @type {Row} */ row) => key(row)).length > (title === "Amount" ? RELATIONS / 10 : 0));

/** What came of it, where two days are compared: what changed stands first. */
const CHANGE = {
  title: "Change",
  /** @param {Row} row */
  key: (row) => leadingOf[row] || Infinity,
  /** @param {Row} row */
  cell: (row) => changeWords(row) || (visible.verdict[row] === SURE ? "in force on both days" : "perhaps in force on both days"),
};
const columns = () => (view.mode === "diff" ? [...COLUMNS, CHANGE] : COLUMNS);

/** Which column the table is sorted by, or null, and whether from its end. */
const sorting = { column: /** @type {number | null} */ (null), down: false };

/**
 * Sort by a column; the same column again turns it round, and once more ends it.
 * @param {number} column
 */
function sortBy(column) {
  const again = sorting.column === column;
  Object.assign(sorting, again && sorting.down ? { column: null, down: false } : { column, down: again });
  drawTable();
  byId(`sort-${column}`).focus();
}

const collator = new Intl.Collator("en", { numeric: true });

function sortedRows() {
  const isSame = (/** @type {Row} */ row) => Number(view.mode === "diff" && !leadingOf[row]);
  const rows = shownRows().sort((one, other) => isSame(one) - isSame(other) || is.background[one] - is.background[other] || byTime(one, other));
  if (!columns()[sorting.column]) return rows;
  const { key } = columns()[sorting.column];
  const keyed = rows.map((row, place) => ({ row, place, key: key(row) }));
  // What lacks a value stands last, whichever way round.
  const lacks = (/** @type {any} */ value) => value === "" || value === Infinity;
  keyed.sort((one, other) => {
    const order = typeof one.key === "number" ? one.key - Number(other.key) || 0 : Array.isArray(one.key) ? compareLists(one.key, other.key) : collator.compare(one.key, String(other.key));
    return Number(lacks(one.key)) - Number(lacks(other.key)) || (sorting.down ? -order : order) || one.place - other.place;
  });
  return keyed.map(({ row }) => row);
}

export function drawTable() {
  if (!tableShown) return;
  const rows = sortedRows();
  const people = [...visible.active.keys()].filter((actor) => visible.active[actor]).sort((one, other) => nameOf(one).localeCompare(nameOf(other), "en"));
  const head = make("thead", {}, make("tr", {}, columns().map(({ title }, column) => {
    const order = sorting.column !== column ? null : sorting.down ? "descending" : "ascending";
    return make("th", { scope: "col", "aria-sort": order }, make("button", { type: "button", id: `sort-${column}`, class: "sort", onclick: () => sortBy(column) }, title));
  })));
  const body = make("tbody", {}, rows.slice(0, tableRows).map((row) => make("tr", {}, columns().map(({ title, key, cell = key }, column) => make("td", { class: column ? title.toLowerCase() : "date" }, cell(row))))));
  const rest = rows.length - tableRows;
  byId("table").replaceChildren(
    make("div", { class: "table-head" }, make("h2", {}, plural(rows.length, "relation")), make("button", { type: "button", onclick: () => keepCsv() }, "Keep as CSV"), make("button", { type: "button", id: "table-close", title: "Close (Esc)", onclick: closeTable }, "Close")),
    make("table", { class: columns().length > 8 ? "plain many" : "plain" }, head, body),
    rest > 0 ? make("button", { type: "button", class: "wide", onclick: () => { tableRows += TABLE_ROWS; drawTable(); } }, `Show ${Math.min(rest, TABLE_ROWS)} more of ${digits(rest)}`) : "",
    make("h2", {}, plural(people.length, "actor")),
    make("ul", { class: "people" }, people.map((actor) => make("li", {}, kindIcon(actors.kind[actor]), actorButton(actor)))),
  );
}
