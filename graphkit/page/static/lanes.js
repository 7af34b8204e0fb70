// The lanes in place of the graph: sized, scrolled, pointed at, walked by keys, and what has no place on them.

import { panAxis, setAxis, widenAxis, zoomAxis } from "./axis.js";
import { ACTORS, aboutOf, actors, field, fullSentenceOf, is, nameOf, relations, relationsAbout, relationsOf } from "./data.js";
import { announce, byId, make, plural } from "./dom.js";
import { fit } from "./fitting.js";
import { cutList, marksOf } from "./items.js";
import { addKeys } from "./keys.js";
import { edgeX, endY, isOnLanes, laneDayAt, laneY, markX, namesWidth, offLanes } from "./lane_frame.js";
import { laneDay, placeOnLanes, stretchesOf } from "./lane_marks.js";
import { laneActors } from "./lane_order.js";
import { LOOP, paintLanes } from "./lane_painter.js";
import { isPlaying } from "./play.js";
import { hideTip, pointAt, showActor, showTip } from "./pointing.js";
import { change, visible } from "./state.js";
import { LANE_ORDERS, view } from "./view.js";
import { isHeld } from "./view_days.js";
import { HIDDEN } from "./windows.js";

/** @type {LaneFrame} */
const frame = { width: 0, height: 0, names: 0, head: 34, top: 0, rowHeight: 24, rows: [], place: new Int32Array(ACTORS).fill(-1) };
/**
 * What was painted last, which can be pointed at.
 * @type {LaneMark[]}
 */
let marks = [];
/**
 * What the keyboard stands on: a row, and a relation in it or -1.
 * @type {{ actor: Actor, relation: Row } | null}
 */
let stood = null;

// --- drawing -----------------------------------------------------------------------------------------

let waits = false;
/** Redraw in the next frame, once for any number of calls. */
export function redrawLanes() {
  if (waits || !view.lanes) return;
  waits = true;
  requestAnimationFrame(() => {
    waits = false;
    paint();
  });
}

function paint() {
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
  marks = paintLanes(ctx, frame, stood);
}

/** Take over the size of the page: the names have so much of it that the days lie over their bars. */
function takeSize() {
  const lanes = byId("lanes");
  const ground = byId("lanes-ground");
  const isNarrow = innerWidth < 900;
  Object.assign(frame, { width: lanes.clientWidth, height: ground.clientHeight, names: namesWidth(lanes.clientWidth), head: isNarrow ? 50 : 34, rowHeight: isNarrow ? 30 : 24 });
  byId("stage").style.setProperty("--lane-names", `${frame.names}px`);
  takeRoom();
  paint();
}

/** Let the axis hold just what is shown, and look at the first rows. */
function fitLanes() {
  let [first, last] = [Infinity, -Infinity];
  laneDay.forEach((day, row) => {
    if (visible.verdict[row] === HIDDEN || is.background[row] || !Number.isFinite(day)) return;
    [first, last] = [Math.min(first, day), Math.max(last, day)];
  });
  byId("lanes-ground").scrollTop = 0;
  const room = Math.max(1, (last - first) * 0.03);
  if (first <= last) setAxis(first - room, Math.max(last + room, first + SHORTEST));
}
const SHORTEST = 8; // days

/** Show all that is visible, in the drawing that there is. */
export const fitDrawing = () => (view.lanes ? fitLanes() : fit());

/** Let the ground scroll as far as there are rows. */
function takeRoom() {
  byId("lanes-room").style.height = `${Math.max(0, frame.head + frame.rows.length * frame.rowHeight + 8 - frame.height)}px`;
}

/**
 * All lanes for a picture so wide, or as many as one can hold, from the first that is seen.
 * @param {number} width
 */
export function wholeLanes(width) {
  const shown = Math.min(frame.rows.length, MOST_IN_PICTURE);
  const first = Math.min(Math.floor(byId("lanes-ground").scrollTop / frame.rowHeight), frame.rows.length - shown);
  return { ...frame, width, names: namesWidth(width), head: 34, top: first * frame.rowHeight, height: 34 + shown * frame.rowHeight + 8 };
}
const MOST_IN_PICTURE = 200;

/** What a picture of the lanes does not hold, in words. */
export function leftOutWords() {
  const { rows, rowHeight } = frame;
  const first = wholeLanes(frame.width).top / rowHeight;
  return [rows.length > MOST_IN_PICTURE && `rows ${first + 1} to ${first + MOST_IN_PICTURE} of ${rows.length.toLocaleString("en")}`, offWords()].filter(Boolean);
}

/** @type {LaneOrder} */
let lastOrder = "first";

/**
 * Bring the lanes to the view; `what` names what changed in it.
 * @param {ViewParts} what
 */
export function syncLanes(what) {
  document.body.dataset.drawing = view.lanes ? "lanes" : "graph";
  byId("lanes").hidden = !view.lanes;
  for (const radio of switches()) radio.checked = radio.value === document.body.dataset.drawing;
  if (!view.lanes) return;
  placeOnLanes(view.knownBy);
  lastOrder = byId("lane-order").value = view.lanes;
  const isMoving = (isPlaying() || isHeld()) && !("lanes" in what);
  frame.rows = laneActors(isMoving ? frame.rows : []);
  frame.place.fill(-1);
  frame.rows.forEach((actor, place) => (frame.place[actor] = place));
  if (stood && frame.place[stood.actor] < 0) stood = null;
  takeRoom();
  if ("selection" in what || "lanes" in what) showChosen();
  drawOff();
  redrawLanes();
}

/** Whether the choice is made on the lanes themselves, which then keep still. */
let isOwnChoice = false;

/** Scroll to what is chosen: to all its rows, where they fit, else to the first. */
function showChosen() {
  const { actor, relation, path } = view.selection || {};
  const wanted = relation !== undefined ? [relations.source[relation], relations.target[relation]] : (path && path.actors) || (actor === undefined ? [] : [actor]);
  const places = wanted.map((one) => frame.place[one]).filter((place) => place >= 0);
  if (!places.length || isOwnChoice || places.every(isSeen)) return;
  const [first, last] = [Math.min(...places), Math.max(...places)];
  const fits = (last - first + 1) * frame.rowHeight <= frame.height - frame.head;
  if (fits) byId("lanes-ground").scrollTop = ((first + last + 1) * frame.rowHeight - frame.height + frame.head) / 2;
  else if (!isSeen(places[0])) scrollTo(places[0]);
}

/** @param {number} place */
function isSeen(place) {
  const top = place * frame.rowHeight - byId("lanes-ground").scrollTop;
  return top >= 0 && top + frame.rowHeight <= frame.height - frame.head;
}

/**
 * Let a row stand in the upper half of what is seen.
 * @param {number} place
 */
function scrollTo(place) {
  byId("lanes-ground").scrollTop = place * frame.rowHeight - (frame.height - frame.head) / 3;
}

// --- what has no place on the lanes --------------------------------------------------------------------

const NO_PLACE = { undated: "undated", earlier: "before this axis", later: "after it" };

/** The names of what there is without a place. */
const namesOff = (/** @type {ReturnType<typeof offLanes>} */ off) => /** @type {(keyof typeof off)[]} */ (Object.keys(NO_PLACE)).filter((name) => off[name].length);

/** How many have no place on the lanes, in words; empty where all have one. */
function offWords(off = offLanes()) {
  const words = namesOff(off).map((name) => `${off[name].length.toLocaleString("en")} ${NO_PLACE[name]}`);
  return words.length ? `not on the lanes: ${words.join(", ")}` : "";
}

/** Count what has no place on the lanes, and list it where that is asked for. */
export function drawOff() {
  if (!view.lanes) return;
  const off = offLanes();
  const names = namesOff(off);
  const { relation } = view.selection || {};
  const panel = byId("lanes-off");
  panel.hidden = !names.length;
  panel.querySelector("summary").textContent = `${offWords(off)}${names.some((name) => off[name].includes(relation)) ? " (the chosen relation too)" : ""}`;
  panel.querySelector("div").replaceChildren(...(panel.open ? names : []).flatMap((name) => [
    make("h3", {}, `${plural(off[name].length, "relation")} ${NO_PLACE[name]}`),
    name === "undated" ? "" : make("button", { type: "button", onclick: () => widenAxis(name === "earlier" ? -1 : 1) }, "Let the axis reach them"),
    ...cutList(off[name]),
  ]));
}

// --- pointing --------------------------------------------------------------------------------------------

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
  for (const mark of marks) {
    const distance = distanceFrom(mark, point);
    if (distance < nearest) [best, nearest] = [mark.row, distance];
  }
  return best < 0 ? null : { relation: best };
}

/** @param {MouseEvent} event */
function pointOf(event) {
  const box = byId("lanes-canvas").getBoundingClientRect();
  return { x: event.clientX - box.left, y: event.clientY - box.top };
}

/** @param {PointerEvent | MouseEvent} event */
const laneUnder = (event) => laneAt(pointOf(event), SLOP[/** @type {PointerEvent} */ (event).pointerType] ?? SLOP.mouse);

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

/** @param {HTMLElement} ground */
function watchPointer(ground) {
  /** @type {PointerEvent | null} */
  let waiting = null;
  /** @type {{ x: number, y: number, moved: boolean } | null} */
  let drag = null;
  let wasDragged = false;
  ground.addEventListener("pointerdown", (event) => {
    wasDragged = false;
    if (event.button || event.offsetX > ground.clientWidth) return;
    stood = null;
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
  return () => wasDragged;
}

/**
 * Let days and rows follow the pointer.
 * @param {PointerEvent} event
 * @param {{ x: number, y: number, moved: boolean }} drag
 */
function follow(event, drag) {
  const [dx, dy] = [event.clientX - drag.x, event.clientY - drag.y];
  if (!drag.moved && Math.hypot(dx, dy) < 5) return;
  drag.moved = true;
  hideTip();
  const ground = byId("lanes-ground");
  ground.setPointerCapture(event.pointerId);
  ground.scrollTop -= dy;
  drag.y = event.clientY;
  const days = Math.round(laneDayAt(frame, 0) - laneDayAt(frame, dx));
  if (!days) return;
  drag.x = event.clientX;
  panAxis(days);
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

// --- keys ----------------------------------------------------------------------------------------------

/**
 * The relations in a row, in the order of their lines.
 * @param {Actor} actor
 */
const relationsIn = (actor) => [...relationsOf[actor], ...relationsAbout[actor]].filter((row) => visible.verdict[row] !== HIDDEN && isOnLanes(row)).sort((one, other) => markX(frame, one) - markX(frame, other) || one - other);

/** Where the keys begin: at what is chosen, else at the first row that is seen. */
function beginning() {
  const { actor, relation = -1 } = view.selection || {};
  if (relation >= 0 && frame.place[relations.source[relation]] >= 0 && isOnLanes(relation)) return { actor: relations.source[relation], relation };
  if (frame.place[actor] >= 0) return { actor, relation: -1 };
  return { actor: frame.rows[Math.min(frame.rows.length - 1, Math.ceil(frame.top / frame.rowHeight))], relation: -1 };
}

/**
 * Stand on a row, or on a relation in it: light it, bring it into the picture and say what it is.
 * @param {Actor} actor
 * @param {Row} [relation]
 */
function stand(actor, relation = -1) {
  stood = { actor, relation };
  if (!isSeen(frame.place[actor])) scrollTo(frame.place[actor]);
  pointAt(relation < 0 ? { actor, relation } : { actor: -1, relation });
  redrawLanes();
  const rows = relationsIn(actor);
  if (relation < 0) announce(`${nameOf(actor)}, row ${frame.place[actor] + 1} of ${frame.rows.length}, ${plural(rows.length, "relation")}.`);
  else announce([`${field(relations, "words", relation, "no date")}: ${fullSentenceOf(relation)}`, ...marksOf(relation).map((mark) => `${mark}.`), `${rows.indexOf(relation) + 1} of ${rows.length} of ${nameOf(actor)}.`].join(" "));
}

/**
 * @param {KeyboardEvent} event
 * @param {Clicks["click"]} click
 */
function walk(event, click) {
  if (event.ctrlKey || event.metaKey || event.altKey || !frame.rows.length) return;
  const { actor, relation } = stood ?? beginning();
  const place = frame.place[actor];
  const rows = relationsIn(actor);
  const at = rows.indexOf(relation);
  const to = /** @type {Record<string, number>} */ ({ ArrowDown: place + 1, ArrowUp: place - 1, PageDown: place + 10, PageUp: place - 10 })[event.key];
  const along = /** @type {Record<string, number>} */ ({ ArrowRight: at + 1, ArrowLeft: at < 0 ? rows.length - 1 : at - 1, Home: 0, End: rows.length - 1 })[event.key];
  if (to !== undefined) stand(frame.rows[Math.max(0, Math.min(frame.rows.length - 1, to))]);
  else if (along !== undefined) stand(actor, rows[Math.max(0, Math.min(rows.length - 1, along))] ?? -1);
  else if (event.key === "o" && relation >= 0) {
    const ends = [relations.source[relation], relations.target[relation], ...aboutOf[relation]].filter((one, spot, all) => frame.place[one] >= 0 && all.indexOf(one) === spot);
    stand(ends[(ends.indexOf(actor) + 1) % ends.length], relation);
  } else if (event.key === "Enter") click(relation < 0 ? { actor } : { relation }, event.shiftKey);
  else return;
  event.preventDefault();
  event.stopPropagation();
}

// --- the start ---------------------------------------------------------------------------------------------

/** @returns {NodeListOf<HTMLInputElement>} */
const switches = () => document.querySelectorAll('input[name="drawing"]');

/** @param {boolean} on */
const showLanes = (on) => change({ lanes: on ? lastOrder : null });

/** @param {Clicks["click"]} click */
export function startLanes(click) {
  for (const radio of switches()) radio.addEventListener("change", () => showLanes(radio.value === "lanes"));
  const order = byId("lane-order");
  order.append(...Object.entries(LANE_ORDERS).map(([value, words]) => make("option", { value }, words)));
  order.addEventListener("change", () => {
    byId("lanes-ground").scrollTop = 0;
    change({ lanes: /** @type {LaneOrder} */ (order.value) });
  });
  const ground = byId("lanes-ground");
  const wasDragged = watchPointer(ground);
  ground.addEventListener("click", (event) => {
    if (event.target === ground || wasDragged()) return;
    isOwnChoice = true;
    click(laneUnder(event), event.shiftKey);
    isOwnChoice = false;
  });
  ground.addEventListener("dblclick", (event) => {
    const { actor } = laneUnder(event) ?? {};
    if (actor !== undefined) change({ lanes: "around", selection: { actor } });
  });
  ground.addEventListener("scroll", () => {
    hideTip();
    redrawLanes();
  });
  ground.addEventListener("wheel", wheel, { passive: false });
  ground.addEventListener("keydown", (event) => walk(event, click));
  ground.addEventListener("focus", () => ground.matches(":focus-visible") && frame.rows.length && stand(...standing(beginning())));
  ground.addEventListener("blur", () => {
    stood = null;
    pointAt({ actor: -1, relation: -1 });
    redrawLanes();
  });
  byId("lanes-off").addEventListener("toggle", drawOff);
  // Rows that were kept while days moved go when they have come to rest.
  for (const event of ["click", "keyup"]) addEventListener(event, () => view.lanes && frame.rows.some((actor) => !visible.active[actor]) && syncLanes({}));
  new ResizeObserver(takeSize).observe(ground);
  addKeys("Look",
    { press: ["v"], says: "Lanes, one row an actor over time, or the graph", act: () => showLanes(!view.lanes) },
    { press: ["o"], says: "On the lanes: arrows walk rows and relations, O goes to a relation's other row, Enter opens" });
}

/**
 * @param {{ actor: Actor, relation: Row }} place
 * @returns {[Actor, Row]}
 */
const standing = ({ actor, relation }) => [actor, relation];

/** Where rows, and relations that have a place, stand in pixels of the page; what has none; and what was painted last. */
export function lanesNow() {
  if (!view.lanes) return null;
  const box = byId("lanes-canvas").getBoundingClientRect();
  /** @param {Row[]} rows */
  const ids = (rows) => rows.map((row) => relations.id[row]);
  const placed = [...relations.id.keys()].filter((row) => visible.verdict[row] !== HIDDEN && isOnLanes(row));
  return {
    rowHeight: frame.rowHeight, names: frame.names, top: box.top + frame.head, bottom: box.top + frame.height,
    rows: frame.rows.map((actor) => ({ id: actors.id[actor], y: laneY(frame, actor) + box.top })),
    marks: placed.map((row) => ({
      id: relations.id[row], x: markX(frame, row) + box.left, from: endY(frame, row, 0) + box.top, to: endY(frame, row, 1) + box.top,
      about: aboutOf[row].filter((actor) => frame.place[actor] >= 0).map((actor) => actors.id[actor]),
      days: stretchesOf(row).map(([first, last, sure]) => [edgeX(frame, first - 0.5) + box.left, edgeX(frame, last + 0.5) + box.left, sure]),
    })),
    painted: ids(marks.map(({ row }) => row)),
    off: Object.fromEntries(Object.entries(offLanes()).map(([name, rows]) => [name, ids(rows)])),
  };
}
