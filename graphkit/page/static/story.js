// The story: named steps, each with a text, days, a cast and a choice; leaving a step and returning to it.

import { page } from "./data.js";
import { byId, make, plural } from "./dom.js";
import { fit, fitStep } from "./fitting.js";
import { addKeys } from "./keys.js";
import { change, onVerdicts } from "./state.js";
import { hasLeftStep, settleCast, viewOfStep } from "./steps.js";
import { view } from "./view.js";

/** @param {number} number */
export function goToStep(number) {
  if (!page.story[number]) return;
  change(viewOfStep(number));
  fitStep();
}

export function leaveStory() {
  change({ step: null, selection: null });
  fit();
}

// --- the card ------------------------------------------------------------------------------------

/** @type {Record<string, any>} */
const storyCard = {};
/** More would be too narrow to hit: then the list alone leads to any step. */
const DOTS_AT_MOST = 12;

/** Built once: what is pressed stays where it is, and keeps the keyboard's focus. */
export function startStory() {
  const { length } = page.story;
  if (!length) return;
  onVerdicts(settleCast);
  const card = storyCard;
  card.place = make("span", {});
  card.all = make("button", { type: "button", class: "story-all", "aria-expanded": "false", "aria-controls": "story-steps", onclick: () => showSteps(card.list.hidden) }, card.place);
  card.leave = make("button", { type: "button", class: "close", "aria-label": "Leave the story", title: "Leave the story", onclick: leaveStory }, "×");
  card.title = make("h2", { id: "story-title", dir: "auto" });
  card.text = make("p", { class: "story-text", dir: "auto" });
  card.left = make("p", { class: "story-left" }, "You went to other days. ", make("button", { type: "button", class: "name", onclick: () => goToStep(view.step) }, "Back to this step"));
  card.back = make("button", { type: "button", "aria-label": "Previous step of the story", title: "Previous step (p)", class: "story-turn", onclick: () => goToStep(view.step - 1) }, "‹");
  card.on = make("button", { type: "button", "aria-label": "Next step of the story", title: "Next step (n)", class: "story-turn", onclick: () => goToStep(view.step === null ? 0 : view.step + 1) }, "›");
  card.dots = page.story.slice(0, length <= DOTS_AT_MOST ? length : 0).map((step, number) => make("button", { type: "button", class: "story-dot", "aria-label": `Step ${number + 1}: ${step.title}`, title: step.title, onclick: () => goToStep(number) }));
  card.list = make("ol", { id: "story-steps", class: "story-steps", hidden: true }, page.story.map((step, number) => make("li", {}, make("button", {
    type: "button", onclick: () => {
      showSteps(false);
      goToStep(number);
      card.all.focus();
    },
  }, make("span", { class: "count" }, String(number + 1)), step.title))));
  card.told = make("div", { "aria-live": "polite" }, card.title, card.text);
  card.turns = make("div", { class: "story-turns" }, card.back, make("div", { class: "story-dots" }, card.dots), card.on);
  byId("story").replaceChildren(make("div", { class: "story-head" }, card.all, card.leave), card.list, card.told, card.left, card.turns);
  byId("story").hidden = false;
  addKeys(
    "Story",
    { press: ["n", "j"], says: "The next step of the story", act: () => goToStep(view.step === null ? 0 : Math.min(length - 1, view.step + 1)) },
    { press: ["p", "k"], says: "The step before", act: () => goToStep(Math.max(0, (view.step ?? 0) - 1)) },
  );
}

/** @param {boolean} on */
function showSteps(on) {
  storyCard.list.hidden = !on;
  storyCard.all.setAttribute("aria-expanded", String(on));
}

export function drawStory() {
  const card = storyCard;
  const number = view.step;
  const step = number === null ? null : page.story[number];
  const { length } = page.story;
  /** @param {Element} element @param {string} text */
  const say = (element, text) => element.textContent === text || (element.textContent = text);
  say(card.place, step ? `The story · ${number + 1} of ${length}` : `The story in ${plural(length, "step")}`);
  say(card.title, step ? step.title : "");
  say(card.text, step ? step.text || "" : "");
  // What the step tells is of its own days: on others one line leads back to it.
  card.told.hidden = !step || hasLeftStep();
  card.leave.hidden = !step;
  card.left.hidden = !hasLeftStep();
  card.back.disabled = !step || number === 0;
  card.on.disabled = number === length - 1;
  card.dots.forEach((/** @type {Element} */ dot, /** @type {number} */ place) => {
    dot.classList.toggle("told", step !== null && place <= number);
    if (place === number) dot.setAttribute("aria-current", "step");
    else dot.removeAttribute("aria-current");
  });
  [...card.list.children].forEach((item, place) => item.classList.toggle("here", place === number));
}
