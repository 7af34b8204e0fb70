// The days that the view shows, whatever its mode calls them, and the days on which anything became known.

import { allVersions, knownFrom, page } from "./data.js";
import { change } from "./state.js";
import { view } from "./view.js";

/**
 * What each mode calls its days in the view, how far apart they stay, and what they are called.
 * @type {Record<Mode, { first?: DayPart, last?: DayPart, apart?: number, fields: string[], names: string[], says: string }>}
 */
const CLOCKS = {
  span: { first: "from", last: "to", apart: 0, fields: ["From", "to"], names: ["First day of the period", "Last day of the period"], says: "What was so at some time in the period" },
  day: { last: "day", fields: ["", "On"], names: ["", "Day"], says: "In force on that day, or happened by then" },
  diff: { first: "before", last: "after", apart: 1, fields: ["After", "by"], names: ["Earlier day", "Later day"], says: "What came about after one day and by the other" },
  all: { fields: [], names: [], says: "Everything, whatever its date" },
};
export const clock = () => CLOCKS[view.mode];
export const firstDay = () => (clock().first ? view[clock().first] : null);
export const lastDay = () => (clock().last ? view[clock().last] : null);

/** While something is held by the pointer the axis stays as it is under it. */
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
 * Set one end; the other makes way.
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

/** The last day of which anything is known as we look: that of the last source, or what was known by. */
export const lastKnown = () => (page.last_published === null ? null : Math.min(view.knownBy, page.last_published));
export const knownWhenMade = () => page.opening.known_by ?? Infinity;
