// Finds the actors within a number of hops of an actor, and the visible relations that lead to them.

import { ACTORS, RELATIONS, actors, field, is, otherEnd, relations, relationsOf } from "./data.js";
import { HIDDEN } from "./windows.js";

/**
 * The hops to each actor (-1: too far, or not reachable), and the relations that lead to them. Planned
 * and denied relations lead to an actor but not beyond it. Relations *about* the actor lead from it to
 * both of their ends.
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
     * @param {Actor} other
     * @param {Row} row
     */
    const reach = (other, row) => {
      if (distance[other] >= 0 && distance[other] < hop) return;
      distance[other] = hop;
      by[row] = 1;
      if (is.actual[row]) beyond.add(other);
    };
    for (const current of frontier) {
      for (const row of relationsOf[current]) {
        if (verdicts[row] !== HIDDEN && relations.source[row] !== relations.target[row]) reach(otherEnd(row, current), row);
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
 * The relations that are about an actor but do not end at it.
 * @param {Actor} actor
 */
function relationsAbout(actor) {
  const id = actors.id[actor];
  const rows = [];
  for (let row = 0; row < RELATIONS; row += 1) {
    if (relations.source[row] === actor || relations.target[row] === actor) continue;
    if (field(relations, "about", row, []).includes(id)) rows.push(row);
  }
  return rows;
}
