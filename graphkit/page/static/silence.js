// Computes the longest run of days on which nothing of somebody's happened or began, as `graphkit rank` does.

import { Heap } from "./heap.js";
import { grouped } from "./sorting.js";

/**
 * The number of days of the longest silence between two things of which each happened on one of some days, some only
 * perhaps: at least, and at most; Infinity for no limit, null where there cannot be two.
 * @param {[Day, Day][]} sure
 * @param {[Day, Day][]} maybe
 * @returns {[number, number] | null}
 */
export function longestSilence(sure, maybe) {
  const every = [...sure, ...maybe];
  if (every.length < 2) return null;
  const ends = every.flat().filter(Number.isFinite);
  if (ends.length < 2 * every.length) {
    // What may be ever so early or late is ever so far from the next: so far out that each can be on its own.
    const room = 31 * (every.length + 1);
    const [first, last] = ends.length ? [Math.min(...ends) - room, Math.max(...ends) + room] : [-room, room];
    /** @type {(days: [Day, Day]) => [Day, Day]} */
    const closed = ([since, until]) => [Math.max(since, first), Math.min(until, last)];
    return [longestSilence(sure.map(closed), maybe.map(closed))[0], Infinity];
  }
  const most = widest(sure, every);
  if (!maybe.length && sure.every(([since, until]) => since === until)) return [most, most];
  const ordered = [...sure.map((days) => ({ days, sure: 1 })), ...maybe.map((days) => ({ days, sure: 0 }))].sort((one, other) => one.days[0] - other.days[0]);
  let [low, high] = [0, most];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (fits(ordered, sure.length, middle + 1)) high = middle;
    else low = middle + 1;
  }
  return [low, most];
}

/**
 * The most days of silence that the dates allow: where one thing ends the days before it, what cannot be so early is
 * after it, as late as it can be.
 * @param {[Day, Day][]} sure
 * @param {[Day, Day][]} every
 */
function widest(sure, every) {
  const [latest, second] = every.map(([, until]) => until).sort((one, other) => other - one);
  const must = [...sure].sort(([one], [other]) => one - other);
  const spans = grouped(every, ([since]) => since);
  let after = Infinity;
  let best = 0;
  for (const since of [...spans.keys()].sort((one, other) => other - one)) {
    while (must.length && must[must.length - 1][0] > since) after = Math.min(after, must.pop()[1]);
    const together = spans.get(since);
    const others = together.length === 1 && together[0][1] === latest ? second : latest;
    best = Math.max(best, (after === Infinity ? others : after) - since - 1);
  }
  return best;
}

/**
 * Whether the days can be chosen so that no two in a row are more than so many days apart; what may not have happened
 * is used where it helps.
 * @param {{ days: [Day, Day], sure: number }[]} ordered
 * @param {number} sure
 * @param {number} most
 */
function fits(ordered, sure, most) {
  if (!sure) return true;
  let day = Math.min(...ordered.filter((each) => each.sure).map(({ days }) => days[1]));
  const waiting = new Heap((one, other) => one.days[1] < other.days[1] || (one.days[1] === other.days[1] && one.sure < other.sure));
  let place = 0;
  for (let left = sure; left > 0;) {
    for (; place < ordered.length && ordered[place].days[0] <= day + most; place += 1) waiting.push(ordered[place]);
    if (!waiting.size) return false;
    const next = waiting.pop();
    left -= next.sure;
    day = Math.max(day, Math.min(next.days[1], day + most));
  }
  return true;
}
