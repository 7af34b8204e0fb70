// The visible relations as CSV, with the columns and in the order of the command line.

import {
  actorNumbers, actors, againstOf, asideOf, earliestEnd, earliestStart, entriesOf, errorsOf, field, is, isAgainst, latestEnd, latestStart, nameOf, page, publishersOf, relations, statusOf, typeOf, voiceIdsOf,
  voicesOf,
} from "./data.js";
import { isoDay, isoRange } from "./days.js";
import { compareLists } from "./heap.js";
import { shownRows, visible } from "./state.js";
import { csvRow, yesNo } from "./texts.js";
import { view } from "./view.js";
import { MAYBE, SURE, UNREPORTED, inForce, isFact, nearestReport } from "./windows.js";

const CSV_COLUMNS = "id source type target when earliest_start latest_start earliest_end latest_end certainty standing status claimed contested dates_differ voices independent_sources about summary evidence doubt last_reported first_reported amount unit note source_name target_name about_names voice_names publishers contradicted_by contradicting_names errors set_aside".split(" ");

const STANDINGS = ["in force", "happened", "", "background"];
/**
 * Why a relation is only possible, and the day of its last report before those asked for, or of its first after them.
 * @param {Row} row
 */
function doubtCells(row) {
  if (visible.verdict[row] !== UNREPORTED) return [visible.verdict[row] === MAYBE ? "imprecise" : "", "", ""];
  const { word, days } = nearestReport(row, view);
  return ["unreported", word === "last" ? isoRange(...days) : "", word === "first" ? isoRange(...days) : ""];
}

/**
 * The amount and its unit, which the payload has in words: `4,500,000 USD`.
 * @param {Row} row
 */
export function amountCells(row) {
  const [value, ...unit] = field(relations, "amount", row, "").split(" ");
  return [value.replaceAll(",", ""), unit.join(" ")];
}

/**
 * Where an entry of the evidence stands: bbc#3
 * @param {Evidence} item
 */
const placeOf = (item) => page.sources[item.source].id + (item.paragraph ? `#${item.paragraph}` : "");

/** @param {Row} row */
export const standingOf = (row) => (view.mode !== "day" ? "" : isFact(row) ? "background" : inForce(row, view.day) ? "in force" : "happened");

/**
 * Negative if a relation is listed first: by standing, by verdict, then by the first day on which it may begin.
 * @param {Row} one
 * @param {Row} other
 */
export function compareListed(one, other) {
  /** @param {Row} row */
  const rank = (row) => {
    const undated = is.undated[row] || !is.bounded[row];
    const start = Number.isFinite(earliestStart[row]) ? earliestStart[row] : latestStart[row];
    return [STANDINGS.indexOf(standingOf(row)), is.fact[row], SURE - visible.verdict[row], undated ? 1 : 0, is.bounded[row] ? start : Infinity, is.bounded[row] ? latestEnd[row] : Infinity, relations.id[row]];
  };
  return compareLists(rank(one), rank(other));
}

/** The visible relations, in the order of the command line. */
export function listedRows() {
  return shownRows().sort(compareListed);
}

/**
 * Relations, by default those shown, as CSV with the columns of `graphkit relations --format csv`.
 * @param {Row[]} [rows]
 */
export function relationsCsv(rows = listedRows()) {
  const lines = rows.map((row) => csvRow([
    relations.id[row], actors.id[relations.source[row]], typeOf(row).name, actors.id[relations.target[row]], field(relations, "when", row),
    ...(is.bounded[row] ? [earliestStart[row], latestStart[row], earliestEnd[row], latestEnd[row]].map(isoDay) : ["", "", "", ""]),
    view.mode === "all" ? "" : visible.verdict[row] === SURE ? "certain" : "possible", standingOf(row), statusOf(row),
    yesNo(is.claimed[row]), yesNo(is.contested[row]), yesNo(is.differ[row]), voiceIdsOf(row).join(";"), field(relations, "origins", row, 0),
    field(relations, "about", row, []).join(";"), field(relations, "summary", row),
    entriesOf(row).map(placeOf).join(";"), ...doubtCells(row),
    ...amountCells(row), field(relations, "note", row),
    nameOf(relations.source[row]), nameOf(relations.target[row]), field(relations, "about", row, []).map((/** @type {string} */ id) => nameOf(actorNumbers.get(id))).join(";"),
    voicesOf(row).join(";"), publishersOf(row).join(";"), entriesOf(row).filter((item) => isAgainst(item, row)).map(placeOf).join(";"), againstOf(row).join(";"), errorsOf(row).join(";"), asideOf(row)?.[2],
  ]));
  return csvRow(CSV_COLUMNS) + lines.join("");
}
