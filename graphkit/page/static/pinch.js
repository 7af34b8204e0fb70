// Two fingers move what is under them, and on days zoom in time.

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

/**
 * Let what is drawn go along with the middle between two fingers.
 * @param {HTMLElement} ground
 * @param {(dx: number, dy: number) => any} move follows the fingers; false where they have to go further sideways
 */
export function followFingers(ground, move) {
  /** @type {Point | null} */
  let held = null;
  ground.addEventListener("touchstart", () => (held = null));
  ground.addEventListener("touchmove", (event) => {
    if (event.touches.length < 2) return;
    event.preventDefault();
    const [one, other] = event.touches;
    const middle = { x: (one.clientX + other.clientX) / 2, y: (one.clientY + other.clientY) / 2 };
    held = held && move(middle.x - held.x, middle.y - held.y) === false ? { x: held.x, y: middle.y } : middle;
  }, { passive: false });
}
