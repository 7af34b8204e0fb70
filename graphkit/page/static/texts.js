// Escapes texts for other programs: cells of CSV, and names of files; and cuts them to the room there is.

import { unisolated } from "./dom.js";
import { leastOf } from "./sorting.js";

/** Characters that a terminal would obey, as the escapes that the command line shows for them. */
const OBEYED = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;
/** @param {string} sign */
function escaped(sign) {
  const known = { "\n": "\\n", "\r": "\\r", "\t": "\\t" }[sign];
  if (known) return known;
  const code = sign.codePointAt(0);
  const [mark, length] = code < 0x100 ? ["x", 2] : code < 0x10000 ? ["u", 4] : ["U", 8];
  return `\\${mark}${code.toString(16).padStart(length, "0")}`;
}

/** What a spreadsheet that parts cells at semicolons or bars would take for a formula. */
const LATER_FORMULA = /(?<=[;|])(?=(?:["']|[^\S\t\r\n])*[+\-@＋－＠])|(?<=[^\p{L}\p{N}])(?=[=＝])/gu;

/** A number, which is no formula. */
const NEGATIVE = /^-[0-9]+(?:\.[0-9]+)?(?:e[-+][0-9]+)?$/;

/**
 * A cell of a CSV file; what a spreadsheet would take for a formula begins with an apostrophe.
 * @param {any} value
 */
function csvCell(value) {
  const plain = String(value ?? "").replace(OBEYED, escaped);
  const parted = plain.replace(LATER_FORMULA, "'");
  const safe = /^[=+\-@＝＋－＠]/.test(parted) && !NEGATIVE.test(parted) ? `'${parted}` : parted;
  return /[",\n\r]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}

/** @param {any[]} cells */
export const csvRow = (cells) => `${cells.map(csvCell).join(",")}\n`;
/** @param {any} flag */
export const yesNo = (flag) => (flag ? "yes" : "no");

/** What Markdown would take for more than a character, for a list at the start of a line, or for an address or a ticket, of which some programs make links. */
const MARKS = /[\\`*_[\]<>#|~&$]/g;
const LIST_MARK = /^(\d*)([-+=.)])(?=[ =-]|$)/;
const LINKED = /\/\/|www\.|^[^\p{L}\p{N}_]*(?:mailto|xmpp):|[^\s.]\.\p{L}{2}|@[\p{L}\p{N}_.]|#\d|\bGH-\d|\b(?=[a-f\d]{0,39}\d)(?=\d{0,39}[a-f])[a-f\d]{7,40}\b/iu;

/**
 * Escape a text so that nothing in it is Markdown or HTML; links become code, as the command line has it.
 * @param {string} text
 */
export function markdown(text) {
  const line = unisolated(text).split(/\s+/).filter(Boolean).map((word) => (LINKED.test(word) ? asCode(word) : word.replace(MARKS, "\\$&"))).join(" ");
  return line.replace(LIST_MARK, "$1\\$2");
}

/**
 * A word as code, which is never a link; the punctuation around it and pipes stay outside: in a table a pipe ends a cell, even inside code.
 * @param {string} word
 */
const asCode = (word) => word.split("|").map(spanOf).join("\\|");

/** @param {string} word */
function spanOf(word) {
  const [, before, inside, after] = /^([()[\]{}"'“”«»*_,;:!?.]*)(.*?)([()[\]{}"'“”«»*_,;:!?.]*)$/su.exec(word);
  if (!inside) return word.replace(MARKS, "\\$&");
  const fence = "`".repeat(1 + Math.max(0, ...[...inside.matchAll(/`+/g)].map(([run]) => run.length)));
  const blank = /^`|`$/.test(inside) ? " " : "";
  return [before.replace(MARKS, "\\$&"), fence, blank, inside, blank, fence, after.replace(MARKS, "\\$&")].join("");
}

/**
 * A name for a file that every system takes, made from the story's title.
 * @param {string} title
 * @param {string} suffix
 */
export function fileName(title, suffix) {
  const plain = title.normalize("NFC").replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-+|-+$/g, "");
  const cut = [...plain].slice(0, 60).join("").replace(/-+$/, "");
  const taken = /^(con|prn|aux|nul|com\d|lpt\d)$/i.test(cut);
  return `${taken || !cut ? `graph-${cut}`.replace(/-$/, "") : cut}.${suffix}`;
}

/** @param {string} text */
export const capital = (text) => text.slice(0, 1).toUpperCase() + text.slice(1);

/**
 * As much of a text as fits; three dots say that there is more. Of what it has in common with another text so much is left out that one sees where they differ.
 * @param {string} text
 * @param {(text: string) => boolean} fits
 * @param {number} [shared] how much of its beginning it shares with another text
 */
export function cutToFit(text, fits, shared = 0) {
  if (fits(text)) return text;
  const signs = [...text];
  /** @param {number} first @param {number} count */
  const part = (first, count) => signs.slice(first, first + count).join("").trim();
  /** @param {number} count */
  const cut = (count) => `${part(0, count)}…`;
  const most = leastOf(0, signs.length, (count) => !fits(cut(count + 1)));
  const differs = [...text.slice(0, shared)].length;
  if (most > differs) return cut(most);
  let from = Math.min(differs, signs.length - Math.floor(most / 2));
  /** @param {number} count */
  const cutBefore = (count) => `${part(0, Math.max(0, Math.floor(most / 2) - 1))}…${part(from, count)}${from + count < signs.length ? "…" : ""}`;
  const fitting = () => leastOf(0, signs.length - from, (count) => !fits(cutBefore(count + 1)));
  if (from + fitting() <= differs) from = differs; // where the end is wider than the beginning
  return cutBefore(fitting());
}

/**
 * How much of its beginning each name shares with that of the others which shares most of it.
 * @param {string[]} names
 */
export function sharedStarts(names) {
  const shared = new Int32Array(names.length);
  const order = [...names.keys()].sort((one, other) => (names[one] < names[other] ? -1 : 1));
  for (let place = 1; place < order.length; place += 1) {
    const [one, other] = [order[place - 1], order[place]];
    let same = 0;
    while (same < names[one].length && names[one][same] === names[other][same]) same += 1;
    shared[one] = Math.max(shared[one], same);
    shared[other] = Math.max(shared[other], same);
  }
  return shared;
}
