// Chooses which visible relations and actors are drawn: all, or in a large graph the most connected actors and the expanded ones.

import { ACTORS, LARGE, RELATIONS, aboutOf, is, kindOf, otherEnd, page, relations, relationsOf } from "./data.js";
import { byId } from "./dom.js";
import { stretchBy } from "./geometry.js";
import { greatest } from "./looks.js";
import { neighborhood } from "./neighborhood.js";
import { PAIRS, highEnd, lowEnd, pairOf, pairsOf } from "./pairs.js";
import { chosenNow, visible } from "./state.js";
import { cast } from "./steps.js";
import { view } from "./view.js";
import { HIDDEN, isTying } from "./windows.js";

/**
 * What is drawn: the verdict per relation, and a flag per actor; the pairs between which anything is, each with how much.
 * @type {{ relations: Uint8Array, actors: Uint8Array, pairs: number[], counts: Int32Array, count?: number, alike?: number }}
 */
export const drawn = {
  relations: LARGE ? new Uint8Array(RELATIONS) : visible.verdict,
  actors: LARGE ? new Uint8Array(ACTORS) : visible.active,
  pairs: [],
  counts: new Int32Array(PAIRS),
};

/** How many visible relations in colour each actor has, actual ones unless others are asked for; the rest only breaks ties. */
function connections() {
  const counts = new Float64Array(ACTORS);
  for (let row = 0; row < RELATIONS; row += 1) {
    if (visible.verdict[row] === HIDDEN) continue;
    const worth = is.background[row] || is.newsroom[row] || !isTying(row) ? 1e-4 : 1;
    counts[relations.source[row]] += worth;
    counts[relations.target[row]] += worth;
  }
  return counts;
}

/**
 * Whether the reader has not collapsed the kind of an actor.
 * @param {Actor} actor
 */
const isDrawable = (actor) => !view.undrawn.has(kindOf(actor).name);

const FEWEST = 12;
/** How many pairs are drawn at first, so that the eye can follow each; and for each actor that the reader wants. */
const PAIRS_AT_FIRST = 160;
const PAIRS_FOR_EACH = 12;

/**
 * The most connected actors, or first those of the greatest figures where these size them: as many as are wanted, fewer where too many of
 * them are tied to one another.
 */
function mostConnected() {
  const ties = connections();
  const seen = new Uint8Array(PAIRS);
  for (let row = 0; row < RELATIONS; row += 1) if (visible.verdict[row] !== HIDDEN) seen[pairOf[row]] = 1;
  const wanted = view.most ?? page.drawn_at_first;
  const room = view.most ? PAIRS_FOR_EACH * wanted : PAIRS_AT_FIRST;
  const hubs = new Set();
  let between = 0;
  const first = (greatest() ?? []).map(({ actor }) => actor).filter((actor) => visible.active[actor]);
  const candidates = [...new Set([...first, ...[...ties.keys()].filter((each) => ties[each] > 0).sort((one, other) => ties[other] - ties[one] || one - other)])].filter(isDrawable);
  for (const actor of candidates) {
    const more = pairsOf[actor].filter((pair) => seen[pair] && hubs.has(lowEnd[pair] === actor ? highEnd[pair] : lowEnd[pair])).length;
    if (hubs.size >= wanted || (hubs.size >= FEWEST && between + more > room)) break;
    hubs.add(actor);
    between += more;
  }
  // Those as connected as the last one drawn, where some of them are left out: who of them is drawn says nothing.
  const least = ties[candidates[hubs.size - 1]];
  drawn.alike = ties[candidates[hubs.size]] === least ? candidates.filter((actor) => ties[actor] === least).length : 0;
  return hubs;
}

/**
 * The actors that the visible relations of an actor tie to it.
 * @param {Actor} actor
 */
export const seenAround = (actor) => [...new Set(relationsOf[actor].filter((row) => visible.verdict[row] !== HIDDEN && isTying(row)).map((row) => otherEnd(row, actor)))];

const NEIGHBORS_DRAWN = 24;

/**
 * An actor with those that most visible relations tie to it: alone it would tell nothing.
 * @param {Actor} actor
 */
function withNearest(actor) {
  const ties = new Map();
  for (const row of relationsOf[actor]) {
    if (visible.verdict[row] === HIDDEN || !isTying(row)) continue;
    const other = otherEnd(row, actor);
    ties.set(other, (ties.get(other) || 0) + (is.background[row] ? 1e-4 : 1));
  }
  const others = [...ties.keys()].sort((one, other) => ties.get(other) - ties.get(one) || one - other);
  return [actor, ...others.slice(0, NEIGHBORS_DRAWN)];
}

/** The chosen actor and its nearest, or all actors of the chosen relation or path: they are always drawn. */
function chosenActors() {
  const { actor, relation } = view.selection || {};
  if (actor === undefined) return [...chosenNow(), ...(aboutOf[relation] ?? [])];
  if (!view.depth) return withNearest(actor);
  const { distance } = neighborhood(actor, view.depth, visible.verdict);
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

/** Compute what is drawn, after `recompute` has decided what is visible. */
export function grow() {
  if (LARGE) chooseDrawn();
  drawn.counts.fill(0);
  for (let row = 0; row < RELATIONS; row += 1) if (drawn.relations[row] !== HIDDEN) drawn.counts[pairOf[row]] += 1;
  drawn.pairs = [];
  for (let pair = 0; pair < PAIRS; pair += 1) if (drawn.counts[pair]) drawn.pairs.push(pair);
}

function chooseDrawn() {
  const wanted = [...mostConnected(), ...chosenActors(), ...[...cast.actors.keys()].filter((actor) => cast.actors[actor])];
  wanted.push(...view.pin);
  for (const actor of view.grown) wanted.push(actor, ...seenAround(actor));
  if (inHand !== null) wanted.push(inHand);
  drawn.actors.fill(0);
  const actor = view.selection?.actor;
  const chosen = new Set([inHand, ...view.pin, ...(actor === undefined ? chosenActors() : [actor])]);
  for (const each of wanted) drawn.actors[each] = isDrawable(each) || chosen.has(each) ? visible.active[each] : 0;
  drawn.count = drawn.actors.reduce((sum, flag) => sum + flag, 0);
  enlargedAt = 0;
  for (let row = 0; row < RELATIONS; row += 1) {
    drawn.relations[row] = drawn.actors[relations.source[row]] && drawn.actors[relations.target[row]] ? visible.verdict[row] : HIDDEN;
  }
}

let enlargedAt = 1;
/** On a canvas so many pixels wide and high actors have their room. */
const ROOM = 650;

/**
 * Enlarge actors and curves when zoomed out, so that on a large canvas few actors are at least a third of their size.
 * @param {number} scale
 */
export function enlarge(scale) {
  if (!LARGE || scale === enlargedAt) return;
  enlargedAt = scale;
  const { clientWidth, clientHeight } = byId("network");
  const smallest = 0.36 * Math.min(1, Math.sqrt(clientWidth * clientHeight) / ROOM, Math.sqrt(page.drawn_at_first / drawn.count));
  stretchBy(Math.max(1, smallest / scale));
}
