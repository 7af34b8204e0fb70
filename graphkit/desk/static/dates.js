// Days in words, and what a date leaves open.

import { ask } from "./connection.js";
import { fromIso, rangeWords } from "./days.js";

/** The days from one to another as people write them; what is no day stays as it is. @param {string} first @param {string} last */
function daysWords(first, last) {
  const [from, to] = [first, last].map((iso) => fromIso(iso ?? ""));
  return from === null || to === null ? first : rangeWords(from, to);
}

/**
 * A day as people write it, such as 10 July 2025; whatever is no day stays as it is.
 * @param {string} iso
 */
export const dayWords = (iso) => daysWords(iso, iso);

/** @param {string | null} first @param {string | null} last */
function beginWords(first, last) {
  if (first && last) return first === last ? `from ${dayWords(first)}` : `from a day of ${daysWords(first, last)}`;
  if (last) return `begun by ${dayWords(last)}`;
  return first ? `begun on ${dayWords(first)} or later` : "beginning unknown";
}

/** @param {string | null} first @param {string | null} last */
function endWords(first, last) {
  if (first && last) return first === last ? `to ${dayWords(first)}` : `to a day of ${daysWords(first, last)}`;
  if (first) return `to ${dayWords(first)} or later`;
  return last ? `ended by ${dayWords(last)}` : "end unknown";
}

/**
 * When a relation was so, from the first and last days on which it may have begun and ended.
 * @param {any} relation
 */
export function relationDays({ bounds }) {
  if (!bounds) return "no day known";
  const [firstBegin, lastBegin, firstEnd, lastEnd] = bounds;
  if (firstBegin === firstEnd && lastBegin === lastEnd) {
    if (firstBegin && lastBegin) return firstBegin === lastBegin ? dayWords(firstBegin) : `on a day, or days, of ${daysWords(firstBegin, lastBegin)}`;
    return lastBegin ? `by ${dayWords(lastBegin)}` : firstBegin ? `on ${dayWords(firstBegin)} or later` : "no day known";
  }
  return `${beginWords(firstBegin, lastBegin)}, ${endWords(firstEnd, lastEnd)}`;
}

/**
 * How sure a date in EDTF is, in a few words.
 * @param {string | null} edtf
 */
export function certaintyOf(edtf) {
  if (!edtf) return "no day given";
  const said = [];
  if (/[?%]/.test(edtf)) said.push("uncertain");
  if (/[~%]/.test(edtf)) said.push("approximate");
  if (/^\d{4}-\d\d-\d\d$/.test(edtf)) said.push("to the day");
  else if (edtf.includes("/")) said.push(/\/$|^\//.test(edtf) ? "one end is not known" : "from one day to another");
  else if (!said.length) said.push("not to the day");
  return said.join(", ");
}

/**
 * Who tells a date: the names of sources, and a day from which words such as "last week" count instead of theirs.
 * @typedef {{ source?: string | string[], asked_on?: string }} Told
 */

/**
 * What the server understands of a date: its EDTF and its words, the day from which they count, and the source that is
 * too early to know it; an error in a line if nothing.
 * @param {string} text
 * @param {Told} [told]
 * @returns {Promise<{ edtf?: string, words?: string, first?: string, last?: string, counted_from?: string, after?: string, error?: string }>}
 */
export async function understood(text, told = {}) {
  try {
    return await ask("date", { text, ...told });
  } catch (error) {
    return { error: error.message };
  }
}
