// What is between several actors, who ties them, and what is around them, of all that is visible.

import { hopsFrom, relationsOf } from "./data.js";
import { shownRows, visible } from "./state.js";
import { isAmong } from "./visibility.js";
import { HIDDEN, isTying } from "./windows.js";

/**
 * The visible relations that tie at least two of some actors.
 * @param {Actor[]} some
 */
export function rowsBetween(some) {
  const set = new Set(some);
  return shownRows().filter((row) => isAmong(row, set));
}

/**
 * The visible relations of some actors that tie only one of them.
 * @param {Actor[]} some
 */
export function rowsAround(some) {
  const set = new Set(some);
  return [...new Set(some.flatMap((actor) => relationsOf[actor]))].filter((row) => visible.verdict[row] !== HIDDEN && !isAmong(row, set));
}

/**
 * The actors tied to at least two of some actors: to how many, and by which relations; those tied to most stand first.
 * @param {Actor[]} some
 */
export function goBetweens(some) {
  /** @type {Map<Actor, { of: Set<Actor>, rows: Set<Row> }>} */
  const found = new Map();
  for (const actor of some) {
    for (const [other, row] of hopsFrom(actor)) {
      if (visible.verdict[row] === HIDDEN || !isTying(row) || some.includes(other)) continue;
      if (!found.has(other)) found.set(other, { of: new Set(), rows: new Set() });
      found.get(other).of.add(actor);
      found.get(other).rows.add(row);
    }
  }
  return [...found].map(([actor, { of, rows }]) => ({ actor, of: of.size, rows: [...rows] })).filter(({ of }) => of > 1)
    .sort((one, other) => other.of - one.of || other.rows.length - one.rows.length || one.actor - other.actor);
}
