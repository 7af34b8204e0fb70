// Which actors have a lane, and in which order.

import { ACTORS, RELATIONS, aboutOf, actors, nameOf, relations, relationsAbout, relationsOf } from "./data.js";
import { laneDay } from "./lane_marks.js";
import { GROUPS } from "./look_names.js";
import { partsBy } from "./looks.js";
import { visible } from "./state.js";
import { cast } from "./steps.js";
import { view } from "./view.js";
import { HIDDEN } from "./windows.js";

/** @type {Int32Array | null} */
let ranks = null;
/** The places of all actors by name. */
function nameRanks() {
  if (ranks) return ranks;
  ranks = new Int32Array(ACTORS);
  const { compare } = new Intl.Collator("en", { numeric: true });
  [...ranks.keys()].sort((one, other) => compare(nameOf(one), nameOf(other)) || one - other).forEach((actor, place) => (ranks[actor] = place));
  return ranks;
}

/** The visible relations of each actor: how many, and the first day of any. */
function appearances() {
  const counts = new Uint32Array(ACTORS);
  const first = new Float64Array(ACTORS).fill(Infinity);
  /** @param {Actor} actor @param {Row} row */
  const take = (actor, row) => {
    counts[actor] += 1;
    if (laneDay[row] < first[actor]) first[actor] = laneDay[row];
  };
  for (let row = 0; row < RELATIONS; row += 1) {
    if (visible.verdict[row] === HIDDEN) continue;
    take(relations.source[row], row);
    if (relations.target[row] !== relations.source[row]) take(relations.target[row], row);
    for (const actor of aboutOf[row]) take(actor, row);
  }
  return { counts, first };
}

/**
 * Around whom rows are ordered: the cast of a story's step, or who was chosen last, so that to choose a relation of theirs moves no row.
 * @type {Actor[]}
 */
let centre = [];
function takeCentre() {
  const { actor, relation, path } = view.selection || {};
  if (actor !== undefined) centre = [actor];
  else if (path && path.actors) centre = path.actors;
  else if (cast.on && !view.selection) centre = [...cast.actors.keys()].filter((one) => cast.actors[one]);
  else if (relation !== undefined && !centre.length) centre = [relations.source[relation], relations.target[relation]];
  return centre;
}

/** How near actors are to whom rows are ordered around: 2 and more themselves, below that their neighbours by their share of the relations. */
function nearness() {
  const near = new Float64Array(ACTORS);
  const chosen = takeCentre();
  for (const one of chosen) {
    const rows = [...relationsOf[one], ...relationsAbout[one]].filter((row) => visible.verdict[row] !== HIDDEN);
    const share = 1 / (chosen.length * rows.length);
    for (const row of rows) {
      for (const end of [relations.source[row], relations.target[row]]) near[end] += share;
      for (const actor of aboutOf[row]) near[actor] += share / 10;
    }
  }
  chosen.forEach((one, place) => (near[one] = 2 + chosen.length - place));
  return near;
}

/** Which group of what is shown each actor is in; after all of them who is in none. */
function groupRanks() {
  const ranksOf = new Uint32Array(ACTORS).fill(ACTORS);
  partsBy(GROUPS).sets?.forEach(({ actors: members }, place) => members.forEach((actor) => (ranksOf[actor] = place)));
  return ranksOf;
}

/**
 * The visible actors in the order of the view; those that already have a lane may keep it, while days move.
 * @param {Actor[]} [kept]
 */
export function laneActors(kept = []) {
  const { counts, first } = appearances();
  const names = nameRanks();
  const near = view.lanes === "around" ? nearness() : null;
  const group = view.lanes === "group" ? groupRanks() : null;
  /** @param {Actor} one @param {Actor} other */
  const byFirst = (one, other) => (first[one] === first[other] ? counts[other] - counts[one] : first[one] - first[other]);
  /** @type {Record<string, (one: Actor, other: Actor) => number>} */
  const rules = {
    first: byFirst,
    most: (one, other) => counts[other] - counts[one],
    kind: (one, other) => actors.kind[one] - actors.kind[other] || counts[other] - counts[one],
    group: (one, other) => group[one] - group[other] || counts[other] - counts[one],
    name: () => 0,
    around: (one, other) => near[other] - near[one] || byFirst(one, other),
  };
  const rule = rules[view.lanes] ?? byFirst;
  const has = new Set(kept);
  const come = [...visible.active.keys()].filter((actor) => visible.active[actor] && !has.has(actor));
  return [...kept, ...come.sort((one, other) => rule(one, other) || names[one] - names[other])];
}
