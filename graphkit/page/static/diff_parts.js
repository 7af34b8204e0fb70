// What changed between two days, in the groups of `graphkit diff`, and what is left out of them.

import { RELATIONS, field, is, page, relations, statusOf } from "./data.js";
import { BECAME_KNOWN, CHANGES, CHANGE_ORDER, DONE, HAPPENED, changeIn, changeText, changes, changesInTime, isCompared } from "./diff.js";
import { digits } from "./dom.js";
import { tally } from "./sorting.js";
import { visible } from "./state.js";
import { capital } from "./texts.js";
import { view } from "./view.js";
import { passesFilters } from "./visibility.js";
import { HIDDEN, MAYBE, SURE, countsOnDay } from "./windows.js";

/** The visible relations in each part of a diff, as `graphkit diff` groups them: what is maybe, planned or denied is apart. */
export function diffParts() {
  /** @type {Map<string, DiffPart>} */
  const parts = new Map();
  for (const change of CHANGE_ORDER) {
    for (const words of new Set(page.statuses.map((status) => changeText(change, status)))) {
      for (const verdict of [SURE, MAYBE]) parts.set(`${words} ${verdict}`, { change, verdict, words, rows: [] });
    }
  }
  for (let row = 0; row < RELATIONS; row += 1) {
    if (visible.verdict[row] === HIDDEN || !changes[row]) continue;
    for (const change of CHANGE_ORDER) parts.get(`${changeText(change, statusOf(row))} ${changeIn(changes[row], change)}`)?.rows.push(row);
  }
  return [...parts.values()].filter(({ rows }) => rows.length);
}

/** @param {DiffPart} part */
export const partWords = ({ words, verdict }) => (verdict === MAYBE ? `maybe ${words}` : words);
/** @param {DiffPart} part */
export const changeTitle = (part) => capital(partWords(part));

/** What lasts by its type and happened on a single date: nobody says that it ended. */
export const withoutEnd = () => diffParts().flatMap(({ change, rows }) => (change === HAPPENED ? rows.filter((row) => is.lasting[row]) : []));
/** What became known, and perhaps by the earlier day already, as the day of publication is uncertain. */
export const perhapsBefore = () => diffParts().flatMap(({ change, rows }) => (change === BECAME_KNOWN ? rows.filter((row) => field(relations, "perhaps", row)?.[1] <= view.before) : []));
/** @param {string} what */
export const withoutEndText = (what) => `Dated by a single day, month or year, so no end is stated: ${what}.`;

/**
 * How many of some relations that no part contains are left out of the diff by a default, by reason: undated, planned or denied.
 * @param {Iterable<Row>} [rows]
 */
export function leftOut(rows = relations.id.keys()) {
  const least = view.certain || view.reported ? SURE : MAYBE;
  const out = [...rows].filter((row) => {
    if (!isCompared(row, view) || !passesFilters(row, view) || changes[row] || Boolean(countsOnDay(row)) !== Boolean(is.undated[row] && !view.undated)) return false;
    const mask = changesInTime(row, view.before, view.after);
    return DONE.some((change) => changeIn(mask, change) >= least);
  });
  return tally(out.map((row) => (countsOnDay(row) ? "undated" : statusOf(row))));
}

/** How many relations in view show each change, those that maybe do apart: 12, 1 maybe. What is planned or denied did not come about. */
export function changeCounts() {
  const counts = CHANGES.map(() => /** @type {string[]} */ ([]));
  for (const { change, words, verdict, rows } of diffParts()) if (words === CHANGES[change]) counts[change].push(`${digits(rows.length)}${verdict === MAYBE ? " maybe" : ""}`);
  return counts.map((each) => each.join(", "));
}
