// The steps of the story: the view that each step shows, and its cast (the actors in colour).

import { ACTORS, actorNumbers, page, relationNumbers, relations } from "./data.js";
import { openingView, view } from "./view.js";

/** Who is in colour at a step: its actors, and what is between them; everyone where no step is shown. */
export const cast = { on: false, actors: new Uint8Array(ACTORS) };

/** @param {Row} row */
export const inCast = (row) => !cast.on || (cast.actors[relations.source[row]] && cast.actors[relations.target[row]]) === 1;

/**
 * The time that a step shows; one that names none tells of the whole story.
 * @param {Step} step
 * @returns {ViewParts}
 */
function timeOfStep({ day, from, to }) {
  if (day !== undefined) return { mode: "day", day };
  if (from === undefined && to === undefined) return { mode: "all" };
  return { mode: "span", from: from ?? -Infinity, to: to ?? Infinity };
}

/** @param {number} number @returns {ViewParts} */
export function viewOfStep(number) {
  const step = page.story[number];
  const actor = actorNumbers.get(step.selection);
  const relation = relationNumbers.get(step.selection);
  return {
    ...timeOfStep(step),
    knownBy: openingView().knownBy,
    depth: 0,
    step: number,
    selection: actor !== undefined ? { actor } : relation !== undefined ? { relation } : null,
  };
}

/** Whether what is chosen is what the story's step chose, not the reader. */
export const isStepSelection = () => JSON.stringify(view.selection) === JSON.stringify(viewOfStep(view.step).selection);

/** Whether the reader went to other days than those of the step; to choose something is to read on. */
export function hasLeftStep() {
  if (view.step === null) return false;
  const { knownBy, ...wanted } = { ...timeOfStep(page.story[view.step]), knownBy: openingView().knownBy };
  return view.knownBy !== knownBy || Object.entries(wanted).some(([name, value]) => view[/** @type {keyof View} */ (name)] !== value);
}

export function settleCast() {
  const ids = view.step === null || hasLeftStep() ? [] : page.story[view.step].focus ?? [];
  cast.actors.fill(0);
  for (const id of ids) if (actorNumbers.has(id)) cast.actors[actorNumbers.get(id)] = 1;
  cast.on = cast.actors.includes(1);
}
