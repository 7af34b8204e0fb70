// An article's paragraphs: known actors in the colour of their kind, unknown names outlined, dates underlined, the draft's quote lit.

import { certaintyOf } from "./dates.js";
import { make } from "./dom.js";
import { nameOf } from "./names.js";

/** @typedef {{ start: number, end: number, node: (text: string) => Node }} Span */

/**
 * Where a quote stands in a paragraph, counted in signs; null where it does not.
 * @param {string} text
 * @param {string} quote
 */
function placeOf(text, quote) {
  const words = quote.split(/\s+/).filter(Boolean).map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const match = words.length && new RegExp(words.join("\\s+")).exec(text);
  if (!match) return null;
  const start = [...text.slice(0, match.index)].length;
  return { start, end: start + [...match[0]].length };
}

/** Texts beside a span for those who listen, and for the tip. @param {string} text */
const aside = (text) => make("span", { class: "unseen" }, ` (${text})`);

/** @param {any} mention @param {(mention: any) => void} act @returns {Span} */
function mentionSpan(mention, act) {
  const says = mention.actor ? `${mention.name}, ${mention.kind}` : mention.candidates?.length ? `may be ${mention.candidates.map(nameOf).join(" or ")}` : `not a known actor${mention.kind === "unknown" ? "" : `; ${mention.kind}`}`;
  const attributes = { type: "button", class: mention.actor ? "mention" : "mention mention-new", "data-kind": mention.kind, "data-tip": says, tabindex: "-1", onclick: () => act(mention) };
  return { start: mention.start, end: mention.end, node: (text) => make("button", attributes, text, aside(says)) };
}

/** @param {any} date @returns {Span} */
function dateSpan(date) {
  const says = date.edtf ? `${date.words ? `${date.words}, ` : ""}${date.edtf}; ${certaintyOf(date.edtf)}` : `not understood: ${date.reason ?? "it may be read in two ways"}`;
  return { start: date.start, end: date.end, node: (text) => make("span", { class: date.edtf ? "phrase" : "phrase phrase-unread", "data-tip": says, tabindex: "-1" }, text, aside(says)) };
}

/**
 * A stretch of a paragraph with its spans; one that crosses its edge is cut there.
 * @param {string[]} signs
 * @param {Span[]} spans
 * @param {number} from
 * @param {number} to
 */
function stretch(signs, spans, from, to) {
  /** @type {(Node | string)[]} */
  const nodes = [];
  let place = from;
  for (const { start, end, node } of spans) {
    const [first, last] = [Math.max(start, place), Math.min(end, to)];
    if (first >= last) continue;
    if (first > place) nodes.push(signs.slice(place, first).join(""));
    nodes.push(node(signs.slice(first, last).join("")));
    place = last;
  }
  if (place < to) nodes.push(signs.slice(place, to).join(""));
  return nodes;
}

/**
 * A paragraph, its number a button that codes a relation from it.
 * @param {any} paragraph
 * @param {string} quote the quote to light; empty for none
 * @param {{ mention: (mention: any) => void, code: (paragraph: any) => void, isHead: (number: number) => boolean }} acts whether a paragraph comes before the text itself, and what its buttons do
 */
export function paragraphItem(paragraph, quote, acts) {
  const { number, text, mentions = [], dates = [] } = paragraph;
  const signs = [...text];
  const spans = [...mentions.map((/** @type {any} */ each) => mentionSpan(each, acts.mention)), ...dates.map(dateSpan)].sort((one, other) => one.start - other.start);
  const lit = quote ? placeOf(text, quote) : null;
  const body = lit
    ? [stretch(signs, spans, 0, lit.start), make("mark", { class: "quote" }, stretch(signs, spans, lit.start, lit.end)), stretch(signs, spans, lit.end, signs.length)]
    : stretch(signs, spans, 0, signs.length);
  const code = make("button", { type: "button", class: "number", "aria-label": `Code a relation from paragraph ${number}`, "data-tip": "Code a relation from it", onclick: () => acts.code(paragraph) }, number);
  const words = document.createElement("p");
  words.dir = "auto";
  words.append(.../** @type {(Node | string)[]} */ (body.flat()));
  const style = quote ? " paragraph-lit" : acts.isHead(number) ? " paragraph-head" : "";
  return make("li", { class: `paragraph${style}`, "data-number": number }, code, words);
}
