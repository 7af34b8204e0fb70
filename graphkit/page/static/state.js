// Changes the view: works out what is seen, tells listeners, and lets the link follow.

import { ACTORS, RELATIONS, kindOf, relations, relationsOf, setKnown } from "./data.js";
import { keepInHash } from "./link.js";
import { settle, view } from "./view.js";
import { inTime, passesFilters } from "./visibility.js";
import { HIDDEN } from "./windows.js";

/** Derived on each change: the verdict per relation, before (`timed`) and after the filters; who is seen. */
export const seen = {
  timed: new Uint8Array(RELATIONS),
  verdict: new Uint8Array(RELATIONS),
  active: new Uint8Array(ACTORS),
};

/** @type {((what: ViewParts) => void)[]} */
const listeners = [];
/** @param {(what: ViewParts) => void} listener */
export const onChange = (listener) => listeners.push(listener);

/**
 * Stages that run after dates and filters gave their verdicts and before it is settled who is seen.
 * @type {(() => void)[]}
 */
const stages = [];
/** @param {() => void} stage */
export const onVerdicts = (stage) => stages.push(stage);

export function recompute() {
  setKnown(view.knownBy);
  for (let row = 0; row < RELATIONS; row += 1) {
    const timed = inTime(row, view);
    seen.timed[row] = timed;
    seen.verdict[row] = timed !== HIDDEN && passesFilters(row, view) ? timed : HIDDEN;
  }
  for (const stage of stages) stage();
  seen.active.fill(0);
  for (let row = 0; row < RELATIONS; row += 1) {
    if (seen.verdict[row] === HIDDEN) continue;
    seen.active[relations.source[row]] = 1;
    seen.active[relations.target[row]] = 1;
  }
  if (view.mode === "all") {
    for (let actor = 0; actor < ACTORS; actor += 1) {
      if (!relationsOf[actor].length && !view.offKinds.has(kindOf(actor).name)) seen.active[actor] = 1;
    }
  }
}

/**
 * Change the view and tell everyone; `what` names the parts of it that are new.
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
