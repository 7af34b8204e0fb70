// Hands the actors to vis-network, which pans, zooms and drags; fits the view and tells what was pointed at.

import { holdNetwork, lookAround } from "./camera.js";
import { ACTORS, LARGE, actors } from "./data.js";
import { byId } from "./dom.js";
import { drawn, enlarge, takeInHand } from "./drawn.js";
import { nodeSize, nodeX, nodeY, placeActor } from "./geometry.js";
import { paintLabels } from "./labels.js";
import { endFrame, isCameraMoving, noteFrame } from "./motion.js";
import { areDots, paintActor, paintRelations } from "./painter.js";
import { hideTip, pointedAt, watchPointer } from "./pointing.js";
import { change, onChange } from "./state.js";
import { view } from "./view.js";

/** @type {any} */
let network = null;

/**
 * The actors given to vis-network: those drawn, or in a story all, so that none appear or vanish.
 * @type {any}
 */
let nodes = null;
/** @param {Actor} actor */
const nodeOf = (actor) => ({
  id: actor,
  x: nodeX[actor],
  y: nodeY[actor],
  shape: "custom",
  ctxRenderer: (/** @type {{ ctx: Surface }} */ { ctx }) => ({
    drawNode: () => (isCameraMoving() && areDots()) || paintActor(ctx, actor, network.getScale()),
    nodeDimensions: drawn.actors[actor] ? { width: nodeSize[actor] * 2.2, height: nodeSize[actor] * 2.2 } : { width: 1, height: 1 },
  }),
});
/** @param {Actor} actor */
const isNode = (actor) => !LARGE || drawn.actors[actor] === 1;

/** Give vis-network the actors that are drawn now, and remove the others; behind the lanes nobody sees them. */
export function syncNodes() {
  if (!LARGE || !nodes || view.lanes) return;
  const held = new Set(nodes.getIds());
  const gone = [...held].filter((actor) => !isNode(actor));
  const come = [...drawn.actors.keys()].filter((actor) => isNode(actor) && !held.has(actor));
  // vis-network draws at once whenever actors come or go: once after all is enough.
  network.body.emitter.emit("_blockRedraw");
  if (gone.length) nodes.remove(gone);
  if (come.length) nodes.add(come.map(nodeOf));
  network.body.emitter.emit("_allowRedraw");
}

/**
 * Hand the graph to vis-network; `click(found, shift)` and `open(found)` are told what was clicked, and clicked twice.
 * @param {Clicks} acts
 */
export function startNetwork(acts) {
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
  holdNetwork(network);
  network.canvas.frame.setAttribute("role", "application");
  network.canvas.frame.setAttribute("aria-label", "Drawing: arrows move it, plus and minus zoom, 0 fits; the list of actors and the table hold the same.");
  network.on("beforeDrawing", paintBefore);
  network.on("afterDrawing", paintAfter);
  network.on("dragStart", (/** @type {any} */ event) => {
    wasDragged = true;
    drag(event.nodes.length ? event.nodes[0] : null);
    hideTip();
  });
  network.on("dragEnd", () => {
    if (dragged === null) lookAround();
    else {
      followDrag();
      change({ moved: new Map(view.moved).set(dragged, [Math.round(nodeX[dragged]), Math.round(nodeY[dragged])]) });
    }
    drag(null);
  });
  network.on("zoom", lookAround);
  onChange((what) => "moved" in what && placeActors());
  watchPointer();
  watchClicks(acts);
}

/**
 * What lies under the actors: the lines.
 * @param {Surface} ctx
 */
function paintBefore(ctx) {
  // vis-network moves an actor while it is dragged: take its place over before the lines are drawn.
  if (dragged !== null) followDrag();
  if (view.lanes) return;
  enlarge(network.getScale());
  noteFrame();
  paintRelations(ctx, network.getScale(), isCameraMoving());
}

/**
 * What lies over the actors: the names.
 * @param {Surface} ctx
 */
function paintAfter(ctx) {
  if (view.lanes) return;
  paintLabels(ctx, network.getScale(), isCameraMoving());
  endFrame();
}

/**
 * The browser's own clicks: for vis-network a press of a quarter of a second is one already, and never becomes a drag.
 * @param {Clicks} acts
 */
function watchClicks({ click, open }) {
  const ground = byId("network");
  network.canvas.hammer.get("press").set({ enable: false });
  /** @param {MouseEvent} event */
  const pointedAtBy = ({ clientX, clientY }) => {
    const frame = ground.getBoundingClientRect();
    return pointedAt({ x: clientX - frame.left, y: clientY - frame.top }, byFinger);
  };
  let byFinger = false;
  ground.addEventListener("pointerdown", ({ pointerType }) => {
    byFinger = pointerType === "touch";
    wasDragged = false;
  }, true);
  ground.addEventListener("click", (event) => wasDragged || click(pointedAtBy(event), event.shiftKey, event.ctrlKey || event.metaKey));
  ground.addEventListener("dblclick", (event) => wasDragged || open(pointedAtBy(event)));
}

/** @type {Actor | null} */
let dragged = null;
let wasDragged = false; // since the button or finger went down
/** @param {Actor | null} actor */
function drag(actor) {
  dragged = actor;
  takeInHand(actor);
}

function followDrag() {
  const { x, y } = network.getPosition(dragged);
  placeActor(dragged, x, y);
}

/** Move each actor to its place in the view: its own, or where the reader dragged it. */
export function placeActors() {
  for (let actor = 0; actor < ACTORS; actor += 1) {
    const [x, y] = view.moved.get(actor) ?? [actors.x[actor], actors.y[actor]];
    if (nodeX[actor] === x && nodeY[actor] === y) continue;
    placeActor(actor, x, y);
    if (nodes.get(actor)) network.moveNode(actor, x, y);
  }
  byId("reset-button").hidden = view.moved.size === 0;
}
