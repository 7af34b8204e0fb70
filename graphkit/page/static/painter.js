// Paints relations and actors from typed arrays, in a few strokes per frame; on a canvas, or into a drawing to keep.

import { changeStyle, changesMarked, paintChange } from "./change_marks.js";
import { LARGE, RELATIONS, familyOf, is, kindOf } from "./data.js";
import { drawn } from "./drawn.js";
import { curveOf, nodeSize, nodeX, nodeY, pointOn, stretched } from "./geometry.js";
import { CHOSEN, FADED, lit } from "./highlight.js";
import { paintPortrait } from "./portraits.js";
import { LIGHT, SWELL, headCorners, headOf, traceShape } from "./shapes.js";
import { visible } from "./state.js";
import { colourOf } from "./looks.js";
import { theme } from "./theme.js";
import { view } from "./view.js";
import { HIDDEN, MAYBE, UNREPORTED } from "./windows.js";

// --- relations -----------------------------------------------------------------------------------

const FAINT = 0.13;

/**
 * How a relation is drawn: colour and breadth by its family, or by what changed between two days.
 * @param {Row} row
 */
export function strokeOf(row) {
  if (view.mode === "diff") return changeStyle(row);
  if (is.background[row]) return { colour: theme.hair, thin: true };
  return { colour: theme.families[familyOf[row]], thin: false };
}

/** The curves painted in one stroke: by highlight, width, certainty and colour, in the order of painting. */
function strokeGroups() {
  const groups = new Map();
  for (let row = 0; row < RELATIONS; row += 1) {
    const verdict = drawn.relations[row];
    if (verdict === HIDDEN) continue;
    const { colour, thin } = strokeOf(row);
    const key = `${lit.relations[row]}${thin ? 0 : 1}${verdict}${colour}`;
    if (!groups.has(key)) groups.set(key, { level: lit.relations[row], colour, thin, verdict, rows: [] });
    groups.get(key).rows.push(row);
  }
  return [...groups.keys()].sort().map((key) => groups.get(key));
}

/** By the highlight of a relation (faded, plain, chosen): the width of its line, in colour and thin, and its opacity. */
const BREADTHS = [1.4, 1.8, 2.6];
const THIN_BREADTHS = [0.9, 0.9, 1.5];
/**
 * @param {number} level
 * @param {boolean} thin
 */
function opacityOf(level, thin) {
  if (level === FADED) return FAINT;
  if (level === CHOSEN) return 1;
  if (lit.hushed) return 0.55;
  return thin ? 0.75 : 0.95;
}

/**
 * Paint all visible relations: faded first, then background, then plain, then chosen.
 * @param {Surface} ctx
 * @param {number} scale
 */
export function paintRelations(ctx, scale) {
  const unit = stretched() > 1 ? stretched() * 1.5 : 1 / scale ** 0.45;
  const isNear = scale > 0.3 || stretched() > 1;
  paintAbout(ctx, scale);
  ctx.save();
  ctx.lineCap = "butt";
  ctx.lineJoin = "miter";
  for (const { level, colour, thin, verdict, rows } of strokeGroups()) {
    ctx.globalAlpha = opacityOf(level, thin) * (verdict === UNREPORTED ? LIGHT : 1);
    ctx.strokeStyle = colour;
    ctx.fillStyle = colour;
    ctx.lineWidth = (thin ? THIN_BREADTHS : BREADTHS)[level] * unit;
    ctx.setLineDash(verdict === MAYBE ? [6 * unit, 4.5 * unit] : []);
    paintGroup(ctx, rows, (thin ? 5 : level === CHOSEN ? 9.5 : 8) * unit);
    if (level !== FADED && isNear) for (const row of rows) if (!thin || changesMarked(row).length) paintMarks(ctx, row, unit);
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
  const unit = stretched() > 1 ? stretched() * 1.5 : 1 / scale ** 0.45;
  const path = newPath(ctx);
  for (const [row, actor] of lit.about) {
    if (drawn.relations[row] === HIDDEN || !drawn.actors[actor]) continue;
    const { x, y } = pointOn(curveOf(row), 0.5);
    path.moveTo(x, y);
    path.lineTo(nodeX[actor], nodeY[actor]);
  }
  ctx.save();
  ctx.strokeStyle = theme.soft;
  ctx.lineWidth = 1.3 * unit;
  ctx.setLineDash([1.5 * unit, 3.5 * unit]);
  ctx.stroke(path);
  ctx.restore();
}

/** @param {Surface} ctx */
const newPath = (ctx) => (ctx.newPath ? ctx.newPath() : new Path2D());

/**
 * @param {Surface} ctx
 * @param {Row[]} rows
 * @param {number} arrow
 */
function paintGroup(ctx, rows, arrow) {
  const lines = newPath(ctx);
  const heads = newPath(ctx);
  const hollow = newPath(ctx);
  for (const row of rows) {
    const curve = curveOf(row);
    lines.moveTo(curve.x0, curve.y0);
    if (is.symmetric[row]) {
      lines.quadraticCurveTo(curve.cx, curve.cy, curve.x1, curve.y1);
      continue;
    }
    const away = Math.hypot(curve.x1 - curve.cx, curve.y1 - curve.cy) || 1;
    const dx = (curve.x1 - curve.cx) / away;
    const dy = (curve.y1 - curve.cy) / away;
    const head = headOf(familyOf[row]);
    lines.quadraticCurveTo(curve.cx, curve.cy, curve.x1 - dx * arrow * head.length, curve.y1 - dy * arrow * head.length);
    const path = is.planned[row] ? hollow : heads;
    const [first, ...rest] = headCorners(head, curve.x1, curve.y1, dx, dy, arrow);
    path.moveTo(first[0], first[1]);
    for (const [x, y] of rest) path.lineTo(x, y);
    path.closePath();
  }
  ctx.stroke(lines);
  ctx.setLineDash([]);
  ctx.fill(heads);
  ctx.save();
  ctx.fillStyle = theme.paper;
  ctx.lineWidth *= 0.7;
  ctx.fill(hollow);
  ctx.stroke(hollow);
  ctx.restore();
}

/**
 * The marks on a curve's middle: changes, planned a ring, denied a cross, claimed two strokes, contested a flag.
 * @param {Surface} ctx
 * @param {Row} row
 * @param {number} unit
 */
function paintMarks(ctx, row, unit) {
  const changed = changesMarked(row);
  const marks = ["planned", "denied", "claimed", "contested"].filter((name) => is[name][row]);
  const all = [...changed.map((change) => () => paintChange(ctx, change, unit)), ...marks.map((mark) => () => MARKS[mark](ctx, unit))];
  if (!all.length) return;
  const curve = curveOf(row);
  const angle = Math.atan2(curve.y1 - curve.y0, curve.x1 - curve.x0);
  const middle = pointOn(curve, 0.5);
  all.forEach((paint, place) => {
    const shift = (place - (all.length - 1) / 2) * 13 * unit;
    ctx.save();
    ctx.translate(middle.x + Math.cos(angle) * shift, middle.y + Math.sin(angle) * shift);
    ctx.lineWidth = 1.7 * unit;
    ctx.setLineDash([]);
    if (TURNED.includes(marks[place - changed.length])) ctx.rotate(angle);
    paint();
    ctx.restore();
  });
}

/** These marks lie across their line; the others are upright. */
const TURNED = ["denied", "claimed"];

/** @type {Record<string, (ctx: Surface, unit: number) => void>} */
export const MARKS = {
  contested(ctx, unit) {
    ctx.beginPath();
    ctx.moveTo(-1 * unit, 0);
    ctx.lineTo(-1 * unit, -10 * unit);
    ctx.lineTo(7 * unit, -7 * unit);
    ctx.lineTo(-1 * unit, -4 * unit);
    ctx.fill();
    ctx.stroke();
  },
  planned(ctx, unit) {
    ctx.beginPath();
    ctx.arc(0, 0, 3.8 * unit, 0, 2 * Math.PI);
    ctx.fillStyle = theme.paper;
    ctx.fill();
    ctx.stroke();
  },
  denied(ctx, unit) {
    ctx.beginPath();
    ctx.moveTo(-4 * unit, -4 * unit);
    ctx.lineTo(4 * unit, 4 * unit);
    ctx.moveTo(4 * unit, -4 * unit);
    ctx.lineTo(-4 * unit, 4 * unit);
    ctx.stroke();
  },
  claimed(ctx, unit) {
    ctx.beginPath();
    ctx.moveTo(-2 * unit, -4.4 * unit);
    ctx.lineTo(-2 * unit, 4.4 * unit);
    ctx.moveTo(2 * unit, -4.4 * unit);
    ctx.lineTo(2 * unit, 4.4 * unit);
    ctx.stroke();
  },
};

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

/**
 * @param {Surface} ctx
 * @param {Actor} actor
 * @param {number} scale
 */
export function paintActor(ctx, actor, scale) {
  const x = nodeX[actor];
  const y = nodeY[actor];
  if (LARGE && !drawn.actors[actor]) return;
  if (!visible.active[actor]) {
    ctx.save();
    ctx.globalAlpha = 0.28;
    ctx.fillStyle = theme.soft;
    ctx.beginPath();
    ctx.arc(x, y, 2.4 / scale ** 0.5, 0, 2 * Math.PI);
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
  ctx.globalAlpha = lit.actors[actor] === FADED ? 0.3 : 1;
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
    ctx.strokeStyle = theme.ink;
    ctx.stroke();
  }
  ctx.restore();
}
