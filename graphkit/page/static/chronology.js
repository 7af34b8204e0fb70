// Finds chains of relations in which time never runs backwards: the command line's rules, in its two clocks.

import { ACTORS, earliestEnd, earliestStart, is, latestEnd, latestStart, hopsFrom } from "./data.js";
import { Heap, compareLists } from "./heap.js";
import { anyBetween, compareTelling, notBetween } from "./paths.js";
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
 * @param {{ days: [Day, Day], strict?: boolean, through?: boolean, direct?: boolean, onlySure?: boolean }} question
 */
export function chronologicalPaths(from, to, walkable, { days, strict = false, through = false, direct = false, onlySure = false }) {
  const closed = through ? anyBetween : notBetween;
  const [sureClock, maybeClock] = [true, false].map((sure) => clockOf(days, strict, sure));
  const [sure, maybe] = [sureClock, maybeClock].map((clock) => {
    const chain = bestChain(from, to, walkable, closed, clock, direct);
    return chain && withDays(chain, sureClock);
  });
  const paths = worthTelling(sure, maybe).filter((path) => path.sure || !onlySure);
  return { paths, count: paths.length, skipped: /** @type {FoundPaths["skipped"]} */ ([]) };
}

/**
 * The actors reached from an actor, by day, then by hops, then by how many of these are walked by what a relation is about: no
 * later label of an actor has more of both.
 * @param {Actor} from
 * @param {Uint8Array} walkable
 * @param {(actor: Actor) => boolean} closed
 * @param {WalkClock} clock
 * @param {boolean} direct
 */
function* labelsFrom(from, walkable, closed, clock, direct) {
  const fewest = Array.from({ length: ACTORS }, () => /** @type {number[]} */ ([]));
  const heap = new Heap((one, other) => compareLists(one, other) < 0);
  heap.push([clock.start, 0, 0, from]);
  while (heap.size) {
    const [day, hops, about, current] = heap.pop();
    if (fewest[current].some((least, fewer) => fewer <= about && hops >= least)) continue;
    fewest[current][about] = hops;
    yield [day, hops, about, current];
    if (current !== from && closed(current)) continue;
    for (const [other, row, more] of hopsFrom(current, direct)) {
      if (walkable[row] === HIDDEN || !hasDates(row)) continue;
      const next = clock.walked(day, row);
      if (!Number.isNaN(next)) heap.push([next, hops + 1, about + more, other]);
    }
  }
}

/**
 * Where the day of an actor's label is kept, by how many hops and how many of them are walked by what a relation is about.
 * @param {number} hops
 * @param {number} about
 */
const labelKey = (hops, about) => hops * (ACTORS + 1) + about;

/**
 * @param {Actor} from
 * @param {Actor} to
 * @param {Uint8Array} walkable
 * @param {(actor: Actor) => boolean} closed
 * @param {WalkClock} clock
 * @param {boolean} direct
 */
function bestChain(from, to, walkable, closed, clock, direct) {
  const reached = Array.from({ length: ACTORS }, () => new Map());
  for (const [day, hops, about, current] of labelsFrom(from, walkable, closed, clock, direct)) {
    reached[current].set(labelKey(hops, about), day);
    if (current === to) return mostTelling(to, { day, hops, about }, reached, walkable, (actor) => actor !== from && closed(actor), clock);
  }
  return null;
}

/**
 * Choose the relations from the last hop back: of all that still arrive in time, the most telling one.
 * @param {Actor} to
 * @param {{ day: Day, hops: number, about: number }} arrival
 * @param {Map<number, Day>[]} reached
 * @param {Uint8Array} walkable
 * @param {(actor: Actor) => boolean} isClosed
 * @param {WalkClock} clock
 */
function mostTelling(to, arrival, reached, walkable, isClosed, clock) {
  /** @type {Chain} */
  const chain = { actors: [to], relations: [] };
  let [target, by, about] = [to, arrival.day, arrival.about];
  for (let before = arrival.hops - 1; before >= 0; before -= 1) {
    /** @type {[Actor, Row, 0 | 1] | null} */
    let best = null;
    for (const hop of hopsFrom(target)) {
      const [source, row, more] = hop;
      const day = reached[source].get(labelKey(before, about - more));
      if (walkable[row] === HIDDEN || !hasDates(row) || isClosed(source) || day === undefined) continue;
      if (clock.walked(day, row) <= by && (!best || (more - best[2] || compareTelling(row, best[1], source, target, walkable, best[0]) || source - best[0]) < 0)) best = hop;
    }
    by = clock.deadline(best[1], by);
    [target, about] = [best[0], about - best[2]];
    chain.relations.unshift(best[1]);
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
