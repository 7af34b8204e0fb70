// Finds texts by what people type: accents and case do not count, and what matched can be marked.

import { ACTORS, RELATIONS, aboutOf, actors, allEntriesOf, briefly, byTime, field, is, nameOf, page, relations, relationsOf } from "./data.js";
import { sentenceOf } from "./sentences.js";
import { visible } from "./state.js";
import { HIDDEN } from "./windows.js";

/** @type {Record<string, string>} Letters that Unicode does not take apart. */
const LETTERS = { ø: "o", ł: "l", đ: "d", ð: "d", ħ: "h", œ: "oe", æ: "ae", þ: "th", ς: "σ" };
/** @param {string} text */
const folded = (text) => text.normalize("NFKD").replace(/[\p{M}\u2066-\u2069]/gu, "").toLowerCase().toUpperCase().toLowerCase().replace(/[øłđðħœæþς]/g, (letter) => LETTERS[letter]);

/**
 * The words that are looked for.
 * @param {string} text
 */
export const wordsOf = (text) => [...new Set(folded(text).split(/\s+/).filter(Boolean))];

/**
 * A text cut into [piece, whether it matched one of the words], by its own signs however they fold.
 * @param {string} text
 * @param {string[]} words
 */
export function pieces(text, words) {
  const signs = Array.from(text);
  /** @type {number[]} */
  const places = [];
  let hay = "";
  signs.forEach((sign, place) => {
    const fold = folded(sign);
    for (let count = 0; count < fold.length; count += 1) places.push(place);
    hay += fold;
  });
  const hit = new Uint8Array(signs.length);
  for (const word of words) {
    for (let at = hay.indexOf(word); at >= 0; at = hay.indexOf(word, at + word.length)) {
      for (let place = places[at]; place <= places[at + word.length - 1]; place += 1) hit[place] = 1;
    }
  }
  /** @type {[string, boolean][]} */
  const cut = [];
  signs.forEach((sign, place) => {
    const last = cut[cut.length - 1];
    if (last && last[1] === Boolean(hit[place])) last[0] += sign;
    else cut.push([sign, Boolean(hit[place])]);
  });
  return cut;
}

/**
 * How well folded text matches the words, 0 best: it is them, begins with them, a word of it does, they are in it; -1 not at all.
 * @param {string} hay
 * @param {string[]} words
 */
function closeness(hay, words) {
  if (!words.every((word) => hay.includes(word))) return -1;
  const asked = words.join(" ");
  if (hay === asked) return 0;
  if (hay.startsWith(asked)) return 1;
  /** @param {string} word */
  const begins = (word) => hay.startsWith(word) || hay.includes(` ${word}`) || hay.includes(`-${word}`);
  return words.every(begins) ? 2 : 3;
}

/** @type {{ names: string[][], sentences: string[], others: string[] } | null} */
let haystack = null;

/**
 * What else a relation is found by: the aliases of its ends, its days, its amount with commas and without, and who says it in what words.
 * @param {Row} row
 */
const otherWords = (row) => [
  ...[relations.source[row], relations.target[row]].flatMap((actor) => field(actors, "aliases", actor, [])), field(relations, "words", row), field(relations, "note", row), field(relations, "amount", row), field(relations, "amount", row, "").replaceAll(",", ""), ...aboutOf[row].map(nameOf),
  ...allEntriesOf(row).flatMap((entry) => [page.sources[entry.source].publisher, page.sources[entry.source].title, entry.voice && page.voices[entry.voice], entry.quote]),
].filter(Boolean).join(" ");

/** The folded names and aliases of all actors, sentences of all relations and what else is told of these, made when first needed. */
function searchable() {
  haystack ||= {
    names: Array.from({ length: ACTORS }, (_, actor) => [nameOf(actor), ...field(actors, "aliases", actor, [])].map(folded)),
    sentences: Array.from({ length: RELATIONS }, (_, row) => folded(`${sentenceOf(row)} ${briefly(row)}`)),
    others: Array.from({ length: RELATIONS }, (_, row) => folded(otherWords(row))),
  };
  return haystack;
}

/**
 * The actors whose name or alias matches, best first: as {actor, alias}, the alias where it was not the name.
 * @param {string} text
 */
export function findActors(text) {
  const words = wordsOf(text);
  if (!words.length) return [];
  /** @type {{ actor: Actor, rank: number, place: number }[]} */
  const matches = [];
  searchable().names.forEach((names, actor) => {
    /** @type {{ actor: Actor, rank: number, place: number } | null} */
    let best = null;
    names.forEach((name, place) => {
      const close = closeness(name, words);
      const rank = close * 2 + (place > 0 ? 1 : 0);
      if (close >= 0 && (!best || rank < best.rank)) best = { actor, rank, place };
    });
    // Words may be spread over name and aliases: "jensen nvidia ceo".
    if (!best && words.every((word) => names.some((name) => name.includes(word)))) best = { actor, rank: 9, place: 0 };
    if (best) matches.push(best);
  });
  matches.sort((one, other) => one.rank - other.rank || relationsOf[other.actor].length - relationsOf[one.actor].length || one.actor - other.actor);
  return matches.map(({ actor, place }) => ({ actor, alias: place > 0 ? actors.aliases[actor][place - 1] : null }));
}

/**
 * The relations whose sentence matches, or what else is told of them: those that are shown first, then those by their sentence, then by time.
 * @param {string} text
 */
export function findRelations(text) {
  const words = wordsOf(text);
  if (!words.length) return [];
  /** @type {{ relation: Row, apart: number }[]} */
  const matches = [];
  const { sentences, others } = searchable();
  sentences.forEach((hay, relation) => {
    if (!is.known[relation] || !words.every((word) => hay.includes(word) || others[relation].includes(word))) return;
    matches.push({ relation, apart: words.every((word) => hay.includes(word)) ? 0 : 1 });
  });
  /** @param {{ relation: Row }} matches */
  const hidden = ({ relation }) => Number(visible.verdict[relation] === HIDDEN);
  return matches.sort((one, other) => hidden(one) - hidden(other) || one.apart - other.apart || byTime(one.relation, other.relation));
}
