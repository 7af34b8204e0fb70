// Finds who is within so many hops of an actor in what is visible, and by which relations.

import { ACTORS, RELATIONS, actors, field, is, otherEnd, relations, relationsOf } from "./data.js";
import { HIDDEN } from "./windows.js";

/**
 * The hops to each actor (-1: farther than asked, or out of reach), and the relations by which they
 * are reached. What is planned or denied leads to an actor but not beyond it; what is *about* the
 * actor leads from it to both of its ends.
 *
 * @param {Actor} actor
 * @param {number} hops
 * @param {Uint8Array} verdicts
 */
export function neighborhood(actor, hops, verdicts) {
  const distance = new Int32Array(ACTORS).fill(-1);
  const by = new Uint8Array(RELATIONS);
  distance[actor] = 0;
  let frontier = [actor];
  for (let hop = 1; hop <= hops && frontier.length; hop += 1) {
    const beyond = new Set();
    /**
     * @param {Actor} there
     * @param {Row} row
     */
    const reach = (there, row) => {
      if (distance[there] >= 0 && distance[there] < hop) return;
      distance[there] = hop;
      by[row] = 1;
      if (is.actual[row]) beyond.add(there);
    };
    for (const here of frontier) {
      for (const row of relationsOf[here]) {
        if (verdicts[row] !== HIDDEN && relations.source[row] !== relations.target[row]) reach(otherEnd(row, here), row);
      }
    }
    if (hop === 1) {
      for (const row of relationsAbout(actor)) {
        if (verdicts[row] === HIDDEN) continue;
        for (const end of [relations.source[row], relations.target[row]]) reach(end, row);
      }
    }
    frontier = [...beyond];
  }
  return { distance, by };
}

/**
 * The relations that are about an actor without being its own.
 * @param {Actor} actor
 */
function relationsAbout(actor) {
  const id = actors.id[actor];
  const found = [];
  for (let row = 0; row < RELATIONS; row += 1) {
    if (relations.source[row] === actor || relations.target[row] === actor) continue;
    if (field(relations, "about", row, []).includes(id)) found.push(row);
  }
  return found;
}
