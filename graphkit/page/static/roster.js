// The list of the actors in the picture, for the keyboard: arrows walk it, Enter opens, X chooses several, F looks at, Space makes a path end.

import { actors, nameOf } from "./data.js";
import { byId, digits, make } from "./dom.js";
import { drawn } from "./drawn.js";
import { lookAtActor } from "./fitting.js";
import { asPathEnd } from "./pathfinder.js";
import { pointAt } from "./pointing.js";
import { chooseAlso, chosenOnes } from "./several.js";
import { kindIcon } from "./shapes.js";
import { showPanel } from "./sheet.js";
import { select } from "./state.js";

const LISTED_AT_MOST = 400;
/** @type {Actor[]} */
let rosterOf = [];

export function rosterSection() {
  const list = make("ul", { class: "roster", id: "roster", role: "listbox", tabindex: 0, "aria-multiselectable": "true", "aria-label": "Actors in the picture. Enter opens, X chooses it with others, F looks at, Space makes a path end.", hidden: true });
  const fold = make("button", { type: "button", id: "roster-fold", class: "fold", "aria-expanded": "false", "aria-controls": "roster", onclick: () => openRoster(list.hidden) }, "Actors shown");
  list.addEventListener("keydown", rosterKey);
  list.addEventListener("click", (/** @type {any} */ event) => {
    const item = event.target.closest('[role="option"]');
    if (!item) return;
    standOn(rosterOf.indexOf(Number(item.dataset.actor)));
    if (event.ctrlKey || event.metaKey || event.target.closest(".pick")) chooseAlso(Number(item.dataset.actor));
    else if (event.shiftKey) asPathEnd(Number(item.dataset.actor));
    else select({ actor: Number(item.dataset.actor) });
  });
  list.addEventListener("blur", () => pointAtActor(-1));
  list.addEventListener("focus", () => standOn(Math.max(0, standing())));
  return make("section", { class: "facet" }, make("div", { class: "facet-head" }, make("h3", {}, fold), make("span", { class: "facet-note", id: "roster-count" })), list);
}

/** @param {boolean} on */
function openRoster(on) {
  byId("roster").hidden = !on;
  byId("roster-fold").setAttribute("aria-expanded", String(on));
  drawRoster();
}

/** Open the list and stand on it. */
export function goToRoster() {
  showPanel("filters");
  openRoster(true);
  byId("roster").focus();
}

/** By name; drawn only while it is open. */
export function drawRoster() {
  const everyone = [...drawn.actors.keys()].filter((actor) => drawn.actors[actor]);
  byId("roster-count").textContent = digits(everyone.length);
  const list = byId("roster");
  if (list.hidden) return;
  const shown = everyone.sort((one, other) => nameOf(one).localeCompare(nameOf(other), "en")).slice(0, LISTED_AT_MOST);
  if (shown.join() !== rosterOf.join()) {
    const stood = rosterOf[standing()];
    rosterOf = shown;
    list.replaceChildren(...shown.map((actor) => make("li", { role: "option", id: `roster-${actor}`, "data-actor": actor, "aria-selected": "false" }, make("i", { class: "pick", title: "Choose several at once (x)" }), kindIcon(actors.kind[actor]), make("span", {}, nameOf(actor)))));
    if (everyone.length > shown.length) list.append(make("li", { role: "option", class: "quiet", "aria-disabled": "true", "aria-selected": "false" }, `${digits(everyone.length - shown.length)} more: search finds them`));
    standOn(rosterOf.indexOf(stood));
  }
  const chosen = chosenOnes();
  for (const actor of rosterOf) byId(`roster-${actor}`).setAttribute("aria-selected", String(chosen.includes(actor)));
}

const standing = () => rosterOf.findIndex((actor) => byId("roster").getAttribute("aria-activedescendant") === `roster-${actor}`);

/**
 * Stand on a place of the list: its actor is what the keys act on, and is pointed at in the graph.
 * @param {number} place
 */
function standOn(place) {
  const list = byId("roster");
  for (const item of list.querySelectorAll(".standing")) item.classList.remove("standing");
  if (place < 0 || !rosterOf.length) {
    list.removeAttribute("aria-activedescendant");
    return;
  }
  const item = byId(`roster-${rosterOf[place]}`);
  item.classList.add("standing");
  list.setAttribute("aria-activedescendant", item.id);
  if (document.activeElement === list) pointAtActor(rosterOf[place]);
  // Not scrollIntoView: that would move the page as well.
  list.scrollTop = Math.max(Math.min(list.scrollTop, item.offsetTop - list.offsetTop), item.offsetTop - list.offsetTop + item.offsetHeight - list.clientHeight);
}

/**
 * Light an actor as if the pointer were on it.
 * @param {Actor} actor
 */
const pointAtActor = (actor) => pointAt({ actor, relation: -1 });

/** @param {KeyboardEvent} event */
function rosterKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || !rosterOf.length) return;
  const place = standing();
  const actor = rosterOf[place];
  const last = rosterOf.length - 1;
  const to = { ArrowDown: Math.min(last, place + 1), ArrowUp: Math.max(0, place - 1), Home: 0, End: last, PageDown: Math.min(last, place + 10), PageUp: Math.max(0, place - 10) }[event.key];
  if (to !== undefined) standOn(to);
  else if (actor !== undefined && event.key === "Enter") select({ actor });
  else if (actor !== undefined && event.key === " ") asPathEnd(actor);
  else if (actor !== undefined && event.key === "f") lookAtActor(actor);
  else if (actor !== undefined && event.key === "x") chooseAlso(actor);
  else return;
  event.preventDefault();
  event.stopPropagation();
}
