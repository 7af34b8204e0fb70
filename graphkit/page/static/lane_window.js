// The window on the lanes: painted once a frame, and scrolled to a row.

import { byId } from "./dom.js";
import { ACTORS } from "./data.js";
import { HEAD } from "./lane_frame.js";
import { paintLanes } from "./lane_painter.js";
import { view } from "./view.js";

/** @type {LaneFrame} */
const frame = { width: 0, height: 0, names: 0, head: HEAD, top: 0, lowest: 24, rowHeight: 24, rows: [], place: new Int32Array(ACTORS).fill(-1) };
/**
 * The window, what was painted in it last, and what the keyboard stands on: a row, and a relation in it or -1.
 * @type {{ frame: LaneFrame, marks: LaneMark[], stood: { actor: Actor, relation: Row } | null }}
 */
export const laneWindow = { frame, marks: [], stood: null };

/** @param {Partial<LaneFrame>} size */
export function resizeWindow(size) {
  Object.assign(frame, size);
  takeRoom();
  paintWindow();
}

/** @param {Actor[]} rows @param {boolean} isMoving whether rows keep their height: days move */
export function fillRows(rows, isMoving) {
  frame.rows = rows;
  frame.place.fill(-1);
  rows.forEach((actor, place) => (frame.place[actor] = place));
  if (laneWindow.stood && frame.place[laneWindow.stood.actor] < 0) laneWindow.stood = null;
  takeRoom(isMoving);
}

/** Few rows fill the window, up to so many times as high as they need be. */
const HIGHEST = 2.5;

/** Let the rows have their height, and the ground scroll as far as there are rows. */
function takeRoom(isMoving = false) {
  const room = Math.floor((frame.height - frame.head - 8) / Math.max(1, frame.rows.length));
  if (!isMoving) frame.rowHeight = Math.max(frame.lowest, Math.min(HIGHEST * frame.lowest, room));
  byId("lanes-room").style.height = `${Math.max(0, frame.head + frame.rows.length * frame.rowHeight + 8 - frame.height)}px`;
}

/**
 * Let the keyboard stand on a row, or on a relation in it; on nothing without a row.
 * @param {Actor} [actor]
 * @param {Row} [relation]
 */
export function standOnLane(actor, relation = -1) {
  laneWindow.stood = actor === undefined ? null : { actor, relation };
}

let waits = false;
/** Redraw in the next frame, once for any number of calls. */
export function redrawLanes() {
  if (waits || !view.lanes) return;
  waits = true;
  requestAnimationFrame(() => {
    waits = false;
    paintWindow();
  });
}

function paintWindow() {
  if (!frame.width || !view.lanes) return;
  const canvas = byId("lanes-canvas");
  const ratio = devicePixelRatio || 1;
  const [width, height] = [Math.round(frame.width * ratio), Math.round(frame.height * ratio)];
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  // A scroll bar lies over what is free at the right: days keep their places with and without one.
  canvas.style.width = `${frame.width}px`;
  frame.top = byId("lanes-ground").scrollTop;
  const ctx = canvas.getContext("2d");
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  laneWindow.marks = paintLanes(ctx, frame, laneWindow.stood);
}

/**
 * Whether all of a row is seen.
 * @param {number} place
 */
export function isRowSeen(place) {
  const top = place * frame.rowHeight - byId("lanes-ground").scrollTop;
  return top >= 0 && top + frame.rowHeight <= frame.height - frame.head;
}

/**
 * Let a row stand in the upper half of what is seen.
 * @param {number} place
 */
export function scrollToRow(place) {
  byId("lanes-ground").scrollTop = place * frame.rowHeight - (frame.height - frame.head) / 3;
}
