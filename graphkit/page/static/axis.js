// The axis of the time line: its first and last day, and where a day lies on the plot.

import { extent } from "./beginnings.js";
import { page } from "./data.js";
import { TODAY, axisMarks } from "./days.js";
import { keepInHash } from "./link.js";
import { SANS } from "./theme.js";
import { settle, view } from "./view.js";

export const axis = { from: 0, to: 1, home: { from: 0, to: 1 } };
export const PAD = 9; // half a thumb, so that thumbs and bars share one scale
const SHORTEST_AXIS = 7;

export const plot = { width: 0, height: 0, base: 0 };
/**
 * Set the size of the plot in pixels; the marks of the axis are below its base.
 * @param {number} width
 * @param {number} height
 */
export function takePlot(width, height) {
  Object.assign(plot, { width, height, base: height - 17 });
}

/**
 * Where the middle of a day lies; the first day of the axis begins, and the last ends, where the plot does.
 * @param {Day} day
 */
export const plotX = (day) => PAD + (day - axis.from + 0.5) * dayWidth();
/** @param {number} x */
export const dayAt = (x) => axis.from - 0.5 + (x - PAD) / dayWidth();
export const dayWidth = () => Math.max(1, plot.width - 2 * PAD) / (axis.to - axis.from + 1);
/** @param {Day} day */
export const clampDay = (day) => Math.max(axis.from, Math.min(axis.to, Math.round(day)));

/**
 * Write the marks of an axis, each where the one before leaves room for it.
 * @param {Surface} ctx
 * @param {{ day: Day, text: string, year: boolean }[]} marks
 * @param {(day: Day) => number} xOf where the text of a day begins
 * @param {number} y
 * @param {number} end where the room ends
 */
export function writeMarks(ctx, marks, xOf, y, end) {
  let free = -Infinity;
  for (const { day, text, year } of marks) {
    ctx.font = `${year ? 600 : 400} 11px ${SANS}`;
    const right = xOf(day) + ctx.measureText(text).width;
    if (xOf(day) < free || right >= end) continue;
    ctx.fillText(text, xOf(day), y);
    free = right + 4;
  }
}

/** Whether anything has a day. */
export const hasDays = () => Boolean(page.axis || extent());

/**
 * The marks of the axis, as many as there is room for; where nothing is dated, these words.
 * @param {number} room
 */
export const marksOfAxis = (room) => (hasDays() ? axisMarks(axis.from, axis.to, room) : [{ day: axis.from, text: "nothing is dated", year: false }]);

export function startAxis() {
  const [from, to] = page.axis || extent() || [TODAY - 365, TODAY];
  Object.assign(axis, { from, to: Math.max(to, from + SHORTEST_AXIS) });
  axis.home = { from: axis.from, to: axis.to };
}

/** The longest axis: every dated day of the story, outliers included. */
function reach() {
  const [first, last] = extent() || [axis.from, axis.to];
  const room = Math.min(20, 3 + Math.round((last - first) / 10));
  return [Math.min(axis.home.from, first - room), Math.max(axis.home.to, last + room)];
}

/** The last day of the story: that of the axis of the opening, or what is dated later. */
export const endOfStory = () => Math.max(axis.home.to, (extent() || [0, -Infinity])[1]);

/** @type {(() => void)[]} */
const listeners = [];
/**
 * Listen to changes of the axis by the reader: zoom and move.
 * @param {() => void} listener
 */
export const onAxis = (listener) => listeners.push(listener);

/** @param {Day} from @param {Day} to */
export const setAxis = (from, to) => keepAxis([Math.round(from), Math.round(to)]);

/** Show the usual axis again. */
export const narrowAxis = () => keepAxis(null);

/** @param {[Day, Day] | null} days */
function keepAxis(days) {
  settle({ axis: days });
  takeAxis();
  for (const listener of listeners) listener();
  keepInHash();
}

/** The axis that a view has before the reader changes it: that of the opening, or of the whole story: of most of it, where the rest would press that together. */
const usualAxis = () => (view.mode === "all" ? page.whole_axis ?? reach() : [axis.home.from, axis.home.to]);

/** Set the axis from the view, within the longest axis; if the view has none, the usual one. */
export function takeAxis() {
  const [first, last] = reach();
  const [from, to] = usualAxis();
  const [low, high] = view.axis ? [Math.max(first, view.axis[0]), Math.min(last, view.axis[1])] : [from, to];
  Object.assign(axis, high - low >= SHORTEST_AXIS ? { from: low, to: high } : { from, to });
}

/**
 * Multiply the length of the axis by a factor; one day keeps its place.
 * @param {number} factor
 * @param {Day} [at]
 */
export function zoomAxis(factor, at = (axis.from + axis.to) / 2) {
  const [first, last] = reach();
  const length = Math.min(last - first, Math.max(SHORTEST_AXIS, (axis.to - axis.from) * factor));
  const share = (at - axis.from) / (axis.to - axis.from);
  const from = Math.max(first, Math.min(last - length, at - share * length));
  setAxis(from, from + length);
}

/** @param {number} days */
export function panAxis(days) {
  const [first, last] = reach();
  const shift = Math.max(first - axis.from, Math.min(last - axis.to, days));
  if (Math.abs(shift) >= 1) setAxis(axis.from + shift, axis.to + shift);
}

/**
 * Extend the axis at one end: first to that of the opening, then to the outliers.
 * @param {number} side
 */
export function widenAxis(side) {
  const [first, last] = reach();
  if (side < 0) setAxis(axis.from > axis.home.from ? axis.home.from : first, axis.to);
  else setAxis(axis.from, axis.to < axis.home.to ? axis.home.to : last);
}

/**
 * Whether the axis reaches at one end to what lies beyond the usual one.
 * @param {number} side
 */
export function isWidened(side) {
  const [from, to] = usualAxis();
  return isBeyond(side, { from, to }) && (side < 0 ? axis.from < from : axis.to > to);
}

/**
 * Whether anything dated, but for the last source, lies beyond an end of an axis.
 * @param {number} side
 * @param {{ from: Day, to: Day }} [of]
 */
export function isBeyond(side, { from, to } = axis) {
  const [first, last] = extent(null) || [from, to];
  return side < 0 ? first < from : last > to;
}

/** An axis that grows by no more than this grows; else it moves. */
const GROWS = 1.25;

/**
 * Extend or move the axis to show days that the reader entered, no farther beyond them than the story goes.
 * @param {Day} first
 * @param {Day} last
 */
export function reveal(first, last) {
  const days = [first, last].filter(Number.isFinite);
  if (!days.length || days.every((day) => day >= axis.from && day <= axis.to)) return;
  const [low, high] = [Math.min(...days), Math.max(...days)];
  const length = Math.max(axis.to - axis.from, (high - low) * 1.1);
  const around = (length - (high - low)) / 2;
  const room = 3 + length / 100;
  const [start, end] = reach();
  let from = Math.max(low - around, Math.min(start, low - room));
  let to = Math.min(high + around, Math.max(end, high + room));
  const grows = Math.max(to, axis.to) - Math.min(from, axis.from) <= GROWS * (axis.to - axis.from);
  if (low >= axis.from) from = grows ? axis.from : to - length;
  else if (high <= axis.to) to = grows ? axis.to : from + length;
  Object.assign(axis, { from: Math.round(from), to: Math.round(to) });
  if (view.axis) settle({ axis: [axis.from, axis.to] });
}
