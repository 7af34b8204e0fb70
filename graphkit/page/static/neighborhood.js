// Finds the actors within a number of hops of an actor, and the visible relations that lead to them.

import { ACTORS, RELATIONS, hopsFrom, is } from "./data.js";
import { view } from "./view.js";
import { HIDDEN, isTying } from "./windows.js";

/**
 * The hops to each actor (-1: too far, or not reachable), and the relations that lead to them. Planned and denied
 * relations tie nobody; where they are asked for they lead to an actor but not beyond it. Relations lead to whom they are *about*, too, and
 * from these to both of their ends.
 *
 * @param {Actor} actor
 * @param {number} hops
 * @param {Uint8Array} verdicts
 * @param {View} [asked]
 */
export function neighborhood(actor, hops, verdicts, asked = view) {
  const distance = new Int32Array(ACTORS).fill(-1);
  const by = new Uint8Array(RELATIONS);
  distance[actor] = 0;
  let frontier = [actor];
  for (let hop = 1; hop <= hops && frontier.length; hop += 1) {
    const beyond = new Set();
    /** @param {Actor} other @param {Row} row */
    const reach = (other, row) => {
      if (distance[other] >= 0 && distance[other] < hop) return;
      distance[other] = hop;
      by[row] = 1;
      if (is.actual[row]) beyond.add(other);
    };
    for (const current of frontier) {
      for (const [other, row] of hopsFrom(current)) if (verdicts[row] !== HIDDEN && isTying(row, asked)) reach(other, row);
    }
    frontier = [...beyond];
  }
  return { distance, by };
}
