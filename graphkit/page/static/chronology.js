// Finds chains of relations in which time never runs backwards: the command line's rules, in its two clocks.

import { ACTORS, aboutOf, earliestEnd, earliestStart, is, latestEnd, latestStart, hopsFrom } from "./data.js";
import { Heap, compareLists } from "./heap.js";
import { anyBetween, compareTelling, moreOf, notBetween } from "./paths.js";
import { HIDDEN } from "./windows.js";

/** How many labels a search that tells apart what was entered may have. */
const MOST_LABELS = 100_000;

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
  const chains = [sureClock, maybeClock].map((clock) => bestChain({ from, to, walkable, closed, clock, direct }));
  const stopped = chains.includes(undefined);
  const [sure, maybe] = chains.map((chain) => (chain && !stopped ? { ...withDays(chain, sureClock), more: moreOf(chain, walkable, direct) } : null));
  const paths = worthTelling(sure, maybe).filter((path) => path.sure || !onlySure);
  return { paths, count: paths.length, skipped: /** @type {FoundPaths["skipped"]} */ ([]), stopped };
}

/**
 * The actors reached from an actor, by day, then by hops, then by how many of these are walked by what a relation is about: no
 * later label of an actor has more of both. No chain walks from an actor whom a tracked relation is about to an end of it, and later
 * from an end of it to another; each label tells what of these its chain has entered.
 * @param {TimedSearch} search
 * @param {Set<Row>} tracked
 * @returns {Generator<[Day, number, number, Actor, Row[]]>}
 */
function* labelsFrom({ from, walkable, closed, clock, direct }, tracked) {
  const kept = Array.from({ length: ACTORS }, () => /** @type {[number, number, Row[]][]} */ ([]));
  const heap = new Heap((one, other) => compareLists(one, other) < 0);
  heap.push([clock.start, 0, 0, from, []]);
  while (heap.size) {
    const [day, hops, about, current, entered] = heap.pop();
    if (kept[current].some(([least, fewer, before]) => least <= hops && fewer <= about && before.every((row) => entered.includes(row)))) continue;
    kept[current].push([hops, about, entered]);
    yield [day, hops, about, current, entered];
    if (current !== from && closed(current)) continue;
    for (const [other, row, more] of hopsFrom(current, direct)) {
      if (walkable[row] === HIDDEN || !hasDates(row)) continue;
      const next = clock.walked(day, row);
      if (Number.isNaN(next)) continue;
      const isTracked = more && tracked.has(row);
      if (isTracked && isLeft(row, other) && entered.includes(row)) continue;
      heap.push([next, hops + 1, about + more, other, isTracked && !isLeft(row, other) ? [...entered, row] : entered]);
    }
  }
}

/**
 * Whether a hop by what a relation is about leads to an actor whom it is about, rather than to an end of it.
 * @param {Row} row
 * @param {Actor} there
 */
const isLeft = (row, there) => aboutOf[row].includes(there);

/**
 * Where the day of an actor's label is kept, by how many hops and how many of them are walked by what a relation is about.
 * @param {number} hops
 * @param {number} about
 */
const labelKey = (hops, about) => hops * (ACTORS + 1) + about;

/**
 * The best chain of distinct relations; null where there is none, undefined where the search was stopped. One that uses
 * a relation twice is searched for again, with that relation tracked.
 * @param {TimedSearch} search
 */
function bestChain(search) {
  /** @type {Set<Row>} */
  const tracked = new Set();
  for (;;) {
    const chain = bestTracked(search, tracked);
    const twice = chain ? chain.relations.filter((row, place) => chain.relations.indexOf(row) < place) : [];
    if (!twice.length) return chain;
    twice.forEach((row) => tracked.add(row));
  }
}

/**
 * The best chain that does not leave a tracked relation which it entered; null where there is none, undefined where the
 * search was stopped.
 * @param {TimedSearch} search
 * @param {Set<Row>} tracked
 */
function bestTracked(search, tracked) {
  /** @type {Reached} */
  const reached = Array.from({ length: ACTORS }, () => new Map());
  let labelled = 0;
  for (const [day, hops, about, current, entered] of labelsFrom(search, tracked)) {
    labelled += 1;
    if (tracked.size && labelled > MOST_LABELS) return undefined;
    const labels = reached[current].get(labelKey(hops, about)) ?? [];
    reached[current].set(labelKey(hops, about), [...labels, { day, entered }]);
    if (current === search.to) return mostTelling({ day, hops, about }, reached, search, tracked);
  }
  return null;
}

/**
 * Which tracked relations a hop and those after it leave; null where it enters one of those that these leave.
 * @param {[Actor, Row, 0 | 1]} hop
 * @param {Actor} there
 * @param {Row[]} left
 * @param {Set<Row>} tracked
 */
function leftAfter([, row, more], there, left, tracked) {
  if (!more || !tracked.has(row)) return left;
  if (isLeft(row, there)) return [...left, row];
  return left.includes(row) ? null : left;
}

/**
 * Choose the relations from the last hop back: of all that still arrive in time, the most telling one.
 * @param {{ day: Day, hops: number, about: number }} arrival
 * @param {Reached} reached
 * @param {TimedSearch} search
 * @param {Set<Row>} tracked
 */
function mostTelling(arrival, reached, { from, to, walkable, closed, clock }, tracked) {
  /** @type {Chain} */
  const chain = { actors: [to], relations: [] };
  let [target, by, about] = [to, arrival.day, arrival.about];
  /** @type {Row[]} */
  let left = [];
  /** @param {{ day: Day, entered: Row[] }[]} labels @param {Row} row @param {Row[] | null} out */
  const isInTime = (labels, row, out) => out !== null && labels.some(({ day, entered }) => clock.walked(day, row) <= by && !out.some((each) => entered.includes(each)));
  for (let before = arrival.hops - 1; before >= 0; before -= 1) {
    /** @type {[Actor, Row, 0 | 1] | null} */
    let best = null;
    for (const hop of hopsFrom(target)) {
      const [source, row, more] = hop;
      const labels = reached[source].get(labelKey(before, about - more));
      if (walkable[row] === HIDDEN || !hasDates(row) || (source !== from && closed(source)) || !labels) continue;
      const out = leftAfter(hop, target, left, tracked);
      if (isInTime(labels, row, out) && (!best || (more - best[2] || compareTelling(row, best[1], source, target, walkable, best[0]) || source - best[0]) < 0)) best = hop;
    }
    left = leftAfter(best, target, left, tracked);
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
  /** @param {Path} path @param {number} side */
  const measure = (path, side) => [path.days[path.days.length - 1][side], path.relations.length];
  if (compareLists(measure(maybe, 0), measure(sure, 0)) >= 0) return [sure];
  return maybe.sure && compareLists(measure(maybe, 1), measure(sure, 1)) === 0 ? [maybe] : [sure, maybe];
}
