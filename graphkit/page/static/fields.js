// Fields for an exact day, and the keys of sliders.

import { fromIso, isDay, isoDay } from "./days.js";
import { byId } from "./dom.js";
import { stopPlaying } from "./play.js";

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
    document.body.classList.toggle("awaited", on);
  };
  const take = () => {
    wait(false);
    if (!input.validity.badInput) act(fromIso(input.value));
  };
  input.addEventListener("change", () => wait(true));
  input.addEventListener("keydown", (event) => event.key === "Enter" && take());
  input.addEventListener("blur", () => waiting && take());
}

/** @param {string} id @param {Day} day */
export function setField(id, day) {
  const text = isDay(day) ? isoDay(day) : "";
  if (byId(id).value !== text) byId(id).value = text;
}
