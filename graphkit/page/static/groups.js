// Divides who is shown into the groups of `graphkit groups`: the method of Louvain, step by step as graphkit/queries/louvain.py takes it.

import { ACTORS, actors } from "./data.js";
import { countedRows, tiedPairs, tiesAmong } from "./ties.js";

/**
 * The groups, those with most relations inside first; in each those with most relations inside first. Nobody who is
 * tied to nobody is in one.
 * @returns {Actor[][]}
 */
export function groupsShown() {
  const rows = countedRows();
  const pairs = rows.map(tiedPairs);
  const tied = [...new Set(pairs.flat().flatMap((key) => [Math.floor(key / ACTORS), key % ACTORS]))].sort((one, other) => one - other);
  if (!tied.length) return [];
  const found = louvain(tiesAmong(rows, tied));
  const groupOf = new Int32Array(ACTORS);
  found.forEach((members, group) => members.forEach((number) => (groupOf[tied[number]] = group)));
  const inside = new Float64Array(found.length);
  const degrees = new Float64Array(ACTORS);
  for (const keys of pairs) {
    const within = keys.map((key) => [Math.floor(key / ACTORS), key % ACTORS]).filter(([one, other]) => groupOf[one] === groupOf[other]);
    for (const actor of new Set(within.flat())) degrees[actor] += 1;
    for (const group of new Set(within.map(([one]) => groupOf[one]))) inside[group] += 1;
  }
  return found
    .map((members, group) => ({ inside: inside[group], members: members.map((number) => tied[number]).sort((one, other) => degrees[other] - degrees[one] || one - other) }))
    .sort((one, other) => other.inside - one.inside || (actors.id[one.members[0]] < actors.id[other.members[0]] ? -1 : 1))
    .map(({ members }) => members);
}

/**
 * The method of Louvain (Blondel and others 2008): each moves to the group of a neighbour where that gains most, then
 * groups are taken as one, until nothing gains. Gains are whole numbers, so that equal ones are equal.
 * @param {Ties} ties
 */
function louvain(ties) {
  const chance = random(0);
  let graph = Array.from({ length: ties.count }, (_, here) => new Map(Array.from(ties.next.subarray(ties.first[here], ties.first[here + 1]), (there, place) => [there, ties.weight[ties.first[here] + place]])));
  let groups = graph.map((_, number) => [number]);
  for (;;) {
    const groupOf = movedOnce(graph, chance);
    const numbers = new Map([...new Set(groupOf)].sort((one, other) => one - other).map((old, number) => [old, number]));
    if (numbers.size === groups.length) return groups;
    const merged = groupOf.map((old) => numbers.get(old));
    const together = Array.from(numbers, () => /** @type {number[]} */ ([]));
    merged.forEach((group, number) => together[group].push(...groups[number]));
    groups = together;
    graph = joined(graph, merged, numbers.size);
  }
}

/** @typedef {Map<number, number>} Weights to whom one is tied, and how strongly; to oneself by what is within. */
/** @type {(weights: Weights, here: number) => number} */
const degreeOf = (weights, here) => [...weights].reduce((sum, [there, weight]) => sum + (there === here ? 2 : 1) * weight, 0);

/**
 * The group of each after all were moved in the same order, as often as it gains.
 * @param {Weights[]} graph
 * @param {(below: number) => number} chance
 */
function movedOnce(graph, chance) {
  const order = graph.map((_, number) => number);
  for (let last = order.length - 1; last > 0; last -= 1) {
    const place = chance(last + 1);
    [order[last], order[place]] = [order[place], order[last]];
  }
  const groupOf = graph.map((_, number) => number);
  const degrees = graph.map(degreeOf);
  const sums = [...degrees];
  const total = degrees.reduce((sum, degree) => sum + degree, 0);
  for (let moves = 1; moves > 0;) {
    moves = 0;
    for (const here of order) {
      /** @type {Weights} */
      const to = new Map();
      for (const [there, weight] of graph[here]) if (there !== here) to.set(groupOf[there], (to.get(groupOf[there]) ?? 0) + weight);
      const own = groupOf[here];
      const degree = degrees[here];
      sums[own] -= degree;
      let [best, most] = [own, total * (to.get(own) ?? 0) - sums[own] * degree];
      for (const [group, weight] of to) {
        const gain = total * weight - sums[group] * degree;
        if (gain > most) [best, most] = [group, gain];
      }
      sums[best] += degree;
      if (best === own) continue;
      groupOf[here] = best;
      moves += 1;
    }
  }
  return groupOf;
}

/**
 * The graph of groups, each tied to others by what its members are, and to itself by what ties these to each other.
 * @param {Weights[]} graph
 * @param {number[]} groupOf
 * @param {number} count
 */
function joined(graph, groupOf, count) {
  const after = Array.from({ length: count }, () => /** @type {Weights} */ (new Map()));
  graph.forEach((weights, here) => weights.forEach((weight, there) => {
    if (there < here) return;
    const [one, other] = [groupOf[here], groupOf[there]];
    const sum = (after[one].get(other) ?? 0) + weight;
    after[one].set(other, sum);
    after[other].set(one, sum);
  }));
  return after;
}

/**
 * Numbers at chance, the same each time: those of Python's random (Matsumoto and Nishimura 1998), each below a limit.
 * @param {number} seed
 */
function random(seed) {
  const LENGTH = 624;
  const state = new Uint32Array(LENGTH);
  state[0] = 19650218;
  for (let at = 1; at < LENGTH; at += 1) state[at] = Math.imul(1812433253, state[at - 1] ^ (state[at - 1] >>> 30)) + at;
  let at = 1;
  for (let round = 2 * LENGTH - 1; round > 0; round -= 1) {
    const before = state[at - 1] ^ (state[at - 1] >>> 30);
    state[at] = round >= LENGTH ? (state[at] ^ Math.imul(before, 1664525)) + seed : (state[at] ^ Math.imul(before, 1566083941)) - at;
    at += 1;
    if (at === LENGTH) {
      state[0] = state[LENGTH - 1];
      at = 1;
    }
  }
  state[0] = 0x80000000;
  let used = LENGTH;
  const next = () => {
    if (used === LENGTH) {
      for (let place = 0; place < LENGTH; place += 1) {
        const bits = (state[place] & 0x80000000) | (state[(place + 1) % LENGTH] & 0x7fffffff);
        state[place] = state[(place + 397) % LENGTH] ^ (bits >>> 1) ^ (bits & 1 ? 0x9908b0df : 0);
      }
      used = 0;
    }
    let bits = state[used];
    used += 1;
    bits ^= bits >>> 11;
    bits ^= (bits << 7) & 0x9d2c5680;
    bits ^= (bits << 15) & 0xefc60000;
    return (bits ^ (bits >>> 18)) >>> 0;
  };
  return (/** @type {number} */ below) => {
    const shift = Math.clz32(below);
    for (;;) {
      const number = next() >>> shift;
      if (number < below) return number;
    }
  };
}
