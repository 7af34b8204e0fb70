// Names what can colour, size and arrange actors: an attribute, a measure of what is shown, or groups.

import { attributes, page, valuesTold } from "./data.js";

/**
 * The measures of `graphkit rank` that the page has, as it calls them.
 * @type {Record<string, string>}
 */
export const MEASURES = {
  relations: "relations with or about it",
  partners: "partners",
  betweenness: "betweenness",
  closeness: "closeness",
  pagerank: "PageRank",
  first: "first day",
  last: "last day",
  silence: "longest silence",
};
export const GROUPS = "measure:group";
export const KINDS = "measure:kind";
/** @param {string} name */
export const keyOf = (name) => `measure:${name}`;
/** @param {string} key */
export const measureOf = (key) => (key.startsWith("measure:") && Object.hasOwn(MEASURES, key.slice(8)) ? key.slice(8) : null);

/**
 * The attributes that are numbers wherever they are valuesTold, with at least two of them.
 * @type {Map<string, Map<Actor, number>>}
 */
export const numbers = new Map();
for (const [name, values] of valuesTold) {
  const read = new Map([...values].map(([actor, value]) => [actor, value.trim() === "" ? NaN : Number(value)]));
  if ([...read.values()].every(Number.isFinite) && new Set(read.values()).size > 1) numbers.set(name, read);
}

/** @param {string[]} names */
const sorted = (names) => names.sort((one, other) => one.localeCompare(other, "en"));
/** @param {string} name */
const isShared = (name) => new Set(valuesTold.get(name).values()).size <= valuesTold.get(name).size / 2;
/** The attributes that can stand actors in frames, colour them, and size them. */
export const arranging = sorted([...valuesTold.keys()].filter((name) => attributes.some((each) => each.name === name) || (new Set(valuesTold.get(name).values()).size > 1 && isShared(name))));
export const colouring = sorted([...new Set([...numbers.keys(), ...arranging])]);
export const sizing = sorted([...numbers.keys()]);
/** @param {string} key */
export const canColour = (key) => colouring.includes(key) || key === GROUPS || measureOf(key) !== null;
/** @param {string} key */
export const canSize = (key) => sizing.includes(key) || measureOf(key) !== null;
/** @param {string} key */
export const canArrange = (key) => arranging.includes(key) || key === GROUPS || (key === KINDS && page.kinds.length > 1);
