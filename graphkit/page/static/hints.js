// Tells at the edges of the drawing what lies beyond them, and names what is chosen but not drawn.

import { centerNow, lookAround, moveCamera, onDrawn, scaleNow, toGraph, toWindow } from "./camera.js";
import { ACTORS, nameOf, setKnown } from "./data.js";
import { byId, digits, make, plural } from "./dom.js";
import { drawn } from "./drawn.js";
import { lacking } from "./facets.js";
import { follow } from "./fitting.js";
import { nodeX, nodeY } from "./geometry.js";
import { FADED, lit } from "./highlight.js";
import { writtenNames } from "./labels.js";
import { isSame, viewReasons, withoutText } from "./reasons.js";
import { chosenNow, isActive, onChange } from "./state.js";
import { view } from "./view.js";

/**
 * A side of the drawing, and of what lies beyond it: how many actors, their places along it added up, the nearest and how far it is, and whom of them is chosen.
 * @param {string} name
 * @param {string} sign
 * @param {string} where
 */
function sideOf(name, sign, where) {
  const words = make("span", { dir: "auto" });
  const button = make("button", { type: "button", class: `hint hint-${name}`, hidden: true }, make("span", { class: "hint-words" }, make("b", { "aria-hidden": "true" }, sign), words));
  return { where, words, button, isUpright: name === "left" || name === "right", isFirst: name === "left" || name === "top", count: 0, along: 0, nearest: -1, least: Infinity, chosen: -1 };
}
const sides = [sideOf("left", "‹", "to the left"), sideOf("right", "›", "to the right"), sideOf("top", "‹", "above"), sideOf("bottom", "›", "below")];
/** @typedef {ReturnType<typeof sideOf>} Side */

/** @type {HTMLElement} */
const absent = make("ul", { class: "absent" });

export function startHints() {
  for (const side of sides) {
    side.button.addEventListener("click", () => goTo(side));
    // These are no clicks on what lies under them.
    for (const type of ["click", "dblclick"]) side.button.addEventListener(type, (/** @type {Event} */ event) => event.stopPropagation());
    byId("network").append(side.button);
  }
  byId("network").append(absent);
  onDrawn(drawHints);
  // What hides them may be something else then.
  onChange(() => delete absent.dataset.actors);
}

/** @param {Side} side */
function goTo({ nearest, chosen }) {
  if (chosen >= 0) return follow();
  moveCamera({ x: nodeX[nearest], y: nodeY[nearest] }, undefined, true);
  return lookAround();
}

/** In pixels: how near to a corner a hint may stand, and how far aside from where it belongs. */
const CORNER = 46;
const ASIDE = Array.from({ length: 25 }, (_, place) => (place % 2 ? -12 : 12) * (place + (place % 2)));

/**
 * Whether a hint at a place of an edge lies on a name.
 * @param {Point} at
 * @param {boolean} isUpright
 */
function isOnName({ x, y }, isUpright) {
  const [wide, high] = isUpright ? [56, 18] : [34, 42];
  const [first, last] = [toGraph({ x: x - wide, y: y - high }), toGraph({ x: x + wide, y: y + high })];
  return writtenNames().some(({ left, right, top, bottom }) => left < last.x && right > first.x && top < last.y && bottom > first.y);
}

function drawHints() {
  const { clientWidth: width, clientHeight: height } = byId("network");
  const [center, scale, chosen] = [centerNow(), scaleNow(), chosenNow()];
  for (const side of sides) Object.assign(side, { count: 0, along: 0, nearest: -1, least: Infinity, chosen: -1 });
  for (let actor = 0; actor < ACTORS; actor += 1) {
    if (!drawn.actors[actor] || lit.actors[actor] === FADED) continue;
    const x = (nodeX[actor] - center.x) * scale + width / 2;
    const y = (nodeY[actor] - center.y) * scale + height / 2;
    const beyond = Math.max(-x, x - width, -y, y - height);
    if (beyond <= 0) continue;
    const side = sides[[-x, x - width, -y, y - height].indexOf(beyond)];
    side.count += 1;
    side.along += side.isUpright ? y : x;
    if (beyond < side.least) [side.nearest, side.least] = [actor, beyond];
    if (chosen.includes(actor)) side.chosen = actor;
  }
  for (const side of sides) show(side, width, height);
  nameAbsent(chosen.filter((actor) => !drawn.actors[actor]));
}

/** @param {Side} side @param {number} width @param {number} height */
function show({ button, words, where, isUpright, isFirst, count, along, chosen }, width, height) {
  button.hidden = count === 0;
  if (!count) return;
  const [length, across] = isUpright ? [height, width] : [width, height];
  const edge = isFirst ? 0 : across;
  const places = ASIDE.map((aside) => Math.round(Math.max(CORNER, Math.min(length - CORNER, along / count + aside))));
  const place = places.find((at) => !isOnName(isUpright ? { x: edge, y: at } : { x: at, y: edge }, isUpright)) ?? places[0];
  button.style[isUpright ? "top" : "left"] = `${place}px`;
  const text = chosen < 0 ? digits(count) : nameOf(chosen);
  const label = chosen < 0 ? `${plural(count, "actor")} ${where}: look there` : `${text}, which is chosen, is ${where}: look there`;
  if (words.textContent !== text) words.textContent = text;
  if (button.title !== label) Object.assign(button, { title: label, ariaLabel: label });
}

/**
 * What hides an actor: whatever would show it again on its own.
 * @param {Actor} actor
 */
function whyAbsent(actor) {
  /** @param {View} asked */
  const isThere = (asked) => isActive(actor, { ...view, ...asked });
  /** @type {Reason} */
  const newsroom = { name: "filter", group: "families", filter: "newsroom", view: { offFamilies: lacking(view.offFamilies, "newsroom") } };
  const reasons = [...viewReasons(view, isThere), newsroom].filter((reason) => !isSame(view, reason.view) && isThere({ ...view, ...reason.view }));
  setKnown(view.knownBy);
  const texts = reasons.map((reason) => withoutText(reason).replace(/^[A-Z]/, (sign) => sign.toLowerCase()));
  return texts.length ? `Shown ${texts.join(", or ")}.` : "Several filters, or filters and days, hide it together.";
}

/**
 * What is chosen has its name where it would stand, with the reason why it does not.
 * @param {Actor[]} actors
 */
function nameAbsent(actors) {
  if (absent.dataset.actors !== actors.join()) {
    absent.dataset.actors = actors.join();
    absent.replaceChildren(...actors.map((actor) => make("li", {}, `${nameOf(actor)}: not in what is shown. ${whyAbsent(actor)}`)));
  }
  actors.forEach((actor, place) => {
    const { x, y } = toWindow({ x: nodeX[actor], y: nodeY[actor] });
    Object.assign(/** @type {HTMLElement} */ (absent.children[place]).style, { left: `${Math.round(x)}px`, top: `${Math.round(y)}px` });
  });
}
