// Finds the line at a point of the graph: a relation by its curve, or the line of a pair.

import { is } from "./data.js";
import { drawn } from "./drawn.js";
import { isOpened } from "./folding.js";
import { distanceTo, isWithinCurves, nodeX, nodeY, ownCurve, pairCurve, stretched } from "./geometry.js";
import { apart, folded, highEnd, lowEnd, rowsOfPair } from "./pairs.js";
import { HIDDEN } from "./windows.js";

/** Curves bend aside, loops reach out: how far from between their ends a point may lie that is on them. */
const ASIDE = 0.6;
const ASIDE_AT_LEAST = 400;

/**
 * Whether a point is near enough to the ends of a pair to lie on one of its curves.
 * @param {number} pair
 * @param {number} x
 * @param {number} y
 * @param {number} within
 */
function mayReach(pair, x, y, within) {
  const [low, high] = [lowEnd[pair], highEnd[pair]];
  const dx = Math.abs(nodeX[low] - nodeX[high]);
  const dy = Math.abs(nodeY[low] - nodeY[high]);
  const aside = Math.max(ASIDE_AT_LEAST, ASIDE * Math.max(dx, dy)) * stretched() + within;
  return Math.abs(x - (nodeX[low] + nodeX[high]) / 2) <= dx / 2 + aside && Math.abs(y - (nodeY[low] + nodeY[high]) / 2) <= dy / 2 + aside;
}

/**
 * The relations of a pair that are drawn as curves.
 * @param {number} pair
 */
const curvesOf = (pair) => rowsOfPair(pair).filter((row) => drawn.relations[row] !== HIDDEN && (!folded[pair] || apart.has(row)));

/**
 * What is drawn within so many units of a point: a relation, a pair that is one line, or one whose opened curves it lies among.
 * @param {number} x
 * @param {number} y
 * @param {number} within
 * @returns {{ relation: Row } | { pair: [Actor, Actor] } | null}
 */
export function lineAt(x, y, within) {
  let relation = -1;
  let line = -1;
  let nearest = within;
  for (const pair of drawn.pairs) {
    if (!mayReach(pair, x, y, within)) continue;
    if (folded[pair]) {
      const distance = distanceTo(pairCurve(pair), x, y, within);
      if (distance < nearest) [relation, line, nearest] = [-1, pair, distance];
    }
    for (const row of curvesOf(pair)) {
      const distance = distanceTo(ownCurve(row), x, y, within);
      if (distance < nearest || (distance === nearest && relation >= 0 && is.background[relation])) [relation, line, nearest] = [row, -1, distance];
    }
  }
  if (relation >= 0) return { relation };
  if (line < 0) line = drawn.pairs.find((pair) => isOpened(pair) && isWithinCurves(pair, x, y, within)) ?? -1;
  return line < 0 ? null : { pair: [lowEnd[line], highEnd[line]] };
}
