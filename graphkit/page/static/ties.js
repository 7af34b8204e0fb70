// Makes of the relations that are shown a graph of who is tied to whom, in typed arrays, and walks it for centralities.

import { ACTORS, aboutOf, is, kindOf, relations } from "./data.js";
import { shownRows } from "./state.js";
import { view } from "./view.js";
import { asksForStatuses } from "./windows.js";

/** The visible relations that count: planned and denied ones only where they are asked for. */
export function countedRows() {
  const any = asksForStatuses();
  return shownRows().filter((row) => any || is.actual[row]);
}

/** @param {Row} row */
const endsOf = (row) => [...new Set([relations.source[row], relations.target[row]])];
/** @param {Row} row */
const concerned = (row) => aboutOf[row].filter((actor) => !view.offKinds.has(kindOf(actor).name));
/**
 * Who takes part in a relation: its ends, and whom it is about.
 * @param {Row} row
 * @returns {Actor[]}
 */
export const membersOf = (row) => [...endsOf(row), ...concerned(row)];

/**
 * The pairs that a relation ties, each as one number that sorts as the pair does.
 * @param {Row} row
 */
export function tiedPairs(row) {
  const ends = endsOf(row);
  const pairs = ends.length === 2 ? [ends] : [];
  for (const actor of concerned(row)) for (const end of ends) pairs.push([actor, end]);
  return pairs.map(([one, other]) => Math.min(one, other) * ACTORS + Math.max(one, other));
}

/**
 * The graph of some relations among some actors, who stand in it in order: the neighbours of the nth are `next` from
 * `first[n]` on, in order; each tie weighs as many relations as it has.
 * @param {Row[]} rows
 * @param {Actor[]} actors
 */
export function tiesAmong(rows, actors) {
  const keys = Float64Array.from(rows.flatMap(tiedPairs)).sort();
  const place = new Int32Array(ACTORS);
  actors.forEach((actor, number) => (place[actor] = number));
  /** @type {[number, number, number][]} */
  const pairs = [];
  keys.forEach((key, at) => {
    if (at && key === keys[at - 1]) pairs[pairs.length - 1][2] += 1;
    else pairs.push([place[Math.floor(key / ACTORS)], place[key % ACTORS], 1]);
  });
  const first = new Int32Array(actors.length + 1);
  for (const [one, other] of pairs) for (const end of [one, other]) first[end + 1] += 1;
  for (let number = 0; number < actors.length; number += 1) first[number + 1] += first[number];
  const at = first.slice();
  const next = new Int32Array(2 * pairs.length);
  const weight = new Float64Array(2 * pairs.length);
  for (const [one, other, count] of pairs) {
    for (const [here, there] of [[one, other], [other, one]]) {
      next[at[here]] = there;
      weight[at[here]] = count;
      at[here] += 1;
    }
  }
  return { count: actors.length, first, next, weight };
}

/**
 * Walk from each actor to all others, nearest first, and tell who was reached, how far away, and over which ties that
 * lead further: the nth from `here[n]` to `there[n]`.
 * @param {Ties} ties
 * @param {(start: number, walk: Walk) => void} tell
 */
function walkFromEach({ count, first, next }, tell) {
  const [distance, order] = [new Int32Array(count), new Int32Array(count)];
  const ways = new Float64Array(count);
  const [here, there] = [new Int32Array(next.length), new Int32Array(next.length)];
  for (let start = 0; start < count; start += 1) {
    distance.fill(-1);
    ways.fill(0);
    distance[start] = 0;
    ways[start] = 1;
    order[0] = start;
    let [reached, led] = [1, 0];
    for (let turn = 0; turn < reached; turn += 1) {
      const one = order[turn];
      const further = distance[one] + 1;
      for (let at = first[one]; at < first[one + 1]; at += 1) {
        const other = next[at];
        if (distance[other] < 0) {
          distance[other] = further;
          order[reached] = other;
          reached += 1;
        }
        if (distance[other] !== further) continue;
        ways[other] += ways[one];
        here[led] = one;
        there[led] = other;
        led += 1;
      }
    }
    tell(start, { order, reached, distance, ways, here, there, led });
  }
}

/**
 * The share of shortest ways between others that lead over each (Brandes 2001).
 * @param {Ties} ties
 */
function betweenness(ties) {
  const { count } = ties;
  const scores = new Float64Array(count);
  const share = new Float64Array(count);
  walkFromEach(ties, (start, { order, reached, ways, here, there, led }) => {
    share.fill(0);
    for (let tie = led - 1; tie >= 0; tie -= 1) share[here[tie]] += (ways[here[tie]] / ways[there[tie]]) * (1 + share[there[tie]]);
    for (let turn = 1; turn < reached; turn += 1) scores[order[turn]] += share[order[turn]];
  });
  return count > 2 ? scores.map((score) => score / ((count - 1) * (count - 2))) : scores;
}

/**
 * How near each is to those within reach, times the share of those (Wasserman and Faust 1994).
 * @param {Ties} ties
 */
function closeness(ties) {
  const scores = new Float64Array(ties.count);
  walkFromEach(ties, (start, { order, reached, distance }) => {
    let sum = 0;
    for (let turn = 1; turn < reached; turn += 1) sum += distance[order[turn]];
    if (sum) scores[start] = ((reached - 1) / sum) * ((reached - 1) / (ties.count - 1));
  });
  return scores;
}

const DAMPING = 0.85;
/**
 * How often one is at each, walking at chance (Page and others 1998), as near as rustworkx computes it.
 * @param {Ties} ties
 */
function pagerank({ count, first, next }) {
  let scores = new Float64Array(count).fill(1 / count);
  for (let round = 0; round < 100; round += 1) {
    let loose = 0;
    for (let here = 0; here < count; here += 1) if (first[here] === first[here + 1]) loose += scores[here];
    const after = new Float64Array(count);
    let change = 0;
    for (let here = 0; here < count; here += 1) {
      let sum = loose / count;
      for (let at = first[here]; at < first[here + 1]; at += 1) sum += scores[next[at]] / (first[next[at] + 1] - first[next[at]]);
      after[here] = DAMPING * sum + (1 - DAMPING) / count;
      change += Math.abs(after[here] - scores[here]);
    }
    if (change < count * 1e-6) break;
    scores = after;
  }
  return scores;
}

/** @type {Record<string, (ties: Ties) => Float64Array>} */
export const CENTRALITIES = { betweenness, closeness, pagerank };
