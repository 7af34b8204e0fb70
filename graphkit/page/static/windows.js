// The time rule: whether a relation is in a period or holds on a day; 0 no, 1 maybe, 2 for sure.

import { earliestEnd, earliestStart, is, latestEnd, latestStart, page } from "./data.js";
import { view } from "./view.js";

export const HIDDEN = 0;
export const MAYBE = 1;
export const SURE = 2;

/**
 * Whether a relation is in the closed window of days [from, to].
 * @param {Row} row
 * @param {Day} from
 * @param {Day} to
 */
export function inWindow(row, from, to) {
  if (!is.bounded[row] || earliestStart[row] > to || latestEnd[row] < from) return HIDDEN;
  return latestStart[row] <= to && earliestEnd[row] >= from ? SURE : MAYBE;
}

/**
 * Whether the view includes statuses other than actual; as of a day, and in paths, they count only then.
 * @param {View} [asked]
 */
export const asksForStatuses = (asked = view) => asked.offStatuses.size > 0 || Boolean(page.opening.any_status);

/**
 * Whether the current view shows relations of a status; it decides the tick beside the status.
 * @param {string} status
 */
export const showsStatus = (status) =>
  !view.offStatuses.has(status) && (status === "actual" || !["day", "diff"].includes(view.mode) || asksForStatuses());

/**
 * Whether the status of a relation lets it count as of a day.
 * @param {Row} row
 * @param {View} [asked]
 */
export const countsOnDay = (row, asked = view) => is.actual[row] || asksForStatuses(asked);

/**
 * Whether a relation holds as of a day: it is in force, has happened by then, or is background.
 * @param {Row} row
 * @param {Day} day
 * @param {View} [asked]
 */
export function standingOn(row, day, asked = view) {
  if (!countsOnDay(row, asked) || !is.bounded[row]) return HIDDEN;
  if (is.lasting[row]) {
    const now = inWindow(row, day, day);
    if (now !== HIDDEN || !is.event[row]) return now;
  }
  // An undated event is known to have happened only from the day on which it was said.
  if (earliestStart[row] > day || (is.undated[row] && latestEnd[row] > day)) return HIDDEN;
  return latestEnd[row] <= day ? SURE : MAYBE;
}

/**
 * Whether a relation is in force as of a day, rather than happened.
 * @param {Row} row
 * @param {Day} day
 */
export function inForce(row, day) {
  return is.lasting[row] && !is.background[row] && inWindow(row, day, day) !== HIDDEN;
}
