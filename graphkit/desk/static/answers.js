// Shows answers of the server as lists to read: each relation with its days, voices and doubts, and what is shown of how many.

import { dayWords } from "./dates.js";
import { fromIso, rangeWords } from "./days.js";
import { make, plural } from "./dom.js";
import { actorButton, chooser, leftToRight, nameOf } from "./names.js";

/** Why a relation is only possible, as the command line says it: the days are one, or one of several. @param {any} relation */
function doubtWords({ last_reported: last, first_reported: first }) {
  if (!last && !first) return "maybe";
  const [from, to = from] = (last ?? first).replace(/[[\]]/g, "").split("..").map((/** @type {string} */ day) => fromIso(day) ?? -Infinity);
  return `${last ? "last" : "first"} reported ${rangeWords(from, to)}`;
}

/** @param {any} relation */
function tagsOf(relation) {
  const tags = [];
  if (relation.certainty === "possible") tags.push(["maybe", doubtWords(relation)]);
  if (relation.status && relation.status !== "actual") tags.push([relation.status, relation.status]);
  if (relation.claimed) tags.push(["claimed", "claimed"]);
  if (relation.set_aside) tags.push(["denied", "set aside"]);
  if (relation.contested) tags.push(["contested", "contested"]);
  if (relation.dates_differ) tags.push(["differ", "dates differ"]);
  return tags.map(([name, words]) => make("span", { class: `tag tag-${name}` }, words));
}

/** @param {any} relation */
function voicesOf(relation) {
  const voices = (relation.voices ?? []).map((/** @type {string} */ voice) => (voice === "unnamed" ? "unnamed sources" : nameOf(voice)));
  if (!voices.length) return relation.evidence?.length ? "No source vouches for it." : "Told by nobody: no source is given.";
  return `${voices.join(", ")} (${plural(relation.independent_sources, "independent source")})`;
}

/**
 * A relation: its days, its sentence, who says so, and what is in doubt.
 * @param {any} relation
 * @param {boolean} [isThere] whether the graph has it, and it can be chosen there
 * @param {string} [step] when a path goes over it
 */
export function relationItem(relation, isThere = true, step = "") {
  const sentence = leftToRight(relation.sentence ?? relation.id);
  return make("li", { class: "answer-relation" },
    make("span", { class: "date" }, relation.words),
    isThere ? chooser(relation.id, sentence) : make("span", { class: "reads-as" }, sentence),
    step && make("span", { class: "quiet said-by" }, step),
    make("span", { class: "quiet said-by" }, voicesOf(relation)),
    make("span", { class: "tags" }, tagsOf(relation)));
}

/** @param {any[]} relations */
const list = (relations) => make("ol", { class: "answer-list" }, relations.map((each) => relationItem(each)));

/**
 * What an answer leaves out, in a sentence; empty if nothing.
 * @param {any} answer
 */
function leftOut({ left_out: left = {}, not_counted: uncounted = {}, without_date: vague = {} }) {
  /** @param {any} counts */
  const words = (counts) => Object.entries(counts).flatMap(([what, count]) => {
    const undated = counts === left ? (vague[what] ?? 0) : 0;
    return [[count - undated, what], [undated, `${what} without a date`]];
  }).filter(([count]) => count > 0).map(([count, what]) => `${count} ${what.replace(/_/g, " ")}`).join(", ");
  return [words(left) && `left out: ${words(left)}`, words(uncounted) && `not counted: ${words(uncounted)}`].filter(Boolean).join("; ");
}

/** @param {number} shown @param {number} all @param {string} one @param {any} answer */
function shownOf(shown, all, one, answer) {
  const rest = leftOut(answer);
  const count = all > shown ? `${plural(shown, one)} of ${all} shown` : shown ? `All ${plural(shown, one)} shown` : `No ${one} found`;
  return make("p", { class: "quiet shown-of" }, `${count}${rest ? `; ${rest}` : ""}.`);
}

/** @param {string} verb @param {any} answer */
function path(verb, { paths = [], count = 0, skipped = [], why = [], not_known: unknown = [], ...answer }) {
  return [
    ...unknown.map((/** @type {any} */ each) => make("p", { class: "quiet" }, `${nameOf(each.actor)} was not known by then${each.known_from ? `, but from ${dayWords(each.known_from)} on` : ""}.`)),
    shownOf(paths.length, Math.max(count, paths.length), "path", answer),
    ...why.map((/** @type {string} */ sentence) => make("p", {}, leftToRight(sentence.replace(/ \(--[^)]*\)/g, "").replace(/--([a-z-]+)/g, "“$1”")))),
    ...paths.map((/** @type {any} */ way) => make("section", { class: "way" },
      make("p", { class: "way-actors" }, way.actors.map((/** @type {string} */ id, /** @type {number} */ place) => [place ? " → " : "", actorButton(id)])),
      way.timing && make("p", { class: "quiet" }, `${way.timing}. Each step may follow the one before it: its day can be the same or a later one.`),
      make("ol", { class: "answer-list" }, way.relations.map((/** @type {any} */ each, /** @type {number} */ place) => relationItem(each, true, way.walked && `step: ${way.walked[place]}`))))),
    skipped.length > 0 && make("p", { class: "quiet" }, `Not walked through: ${skipped.map((/** @type {any} */ each) => nameOf(each.actor)).join(", ")}.`),
  ];
}

/** How many there are surely and at most, or how much of a unit. @param {any} row */
export const countWords = ({ surely, at_most: most, unit = "" }) => [[...new Set([surely, most])].map((count) => count.toLocaleString("en", { maximumFractionDigits: 20 })).join(" to "), unit].filter(Boolean).join(" ");

/** @param {string} verb @param {any} answer */
const rank = (verb, answer) => [
  shownOf(answer.ranks.length, answer.count, answer.added ? "sum" : "actor", answer),
  answer.notes && make("p", { class: "quiet" }, `${answer.notes.join(" ")} Who gave it to whom, or whether it was only owed or threatened, their types say.`),
  make("ol", { class: "ranks" }, answer.ranks.map((/** @type {any} */ row) => make("li", {}, make("span", { class: "count" }, `${row.place}.`), row.actor ? actorButton(row.actor) : row.value, make("span", { class: "count" }, countWords(row))))),
];

/** @param {string} verb @param {any} answer */
const neighbors = (verb, answer) => [
  shownOf(answer.neighbors.length, answer.neighbors.length + (answer.more ?? 0), "neighbour", answer),
  ...answer.neighbors.map((/** @type {any} */ each) => make("details", { class: "fold-list" },
    make("summary", {}, `${nameOf(each.actor)}: ${plural(each.relations.length, "relation")}`),
    make("button", { type: "button", class: "one-more", "data-around": each.actor }, `Around ${nameOf(each.actor)}`),
    list(each.relations))),
];

const CHANGES = { began: "Began", happened: "Happened", ended: "Ended", became_known: "Became known", became_contested: "Became contested", told_otherwise: "Told otherwise" };

/** @param {string} verb @param {any} answer */
const diff = (verb, answer) => {
  const parts = Object.entries(answer).filter(([, value]) => Array.isArray(value) && value.length && value[0].sentence);
  const count = parts.reduce((sum, [, rows]) => sum + /** @type {any[]} */ (rows).length, 0);
  return [
    shownOf(count, count, "change", answer),
    ...parts.map(([name, rows]) => make("section", {}, make("h3", {}, CHANGES[/** @type {keyof typeof CHANGES} */ (name)] ?? name.replace(/_/g, " ")), list(/** @type {any[]} */ (rows)))),
  ];
};

/** @param {string} verb @param {any} answer */
const relations = (verb, answer) => [shownOf(answer.relations.length, answer.relations.length + (answer.more ?? 0), "relation", answer), list(answer.relations)];

/** @type {Record<string, (verb: string, answer: any) => Child[]>} */
const SHOWN = { path, rank, neighbors, diff, between: relations, snapshot: relations };

/**
 * An answer as elements.
 * @param {string} verb
 * @param {any} answer
 */
export const shown = (verb, answer) => make("div", { class: "answer" }, SHOWN[verb](verb, answer));

/**
 * The ids of the voices that an answer names anywhere.
 * @param {any} answer
 * @returns {string[]}
 */
export function voicesIn(answer) {
  if (!answer || typeof answer !== "object") return [];
  return [...(Array.isArray(answer.voices) ? answer.voices : []), ...Object.values(answer).flatMap(voicesIn)];
}

/**
 * The ids of the actors that an answer names beside its sentences.
 * @param {any} answer
 * @returns {string[]}
 */
export function actorsIn({ ranks = [], neighbors: near = [], paths = [], skipped = [] }) {
  return [...ranks, ...near, ...skipped].map((row) => row.actor).concat(paths.flatMap((/** @type {any} */ way) => way.actors)).filter(Boolean);
}
