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
 * Look at a place, from as near as now where no scale is given; in a short flight where that is wanted and let.
 * @param {Point} position
 * @param {number} [scale]
 * @param {boolean} [animated]
 */
export function moveCamera(position, scale = scaleNow(), animated = false) {
  network.moveTo({ position, scale, animation: animated && !reducedMotion() ? { duration: 350, easingFunction: "easeInOutQuad" } : false });
}

/** What changed beside the graph may have changed its size: take it over at once. */
export function takeSize() {
  network.setSize("100%", "100%");
}

/** The link keeps where the reader moved the camera to, until it is fitted to something again. */
export function lookAround() {
  const { x, y } = centerNow();
  settle({ look: [Math.round(x), Math.round(y), Number(scaleNow().toPrecision(3))] });
  keepInHash();
}

/** @param {[number, number, number]} look */
export function lookAt([x, y, scale]) {
  moveCamera({ x, y }, scale);
}

/** Draw with the next frame: once, however many ask for it; vis-network does so by itself when actors come or go. */
export function redraw() {
  if (!network || redrawWaits) return;
  redrawWaits = true;
  const before = drawings;
  requestAnimationFrame(() => {
    redrawWaits = false;
    if (drawings === before) network.redraw();
  });
}
