// The bars over the axis, counted anew only when something but the dates changes, and what each holds.

import { PAD, axis, dayAt, plot } from "./axis.js";
import { beginnings, binOf, countBins, unitFor } from "./beginnings.js";
import { page, statusOf } from "./data.js";
import { unitEdges } from "./days.js";
import { digits } from "./dom.js";
import { view } from "./view.js";
import { masksFor } from "./visibility.js";
import { showsStatus } from "./windows.js";

const NARROWEST = 3; // pixels of a bar

/** @type {Bars | null} */
let bars = null;
/** @type {Float64Array | null} */
let eventDays = null;
let countedFor = "";
export function forgetBars() {
  bars = null;
  eventDays = null;
}

/** What tells whether a relation counts in the present view. */
export function counted() {
  const masks = masksFor(view);
  /** @param {Row} row */
  return (row) => masks[row] === 0 && showsStatus(statusOf(row));
}
export function daysOfEvents() {
  if (areBarsStale()) eventDays = null;
  return (eventDays ||= beginnings(counted()));
}

/** Another mode may count other statuses; another axis has other bars. */
const barsWanted = () => [view.mode, axis.from, axis.to].join();
export const areBarsStale = () => !bars || countedFor !== barsWanted();

export function presentBars() {
  if (areBarsStale()) countBars();
  return bars;
}

function countBars() {
  countedFor = barsWanted();
  const unit = unitFor(axis.to - axis.from + 1, Math.max(8, (plot.width - 2 * PAD) / NARROWEST));
  bars = countBins(unitEdges(unit, axis.from, axis.to), counted());
  if (view.certain || view.reported) bars.maybe.fill(0);
  if (view.certain || view.reported) bars.may.fill(0);
}

/** @param {ArrayLike<number>} values @param {Day} from @param {Day} to */
export const sumOf = (values, from, to) => {
  let sum = 0;
  for (let place = from; place < to; place += 1) sum += values[place];
  return sum;
};

/**
 * The bar at a horizontal position of the plot, or -1.
 * @param {number} x
 */
export function barAt(x) {
  const day = Math.round(dayAt(x));
  if (!bars || day < axis.from || day > axis.to) return -1;
  const bin = binOf(bars.edges, day);
  const first = bin * bars.families;
  return sumOf(bars.sure, first, first + bars.families) + sumOf(bars.may, first, first + bars.families) ? bin : -1;
}

/** @param {number} bin */
export const barDays = (bin) => /** @type {[Day, Day]} */ ([bars.edges[bin], bars.edges[bin + 1] - 1]);

/** What a bar counts, from the bottom: what is so by family, then what is planned and what is denied. */
const PARTS = [...page.families, ...["planned", "denied"].map((name) => ({ name, label: name }))];

/**
 * The parts of a bar with how many of each, without empty ones.
 * @param {ArrayLike<number>} values
 * @param {number} bin
 */
const partsOf = (values, bin) => PARTS.map((part, place) => ({ ...part, count: values[bin * PARTS.length + place] })).filter(({ count }) => count);

/**
 * The number of beginnings in a bar by part, without empty ones.
 * @param {ArrayLike<number>} values
 * @param {number} bin
 */
export const barCounts = (values, bin) => Object.fromEntries(partsOf(values, bin).map(({ name, count }) => [name, count]));

/**
 * The content of a bar as text: 9 contact, 3 statement, 1 denied.
 * @param {ArrayLike<number>} values
 * @param {number} bin
 */
export const barWords = (values, bin) => partsOf(values, bin).map(({ label, count }) => `${digits(count)} ${label.toLowerCase()}`).join(", ");
