// Moves the camera so that what is wanted is in the picture, names included.

import { lookAt, moveCamera, scaleNow, takeSize, toWindow } from "./camera.js";
import { RELATIONS, otherEnd, relations, relationsOf } from "./data.js";
import { byId } from "./dom.js";
import { drawn, enlarge } from "./drawn.js";
import { curveOf, nodeSize, nodeX, nodeY, pointOn } from "./geometry.js";
import { labelBox } from "./labels.js";
import { keepInHash } from "./link.js";
import { cast } from "./steps.js";
import { settle, view } from "./view.js";
import { HIDDEN } from "./windows.js";

const NEAREST = 1.25;

/**
 * How far out the visible curves between these actors reach.
 * @param {Set<Actor>} chosen
 */
function bulgesAmong(chosen) {
  const points = [];
  for (let row = 0; row < RELATIONS; row += 1) {
    if (drawn.relations[row] === HIDDEN || !chosen.has(relations.source[row]) || !chosen.has(relations.target[row])) continue;
    const curve = curveOf(row);
    for (const share of [0.3, 0.5, 0.7]) points.push(pointOn(curve, share));
  }
  return points;
}

/**
 * Move the camera, never an actor, so that these actors and their names are all in the picture.
 * @param {Actor[] | null} [wanted] everyone who is drawn, if none
 * @param {boolean} [animated]
 */
export function fit(wanted = null, animated = true) {
  const ground = byId("network");
  takeSize();
  const width = ground.clientWidth;
  const height = ground.clientHeight;
  const chosen = wanted && wanted.length ? wanted : [...drawn.actors.keys()].filter((actor) => drawn.actors[actor]);
  if (!chosen.length || !width || !height) return;
  const ctx = ground.querySelector("canvas").getContext("2d");
  const curves = bulgesAmong(new Set(chosen));
  let scale = 1;
  let frame = null;
  // Names keep their size on the screen, so how much they take depends on the scale: settle in a few rounds.
  for (let round = 0; round < 8; round += 1) {
    enlarge(scale);
    frame = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
    for (const actor of chosen) {
      const label = labelBox(ctx, actor, scale);
      const reach = nodeSize[actor] * 1.25 + 3;
      frame.left = Math.min(frame.left, label.left, nodeX[actor] - reach);
      frame.right = Math.max(frame.right, label.right, nodeX[actor] + reach);
      frame.top = Math.min(frame.top, nodeY[actor] - reach);
      frame.bottom = Math.max(frame.bottom, label.bottom);
    }
    for (const { x, y } of curves) {
      frame.left = Math.min(frame.left, x - 8);
      frame.right = Math.max(frame.right, x + 8);
      frame.top = Math.min(frame.top, y - 8);
      frame.bottom = Math.max(frame.bottom, y + 8);
    }
    scale = Math.min(NEAREST, (width - 28) / (frame.right - frame.left), (height - 28) / (frame.bottom - frame.top));
  }
  settle({ look: null });
  if (animated) keepInHash();
  moveCamera({ x: (frame.left + frame.right) / 2, y: (frame.top + frame.bottom) / 2 }, scale, animated);
}

/**
 * Bring an actor and its visible neighbours into the picture.
 * @param {Actor} actor
 */
export function lookAtActor(actor) {
  fit([actor, ...relationsOf[actor].filter((row) => drawn.relations[row] !== HIDDEN).map((row) => otherEnd(row, actor))]);
}

/**
 * Move the camera where one of these actors is out of the picture: to the one, or so that all are in it.
 * @param {Actor[]} wanted
 */
export function bringIntoView(wanted) {
  const { clientWidth, clientHeight } = byId("network");
  /** @param {Actor} actor */
  const isInside = (actor) => {
    const { x, y } = toWindow({ x: nodeX[actor], y: nodeY[actor] });
    return x > 30 && y > 30 && x < clientWidth - 30 && y < clientHeight - 30;
  };
  if (wanted.every(isInside)) return;
  if (wanted.length > 1) fit(wanted);
  else moveCamera({ x: nodeX[wanted[0]], y: nodeY[wanted[0]] }, scaleNow(), true);
}

/** Where the link looks; else at the path it chose; else at a step's cast; else at everything, or the largest where there is little room. */
export function firstFit() {
  if (view.look) return lookAt(view.look);
  const { path } = view.selection || {};
  if (path && path.actors) return fit(path.actors, false);
  if (cast.on) return fit([...cast.actors.keys()].filter((actor) => cast.actors[actor]), false);
  const visible = [...drawn.actors.keys()].filter((actor) => drawn.actors[actor]);
  const room = Math.max(12, Math.round((byId("network").clientWidth * byId("network").clientHeight) / 5000));
  fit(visible.sort((one, other) => nodeSize[other] - nodeSize[one] || one - other).slice(0, room), false);
}
