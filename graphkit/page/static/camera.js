// The window on the graph: what lies where in it, and how it moves. Holds vis-network's network once it is there.

import { reducedMotion } from "./dom.js";
import { keepInHash } from "./link.js";
import { settle } from "./view.js";

/** @type {any} */
let network = null;
let drawings = 0;
let redrawWaits = false;

/** @param {any} made */
export function holdNetwork(made) {
  network = made;
  network.on("afterDrawing", () => (drawings += 1));
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

/**
 * Move the camera to a place, at the current scale unless one is given; animated if wanted and allowed.
 * @param {Point} position
 * @param {number} [scale]
 * @param {boolean} [animated]
 */
export function moveCamera(position, scale = scaleNow(), animated = false) {
  network.moveTo({ position, scale, animation: animated && !reducedMotion() ? { duration: 350, easingFunction: "easeInOutQuad" } : false });
}

/** Adapt to the size of the graph's element, which changes beside it may have changed. */
export function takeSize() {
  network.setSize("100%", "100%");
}

/** Keep the camera in the view after the reader moved it, until it is fitted again. */
export function lookAround() {
  const { x, y } = centerNow();
  settle({ look: [Math.round(x), Math.round(y), Number(scaleNow().toPrecision(3))] });
  keepInHash();
}

/** @param {[number, number, number]} look */
export function lookAt([x, y, scale]) {
  moveCamera({ x, y }, scale);
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
