// Paints relations under the actors and names over them, from typed arrays, in a few strokes per frame.

const theme = { name: "light", paper: "", ink: "", soft: "", families: [], kinds: [] };

function readTheme() {
  const style = getComputedStyle(document.documentElement);
  theme.name = document.documentElement.dataset.theme;
  theme.paper = style.getPropertyValue("--paper").trim();
  theme.ink = style.getPropertyValue("--ink").trim();
  theme.soft = style.getPropertyValue("--soft").trim();
  theme.hair = style.getPropertyValue("--thread").trim();
  theme.families = page.families.map((family) => family[theme.name]);
  theme.kinds = page.kinds.map((kind) => kind[theme.name]);
}

/** What is lit: null for everything, or the relations and actors in focus. */
const lit = { on: false, relations: new Uint8Array(RELATIONS), actors: new Uint8Array(ACTORS) };

function light(focus) {
  lit.on = false;
  lit.relations.fill(0);
  lit.actors.fill(0);
  if (!focus) return;
  if (focus.actor !== undefined) {
    lit.on = true;
    lit.actors[focus.actor] = 2;
    for (const row of relationsOf[focus.actor]) {
      if (seen.verdict[row] === HIDDEN) continue;
      lit.relations[row] = 1;
      lit.actors[otherEnd(row, focus.actor)] ||= 1;
    }
  } else if (focus.relation !== undefined && seen.verdict[focus.relation] !== HIDDEN) {
    lit.on = true;
    lit.relations[focus.relation] = 1;
    for (const id of field(relations, "about", focus.relation, [])) if (actorNumbers.has(id)) lit.actors[actorNumbers.get(id)] = 1;
    lit.actors[relations.source[focus.relation]] = 2;
    lit.actors[relations.target[focus.relation]] = 2;
  } else if (focus.path && focus.path.actors) {
    lit.on = true;
    for (const row of focus.path.relations) lit.relations[row] = 1;
    for (const actor of focus.path.actors) lit.actors[actor] = 2;
  } else if (focus.group) {
    lit.on = true;
    for (const actor of focus.group) lit.actors[actor] = 2;
    for (let row = 0; row < RELATIONS; row += 1) {
      if (lit.actors[relations.source[row]] === 2 && lit.actors[relations.target[row]] === 2) lit.relations[row] = 1;
    }
  }
}

// --- relations -----------------------------------------------------------------------------------

const FADED = 0.14;

/** Paint all visible relations; the faded first, background next, then what the story is about. */
function paintRelations(ctx, scale) {
  const groups = new Map();
  for (let row = 0; row < RELATIONS; row += 1) {
    const verdict = seen.verdict[row];
    if (verdict === HIDDEN) continue;
    const bright = !lit.on || lit.relations[row];
    const level = (bright ? 4 : 0) + (is.background[row] ? 0 : 2) + (verdict === SURE ? 1 : 0);
    const key = level * 16 + familyOf[row];
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(row);
  }
  const thin = scale ** 0.45;
  ctx.save();
  ctx.lineCap = "butt";
  for (const key of [...groups.keys()].sort((one, other) => one - other)) {
    const rows = groups.get(key);
    const level = key >> 4;
    const background = !(level & 2);
    const bright = level & 4;
    ctx.globalAlpha = bright ? (background ? 0.8 : 0.92) : FADED;
    ctx.strokeStyle = background && !(lit.on && bright) ? theme.hair : theme.families[key & 15];
    ctx.fillStyle = ctx.strokeStyle;
    ctx.lineWidth = (background ? 0.9 : lit.on && bright ? 2.7 : 2) / thin;
    ctx.setLineDash(level & 1 ? [] : [6 / thin, 4.5 / thin]);
    paintGroup(ctx, rows, background ? 5 / thin : 8.5 / thin);
    if (!background && (bright || !lit.on) && scale > 0.3) for (const row of rows) paintMarks(ctx, row, 1 / thin);
  }
  ctx.restore();
}

function paintGroup(ctx, rows, arrow) {
  const lines = new Path2D();
  const heads = new Path2D();
  const hollow = new Path2D();
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
    const bx = curve.x1 - dx * arrow;
    const by = curve.y1 - dy * arrow;
    lines.quadraticCurveTo(curve.cx, curve.cy, bx, by);
    const head = is.planned[row] ? hollow : heads;
    head.moveTo(curve.x1, curve.y1);
    head.lineTo(bx - dy * arrow * 0.46, by + dx * arrow * 0.46);
    head.lineTo(bx + dy * arrow * 0.46, by - dx * arrow * 0.46);
    head.closePath();
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

/** The marks on a curve's middle: planned a ring, denied a cross, claimed two strokes, contested a flag. */
function paintMarks(ctx, row, unit) {
  const marks = ["planned", "denied", "claimed", "contested"].filter((name) => is[name][row]);
  if (!marks.length) return;
  const curve = curveOf(row);
  const dx = curve.x1 - curve.x0;
  const dy = curve.y1 - curve.y0;
  const along = Math.hypot(dx, dy) || 1;
  const middle = pointOn(curve, 0.5);
  ctx.lineWidth = 1.7 * unit;
  marks.forEach((mark, place) => {
    const shift = (place - (marks.length - 1) / 2) * 12 * unit;
    const x = middle.x + (dx / along) * shift;
    const y = middle.y + (dy / along) * shift;
    ctx.save();
    ctx.translate(x, y);
    ctx.beginPath();
    if (mark === "contested") {
      ctx.moveTo(-1 * unit, 0);
      ctx.lineTo(-1 * unit, -10 * unit);
      ctx.lineTo(7 * unit, -7 * unit);
      ctx.lineTo(-1 * unit, -4 * unit);
      ctx.fill();
      ctx.stroke();
    } else if (mark === "planned") {
      ctx.arc(0, 0, 3.8 * unit, 0, 2 * Math.PI);
      const colour = ctx.fillStyle;
      ctx.fillStyle = theme.paper;
      ctx.fill();
      ctx.fillStyle = colour;
      ctx.stroke();
    } else if (mark === "denied") {
      ctx.rotate(Math.atan2(dy, dx));
      ctx.moveTo(-4 * unit, -4 * unit);
      ctx.lineTo(4 * unit, 4 * unit);
      ctx.moveTo(4 * unit, -4 * unit);
      ctx.lineTo(-4 * unit, 4 * unit);
      ctx.stroke();
    } else {
      ctx.rotate(Math.atan2(dy, dx));
      ctx.moveTo(-2 * unit, -4.4 * unit);
      ctx.lineTo(-2 * unit, 4.4 * unit);
      ctx.moveTo(2 * unit, -4.4 * unit);
      ctx.lineTo(2 * unit, 4.4 * unit);
      ctx.stroke();
    }
    ctx.restore();
  });
}

// --- actors --------------------------------------------------------------------------------------

function paintActor(ctx, actor, scale) {
  const x = nodeX[actor];
  const y = nodeY[actor];
  if (!seen.active[actor]) {
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
  const colour = theme.kinds[actors.kind[actor]];
  ctx.save();
  traceShape(ctx, shape, x, y, size + 2.2);
  ctx.fillStyle = theme.paper;
  ctx.fill();
  ctx.globalAlpha = lit.on && !lit.actors[actor] ? 0.26 : 1;
  traceShape(ctx, shape, x, y, shape === "ring" ? size * 0.78 : size);
  if (shape === "ring") {
    ctx.lineWidth = size * 0.44;
    ctx.strokeStyle = colour;
    ctx.stroke();
  } else {
    ctx.fillStyle = colour;
    ctx.fill();
  }
  const chosen = view.selection;
  if (chosen && (chosen.actor === actor || (chosen.path && (chosen.path.from === actor || chosen.path.to === actor)))) {
    traceShape(ctx, shape, x, y, size + 5);
    ctx.lineWidth = 2.2 / scale ** 0.5;
    ctx.strokeStyle = theme.ink;
    ctx.stroke();
  }
  ctx.restore();
}

// --- names ---------------------------------------------------------------------------------------

const SANS = '"Helvetica Neue", Helvetica, Arial, "Liberation Sans", sans-serif';
const widths = new Map();

/** The width of a line of a label at 100 px, measured once. */
function measured(ctx, text, weight) {
  const key = weight + text;
  if (!widths.has(key)) {
    ctx.font = `${weight} 100px ${SANS}`;
    widths.set(key, ctx.measureText(text).width);
  }
  return widths.get(key);
}

/** A label's size on the screen in pixels, by its actor's size and how near one looks. */
const labelPixels = (actor, scale) => (11.2 + Math.min(3.4, nodeSize[actor] * 0.13)) * Math.min(1.5, Math.max(0.96, scale ** 0.5 * 1.08));

const LABEL_SIDES = ["below", "above", "right", "left"];

/** The box of a label in graph units: under its actor, or on another side of it. */
function labelBox(ctx, actor, scale, side = "below") {
  const weight = isHub(actor) ? 600 : 400;
  const size = labelPixels(actor, scale) / scale;
  const lines = actors.lines[actor];
  const width = (Math.max(...lines.map((line) => measured(ctx, line, weight))) * size) / 100 + 4 / scale;
  const height = lines.length * size * 1.16;
  const away = nodeSize[actor] + 4;
  const x = nodeX[actor] + (side === "right" ? away + width / 2 : side === "left" ? -away - width / 2 : 0);
  const top = nodeY[actor] + (side === "below" ? away : side === "above" ? -away - height : -height / 2);
  return { left: x - width / 2, right: x + width / 2, top, bottom: top + height, x, size, weight };
}

const isHub = (actor) => nodeSize[actor] > 15;

/** Which names there is room for: those in focus first, then by size; none over another or a node. */
function placedLabels(ctx, scale) {
  const order = [];
  const cell = 90 / scale;
  const taken = new Map();
  const cells = (box, visit) => {
    for (let column = Math.floor(box.left / cell); column <= Math.floor(box.right / cell); column += 1) {
      for (let line = Math.floor(box.top / cell); line <= Math.floor(box.bottom / cell); line += 1) {
        if (visit(column * 100003 + line)) return true;
      }
    }
    return false;
  };
  const take = (box) => cells(box, (key) => void (taken.has(key) ? taken.get(key).push(box) : taken.set(key, [box])));
  const clashes = (box) =>
    cells(box, (key) =>
      (taken.get(key) || []).some((other) => other.owner !== box.owner && !(other.small && isHub(box.owner) && !lit.on) && box.left < other.right && box.right > other.left && box.top < other.bottom && box.bottom > other.top));
  for (let actor = 0; actor < ACTORS; actor += 1) {
    if (!seen.active[actor] || (lit.on && !lit.actors[actor])) continue;
    order.push(actor);
    const size = nodeSize[actor];
    take({ left: nodeX[actor] - size, right: nodeX[actor] + size, top: nodeY[actor] - size, bottom: nodeY[actor] + size, owner: actor, small: size < 10 });
  }
  order.sort((one, other) => lit.actors[other] - lit.actors[one] || nodeSize[other] - nodeSize[one] || one - other);
  const placed = [];
  const { clientWidth, clientHeight } = byId("network");
  const first = network.DOMtoCanvas({ x: 2, y: 2 });
  const last = network.DOMtoCanvas({ x: clientWidth - 2, y: clientHeight - 2 });
  const inside = (box) => box.left >= first.x && box.right <= last.x && box.top >= first.y && box.bottom <= last.y;
  for (const actor of order) {
    const boxes = LABEL_SIDES.map((side) => ({ ...labelBox(ctx, actor, scale, side), owner: actor, actor }));
    const box = boxes.find((candidate) => inside(candidate) && !clashes(candidate)) || (lit.actors[actor] === 2 ? boxes[0] : null);
    if (!box) continue;
    take(box);
    placed.push(box);
  }
  return placed;
}

function paintLabels(ctx, scale) {
  ctx.save();
  ctx.textAlign = "center";
  ctx.textBaseline = "top";
  ctx.lineJoin = "round";
  for (const box of placedLabels(ctx, scale)) {
    const { actor, size, weight } = box;
    ctx.font = `${weight} ${size}px ${SANS}`;
    ctx.strokeStyle = theme.paper;
    ctx.lineWidth = size * 0.3;
    ctx.fillStyle = theme.ink;
    actors.lines[actor].forEach((line, place) => {
      const y = box.top + place * size * 1.16;
      ctx.strokeText(line, box.x, y);
      ctx.fillText(line, box.x, y);
    });
  }
  ctx.restore();
}
