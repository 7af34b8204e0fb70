// What changed between two days, in the groups of `graphkit diff`, and what is left out of them.

import { RELATIONS, is, statusOf } from "./data.js";
import { BECAME_CONTESTED, BECAME_KNOWN, BEGAN, ENDED, HAPPENED, changeIn, changes, changesInTime, isCompared } from "./diff.js";
import { visible } from "./state.js";
import { view } from "./view.js";
import { passesFilters } from "./visibility.js";
import { HIDDEN, MAYBE, SURE, countsOnDay } from "./windows.js";

/**
 * The relations in each part of a diff that passes the filters, as `graphkit diff` groups them.
 * @param {(row: Row) => boolean} [shows]
 */
export function diffParts(shows = (row) => visible.verdict[row] !== HIDDEN) {
  const parts = [];
  for (const change of [BEGAN, HAPPENED, ENDED, BECAME_KNOWN, BECAME_CONTESTED]) {
    for (const verdict of [SURE, MAYBE]) {
      const rows = [];
      for (let row = 0; row < RELATIONS; row += 1) if (changeIn(changes[row], change) === verdict && shows(row)) rows.push(row);
      if (rows.length) parts.push({ change, verdict, rows });
    }
  }
  return parts;
}

/** How many relations that no part contains are left out of the diff by a default, by reason: undated, planned or denied. */
export function leftOut() {
  const counts = new Map();
  const { before, after } = view;
  /** @param {string} reason */
  const count = (reason) => counts.set(reason, (counts.get(reason) || 0) + 1);
  for (let row = 0; row < RELATIONS; row += 1) {
    if (!isCompared(row, view) || !passesFilters(row, view)) continue;
    const mask = changesInTime(row, before, after);
    if (![BEGAN, HAPPENED, ENDED].some((change) => changeIn(mask, change) >= (view.certain || view.reported ? SURE : MAYBE))) continue;
    if (is.undated[row] && !view.undated) {
      if (countsOnDay(row) && !changes[row]) count("undated");
    } else if (!countsOnDay(row) && !changes[row]) count(statusOf(row));
  }
  return counts;
}

/** How many relations in view show each change. */
export function changeCounts() {
  const counts = [0, 0, 0, 0, 0, 0];
  for (let row = 0; row < RELATIONS; row += 1) {
    if (visible.verdict[row] === HIDDEN || !changes[row]) continue;
    for (let change = BEGAN; change <= BECAME_CONTESTED; change += 1) if (changeIn(changes[row], change)) counts[change] += 1;
  }
  return counts;
}
