// Fields for an exact day, and the keys of sliders.

import { fromIso, isDay, isoDay } from "./days.js";
import { byId } from "./dom.js";
import { stopPlaying } from "./play.js";
import { released } from "./pressing.js";

/**
 * Page keys go by a week: a tenth of the axis, as browsers have it, is too far.
 * @param {KeyboardEvent} event
 * @param {(steps: number) => void} go
 */
export function pageKeys(event, go) {
  const weeks = { PageUp: 1, PageDown: -1 }[event.key];
  if (!weeks) return;
  event.preventDefault();
  stopPlaying();
  go(weeks);
}

/** The fields in which a day was typed that does not count yet. @type {Set<PageElement>} */
const awaited = new Set();

/**
 * A field for an exact day. Typing a year passes through the year 2: what is typed counts after a pause, or at once on Enter.
 * @param {PageElement} input
 * @param {(day: Day | null) => any} act
 */
export function startField(input, act) {
  let waiting = 0;
  /** What is shown is still of the day before: dimmed meanwhile. @param {boolean} on */
  const wait = (on) => {
    clearTimeout(waiting);
    waiting = on ? setTimeout(take, 450) : 0;
    awaited[on ? "add" : "delete"](input);
    document.body.classList.toggle("awaited", awaited.size > 0);
  };
  const take = () => {
    wait(false);
    if (!input.validity.badInput) act(fromIso(input.value));
  };
  input.addEventListener("change", () => wait(true));
  input.addEventListener("keydown", (event) => event.key === "Enter" && take());
  // Left for a button, which the lists drawn anew may take away, it waits for the click.
  input.addEventListener("blur", () => released().then(() => waiting && take()));
}

/** Show a day in its field, unless another is being typed there. @param {string} id @param {Day} day */
export function setField(id, day) {
  if (awaited.has(byId(id))) return;
  const text = isDay(day) ? isoDay(day) : "";
  if (byId(id).value !== text) byId(id).value = text;
}
