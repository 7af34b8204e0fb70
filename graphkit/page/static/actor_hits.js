// Finds the actor at a point of the graph: it itself or its name, or the nearest of these within reach.

import { ACTORS } from "./data.js";
import { drawn } from "./drawn.js";
import { nodeSize, nodeX, nodeY } from "./geometry.js";
import { writtenNames } from "./labels.js";

/**
 * The nearest actor within so many units of a point, else the one whose name is; null where there is none.
 * @param {Point} point
 * @param {number} within
 * @returns {Actor | null}
 */
export function actorAt({ x, y }, within) {
  let found = null;
  let least = within;
  for (let actor = 0; actor < ACTORS; actor += 1) {
    if (!drawn.actors[actor]) continue;
    const away = Math.hypot(x - nodeX[actor], y - nodeY[actor]) - nodeSize[actor];
    if (away <= least) [found, least] = [actor, away];
  }
  if (found !== null) return found;
  for (const { actor, left, right, top, bottom } of writtenNames()) {
    if (actor === undefined || !drawn.actors[actor]) continue;
    const away = Math.hypot(Math.max(left - x, 0, x - right), Math.max(top - y, 0, y - bottom));
    if (away <= least) [found, least] = [actor, away];
  }
  return found;
}
