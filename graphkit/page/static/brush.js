// The period on the bars: drawn, moved by its middle, resized by its edges, with mouse, finger or pen.

import { PAD, axis, clampDay, dayAt, panAxis, plot, plotX, setAxis, zoomAxis } from "./axis.js";
import { barAt, barDays } from "./bars.js";
import { byId } from "./dom.js";
import { showBarTip } from "./histogram.js";
import { watchPinch } from "./pinch.js";
import { stopPlaying } from "./play.js";
import { change } from "./state.js";
import { view } from "./view.js";
import { firstDay, hold, lastDay, setEnds } from "./view_days.js";

/** @type {Record<string, number>} */
const GRIP = { mouse: 6, pen: 10, touch: 20 };
const STILL = 4; // pixels: what moves less is a click

/**
 * Whether an edge is visible; it is not if the period continues beyond the axis.
 * @param {Day} day
 */
const isOnAxis = (day) => day !== null && day >= axis.from - 1 && day <= axis.to;

/** The highlighted days of the plot in pixels; a diff starts on the day after its first. */
function chosenPixels() {
  if (view.mode === "all") return null;
  /** @param {Day} day */
  const edge = (day) => Math.max(PAD - 4, Math.min(plot.width - PAD + 4, plotX(day)));
  if (view.mode === "day") return [PAD - 4, edge(view.day + 0.5)];
  return [edge(firstDay() + (view.mode === "diff" ? 0.5 : -0.5)), edge(lastDay() + 0.5)];
}

export function drawBrush() {
  const chosen = chosenPixels();
  const [left, right] = chosen || [0, plot.width];
  byId("brush").className = `brush brush-${view.mode}`;
  byId("veil-left").style.width = `${Math.max(0, left)}px`;
  byId("veil-right").style.left = `${right}px`;
  byId("brush-window").style.left = `${left}px`;
  byId("brush-window").style.width = `${Math.max(1, right - left)}px`;
  byId("brush-window").classList.toggle("off-left", !isOnAxis(firstDay()));
  byId("brush-window").classList.toggle("off-right", !isOnAxis(lastDay()));
}

/**
 * What the pointer would drag: an edge, the middle, the day, or nothing yet.
 * @param {number} x
 * @param {PointerEvent} event
 */
function gripAt(x, event) {
  if (view.mode === "day") return "last";
  if (view.mode === "all") return "new";
  const [left, right] = chosenPixels();
  const reach = GRIP[event.pointerType] || GRIP.mouse;
  const toLeft = isOnAxis(firstDay()) ? Math.abs(x - left) : Infinity;
  const toRight = isOnAxis(lastDay()) ? Math.abs(x - right) : Infinity;
  if (Math.min(toLeft, toRight) <= reach) return toLeft < toRight || (toLeft === toRight && x < left) ? "first" : "last";
  const fillsAxis = firstDay() <= axis.from && lastDay() >= axis.to;
  return x > left && x < right && !event.shiftKey && !fillsAxis ? "move" : "new";
}

const CURSORS = { first: "ew-resize", last: "ew-resize", move: "grab", new: "crosshair" };

/** @param {HTMLCanvasElement} canvas */
export function startBrush(canvas) {
  /** @type {Drag | null} */
  let drag = null;
  /** @param {{ clientX: number }} event */
  const placeOf = (event) => event.clientX - canvas.getBoundingClientRect().left;
  watchPinch(canvas, (event) => dayAt(placeOf(event)));
  canvas.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    stopPlaying();
    const x = placeOf(event);
    drag = { grip: gripAt(x, event), x, day: clampDay(dayAt(x)), first: firstDay(), last: lastDay(), moved: false };
    canvas.setPointerCapture(event.pointerId);
    hold(true);
    showBarTip(-1);
  });
  canvas.addEventListener("pointermove", (event) => {
    const x = placeOf(event);
    if (!drag) {
      canvas.style.cursor = CURSORS[gripAt(x, event)];
      if (event.pointerType !== "touch") showBarTip(barAt(x));
      return;
    }
    drag.moved ||= Math.abs(x - drag.x) >= STILL;
    if (drag.moved) dragTo(drag, clampDay(dayAt(x)));
  });
  /** @param {PointerEvent} event */
  const drop = (event) => {
    const clicked = drag && !drag.moved && event.type === "pointerup";
    drag = null;
    hold(false);
    if (clicked) takeBar(placeOf(event));
  };
  canvas.addEventListener("pointerup", drop);
  canvas.addEventListener("pointercancel", drop);
  canvas.addEventListener("pointerleave", () => showBarTip(-1));
  canvas.addEventListener("dblclick", takeWholeAxis);
  canvas.addEventListener("wheel", wheel, { passive: false });
}

/**
 * Let the days follow the pointer; the view changes only when the day does.
 * @param {Drag} drag
 * @param {Day} day
 */
function dragTo(drag, day) {
  const { grip, first, last } = drag;
  if (grip === "new") {
    const [low, high] = [Math.min(drag.day, day), Math.max(drag.day, day)];
    if (view.mode === "all") return change({ mode: "span", from: low, to: high });
    // The day under the pointer belongs to what is drawn: a diff begins the day before.
    return moveEnds(view.mode === "diff" ? low - 1 : low, high);
  }
  if (view.mode === "day") return day === view.day || change({ day });
  if (grip === "move") {
    const [low, high] = [Math.max(first, axis.from), Math.min(last, axis.to)];
    const shift = Math.max(axis.from - low, Math.min(axis.to - high, day - drag.day));
    return moveEnds(low + shift, high + shift);
  }
  if (grip === "first") return moveEnds(view.mode === "diff" ? day - 1 : day, last);
  return moveEnds(first, day);
}

/** @param {Day} first @param {Day} last */
function moveEnds(first, last) {
  if (first !== firstDay() || last !== lastDay()) setEnds(first, last);
}

/**
 * A click sets the period to the bar under it; as of a day, to its day.
 * @param {number} x
 */
function takeBar(x) {
  if (view.mode === "day") return change({ day: clampDay(dayAt(x)) });
  const bin = barAt(x);
  if (bin < 0) return null;
  const [first, last] = barDays(bin);
  if (view.mode === "diff") return change({ before: first - 1, after: last });
  return change({ mode: "span", from: first, to: last });
}

/** Switch between the axis of the opening and the longest axis. */
function takeWholeAxis() {
  setAxis(axis.home.from, axis.home.to);
  if (view.mode === "day") return;
  if (view.mode === "diff") change({ before: axis.from - 1, after: axis.to });
  else change({ mode: "span", from: axis.from, to: axis.to });
}

/**
 * The wheel zooms in time around the pointer, and pans sideways; where the page itself scrolls, only with Ctrl.
 * @param {WheelEvent} event
 */
function wheel(event) {
  if (document.documentElement.scrollHeight > innerHeight + 1 && !event.ctrlKey) return;
  event.preventDefault();
  const pixels = event.deltaMode ? 16 : 1;
  const sideways = event.shiftKey ? event.deltaY || event.deltaX : event.deltaX;
  showBarTip(-1);
  if (Math.abs(sideways) > Math.abs(event.shiftKey ? 0 : event.deltaY)) panAxis(Math.round((sideways * pixels * (axis.to - axis.from)) / plot.width) || Math.sign(sideways));
  else zoomAxis(Math.exp(Math.max(-60, Math.min(60, event.deltaY * pixels)) * 0.004), dayAt(event.offsetX));
}
