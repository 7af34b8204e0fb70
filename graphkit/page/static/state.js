// Changes the view: computes what is visible, calls the listeners, and updates the link.

import { ACTORS, RELATIONS, aboutOf, isAlone, kindOf, relations, relationsAbout, relationsOf, rowsWhere, setAsOf, setKnown } from "./data.js";
import { keepInHash } from "./link.js";
import { settle, view } from "./view.js";
import { inTime, masksFor, passesFilters } from "./visibility.js";
import { HIDDEN } from "./windows.js";

/** Computed on each change: the verdict per relation, before (`timed`) and after the filters, and which actors are visible. */
export const visible = {
  timed: new Uint8Array(RELATIONS),
  verdict: new Uint8Array(RELATIONS),
  active: new Uint8Array(ACTORS),
};

export const shownRows = () => rowsWhere((row) => visible.verdict[row] !== HIDDEN);

/** @type {((what: ViewParts) => void)[]} */
const listeners = [];
/** @param {(what: ViewParts) => void} listener */
export const onChange = (listener) => listeners.push(listener);

/**
 * Add a stage that runs after the verdicts of dates and filters, and before the visible actors are computed.
 * @type {(() => void)[]}
 */
const stages = [];
/** @param {() => void} stage */
export const onVerdicts = (stage) => stages.push(stage);

export function recompute() {
  setKnown(view.knownBy);
  setAsOf(view.mode === "day" ? view.day : Infinity);
  const masks = masksFor(view);
  for (let row = 0; row < RELATIONS; row += 1) {
    visible.timed[row] = inTime(row, view);
    visible.verdict[row] = masks[row] ? HIDDEN : visible.timed[row];
  }
  for (const stage of stages) stage();
  visible.active.fill(0);
  for (let row = 0; row < RELATIONS; row += 1) {
    if (visible.verdict[row] === HIDDEN) continue;
    visible.active[relations.source[row]] = 1;
    visible.active[relations.target[row]] = 1;
    for (const actor of aboutOf[row]) if (mayStand(actor, view)) visible.active[actor] = 1;
  }
  if (view.mode === "all") for (let actor = 0; actor < ACTORS; actor += 1) if (isAlone(actor) && mayStand(actor, view)) visible.active[actor] = 1;
  for (const actor of view.pin) visible.active[actor] = 1;
}

/**
 * Whether the filters let an actor be seen of which no visible relation is.
 * @param {Actor} actor
 * @param {View} asked
 */
const mayStand = (actor, asked) => !asked.offKinds.has(kindOf(actor).name) && !asked.hide.has(actor) && (asked.only.size < 2 || asked.only.has(actor));

/**
 * Whether a view shows an actor; what is known is set to its day.
 * @param {Actor} actor
 * @param {View} asked
 */
export function isActive(actor, asked) {
  setKnown(asked.knownBy);
  const rows = mayStand(actor, asked) ? [...relationsOf[actor], ...relationsAbout[actor]] : relationsOf[actor];
  return rows.some((row) => inTime(row, asked) !== HIDDEN && passesFilters(row, asked)) || (asked.mode === "all" && isAlone(actor) && mayStand(actor, asked));
}

/**
 * Change parts of the view, recompute, and call all listeners with the changed parts.
 * @param {ViewParts} what
 */
export function change(what) {
  settle(what);
  recompute();
  for (const listener of listeners) listener(what);
  keepInHash();
}

/** @param {Choice | null} selection */
export function select(selection) {
  change({ selection });
}

/** The actors of what is chosen: one or several, or the ends of a relation or of a pair, or all along a path. */
export function chosenNow() {
  const { actor, actors: several, relation, pair, path } = view.selection || {};
  if (several || pair) return several || pair;
  if (actor !== undefined) return [actor];
  if (relation !== undefined) return [relations.source[relation], relations.target[relation]];
  return (path && path.actors) || [];
}
