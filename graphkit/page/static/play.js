// Play through time on either clock, at a chosen speed, and steps by a day or to the next event.

import { axis, endOfStory, zoomAxis } from "./axis.js";
import { daysOfEvents } from "./bars.js";
import { leaping, nextDay } from "./beginnings.js";
import { byId, reducedMotion } from "./dom.js";
import { addKeys } from "./keys.js";
import { change } from "./state.js";
import { settle, view } from "./view.js";
import { clock, firstDay, knownDays, knownWhenMade, lastDay } from "./view_days.js";

/** @type {(() => void) | null} */
let playing = null; // or what stops the next frame
let moving = false; // while a step or a frame of play itself changes the days
export const isPlaying = () => playing !== null;
export const isMoving = () => moving;

const WHOLE_PLAY = 16; // seconds for the whole axis at speed 1
const STEP_MS = 1500;

export const speed = () => Number(byId("speed").value) || 1;

export function startPlay() {
  byId("play").addEventListener("click", () => (playing ? stopPlaying() : play()));
  byId("play-known").addEventListener("click", () => (playing ? stopPlaying() : playKnown()));
  for (const [id, act] of Object.entries({ "step-back": () => step(-1), "step-on": () => step(1), "day-back": () => stepDay(-1), "day-on": () => stepDay(1) })) {
    byId(id).addEventListener("click", () => {
      stopPlaying();
      act();
    });
  }
  /** @param {(key: string) => void} act */
  const acts = (act) => (/** @type {KeyboardEvent} */ event) => {
    stopPlaying();
    act(event.key);
  };
  addKeys("Time",
    { press: [" "], only: "graph", says: "Play, pause", act: () => (playing ? stopPlaying() : play()) },
    { press: ["ArrowLeft", "ArrowRight"], only: "graph", says: "To the event before, to the next", act: acts((key) => step(key === "ArrowRight" ? 1 : -1)) },
    { press: [",", "."], says: "A day back, a day on", act: acts((key) => stepDay(key === "." ? 1 : -1)) },
    { press: ["Home", "End"], only: "graph", says: "To the first day of the axis, to the last", act: acts((key) => moveTo(key === "Home" ? firstStop() : axis.to)) },
    { press: ["-", "+"], says: "A longer axis, a shorter one", act: (event) => zoomAxis(event.key === "+" ? 0.5 : 2) },
    { press: ["PageUp", "PageDown"], says: "On a slider: a week; what was known: to the next source" });
}

/**
 * The days moved to a new last day; a period keeps its length.
 * @param {Day} day
 * @returns {ViewParts}
 */
function daysEndingOn(day) {
  const { first, last } = clock();
  if (!last) return { mode: "day", day };
  if (!first) return { [last]: day };
  const shift = day - view[last];
  return { [first]: Number.isFinite(shift) ? view[first] + shift : Math.min(view[first], day), [last]: day };
}

/** @param {Day} day @param {ViewParts} [parts] */
function moveTo(day, parts = daysEndingOn(day)) {
  moving = true;
  change(parts);
  moving = false;
}

/** The earliest last day with which a period still lies on the axis. */
function firstStop() {
  const length = clock().first ? lastDay() - firstDay() : 0;
  return Math.min(axis.to, axis.from + (Number.isFinite(length) ? length : 0));
}

/**
 * Go to the next or previous day on which something begins; returns whether there is one.
 * @param {1 | -1} direction
 */
function step(direction) {
  const last = lastDay();
  const now = last === null ? -direction * Infinity : Number.isFinite(last) ? last : axis.to + 1;
  const next = nextDay(daysOfEvents(), now, direction);
  if (next === null) return false;
  moveTo(next);
  return true;
}

/** @param {number} direction */
function stepDay(direction) {
  const last = lastDay();
  moveTo(last !== null && Number.isFinite(last) ? last + direction : direction > 0 ? axis.from : axis.to);
}

/**
 * Go to where a play begins: the day or period moves to the end of the story; a period too long to move grows from its first day.
 * Returns what moves it on, to which last day, and how many days a second.
 */
export function beginPlay() {
  const first = firstDay();
  const grows = clock().first && !((lastDay() - first) * 2 <= axis.to - axis.from);
  const last = Math.max(axis.to, endOfStory());
  settle({ look: null });
  if (view.mode === "all") moveTo(axis.from);
  else if (grows) {
    const start = Number.isFinite(first) ? first : axis.from;
    moveTo(start, { [clock().first]: first, [clock().last]: start + clock().apart });
  } else if (nextDay(daysOfEvents(), lastDay(), 1) === null) moveTo(firstStop());
  /** @param {Day} day */
  const to = (day) => moveTo(day, grows ? { [clock().last]: day } : undefined);
  const kept = clock().first && !grows && Number.isFinite(lastDay() - firstDay()) ? lastDay() - firstDay() : 0;
  const most = kept + Math.max(7, (axis.to - axis.from) / 24);
  const from = Number.isFinite(lastDay()) ? lastDay() : axis.from;
  const days = daysOfEvents();
  const { length, dayAfter } = leaping(days, from, Math.max(from, last), most);
  return { to, last, length, dayAfter, pace: Math.max(WHOLE_PLAY, leaping(days, axis.from, axis.to, most).length, length) / WHOLE_PLAY };
}

/** Play the time, and the camera with it. */
function play() {
  const { to, last, ...run } = beginPlay();
  showPlaying("play");
  if (reducedMotion()) everyStep(() => nextDay(daysOfEvents(), lastDay(), 1) ?? last, to, last, STEP_MS);
  else everyFrame(to, run);
}

/** Play "As known by": from source to source. */
function playKnown() {
  const last = Math.min(knownDays[knownDays.length - 1], knownWhenMade());
  /** @param {Day} day */
  const to = (day) => change({ knownBy: day });
  if (view.knownBy >= last) to(knownDays[0]);
  showPlaying("play-known");
  everyStep(() => nextDay(knownDays, view.knownBy, 1) ?? last, to, last, Math.max(150, Math.min(STEP_MS, (WHOLE_PLAY * 1000) / knownDays.length)));
}

/**
 * A day or more a frame, however fast frames come.
 * @param {(day: Day) => void} to
 * @param {{ length: number, dayAfter: (run: number) => Day, pace: number }} run
 */
function everyFrame(to, { length, dayAfter, pace }) {
  let at = 0;
  let shown = lastDay();
  let then = -1;
  let waiting = 0;
  /** @param {number} now */
  const frame = (now) => {
    at = Math.min(length, at + (Math.min(now - (then < 0 ? now : then), 200) / 1000) * pace * speed());
    then = now;
    if (Math.floor(dayAfter(at)) > shown) {
      shown = Math.floor(dayAfter(at));
      to(shown);
    }
    if (at >= length) stopPlaying();
    if (playing) waiting = requestAnimationFrame(frame);
  };
  waiting = requestAnimationFrame(frame);
  playing = () => cancelAnimationFrame(waiting);
}

/**
 * Step from day to day, with a pause on each.
 * @param {() => Day} next
 * @param {(day: Day) => void} to
 * @param {Day} last
 * @param {number} pause
 */
function everyStep(next, to, last, pause) {
  let waiting = 0;
  const tick = () => {
    const day = Math.min(last, next());
    to(day);
    if (day >= last) stopPlaying();
    if (playing) waiting = setTimeout(tick, pause / speed());
  };
  waiting = setTimeout(tick, pause / speed() / 2);
  playing = () => clearTimeout(waiting);
}

/** @param {string | null} id */
function showPlaying(id) {
  for (const button of [byId("play"), byId("play-known")]) button.textContent = button.id === id ? "Pause" : "Play";
  byId("play-known").setAttribute("aria-label", `${byId("play-known").textContent} what was known`);
}

/** Stop without calling listeners, for callers that change the view next; returns whether anything was playing. */
export function halt() {
  if (!playing) return false;
  playing();
  playing = null;
  showPlaying(null);
  return true;
}

export function stopPlaying() {
  const stopped = halt();
  if (stopped) change({});
  return stopped;
}
