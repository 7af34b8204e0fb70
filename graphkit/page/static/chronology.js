// Finds chains of relations in which time never runs backwards: the command line's rules, in its two clocks.

import { ACTORS, earliestEnd, earliestStart, is, latestEnd, latestStart, otherEnd, relationsOf } from "./data.js";
import { Heap, compareLists } from "./heap.js";
import { anyBetween, compareVouching, notBetween } from "./paths.js";
import { HIDDEN } from "./windows.js";

/**
 * How time passes along a chain: its first and last day, the least days from hop to hop, and whether
 * uncertain dates are taken at their worst (`sure`) or at their best.
 *
 * @param {[Day, Day]} days
 * @param {boolean} strict
 * @param {boolean} sure
 */
function clockOf([since, until], strict, sure) {
  const step = strict ? 1 : 0;
  const start = sure ? latestStart : earliestStart;
  const end = sure ? earliestEnd : latestEnd;
  return {
    since,
    until,
    step,
    start: since - step,
    /** The day on which a hop is walked after the one before it, or NaN where it is missed. */
    walked(/** @type {Day} */ before, /** @type {Row} */ row) {
      const turn = before + step;
      const day = Math.max(turn, start[row]);
      return turn <= end[row] && day <= until ? day : NaN;
    },
    /** The last day of the hop before, if a hop is to be walked by a certain day. */
    deadline: (/** @type {Row} */ row, /** @type {Day} */ day) => Math.min(end[row], day) - step,
  };
}

/**
 * The first and last day on which a chain may use relations in a view.
 * @param {View} asked
 * @returns {[Day, Day]}
 */
export function daysOfView(asked) {
  if (asked.mode === "span") return [asked.from, asked.to];
  if (asked.mode === "day") return [-Infinity, asked.day];
  if (asked.mode === "diff") return [asked.before, asked.after];
  return [-Infinity, Infinity];
}

/** @param {Row} row */
const hasDates = (row) => is.bounded[row] && !is.undated[row];

/**
 * The best chains from one actor to another in which time never runs backwards, within days
 * [since, until]: the first for sure to arrive, and the first that may, where that may be sooner.
 * `strict`: every hop takes a later day than the one before it. Each hop has its `days`: the earliest and the
 * latest on which it is walked, if it is walked as soon as it can be.
 *
 * Journeys of Bui-Xuan, Ferreira and Jarry (2003), found as Dijkstra (1959) finds short ones, with
 * a label for each number of hops that pays (Martins, 1984).
 *
 * @param {Actor} from
 * @param {Actor} to
 * @param {Uint8Array} walkable
 * @param {{ days: [Day, Day], strict?: boolean, through?: boolean, onlySure?: boolean }} question
 */
export function chronologicalPaths(from, to, walkable, { days, strict = false, through = false, onlySure = false }) {
  const closed = through ? anyBetween : notBetween;
  const [sureClock, maybeClock] = [true, false].map((sure) => clockOf(days, strict, sure));
  const [sure, maybe] = [sureClock, maybeClock].map((clock) => {
    const chain = bestChain(from, to, walkable, closed, clock);
    return chain && withDays(chain, sureClock);
  });
  const paths = worthTelling(sure, maybe).filter((path) => path.sure || !onlySure);
  return { paths, count: paths.length, skipped: /** @type {FoundPaths["skipped"]} */ ([]) };
}

/**
 * The actors reached from an actor, by day and then by hops: every later label of an actor has fewer hops.
 * @param {Actor} from
 * @param {Uint8Array} walkable
 * @param {(actor: Actor) => boolean} closed
 * @param {WalkClock} clock
 */
function* labelsFrom(from, walkable, closed, clock) {
  const fewest = new Float64Array(ACTORS).fill(Infinity);
  const heap = new Heap((one, other) => compareLists(one, other) < 0);
  heap.push([clock.start, 0, from]);
  while (heap.size) {
    const [day, hops, current] = heap.pop();
    if (hops >= fewest[current]) continue;
    fewest[current] = hops;
    yield [day, hops, current];
    if (current !== from && closed(current)) continue;
    for (const row of relationsOf[current]) {
      if (walkable[row] === HIDDEN || !hasDates(row)) continue;
      const next = clock.walked(day, row);
      if (!Number.isNaN(next)) heap.push([next, hops + 1, otherEnd(row, current)]);
    }
  }
}

/**
 * @param {Actor} from
 * @param {Actor} to
 * @param {Uint8Array} walkable
 * @param {(actor: Actor) => boolean} closed
 * @param {WalkClock} clock
 */
function bestChain(from, to, walkable, closed, clock) {
  const reached = Array.from({ length: ACTORS }, () => new Map());
  for (const [day, hops, current] of labelsFrom(from, walkable, closed, clock)) {
    reached[current].set(hops, day);
    if (current === to) return bestVouched(to, day, hops, reached, walkable, (actor) => actor !== from && closed(actor), clock);
  }
  return null;
}

/**
 * Choose the relations from the last hop back: of all that still arrive in time, the one with the best evidence.
 * @param {Actor} to
 * @param {Day} arrival
 * @param {number} length
 * @param {Map<number, Day>[]} reached
 * @param {Uint8Array} walkable
 * @param {(actor: Actor) => boolean} isClosed
 * @param {WalkClock} clock
 */
function bestVouched(to, arrival, length, reached, walkable, isClosed, clock) {
  /** @type {Chain} */
  const chain = { actors: [to], relations: [] };
  let [target, by] = [to, arrival];
  for (let before = length - 1; before >= 0; before -= 1) {
    let best = -1;
    for (const row of relationsOf[target]) {
      const source = otherEnd(row, target);
      if (walkable[row] === HIDDEN || !hasDates(row) || isClosed(source) || !reached[source].has(before)) continue;
      const day = clock.walked(reached[source].get(before), row);
      if (day <= by && (best < 0 || compareVouching(row, best, walkable) < 0)) best = row;
    }
    by = clock.deadline(best, by);
    target = otherEnd(best, target);
    chain.relations.unshift(best);
    chain.actors.unshift(target);
  }
  return chain;
}

/**
 * Add to a chain whether it is in order whatever the exact dates are, and the days of its hops.
 * @param {Chain} chain
 * @param {WalkClock} clock
 */
function withDays({ actors: chain, relations: rows }, clock) {
  /** @type {Day[]} */
  const last = [];
  let by = clock.until;
  for (const row of [...rows].reverse()) {
    last.unshift(Math.min(latestEnd[row], by));
    by = last[0] - clock.step;
  }
  let [earliest, latest, surely] = [clock.start, clock.start, clock.start];
  /** @type {[Day, Day][]} */
  const days = rows.map((row, place) => {
    earliest = Math.max(earliest + clock.step, earliestStart[row]);
    latest = Math.max(latest + clock.step, Math.min(latestStart[row], last[place]));
    surely = clock.walked(surely, row);
    return [earliest, latest];
  });
  return { actors: chain, relations: rows, sure: !Number.isNaN(surely), days };
}

/**
 * The best chain for sure, and the best chain that is only possible, if that one may be better.
 * @param {Path} sure
 * @param {Path} maybe
 */
function worthTelling(sure, maybe) {
  if (!sure || !maybe) return [sure, maybe].filter(Boolean);
  /**
   * @param {Path} path
   * @param {number} side
   */
  const measure = (path, side) => [path.days[path.days.length - 1][side], path.relations.length];
  if (compareLists(measure(maybe, 0), measure(sure, 0)) >= 0) return [sure];
  return maybe.sure && compareLists(measure(maybe, 1), measure(sure, 1)) === 0 ? [maybe] : [sure, maybe];
}
