// Computes what changed between two days, by the rules of `graphkit diff`.

import { RELATIONS, earliestEnd, earliestStart, gapsOf, is, isWithin, knownFrom, latestEnd, latestStart, statusOf, versionsOf } from "./data.js";
import { view } from "./view.js";
import { HIDDEN, MAYBE, SURE, countsOnDay, inWindow, isTooEarly } from "./windows.js";

export const BEGAN = 1;
export const HAPPENED = 2;
export const ENDED = 3;
export const BECAME_KNOWN = 4;
const BECAME_CONTESTED = 5;
const TOLD_OTHERWISE = 6;
export const CHANGES = ["", "began", "happened", "ended", "became known", "became contested", "told otherwise"];
/** Their numbers, in the order in which they are told. */
export const CHANGE_ORDER = [...CHANGES.keys()].slice(1);
/** The changes by importance: first what happened, the sure before the maybe, then what became known of it. */
export const DONE = [ENDED, BEGAN, HAPPENED];
export const SAID = [BECAME_CONTESTED, BECAME_KNOWN, TOLD_OTHERWISE];
/**
 * What of a plan or a denial is never told as done.
 * @type {Record<string, string[]>}
 */
const NOT_SO = {
  planned: ["", "planned to begin", "planned to happen", "planned to end"],
  denied: ["", "denied to have begun", "denied to have happened", "denied to have ended"],
};
/**
 * A change of a relation in words: happened, or planned to happen of what is planned; that a plan became known is as actual as any news.
 * @param {number} change
 * @param {string} status
 */
export const changeText = (change, status) => NOT_SO[status]?.[change] ?? CHANGES[change];

/** All changes of a relation: a verdict of two bits for each kind of change. `leadingOf` holds the most important one. */
export const changes = new Uint16Array(RELATIONS);
/** The most important change, by its number above; 0 where nothing changed. */
export const leadingOf = new Uint8Array(RELATIONS);
/** @param {number} mask @param {number} change */
export const changeIn = (mask, change) => (mask >> (change * 2)) & 3;
/** @param {number} change @param {number} verdict */
const changed = (change, verdict) => verdict << (change * 2);

/**
 * The verdict whether a day within [earliest, latest] lies in [first, last].
 * @param {Day} earliest
 * @param {Day} latest
 * @param {Day} first
 * @param {Day} last
 * @param {[Day, Day][]} gaps
 */
function between(earliest, latest, first, last, gaps) {
  if (earliest > last || latest < first || isWithin(gaps, first, last)) return HIDDEN;
  return earliest >= first && latest <= last ? SURE : MAYBE;
}

/**
 * The verdicts whether a relation began, happened or ended after one day and by another.
 * @param {Row} row
 * @param {Day} before
 * @param {Day} after
 */
export function changesInTime(row, before, after) {
  if (!is.lasting[row]) return changed(HAPPENED, is.bounded[row] ? inWindow(row, before + 1, after) : MAYBE);
  if (!is.bounded[row]) return 0;
  const began = is.startUnknown[row] ? HIDDEN : between(earliestStart[row], latestStart[row], before + 1, after, gapsOf(row));
  if (is.single[row]) return changed(HAPPENED, began);
  const ended = is.endUnknown[row] ? HIDDEN : between(earliestEnd[row], latestEnd[row], before, after - 1, gapsOf(row, "end_gaps"));
  return changed(BEGAN, began) | changed(ENDED, ended);
}

/** The day from which a relation is contested; Infinity if it never is. */
const contestedFrom = Float64Array.from({ length: RELATIONS }, (_, row) => {
  const first = versionsOf(row).find((version) => version.contested);
  return first ? knownFrom(first) : Infinity;
});

/**
 * Whether a diff looks at a relation at all: known, and the two days in order.
 * @param {Row} row
 * @param {View} asked
 */
export const isCompared = (row, { before, after }) => is.known[row] === 1 && before < after;

/**
 * All changes of a relation after one day and by another, as known by a third.
 * @param {Row} row
 * @param {View} asked
 */
function changesOf(row, asked) {
  const { before, after, knownBy, certain, reported, undated } = asked;
  if (!isCompared(row, asked)) return 0;
  let mask = 0;
  if (countsOnDay(row) && (undated || !is.undated[row])) {
    mask = changesInTime(row, before, after);
    if (certain || reported) for (const change of DONE) if (changeIn(mask, change) === MAYBE) mask &= ~changed(change, 3);
  }
  /** @param {Day} day */
  const isNew = (day) => day > before && day <= Math.min(after, knownBy);
  const told = versionsOf(row).map((version) => statusOf(row, version));
  versionsOf(row).forEach((version, at) => {
    if (told.indexOf(told[at]) === at && isNew(knownFrom(version))) mask |= changed(told[at] === statusOf(row) ? BECAME_KNOWN : TOLD_OTHERWISE, SURE);
  });
  if (isNew(contestedFrom[row])) mask |= changed(BECAME_CONTESTED, SURE);
  return mask;
}

/** @param {number} mask */
function leadingChange(mask) {
  if (!mask) return 0;
  /** @param {number} verdict */
  const which = (verdict) => (/** @type {number} */ change) => changeIn(mask, change) === verdict;
  return DONE.find(which(SURE)) || DONE.find(which(MAYBE)) || SAID.find(which(SURE));
}

/**
 * The verdict on a relation between two days: it changed, or was in force on both (and is drawn thin).
 * @param {Row} row
 * @param {View} asked
 */
export function inDiff(row, asked) {
  const mask = changesOf(row, asked);
  const leading = leadingChange(mask);
  // Other callers test a different view; only the results for the current view are kept.
  if (asked === view) {
    changes[row] = mask;
    leadingOf[row] = leading;
  }
  if (mask) return changeIn(mask, leading);
  if (!is.lasting[row] || is.undated[row] || !countsOnDay(row)) return HIDDEN;
  return Math.min(...[asked.before, asked.after].map((day) => {
    const verdict = inWindow(row, day, day);
    return isTooEarly(verdict, day) ? HIDDEN : verdict;
  }));
}
