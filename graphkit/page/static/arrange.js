// Stands actors in frames by what the reader chose for it: each frame holds just those of one value, kind or group.

import { ACTORS, LARGE, actors, page, relationsOf } from "./data.js";
import { byId, digits } from "./dom.js";
import { GROUPS } from "./look_names.js";
import { partsBy } from "./looks.js";
import { visible } from "./state.js";
import { settle, view } from "./view.js";

/** @typedef {{ weight: number, actor?: Actor, part?: Frame }} Item */

/** With more sets than this, or than so large a canvas has room for, the smaller ones share a frame. */
const MOST_FRAMES = 24;
const FEWEST_FRAMES = 6;
const FRAME_PIXELS = 14_000;
/** How many times as wide as high a place for an actor with its name is. */
const WIDE = 1.6;
/** So much room has each name beyond what it needs. */
const ROOM = 1.5;
/** In a large graph those drawn at first, and those drawn when more are asked for, have these shares of the whole; all others have the rest. */
const TIERS = [[1, 0.6], [5, 0.2], [Infinity, 0.2]];
/** Who is not shown needs so little room beside who is, where frames hold what is shown. */
const UNSHOWN = 0.05;
/** How broad the gaps between frames and their heads are, in pixels where the whole fills the canvas. */
const GAP = 6;
const HEAD = 21;

/**
 * The frames as actors stand now; none where their relations put them.
 * @type {Frame[]}
 */
export const frames = [];
const frameOf = new Int16Array(ACTORS);
const [homeX, homeY] = [Float64Array.from(actors.x ?? []), Float64Array.from(actors.y ?? [])];

/**
 * What the frames were made of.
 * @type {{ scale: Scale | null, canvas: string }}
 */
const made = { scale: null, canvas: "null" };

/** @param {Actor} actor @returns {Frame | undefined} */
export const frameAround = (actor) => frames[frameOf[actor]];

/**
 * Where an actor stands: at home, or where the reader dragged it, though never out of its frame.
 * @param {Actor} actor
 */
export function placeOf(actor) {
  const moved = view.moved.get(actor);
  if (!moved || !frames.length) return moved ?? [homeX[actor], homeY[actor]];
  const { left, top, width, height } = frameAround(actor);
  const rim = Math.min(actors.size[actor], width / 2, height / 2);
  return [Math.max(left + rim, Math.min(left + width - rim, moved[0])), Math.max(top + rim, Math.min(top + height - rim, moved[1]))];
}

/** What the frames stand for. */
export const arrangedBy = () => made.scale;

/** Names at both sides leave so much of the width of a canvas to their actors, and at the edges so many pixels of its height. */
const BETWEEN_NAMES = 0.7;
const EDGES = 60;
const HIGHEST = 2;
/** A canvas is narrow if it is less than so many times as wide as high, as on a phone that is held upright. */
const NARROW = 1.2;

/**
 * How many times higher the drawing stands on a canvas than it was made, so that it fills one that is narrow; once where that is little.
 * @param {[number, number]} canvas
 */
function heightening([width, height]) {
  if (LARGE || ACTORS < 2) return 1;
  const [wide, high] = [actors.x, actors.y].map((places) => Math.max(...places) - Math.min(...places));
  const times = Math.min(HIGHEST, ((wide / Math.max(1, high)) * (height - EDGES)) / (BETWEEN_NAMES * width));
  return width < height * NARROW && times > 1.1 ? times : 1;
}

/**
 * The canvas that the homes are for, if they depend on it; a link without one was made where they did not.
 * @param {boolean} isFramed
 */
function canvasFor(isFramed) {
  const canvas = view.canvas ?? (isFramed || !(view.look || view.moved.size) ? canvasNow() : null);
  return canvas && (isFramed || heightening(canvas) > 1) ? canvas : null;
}

/** Make the frames that the view asks for; returns whether anybody has another home now. */
export function arrangeActors() {
  const scale = view.arrange === null ? null : partsBy(view.arrange);
  const canvas = canvasFor(scale !== null);
  if (scale === made.scale && String(canvas) === made.canvas) return false;
  settle({ canvas });
  Object.assign(made, { scale, canvas: String(canvas) });
  frames.length = 0;
  homeX.set(actors.x ?? []);
  homeY.set(actors.y ?? []);
  const times = !scale && canvas ? heightening(canvas) : 1;
  if (times > 1) for (const actor of homeY.keys()) homeY[actor] = Math.round(homeY[actor] * times);
  if (scale?.sets) layOut(partsOf(scale));
  return true;
}

/**
 * The size of the canvas, without what lies over its lower edge.
 * @returns {[number, number]}
 */
function canvasNow() {
  const { clientWidth, clientHeight } = byId("network").parentElement;
  return [Math.max(100, clientWidth), Math.max(100, clientHeight - byId("growth").offsetHeight)];
}

/**
 * The titles and members of the frames: the first sets, all others in one, and who is in none.
 * @param {Scale} scale
 * @returns {Frame[]}
 */
function partsOf({ sets, none, more }) {
  const most = Math.max(FEWEST_FRAMES, Math.min(MOST_FRAMES, Math.round((view.canvas[0] * view.canvas[1]) / FRAME_PIXELS)));
  const own = sets.length === most + 1 ? sets.length : most;
  const parts = sets.slice(0, own).map(({ label, actors: members }) => ({ title: label, members, rest: false }));
  const others = sets.slice(own);
  if (others.length) parts.push({ title: `others (${digits(others.length)} ${more})`, members: others.flatMap(({ actors: members }) => members), rest: true });
  const isIn = new Uint8Array(ACTORS);
  for (const { members } of parts) for (const actor of members) isIn[actor] = 1;
  parts.push({ title: none, members: [...isIn.keys()].filter((actor) => !isIn[actor]), rest: true });
  return parts.filter(({ members }) => members.length).map((part) => ({ ...part, left: 0, top: 0, width: 0, height: 0 }));
}

/** How much room each takes: that of its name, and more for those who are drawn sooner. */
function weights() {
  const isSmall = (/** @type {Actor} */ actor) => view.arrange === GROUPS && !visible.active[actor];
  const sizes = Float64Array.from({ length: ACTORS }, (_, actor) => {
    const lines = actors.lines[actor];
    return ROOM * (10 * Math.max(...lines.map((/** @type {string} */ line) => line.length)) + 30) * (2 * actors.size[actor] + 20 * lines.length + 20) * (isSmall(actor) ? UNSHOWN : 1);
  });
  if (!LARGE) return sizes;
  const order = [...sizes.keys()].sort((one, other) => Number(isSmall(one)) - Number(isSmall(other)) || relationsOf[other].length - relationsOf[one].length || one - other);
  let from = 0;
  const tiers = TIERS.map(([times, share]) => {
    const members = order.slice(from, times * page.drawn_at_first);
    from += members.length;
    return { members, share, sum: members.reduce((sum, actor) => sum + sizes[actor], 0) };
  });
  const whole = Math.max(...tiers.map(({ share, sum }) => sum / share));
  for (const { members, share, sum } of tiers) for (const actor of members) sizes[actor] *= (whole * share) / sum;
  return sizes;
}

/**
 * Give each part its frame, and each of its members a place in it: near whom it is near at home.
 * @param {Frame[]} parts
 */
function layOut(parts) {
  const weight = weights();
  // By weight no frame becomes a sliver beside a large one; and what is no set of its own does not come first.
  const items = parts.map((part) => ({ part, weight: part.members.reduce((sum, actor) => sum + weight[actor], 0) })).sort((one, other) => other.weight - one.weight);
  const isTurned = items[0]?.part.rest;
  const area = items.reduce((sum, item) => sum + item.weight, 0);
  // How large a pixel is where the whole fills the canvas.
  const unit = Math.sqrt(area / (view.canvas[0] * view.canvas[1]));
  const [width, height] = view.canvas.map((pixels) => pixels * unit);
  frames.push(...parts);
  divide(items, { left: -width / 2, top: -height / 2, width, height }, null, ({ part }, cell) => {
    if (isTurned) Object.assign(cell, { left: -cell.left - cell.width, top: -cell.top - cell.height });
    const gap = Math.min(GAP * unit, 0.1 * cell.width, 0.1 * cell.height);
    Object.assign(part, { left: cell.left + gap / 2, top: cell.top + gap / 2, width: cell.width - gap, height: cell.height - gap });
    const head = Math.min(HEAD * unit, 0.3 * part.height);
    const inside = { left: part.left, width: part.width, top: part.top + head, height: part.height - head };
    part.members.forEach((actor) => (frameOf[actor] = parts.indexOf(part)));
    divide(part.members.map((actor) => ({ actor, weight: weight[actor] })), inside, [actors.x, actors.y], ({ actor }, place) => {
      homeX[actor] = Math.round(place.left + place.width / 2);
      homeY[actor] = Math.round(place.top + place.height * (LARGE ? 0.5 : 0.42));
    });
  });
}

/**
 * Divide an area among items by their weights: in two parts of about the same weight, again and again, across its longer side.
 * @param {Item[]} items
 * @param {Area} area
 * @param {number[][] | null} places by which they are sorted each time, along x or y; null: they stay in order
 * @param {(item: Item, area: Area) => void} give
 * @returns {void}
 */
function divide(items, area, places, give) {
  if (items.length < 2) return items.forEach((item) => give(item, area));
  const isAcross = area.width > area.height * WIDE;
  const along = places && places[isAcross ? 0 : 1];
  const sorted = along ? [...items].sort((one, other) => along[one.actor] - along[other.actor] || one.actor - other.actor) : items;
  const total = items.reduce((sum, { weight }) => sum + weight, 0);
  let [count, before] = [1, sorted[0].weight];
  // Beside one so large in the same half the next would be a sliver.
  const most = !places && before > total / 3 ? 1 : items.length - 1;
  while (count < most && before + sorted[count].weight / 2 < total / 2) {
    before += sorted[count].weight;
    count += 1;
  }
  const share = before / total;
  const [first, last] = isAcross
    ? [{ ...area, width: area.width * share }, { ...area, left: area.left + area.width * share, width: area.width * (1 - share) }]
    : [{ ...area, height: area.height * share }, { ...area, top: area.top + area.height * share, height: area.height * (1 - share) }];
  divide(sorted.slice(0, count), first, places, give);
  divide(sorted.slice(count), last, places, give);
}
