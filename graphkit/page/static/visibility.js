// Decides which relations are visible, and how surely: the same rules as the command line.

import { RELATIONS, aboutOf, againstOf, firstStated, is, kindOf, knownDay, publishersOf, relations, rowsWhere, statusOf, suits, typeOf, voicesOf } from "./data.js";
import { inDiff } from "./diff.js";
import { HIDDEN, MAYBE, SURE, UNREPORTED, countsOnDay, inWindow, isTooEarly, nearestReport, standingOn } from "./windows.js";

/**
 * The least verdict that a view shows.
 * @param {View} view
 */
export const leastIn = ({ certain, reported }) => (certain ? SURE : reported ? UNREPORTED : MAYBE);

/** @param {View} view */
const lastDayIn = ({ mode, day, to }) => (mode === "day" ? day : mode === "span" ? to : Infinity);

/**
 * The verdict from the dates and from what was known; the other filters come after.
 * @param {Row} row
 * @param {View} view
 */
export function inTime(row, view) {
  const verdict = onDates(row, view);
  return !hasMark(verdict, view) || isTooEarly(verdict, lastDayIn(view)) || isTooLongAgo(row, verdict, view) ? HIDDEN : verdict;
}

/**
 * Whether a verdict is the one that alone is asked for; of the whole story nobody asks whether it is so for sure.
 * @param {Verdict} verdict
 * @param {View} asked
 */
export const hasMark = (verdict, { mark, mode }) => mode === "all" || (mark === "maybe" ? verdict === MAYBE : mark !== "unreported" || verdict === UNREPORTED);

/**
 * Whether what is merely unreported was last reported longer before the days of a view than it asks for, or only after them.
 * @param {Row} row
 * @param {Verdict} verdict
 * @param {View} asked
 */
function isTooLongAgo(row, verdict, asked) {
  const { mode, from, day, reportedWithin } = asked;
  if (verdict !== UNREPORTED || reportedWithin === null || (mode !== "span" && mode !== "day")) return false;
  const report = nearestReport(row, asked);
  return report.word !== "last" || (mode === "span" ? from : day) - report.days[1] > reportedWithin;
}

/**
 * The relations that are left out of a view although nobody asked for that: they are only reported later.
 * @param {View} view
 */
export function reportedLater(view) {
  if (lastDayIn(view) >= firstStated()) return [];
  return rowsWhere((row) => isTooEarly(onDates(row, view), lastDayIn(view)) && passesFilters(row, view));
}

/** @param {Row} row @param {View} view */
function onDates(row, view) {
  if (!is.known[row]) return HIDDEN;
  let verdict = SURE;
  if (view.mode === "diff") verdict = inDiff(row, view);
  else if (view.mode === "day") {
    verdict = standingOn(row, view.day, view);
    if (verdict === HIDDEN && view.undated && is.undated[row] && countsOnDay(row, view)) verdict = MAYBE;
  } else if (view.mode === "span") {
    if (is.undated[row]) verdict = view.undated ? MAYBE : HIDDEN;
    else verdict = inWindow(row, view.from, view.to);
  }
  return verdict < leastIn(view) ? HIDDEN : verdict;
}

/** A bit for each filter that can hide a relation. */
export const FILTER = { family: 1, type: 2, source: 4, target: 8, status: 16, claims: 32, voices: 64, publishers: 128, contested: 256, attributes: 512, mark: 1024, hide: 2048, only: 4096, against: 8192 };

/**
 * The bits of the filters that hide a relation; 0 where it passes them all.
 * @param {Row} row
 * @param {View} view
 */
export function failing(row, view) {
  const { family, name } = typeOf(row);
  return (
    (view.offFamilies.has(family) ? FILTER.family : 0) |
    (view.offTypes.has(name) ? FILTER.type : 0) |
    (view.offKinds.has(kindOf(relations.source[row]).name) ? FILTER.source : 0) |
    (view.offKinds.has(kindOf(relations.target[row]).name) ? FILTER.target : 0) |
    (view.offStatuses.has(statusOf(row)) ? FILTER.status : 0) |
    (passesNames(voicesOf, view.onlyVoices, row) ? 0 : FILTER.voices) |
    (passesNames(publishersOf, view.onlyPublishers, row) ? 0 : FILTER.publishers) |
    (passesNames(againstOf, view.onlyAgainst, row) ? 0 : FILTER.against) |
    failingMarks(row, view) | failingActors(row, view)
  );
}

/** @param {Row} row @param {View} view */
function failingMarks(row, view) {
  return (
    (view.noClaims && is.claimed[row] ? FILTER.claims : 0) |
    (view.noContested && is.contested[row] ? FILTER.contested : 0) |
    ((view.mark === "claimed" || view.mark === "contested") && !is[view.mark][row] ? FILTER.mark : 0)
  );
}

/** @param {Row} row @param {View} view */
function failingActors(row, view) {
  return (
    (view.hide.has(relations.source[row]) || view.hide.has(relations.target[row]) ? FILTER.hide : 0) |
    (view.only.size && !isAmong(row, view.only) ? FILTER.only : 0) |
    (isSuited(relations.source[row], view) || isSuited(relations.target[row], view) ? 0 : FILTER.attributes)
  );
}

/**
 * Whether an actor is of a kind, and has the attributes, that alone are asked for, as one end of a relation must.
 * @param {Actor} actor
 * @param {View} view
 */
export const isSuited = (actor, { onlyKinds, onlyAttributes }) =>
  (onlyKinds.size === 0 || onlyKinds.has(kindOf(actor).name)) && (onlyAttributes.size === 0 || suits(actor, onlyAttributes));

/**
 * Whether a relation ties two of some actors, by its ends or by what it is about; of a single one, whether it ties that one.
 * @param {Row} row
 * @param {Set<Actor>} some
 */
export function isAmong(row, some) {
  const [source, target] = [relations.source[row], relations.target[row]];
  if (source === target && some.has(source)) return true;
  const tied = [source, target, ...aboutOf[row]].filter((actor) => some.has(actor)).length;
  return tied >= Math.min(2, some.size);
}

/** @param {Row} row @param {View} view */
export const passesFilters = (row, view) => failing(row, view) === 0;

/** @type {(keyof View)[]} */
const FILTER_PARTS = ["offFamilies", "offTypes", "offKinds", "offStatuses", "onlyVoices", "onlyPublishers", "onlyAgainst", "onlyAttributes", "onlyKinds", "noClaims", "noContested", "mark", "hide", "only"];
const masks = new Uint16Array(RELATIONS);
/** @type {any[]} */
let maskedFor = [];
/**
 * The bits of the filters that hide each relation, computed anew only when other filters are asked for, not on other days.
 * @param {View} view
 */
export function masksFor(view) {
  const asked = [knownDay(), ...FILTER_PARTS.map((part) => view[part])];
  if (asked.some((value, place) => value !== maskedFor[place])) {
    maskedFor = asked;
    for (let row = 0; row < RELATIONS; row += 1) masks[row] = failing(row, view);
  }
  return masks;
}

/**
 * Whether the filter for voices, or publishers, is empty or names one of the relation.
 * @param {(row: Row) => string[]} namesOf
 * @param {Set<string>} only
 * @param {Row} row
 */
const passesNames = (namesOf, only, row) => only.size === 0 || namesOf(row).some((name) => only.has(name));
