// Chooses several actors at once, and leaves actors out, keeps only them, or pins them.

import { goBetweens, rowsAround, rowsBetween } from "./among.js";
import { nameOf } from "./data.js";
import { announce, byId, digits, make, plural } from "./dom.js";
import { actorButton, closer } from "./items.js";
import { foldAway, rankedList } from "./ranking.js";
import { pinIcon } from "./shapes.js";
import { change, select } from "./state.js";
import { view } from "./view.js";

/** The actors that are chosen, one or several. */
export const chosenOnes = () => view.selection?.actors ?? (view.selection?.actor === undefined ? [] : [view.selection.actor]);

/**
 * Choose an actor along with those that are chosen, or no longer.
 * @param {Actor} actor
 */
export function chooseAlso(actor) {
  const before = chosenOnes();
  const some = before.includes(actor) ? before.filter((other) => other !== actor) : [...before, actor];
  select(some.length > 1 ? { actors: some } : some.length ? { actor: some[0] } : null);
  announce(`${plural(some.length, "actor")} chosen.`);
}

/** @typedef {"hide" | "only" | "pin"} ActorPart */

/**
 * Add actors to a part of the view, or take them out of it; who is hidden is neither pinned nor kept.
 * @param {ActorPart} part
 * @param {Actor[]} some
 * @param {boolean} on
 */
function put(part, some, on) {
  /** @param {ActorPart} name */
  const without = (name) => new Set([...view[name]].filter((actor) => !some.includes(actor)));
  if (!on) change({ [part]: without(part) });
  else if (part === "hide") change({ hide: new Set([...view.hide, ...some]), only: without("only"), pin: without("pin"), selection: null });
  else if (part === "only") change({ only: new Set(some), hide: without("hide") });
  else change({ pin: new Set([...view.pin, ...some]), hide: without("hide") });
  announce(byId("heading").textContent);
}

/**
 * The buttons that leave actors out, keep only them, and pin them.
 * @param {Actor[]} some
 */
export function actorActs(some) {
  const isOne = some.length === 1;
  /** @param {ActorPart} part @param {string} text @param {string} title */
  const act = (part, text, title) => {
    const on = some.every((actor) => view[part].has(actor)) && (part !== "only" || view.only.size === some.length);
    return make("button", { type: "button", id: `act-${part}`, "aria-pressed": part === "hide" ? null : String(on), title, onclick: () => put(part, some, !on) }, text);
  };
  return make("div", { class: "acts", role: "group", "aria-label": "What is shown of the chosen" },
    act("hide", "Hide", isOne ? "Leave it out, with all its relations" : "Leave them out, with all their relations"),
    act("only", "Keep only", isOne ? "Show its relations only" : "Show only what is between them"),
    act("pin", "Pin", `Keep ${isOne ? "it" : "them"} in the picture, whatever the days and filters`));
}

/** @type {[ActorPart, string, string][]} */
const LISTS = [["hide", "Hidden", "Show again"], ["only", "Only", "No longer keep only"], ["pin", "Pinned", "Unpin"]];

/** Who is hidden, kept alone or pinned, each with a button that undoes it. */
export function drawActorFilters() {
  const panel = byId("actor-filters");
  panel.hidden = LISTS.every(([part]) => !view[part].size);
  panel.replaceChildren(...LISTS.filter(([part]) => view[part].size).map(([part, title, undo]) => make("li", {}, make("span", {}, part === "pin" && pinIcon(), title),
    [...view[part]].map((actor) => make("button", { type: "button", class: "chip", "aria-label": `${undo}: ${nameOf(actor)}`, title: undo, onclick: () => {
      put(part, [actor], false);
      byId("filters").focus({ preventScroll: true });
    } }, nameOf(actor), make("span", { "aria-hidden": "true" }, " ×"))))));
}

const NAMED = 12;

/**
 * The details of several actors: what is between them, who ties them, and what is around them.
 * @param {Actor[]} some
 */
export function aboutSeveral(some) {
  const [between, around, ties] = [rowsBetween(some), rowsAround(some), goBetweens(some)];
  return [
    closer(),
    make("p", { class: "kicker" }, plural(some.length, "actor")),
    make("ul", { class: "chosen-ones" }, some.map((actor) => make("li", {}, actorButton(actor), make("button", { type: "button", class: "chip", "aria-label": `No longer choose ${nameOf(actor)}`, onclick: () => chooseAlso(actor) }, "×")))),
    actorActs(some),
    make("h2", {}, "Between them ", make("span", { class: "count" }, digits(between.length))),
    ...rankedList(between, { key: "between", ongoing: false }),
    ties.length && make("h2", {}, "Tied to several of them"),
    ties.length && make("ul", { class: "ties" }, ties.slice(0, NAMED).map(({ actor, of, rows }) => make("li", {}, actorButton(actor), make("span", { class: "count" }, `${digits(of)} of them, ${plural(rows.length, "relation")}`)))),
    ties.length > NAMED && make("p", { class: "quiet" }, `and ${plural(ties.length - NAMED, "more", "more")}`),
    around.length && foldAway("around", `${plural(around.length, "relation")} around them, of one of them each`, () => rankedList(around, { key: "around-rest", ongoing: false })),
  ];
}
