// Paints relations and actors from typed arrays, in a few strokes per frame; on a canvas, or into a drawing to keep.

import { toGraph } from "./camera.js";
import { paintChange } from "./change_marks.js";
import { LARGE, kindOf } from "./data.js";
import { byId } from "./dom.js";
import { drawn } from "./drawn.js";
import { folds, lookFrom } from "./folding.js";
import { aboutCurve, nodeSize, nodeX, nodeY, pairCurve, placing, stretched } from "./geometry.js";
import { CHOSEN, FADED, lit } from "./highlight.js";
import { colourOf } from "./looks.js";
import { highEnd, lowEnd } from "./pairs.js";
import { paintPortrait } from "./portraits.js";
import { LIGHT, SWELL, headCorners, headOf, traceLines, tracePoints, traceShape } from "./shapes.js";
import { visible } from "./state.js";
import { isMarked, pairsWithin, placedMarks, straightLines, strokeCurve, strokeGroups, unitAt } from "./strokes.js";
import { faint, hushed, theme } from "./theme.js";
import { view } from "./view.js";
import { HIDDEN, MAYBE, UNREPORTED } from "./windows.js";

// --- relations -----------------------------------------------------------------------------------

/** What is faded, on light and on dark paper: as well seen on either. */
const FAINT = { light: 0.13, dark: 0.22 };
/** Above so many pairs in the window each is one straight line. */
const TOO_MANY = 1500;
/** Above so many drawn pairs they are straight and thin while the camera moves, and no more than so many of them. */
const THIN_ABOVE = 250;
const THIN_AT_MOST = 6000;
/** Above so many drawn actors they are dots while the camera moves. */
const DOTS_ABOVE = 600;

/** @param {number} level @param {boolean} thin */
function opacityOf(level, thin) {
  if (level === FADED) return faint(FAINT[theme.name]);
  if (level === CHOSEN) return 1;
  if (lit.hushed) return hushed(0.55);
  return thin ? 0.75 : 0.95;
}

/** Whether so much is drawn that it is drawn more simply while the camera moves. */
export const isCrowded = () => drawn.pairs.length > THIN_ABOVE || (drawn.count || 0) > THIN_ABOVE;

/**
 * Paint all visible relations: faded first, then background, then plain, then chosen.
 * @param {Surface} ctx
 * @param {number} scale
 * @param {boolean} [isMoving]
 */
export function paintRelations(ctx, scale, isMoving = false) {
  lookFrom(scale);
  if (isMoving) return paintThin(ctx, scale);
  const unit = unitAt(scale);
  const pairs = paintedPairs();
  paintAbout(ctx, scale);
  ctx.save();
  ctx.lineCap = "butt";
  ctx.lineJoin = "miter";
  if (pairs.length > TOO_MANY) paintStraight(ctx, pairs, unit);
  else paintLooks(ctx, looksOf(ctx, pairs, unit), unit, scale);
  ctx.restore();
}

/** The pairs that are painted: of very many those in the window. */
const paintedPairs = () => (drawn.pairs.length > TOO_MANY ? pairsWithin(drawn.pairs, frameNow()) : drawn.pairs);

/** Where marks are painted, and how large, but for those of straight lines. @param {number} scale */
export function paintedMarks(scale) {
  const pairs = paintedPairs();
  return pairs.length > TOO_MANY ? [] : strokeGroups(pairs).flat().filter(isMarked).flatMap((stroke) => placedMarks(stroke, scale));
}

/** The part of the graph that is in the window. */
function frameNow() {
  const { clientWidth, clientHeight } = byId("network");
  const [first, last] = [toGraph({ x: 0, y: 0 }), toGraph({ x: clientWidth, y: clientHeight })];
  return { left: first.x, right: last.x, top: first.y, bottom: last.y };
}

/**
 * What is painted in one look, with its paths.
 * @typedef {{ strokes: Stroke[], marked: Stroke[], lines: Path2D, heads: Path2D, hollow: Path2D }} Look
 * @type {{ made: string, looks: Look[] }}
 */
const kept = { made: "", looks: [] };

/**
 * The strokes of some pairs with their paths, which are made anew only when something has changed.
 * @param {Surface} ctx
 * @param {number[]} pairs
 * @param {number} unit
 */
function looksOf(ctx, pairs, unit) {
  const make = () => strokeGroups(pairs).map((strokes) => ({ strokes, marked: strokes.filter(isMarked), ...pathsOf(ctx, strokes, unit) }));
  if (ctx.newPath || pairs !== drawn.pairs) return make();
  const made = [placing(), lit.age, folds(), theme.age, unit].join();
  if (kept.made !== made) Object.assign(kept, { made, looks: make() });
  return kept.looks;
}

/** @param {Surface} ctx @param {Look[]} looks @param {number} unit @param {number} scale */
function paintLooks(ctx, looks, unit, scale) {
  for (const { strokes, marked, lines, heads, hollow } of looks) {
    const [{ level, colour, thin, verdict, width }] = strokes;
    ctx.globalAlpha = opacityOf(level, thin) * (verdict === UNREPORTED ? LIGHT : 1);
    ctx.strokeStyle = colour;
    ctx.fillStyle = colour;
    ctx.lineWidth = width * unit;
    ctx.setLineDash(verdict === MAYBE ? [6 * unit, 4.5 * unit] : []);
    ctx.stroke(lines);
    ctx.setLineDash([]);
    ctx.fill(heads);
    ctx.save();
    ctx.fillStyle = theme.paper;
    ctx.lineWidth = Math.min(width, 1.8) * unit * 0.7;
    ctx.fill(hollow);
    ctx.stroke(hollow);
    ctx.restore();
    for (const stroke of marked) paintMarks(ctx, stroke, scale);
  }
}

/**
 * Many pairs, each as one straight line as broad as it has relations.
 * @param {Surface} ctx
 * @param {number[]} pairs
 * @param {number} unit
 */
function paintStraight(ctx, pairs, unit) {
  // Of very many the single line says less, and what lies where there are most of them more.
  const strength = 0.85 * Math.sqrt(TOO_MANY / pairs.length);
  for (const { level, colour, verdict, width, mark, pairs: some } of straightLines(pairs, Infinity)) {
    ctx.globalAlpha = level === FADED ? faint(FAINT[theme.name]) * strength : level === CHOSEN ? 1 : strength * (verdict === UNREPORTED ? LIGHT : 1);
    ctx.strokeStyle = colour;
    ctx.lineWidth = width * unit;
    ctx.setLineDash(verdict === MAYBE ? [6 * unit, 4.5 * unit] : []);
    for (const path of straightPaths(ctx, some, mark)) ctx.stroke(path);
  }
}

/** How many lines are stroked at once: of more, each crosses too many others. */
const AT_ONCE = 100;

/**
 * Straight lines with the mark that they carry in their middle; what is only planned or denied joins nobody: its line has a wide gap there.
 * @param {Surface} ctx
 * @param {number[]} pairs
 * @param {string} mark
 */
function straightPaths(ctx, pairs, mark) {
  /** @type {Path2D[]} */
  const paths = [];
  const largest = 7 * stretched();
  pairs.forEach((pair, place) => {
    if (place % AT_ONCE === 0) paths.push(newPath(ctx));
    const path = paths[paths.length - 1];
    const [x, y] = [nodeX[lowEnd[pair]], nodeY[lowEnd[pair]]];
    const [dx, dy] = [nodeX[highEnd[pair]] - x, nodeY[highEnd[pair]] - y];
    if (mark === "" || mark === "claimed") {
      path.moveTo(x, y);
      path.lineTo(nodeX[highEnd[pair]], nodeY[highEnd[pair]]);
    }
    if (mark === "") return;
    /** @type {(along: number, across: number) => [number, number]} */
    const at = (along, across) => [x + dx * along - dy * across, y + dy * along + dx * across];
    /** @type {(...points: [number, number][]) => void} */
    const line = (first, last) => {
      path.moveTo(...at(...first));
      path.lineTo(...at(...last));
    };
    const size = Math.min(0.1, largest / (Math.hypot(dx, dy) || 1));
    if (mark !== "claimed") for (const end of [0, 1]) line([end, 0], [0.32 + 0.36 * end, 0]);
    if (mark === "denied") for (const turn of [1, -1]) line([0.5 - size, -turn * size], [0.5 + size, turn * size]);
    if (mark === "claimed") for (const side of [-0.5, 0.5]) line([0.5 + side * size, -size], [0.5 + side * size, size]);
    if (mark !== "planned") return;
    const radius = size * Math.hypot(dx, dy);
    const [cx, cy] = at(0.5, 0);
    path.moveTo(cx + radius, cy);
    path.arc(cx, cy, radius, 0, 2 * Math.PI);
  });
  return paths;
}

/** Whether actors are mere dots while the camera moves. */
export const areDots = () => (drawn.count || 0) > DOTS_ABOVE;

/** The actors as dots, by colour. */
function dotPaths() {
  /** @type {Map<string, Path2D>} */
  const dots = new Map();
  for (const actor of drawn.actors.keys()) {
    if (!drawn.actors[actor] || !visible.active[actor]) continue;
    const colour = colourOf(actor);
    if (!dots.has(colour)) dots.set(colour, new Path2D());
    const size = nodeSize[actor] * (lit.actors[actor] === FADED ? 0.8 : 1.6);
    dots.get(colour).rect(nodeX[actor] - size / 2, nodeY[actor] - size / 2, size, size);
  }
  return dots;
}

/**
 * While the camera moves: hair lines and dots, whose paths are made once.
 * @type {{ made: string, groups: (StraightLine & { paths: Path2D[] })[], dots: Map<string, Path2D> }}
 */
const hairs = { made: "", groups: [], dots: new Map() };
/** @param {Surface} ctx @param {number} scale */
function paintThin(ctx, scale) {
  const made = [placing(), lit.age, theme.age].join();
  if (hairs.made !== made) Object.assign(hairs, { made, groups: straightLines(drawn.pairs, THIN_AT_MOST).map((line) => ({ ...line, paths: straightPaths(ctx, line.pairs, line.mark) })), dots: areDots() ? dotPaths() : new Map() });
  ctx.save();
  ctx.lineWidth = 1 / (scale * devicePixelRatio);
  for (const { colour, level, verdict, paths } of hairs.groups) {
    ctx.globalAlpha = (level === FADED ? faint(FAINT[theme.name]) : 0.85) * (verdict === UNREPORTED ? LIGHT : 1);
    ctx.strokeStyle = colour;
    ctx.setLineDash(verdict === MAYBE ? [6 / scale, 4.5 / scale] : []);
    for (const path of paths) ctx.stroke(path);
  }
  ctx.globalAlpha = 1;
  for (const [colour, path] of hairs.dots) {
    ctx.fillStyle = colour;
    ctx.fill(path);
  }
  ctx.restore();
}

/**
 * Dotted lines from lit relations to whom they are about.
 * @param {Surface} ctx
 * @param {number} scale
 */
function paintAbout(ctx, scale) {
  if (!lit.about.length) return;
  const unit = unitAt(scale);
  const path = newPath(ctx);
  for (const [row, actor] of lit.about) {
    if (drawn.relations[row] === HIDDEN || !drawn.actors[actor]) continue;
    const { x0, y0, cx, cy, x1, y1 } = aboutCurve(row, actor);
    path.moveTo(x0, y0);
    path.quadraticCurveTo(cx, cy, x1, y1);
  }
  ctx.save();
  ctx.strokeStyle = theme.soft;
  ctx.lineWidth = 1.3 * unit;
  ctx.setLineDash([1.5 * unit, 3.5 * unit]);
  ctx.stroke(path);
  ctx.restore();
}

/** @param {Surface} ctx */
export const newPath = (ctx) => (ctx.newPath ? ctx.newPath() : new Path2D());

/**
 * The end of a curve, and the direction in which it arrives there.
 * @param {Curve} curve
 * @param {number} end
 */
function arrival({ x0, y0, cx, cy, x1, y1 }, end) {
  const [x, y] = end ? [x1, y1] : [x0, y0];
  const away = Math.hypot(x - cx, y - cy) || 1;
  return { x, y, dx: (x - cx) / away, dy: (y - cy) / away };
}

/** @param {Surface} ctx @param {Stroke[]} strokes @param {number} unit */
function pathsOf(ctx, strokes, unit) {
  const lines = newPath(ctx);
  const heads = newPath(ctx);
  const hollow = newPath(ctx);
  for (const stroke of strokes) {
    const curve = strokeCurve(stroke, unit);
    const shorter = stroke.isStripe ? stroke.trim.map((trim) => trim * unit) : [0, 0];
    for (const { end, family, against, hollow: isHollow, size } of stroke.heads) {
      const head = headOf(family, against);
      if (!stroke.isStripe) shorter[end] = size * unit * head.length;
      const { x, y, dx, dy } = arrival(stroke.isStripe ? pairCurve(stroke.pair) : curve, end);
      const path = isHollow ? hollow : heads;
      tracePoints(path, headCorners(head, x, y, dx, dy, size * unit));
      // What is filled is closed anyway, and to close a long path takes as long as all of it.
      if (isHollow) path.closePath();
    }
    const [first, last] = [0, 1].map((end) => arrival(curve, end));
    lines.moveTo(first.x - first.dx * shorter[0], first.y - first.dy * shorter[0]);
    lines.quadraticCurveTo(curve.cx, curve.cy, last.x - last.dx * shorter[1], last.y - last.dy * shorter[1]);
  }
  return { lines, heads, hollow };
}

/** @param {Surface} ctx @param {Stroke} stroke @param {number} scale */
function paintMarks(ctx, stroke, scale) {
  for (const { name, change, x, y, angle, size } of placedMarks(stroke, scale)) {
    ctx.save();
    ctx.translate(x, y);
    ctx.lineWidth = 1.7 * size;
    ctx.setLineDash([]);
    if (TURNED.includes(name)) ctx.rotate(angle);
    if (change !== undefined) paintChange(ctx, change, size);
    else MARKS[name](ctx, size);
    ctx.restore();
  }
}

/** These marks lie across their line; the others are upright. */
const TURNED = ["denied", "claimed"];

/** @type {Record<string, (ctx: Surface, unit: number) => void>} */
export const MARKS = {
  contested(ctx, unit) {
    traceLines(ctx, [[[-1, 0], [-1, -10], [7, -7], [-1, -4]]], unit);
    ctx.fill();
    ctx.stroke();
  },
  planned(ctx, unit) {
    traceShape(ctx, "circle", 0, 0, 3.8 * unit);
    ctx.fillStyle = theme.paper;
    ctx.fill();
    ctx.stroke();
  },
  denied(ctx, unit) {
    traceLines(ctx, [[[-4, -4], [4, 4]], [[4, -4], [-4, 4]]], unit);
    strokeApart(ctx);
  },
  claimed(ctx, unit) {
    traceLines(ctx, [[[-2, -4.4], [-2, 4.4]], [[2, -4.4], [2, 4.4]]], unit);
    strokeApart(ctx);
  },
};

/**
 * Stroke a mark on a rim of paper, without which it would not be seen on a broad line of its colour.
 * @param {Surface} ctx
 */
function strokeApart(ctx) {
  const { strokeStyle, lineWidth } = ctx;
  Object.assign(ctx, { strokeStyle: theme.paper, lineWidth: lineWidth * 1.7 }).stroke();
  Object.assign(ctx, { strokeStyle, lineWidth }).stroke();
}

// --- actors --------------------------------------------------------------------------------------

/** The distance of the ring around the chosen actor, or around an end of the chosen path. */
const RING = 5;

/** @param {Actor} actor */
function isRinged(actor) {
  const { actor: chosen, path } = view.selection || {};
  return chosen === actor || Boolean(path && (path.from === actor || path.to === actor));
}

/**
 * How far an actor reaches from its middle, a diamond to its tips, and with its ring where it has one.
 * @param {Actor} actor
 */
export const reachOf = (actor) => (nodeSize[actor] + (isRinged(actor) ? RING + 2 : 0)) * (kindOf(actor).shape === "diamond" ? SWELL.diamond : 1);

/** @param {Surface} ctx @param {Actor} actor @param {number} scale */
export function paintActor(ctx, actor, scale) {
  const [x, y] = [nodeX[actor], nodeY[actor]];
  if (LARGE && !drawn.actors[actor]) return;
  if (!visible.active[actor]) {
    ctx.save();
    ctx.globalAlpha = 0.28;
    ctx.fillStyle = theme.soft;
    traceShape(ctx, "circle", x, y, 2.4 / scale ** 0.5);
    ctx.fill();
    ctx.restore();
    return;
  }
  const { shape } = kindOf(actor);
  const size = nodeSize[actor];
  const colour = colourOf(actor);
  ctx.save();
  traceShape(ctx, shape, x, y, size + 2.2);
  ctx.fillStyle = theme.paper;
  ctx.fill();
  ctx.globalAlpha = lit.actors[actor] === FADED ? faint(0.3) : 1;
  traceShape(ctx, shape, x, y, shape === "ring" ? size * 0.78 : size);
  if (shape === "ring") {
    ctx.lineWidth = size * 0.44;
    ctx.strokeStyle = colour;
    ctx.stroke();
  } else {
    ctx.fillStyle = colour;
    ctx.fill();
  }
  paintPortrait(ctx, actor, x, y, size);
  if (isRinged(actor)) {
    traceShape(ctx, shape, x, y, size + RING);
    ctx.lineWidth = 2.2 / scale ** 0.5;
    ctx.strokeStyle = theme.levels[CHOSEN] ?? theme.ink;
    ctx.stroke();
  }
  if (view.pin.has(actor)) paintPin(ctx, x + size * 0.72, y - size * 0.72, 1 / scale ** 0.7);
  ctx.restore();
}

/**
 * The pin of an actor that is pinned, with its point at a place; in ink like names, as no colour of a kind is.
 * @param {Surface} ctx
 * @param {number} x
 * @param {number} y
 * @param {number} unit
 */
export function paintPin(ctx, x, y, unit) {
  ctx.globalAlpha = 1;
  for (const [colour, more] of /** @type {[string, number][]} */ ([[theme.paper, 1.6], [theme.ink, 0]])) {
    ctx.strokeStyle = ctx.fillStyle = colour;
    ctx.lineWidth = (1.7 + 2 * more) * unit;
    ctx.beginPath();
    tracePoints(ctx, [[x, y], [x + 4 * unit, y - 5 * unit]]);
    ctx.stroke();
    traceShape(ctx, "circle", x + 5 * unit, y - 6.5 * unit, (3.4 + more) * unit);
    ctx.fill();
  }
}
