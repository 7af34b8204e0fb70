// Points at the lanes: what is under the mouse or a finger; dragging and the wheel move days and rows.

import { panAxis, zoomAxis } from "./axis.js";
import { nameOf } from "./data.js";
import { byId } from "./dom.js";
import { edgeX, laneDayAt, laneY } from "./lane_frame.js";
import { stretchesOf } from "./lane_marks.js";
import { LOOP } from "./lane_painter.js";
import { laneWindow, standOnLane } from "./lane_window.js";
import { watchPinch } from "./pinch.js";
import { hideTip, pointAt, showActor, showTip } from "./pointing.js";

const { frame } = laneWindow;

/** @type {Record<string, number>} */
const SLOP = { mouse: 7, pen: 10, touch: 18 };

/**
 * How far a point is from a relation: from its line, its dots, the days it lasts.
 * @param {LaneMark} mark
 * @param {Point} point
 */
function distanceFrom({ row, x, from, to, about }, point) {
  const ys = [from, to, ...about.map((actor) => laneY(frame, actor))];
  if (from === to) ys.push(from - 2 * LOOP);
  const beyond = Math.max(0, Math.min(...ys) - point.y, point.y - Math.max(...ys));
  // The dots go first: whoever aims at one does not mean the line that runs beneath it.
  let nearest = Math.min(Math.hypot(x - point.x, beyond) + 2, ...ys.map((y) => Math.hypot(x - point.x, y - point.y)));
  for (const [first, last] of stretchesOf(row)) {
    const [left, right] = [edgeX(frame, first), edgeX(frame, last)];
    const aside = Math.max(0, left - point.x, point.x - right);
    for (const y of [from, to]) nearest = Math.min(nearest, Math.hypot(aside, y - point.y) + 1);
  }
  return nearest;
}

/**
 * The actor whose name, or else the relation whose line, is at a point of the lanes.
 * @param {Point} point
 * @param {number} slop
 * @returns {Choice | null}
 */
function laneAt(point, slop) {
  if (point.y < frame.head) return null;
  if (point.x < frame.names) {
    const actor = frame.rows[Math.floor((point.y - frame.head + frame.top) / frame.rowHeight)];
    return actor === undefined ? null : { actor };
  }
  let [best, nearest] = [-1, slop];
  for (const mark of laneWindow.marks) {
    const distance = distanceFrom(mark, point);
    if (distance < nearest) [best, nearest] = [mark.row, distance];
  }
  return best < 0 ? null : { relation: best };
}

/** @param {{ clientX: number, clientY: number }} event */
function pointOf(event) {
  const box = byId("lanes-canvas").getBoundingClientRect();
  return { x: event.clientX - box.left, y: event.clientY - box.top };
}

/** @param {PointerEvent | MouseEvent} event */
export const laneUnder = (event) => laneAt(pointOf(event), SLOP[/** @type {PointerEvent} */ (event).pointerType] ?? SLOP.mouse);

/** @param {PointerEvent} event */
function hover(event) {
  const found = laneUnder(event);
  const { actor = -1, relation = -1 } = found ?? {};
  byId("lanes-ground").style.cursor = found ? "pointer" : "grab";
  if (relation >= 0) showTip(relation, pointOf(event));
  else if (actor >= 0) showActor(actor, pointOf(event));
  else hideTip();
  // Where there is no card to tell it, a name that was cut is told whole.
  byId("lanes-ground").title = actor >= 0 && byId("tip").hidden ? nameOf(actor) : "";
  pointAt({ actor, relation });
}

/**
 * Watch the pointer over the lanes; what is returned tells whether it dragged them since it went down.
 * @param {HTMLElement} ground
 */
export function watchLanes(ground) {
  /** @type {PointerEvent | null} */
  let waiting = null;
  /** @type {{ x: number, y: number, moved: boolean } | null} */
  let drag = null;
  let wasDragged = false;
  watchPinch(ground, (event) => laneDayAt(frame, pointOf(event).x));
  ground.addEventListener("pointerdown", (event) => {
    wasDragged = false;
    if (event.button || event.offsetX > ground.clientWidth) return;
    standOnLane();
    drag = { x: event.clientX, y: event.clientY, moved: false };
  });
  ground.addEventListener("pointermove", (event) => {
    if (event.buttons) {
      if (drag) follow(event, drag);
      wasDragged = drag !== null && drag.moved;
      return;
    }
    if (!waiting) requestAnimationFrame(() => waiting && hover(waiting) === undefined && (waiting = null));
    waiting = event;
  });
  const leave = () => {
    drag = waiting = null;
    hideTip();
    pointAt({ actor: -1, relation: -1 });
  };
  ground.addEventListener("pointerup", () => (drag = null));
  ground.addEventListener("pointercancel", leave);
  ground.addEventListener("pointerleave", leave);
  ground.addEventListener("wheel", wheel, { passive: false });
  return () => wasDragged;
}

/** @param {PointerEvent} event @param {{ x: number, y: number, moved: boolean }} drag */
function follow(event, drag) {
  const [dx, dy] = [event.clientX - drag.x, event.clientY - drag.y];
  if (!drag.moved && Math.hypot(dx, dy) < 5) return;
  drag.moved = true;
  hideTip();
  byId("lanes-ground").setPointerCapture(event.pointerId);
  drag.y = event.clientY;
  if (moveLanes(dx, dy)) drag.x = event.clientX;
}

/**
 * Move rows and days by so many pixels; tells whether that was a day at least.
 * @param {number} dx
 * @param {number} dy
 */
export function moveLanes(dx, dy) {
  byId("lanes-ground").scrollTop -= dy;
  const days = Math.round(laneDayAt(frame, 0) - laneDayAt(frame, dx));
  if (days) panAxis(days);
  return days !== 0;
}

/**
 * The wheel scrolls the rows; with Ctrl it zooms in time, with Shift or sideways it moves in time.
 * @param {WheelEvent} event
 */
function wheel(event) {
  const sideways = event.shiftKey ? event.deltaY || event.deltaX : event.deltaX;
  if (event.ctrlKey) zoomAxis(Math.exp(Math.max(-60, Math.min(60, event.deltaY * (event.deltaMode ? 16 : 1))) * 0.004), laneDayAt(frame, pointOf(event).x));
  else if (event.shiftKey || Math.abs(sideways) > Math.abs(event.deltaY)) panAxis(Math.round(laneDayAt(frame, sideways) - laneDayAt(frame, 0)) || Math.sign(sideways));
  else return;
  event.preventDefault();
}
