// The window on the graph: what lies where in it, and how it moves. Holds vis-network's network once it is there.

import { reducedMotion } from "./dom.js";
import { keepInHash } from "./link.js";
import { settle } from "./view.js";

const FLIGHT = 350; // milliseconds

/** @type {any} */
let network = null;
let drawings = 0;
let redrawWaits = false;
/**
 * Where the camera moves to, while it moves: its middle and scale.
 * @type {Point & { scale: number } | null}
 */
let goal = null;

/** @type {(() => void)[]} */
const listeners = [];
/** @param {() => void} listener */
export const onDrawn = (listener) => listeners.push(listener);

/** @param {any} made */
export function holdNetwork(made) {
  network = made;
  network.on("afterDrawing", () => {
    drawings += 1;
    for (const listener of listeners) listener();
  });
  for (const act of ["dragStart", "zoom"]) network.on(act, () => {
    goal = null;
  });
}

export const scaleNow = () => network.getScale();
export const centerNow = () => network.getViewPosition();
/**
 * From pixels of the window to the graph's units, and back.
 * @param {Point} point
 */
export const toGraph = (point) => network.DOMtoCanvas(point);
/** @param {Point} point */
export const toWindow = (point) => network.canvasToDOM(point);
/** Where vis-network holds its actors. */
export const heldPositions = () => network.getPositions();

/** Where the camera is, or where it is moving to. */
export const aim = () => goal ?? { ...centerNow(), scale: scaleNow() };

/** The same, as a link and an entry of the history keep it. */
export function whereNow() {
  const { x, y, scale } = aim();
  return [Math.round(x), Math.round(y), Number(scale.toPrecision(3))];
}

/**
 * Move the camera to a place, at the current scale unless one is given; animated if wanted and allowed. A new move takes over from one that is under way.
 * @param {Point} position
 * @param {number} [scale]
 * @param {boolean} [animated]
 */
export function moveCamera(position, scale = aim().scale, animated = false) {
  const from = { ...centerNow(), scale: scaleNow() };
  const to = { ...position, scale };
  goal = animated && !reducedMotion() ? to : null;
  if (!goal) return network.moveTo({ position, scale, animation: false });
  let begun = -1;
  /** @param {number} now */
  const fly = (now) => {
    if (goal !== to) return;
    if (begun < 0) begun = now;
    const share = Math.min(1, (now - begun) / FLIGHT);
    const eased = share * share * (3 - 2 * share);
    if (share === 1) goal = null;
    network.moveTo({
      position: { x: from.x + (to.x - from.x) * eased, y: from.y + (to.y - from.y) * eased },
      scale: from.scale * (to.scale / from.scale) ** eased,
      animation: false,
    });
    if (goal) requestAnimationFrame(fly);
  };
  requestAnimationFrame(fly);
}

/** Adapt to the size of the graph's element, which changes beside it may have changed. */
export function takeSize() {
  network.setSize("100%", "100%");
}

/** Keep the camera in the view after the reader moved it, until it is fitted again. */
export function lookAround() {
  settle({ look: /** @type {[number, number, number]} */ (whereNow()) });
  keepInHash();
}

/** @param {number[]} look */
export function lookAt([x, y, scale]) {
  moveCamera({ x, y }, scale);
}

const NEAREST = 8;
const FARTHEST = 0.02;

/**
 * Move the camera by so many pixels of the window, and nearer by a factor.
 * @param {number} right
 * @param {number} down
 * @param {number} [nearer]
 */
export function steer(right, down, nearer = 1) {
  const { x, y, scale } = aim();
  moveCamera({ x: x + right / scale, y: y + down / scale }, Math.max(FARTHEST, Math.min(NEAREST, scale * nearer)));
  lookAround();
}

/** Redraw in the next frame, once for any number of calls; vis-network does so itself when actors are added or removed. */
export function redraw() {
  if (!network || redrawWaits) return;
  redrawWaits = true;
  const before = drawings;
  requestAnimationFrame(() => {
    redrawWaits = false;
    if (drawings === before) network.redraw();
  });
}
