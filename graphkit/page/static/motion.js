// Tells whether the camera is moving over a picture so full that it is drawn more simply until it rests.

import { centerNow, redraw, scaleNow } from "./camera.js";
import { isCrowded } from "./painter.js";

const RESTS_AFTER_MS = 160;
let before = "";
let hasMoved = false;
let movedAt = -Infinity;
let moving = false;
let timer = 0;

export const isCameraMoving = () => moving;

/** Before a frame: the camera is moving if it has moved since the last frame, and just before that one, too. */
export function noteFrame() {
  const { x, y } = centerNow();
  const now = [x, y, scaleNow()].join();
  hasMoved = before !== "" && now !== before;
  moving = hasMoved && isCrowded() && performance.now() - movedAt < RESTS_AFTER_MS;
  before = now;
  clearTimeout(timer);
  if (moving) timer = setTimeout(redraw, RESTS_AFTER_MS);
}

/** After a frame, however long it took. */
export function endFrame() {
  if (hasMoved) movedAt = performance.now();
}
