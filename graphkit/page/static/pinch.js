// Two fingers on days zoom in time.

import { axis, zoomAxis } from "./axis.js";

/**
 * Let two fingers zoom in time around the day between them; meanwhile they do nothing else.
 * @param {HTMLElement} ground
 * @param {(event: { clientX: number, clientY: number }) => Day} dayUnder
 */
export function watchPinch(ground, dayUnder) {
  /** @type {Map<number, number>} Where each finger is, from the left of the window. */
  const fingers = new Map();
  let days = 0; // the length of the axis where the fingers were one pixel apart
  const apart = () => {
    const [one, other] = fingers.values();
    return Math.max(20, Math.abs(one - other));
  };
  /** @param {PointerEvent} event */
  const press = (event) => {
    if (event.pointerType !== "touch") return;
    fingers.set(event.pointerId, event.clientX);
    if (fingers.size !== 2) return;
    days = (axis.to - axis.from) * apart();
    // What the first finger began is no drag, and no click.
    event.stopImmediatePropagation();
    ground.dispatchEvent(new PointerEvent("pointercancel"));
  };
  /** @param {PointerEvent} event */
  const move = (event) => {
    if (!fingers.has(event.pointerId)) return;
    fingers.set(event.pointerId, event.clientX);
    if (fingers.size !== 2) return;
    event.stopImmediatePropagation();
    const [one, other] = fingers.values();
    zoomAxis(days / apart() / (axis.to - axis.from), dayUnder({ clientX: (one + other) / 2, clientY: event.clientY }));
  };
  ground.addEventListener("pointerdown", press);
  ground.addEventListener("pointermove", move);
  for (const end of ["pointerup", "pointercancel"]) addEventListener(end, (event) => fingers.delete(/** @type {PointerEvent} */ (event).pointerId));
}
