// The evidence of a relation: both sides where sources disagree, its sources with each paragraph, and its links.

import { RELATIONS, allEntriesOf, byTime, entriesOf, field, is, ownWords, page, plainCaveats, qualified, relationNumbers, relations, typeOf } from "./data.js";
import { dayText } from "./days.js";
import { digits, isolated, make, outward } from "./dom.js";
import { list } from "./items.js";
import { copyCitation } from "./report.js";
import { view } from "./view.js";

/**
 * What an entry says of days beside its own date: that it gives none, or on which day it was so.
 * @param {Evidence} item
 */
export const onDays = (item) => [item.undated && "gives no day", item.attests && `says it was so ${item.attests}`].filter(Boolean).join(", ");

/**
 * How an entry differs from the relation that it supports, as text; empty where it does not.
 * @param {Evidence} item
 */
export const differing = (item) => [item.contradicts ? "contradicts it" : null, item.type && typeLabel(item.type), item.status, item.when].filter(Boolean).join(", ");

/** @param {string} name */
function typeLabel(name) {
  const type = page.types.find((candidate) => candidate.name === name);
  return type ? type.label : name.replace(/-/g, " ");
}

/**
 * Where sources disagree: the sides next to each other, each with its publishers or voices and the paragraphs.
 * @param {Row} row
 */
export function sidesOf(row) {
  const sides = new Map([["", []]]);
  // Where only the days differ, what gives none is a side of its own; the plain side is of those who give the relation's own date.
  const byDate = is.differ[row] && !is.contested[row];
  for (const item of entriesOf(row)) {
    const says = differing(item) || (byDate && item.undated ? "gives no day" : "");
    if (!sides.has(says)) sides.set(says, []);
    sides.get(says).push(item);
  }
  const taken = [...sides].filter(([, items]) => items.length);
  if (taken.length < 2) return [];
  const plainly = byDate ? ownWords(row) ?? "no date" : qualified(row, typeOf(row).label, plainCaveats(row));
  return [
    make("h3", {}, is.contested[row] ? "Contested" : is.differ[row] ? "The dates differ" : "What sources make of it"),
    make("div", { class: "sides" }, taken.map(([says, items]) => make("section", { class: "side" },
      make("h4", {}, says || plainly),
      make("ul", {}, [...byWitness(items)].map(([witness, paragraphs]) => make("li", {}, witness, paragraphs.length ? make("span", { class: "quiet" }, ` par. ${paragraphs.join(", ")}`) : null)))))),
  ];
}

/**
 * The paragraphs of a side by witness: the publisher, or the voice that it quotes.
 * @param {Evidence[]} items
 */
function byWitness(items) {
  const paragraphsBy = new Map();
  for (const item of items) {
    const { publisher } = page.sources[item.source];
    const witness = item.voice ? `${isolated(item.voice)}, in ${isolated(publisher)}` : publisher;
    if (!paragraphsBy.has(witness)) paragraphsBy.set(witness, []);
    if (item.paragraph) paragraphsBy.get(witness).push(item.paragraph);
  }
  return paragraphsBy;
}

/**
 * The evidence by source; entries that became known later are only counted.
 * @param {Row} row
 */
export function evidenceOf(row) {
  const known = entriesOf(row);
  const later = allEntriesOf(row).length - known.length;
  const bySource = new Map();
  for (const item of known) bySource.set(item.source, [...(bySource.get(item.source) || []), item]);
  return [
    make("div", { class: "evidence-head" }, make("h3", {}, "Evidence"), make("button", { type: "button", id: "copy-citation", onclick: () => copyCitation(row) }, "Copy citation")),
    known.length === 0 && make("p", { class: "quiet" }, later ? "None is known yet." : "None is given."),
    known.length > 0 && make("ul", { class: "evidence" }, [...bySource].map(([number, items]) => sourceItem(page.sources[number], items))),
    later > 0 && make("p", { class: "later" }, `${digits(later)} more became known later than ${dayText(view.knownBy)}.`),
  ];
}

/**
 * Where a source or an entry can be read, with the address to be read itself; what is no address of the web is no link. What stands with its source is not told again.
 * @param {Source | Evidence} item
 * @param {Source} [source]
 */
function addressesOf(item, source) {
  const [url, archived] = [item.url ?? item.url_told, item.archived ?? item.archived_told];
  return [
    url && url !== (source?.url ?? source?.url_told) && make("p", { class: "quiet address" }, outward(item.url, url)),
    archived && archived !== (source?.archived ?? source?.archived_told) && make("p", { class: "quiet address" }, "archived at ", outward(item.archived, archived)),
  ];
}

const sourceNumbers = new Map(page.sources.map((source, number) => [source.id, number]));
/**
 * A source that another was rewritten from, by what is known of it.
 * @param {string} id
 */
function originText(id) {
  const source = page.sources[sourceNumbers.get(id)];
  return source ? [isolated(source.publisher), source.title && `“${isolated(source.title)}”`, source.published].filter(Boolean).join(", ") : id;
}

/** @param {Source} source @param {Evidence[]} items */
function sourceItem(source, items) {
  const own = items.length === 1 ? items[0] : null;
  const url = own?.url ?? own?.archived ?? source.url ?? source.archived;
  return make("li", {},
    make("span", { class: "publisher" }, source.publisher),
    make("span", { class: "published" }, source.published),
    make("cite", {}, outward(url, source.title || source.publisher)),
    source.author && make("span", { class: "quiet" }, `by ${source.author}`),
    source.reliability && make("span", { class: "quiet" }, `reliability: ${source.reliability}`),
    source.derived && make("p", { class: "quiet" }, `Rewritten from ${source.derived.map(originText).join("; ")}.`),
    source.note && make("p", { class: "quiet" }, source.note),
    ...addressesOf(source),
    make("ul", { class: "entries" }, items.map((item) => entryItem(item, source, url))));
}

/** @param {Evidence} item @param {Source} source @param {string} url */
function entryItem(item, source, url) {
  const where = item.paragraph ? `Par. ${item.paragraph}` : "Whole";
  return make("li", {},
    make("span", { class: "where" }, item.url && item.url !== url ? outward(item.url, where) : where),
    make("div", {},
      item.voice ? make("span", {}, "as said by ", make("b", {}, item.voice)) : make("span", {}, "in its own voice"),
      item.said && `, ${item.said}`,
      [differing(item), onDays(item)].filter(Boolean).map((says) => make("span", { class: "says" }, says)),
      item.quote && make("q", {}, item.quote),
      item.note && make("p", { class: "quiet" }, item.note),
      ...addressesOf(item, source)));
}

// --- links ---------------------------------------------------------------------------------------

/**
 * The words of a link, as seen from either relation.
 * @type {Record<string, [string, string]>}
 */
const LINK_WORDS = {
  "ended-by": ["Ended by", "Ends"], "begun-by": ["Begun by", "Begins"], "responds-to": ["Responds to", "Answered by"], "part-of": ["Part of", "Has as parts"],
};
const linksTo = Array.from({ length: RELATIONS }, () => /** @type {[string, Row][]} */ ([]));
for (let row = 0; row < RELATIONS; row += 1) {
  for (const [rel, id] of field(relations, "links", row, [])) if (relationNumbers.has(id)) linksTo[relationNumbers.get(id)].push([rel, row]);
}

/** @param {Row} row */
export function linksOf(row) {
  const groups = new Map();
  /** @param {string} words @param {Row} other */
  const put = (words, other) => is.known[other] && groups.set(words, [...(groups.get(words) || []), other]);
  for (const [rel, id] of field(relations, "links", row, [])) if (relationNumbers.has(id)) put(LINK_WORDS[rel][0], relationNumbers.get(id));
  for (const [rel, other] of linksTo[row]) put(LINK_WORDS[rel][1], other);
  if (!groups.size) return [];
  return [make("h3", {}, "Part of one story"), ...[...groups].flatMap(([words, rows]) => [make("h4", { class: "link-words" }, words), list(rows.sort(byTime))])];
}
