// Hands the actors to vis-network, which pans, zooms and drags; fits the view and tells what was pointed at.

let network = null;
const hovered = { actor: -1, relation: -1, rows: null }; // rows: those of an entry in the legend
const handlers = { hover: () => {}, click: () => {}, open: () => {} };

/** Those of whom vis-network knows: whoever is drawn, and in a story everyone, so that nobody comes and goes. */
let nodes = null;
const nodeOf = (actor) => ({
  id: actor,
  x: nodeX[actor],
  y: nodeY[actor],
  shape: "custom",
  ctxRenderer: ({ ctx }) => ({
    drawNode: () => paintActor(ctx, actor, network.getScale()),
    nodeDimensions: drawn.actors[actor] ? { width: nodeSize[actor] * 2.2, height: nodeSize[actor] * 2.2 } : { width: 1, height: 1 },
  }),
});
const isNode = (actor) => !LARGE || drawn.actors[actor] === 1;

/** Let vis-network know of whoever is drawn now, and no longer of the others. */
function syncNodes() {
  if (!LARGE || !network) return;
  const held = new Set(nodes.getIds());
  const gone = [...held].filter((actor) => !isNode(actor));
  const come = [...drawn.actors.keys()].filter((actor) => isNode(actor) && !held.has(actor));
  if (gone.length) nodes.remove(gone);
  if (come.length) nodes.add(come.map(nodeOf));
}

function startNetwork() {
  nodes = new vis.DataSet([...drawn.actors.keys()].filter(isNode).map(nodeOf));
  network = new vis.Network(
    byId("network"),
    { nodes, edges: new vis.DataSet([]) },
    {
      autoResize: true,
      physics: false,
      layout: { improvedLayout: false, randomSeed: 1 },
      nodes: { chosen: false },
      interaction: { hover: false, keyboard: false, selectConnectedEdges: false, zoomSpeed: 0.7, multiselect: false },
    },
  );
  network.on("beforeDrawing", (ctx) => {
    // vis-network moves an actor while it is dragged: take its place over before the lines are drawn.
    if (dragged !== null) followDrag();
    enlarge(network.getScale());
    paintRelations(ctx, network.getScale());
  });
  network.on("afterDrawing", (ctx) => {
    paintLabels(ctx, network.getScale());
    drawings += 1;
  });
  network.on("dragStart", (event) => {
    wasDragged = true;
    dragged = event.nodes.length ? event.nodes[0] : null;
    hideTip();
  });
  network.on("dragEnd", () => {
    if (dragged === null) lookAround();
    else {
      followDrag();
      change({ moved: new Map(view.moved).set(dragged, [Math.round(nodeX[dragged]), Math.round(nodeY[dragged])]) });
    }
    dragged = null;
  });
  network.on("zoom", lookAround);
  onChange((what) => "moved" in what && placeActors());
  watchPointer();
  watchClicks();
}

let dragged = null;
let wasDragged = false; // since the button or finger went down
function followDrag() {
  const place = network.getPosition(dragged);
  nodeX[dragged] = place.x;
  nodeY[dragged] = place.y;
}

/** Let everyone stand where the view has it: at home, or where the reader dragged it. */
function placeActors() {
  for (let actor = 0; actor < ACTORS; actor += 1) {
    const [x, y] = view.moved.get(actor) ?? [actors.x[actor], actors.y[actor]];
    if (nodeX[actor] === x && nodeY[actor] === y) continue;
    nodeX[actor] = x;
    nodeY[actor] = y;
    if (isNode(actor)) network.moveNode(actor, x, y);
  }
  byId("reset-button").hidden = view.moved.size === 0;
}

/** The link keeps where the reader moved the camera to, until it is fitted to something again. */
function lookAround() {
  const { x, y } = network.getViewPosition();
  view.look = [Math.round(x), Math.round(y), Number(network.getScale().toPrecision(3))];
  keepInHash();
}

function lookAt([x, y, scale]) {
  network.moveTo({ position: { x, y }, scale, animation: false });
}

let redrawWaits = false;
let drawings = 0;

/** Draw with the next frame: once, however many ask for it; vis-network does so by itself when actors come or go. */
function redraw() {
  if (!network || redrawWaits) return;
  redrawWaits = true;
  const before = drawings;
  requestAnimationFrame(() => {
    redrawWaits = false;
    if (drawings === before) network.redraw();
  });
}

/** The actor or else the relation at a point of the window of the graph. */
function pointedAt(point) {
  const at = network.DOMtoCanvas(point);
  const within = 7 / network.getScale();
  for (let actor = 0; actor < ACTORS; actor += 1) {
    if (drawn.actors[actor] && Math.hypot(at.x - nodeX[actor], at.y - nodeY[actor]) <= nodeSize[actor] + within * 0.4) return { actor };
  }
  const relation = relationAt(at.x, at.y, within);
  return relation < 0 ? null : { relation };
}

/** The browser's own clicks: for vis-network a press of a quarter of a second is one already, and never becomes a drag. */
function watchClicks() {
  const ground = byId("network");
  network.canvas.hammer.get("press").set({ enable: false });
  const pointed = ({ clientX, clientY }) => {
    const frame = ground.getBoundingClientRect();
    return pointedAt({ x: clientX - frame.left, y: clientY - frame.top });
  };
  ground.addEventListener("pointerdown", () => (wasDragged = false), true);
  ground.addEventListener("click", (event) => wasDragged || handlers.click(pointed(event), event.shiftKey));
  ground.addEventListener("dblclick", (event) => wasDragged || handlers.open(pointed(event)));
}

function watchPointer() {
  const ground = byId("network");
  let waiting = null;
  ground.addEventListener("pointermove", (event) => {
    if (event.buttons) return;
    if (!waiting) requestAnimationFrame(() => {
      const { point } = waiting;
      waiting = null;
      const found = pointedAt(point);
      const actor = found && found.actor !== undefined ? found.actor : -1;
      const relation = found && found.relation !== undefined ? found.relation : -1;
      ground.style.cursor = found ? "pointer" : "grab";
      if (relation >= 0) showTip(relation, point);
      else hideTip();
      if (actor === hovered.actor && relation === hovered.relation) return;
      Object.assign(hovered, { actor, relation });
      handlers.hover();
    });
    const frame = ground.getBoundingClientRect();
    waiting = { point: { x: event.clientX - frame.left, y: event.clientY - frame.top } };
  });
  ground.addEventListener("pointerleave", () => {
    hideTip();
    if (hovered.actor < 0 && hovered.relation < 0) return;
    Object.assign(hovered, { actor: -1, relation: -1 });
    handlers.hover();
  });
}

function showTip(row, point) {
  const tip = byId("tip");
  tip.replaceChildren(
    make("strong", {}, briefly(row)),
    make("span", {}, field(relations, "words", row, "no date")),
    ...marksOf(row).map((mark) => make("em", {}, mark)),
  );
  tip.hidden = false;
  const frame = byId("network").getBoundingClientRect();
  tip.style.left = `${Math.max(8, Math.min(point.x + 14, frame.width - tip.offsetWidth - 8))}px`;
  tip.style.top = `${point.y + 18 + tip.offsetHeight > frame.height ? point.y - tip.offsetHeight - 10 : point.y + 18}px`;
}
function hideTip() {
  byId("tip").hidden = true;
}

const NEAREST = 1.25;

/** How far out the visible curves between these actors reach. */
function bulgesAmong(chosen) {
  const points = [];
  for (let row = 0; row < RELATIONS; row += 1) {
    if (drawn.relations[row] === HIDDEN || !chosen.has(relations.source[row]) || !chosen.has(relations.target[row])) continue;
    const curve = curveOf(row);
    for (const share of [0.3, 0.5, 0.7]) points.push(pointOn(curve, share));
  }
  return points;
}

/** Move the camera, never an actor, so that these actors and their names are all in the picture. */
function fit(wanted, animated = true) {
  const ground = byId("network");
  // What changed beside the graph may have changed its size: take it over at once.
  network.setSize("100%", "100%");
  const width = ground.clientWidth;
  const height = ground.clientHeight;
  const chosen = wanted && wanted.length ? wanted : [...drawn.actors.keys()].filter((actor) => drawn.actors[actor]);
  if (!chosen.length || !width || !height) return;
  const ctx = ground.querySelector("canvas").getContext("2d");
  const curves = bulgesAmong(new Set(chosen));
  let scale = 1;
  let frame = null;
  // Names keep their size on the screen, so how much they take depends on the scale: settle in a few rounds.
  for (let round = 0; round < 8; round += 1) {
    enlarge(scale);
    frame = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
    for (const actor of chosen) {
      const label = labelBox(ctx, actor, scale);
      const reach = nodeSize[actor] * 1.25 + 3;
      frame.left = Math.min(frame.left, label.left, nodeX[actor] - reach);
      frame.right = Math.max(frame.right, label.right, nodeX[actor] + reach);
      frame.top = Math.min(frame.top, nodeY[actor] - reach);
      frame.bottom = Math.max(frame.bottom, label.bottom);
    }
    for (const { x, y } of curves) {
      frame.left = Math.min(frame.left, x - 8);
      frame.right = Math.max(frame.right, x + 8);
      frame.top = Math.min(frame.top, y - 8);
      frame.bottom = Math.max(frame.bottom, y + 8);
    }
    scale = Math.min(NEAREST, (width - 28) / (frame.right - frame.left), (height - 28) / (frame.bottom - frame.top));
  }
  view.look = null;
  network.moveTo({
    position: { x: (frame.left + frame.right) / 2, y: (frame.top + frame.bottom) / 2 },
    scale,
    animation: animated && !reducedMotion() ? { duration: 350, easingFunction: "easeInOutQuad" } : false,
  });
}
