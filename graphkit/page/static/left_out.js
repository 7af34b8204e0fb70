// What a view leaves out although nobody asked for that: counted, so that nothing is missing without a word.

import { RELATIONS, is, knownFrom, perhapsFrom, setKnown, statusOf, versionsOf } from "./data.js";
import { dayText } from "./days.js";
import { leftOut } from "./diff_parts.js";
import { digits } from "./dom.js";
import { view } from "./view.js";
import { inTime, leastIn, passesFilters, reportedLater } from "./visibility.js";
import { HIDDEN, countsOnDay } from "./windows.js";

/**
 * Why a relation is left out of a period, or of what is so as of a day, by a default: undated, planned or denied.
 * @param {Row} row
 * @param {View} anyStatus the view, with relations of every status
 */
function reasonFor(row, anyStatus) {
  if (view.mode === "day" && !countsOnDay(row)) return is.undated[row] || inTime(row, anyStatus) >= leastIn(view) ? statusOf(row) : "";
  return is.undated[row] && !view.undated && inTime(row, view) === HIDDEN ? "undated" : "";
}

/** How many relations are left out of what is shown by a default, by reason, as the command line counts them. */
export function leftOutNow() {
  /** @type {Map<string, number>} */
  const counts = new Map();
  if (view.mode === "all") return counts;
  if (view.mode === "diff") return leftOut();
  const anyStatus = { ...view, offStatuses: new Set(["none of them"]) };
  for (let row = 0; row < RELATIONS; row += 1) {
    const reason = is.known[row] && (is.undated[row] || !is.actual[row]) && reasonFor(row, anyStatus);
    if (reason && passesFilters(row, view)) counts.set(reason, (counts.get(reason) || 0) + 1);
  }
  const later = reportedLater(view).length;
  return later ? counts.set("only reported later", later) : counts;
}

/** 4 denied, 5 planned: what is left out, in words. */
export const missingWords = () => [...leftOutNow()].map(([reason, count]) => `${digits(count)} ${reason}`).join(", ");

/** How many relations would be in view, had they become known on the first day on which they may have. */
export function perhapsKnown() {
  if (!Number.isFinite(view.knownBy)) return 0;
  const rows = [];
  for (let row = 0; row < RELATIONS; row += 1) if (!is.known[row] && perhapsFrom(row) <= view.knownBy) rows.push(row);
  if (!rows.length) return 0;
  const knownBy = Math.max(...rows.map((row) => knownFrom(versionsOf(row)[0])));
  const asked = { ...view, knownBy };
  setKnown(knownBy);
  const count = rows.filter((row) => inTime(row, asked) !== HIDDEN && passesFilters(row, asked)).length;
  setKnown(view.knownBy);
  return count;
}

/** That relations which may have been known by the chosen day are not counted; empty where there are none. */
export function perhapsKnownWords() {
  const count = perhapsKnown();
  return count ? `Not counted: ${digits(count)} ${count > 1 ? "relations that were" : "relation that was"} perhaps known by ${dayText(view.knownBy)}; the day of publication is uncertain.` : "";
}
