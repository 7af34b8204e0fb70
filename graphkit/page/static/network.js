// Hands the actors to vis-network, which pans, zooms and drags; fits the view and tells what was pointed at.

import { arrangeActors, placeOf } from "./arrange.js";
import { holdNetwork, lookAround, steer } from "./camera.js";
import { ACTORS, LARGE } from "./data.js";
import { byId } from "./dom.js";
import { drawn, enlarge, takeInHand } from "./drawn.js";
import { fit } from "./fitting.js";
import { paintFrames } from "./frames.js";
import { leanAroundOthers, nodeSize, nodeX, nodeY, placeActor } from "./geometry.js";
import { paintLabels, placeLabels } from "./labels.js";
import { endFrame, isCameraMoving, noteFrame } from "./motion.js";
import { areDots, paintActor, paintRelations } from "./painter.js";
import { followFingers } from "./pinch.js";
import { isPlaying } from "./play.js";
import { hideTip, nameFrame, pointedAt, watchPointer } from "./pointing.js";
import { change, onChange } from "./state.js";
import { view } from "./view.js";
import { isHeld } from "./view_days.js";

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
  network.canvas.frame.setAttribute("role", "application");
  network.canvas.frame.setAttribute("aria-label", "Drawing: arrows move it, plus and minus zoom, 0 fits; the list of actors and the table hold the same.");
  network.on("beforeDrawing", paintBefore);
  network.on("afterDrawing", paintAfter);
  // Whoever listens to the camera finds the names written.
  holdNetwork(network);
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
  const isResting = () => !(isPlaying() || isHeld());
  onChange((what) => ("moved" in what || "arrange" in what || isResting()) && settleFrames("moved" in what));
  // Frames that were kept while days moved are made anew when these have come to rest.
  for (const event of ["click", "keyup"]) addEventListener(event, () => isResting() && settleFrames());
  followFingers(byId("network"), (dx, dy) => steer(-dx, -dy));
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
  paintFrames(ctx, network.getScale());
  if (!isCameraMoving()) placeLabels(ctx, network.getScale());
  paintRelations(ctx, network.getScale(), isCameraMoving());
}

/**
 * What lies over the actors: the names.
 * @param {Surface} ctx
 */
function paintAfter(ctx) {
  if (view.lanes) return;
  paintLabels(ctx);
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
  const placeOn = ({ clientX, clientY }) => {
    const frame = ground.getBoundingClientRect();
    return { x: clientX - frame.left, y: clientY - frame.top };
  };
  let byFinger = false;
  ground.addEventListener("pointerdown", ({ pointerType }) => {
    byFinger = pointerType === "touch";
    wasDragged = false;
  }, true);
  ground.addEventListener("click", (event) => {
    if (wasDragged) return;
    const clicked = pointedAt(placeOn(event), byFinger);
    if (byFinger && !clicked) nameFrame(placeOn(event), true);
    click(clicked, event.shiftKey, event.ctrlKey || event.metaKey);
  });
  ground.addEventListener("dblclick", (event) => wasDragged || open(pointedAt(placeOn(event), byFinger)));
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

/** Move each actor to its place in the view: its own, in its frame, or where the reader dragged it. */
export function placeActors() {
  const isNew = arrangeActors();
  const moved = [];
  for (let actor = 0; actor < ACTORS; actor += 1) {
    const [x, y] = placeOf(actor);
    if (nodeX[actor] === x && nodeY[actor] === y) continue;
    placeActor(actor, x, y);
    if (nodes.get(actor)) moved.push({ id: actor, x, y });
  }
  if (moved.length) {
    nodes.update(moved);
    // vis-network leaves out who stood out of sight when it was last drawn.
    for (const { id } of moved) network.body.nodes[id].updateBoundingBox(network.canvas.getContext(), false);
  }
  if (isNew) leanAroundOthers();
  byId("reset-button").hidden = view.moved.size === 0;
  return isNew;
}

/**
 * Make the frames anew where they are no longer what the view asks for, and fit the camera unless the reader moved it.
 * @param {boolean} [isMoved]
 */
function settleFrames(isMoved = false) {
  if (!isMoved && view.arrange === null && !frames.length) return;
  if (placeActors() && !view.look) fit();
}
