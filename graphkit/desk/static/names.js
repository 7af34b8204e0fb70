// The names and kinds of actors by their ids, as far as they are known here.

import { ask, held } from "./connection.js";
import { make, plural } from "./dom.js";
import { selectInGraph } from "./graph.js";
import { showPane } from "./tabs.js";

/** @typedef {{ id: string, name: string, kind: string, description?: string, attributes?: Record<string, any>, relations?: number }} Named */
/** @type {Map<string, Named>} */
const known = new Map();
const MOST = 400;

/** Take the actors of the dataset as they are now; of a table they are asked for one by one. */
export async function takeNames() {
  if (held.kind !== "dataset") return;
  const { actors } = await ask("actors");
  known.clear();
  keep(actors);
}

/** @param {Named[]} actors */
export const keep = (actors) => actors.forEach((actor) => known.set(actor.id, actor));

/** Whether it is an actor; of a source there is the day of its publication instead of a kind. @param {{ kind: string }} row */
const isActor = ({ kind }) => !/\d/.test(kind);

/** Whether another actor is known to have the name of this one too. @param {Named} own */
const isShared = (own) => isActor(own) && [...known.values()].filter((each) => each.name === own.name && isActor(each)).length > 1;

/** The name of an actor; where another is known to have it too, the id stands with it. @param {string} id */
export function nameOf(id) {
  const own = known.get(id);
  return !own ? id : own.name !== id && isShared(own) ? `${own.name} (${id})` : own.name;
}

/**
 * What tells an actor from another of its name, in a few words; empty where none is known to have it.
 * @param {string} id
 * @param {string} [words] what is known of it, where that is told
 */
export function apartOf(id, words) {
  const own = known.get(id);
  return own && isShared(own) ? [words || (own.description ?? own.attributes?.country), own.relations !== undefined && plural(own.relations, "relation")].filter(Boolean).join(", ") : "";
}

/**
 * Ask for the names of actors that are not known yet.
 * @param {Iterable<string>} ids
 * @param {string[]} [kinds] of what they may be the names
 */
export async function learn(ids, kinds = ["actor"]) {
  const unknown = [...new Set(ids)].filter((id) => !known.has(id)).slice(0, MOST);
  await Promise.all(unknown.map(async (id) => {
    const found = (await Promise.all(kinds.map((kind) => completions(kind, id).catch(() => /** @type {any[]} */ ([]))))).flat();
    keep(found.filter((each) => each.id === id));
  }));
}

/**
 * Ask for the publishers of sources that speak for themselves in an answer.
 * @param {Iterable<string>} ids
 */
export async function learnVoices(ids) {
  await learn([...ids].filter((id) => id !== "unnamed"), ["actor", "publisher"]);
}

/**
 * What begins with a text, or holds it: actors, relations, sources or types; rows are the first three.
 * @param {string} what
 * @param {string} text
 * @returns {Promise<{ id: string, name: string, found: string, kind: string }[]>} `found` is the name that the text suits
 */
export async function completions(what, text) {
  const asked = what === "row" ? ["actor", "relation", "source"] : [what];
  return (await Promise.all(asked.map(async (each) => (await ask("complete", { what: each, text })).found))).flat();
}

/**
 * An actor as a button that selects it in the graph.
 * @param {string} id
 */
export const actorButton = (id) => chooser(id, nameOf(id));

/**
 * A button that selects an actor or a relation in the graph.
 * @param {string} id
 * @param {string} text
 */
export const chooser = (id, text) => make("button", { type: "button", class: "name", onclick: () => {
  selectInGraph(id);
  showPane("graph");
} }, text);

/**
 * A sentence that is laid out from left to right, so that who did it stays before whom; what runs from right to left in it is kept to itself.
 * @param {string} sentence
 */
export const leftToRight = (sentence) => sentence.replace(RUNS, "\u2068$&\u2069");
const RUNS = /[\u0590-\u08ff\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}](?:[\u0590-\u08ff\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}\s\d'’"&.-]*[\u0590-\u08ff\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}\d])?/gu;
