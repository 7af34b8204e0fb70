// Hands the actors to vis-network, which pans, zooms and drags; fits the view and tells what was pointed at.

let network = null;
const hovered = { actor: -1, relation: -1 };
const handlers = { hover: () => {}, click: () => {}, open: () => {} };

function startNetwork() {
  const nodes = Array.from({ length: ACTORS }, (_, actor) => ({
    id: actor,
    x: nodeX[actor],
    y: nodeY[actor],
    shape: "custom",
    ctxRenderer: ({ ctx }) => ({
      drawNode: () => paintActor(ctx, actor, network.getScale()),
      nodeDimensions: seen.active[actor] ? { width: nodeSize[actor] * 2.2, height: nodeSize[actor] * 2.2 } : { width: 1, height: 1 },
    }),
  }));
  network = new vis.Network(
    byId("network"),
    { nodes: new vis.DataSet(nodes), edges: new vis.DataSet([]) },
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
    paintRelations(ctx, network.getScale());
  });
  network.on("afterDrawing", (ctx) => paintLabels(ctx, network.getScale()));
  network.on("dragStart", (event) => {
    dragged = event.nodes.length ? event.nodes[0] : null;
    hideTip();
  });
  network.on("dragEnd", () => {
    if (dragged !== null) followDrag();
    dragged = null;
  });
  network.on("click", (event) => handlers.click(pointedAt(event.pointer.DOM), event.event.srcEvent.shiftKey));
  network.on("doubleClick", (event) => handlers.open(pointedAt(event.pointer.DOM)));
  watchPointer();
}

let dragged = null;
function followDrag() {
  const place = network.getPosition(dragged);
  nodeX[dragged] = place.x;
  nodeY[dragged] = place.y;
}

const redraw = () => network && network.redraw();

/** The actor or else the relation at a point of the window of the graph. */
function pointedAt(point) {
  const at = network.DOMtoCanvas(point);
  const within = 7 / network.getScale();
  for (let actor = 0; actor < ACTORS; actor += 1) {
    if (seen.active[actor] && Math.hypot(at.x - nodeX[actor], at.y - nodeY[actor]) <= nodeSize[actor] + within * 0.4) return { actor };
  }
  const relation = relationAt(at.x, at.y, within);
  return relation < 0 ? null : { relation };
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

/** Move the camera, never an actor, so that these actors and their names are all in the picture. */
function fit(wanted, animated = true) {
  const ground = byId("network");
  const width = ground.clientWidth;
  const height = ground.clientHeight;
  const chosen = wanted && wanted.length ? wanted : [...seen.active.keys()].filter((actor) => seen.active[actor]);
  if (!chosen.length || !width || !height) return;
  const ctx = ground.querySelector("canvas").getContext("2d");
  let scale = 1;
  let frame = null;
  // Names keep their size on the screen, so how much they take depends on the scale: settle in a few rounds.
  for (let round = 0; round < 8; round += 1) {
    frame = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
    for (const actor of chosen) {
      const label = labelBox(ctx, actor, scale);
      const reach = nodeSize[actor] * 1.25 + 3;
      frame.left = Math.min(frame.left, label.left, nodeX[actor] - reach);
      frame.right = Math.max(frame.right, label.right, nodeX[actor] + reach);
      frame.top = Math.min(frame.top, nodeY[actor] - reach);
      frame.bottom = Math.max(frame.bottom, label.bottom);
    }
    scale = Math.min(1.6, (width - 28) / (frame.right - frame.left), (height - 28) / (frame.bottom - frame.top));
  }
  network.moveTo({
    position: { x: (frame.left + frame.right) / 2, y: (frame.top + frame.bottom) / 2 },
    scale,
    animation: animated && !reducedMotion() ? { duration: 350, easingFunction: "easeInOutQuad" } : false,
  });
}

/** Keep the present picture as a PNG: the drawing, with title and heading over it. */
function savePicture() {
  const drawn = byId("network").querySelector("canvas");
  const ratio = drawn.width / byId("network").clientWidth;
  const head = 64 * ratio;
  const canvas = make("canvas", { width: drawn.width, height: drawn.height + head });
  const ctx = canvas.getContext("2d");
  ctx.fillStyle = theme.paper;
  ctx.fillRect(0, 0, canvas.width, canvas.height);
  ctx.drawImage(drawn, 0, head);
  ctx.fillStyle = theme.ink;
  ctx.font = `600 ${22 * ratio}px Georgia, serif`;
  ctx.fillText(page.title, 18 * ratio, 30 * ratio);
  ctx.font = `${14 * ratio}px ${SANS}`;
  ctx.fillText(byId("heading").textContent, 18 * ratio, 52 * ratio);
  canvas.toBlob((blob) => {
    const address = URL.createObjectURL(blob);
    make("a", { href: address, download: "graphkit.png" }).click();
    setTimeout(() => URL.revokeObjectURL(address), 1000);
  });
}
