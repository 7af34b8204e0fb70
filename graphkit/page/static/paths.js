// Finds the shortest chains of relations between two actors, the best vouched for first: the command line's rules.

import { ACTORS, RELATIONS, aboutIn, aboutOf, earliestEnd, hopsFrom, is, kindOf, page, relations, setKnown, typeOf } from "./data.js";
import { Heap, compareLists } from "./heap.js";
import { inTime, passesFilters } from "./visibility.js";
import { HIDDEN, SURE, asksForStatuses } from "./windows.js";

const PATHS_AT_MOST = 60;

/** @param {Actor} actor */
export const notBetween = (actor) => page.not_between.includes(kindOf(actor).name);
export const anyBetween = () => false;

/**
 * The verdicts on all relations in any view, the current one or another.
 * @param {View} asked
 */
export function verdictsIn(asked) {
  setKnown(asked.knownBy);
  const verdicts = new Uint8Array(RELATIONS);
  for (let row = 0; row < RELATIONS; row += 1) verdicts[row] = passesFilters(row, asked) ? inTime(row, asked) : HIDDEN;
  return verdicts;
}

/**
 * The relations that paths may use in a view: none denied, planned ones only if the view includes statuses.
 * @param {View} asked
 */
export function walkableIn(asked) {
  const verdicts = verdictsIn(asked);
  const plannedToo = asksForStatuses(asked);
  for (let row = 0; row < RELATIONS; row += 1) {
    if (is.denied[row] || !(is.actual[row] || plannedToo)) verdicts[row] = HIDDEN;
  }
  return verdicts;
}

/**
 * What a relation is by its moment: 0 for what lasts or stands, 1 for events, 2 for events of speech.
 * @param {Row} row
 */
const momentOf = (row) => (is.event[row] ? (typeOf(row).speech ? 2 : 1) : is.lasting[row] ? 0 : 1);

/**
 * Negative if the first of two relations tells more about how two actors are tied: direct rather than about one of them, sure,
 * then last reported, then maybe; actual, reported, lasting, no speech, with more voices, and recent.
 * @param {Row} one
 * @param {Row} other
 * @param {Actor} here
 * @param {Actor} there
 * @param {Uint8Array} verdicts
 * @param {Actor} [hereOfOther] where the second is walked from, if not from the same actor
 */
export function compareTelling(one, other, here, there, verdicts, hereOfOther = here) {
  return (
    Number(aboutIn(one, here, there) !== undefined) - Number(aboutIn(other, hereOfOther, there) !== undefined) ||
    verdicts[other] - verdicts[one] ||
    is.actual[other] - is.actual[one] ||
    is.claimed[one] - is.claimed[other] ||
    momentOf(one) - momentOf(other) ||
    relations.voices[other].length - relations.voices[one].length ||
    // A difference of equal infinities is no number.
    (earliestEnd[one] === earliestEnd[other] ? 0 : earliestEnd[other] - earliestEnd[one]) ||
    one - other
  );
}

/**
 * For each actor its neighbours, each with the most telling relation.
 * @param {Uint8Array} walkable
 * @param {boolean} direct
 */
function stepsOver(walkable, direct) {
  const steps = Array.from({ length: ACTORS }, () => new Map());
  /**
   * @param {Actor} one
   * @param {Actor} other
   * @param {Row} row
   */
  const keep = (one, other, row) => {
    const standing = steps[one].get(other);
    if (standing === undefined || compareTelling(row, standing, one, other, walkable) < 0) steps[one].set(other, row);
  };
  for (let row = 0; row < RELATIONS; row += 1) {
    if (walkable[row] === HIDDEN) continue;
    const ends = [relations.source[row], relations.target[row]];
    const ties = direct ? [ends] : [ends, ...aboutOf[row].flatMap((actor) => ends.map((end) => [end, actor]))];
    for (const [one, other] of ties) {
      if (one === other) continue;
      keep(one, other, row);
      keep(other, one, row);
    }
  }
  return steps;
}

/**
 * The hops from each actor to the goal, through no closed actor; -1 if it is not reachable.
 * @param {Steps} steps
 * @param {Actor} goal
 * @param {Actor} start
 * @param {(actor: Actor) => boolean} closed
 */
function hopsTo(steps, goal, start, closed) {
  const hops = new Int32Array(ACTORS).fill(-1);
  hops[goal] = 0;
  const waiting = [goal];
  for (let place = 0; place < waiting.length; place += 1) {
    const current = waiting[place];
    for (const neighbor of steps[current].keys()) {
      if (hops[neighbor] >= 0 || (neighbor !== start && closed(neighbor))) continue;
      hops[neighbor] = hops[current] + 1;
      if (neighbor !== start) waiting.push(neighbor);
    }
  }
  return hops;
}

/**
 * @param {Steps} steps
 * @param {Int32Array} hops
 * @param {Actor} actor
 */
const nearer = (steps, hops, actor) => [...steps[actor]].filter(([neighbor]) => hops[neighbor] >= 0 && hops[neighbor] === hops[actor] - 1);

/**
 * All actors that reach the goal and are no farther from it than the start, the nearest first.
 * @param {Int32Array} hops
 * @param {Actor} start
 */
function byHops(hops, start) {
  return [...hops.keys()].filter((actor) => hops[actor] >= 0 && hops[actor] <= hops[start]).sort((one, other) => hops[one] - hops[other] || one - other);
}

/**
 * The shortest paths between two actors in what may be walked, best first.
 *
 * Ranked by hops that are walked by what a relation is about, then that are not sure, then that are claimed, by voices, then by how rare the go-betweens
 * are. `through` lets them run through countries, places and media, too; without it `skipped` names
 * those through whom a path would be shorter, and how many paths that is. `count` is how many there
 * are, of which the first {@link PATHS_AT_MOST} are in `paths`.
 *
 * @param {Actor} from
 * @param {Day} to
 * @param {Uint8Array} walkable
 * @param {boolean} [through]
 * @param {boolean} [direct]
 */
export function shortestPaths(from, to, walkable, through = false, direct = false) {
  const steps = stepsOver(walkable, direct);
  const hops = hopsTo(steps, to, from, through ? anyBetween : notBetween);
  const open = through ? hops : hopsTo(steps, to, from, anyBetween);
  const shorter = open[from] >= 0 && !(hops[from] >= 0 && hops[from] <= open[from]);
  const paths = hops[from] < 0 ? [] : bestFirst(steps, hops, from, to, walkable);
  return {
    paths: paths.map(({ chain, rows }) => ({ actors: chain, relations: rows, sure: rows.every((row) => walkable[row] === SURE) })),
    count: hops[from] < 0 ? 0 : onwardCounts(steps, hops, from, to)[from],
    skipped: shorter ? goBetweens(steps, open, from, to) : [],
  };
}

/**
 * The number of hops of the shortest path, or -1; faster than finding the path.
 * @param {Actor} from
 * @param {Day} to
 * @param {Uint8Array} walkable
 * @param {boolean} [through]
 * @param {boolean} [direct]
 */
export function hopsBetween(from, to, walkable, through = false, direct = false) {
  const closed = through ? anyBetween : notBetween;
  const hops = new Int32Array(ACTORS).fill(-1);
  hops[from] = 0;
  const waiting = [from];
  for (let place = 0; place < waiting.length && hops[to] < 0; place += 1) {
    const current = waiting[place];
    if (current !== from && closed(current)) continue;
    for (const [neighbor, row] of hopsFrom(current, direct)) {
      if (walkable[row] === HIDDEN || hops[neighbor] >= 0) continue;
      hops[neighbor] = hops[current] + 1;
      waiting.push(neighbor);
    }
  }
  return hops[to];
}

/**
 * @param {Steps} steps
 * @param {Row} row
 * @param {Actor} here
 * @param {Actor} next
 * @param {Actor} goal
 * @param {Uint8Array} walkable
 */
const costOf = (steps, row, here, next, goal, walkable) => [
  aboutIn(row, here, next) === undefined ? 0 : 1, walkable[row] < SURE ? 1 : 0, is.claimed[row], -relations.voices[row].length, next === goal ? 0 : steps[next].size,
];
/**
 * @param {number[]} one
 * @param {number[]} other
 */
const addedCost = (one, other) => one.map((part, place) => part + other[place]);
const FREE = [0, 0, 0, 0, 0];

/**
 * The shortest paths by rising cost. What the rest of a path costs at least is known exactly for
 * every actor, so that best-first search (A*: Hart, Nilsson and Raphael, 1968) finishes one path
 * before it opens the next.
 *
 * @param {Steps} steps
 * @param {Int32Array} hops
 * @param {Actor} from
 * @param {Actor} to
 * @param {Uint8Array} walkable
 */
function bestFirst(steps, hops, from, to, walkable) {
  const remaining = new Map([[to, FREE]]);
  /** @param {Actor} here */
  const onward = (here) => nearer(steps, hops, here).filter(([there]) => remaining.has(there));
  for (const here of byHops(hops, from)) {
    if (here === to) continue;
    const costs = onward(here).map(([there, row]) => addedCost(costOf(steps, row, here, there, to, walkable), remaining.get(there)));
    if (costs.length) remaining.set(here, costs.reduce((least, cost) => (compareLists(cost, least) < 0 ? cost : least)));
  }
  const heap = new Heap((one, other) => (compareLists(one.total, other.total) || compareLists(one.chain, other.chain)) < 0);
  heap.push({ total: remaining.get(from), chain: [from], spent: FREE, rows: [] });
  /** @type {{ chain: Actor[], rows: Row[] }[]} */
  const paths = [];
  while (heap.size && paths.length < PATHS_AT_MOST) {
    const { chain, spent, rows } = heap.pop();
    const here = chain[chain.length - 1];
    if (here === to) {
      paths.push({ chain, rows });
      continue;
    }
    for (const [there, row] of onward(here)) {
      const cost = addedCost(spent, costOf(steps, row, here, there, to, walkable));
      heap.push({ total: addedCost(cost, remaining.get(there)), chain: [...chain, there], spent: cost, rows: [...rows, row] });
    }
  }
  return paths;
}

/**
 * The number of shortest paths from each actor to the goal.
 * @param {Steps} steps
 * @param {Int32Array} hops
 * @param {Day} from
 * @param {Day} to
 */
function onwardCounts(steps, hops, from, to) {
  const counts = new Float64Array(ACTORS);
  counts[to] = 1;
  for (const here of byHops(hops, from)) for (const [there] of nearer(steps, hops, here)) counts[here] += counts[there];
  return counts;
}

/**
 * For each country, place or medium the shortest paths that would run through it, most first.
 * @param {Steps} steps
 * @param {Int32Array} hops
 * @param {Day} from
 * @param {Day} to
 */
function goBetweens(steps, hops, from, to) {
  const onwards = onwardCounts(steps, hops, from, to);
  const arriving = new Float64Array(ACTORS);
  arriving[from] = 1;
  const order = byHops(hops, from);
  for (const here of [...order].reverse()) for (const [there] of nearer(steps, hops, here)) arriving[there] += arriving[here];
  return order
    .filter((actor) => actor !== from && actor !== to && notBetween(actor) && arriving[actor])
    .map((actor) => ({ actor, paths: arriving[actor] * onwards[actor] }))
    .sort((one, other) => other.paths - one.paths || one.actor - other.actor);
}
