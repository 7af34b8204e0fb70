// Tells what changed between two days, by the rules of `graphkit diff`, and how a change is drawn.

import { RELATIONS, earliestEnd, earliestStart, is, knownFrom, latestEnd, latestStart, versionsOf } from "./data.js";
import { view } from "./view.js";
import { HIDDEN, MAYBE, SURE, countsOnDay, inWindow } from "./windows.js";

const UNCHANGED = 0;
export const BEGAN = 1;
export const HAPPENED = 2;
export const ENDED = 3;
export const BECAME_KNOWN = 4;
export const BECAME_CONTESTED = 5;
export const CHANGES = ["", "began", "happened", "ended", "became known", "became contested"];

/** Everything that came of a relation, where `leadingOf` holds only what tells most: a verdict of two bits for each change. */
export const changes = new Uint16Array(RELATIONS);
/** The change that tells most, by its number below; 0 where nothing changed. */
export const leadingOf = new Uint8Array(RELATIONS);
/**
 * @param {number} found
 * @param {number} change
 */
export const changeIn = (found, change) => (found >> (change * 2)) & 3;
/**
 * @param {number} change
 * @param {number} verdict
 */
const changed = (change, verdict) => verdict << (change * 2);

/**
 * How surely a day that may be any of [earliest, latest] lies in [first, last].
 * @param {Day} earliest
 * @param {Day} latest
 * @param {Day} first
 * @param {Day} last
 */
function between(earliest, latest, first, last) {
  if (earliest > last || latest < first) return HIDDEN;
  return earliest >= first && latest <= last ? SURE : MAYBE;
}

/**
 * How surely it began, happened and ended after one day and by another.
 * @param {Row} row
 * @param {Day} before
 * @param {Day} after
 */
export function changesInTime(row, before, after) {
  if (!is.lasting[row]) return changed(HAPPENED, is.bounded[row] ? inWindow(row, before + 1, after) : MAYBE);
  if (!is.bounded[row]) return 0;
  const began = is.startUnknown[row] ? HIDDEN : between(earliestStart[row], latestStart[row], before + 1, after);
  const ended = is.endUnknown[row] ? HIDDEN : between(earliestEnd[row], latestEnd[row], before, after - 1);
  return changed(BEGAN, began) | changed(ENDED, ended);
}

/** From which day on a relation is contested; by what is known now, if ever. */
const contestedFrom = Float64Array.from({ length: RELATIONS }, (_, row) => {
  const first = versionsOf(row).find((version) => version.contested);
  return first ? knownFrom(first) : Infinity;
});

/**
 * What came of a relation after one day and by another, of what is known by a third.
 * @param {Row} row
 * @param {View} asked
 */
function changesOf(row, { before, after, knownBy, certain, undated }) {
  if (is.background[row] || !is.known[row] || before >= after) return 0;
  let found = 0;
  if (countsOnDay(row) && (undated || !is.undated[row])) {
    found = changesInTime(row, before, after);
    if (certain) for (const change of [BEGAN, HAPPENED, ENDED]) if (changeIn(found, change) === MAYBE) found &= ~changed(change, 3);
  }
  const first = knownFrom(versionsOf(row)[0]);
  if (first > before && first <= after) found |= changed(BECAME_KNOWN, SURE);
  if (contestedFrom[row] > before && contestedFrom[row] <= Math.min(after, knownBy)) found |= changed(BECAME_CONTESTED, SURE);
  return found;
}

/** What tells most comes first: what was done, and of that what is sure, then what was said of it. */
export const DONE = [ENDED, BEGAN, HAPPENED];
export const SAID = [BECAME_CONTESTED, BECAME_KNOWN];
/** @param {number} found */
function leadingChange(found) {
  if (!found) return UNCHANGED;
  /** @param {number} verdict */
  const which = (verdict) => (/** @type {number} */ change) => changeIn(found, change) === verdict;
  return DONE.find(which(SURE)) || DONE.find(which(MAYBE)) || SAID.find(which(SURE));
}

/**
 * The verdict on a relation between two days: changed, or in force on both (and then drawn thin).
 * @param {Row} row
 * @param {View} asked
 */
export function inDiff(row, asked) {
  const found = changesOf(row, asked);
  const leading = leadingChange(found);
  // Others ask what would be seen if; only what is seen is kept.
  if (asked === view) {
    changes[row] = found;
    leadingOf[row] = leading;
  }
  if (found) return changeIn(found, leading);
  if (!is.lasting[row] || is.undated[row] || !countsOnDay(row)) return HIDDEN;
  return Math.min(inWindow(row, asked.before, asked.before), inWindow(row, asked.after, asked.after));
}
