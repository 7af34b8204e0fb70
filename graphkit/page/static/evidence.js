// The evidence of a relation: both sides where sources disagree, its sources with each paragraph, and its links.

import { allEntriesOf, byTime, entriesOf, field, is, ownWords, page, plainCaveats, qualified, relationNumbers, relations, typeOf } from "./data.js";
import { dayText } from "./days.js";
import { digits, isolated, make, outward } from "./dom.js";
import { list } from "./items.js";
import { copyCitation } from "./report.js";
import { grouped } from "./sorting.js";
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
export const differing = (item) => [item.contradicts ? "contradicts it" : null, item.back ? "taken back" : null, item.type && (page.types.find(({ name }) => name === item.type)?.label ?? item.type.replace(/-/g, " ")), item.status, item.when].filter(Boolean).join(", ");

/**
 * Where sources disagree: the sides next to each other, each with its publishers or voices and the paragraphs.
 * @param {Row} row
 */
export function sidesOf(row) {
  // Where only the days differ, what gives none is a side of its own; the plain side is of those who give the relation's own date.
  const byDate = is.differ[row] && !is.contested[row];
  const sides = [...grouped(entriesOf(row), (item) => differing(item) || (byDate && item.undated ? "gives no day" : ""))];
  if (sides.length < 2) return [];
  const plainly = byDate ? ownWords(row) ?? "no date" : qualified(row, typeOf(row).label, plainCaveats(row));
  return [
    make("h3", {}, is.contested[row] ? "Contested" : is.differ[row] ? "The dates differ" : "What sources make of it"),
    make("div", { class: "sides" }, sides.sort(([one], [other]) => Number(one !== "") - Number(other !== "")).map(([says, items]) => make("section", { class: "side" },
      make("h4", {}, says || plainly),
      make("ul", {}, [...grouped(items, ({ source, voice }) => `${source} ${voice}`).values()].map((told) => {
        const paragraphs = told.map(({ paragraph }) => paragraph).filter(Boolean);
        return make("li", {}, witnessOf(told[0]), paragraphs.length > 0 && make("span", { class: "quiet" }, ` par. ${paragraphs.join(", ")}`));
      }))))),
  ];
}

/**
 * The publisher of an entry and the day, with the title where it published more on that day, and the voice that it quotes.
 * @param {Evidence} item
 */
function witnessOf({ source, voice }) {
  const { publisher, published, title } = page.sources[source];
  const isOne = page.sources.every((other, number) => number === source || other.publisher !== publisher || other.published !== published);
  return `${voice ? `${isolated(voice)}, in ` : ""}${isolated(publisher)} of ${published}${isOne || !title ? "" : ` (${isolated(title)})`}`;
}

/**
 * The evidence by source; entries that became known later are only counted.
 * @param {Row} row
 */
export function evidenceOf(row) {
  const known = entriesOf(row);
  const later = allEntriesOf(row).length - known.length;
  return [
    make("div", { class: "evidence-head" }, make("h3", {}, "Evidence"), make("button", { type: "button", id: "copy-citation", onclick: () => copyCitation(row) }, "Copy citation")),
    known.length === 0 && make("p", { class: "quiet" }, later ? "None is known yet." : "None is given."),
    known.length > 0 && make("ul", { class: "evidence" }, [...grouped(known, ({ source }) => source)].map(([number, items]) => sourceItem(page.sources[number], items))),
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
  "ended-by": ["Ended by", "Ends"], "begun-by": ["Begun by", "Begins"], "set-aside-by": ["Set aside by", "Sets aside"], "responds-to": ["Responds to", "Answered by"], "part-of": ["Part of", "Has as parts"],
};
/** @param {Row} row @returns {{ rel: string, from: Row, to: Row }[]} */
const linksFrom = (row) => field(relations, "links", row, []).map((/** @type {[string, string]} */ [rel, id]) => ({ rel, from: row, to: relationNumbers.get(id) })).filter((/** @type {{ to?: Row }} */ { to }) => to !== undefined);
const linksTo = grouped(Array.from(relations.id.keys()).flatMap(linksFrom), ({ to }) => to);

/** @param {Row} row */
export function linksOf(row) {
  const told = [
    ...linksFrom(row).map(({ rel, to }) => ({ words: LINK_WORDS[rel][0], other: to })),
    ...(linksTo.get(row) ?? []).map(({ rel, from }) => ({ words: LINK_WORDS[rel][1], other: from })),
  ].filter(({ other }) => is.known[other]);
  if (!told.length) return [];
  return [make("h3", {}, "Part of one story"), ...[...grouped(told, ({ words }) => words)].flatMap(([words, some]) => [make("h4", { class: "link-words" }, words), list(some.map(({ other }) => other).sort(byTime))])];
}
