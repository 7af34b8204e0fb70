// The lanes in place of the graph: their size, rows and pictures, and what has no place on them.

import { setAxis, widenAxis } from "./axis.js";
import { aboutOf, actors, is, relations } from "./data.js";
import { byId, digits, make, plural } from "./dom.js";
import { fit } from "./fitting.js";
import { cutList } from "./items.js";
import { addKeys } from "./keys.js";
import { HEAD, edgeX, endY, isOnLanes, laneY, markX, namesWidth, offLanes } from "./lane_frame.js";
import { walkLanes, watchLaneFocus } from "./lane_keys.js";
import { laneDay, placeOnLanes, stretchesOf } from "./lane_marks.js";
import { laneActors } from "./lane_order.js";
import { laneUnder, watchLanes } from "./lane_pointing.js";
import { fillRows, isRowSeen, laneWindow, redrawLanes, resizeWindow, scrollToRow } from "./lane_window.js";
import { isPlaying } from "./play.js";
import { hideTip } from "./pointing.js";
import { change, chosenNow, shownRows, visible } from "./state.js";
import { LANE_ORDERS, view } from "./view.js";
import { isHeld } from "./view_days.js";
import { HIDDEN } from "./windows.js";

const { frame } = laneWindow;

// --- size and rows -----------------------------------------------------------------------------------

/** Take over the size of the page: the names have so much of it that the days lie over their bars. */
function takeSize() {
  const lanes = byId("lanes");
  const ground = byId("lanes-ground");
  const isNarrow = innerWidth < 900;
  const names = namesWidth(lanes.clientWidth);
  byId("stage").style.setProperty("--lane-names", `${names}px`);
  resizeWindow({ width: lanes.clientWidth, height: ground.clientHeight, names, head: isNarrow ? HEAD + 16 : HEAD, lowest: isNarrow ? 30 : 24 });
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
  fillRows(laneActors(isMoving ? frame.rows : []), isMoving);
  // Where they open, they have no size yet; without one nothing can be scrolled into sight.
  if ("lanes" in what) takeSize();
  if ("selection" in what || "lanes" in what) showChosen();
  drawOff();
  redrawLanes();
}

/** Whether the choice is made on the lanes themselves, which then keep still. */
let isOwnChoice = false;

/** Scroll to what is chosen: to all its rows, where they fit, else to the first. */
function showChosen() {
  const places = chosenNow().map((one) => frame.place[one]).filter((place) => place >= 0);
  if (!places.length || isOwnChoice || places.every(isRowSeen)) return;
  const [first, last] = [Math.min(...places), Math.max(...places)];
  const fits = (last - first + 1) * frame.rowHeight <= frame.height - frame.head;
  if (fits) byId("lanes-ground").scrollTop = ((first + last + 1) * frame.rowHeight - frame.height + frame.head) / 2;
  else if (!isRowSeen(places[0])) scrollToRow(places[0]);
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

// --- pictures ----------------------------------------------------------------------------------------

/**
 * All lanes for a picture so wide, or as many as one can hold, from the first that is seen.
 * @param {number} width
 */
export function wholeLanes(width) {
  const shown = Math.min(frame.rows.length, MOST_IN_PICTURE);
  const first = Math.min(Math.floor(byId("lanes-ground").scrollTop / frame.rowHeight), frame.rows.length - shown);
  return { ...frame, width, names: namesWidth(width), head: HEAD, top: first * frame.rowHeight, height: HEAD + shown * frame.rowHeight + 8 };
}
const MOST_IN_PICTURE = 200;

/** What a picture of the lanes does not hold, in words; or what sheets of them do not. */
export function leftOutWords(onPaper = false) {
  const { rows, rowHeight } = frame;
  const most = onPaper ? MOST_ON_PAPER : MOST_IN_PICTURE;
  const first = onPaper ? 0 : wholeLanes(frame.width).top / rowHeight;
  return [rows.length > most && `rows ${first + 1} to ${first + most} of ${digits(rows.length)}`, offWords()].filter(Boolean);
}
const MOST_ON_PAPER = 600;

/**
 * The lanes on as many sheets of a size as they take, each with its days and names; other things take some of the first.
 * @param {number} width
 * @param {number} height
 * @param {number} taken
 */
export function laneSheets(width, height, taken) {
  const [head, rowHeight, foot] = [HEAD, 24, 8];
  const rows = Math.min(frame.rows.length, MOST_ON_PAPER);
  const sheets = [];
  for (let first = 0, room = height - taken > height / 3 ? height - taken : height; first < rows; room = height) {
    const shown = Math.min(rows - first, Math.floor((room - head - foot) / rowHeight));
    sheets.push({ ...frame, rows: frame.rows.slice(first, first + shown), width, names: namesWidth(width), head, rowHeight, top: first * rowHeight, height: head + shown * rowHeight + foot });
    first += shown;
  }
  return sheets;
}

// --- what has no place on the lanes --------------------------------------------------------------------

const NO_PLACE = { undated: "undated", earlier: "before this axis", later: "after it" };

/** The names of what there is without a place. */
const namesOff = (/** @type {ReturnType<typeof offLanes>} */ off) => /** @type {(keyof typeof off)[]} */ (Object.keys(NO_PLACE)).filter((name) => off[name].length);

/** How many have no place on the lanes, in words; empty where all have one. */
function offWords(off = offLanes()) {
  const words = namesOff(off).map((name) => `${digits(off[name].length)} ${NO_PLACE[name]}`);
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
  const wasDragged = watchLanes(ground);
  ground.addEventListener("click", (event) => {
    if (event.target === ground || wasDragged()) return;
    isOwnChoice = true;
    click(laneUnder(event), event.shiftKey, event.ctrlKey || event.metaKey);
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
  ground.addEventListener("keydown", (event) => walkLanes(event, click));
  watchLaneFocus(ground);
  byId("lanes-off").addEventListener("toggle", drawOff);
  // Rows that were kept while days moved go when they have come to rest.
  for (const event of ["click", "keyup"]) addEventListener(event, () => view.lanes && frame.rows.some((actor) => !visible.active[actor]) && syncLanes({}));
  new ResizeObserver(takeSize).observe(ground);
  addKeys("Look",
    { press: ["v"], says: "Lanes, one row an actor over time, or the graph", act: () => showLanes(!view.lanes) },
    { press: ["o"], says: "On the lanes: arrows walk rows and relations, O goes to a relation's other row, X chooses several rows, Enter opens" });
}

/** Where rows, and relations that have a place, stand in pixels of the page; what has none; and what was painted last. */
export function lanesNow() {
  if (!view.lanes) return null;
  const box = byId("lanes-canvas").getBoundingClientRect();
  /** @param {Row[]} rows */
  const ids = (rows) => rows.map((row) => relations.id[row]);
  const placed = shownRows().filter(isOnLanes);
  return {
    rowHeight: frame.rowHeight, names: frame.names, top: box.top + frame.head, bottom: box.top + frame.height,
    rows: frame.rows.map((actor) => ({ id: actors.id[actor], y: laneY(frame, actor) + box.top })),
    marks: placed.map((row) => ({
      id: relations.id[row], x: markX(frame, row) + box.left, from: endY(frame, row, 0) + box.top, to: endY(frame, row, 1) + box.top,
      about: aboutOf[row].filter((actor) => frame.place[actor] >= 0).map((actor) => actors.id[actor]),
      days: stretchesOf(row).map(([first, last, sure]) => [edgeX(frame, first - 0.5) + box.left, edgeX(frame, last + 0.5) + box.left, sure]),
    })),
    painted: ids(laneWindow.marks.map(({ row }) => row)),
    off: Object.fromEntries(Object.entries(offLanes()).map(([name, rows]) => [name, ids(rows)])),
  };
}
