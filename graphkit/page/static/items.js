// A relation or an actor as an entry of a list, with its marks.

import { LARGE, allEntriesOf, caveatsOf, errorsOf, familyOf, field, is, nameOf, page, relations } from "./data.js";
import { rangeWords } from "./days.js";
import { make, plural } from "./dom.js";
import { sentenceOf } from "./sentences.js";
import { visible, select } from "./state.js";
import { view } from "./view.js";
import { MAYBE, UNREPORTED, nearestReport } from "./windows.js";

/**
 * Why a relation is only possible, in words: maybe, or when it was last or first reported; empty where it is sure.
 * @param {Row} row
 */
export function doubtOf(row) {
  if (visible.verdict[row] !== UNREPORTED) return visible.verdict[row] === MAYBE ? "maybe" : "";
  const { word, days } = nearestReport(row, view);
  return `${word} reported ${rangeWords(...days)}`;
}

/** @param {Row} row */
export function marksOf(row) {
  const marks = [doubtOf(row)].filter(Boolean);
  marks.push(...caveatsOf(row));
  if (is.differ[row]) marks.push("dates differ");
  if (page.sources.length && !allEntriesOf(row).length) marks.push("no source");
  return marks;
}

/** @param {Row} row */
export const tags = (row) => [...marksOf(row), ...(errorsOf(row).length ? ["error"] : [])].map((mark) => make("span", { class: `tag tag-${mark.replace(/(?<= reported) .*/, "").toLowerCase().replace(" ", "-")}`, title: mark === "error" ? errorsOf(row).join("; ") : null }, mark));
/** @param {Row} row */
const familyBar = (row) => `var(--family-${familyOf[row]})`;

/** @param {Actor} actor @param {(string | HTMLElement)[]} [said] */
export const actorButton = (actor, said = [nameOf(actor)]) => make("button", { type: "button", class: "name", onclick: () => select({ actor }) }, ...said);

const CLOSING = /^[.,;:]*/;
/**
 * A text amid which actors, given by number, are buttons. A button is a block: the comma after a name stands in it, so that it follows the last word of a long one.
 * @param {(string | Actor)[]} parts
 */
export function textOf(parts) {
  const said = parts.filter((part) => part !== "");
  return said.map((part, place) => {
    if (typeof part === "string") return typeof said[place - 1] === "number" ? part.replace(CLOSING, "") : part;
    const [closing] = CLOSING.exec(String(said[place + 1] ?? ""));
    return closing ? actorButton(part, [make("span", {}, nameOf(part)), make("span", { class: "closing", "aria-hidden": "true" }, closing)]) : actorButton(part);
  });
}

/**
 * A relation in a list: date, sentence, marks; a click opens it.
 * @param {Row} row
 * @param {Actor} [start]
 */
export function relationItem(row, start) {
  const bar = make("i", { class: "bar", "aria-hidden": "true" });
  bar.style.background = familyBar(row);
  return make("li", { class: "item", "data-row": row }, bar, make(
    "button", { type: "button", class: "item-button", onclick: () => select({ relation: row }) },
    make("span", { class: "date" }, field(relations, "words", row, "no date")),
    make("span", { class: "sentence" }, sentenceOf(row, start)),
    tags(row).length ? make("span", { class: "tags" }, tags(row)) : null,
  ));
}
/** @param {Row[]} rows @param {Actor} [start] */
export const list = (rows, start) => make("ul", { class: "items" }, rows.map((row) => relationItem(row, start)));

export const closer = () => make("button", { type: "button", class: "close", "aria-label": "Close (Esc)", title: "Close (Esc)", onclick: () => select(null) }, "×");

export const SHOWN_AT_ONCE = LARGE ? 30 : 100;

/**
 * A list, cut where it would be too long to read.
 * @param {Row[]} rows
 * @param {{ most?: number, start?: Actor, order?: (one: Row, other: Row) => number }} [how]
 */
export const cutList = (rows, { most = SHOWN_AT_ONCE, start, order } = {}) => [
  list(order ? firstOf(rows, order, most) : rows.slice(0, most), start),
  rows.length > most && make("p", { class: "quiet" }, `${plural(rows.length - most, "more relation")} in the table.`),
].filter(Boolean);

/**
 * The first of some relations in an order; of very many the rest is not sorted.
 * @param {Row[]} rows
 * @param {(one: Row, other: Row) => number} order
 * @param {number} most
 */
function firstOf(rows, order, most) {
  const first = rows.slice(0, most).sort(order);
  for (let place = most; place < rows.length; place += 1) {
    if (order(rows[place], first[most - 1]) >= 0) continue;
    first.pop();
    const at = first.findIndex((other) => order(rows[place], other) < 0);
    first.splice(at < 0 ? first.length : at, 0, rows[place]);
  }
  return first;
}
