// Colours and sizes actors by the attributes that the reader chose for it.

import { ACTORS, actors, attributes, field, optionOf } from "./data.js";
import { sizeActors } from "./geometry.js";
import { theme } from "./theme.js";
import { view } from "./view.js";

/**
 * The hue of an option of an attribute.
 * @param {number} place
 * @param {number} count
 */
export const hueOf = (place, count) => Math.round((place * 360) / count);

/**
 * The colour of an actor: of its kind, or of its value; grey where it has none.
 * @param {Actor} actor
 */
export function colourOf(actor) {
  const place = attributes.findIndex(({ name }) => name === view.colour);
  if (place < 0) return theme.kinds[actors.kind[actor]];
  const { options } = attributes[place];
  const option = options.indexOf(optionOf(place, actor));
  return option < 0 ? theme.soft : `hsl(${hueOf(option, options.length)} 60% ${theme.name === "dark" ? 62 : 40}%)`;
}

/** The attributes that are numbers wherever they are told, each with the value of each actor that has one. */
const measures = new Map();
for (let actor = 0; actor < ACTORS; actor += 1) {
  for (const [name, value] of field(actors, "attributes", actor, [])) {
    if (!measures.has(name)) measures.set(name, new Map());
    measures.get(name).set(actor, value.trim() === "" ? NaN : Number(value));
  }
}
for (const [name, values] of measures) if (![...values.values()].every(Number.isFinite) || new Set(values.values()).size < 2) measures.delete(name);
export const measureNames = [...measures.keys()].sort((one, other) => one.localeCompare(other, "en"));

/** Size actors by the chosen attribute, those without a value the least; by their relations where none is chosen. */
export function sizeByChoice() {
  const values = measures.get(view.size);
  if (!values) return sizeActors(actors.size);
  const least = Math.min(...values.values());
  const most = Math.max(...values.values());
  return sizeActors(actors.size.map((/** @type {number} */ _, /** @type {Actor} */ actor) => (values.has(actor) ? 7 + 19 * Math.sqrt((values.get(actor) - least) / (most - least)) : 4)));
}
