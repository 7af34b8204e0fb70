// The days of the view in each mode, and the days on which anything became known.

import { allVersions, knownFrom, page } from "./data.js";
import { change } from "./state.js";
import { view } from "./view.js";

/**
 * For each mode: the parts of the view that hold its days, their least distance, and their labels.
 * @type {Record<Mode, { first?: DayPart, last?: DayPart, apart?: number, fields: string[], names: string[], says: string }>}
 */
const CLOCKS = {
  span: { first: "from", last: "to", apart: 0, fields: ["From", "to"], names: ["First day of the period", "Last day of the period"], says: "What is told of this period" },
  day: { last: "day", fields: ["", "On"], names: ["", "Day"], says: "What is told of that day and before" },
  diff: { first: "before", last: "after", apart: 1, fields: ["After", "by"], names: ["Earlier day", "Later day"], says: "Changed after the earlier day and by the later" },
  all: { fields: [], names: [], says: "Everything, whatever its date" },
};
export const clock = () => CLOCKS[view.mode];
export const firstDay = () => (clock().first ? view[clock().first] : null);
export const lastDay = () => (clock().last ? view[clock().last] : null);

/** While the pointer drags something, the axis does not change. */
let held = false;
export const isHeld = () => held;
/** @param {boolean} on */
export function hold(on) {
  held = on;
}

/** @param {() => void} act */
export function holding(act) {
  hold(true);
  act();
  hold(false);
}

/**
 * Set both ends of the period, or of the two days, in either order.
 * @param {Day} one
 * @param {Day} other
 */
export function setEnds(one, other) {
  const { first, last, apart } = clock();
  const [low, high] = one <= other ? [one, other] : [other, one];
  change({ [first]: Math.min(low, high - apart), [last]: high });
}

/**
 * Set one end, and move the other if it would be on the wrong side.
 * @param {string} end
 * @param {Day} day
 */
export function setEnd(end, day) {
  const { first, last, apart } = clock();
  if (!first) change({ [last]: day });
  else if (end === "first") change({ [first]: day, [last]: Math.max(view[last], day + apart) });
  else change({ [first]: Math.min(view[first], day - apart), [last]: day });
}

/** The days on which anything became known, in order. */
export const knownDays = Float64Array.from(new Set([
  ...page.sources.map((source) => source.known),
  ...allVersions.map(knownFrom).filter(Number.isFinite),
])).sort();

/** The last day covered by the sources: that of the last source, or the day chosen in "As known by" if earlier. */
export const lastKnown = () => (page.last_published === null ? null : Math.min(view.knownBy, page.last_published));
export const knownWhenMade = () => page.opening.known_by ?? Infinity;
