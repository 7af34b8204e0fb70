// The places on the lanes: the row of an actor, the day of a relation, in pixels of the drawing.

import { PAD, axis } from "./axis.js";
import { earliestStart, is, latestEnd, relations } from "./data.js";
import { laneDay, levels, placeOnDay, sharers } from "./lane_marks.js";
import { shownRows } from "./state.js";

export const RIGHT = 16;
export const GAP = 4; // between the days and the first row, whose bars would lie on their border
export const HEAD = 34 + GAP;
const FARTHEST = 6; // pixels between two relations of one day
const SHIFTS = [5, -5, 8.5, -8.5]; // of what lasts, from the middle of its row

/**
 * How wide the names are beside lanes of such a width; the bars below keep the same distance.
 * @param {number} width
 */
export const namesWidth = (width) => Math.round(Math.max(width > 420 ? 150 : 124, Math.min(214, width * 0.25)));

/** @param {LaneFrame} frame */
const dayWide = ({ width, names }) => Math.max(1, width - names - RIGHT - 2 * PAD) / (axis.to - axis.from + 1);

/**
 * Where the middle of a day lies.
 * @param {LaneFrame} frame
 * @param {Day} day
 */
export const laneX = (frame, day) => frame.names + PAD + (day - axis.from + 0.5) * dayWide(frame);

/**
 * Where a day lies at most: what lies beyond the axis ends at its edge.
 * @param {LaneFrame} frame
 * @param {Day} day
 */
export const edgeX = (frame, day) => Math.max(frame.names + 2, Math.min(frame.width - RIGHT - 2, laneX(frame, day)));

/** @param {LaneFrame} frame @param {number} x */
export const laneDayAt = (frame, x) => axis.from - 0.5 + (x - frame.names - PAD) / dayWide(frame);

/**
 * Whether a relation has a place on the lanes: it may be on days of the axis.
 * @param {Row} row
 */
export const isOnLanes = (row) => !Number.isNaN(laneDay[row]) && earliestStart[row] <= axis.to && latestEnd[row] >= axis.from;

/**
 * Where a relation stands in time; what began before the axis stands at its edge.
 * @param {LaneFrame} frame
 * @param {Row} row
 */
export function markX(frame, row) {
  const day = laneDay[row];
  if (day < axis.from || day > axis.to) return day < axis.from ? frame.names + 2.5 + (row % 4) * 1.5 : frame.width - RIGHT - 2.5 - (row % 4) * 1.5;
  return laneX(frame, day) + placeOnDay[row] * Math.min(FARTHEST, (dayWide(frame) * 0.8) / sharers[row]);
}

/**
 * Where the middle of an actor's row lies.
 * @param {LaneFrame} frame
 * @param {Actor} actor
 */
export const laneY = ({ head, place, rowHeight, top }, actor) => head + (place[actor] + 0.5) * rowHeight - top;

/**
 * Where a relation lies at its source, or at its target: what lasts runs beside the middle of the row.
 * @param {LaneFrame} frame
 * @param {Row} row
 * @param {0 | 1} end
 */
export const endY = (frame, row, end) => laneY(frame, (end ? relations.target : relations.source)[row]) + (is.lasting[row] ? (SHIFTS[levels[end][row]] * frame.rowHeight) / 24 : 0);

/** The visible relations that have no place on the lanes: undated, or not on days of the axis. */
export function offLanes() {
  const off = { undated: /** @type {Row[]} */ ([]), earlier: /** @type {Row[]} */ ([]), later: /** @type {Row[]} */ ([]) };
  for (const row of shownRows()) {
    if (isOnLanes(row)) continue;
    off[Number.isNaN(laneDay[row]) ? "undated" : earliestStart[row] > axis.to ? "later" : "earlier"].push(row);
  }
  return off;
}
