// Lets the address follow the view, one entry of the browser's history for each act of the reader, and reads the view that a link names.

import { page } from "./data.js";
import { note } from "./files.js";
import { hashOf, readHash, unreadIn } from "./hash.js";
import { viewOfStep } from "./steps.js";
import { openingView, settle, view } from "./view.js";

const EMBEDDED_BY_HASH = /[#&]embed\b/.test(location.hash);
/** Whether the page stands inside another: its address says ?embed or #embed. */
export const isEmbedded = EMBEDDED_BY_HASH || new URLSearchParams(location.search).has("embed");

const LATER = 250; // milliseconds: the address does not follow every day of a play

let acts = 0;
let waiting = 0;
/** What the present entry of the history shows, and the act that made it. */
const entry = { shows: "", act: -1 };
/** The hash that was written or read last: another is of a link changed by hand, whose event is on its way. */
let known = location.hash;
/** @type {() => number[] | null} */
let camera = () => null;

/** The hash of the view but for the camera and the axis: these are no steps that one goes back by. */
function shownNow() {
  const { look, axis } = view;
  settle({ look: null, axis: null });
  const shown = hashOf();
  settle({ look, axis });
  return shown;
}

/**
 * Write the address: as a new entry, or in place of the present one. With it goes where the camera is.
 * @param {"pushState" | "replaceState"} how
 */
function write(how) {
  clearTimeout(waiting);
  waiting = 0;
  if (location.hash !== known) return;
  try {
    history[how](camera(), "", `#${hashOf()}${EMBEDDED_BY_HASH ? "&embed" : ""}`);
    known = location.hash;
  } catch {
    // Some browsers refuse this to files and frames: then the address just does not follow.
  }
}

function amend() {
  entry.shows = shownNow();
  write("replaceState");
}

let resting = false;
let missed = () => {};
/**
 * Let the address, and the page, rest at what is shown now; returns what ends that, and then shows what the reader went back or forward to meanwhile.
 */
export function restHistory() {
  if (waiting) amend();
  [resting, missed] = [true, () => {}];
  return () => {
    resting = false;
    missed();
  };
}

/** Let the address follow: the first change of an act makes an entry, whatever else the act changes goes into it a moment later. */
export function keepInHash() {
  if (resting) return;
  const shows = entry.act === acts ? entry.shows : shownNow();
  if (shows !== entry.shows) {
    Object.assign(entry, { shows, act: acts });
    write("pushState");
  } else {
    clearTimeout(waiting);
    waiting = setTimeout(amend, LATER);
  }
}

/** @type {EventTarget | null} */
let fieldOfKeys = null;

/**
 * A press, a click or a key begins an act; a key held down, and all keys on one slider or field, are one.
 * @param {any} event
 */
function beginAct(event) {
  const isKey = event.type === "keydown";
  if (event.type === "click" && event.detail > 0) return;
  if (isKey && (event.repeat || (fieldOfKeys === event.target && event.key !== "Enter"))) return;
  fieldOfKeys = isKey && event.target.matches("input:not([type=checkbox], [type=radio])") ? event.target : null;
  if (waiting) amend();
  acts += 1;
}

/** @param {any} state */
const isPlace = (state) => Array.isArray(state) && state.length === 3 && state.every(Number.isFinite);

/**
 * Begin to follow the reader. `where()` tells where the camera is; `show(view, where)` shows an entry that the reader goes back or
 * forward to, or a link changed by hand, of which it is not known where the camera was.
 * @param {() => number[]} where
 * @param {(view: View, where: number[] | null) => void} show
 */
export function startHistory(where, show) {
  camera = where;
  entry.shows = shownNow();
  for (const type of ["pointerdown", "keydown", "click"]) addEventListener(type, beginAct, true);
  const goThere = () => {
    known = location.hash;
    // What says nothing of a view leads to a place of the page.
    if (location.hash && !readHash(location.hash)) {
      tellUnread();
      return amend();
    }
    entry.act = acts;
    show(linkedView(), isPlace(history.state) ? history.state : null);
    entry.shows = shownNow();
    acts += 1;
  };
  addEventListener("hashchange", () => {
    if (resting) missed = goThere;
    else goThere();
  });
}

/** Say what a link asks for that this page cannot show: without it, more or other things are seen than were sent. */
function tellUnread() {
  // &again: nobody sent it, the desk draws its view anew and tells by itself what is gone since.
  const unread = /&again\b/.test(location.hash) ? [] : unreadIn(location.hash);
  if (unread.length) note(`The link asks for what this page does not have, so the view is another: ${unread.join("; ")}`, true);
}

/**
 * What the page opens on when its link says nothing: the story's first step, where it has one.
 * @returns {View}
 */
const firstView = () => ({ ...openingView(), ...(page.opening.step === undefined ? {} : viewOfStep(page.opening.step)) });

/**
 * The view that a link names, on top of what the page opens on; a step without days brings its own.
 * @returns {View}
 */
export function linkedView() {
  const linked = readHash(location.hash);
  tellUnread();
  if (!linked) return firstView();
  return { ...openingView(), ...(linked.step === undefined || linked.mode ? {} : viewOfStep(linked.step)), ...linked };
}
