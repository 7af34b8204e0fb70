// Writes names beside actors and on chosen relations: as many as there is room for, none over another or over a node.

import { Room } from "./box_index.js";
import { toGraph } from "./camera.js";
import { ACTORS, RELATIONS, actors, is, typeText } from "./data.js";
import { byId } from "./dom.js";
import { drawn } from "./drawn.js";
import { curveOf, nodeSize, nodeX, nodeY, pointOn } from "./geometry.js";
import { CHOSEN, FADED, lit } from "./highlight.js";
import { reachOf, strokeOf } from "./painter.js";
import { cast } from "./steps.js";
import { SANS, theme } from "./theme.js";
import { HIDDEN } from "./windows.js";

const widths = new Map();

/**
 * The width of a line of text at 100 px, measured once.
 * @param {Surface} ctx
 * @param {string} text
 * @param {400 | 500 | 600} weight
 */
function measured(ctx, text, weight) {
  const key = weight + text;
  if (!widths.has(key)) {
    ctx.font = `${weight} 100px ${SANS}`;
    widths.set(key, ctx.measureText(text).width);
  }
  return widths.get(key);
}

/** @type {Record<number, Float64Array>} */
const nameWidths = { 400: new Float64Array(ACTORS), 600: new Float64Array(ACTORS) };

/**
 * The width of an actor's name at 100 px: that of its longest line.
 * @param {Surface} ctx
 * @param {Actor} actor
 * @param {400 | 500 | 600} weight
 */
const nameWidth = (ctx, actor, weight) => (nameWidths[weight][actor] ||= Math.max(...actors.lines[actor].map((/** @type {string} */ line) => measured(ctx, line, weight))));

/** @param {Actor} actor */
const isHub = (actor) => actors.size[actor] > 15;
const LINE = 1.16;

/**
 * A name's size on the screen in pixels, by its actor's size and how near one looks.
 * @param {Actor} actor
 * @param {number} scale
 */
const labelPixels = (actor, scale) => {
  if (lit.actors[actor] === FADED) return 11;
  return (11.2 + Math.min(3.4, actors.size[actor] * 0.13)) * Math.min(1.5, Math.max(0.96, scale ** 0.5 * 1.08));
};

/** Where a name may stand around its actor, the best place first: along x and y, from -1 to 1; what it costs not to take the first. */
const LABEL_SIDES = [[0, 1, 0], [0, -1, 1], [1, 0, 1.5], [-1, 0, 1.5], [0.8, 0.8, 3.5], [-0.8, 0.8, 3.5], [0.8, -0.8, 3.5], [-0.8, -0.8, 3.5]];

/**
 * The box of a name in graph units: under its actor, or on another side of it.
 * @param {Surface} ctx
 * @param {Actor} actor
 * @param {number} scale
 * @param {number[]} [side]
 */
export function labelBox(ctx, actor, scale, [across, down] = LABEL_SIDES[0]) {
  const weight = isHub(actor) && lit.actors[actor] !== FADED ? 600 : 400;
  const size = labelPixels(actor, scale) / scale;
  const lines = actors.lines[actor];
  const width = (nameWidth(ctx, actor, weight) * size) / 100 + 4 / scale;
  const height = lines.length * size * LINE;
  const away = reachOf(actor) + 4;
  const x = nodeX[actor] + across * away + (Math.sign(across) * width) / 2;
  const y = nodeY[actor] + down * away + (Math.sign(down) * height) / 2;
  return { left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2, x, size, weight };
}

/** The scale from which names of faded actors are written too; at smaller scales they would crowd the others. */
const FADED_NAMED_FROM = 0.6;

/** The last side of each name: it stays there unless another is clearly better. */
const lastSide = new Int8Array(ACTORS).fill(-1);
const STAYING = 1.6;
/** The cost of the place that another name would take first. */
const TAKING = 4;
/** The cost of each point of a bright curve that the name would cover. */
const CROSSED = 0.5;

/** The drawing fades out within this many pixels of its edge; no name is placed there. */
const RIM = 11;

/** @param {Actor} actor */
function actorBox(actor) {
  const size = reachOf(actor);
  return { left: nodeX[actor] - size, right: nodeX[actor] + size, top: nodeY[actor] - size, bottom: nodeY[actor] + size, owner: actor };
}

/**
 * The actors whose names are written, in the order of placing: the chosen first, then by size.
 * @param {number} scale
 */
function namedActors(scale) {
  /** @param {Actor} actor */
  const named = (actor) => drawn.actors[actor] && (lit.actors[actor] !== FADED || (cast.on && scale > FADED_NAMED_FROM));
  return [...drawn.actors.keys()].filter(named).sort((one, other) => lit.actors[other] - lit.actors[one] || nodeSize[other] - nodeSize[one] || one - other);
}

/**
 * The names that have room: the chosen first, then by size; then the types of the chosen relations.
 * @param {Surface} ctx
 * @param {number} scale
 */
export function placedLabels(ctx, scale) {
  const room = new Room(90 / scale);
  const wanted = new Room(90 / scale);
  const { clientWidth, clientHeight } = byId("network");
  const first = toGraph({ x: RIM, y: RIM });
  const last = toGraph({ x: clientWidth - RIM, y: clientHeight - RIM });
  /** @param {Box} box */
  const fits = (box) => box.left >= first.x && box.right <= last.x && box.top >= first.y && box.bottom <= last.y && room.isFree(box);
  for (const actor of drawn.actors.keys()) {
    if (!drawn.actors[actor] || lit.actors[actor] === FADED) continue;
    room.take(actorBox(actor));
    wanted.take({ ...labelBox(ctx, actor, scale), owner: actor });
  }
  const order = namedActors(scale);
  /** @type {Box[]} */
  const placed = [];
  const lines = new Room(90 / scale);
  for (const { x, y } of brightPoints()) lines.take({ left: x, right: x, top: y, bottom: y });
  /**
   * Take the cheapest of several places that are free: what each costs anyway, and its box, made only if it may win.
   * @param {[number, () => Box][]} places
   */
  const place = (places) => {
    let best = null;
    let least = Infinity;
    for (const [own, boxAt] of places) {
      if (own >= least) continue;
      const box = boxAt();
      if (!fits(box)) continue;
      const cost = own + (wanted.isFree(box) ? 0 : TAKING) + CROSSED * lines.count(box);
      if (cost < least) [best, least] = [box, cost];
    }
    if (!best) return;
    if (best.actor !== undefined) lastSide[best.actor] = best.side;
    room.take(best);
    placed.push(best);
  };
  // In a crowd there is no time to try every side.
  const sides = order.length > CROWD ? LABEL_SIDES.slice(0, 1) : LABEL_SIDES;
  for (const actor of order) {
    place(sides.map((at, side) => [at[2] - (side === lastSide[actor] ? STAYING : 0), () => ({ ...labelBox(ctx, actor, scale, at), owner: actor, actor, side })]));
  }
  if (lit.about.length <= NAMED_AT_MOST) for (const [row, actor] of lit.about) place([[0, () => aboutBox(ctx, row, actor, scale)]]);
  for (const row of namedRelations()) place(typeBoxes(ctx, row, scale).map((box) => [0, () => box]));
  return placed;
}

const CROWD = 1000;
const CURVES_AVOIDED = 120;

/** Points along the curves that are neither faded nor background: names keep out of their way where they can. */
function brightPoints() {
  const rows = [];
  for (let row = 0; row < RELATIONS; row += 1) if (drawn.relations[row] !== HIDDEN && lit.relations[row] !== FADED && !is.background[row]) rows.push(row);
  if (rows.length > CURVES_AVOIDED) return [];
  return rows.flatMap((row) => {
    const curve = curveOf(row);
    return Array.from({ length: 13 }, (_, place) => pointOn(curve, (place + 1) / 14));
  });
}

const NAMED_AT_MOST = 14;

/** The relations labelled with their type: the chosen ones, if they are few. */
function namedRelations() {
  const rows = [];
  for (let row = 0; row < RELATIONS; row += 1) if (lit.relations[row] === CHOSEN && drawn.relations[row] !== HIDDEN && !is.background[row]) rows.push(row);
  return rows.length <= NAMED_AT_MOST ? rows : [];
}

/**
 * Where the type of a relation may be written along its curve; its middle belongs to the marks.
 * @param {Surface} ctx
 * @param {Row} row
 * @param {number} scale
 */
function typeBoxes(ctx, row, scale) {
  const text = typeText(row);
  const size = 11.5 / scale;
  const width = (measured(ctx, text, 500) * size) / 100 + 4 / scale;
  const curve = curveOf(row);
  return [0.36, 0.64, 0.28, 0.72, 0.5].map((share) => {
    const { x, y } = pointOn(curve, share);
    return { left: x - width / 2, right: x + width / 2, top: y - size * 0.6, bottom: y + size * 0.6, x, size, weight: 500, relation: row, owner: -1 - row, text };
  });
}

/**
 * Where "about" is written on the way from a relation to whom it is about.
 * @param {Surface} ctx
 * @param {Row} row
 * @param {Actor} actor
 * @param {number} scale
 */
function aboutBox(ctx, row, actor, scale) {
  const size = 11 / scale;
  const width = (measured(ctx, "about", 400) * size) / 100 + 4 / scale;
  const middle = pointOn(curveOf(row), 0.5);
  const [x, y] = [(middle.x + nodeX[actor]) / 2, (middle.y + nodeY[actor]) / 2];
  return { left: x - width / 2, right: x + width / 2, top: y - size * 0.6, bottom: y + size * 0.6, x, size, weight: 400, owner: -1 - row, about: row, text: "about" };
}

/** @type {Box[]} */
let lastPlaced = [];
/** The names, and what else is written, as they were painted last. */
export const writtenNames = () => lastPlaced;

/**
 * @param {Surface} ctx
 * @param {number} scale
 */
export function paintLabels(ctx, scale) {
  lastPlaced = placedLabels(ctx, scale);
  ctx.save();
  ctx.textAlign = "center";
  ctx.textBaseline = "top";
  ctx.lineJoin = "round";
  for (const box of lastPlaced) {
    const { actor, relation, size, weight } = box;
    const faded = actor !== undefined && lit.actors[actor] === FADED;
    ctx.globalAlpha = faded ? 0.55 : 1;
    ctx.font = `${weight} ${size}px ${SANS}`;
    ctx.strokeStyle = theme.paper;
    ctx.lineWidth = size * 0.3;
    ctx.fillStyle = relation !== undefined ? strokeOf(relation).colour : faded || actor === undefined ? theme.soft : theme.ink;
    /** @type {string[]} */
    const lines = actor !== undefined ? actors.lines[actor] : [box.text];
    lines.forEach((line, place) => {
      const y = box.top + place * size * LINE + (actor === undefined ? size * 0.08 : 0);
      ctx.strokeText(line, box.x, y);
      ctx.fillText(line, box.x, y);
    });
  }
  ctx.restore();
}
