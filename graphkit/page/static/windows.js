// The time rule: whether a relation is in a period or holds on a day, and why it only may be.

import { earliestEnd, earliestStart, firstReported, firstStated, gapsOf, is, isWithin, lastReported, latestEnd, latestStart, page } from "./data.js";
import { view } from "./view.js";

export const HIDDEN = 0;
/** Its dates leave it open. */
export const MAYBE = 1;
/** It is reported for other days than these, and nobody says that it had ended, or had not begun. */
export const UNREPORTED = 2;
export const SURE = 3;

/**
 * Whether a relation is in the closed window of days [from, to]. What is reported is merely unreported in it if it
 * would be in it for sure, were a side that nobody states taken to cover the window, and if that side's reports surely
 * lie outside of the window.
 * @param {Row} row
 * @param {Day} from
 * @param {Day} to
 */
export function inWindow(row, from, to) {
  if (!is.bounded[row] || earliestStart[row] > to || latestEnd[row] < from) return HIDDEN;
  if (!is.lasting[row] && isWithin(gapsOf(row), from, to)) return HIDDEN;
  const [hasBegun, goesOn] = [latestStart[row] <= to, earliestEnd[row] >= from];
  if (hasBegun && goesOn) return SURE;
  const [first, last] = [firstReported(row), lastReported(row)];
  if (!(hasBegun || first) || !(goesOn || last)) return MAYBE;
  return (!goesOn && last[1] < from) || (!hasBegun && first[0] > to) ? UNREPORTED : MAYBE;
}

/**
 * Whether what is merely unreported is left out of days up to one: they lie before all that the data state.
 * @param {Verdict} verdict
 * @param {Day} to
 */
export const isTooEarly = (verdict, to) => verdict === UNREPORTED && to < firstStated();

/**
 * When what is unreported in a view was last reported before its days, or else first reported after them: on one of
 * the days from one to another.
 * @param {Row} row
 * @param {View} asked
 * @returns {{ word: "last" | "first", days: [Day, Day] }}
 */
export function nearestReport(row, { mode, from, day, after }) {
  const since = mode === "span" ? from : mode === "day" ? day : after;
  const last = lastReported(row);
  return last && earliestEnd[row] < since && last[1] < since ? { word: "last", days: last } : { word: "first", days: firstReported(row) };
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

/** @param {Row} row @param {View} [asked] */
export const countsOnDay = (row, asked = view) => is.actual[row] || asksForStatuses(asked);

/**
 * Whether a relation ties its actors: planned and denied ones do only where nothing else was asked for.
 * @param {Row} row
 * @param {View} [asked]
 */
export const isTying = (row, asked = view) => is.actual[row] === 1 || asked.offStatuses.has("actual") || Boolean(page.opening.any_status);

/**
 * Whether a single date is all that is stated of what lasts, and it starts and ends on the same days, which have a first.
 * @param {Row} row
 */
const isSingle = (row) => is.single[row] && Number.isFinite(earliestStart[row]) && earliestStart[row] === earliestEnd[row] && latestStart[row] === latestEnd[row];

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
    if (now !== HIDDEN || !(is.event[row] || isSingle(row))) return now;
  }
  // An undated event is known to have happened only from the day on which it was said.
  if (earliestStart[row] > day || (is.undated[row] && latestEnd[row] > day)) return HIDDEN;
  return latestEnd[row] <= day ? SURE : MAYBE;
}

/**
 * Whether a relation is a standing fact: as of a day, what is over by then has happened.
 * @param {Row} row
 */
export function isFact(row) {
  return Boolean(is.fact[row]) && !(view.mode === "day" && is.bounded[row] && inWindow(row, view.day, view.day) === HIDDEN);
}

/**
 * Whether a relation is listed as background, after others.
 * @param {Row} row
 */
export const isBackground = (row) => is.background[row] === 1 && isFact(row);
/** What stands above it: as of a day it is in force too. */
export const backgroundTitle = () => (view.mode === "day" ? "In force as background" : "Background");

/**
 * Whether a relation is in force as of a day, rather than happened.
 * @param {Row} row
 * @param {Day} day
 */
export function inForce(row, day) {
  return is.lasting[row] && !is.background[row] && inWindow(row, day, day) !== HIDDEN;
}
