// Decides which pairs of actors are drawn as one line: those with many relations, and all of them from afar.

import { LARGE, relationsOf } from "./data.js";
import { drawn } from "./drawn.js";
import { stretched } from "./geometry.js";
import { apart, foldThose, folded, pairBetween, pairOf, pairsOf } from "./pairs.js";
import { view } from "./view.js";
import { HIDDEN } from "./windows.js";

/** Up to so many relations of a pair are drawn as curves without being asked for. */
const OPEN_UP_TO = 4;
/** Of more than this nobody could tell the curves apart: the pair stays one line, and the list has them. */
export const OPENED_UP_TO = 60;
/** The relations of a chosen actor are all opened up to so many. */
const OPENED_OF_ACTOR = 40;
/** From this far away on curves lie closer than their own width. */
const FAR = 0.35;

let isFar = false;
/** @type {Set<number>} */
let opened = new Set();

/**
 * Fold and open pairs after the view, or what the pointer rests on, has changed.
 * @param {Focus | null} pointed
 */
export function foldPairs(pointed) {
  opened = new Set([pointed && pointed.opened, ...chosenPairs()].filter((pair) => pair !== null && pair !== undefined));
  refold();
}

let times = 0;
/** Changes whenever anything may have been folded or opened. */
export const folds = () => times;

function refold() {
  times += 1;
  foldThose(drawn.pairs, (pair) => {
    const count = drawn.counts[pair];
    if (count < 2 || count > OPENED_UP_TO) return count > 1;
    return !(view.single || opened.has(pair) || (count <= OPEN_UP_TO && !isFar));
  });
}

/** The pairs that what is chosen opens; a path takes only its own relations out of their pairs. */
function chosenPairs() {
  apart.clear();
  const { actor, relation, pair, path } = view.selection || {};
  if (path && path.relations) for (const row of path.relations) apart.add(row);
  if (relation !== undefined) {
    apart.add(relation);
    return [pairOf[relation]];
  }
  if (pair) return [pairBetween(...pair)];
  if (actor === undefined || view.depth) return [];
  const few = relationsOf[actor].reduce((sum, row) => sum + (drawn.relations[row] === HIDDEN ? 0 : 1), 0) <= OPENED_OF_ACTOR;
  return few ? pairsOf[actor] : [];
}

/**
 * Fold what is too small to be told apart from where one looks now.
 * @param {number} scale
 */
export function lookFrom(scale) {
  const far = LARGE && scale * stretched() < FAR;
  if (far === isFar) return;
  isFar = far;
  refold();
}

/** Whether the curves of a pair were opened, so that it holds whatever lies between them. */
export const isOpened = (/** @type {number} */ pair) => opened.has(pair) && !folded[pair];
