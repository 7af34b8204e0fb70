// Which relations join the same two actors: they are drawn as one line, or each as its own curve.

import { ACTORS, RELATIONS, relations } from "./data.js";

/**
 * The pair of each relation; pairs are numbered by their ends, and the rows of one lie side by side in `rowsByPair`.
 * An actor with relations to itself is a pair with both ends the same.
 */
export const pairOf = new Int32Array(RELATIONS);
const keys = Float64Array.from({ length: RELATIONS }, (_, row) => Math.min(relations.source[row], relations.target[row]) * ACTORS + Math.max(relations.source[row], relations.target[row]));
const distinct = Float64Array.from(new Set(keys)).sort();
export const PAIRS = distinct.length;
export const lowEnd = Int32Array.from(distinct, (key) => Math.floor(key / ACTORS));
export const highEnd = Int32Array.from(distinct, (key) => key % ACTORS);

/** Where the rows of each pair begin in `rowsByPair`, and where the last ones end. */
const starts = new Int32Array(PAIRS + 1);
const rowsByPair = new Int32Array(RELATIONS);
const numbers = new Map(Array.from(distinct, (key, pair) => [key, pair]));
for (let row = 0; row < RELATIONS; row += 1) {
  pairOf[row] = numbers.get(keys[row]);
  starts[pairOf[row] + 1] += 1;
}
for (let pair = 0; pair < PAIRS; pair += 1) starts[pair + 1] += starts[pair];
const filled = starts.slice();
for (let row = 0; row < RELATIONS; row += 1) rowsByPair[filled[pairOf[row]]++] = row;

/**
 * The relations of a pair, in their order.
 * @param {number} pair
 */
export const rowsOfPair = (pair) => rowsByPair.subarray(starts[pair], starts[pair + 1]);

export const pairsOf = Array.from({ length: ACTORS }, () => /** @type {number[]} */ ([]));
for (let pair = 0; pair < PAIRS; pair += 1) {
  pairsOf[lowEnd[pair]].push(pair);
  if (highEnd[pair] !== lowEnd[pair]) pairsOf[highEnd[pair]].push(pair);
}

/**
 * The pair of two actors, in any order; undefined where nothing joins them.
 * @param {Actor} one
 * @param {Actor} other
 */
export const pairBetween = (one, other) => numbers.get(Math.min(one, other) * ACTORS + Math.max(one, other));

/** Whether a pair is drawn as one line now; `folding.js` decides it. */
export const folded = new Uint8Array(PAIRS);
/**
 * Fold those of some pairs that are to be one line, and open all others.
 * @param {number[]} pairs
 * @param {(pair: number) => boolean} isLine
 */
export function foldThose(pairs, isLine) {
  folded.fill(0);
  for (const pair of pairs) folded[pair] = Number(isLine(pair));
}

/** Relations that are drawn as their own curve although their pair is one line: the chosen one, those of the path. */
export const apart = new Set();
/** @param {Row} row */
export const isFolded = (row) => folded[pairOf[row]] === 1 && !apart.has(row);
