// Counts beginnings by day, week, month or year and by family, and finds the next day on which anything begins.

import { RELATIONS, earliestEnd, earliestStart, familyOf, gapsOf, is, latestEnd, latestStart, page } from "./data.js";
import { UNITS } from "./days.js";
import { leastOf } from "./sorting.js";

/**
 * The shortest unit that divides so many days into no more than so many bars.
 * @param {number} days
 * @param {number} most
 */
export const unitFor = (days, most) => UNITS.find((unit) => days / unit.days <= most) || UNITS[UNITS.length - 1];

/**
 * The bar, by its place between the edges, that holds a day within them.
 * @param {Day[]} edges
 * @param {Day} day
 */
export const binOf = (edges, day) => leastOf(1, edges.length - 1, (place) => edges[place] > day) - 1;

/**
 * Whether a relation has a beginning that can be counted or stepped to: it is known, and somebody states its start.
 * @param {Row} row
 */
export const isDated = (row) => is.known[row] === 1 && !is.undated[row] && !(is.lasting[row] && is.startUnknown[row]);

/**
 * The beginnings per bar and family. A relation that begins in one bar for sure counts 1 in `sure`. Any
 * other is spread over the days on which it may begin in `maybe`, and counts 1 in `may` for each bar that
 * may hold it. `earlier` and `later` count those off the axis. Arrays are indexed by bar * families + family;
 * after the families what is planned and what is denied have a place each, as they did not happen.
 *
 * @param {Day[]} edges
 * @param {(row: Row) => boolean} passes
 */
export function countBins(edges, passes) {
  const families = page.families.length + 2;
  const size = (edges.length - 1) * families;
  const bars = { edges, families, sure: new Float64Array(size), maybe: new Float64Array(size), may: new Float64Array(size), earlier: 0, later: 0 };
  // Whole bars within a long span are marked at both ends of it only, and summed up once (difference array).
  const marks = { rate: new Float64Array(size + families), whole: new Float64Array(size + families) };
  for (let row = 0; row < RELATIONS; row += 1) {
    if (!isDated(row) || !passes(row)) continue;
    const [start, end] = [earliestStart[row], latestStart[row]];
    if (Number.isFinite(start) && Number.isFinite(end)) countOne(bars, marks, is.actual[row] ? familyOf[row] : families - 1 - is.planned[row], start, end, gapsOf(row));
  }
  sumUp(bars, marks);
  return bars;
}

/**
 * Count a relation that begins on one of the days [start, end], but for those of gaps.
 * @param {any} bars
 * @param {Marks} marks
 * @param {number} family
 * @param {Day} start
 * @param {Day} end
 * @param {[Day, Day][]} gaps
 */
function countOne(bars, { rate, whole }, family, start, end, gaps) {
  const { edges, families } = bars;
  const last = edges[edges.length - 1] - 1;
  if (end < edges[0] || start > last) {
    bars[end < edges[0] ? "earlier" : "later"] += 1;
    return;
  }
  const from = binOf(edges, Math.max(start, edges[0]));
  const to = binOf(edges, Math.min(end, last));
  if (from === to && start >= edges[0] && end <= last) {
    bars.sure[from * families + family] += 1;
    return;
  }
  /** @type {(since: Day, until: Day) => number} */
  const daysOf = (since, until) => gaps.reduce((days, gap) => days - Math.max(0, Math.min(gap[1], until) - Math.max(gap[0], since) + 1), until - since + 1);
  const share = 1 / daysOf(start, end);
  if (gaps.length) {
    for (let bin = from; bin <= to; bin += 1) {
      const days = daysOf(Math.max(start, edges[bin]), Math.min(end, edges[bin + 1] - 1));
      if (!days) continue;
      bars.maybe[bin * families + family] += share * days;
      whole[bin * families + family] += 1;
      whole[(bin + 1) * families + family] -= 1;
    }
    return;
  }
  whole[from * families + family] += 1;
  whole[(to + 1) * families + family] -= 1;
  /** @param {number} bin */
  const part = (bin) => share * (Math.min(end + 1, edges[bin + 1]) - Math.max(start, edges[bin]));
  bars.maybe[from * families + family] += part(from);
  if (to === from) return;
  bars.maybe[to * families + family] += part(to);
  rate[(from + 1) * families + family] += share;
  rate[to * families + family] -= share;
}

/**
 * Sum up the marks along the bars (prefix sums).
 * @param {Bars} bars
 * @param {Marks} marks
 */
function sumUp({ edges, families, maybe, may }, { rate, whole }) {
  for (let place = 0; place < may.length; place += 1) {
    if (place >= families) {
      rate[place] += rate[place - families];
      whole[place] += whole[place - families];
    }
    const bin = Math.floor(place / families);
    // Sums of many shares leave rounding errors.
    if (rate[place] > 1e-9) maybe[place] += rate[place] * (edges[bin + 1] - edges[bin]);
    may[place] = whole[place];
  }
}

/**
 * The days on which something begins, in order, each once.
 * @param {(row: Row) => boolean} passes
 */
export function beginnings(passes) {
  const days = new Set();
  for (let row = 0; row < RELATIONS; row += 1) {
    if (isDated(row) && Number.isFinite(earliestStart[row]) && passes(row)) days.add(earliestStart[row]);
  }
  return Float64Array.from(days).sort();
}

/**
 * The next of ordered days after one, or the one before it; null where there is none.
 * @param {ArrayLike<Day>} days
 * @param {number} now
 * @param {number} direction
 */
export function nextDay(days, now, direction) {
  const place = leastOf(0, days.length, (at) => (direction > 0 ? days[at] > now : days[at] >= now));
  return days[direction > 0 ? place : place - 1] ?? null;
}

/**
 * A run from one day to another that leaps over where nothing begins for longer than some days: how long it is, and its day after so many.
 * @param {ArrayLike<Day>} days
 * @param {Day} first
 * @param {Day} last
 * @param {number} most
 */
export function leaping(days, first, last, most) {
  const stops = [first, ...Array.from(days).filter((day) => day > first && day < last), last];
  const runs = new Float64Array(stops.length);
  for (let place = 1; place < stops.length; place += 1) runs[place] = runs[place - 1] + Math.min(most, stops[place] - stops[place - 1]);
  /** @param {number} run */
  const dayAfter = (run) => {
    const place = Math.max(0, runs.findLastIndex((before) => before <= run));
    return Math.min(last, stops[place] + run - runs[place]);
  };
  return { length: runs[runs.length - 1], dayAfter };
}

/** The first and the last dated day of the story, outliers too: of all but background, of the steps, of the last source; null where no relation has one. @param {Day | null} [published] that of the last source */
export function extent(published = page.last_published) {
  let [first, last] = [Infinity, -Infinity];
  /** @param {Day} from @param {Day} to */
  const take = (from, to) => {
    if (!Number.isFinite(from) || !Number.isFinite(to)) return;
    first = Math.min(first, from);
    last = Math.max(last, to);
  };
  for (let row = 0; row < RELATIONS; row += 1) {
    if (!is.known[row] || is.undated[row] || is.background[row]) continue;
    if (isDated(row)) take(earliestStart[row], latestStart[row]);
    if (is.lasting[row] && !is.endUnknown[row]) take(earliestEnd[row], latestEnd[row]);
  }
  if (first > last) return null;
  for (const day of page.story.flatMap((step) => [step.day, step.from, step.to]).concat(published ?? [])) take(day, day);
  return [first, last];
}
