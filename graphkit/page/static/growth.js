// In large graphs, draws the most connected actors and whatever the reader expands from there; lists hold everything.

import { ACTORS, LARGE, actors, page } from "./data.js";
import { byId, digits, make, plural } from "./dom.js";
import { drawn, seenAround } from "./drawn.js";
import { toggled } from "./facets.js";
import { fit, lookAtActor } from "./fitting.js";
import { MOST_DRAWN } from "./hash.js";
import { chosenSizes, greatest } from "./looks.js";
import { kindIcon } from "./shapes.js";
import { change, visible } from "./state.js";
import { view } from "./view.js";

/**
 * Draw the neighbours of an actor as well, or no longer.
 * @param {Actor} actor
 * @param {boolean} [on]
 */
export function expand(actor, on = !view.grown.has(actor)) {
  const grown = new Set(view.grown);
  if (on) grown.add(actor);
  else grown.delete(actor);
  change({ grown });
  if (on) lookAtActor(actor);
}

/**
 * Look at an actor and its neighbours, which are drawn for that in a large graph.
 * @param {Actor} actor
 */
export function expandAndLook(actor) {
  if (LARGE && !view.grown.has(actor)) expand(actor);
  else lookAtActor(actor);
}

// --- what is left out, and the ways to more or less ------------------------------------------------

/** @param {Uint8Array} flags */
function count(flags) {
  let sum = 0;
  for (let place = 0; place < flags.length; place += 1) sum += flags[place] ? 1 : 0;
  return sum;
}

const partText = () => `${digits(drawn.count)} of ${plural(count(visible.active), "actor")} drawn`;

/** How much of a large graph is drawn: 60 of 5,007 actors drawn; nothing where that is all. */
export const drawnText = () => LARGE && drawn.count < count(visible.active) && partText();

/** What of a large graph is drawn: 60 of 5,007 actors drawn, the most connected; 8,213 relations not drawn; empty where everything is. */
export function cutText() {
  const missing = LARGE && count(visible.verdict) - count(drawn.relations);
  if (!LARGE || (drawn.count === count(visible.active) && !missing)) return "";
  const alike = drawn.alike ? ` (${digits(drawn.alike)} tie for last: first by id)` : "";
  const first = greatest() ? `those on top by ${chosenSizes().title}` : `the most connected${alike}`;
  const which = view.grown.size ? `${first} and around ${plural(view.grown.size, "expanded one")}` : first;
  return `${partText()}, ${which}; ${plural(missing, "relation")} not drawn`;
}

function growthText() {
  const cut = cutText();
  return cut ? `${cut}. Expand one for its neighbours.` : `All ${plural(drawn.count, "actor")} are drawn.`;
}

/** The kinds of actor with how many of each are drawn; one that is not pressed in is collapsed. */
function kindSwitches() {
  const counts = new Int32Array(page.kinds.length);
  for (let actor = 0; actor < ACTORS; actor += 1) counts[actors.kind[actor]] += drawn.actors[actor] ? 1 : 0;
  return page.kinds.map((kind, number) => {
    const on = !view.undrawn.has(kind.name);
    const label = kind.label.toLowerCase();
    return make("button", {
      type: "button", id: `collapse-${number}`, class: "kind-switch", "aria-pressed": String(on), title: on ? `Collapse: draw no ${label}; lists and counts keep them` : `Draw every ${label} again`,
      onclick: () => change({ undrawn: toggled(view.undrawn, kind.name) }),
    }, kindIcon(number), make("span", {}, kind.label), make("span", { class: "count" }, on ? digits(counts[number]) : "–"));
  });
}

/** Up to so many actors, one may ask for all of them at once. */
const DRAWABLE = 10_000;

/** @param {number | null} most */
function drawMost(most) {
  change({ most, grown: new Set() });
  fit();
}

export function drawAll() {
  change({ grown: new Set(Array(ACTORS).keys()) });
  fit();
}

export function startGrowth() {
  if (!LARGE) return;
  byId("growth").hidden = false;
  // The drawing ends where this begins: nothing lies under it.
  new ResizeObserver(([entry]) => (byId("network").style.bottom = `${entry.borderBoxSize[0].blockSize}px`)).observe(byId("growth"));
}

export function drawGrowth() {
  if (!LARGE) return;
  const panel = byId("growth");
  const focused = panel.contains(document.activeElement) && document.activeElement.id;
  panel.replaceChildren(
    make("p", { id: "growth-text" }, growthText()),
    make("div", { class: "kind-switches", role: "group", "aria-label": "Kinds of actor drawn" }, kindSwitches()),
    make("div", { class: "draw-switches" },
      (view.grown.size || view.most !== null) && make("button", { type: "button", id: "collapse-all", class: "kind-switch", onclick: () => drawMost(null) }, "Collapse all"),
      MOST_DRAWN.filter((most) => most < ACTORS).map((most) => make("button", {
        type: "button", id: `draw-${most}`, class: "kind-switch", title: `Draw up to ${most} of the most connected`, disabled: view.most === most, onclick: () => drawMost(most),
      }, `Draw ${most}`)),
      ACTORS <= DRAWABLE && make("button", { type: "button", id: "draw-all", class: "kind-switch", disabled: view.grown.size === ACTORS, onclick: drawAll }, "Draw all")),
  );
  // At first before anything is fitted to what is left; later as soon as the page is laid out.
  byId("network").style.bottom ||= `${panel.offsetHeight}px`;
  if (focused) (byId(focused)?.disabled === false ? byId(focused) : byId("collapse-0")).focus({ preventScroll: true });
}

/**
 * In the panel of an actor: how many of its neighbours are not drawn, and the button that adds or takes them away.
 * @param {Actor} actor
 */
export function expansionOf(actor) {
  if (!LARGE) return null;
  const on = view.grown.has(actor);
  const missing = seenAround(actor).filter((other) => !drawn.actors[other]).length;
  if (!missing && (!on || view.grown.size === ACTORS)) return make("p", { class: "quiet" }, "All its neighbours are drawn.");
  return make("button", { type: "button", id: "expand", class: "wide", title: "e", onclick: () => expand(actor) }, on ? "Collapse: take its neighbours away" : `Expand: draw ${plural(missing, "more neighbour")}`);
}
