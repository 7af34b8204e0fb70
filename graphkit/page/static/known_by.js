// The control "As known by": a day, with a slider over the days on which sources were published.

import { nextDay } from "./beginnings.js";
import { dayText } from "./days.js";
import { byId, make } from "./dom.js";
import { pageKeys, setField, startField } from "./fields.js";
import { stopPlaying } from "./play.js";
import { change } from "./state.js";
import { view } from "./view.js";
import { knownDays, knownWhenMade, lastDay } from "./view_days.js";

export function startKnown() {
  byId("known").hidden = knownDays.length === 0;
  if (!knownDays.length) return;
  const [low, high] = [knownDays[0], knownDays[knownDays.length - 1]];
  const range = byId("range-known");
  Object.assign(range, { min: low, max: Math.max(high, low + 1) });
  /** @param {Day} day */
  const setKnownBy = (day) => {
    stopPlaying();
    change({ knownBy: Math.min(day, knownWhenMade()) });
  };
  byId("known-on").addEventListener("change", () => {
    const asked = lastDay();
    setKnownBy(byId("known-on").checked ? Math.max(low, Math.min(high, asked !== null && Number.isFinite(asked) ? asked : high)) : Infinity);
  });
  range.addEventListener("input", () => setKnownBy(Number(range.value)));
  range.addEventListener("keydown", (event) => pageKeys(event, (on) => setKnownBy(nextDay(knownDays, Number(range.value), on) ?? Number(range.value))));
  startField(byId("date-known"), (day) => setKnownBy(day ?? Infinity));
  byId("known-ticks").append(...knownTicks(low, Math.max(high, low + 1)));
}

/**
 * Ticks where sources came out, none twice at one place.
 * @param {Day} low
 * @param {Day} high
 */
function knownTicks(low, high) {
  const places = new Set(Array.from(knownDays, (day) => Math.round(((day - low) / (high - low)) * 150) / 1.5));
  return [...places].map((place) => {
    const tick = make("i", {});
    tick.style.left = `${place}%`;
    return tick;
  });
}

export function syncKnown() {
  const on = Number.isFinite(view.knownBy);
  byId("known-on").checked = on;
  byId("known").classList.toggle("on", on);
  byId("known-parts").hidden = !on;
  if (!on) return;
  byId("range-known").value = String(view.knownBy);
  byId("range-known").setAttribute("aria-valuetext", dayText(view.knownBy));
  setField("date-known", view.knownBy);
}
