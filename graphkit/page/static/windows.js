// The rule of time: whether a relation is in a period or stands on a day; 0 no, 1 maybe, 2 for sure.

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
 * Whether statuses other than actual are asked for: as of a day, and in a walk, only then do they count.
 * @param {View} [asked]
 */
export const asksForStatuses = (asked = view) => asked.offStatuses.size > 0 || Boolean(page.opening.any_status);

/**
 * Whether relations of a status are shown as the view stands; what a tick beside the status should say.
 * @param {string} status
 */
export const showsStatus = (status) =>
  !view.offStatuses.has(status) && (status === "actual" || !["day", "diff"].includes(view.mode) || asksForStatuses());

/**
 * Whether a relation counts as of a day, for all that its status says.
 * @param {Row} row
 * @param {View} [asked]
 */
export const countsOnDay = (row, asked = view) => is.actual[row] || asksForStatuses(asked);

/**
 * Whether a relation stands as of a day: in force, happened by then, or background.
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
  // What is undated is known to have happened only once it was said; before, it may not have.
  if (earliestStart[row] > day || (is.undated[row] && latestEnd[row] > day)) return HIDDEN;
  return latestEnd[row] <= day ? SURE : MAYBE;
}

/**
 * In force rather than happened, as of a day.
 * @param {Row} row
 * @param {Day} day
 */
export function inForce(row, day) {
  return is.lasting[row] && !is.background[row] && inWindow(row, day, day) !== HIDDEN;
}
