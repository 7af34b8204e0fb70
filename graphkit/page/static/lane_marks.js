// Where relations stand on the lanes: the day of each, the days it lasts for sure or may last, its place among its neighbours.

import { ACTORS, RELATIONS, earliestEnd, earliestStart, firstReported, gapsOf, is, latestEnd, latestStart, relations, relationsOf, rowsWhere, runsOf } from "./data.js";
import { grouped } from "./sorting.js";

/** The day of each relation: the middle of those on which it may have begun; -Infinity: before them all; NaN: undated. */
export const laneDay = new Float64Array(RELATIONS);
/** How many relations share the day of each, and its place among them, from their middle. */
export const sharers = new Uint32Array(RELATIONS);
export const placeOnDay = new Float32Array(RELATIONS);
/** At which height in the row of its source, and of its target, a lasting relation runs. */
export const levels = [new Uint8Array(RELATIONS), new Uint8Array(RELATIONS)];
const LEVELS = 4;

/** @type {Day | null} */
let placedFor = null;

/**
 * Place all relations anew, where another day decides what is known of them.
 * @param {Day} knownBy
 */
export function placeOnLanes(knownBy) {
  if (knownBy === placedFor) return;
  placedFor = knownBy;
  for (let row = 0; row < RELATIONS; row += 1) laneDay[row] = dayOf(row);
  for (const rows of grouped(rowsWhere((row) => Number.isFinite(laneDay[row])), (row) => laneDay[row]).values()) {
    rows.forEach((row, place) => {
      sharers[row] = rows.length;
      placeOnDay[row] = place - (rows.length - 1) / 2;
    });
  }
  for (let actor = 0; actor < ACTORS; actor += 1) takeLevels(actor);
}

/**
 * A day, or the nearest that is one of those in question where it lies between two of them.
 * @param {Day} day @param {[Day, Day][]} gaps
 */
function outsideGaps(day, gaps) {
  const gap = gaps.find(([from, to]) => from <= day && day <= to);
  return gap ? (day - gap[0] <= gap[1] - day ? gap[0] - 1 : gap[1] + 1) : day;
}

/** @param {Row} row */
function dayOf(row) {
  if (!is.known[row] || is.undated[row] || !is.bounded[row]) return NaN;
  const [first, last] = [earliestStart[row], latestStart[row]];
  if (Number.isFinite(first)) return Number.isFinite(last) ? outsideGaps(Math.floor((first + last) / 2), gapsOf(row)) : first;
  if (!is.lasting[row]) return last;
  // Nobody knows when it began: it appears with the first report of it, or when it had begun at the latest.
  const reported = firstReported(row)?.every(Number.isFinite) ? firstReported(row) : [last, last];
  return Number.isFinite(reported[0]) ? Math.floor((reported[0] + reported[1]) / 2) : -Infinity;
}

/**
 * What lasts at the same time runs at different heights of a row, as far as there are any.
 * @param {Actor} actor
 */
function takeLevels(actor) {
  const free = new Float64Array(LEVELS).fill(-Infinity);
  const lasting = relationsOf[actor].filter((row) => is.lasting[row] && !Number.isNaN(laneDay[row]));
  for (const row of lasting.sort((one, other) => earliestStart[one] - earliestStart[other] || one - other)) {
    const found = free.findIndex((until) => until < earliestStart[row]);
    const level = found < 0 ? free.indexOf(Math.min(...free)) : found;
    free[level] = latestEnd[row];
    for (const end of [0, 1]) if ((end ? relations.target : relations.source)[row] === actor) levels[end][row] = level;
  }
}

/**
 * Whether the day on which a relation begins is open.
 * @param {Row} row
 */
export const isStartOpen = (row) => earliestStart[row] !== latestStart[row];

/**
 * The days of a relation, as [first, last, whether for sure]; a single sure day has none.
 * @param {Row} row
 * @returns {[Day, Day, boolean][]}
 */
export function stretchesOf(row) {
  const [first, begun, over, last] = [earliestStart[row], latestStart[row], earliestEnd[row], latestEnd[row]];
  if (first === last) return [];
  if (!is.lasting[row] || begun > over || begun === Infinity || over === -Infinity) {
    const spans = is.lasting[row] && !is.single[row] ? [[first, last]] : runsOf(row, first, last);
    return spans.map(([from, to]) => [from, to, false]);
  }
  /** @type {[Day, Day, boolean][]} */
  const parts = [[begun, over, true]];
  if (first < begun) parts.push([first, begun - 1, false]);
  if (over < last) parts.push([over + 1, last, false]);
  return parts;
}
