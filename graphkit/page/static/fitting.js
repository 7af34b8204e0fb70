// Moves the camera so that what is wanted is in the picture, names included.

import { aim, lookAround, lookAt, moveCamera, takeSize } from "./camera.js";
import { RELATIONS, aboutOf, otherEnd, relations, relationsOf } from "./data.js";
import { byId } from "./dom.js";
import { drawn, enlarge } from "./drawn.js";
import { seenFrames } from "./frames.js";
import { curveOf, nodeSize, nodeX, nodeY, pointOn } from "./geometry.js";
import { FADED, lit } from "./highlight.js";
import { labelBox } from "./labels.js";
import { keepInHash } from "./link.js";
import { chosenNow } from "./state.js";
import { cast } from "./steps.js";
import { settle, view } from "./view.js";
import { HIDDEN } from "./windows.js";

const NEAREST = 1.25;
/** How far to each side of an actor its name takes room, as a share of the picture: longer ones stand where there is room. */
const NAME_AT_MOST = 0.18;

/**
 * How far out the visible curves between these actors reach.
 * @param {Set<Actor>} chosen
 */
function bulgesAmong(chosen) {
  /** @type {Point[]} */
  const points = [];
  // From so far away that so many are drawn no bulge is seen.
  if (drawn.pairs.length > 2000) return points;
  for (let row = 0; row < RELATIONS; row += 1) {
    if (drawn.relations[row] === HIDDEN || !chosen.has(relations.source[row]) || !chosen.has(relations.target[row])) continue;
    const curve = curveOf(row);
    for (const share of [0.3, 0.5, 0.7]) points.push(pointOn(curve, share));
  }
  return points;
}

const everyone = () => [...drawn.actors.keys()].filter((actor) => drawn.actors[actor]);

/** @typedef {{ left: number, right: number, top: number, bottom: number }} Bounds */
/** @param {number} x @param {number} y @param {number} reach */
const around = (x, y, reach) => ({ left: x - reach, right: x + reach, top: y - reach, bottom: y + reach });
/** @param {Bounds} one @param {Bounds} other */
const union = (one, other) => ({ left: Math.min(one.left, other.left), right: Math.max(one.right, other.right), top: Math.min(one.top, other.top), bottom: Math.max(one.bottom, other.bottom) });

/**
 * The middle and the scale at which these actors, their names and what is between them are all in the picture, or else these areas.
 * @param {Actor[]} chosen
 * @param {Area[]} [areas]
 */
function frameOf(chosen, areas = []) {
  const ground = byId("network");
  takeSize();
  const width = ground.clientWidth;
  const height = ground.clientHeight;
  if (!chosen.length || !width || !height) return null;
  const ctx = ground.querySelector("canvas").getContext("2d");
  const curves = areas.length ? [] : bulgesAmong(new Set(chosen));
  let scale = 1;
  let frame = null;
  // Names keep their size on the screen, so how much they take depends on the scale: settle in a few rounds.
  for (let round = 0; round < 8; round += 1) {
    enlarge(scale);
    /** @type {Bounds[]} */
    const boxes = [];
    for (const actor of chosen) {
      boxes.push(around(nodeX[actor], nodeY[actor], nodeSize[actor] * 1.25 + 3));
      const { left, right, bottom } = labelBox(ctx, actor, scale);
      const most = (NAME_AT_MOST * width) / scale;
      if (!areas.length) boxes.push({ left: Math.max(left, nodeX[actor] - most), right: Math.min(right, nodeX[actor] + most), top: bottom, bottom });
    }
    for (const { left, top, width: wide, height: high } of areas) boxes.push({ left, right: left + wide, top, bottom: top + high });
    for (const { x, y } of curves) boxes.push(around(x, y, 8));
    frame = boxes.reduce(union);
    scale = Math.min(NEAREST, Math.max(1, width - 28) / (frame.right - frame.left), Math.max(1, height - 28) / (frame.bottom - frame.top));
  }
  return { x: (frame.left + frame.right) / 2, y: (frame.top + frame.bottom) / 2, scale };
}

/**
 * Move the camera, never an actor, so that these actors and their names are all in the picture.
 * @param {Actor[] | null} [wanted] everyone who is drawn, if none
 * @param {boolean} [animated]
 */
export function fit(wanted = null, animated = true) {
  const frame = wanted && wanted.length ? frameOf(wanted) : frameOf(everyone(), seenFrames());
  if (!frame) return;
  settle({ look: null });
  if (animated) keepInHash();
  moveCamera(frame, frame.scale, animated);
}

/**
 * Look at all that a step of the story focuses on: its cast, its choice and whom that is about; at everyone where it has no cast.
 * @param {boolean} [animated]
 */
export function fitStep(animated = true) {
  const members = [...cast.actors.keys()].filter((actor) => cast.actors[actor]);
  fit(members.length ? [...members, ...chosenNow(), ...(aboutOf[view.selection?.relation] ?? [])] : null, animated);
}

/**
 * Bring an actor and its visible neighbours into the picture.
 * @param {Actor} actor
 */
export function lookAtActor(actor) {
  fit([actor, ...neighborsDrawn(actor)]);
}

/** @param {Actor} actor */
const neighborsDrawn = (actor) => relationsOf[actor].filter((row) => drawn.relations[row] !== HIDDEN).map((row) => otherEnd(row, actor));

const RIM = 14; // pixels

/** Whether all that is chosen will be in the picture once the camera has come to rest: actors, and the lines between them. */
function isInPicture() {
  const { x, y, scale } = aim();
  const { clientWidth, clientHeight } = byId("network");
  const { relation, path } = view.selection;
  const rows = relation !== undefined ? [relation] : (path && path.relations) || [];
  const points = rows.filter((row) => drawn.relations[row] !== HIDDEN).map((row) => pointOn(curveOf(row), 0.5));
  for (const actor of chosenNow()) points.push({ x: nodeX[actor], y: nodeY[actor] });
  return points.every((point) => Math.abs(point.x - x) * scale < clientWidth / 2 - RIM && Math.abs(point.y - y) * scale < clientHeight / 2 - RIM);
}

/** So much larger must a found path be seen nearer by for the camera to go there. */
const LARGER = 1.5;

/**
 * Move the camera to what is chosen where that is out of the picture: no nearer than now, and no further than needed. With a single
 * actor come its neighbours, where they do not make everything half as large. A path that was asked for fills the picture.
 * @param {boolean} [animated]
 */
export function follow(animated = true) {
  const wanted = chosenNow();
  if (!wanted.length) return;
  takeSize();
  const isFound = animated && view.selection.path !== undefined;
  const isIn = isInPicture();
  if (isIn && !isFound) return;
  const { scale } = aim();
  const all = frameOf(wanted.length > 1 ? wanted : [...wanted, ...neighborsDrawn(wanted[0])]);
  if (!all || (isIn && all.scale < scale * LARGER)) return;
  const [x, y] = [nodeX[wanted[0]], nodeY[wanted[0]]];
  const goal = wanted.length > 1 || all.scale > Math.min(scale, NEAREST) / 2 ? { ...all, scale: isFound ? all.scale : Math.min(scale, all.scale) } : { x, y, scale };
  moveCamera(goal, goal.scale, animated);
  if (view.look) lookAround();
}

const ROOMY = 0.45;
const FITTED_EVERY = 800; // milliseconds
let fittedAt = -Infinity;

/**
 * Let the camera follow a play, unless the reader moved it: to what is chosen, or to what is shown where that left the picture or takes little of it.
 * @param {boolean} [atOnce] whether it may do so however short after the last time
 */
export function followPlay(atOnce = false) {
  if (view.look || (!atOnce && performance.now() - fittedAt < FITTED_EVERY)) return;
  if (chosenNow().length) return follow();
  fitWhere(true);
}

/** Fit what other days show where some of it left the picture, unless the reader moved the camera or chose something. */
export function keepInPicture() {
  if (!view.look && !view.lanes && !chosenNow().length) fitWhere(false);
}

/**
 * Fit what is shown where it left the picture, or takes little of it where that matters.
 * @param {boolean} isLittleEnough
 */
function fitWhere(isLittleEnough) {
  const { x, y, scale } = aim();
  const { clientWidth, clientHeight } = byId("network");
  const shown = everyone().filter((actor) => lit.actors[actor] !== FADED);
  /** @param {Float64Array} places @param {number} middle */
  const ends = (places, middle) => [shown.reduce((least, actor) => Math.min(least, places[actor]), Infinity), shown.reduce((most, actor) => Math.max(most, places[actor]), -Infinity)].map((end) => (end - middle) * scale);
  const [left, right] = ends(nodeX, x);
  const [top, bottom] = ends(nodeY, y);
  const isOut = Math.max(-left, right) > clientWidth / 2 - RIM || Math.max(-top, bottom) > clientHeight / 2 - RIM;
  const isSmall = isLittleEnough && scale < NEAREST * 0.9 && right - left < ROOMY * clientWidth && bottom - top < ROOMY * clientHeight;
  if (!shown.length || !(isOut || isSmall)) return;
  fittedAt = performance.now();
  fit(shown);
}

/** Look at what a link or the opening shows, and at what it chose. */
export function firstFit() {
  firstLook();
  follow(false);
}

/** Where the link looks; else at the path it chose; else at a step's cast; else at everything, or the largest where there is little room. */
function firstLook() {
  if (view.look) return lookAt(view.look);
  const { path } = view.selection || {};
  if (path && path.actors) return fit(path.actors, false);
  if (cast.on) return fitStep(false);
  if (view.arrange !== null) return fit(null, false);
  const visible = everyone();
  const room = Math.max(12, Math.round((byId("network").clientWidth * byId("network").clientHeight) / 5000));
  fit(visible.sort((one, other) => nodeSize[other] - nodeSize[one] || one - other).slice(0, room), false);
}
