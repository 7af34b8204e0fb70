// Highlighting: what is chosen and its neighbours are bright, the cast of a story step plain, the rest faded.

import { ACTORS, RELATIONS, aboutIn, aboutOf, otherEnd, relations, relationsAbout, relationsOf } from "./data.js";
import { goBetweens, rowsBetween } from "./among.js";
import { neighborhood } from "./neighborhood.js";
import { pairBetween, rowsOfPair } from "./pairs.js";
import { visible } from "./state.js";
import { cast, inCast } from "./steps.js";
import { view } from "./view.js";
import { HIDDEN } from "./windows.js";

export const FADED = 0;
const PLAIN = 1;
export const CHOSEN = 2;

/** The light on each relation and actor; `hushed`: the plain ones stand back behind what is chosen; `about`: which lit relations are tied to whom by what they are about; `pointed`: the actor under the pointer; `age` counts the changes. */
export const lit = { age: 0, pointed: /** @type {Actor | undefined} */ (undefined), relations: new Uint8Array(RELATIONS).fill(PLAIN), actors: new Uint8Array(ACTORS).fill(PLAIN), hushed: false, about: /** @type {[Row, Actor][]} */ ([]) };

/**
 * Light what is pointed at, else what is chosen, over the cast of the story's step.
 * @param {Focus | null} pointed
 * @param {Focus | null} chosen
 */
export function light(pointed, chosen) {
  const focus = [pointed, chosen].find(canBeLit) || null;
  const alone = focus !== null && standsAlone(focus, focus === pointed);
  for (let row = 0; row < RELATIONS; row += 1) lit.relations[row] = !alone && inCast(row) ? PLAIN : FADED;
  for (let actor = 0; actor < ACTORS; actor += 1) lit.actors[actor] = !alone && (!cast.on || cast.actors[actor]) ? PLAIN : FADED;
  lit.about = [];
  lit.age += 1;
  lit.pointed = { ...pointed }.actor;
  lit.hushed = focus !== null && focus === chosen && (focus.relation !== undefined || focus.pair !== undefined);
  if (focus) choose(focus);
  for (const actor of view.pin) bringNear(actor);
}

/**
 * Whether all else fades: beside a path, an entry of the legend, and an actor but for a story's cast.
 * @param {Focus} focus
 * @param {boolean} isPointed
 */
function standsAlone({ actor, actors, path, rows }, isPointed) {
  return Boolean(path || rows || actors || (actor !== undefined && (isPointed || view.depth || !cast.on)));
}

/** @param {Focus} focus */
function canBeLit(focus) {
  if (!focus) return false;
  if (focus.relation !== undefined) return visible.verdict[focus.relation] !== HIDDEN;
  if (focus.rows) return focus.rows.length > 0;
  if (focus.pair) return rowsOfChosenPair(focus.pair).length > 0;
  return (focus.actor !== undefined && visible.active[focus.actor] === 1) || Boolean(focus.actors) || Boolean(focus.path && focus.path.actors);
}

/** @param {Focus} focus */
function choose({ actor, actors, relation, pair, path, rows }) {
  if (rows) chooseRows(rows);
  else if (actors) chooseSeveral(actors);
  else if (pair) for (const row of rowsOfChosenPair(pair)) chooseRelation(row);
  else if (actor !== undefined) chooseActor(actor);
  else if (relation !== undefined) chooseRelation(relation);
  else {
    path.relations.forEach((row, place) => {
      lit.relations[row] = CHOSEN;
      const about = aboutIn(row, path.actors[place], path.actors[place + 1]);
      if (about !== undefined) tie(row, about);
    });
    for (const other of path.actors) lit.actors[other] = CHOSEN;
  }
}

/** @param {[Actor, Actor]} pair */
function rowsOfChosenPair([one, other]) {
  const pair = pairBetween(one, other);
  return pair === undefined ? [] : Array.from(rowsOfPair(pair)).filter((row) => visible.verdict[row] !== HIDDEN);
}

/**
 * What is near to what is chosen is not faded.
 * @param {Actor} actor
 */
function bringNear(actor) {
  lit.actors[actor] = Math.max(lit.actors[actor], PLAIN);
}

/**
 * Tie a lit relation to an actor that it is about.
 * @param {Row} row
 * @param {Actor} actor
 */
function tie(row, actor) {
  lit.about.push([row, actor]);
  lit.relations[row] = Math.max(lit.relations[row], PLAIN);
  for (const near of [actor, relations.source[row], relations.target[row]]) bringNear(near);
}

/** @param {Row[]} rows */
function chooseRows(rows) {
  for (const row of rows) {
    lit.relations[row] = PLAIN;
    bringNear(relations.source[row]);
    bringNear(relations.target[row]);
  }
}

/**
 * Several actors with what is between them; who ties two of them, with the relations that do, is near.
 * @param {Actor[]} some
 */
function chooseSeveral(some) {
  chooseRows(goBetweens(some).flatMap(({ rows }) => rows));
  const between = rowsBetween(some);
  chooseRows(between);
  for (const row of between) lit.relations[row] = CHOSEN;
  for (const actor of some) lit.actors[actor] = CHOSEN;
}

/**
 * An actor with its own relations, or with all that are within so many hops.
 * @param {Actor} actor
 */
function chooseActor(actor) {
  if (view.depth && view.selection && view.selection.actor === actor) {
    const { distance, by } = neighborhood(actor, view.depth, visible.verdict);
    for (let row = 0; row < RELATIONS; row += 1) if (by[row]) lit.relations[row] = CHOSEN;
    for (let other = 0; other < ACTORS; other += 1) if (distance[other] > 0) bringNear(other);
  } else {
    for (const row of [...relationsOf[actor], ...relationsAbout[actor]]) {
      if (visible.verdict[row] === HIDDEN) continue;
      if (aboutOf[row].includes(actor)) tie(row, actor);
      else {
        lit.relations[row] = CHOSEN;
        bringNear(otherEnd(row, actor));
        for (const other of aboutOf[row]) tie(row, other);
      }
    }
  }
  // Of very many only its own are drawn: those of its relations are named as near.
  if (lit.about.length > TIES_DRAWN) lit.about = lit.about.filter(([, other]) => other === actor);
  lit.actors[actor] = CHOSEN;
}

const TIES_DRAWN = 14;

/** @param {Row} relation */
function chooseRelation(relation) {
  lit.relations[relation] = CHOSEN;
  for (const actor of aboutOf[relation]) tie(relation, actor);
  lit.actors[relations.source[relation]] = CHOSEN;
  lit.actors[relations.target[relation]] = CHOSEN;
}
