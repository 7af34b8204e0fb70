// Finds the shortest chains of relations between two actors, the best vouched for first: the command line's rules.

import { ACTORS, RELATIONS, aboutIn, aboutOf, earliestEnd, hopsFrom, is, kindOf, page, relations, setKnown, typeOf } from "./data.js";
import { fewestHops, longerRings, placesOf, ringsFrom } from "./distinct.js";
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
 * @param {boolean} [deniedToo] for what would be a path if nothing were denied
 */
export function walkableIn(asked, deniedToo = false) {
  const verdicts = verdictsIn(asked);
  const plannedToo = asksForStatuses(asked);
  for (let row = 0; row < RELATIONS; row += 1) {
    const isWalked = is.denied[row] ? deniedToo : is.actual[row] || plannedToo;
    if (!isWalked) verdicts[row] = HIDDEN;
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
  /** @param {Actor} one @param {Actor} other @param {Row} row */
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
  const net = netOver(walkable, direct);
  const chains = shortestChains(net, { from, to, closed: through ? anyBetween : notBetween });
  const open = through ? chains : shortestChains(net, { from, to, closed: anyBetween });
  const shorter = open.rings.length && !(chains.rings.length && chains.rings.length <= open.rings.length);
  const paths = chains.rings.length ? bestFirst(net, chains, to) : [];
  return {
    paths: paths.map(({ chain, rows }) => ({
      actors: chain, relations: rows, sure: rows.every((row) => walkable[row] === SURE), more: moreOf({ actors: chain, relations: rows }, walkable, direct),
    })),
    count: countOf(chains),
    skipped: shorter ? goBetweens(open) : [],
    stopped: chains.stopped,
  };
}

/**
 * The relations of a hop, the most telling first.
 * @param {Actor} here
 * @param {Actor} there
 * @param {Uint8Array} walkable
 * @param {boolean} direct
 */
function optionsOf(here, there, walkable, direct) {
  const rows = new Set(hopsFrom(here, direct).filter(([other, row]) => other === there && walkable[row] !== HIDDEN).map(([, row]) => row));
  return [...rows].sort((one, other) => compareTelling(one, other, here, there, walkable));
}

/**
 * For each hop of a chain, how many more relations it could take.
 * @param {Chain} chain
 * @param {Uint8Array} walkable
 * @param {boolean} direct
 */
export const moreOf = ({ actors: chain, relations: rows }, walkable, direct) => rows.map((_, place) => optionsOf(chain[place], chain[place + 1], walkable, direct).length - 1);

/**
 * Tells how each relation of a hop is walked, or null where none is entered or left: only those that are about
 * several actors can be, and then used twice.
 * @param {Uint8Array} walkable
 * @param {boolean} direct
 * @returns {WaysOf}
 */
function waysOver(walkable, direct) {
  const isShared = (/** @type {Row} */ row) => aboutOf[row].length > 1;
  const shared = new Set();
  if (direct) return () => null;
  for (let row = 0; row < RELATIONS; row += 1) {
    if (walkable[row] === HIDDEN || !isShared(row)) continue;
    for (const end of [relations.source[row], relations.target[row]]) for (const actor of aboutOf[row]) shared.add(end * ACTORS + actor).add(actor * ACTORS + end);
  }
  const known = new Map();
  return (here, there) => {
    const key = here * ACTORS + there;
    if (!shared.has(key)) return null;
    if (!known.has(key)) {
      known.set(key, optionsOf(here, there, walkable, direct).map((row) => ({
        row, enters: isShared(row) && aboutOf[row].includes(here), leaves: isShared(row) && aboutOf[row].includes(there),
      })));
    }
    return known.get(key);
  };
}

/** @param {Uint8Array} walkable @param {boolean} direct */
const netOver = (walkable, direct) => ({ steps: stepsOver(walkable, direct), ways: waysOver(walkable, direct), walkable });

/**
 * The shortest chains of distinct relations; `stopped` where there may be longer ones than were looked at.
 * @param {Net} net
 * @param {Ends} ends
 * @returns {PlacedChains & { stopped: boolean }}
 */
function shortestChains(net, ends) {
  const [{ steps, ways }, { from, to, closed }] = [net, ends];
  /** @type {PlacedChains} */
  const none = { rings: [], tracked: new Set(), inARow: true };
  const hops = hopsTo(steps, to, from, closed);
  if (hops[from] < 0) return { ...none, stopped: false };
  const placed = placesOf(ways, ringsFrom(steps, from, hops[from], (there, rest) => hops[there] === rest), to, true);
  if (placed) return { ...placed, stopped: false };
  const longer = longerRings(net, ends);
  if (!longer) return { ...none, stopped: longer === undefined };
  const found = placesOf(ways, longer, to, false);
  return found ? { ...found, stopped: false } : { ...none, stopped: true };
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
  if (!direct && aboutOf.some((about, row) => about.length > 1 && walkable[row] !== HIDDEN)) {
    const chain = fewestHops(netOver(walkable, direct), { from, to, closed });
    return chain ? chain.length - 1 : -1;
  }
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

/** @param {Net} net @param {Row} row @param {Actor} here @param {Actor} next @param {Actor} goal */
const costOf = ({ steps, walkable }, row, here, next, goal) => [
  aboutIn(row, here, next) === undefined ? 0 : 1, walkable[row] < SURE ? 1 : 0, is.claimed[row], -relations.voices[row].length, next === goal ? 0 : steps[next].size,
];
/** @param {number[]} one @param {number[]} other */
const addedCost = (one, other) => one.map((part, place) => part + other[place]);
const FREE = [0, 0, 0, 0, 0];

/**
 * The shortest paths by rising cost. What the rest of a path costs at least is known exactly for
 * every place, so that best-first search (A*: Hart, Nilsson and Raphael, 1968) finishes one path
 * before it opens the next. Of the ways to choose distinct relations, a path has the one with the most telling
 * relation in its first hop, then in its second, and so on.
 *
 * @param {Net} net
 * @param {PlacedChains} chains
 * @param {Actor} to
 */
function bestFirst(net, chains, to) {
  /** @type {Map<Place, Map<string, any>>} */
  const nodes = new Map();
  /** @param {Place} place @param {Row[]} entered */
  const nodeOf = (place, entered) => {
    const standing = nodes.get(place) ?? new Map();
    nodes.set(place, standing);
    const key = entered.join();
    if (!standing.has(key)) {
      const onward = place.onward.map((there) => {
        const { row, now } = chosenWay(net, chains, place, there, entered);
        const node = nodeOf(there, now);
        return { row, node, cost: costOf(net, row, place.actor, there.actor, to) };
      });
      const costs = onward.map(({ cost, node }) => addedCost(cost, node.remaining));
      standing.set(key, { actor: place.actor, onward, remaining: costs.reduce((least, cost) => (!least || compareLists(cost, least) < 0 ? cost : least), null) ?? FREE });
    }
    return standing.get(key);
  };
  const heap = new Heap((one, other) => (compareLists(one.total, other.total) || compareLists(one.chain, other.chain)) < 0);
  for (const start of chains.rings[0]) {
    const node = nodeOf(start, []);
    heap.push({ total: node.remaining, chain: [node.actor], spent: FREE, rows: [], node });
  }
  /** @type {{ chain: Actor[], rows: Row[] }[]} */
  const paths = [];
  while (heap.size && paths.length < PATHS_AT_MOST) {
    const { chain, spent, rows, node } = heap.pop();
    if (node.actor === to) {
      paths.push({ chain, rows });
      continue;
    }
    for (const { row, node: there, cost } of node.onward) {
      const now = addedCost(spent, cost);
      heap.push({ total: addedCost(now, there.remaining), chain: [...chain, there.actor], spent: now, rows: [...rows, row], node: there });
    }
  }
  return paths;
}

/**
 * The most telling relation of a hop with which a chain can go on, and what the chain has then entered.
 * @param {Net} net
 * @param {PlacedChains} chains
 * @param {Place} here
 * @param {Place} there
 * @param {Row[]} entered
 */
function chosenWay({ steps, ways }, { tracked, inARow }, here, there, entered) {
  const before = inARow ? [] : entered;
  const found = tracked.size ? ways(here.actor, there.actor) : null;
  if (!found) return { row: steps[here.actor].get(there.actor), now: before };
  for (const { row, enters, leaves } of found) {
    if (leaves && entered.includes(row)) continue;
    const now = enters && tracked.has(row) ? [...before, row].sort((one, other) => one - other) : before;
    if (there.left.some((left) => !left.some((each) => now.includes(each)))) return { row, now };
  }
  throw new Error("a chain cannot go on");
}

/** @param {PlacedChains} chains */
const countOf = ({ rings }) => (rings.length ? rings[0].reduce((sum, { count }) => sum + count, 0) : 0);

/**
 * For each country, place or medium the shortest paths that would run through it, most first.
 * @param {PlacedChains} chains
 */
function goBetweens({ rings }) {
  const arriving = new Map(rings[0].map((start) => [start, 1]));
  for (const place of rings.flat()) for (const there of place.onward) arriving.set(there, (arriving.get(there) ?? 0) + (arriving.get(place) ?? 0));
  const through = new Map();
  for (const place of rings.slice(1, -1).flat()) {
    const paths = (arriving.get(place) ?? 0) * place.count;
    if (notBetween(place.actor) && paths) through.set(place.actor, (through.get(place.actor) ?? 0) + paths);
  }
  return [...through].map(([actor, paths]) => ({ actor, paths })).sort((one, other) => other.paths - one.paths || one.actor - other.actor);
}
