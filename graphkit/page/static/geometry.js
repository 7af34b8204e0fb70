// The curves of relations: where they run, how near a point is to them; positions change by dragging only.

import { ACTORS, RELATIONS, actors, field, relations, rowsWhere } from "./data.js";
import { PAIRS, highEnd, isFolded, lowEnd, pairOf, rowsOfPair } from "./pairs.js";
import { tally } from "./sorting.js";

const ownBend = Float64Array.from({ length: RELATIONS }, (_, row) => field(relations, "bend", row, 0));
const bend = ownBend.slice();

export const nodeX = Float64Array.from(actors.x || []);
export const nodeY = Float64Array.from(actors.y || []);
export const nodeSize = Float64Array.from(actors.size || []);

/** How many times larger actors and bends are than at home; only where one looks at a large graph from afar. */
let stretch = 1;
/** @type {number[]} */
let sizes = actors.size;
/** @param {number[]} own */
export function sizeActors(own) {
  sizes = own;
  stretchBy(stretch);
}
export const stretched = () => stretch;

let moves = 0;
/** Changes whenever anything has another place or size, so that what is cached knows that it is stale. */
export const placing = () => moves;

/**
 * Let actors and bends be so many times larger than at home.
 * @param {number} times
 */
export function stretchBy(times) {
  stretch = times;
  moves += 1;
  for (let actor = 0; actor < ACTORS; actor += 1) nodeSize[actor] = sizes[actor] * stretch;
}

/** @param {Actor} actor @param {number} x @param {number} y */
export function placeActor(actor, x, y) {
  nodeX[actor] = x;
  nodeY[actor] = y;
  moves += 1;
}

/**
 * How far one unit of bend moves a curve's control point, for ends so far apart.
 * @param {number} distance
 */
const bendUnit = (distance) => Math.min(36 * stretch, Math.max(24 * stretch, distance * 0.15));

/**
 * The curve of a relation as {x0 y0 cx cy x1 y1}, from rim to rim: its own, or the line of its pair.
 * @param {Row} row
 */
export const curveOf = (row) => (isFolded(row) ? pairCurve(pairOf[row]) : ownCurve(row));
/** @param {Row} row */
export const ownCurve = (row) => curveBetween(relations.source[row], relations.target[row], bend[row]);

/** How far the line of a pair bends aside, as a single curve does: straight lines would cross the actors between. */
const STRAIGHTEST = 0.35;
const lineBend = new Float64Array(PAIRS).fill(STRAIGHTEST);
/**
 * The line of a pair, from its lower end to its higher.
 * @param {number} pair
 */
export const pairCurve = (pair) => (lowEnd[pair] === highEnd[pair] ? loopOf(lowEnd[pair], 0) : curveBetween(lowEnd[pair], highEnd[pair], lineBend[pair]));

/**
 * A curve that runs beside another at the same distance all along (Tiller and Hanson, 1984).
 * @param {Curve} curve
 * @param {number} offset
 */
export function beside({ x0, y0, cx, cy, x1, y1 }, offset) {
  const first = Math.hypot(cx - x0, cy - y0) || 1;
  const last = Math.hypot(x1 - cx, y1 - cy) || 1;
  const [ax, ay] = [(-(cy - y0) * offset) / first, ((cx - x0) * offset) / first];
  const [bx, by] = [(-(y1 - cy) * offset) / last, ((x1 - cx) * offset) / last];
  const share = 1 / Math.max(0.3, 1 + (ax * bx + ay * by) / (offset * offset || 1));
  return { x0: x0 + ax, y0: y0 + ay, cx: cx + (ax + bx) * share, cy: cy + (ay + by) * share, x1: x1 + bx, y1: y1 + by };
}

/** @param {number} pair @param {number} x @param {number} y @param {number} within */
export function isWithinCurves(pair, x, y, within) {
  const [ax, ay] = [nodeX[lowEnd[pair]], nodeY[lowEnd[pair]]];
  const [bx, by] = [nodeX[highEnd[pair]], nodeY[highEnd[pair]]];
  const distance = Math.hypot(bx - ax, by - ay) || 1;
  const share = ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / distance ** 2;
  if (share <= 0 || share >= 1) return false;
  const aside = ((x - ax) * (by - ay) - (y - ay) * (bx - ax)) / distance;
  const reach = 2 * share * (1 - share) * bendUnit(distance);
  let [least, most] = [0, 0];
  for (const row of rowsOfPair(pair)) {
    const lean = relations.source[row] === lowEnd[pair] ? bend[row] : -bend[row];
    least = Math.min(least, lean);
    most = Math.max(most, lean);
  }
  return aside >= least * reach - within && aside <= most * reach + within;
}

/** @param {Actor} source @param {Actor} target @param {number} lean */
function curveBetween(source, target, lean) {
  if (source === target) return loopOf(source, lean);
  const ax = nodeX[source];
  const ay = nodeY[source];
  const bx = nodeX[target];
  const by = nodeY[target];
  const distance = Math.hypot(bx - ax, by - ay) || 1;
  const share = (lean * bendUnit(distance)) / distance;
  const cx = (ax + bx) / 2 + (by - ay) * share;
  const cy = (ay + by) / 2 - (bx - ax) * share;
  const fromSource = Math.hypot(cx - ax, cy - ay) || 1;
  const fromTarget = Math.hypot(cx - bx, cy - by) || 1;
  const r0 = Math.min(nodeSize[source] + 2, fromSource * 0.9);
  const r1 = Math.min(nodeSize[target] + 3, fromTarget * 0.9);
  return {
    x0: ax + ((cx - ax) / fromSource) * r0,
    y0: ay + ((cy - ay) / fromSource) * r0,
    cx,
    cy,
    x1: bx + ((cx - bx) / fromTarget) * r1,
    y1: by + ((cy - by) / fromTarget) * r1,
  };
}

/** How many loops each actor with relations to itself has. */
const loops = tally(rowsWhere((row) => relations.source[row] === relations.target[row]).map((row) => relations.source[row]));

/** Where loops stand around their actor, in turns from straight up: its name is mostly below. */
const LOOP_TURNS = [0, 0.14, -0.14, 0.28, -0.28];
const LOOPS_REACH = 160;

/**
 * A loop of an actor with itself: the first few stand around it like petals, the others reach out further.
 * @param {Actor} actor
 * @param {number} place
 */
function loopOf(actor, place) {
  const [x, y, size] = [nodeX[actor], nodeY[actor], nodeSize[actor]];
  const beyond = Math.floor(place / LOOP_TURNS.length);
  const further = Math.min(22, LOOPS_REACH / Math.ceil(loops.get(actor) / LOOP_TURNS.length));
  const reach = 2 * (size + (34 + beyond * further) * stretch);
  const angle = LOOP_TURNS[place % LOOP_TURNS.length] * 2 * Math.PI;
  const [across, up] = [Math.cos(angle), Math.sin(angle)];
  /** @param {number} right @param {number} above */
  const turned = (right, above) => [x + right * across + above * up, y + right * up - above * across];
  const [x0, y0] = turned(-size * 0.7, size * 0.8);
  const [cx, cy] = turned(0, reach);
  const [x1, y1] = turned(size * 0.7, size * 0.8);
  return { x0, y0, cx, cy, x1, y1 };
}

/** @param {Curve} curve @param {number} share */
export function pointOn(curve, share) {
  const rest = 1 - share;
  return {
    x: rest * rest * curve.x0 + 2 * rest * share * curve.cx + share * share * curve.x1,
    y: rest * rest * curve.y0 + 2 * rest * share * curve.cy + share * share * curve.y1,
  };
}

/**
 * The distance of a point from a curve, within a few units.
 * @param {Curve} curve
 * @param {number} x
 * @param {number} y
 * @param {number} within
 */
export function distanceTo(curve, x, y, within) {
  const left = Math.min(curve.x0, curve.cx, curve.x1) - within;
  const right = Math.max(curve.x0, curve.cx, curve.x1) + within;
  const top = Math.min(curve.y0, curve.cy, curve.y1) - within;
  const bottom = Math.max(curve.y0, curve.cy, curve.y1) + within;
  if (x < left || x > right || y < top || y > bottom) return Infinity;
  let nearest = Infinity;
  let before = { x: curve.x0, y: curve.y0 };
  for (let piece = 1; piece <= 20; piece += 1) {
    const after = pointOn(curve, piece / 20);
    const dx = after.x - before.x;
    const dy = after.y - before.y;
    const along = ((x - before.x) * dx + (y - before.y) * dy) / (dx * dx + dy * dy || 1);
    const share = Math.max(0, Math.min(1, along));
    nearest = Math.min(nearest, Math.hypot(x - before.x - dx * share, y - before.y - dy * share));
    before = after;
  }
  return nearest;
}

// --- out of the way ------------------------------------------------------------------------------

const DETOURS = [0, 1, -1, 2, -2, 3, -3, 4, -4, 5, -5, 6, -6, 7, -7];
const LOOKED_AT_MOST = 200000;

/** Let all curves between two actors, and their one line, lean together to the side where they run through fewest others, as actors stand now. */
export function leanAroundOthers() {
  // In a crowd there is no way around, and no time to look for one.
  if (PAIRS * ACTORS > LOOKED_AT_MOST) return;
  bend.set(ownBend);
  lineBend.fill(STRAIGHTEST);
  for (let pair = 0; pair < PAIRS; pair += 1) {
    const [low, high] = [lowEnd[pair], highEnd[pair]];
    if (low === high) continue;
    const rows = [...rowsOfPair(pair)];
    /** @param {Row} row @param {number} detour */
    const signed = (row, detour) => (relations.source[row] === low ? detour : -detour);
    let best = 0;
    let fewest = Infinity;
    for (const detour of DETOURS) {
      const line = rows.length > 1 ? rows.length * actorsOn(curveBetween(low, high, detour || STRAIGHTEST), low, high) : 0;
      const met = rows.reduce((sum, row) => sum + actorsOn(curveBetween(relations.source[row], relations.target[row], bend[row] + signed(row, detour)), low, high), line);
      if (met < fewest) [best, fewest] = [detour, met];
      if (met === 0) break;
    }
    for (const row of rows) bend[row] += signed(row, best);
    if (best) lineBend[pair] = best;
  }
}

/** Among more actors dotted lines are straight. */
const FEW_ENOUGH = 1000;

/**
 * The dotted line from the middle of a relation to whom it is about: straight, or bent where that keeps it off other actors.
 * @param {Row} row
 * @param {Actor} actor
 */
export function aboutCurve(row, actor) {
  const { x: x0, y: y0 } = pointOn(curveOf(row), 0.5);
  const [x1, y1] = [nodeX[actor], nodeY[actor]];
  const distance = Math.hypot(x1 - x0, y1 - y0) || 1;
  /** @param {number} detour */
  const bent = (detour) => {
    const share = (detour * bendUnit(distance)) / distance;
    return { x0, y0, cx: (x0 + x1) / 2 + (y1 - y0) * share, cy: (y0 + y1) / 2 - (x1 - x0) * share, x1, y1 };
  };
  const free = ACTORS > FEW_ENOUGH ? 0 : DETOURS.find((detour) => !actorsOn(bent(detour), actor, actor));
  return bent(free ?? 0);
}

/** @param {Curve} curve @param {Actor} low @param {Actor} high */
function actorsOn(curve, low, high) {
  let count = 0;
  for (let actor = 0; actor < ACTORS; actor += 1) {
    if (actor !== low && actor !== high && distanceTo(curve, nodeX[actor], nodeY[actor], actors.size[actor] + 5) < actors.size[actor] + 5) count += 1;
  }
  return count;
}
leanAroundOthers();
