// The part of an actor's panel that asks around it: how many hops far, and a path from here.

import { nameOf } from "./data.js";
import { announce, make, plural } from "./dom.js";
import { neighborhood } from "./neighborhood.js";
import { openFinder } from "./pathfinder.js";
import { change, visible } from "./state.js";
import { view } from "./view.js";

const DEPTHS = [1, 2, 3];

/**
 * Highlight what is within so many hops of the chosen actor; the same number again switches it off.
 * @param {number} hops
 */
export function setDepth(hops) {
  /** @type {Choice} */
  const chosen = view.selection || {};
  if (chosen.actor === undefined) return;
  change({ depth: view.depth === hops ? 0 : hops });
  if (view.depth) announce(`${plural(within(chosen.actor, hops), "actor")} within ${plural(hops, "hop")} of ${nameOf(chosen.actor)}.`);
}

/** @param {Actor} actor @param {number} hops */
const within = (actor, hops) => neighborhood(actor, hops, visible.verdict).distance.reduce((count, hop) => count + (hop > 0 ? 1 : 0), 0);

/**
 * The buttons around an actor: the number of hops, and a path from here.
 * @param {Actor} actor
 */
export function aroundActor(actor) {
  const buttons = DEPTHS.map((hops) => make("button", {
    type: "button", id: `depth-${hops}`, "aria-pressed": String(view.depth === hops), "aria-label": `Within ${plural(hops, "hop")}`, title: `Within ${plural(hops, "hop")} (${hops})`, onclick: () => setDepth(hops),
  }, String(hops)));
  return make("div", { class: "around" },
    make("span", { id: "depth-label" }, "Within hops"),
    make("div", { class: "steps", role: "group", "aria-labelledby": "depth-label" }, buttons),
    make("button", { type: "button", id: "path-from-here", title: "Path from here (r)", onclick: openFinder }, "Path from here"),
    view.lanes && make("button", { type: "button", id: "rows-around", "aria-pressed": String(view.lanes === "around"), onclick: () => change({ lanes: view.lanes === "around" ? "first" : "around" }) }, "Order the rows around it"),
    view.depth ? make("p", { class: "quiet" }, `${plural(within(actor, view.depth), "actor")} within ${plural(view.depth, "hop")}; the rest fades.`) : null);
}
