// The keys that belong to the page as a whole, and what Esc closes.

import { setDepth } from "./around.js";
import { aim, steer } from "./camera.js";
import { LARGE } from "./data.js";
import { byId } from "./dom.js";
import { lookAtActor } from "./fitting.js";
import { nodeX, nodeY } from "./geometry.js";
import { expand } from "./growth.js";
import { addKeys, showKeys } from "./keys.js";
import { fitDrawing } from "./lanes.js";
import { openFinder } from "./pathfinder.js";
import { stopPlaying } from "./play.js";
import { goToRoster } from "./roster.js";
import { change, select } from "./state.js";
import { closeTable, isTableShown, toggleTable } from "./table.js";
import { view } from "./view.js";

const STEP = 80; // pixels
const NEARER = 1.25;
/** @type {Record<string, [number, number, number?]>} */
const STEERED = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP], "+": [0, 0, NEARER], "-": [0, 0, 1 / NEARER] };

export function addPageKeys() {
  addKeys("Look",
    { press: Object.keys(STEERED), only: "drawing", says: "On the drawing: move it, zoom", act: (event) => (event.shiftKey && event.key.startsWith("Arrow") ? drag : steer)(...STEERED[event.key]) },
    { press: ["Shift"], says: "With arrows, on the drawing: move the chosen actor" },
    { press: ["0"], says: "Fit what is visible", act: fitDrawing },
    { press: ["f"], says: "Look at the chosen actor and its neighbours", act: () => view.selection && view.selection.actor !== undefined && lookAtActor(view.selection.actor) },
    ...(LARGE ? [{ press: ["e"], says: "Expand the chosen actor: draw its neighbours, or no longer", act: () => view.selection && view.selection.actor !== undefined && expand(view.selection.actor) }] : []),
    { press: ["1", "2", "3"], says: "Keep in colour what is within so many hops of the chosen actor", act: (event) => setDepth(Number(event.key)) },
    { press: ["l"], says: "List of the actors in the picture: Enter opens, X chooses several, F looks at, Space makes a path end", act: goToRoster },
    { press: ["t"], says: "Table of all relations shown", act: () => toggleTable() },
    { press: ["Escape"], says: "Close, step back", act: stepBack });
  addKeys("Ask",
    { press: ["/"], says: "Search names, aliases and summaries", act: () => byId("search").focus() },
    { press: ["r"], says: "Route: the path between two actors", act: openFinder },
    { press: ["Enter"], says: "On a filter: only this one" },
    { press: ["?"], says: "These keys", act: showKeys });
}

/**
 * Move the chosen actor, as dragging does, by a quarter of so many pixels.
 * @param {number} right
 * @param {number} down
 */
function drag(right, down) {
  const actor = view.selection?.actor;
  const near = 4 * aim().scale;
  if (actor !== undefined) change({ moved: new Map(view.moved).set(actor, [Math.round(nodeX[actor] + right / near), Math.round(nodeY[actor] + down / near)]) });
}

/** Esc closes what is on top: a running play, the table, the choice. */
function stepBack() {
  if (stopPlaying()) return;
  if (isTableShown()) {
    closeTable();
  } else if (view.selection) select(null);
}
