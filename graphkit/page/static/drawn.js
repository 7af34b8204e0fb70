// What is drawn of what is seen: everything, or in a large graph the most connected actors and those that were expanded.

import { ACTORS, LARGE, RELATIONS, is, otherEnd, page, relations, relationsOf } from "./data.js";
import { stretchBy } from "./geometry.js";
import { neighborhood } from "./neighborhood.js";
import { seen } from "./state.js";
import { cast } from "./steps.js";
import { view } from "./view.js";
import { HIDDEN } from "./windows.js";

/**
 * What is drawn of what is seen: the verdict per relation, and who.
 * @type {{ relations: Uint8Array, actors: Uint8Array, count?: number }}
 */
export const drawn = LARGE ? { relations: new Uint8Array(RELATIONS), actors: new Uint8Array(ACTORS) } : { relations: seen.verdict, actors: seen.active };

/** How many relations in colour each actor has in what is seen; background only breaks ties. */
function connections() {
  const found = new Float64Array(ACTORS);
  for (let row = 0; row < RELATIONS; row += 1) {
    if (seen.verdict[row] === HIDDEN) continue;
    const worth = is.background[row] || is.newsroom[row] ? 1e-4 : 1;
    found[relations.source[row]] += worth;
    found[relations.target[row]] += worth;
  }
  return found;
}

const FEWEST = 12;
const DRAWN_BETWEEN = 300;

/** The most connected actors: as many as are drawn at first, fewer where there would be too much between them. */
function mostConnected() {
  const ties = connections();
  const found = new Set();
  let between = 0;
  for (const actor of [...ties.keys()].filter((each) => ties[each] > 0).sort((one, other) => ties[other] - ties[one] || one - other)) {
    const more = relationsOf[actor].filter((row) => seen.verdict[row] !== HIDDEN && found.has(otherEnd(row, actor))).length;
    if (found.size >= page.drawn_at_first || (found.size >= FEWEST && between + more > DRAWN_BETWEEN)) break;
    found.add(actor);
    between += more;
  }
  return found;
}

/**
 * The actors at the other ends of what is seen of an actor.
 * @param {Actor} actor
 */
export const seenAround = (actor) => [...new Set(relationsOf[actor].filter((row) => seen.verdict[row] !== HIDDEN).map((row) => otherEnd(row, actor)))];

/** Whoever is chosen, or is in what is chosen, is drawn wherever it stands. */
function chosenActors() {
  const { actor, relation, path } = view.selection || {};
  if (relation !== undefined) return [relations.source[relation], relations.target[relation]];
  if (actor === undefined) return (path && path.actors) || [];
  if (!view.depth) return [actor];
  const { distance } = neighborhood(actor, view.depth, seen.verdict);
  return [...distance.keys()].filter((other) => distance[other] >= 0);
}

/**
 * An actor that is being dragged stays drawn, whatever changes meanwhile.
 * @type {Actor | null}
 */
let inHand = null;
/** @param {Actor | null} actor */
export function takeInHand(actor) {
  inHand = actor;
}

/** Settle what is drawn, after it is settled what is seen. */
export function grow() {
  if (!LARGE) return;
  const wanted = [...mostConnected(), ...chosenActors(), ...[...cast.actors.keys()].filter((actor) => cast.actors[actor])];
  for (const actor of view.grown) wanted.push(actor, ...seenAround(actor));
  if (inHand !== null) wanted.push(inHand);
  drawn.actors.fill(0);
  for (const actor of wanted) drawn.actors[actor] = seen.active[actor];
  drawn.count = drawn.actors.reduce((sum, flag) => sum + flag, 0);
  enlargedAt = 0;
  for (let row = 0; row < RELATIONS; row += 1) {
    drawn.relations[row] = drawn.actors[relations.source[row]] && drawn.actors[relations.target[row]] ? seen.verdict[row] : HIDDEN;
  }
}

let enlargedAt = 1;

/**
 * From however far away one looks: few actors on a wide screen no smaller than half their size, curves bent as much.
 * @param {number} scale
 */
export function enlarge(scale) {
  if (!LARGE || scale === enlargedAt) return;
  enlargedAt = scale;
  const smallest = 0.5 * Math.min(1, innerWidth / 1100, Math.sqrt(page.drawn_at_first / drawn.count));
  stretchBy(Math.max(1, smallest / scale));
}
