// The curves of relations: where they run, how near a point is to them; positions change by dragging only.

const nodeX = Float64Array.from(actors.x || []);
const nodeY = Float64Array.from(actors.y || []);
const nodeSize = Float64Array.from(actors.size || []);

/** How far one unit of bend moves a curve's control point, for ends so far apart. */
const bendUnit = (distance) => Math.min(52, Math.max(26, distance * 0.17));

/** The curve of a relation as {x0 y0 cx cy x1 y1}, from rim to rim. */
function curveOf(row) {
  const source = relations.source[row];
  const target = relations.target[row];
  const ax = nodeX[source];
  const ay = nodeY[source];
  if (source === target) return loopOf(ax, ay, nodeSize[source], bend[row]);
  const bx = nodeX[target];
  const by = nodeY[target];
  const distance = Math.hypot(bx - ax, by - ay) || 1;
  const lean = (bend[row] * bendUnit(distance)) / distance;
  const cx = (ax + bx) / 2 + (by - ay) * lean;
  const cy = (ay + by) / 2 - (bx - ax) * lean;
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

function loopOf(x, y, size, lean) {
  const reach = size + 34 + Math.abs(lean) * 26;
  return { x0: x - size * 0.7, y0: y - size * 0.8, cx: x, cy: y - reach * 2, x1: x + size * 0.7, y1: y - size * 0.8 };
}

function pointOn(curve, share) {
  const rest = 1 - share;
  return {
    x: rest * rest * curve.x0 + 2 * rest * share * curve.cx + share * share * curve.x1,
    y: rest * rest * curve.y0 + 2 * rest * share * curve.cy + share * share * curve.y1,
  };
}

/** The distance of a point from a curve, within a few units. */
function distanceTo(curve, x, y, within) {
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

/** The visible relation whose curve passes within so many units of a point, or -1. */
function relationAt(x, y, within) {
  let best = -1;
  let nearest = within;
  for (let row = 0; row < RELATIONS; row += 1) {
    if (seen.verdict[row] === HIDDEN) continue;
    const distance = distanceTo(curveOf(row), x, y, within);
    if (distance < nearest || (distance === nearest && best >= 0 && is.background[best])) {
      best = row;
      nearest = distance;
    }
  }
  return best;
}
