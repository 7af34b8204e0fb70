// Days in words, and what a date leaves open.

import { ask } from "./connection.js";
import { fromIso, rangeWords } from "./days.js";

/**
 * A day as people write it, such as 10 July 2025; whatever is no day stays as it is.
 * @param {string} iso
 */
export function dayWords(iso) {
  const day = fromIso(iso ?? "");
  return day === null ? iso : rangeWords(day, day);
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
 * too early to know it; an error in a line if nothing, and the field that would mend it.
 * @param {string} text
 * @param {Told} [told]
 * @returns {Promise<{ edtf?: string, words?: string, first?: string, last?: string, counted_from?: string, after?: string, error?: string, field?: string }>}
 */
export async function understood(text, told = {}) {
  try {
    return await ask("date", { text, ...told });
  } catch (error) {
    return { error: error.message, field: error.body?.field };
  }
}
