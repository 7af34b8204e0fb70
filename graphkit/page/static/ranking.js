// Ranks the relations of a list: what is sure and narrowly dated stands first, the rest folds under a line that counts it by reason.

import { earliestStart, is, latestEnd, latestStart, listDay, page, statusOf } from "./data.js";
import { digits, make } from "./dom.js";
import { cutList } from "./items.js";
import { visible } from "./state.js";
import { capital } from "./texts.js";
import { view } from "./view.js";
import { MAYBE, SURE, UNREPORTED } from "./windows.js";

/**
 * How many days its dates leave open for when a relation began or happened; Infinity where nothing says it.
 * @param {Row} row
 */
function slackOf(row) {
  const days = (is.lasting[row] ? latestStart[row] : latestEnd[row]) - earliestStart[row];
  return Number.isFinite(days) ? days : Infinity;
}

/** What is open by two days at most is as good as a day: an article of the day after, or one in another zone of time. */
const CLOSE = 2;

/** How many days may be open of what is still narrow: a quarter of the days that are looked at. */
function narrowest() {
  const [first, last] = page.axis ?? [0, 365];
  const [from, to] = view.mode === "span" ? [Math.max(first, view.from), Math.min(last, view.to)] : [first, last];
  return Math.max(CLOSE, (to - from + 1) / 4);
}

const shownFrom = () => (view.mode === "span" ? view.from : -Infinity);

/**
 * Negative if a relation is listed first: what is so before what is planned or denied, then the surer, then the earlier, what began before the period at its first day, then the narrower.
 * @param {Row} one
 * @param {Row} other
 */
function byRank(one, other) {
  const from = shownFrom();
  return is.actual[other] - is.actual[one] || visible.verdict[other] - visible.verdict[one] || Math.max(from, listDay(one)) - Math.max(from, listDay(other)) || slackOf(one) - slackOf(other) || one - other;
}

/**
 * Negative if what happened is listed first: the surer, then the latest.
 * @param {Row} one
 * @param {Row} other
 */
export const byRecency = (one, other) => visible.verdict[other] - visible.verdict[one] || latestEnd[other] - latestEnd[one] || slackOf(one) - slackOf(other) || one - other;

/** Why a relation folds, in the order in which these stand. */
const REASONS = ["less exactly dated", "going on since before", "only reported for other days", "maybe", "undated but for reports", "undated"];

/**
 * Why a relation folds, by its place among the reasons; -1 where it does not.
 * @param {Row} row
 * @param {boolean} ongoing whether what began before the period does
 * @param {number} most how many days may be open of what is sure
 */
function reasonOf(row, ongoing, most) {
  if (!is.bounded[row]) return 5;
  if (is.undated[row]) return 4;
  if (ongoing && is.lasting[row] && latestStart[row] < shownFrom()) return 1;
  if (visible.verdict[row] === UNREPORTED) return 2;
  const narrow = view.mode === "span" || visible.verdict[row] === SURE ? most : CLOSE;
  if (slackOf(row) <= narrow) return -1;
  return visible.verdict[row] === MAYBE ? 3 : 0;
}

/**
 * Whether a relation began or happened on a day, as closely as dates go.
 * @param {Row} row
 * @param {Day} day
 */
export const isOfDay = (row, day) => slackOf(row) <= CLOSE && earliestStart[row] <= day && (is.lasting[row] ? latestStart[row] : latestEnd[row]) >= day;

/**
 * Relations as a list in order of rank, with what is less sure or narrow folded under it.
 * @param {Row[]} rows
 * @param {{ key: string, start?: Actor, ongoing?: boolean, most?: number, order?: (one: Row, other: Row) => number }} how `key` names the fold; `start` is the actor that sentences begin with
 */
export function rankedList(rows, { key, start, order = byRank, ongoing = true, most: mostAsked }) {
  const folded = REASONS.map(() => /** @type {Row[]} */ ([]));
  /** @type {Row[]} */
  const first = [];
  const most = mostAsked ?? narrowest();
  for (const row of rows) (folded[reasonOf(row, ongoing, most)] ?? first).push(row);
  const groups = folded.map((some, place) => ({ reason: REASONS[place], some })).filter(({ some }) => some.length);
  if (!first.length && !groups.length) return [make("p", { class: "quiet" }, "Nothing.")];
  // Who reads that something is claimed must not miss that it is denied.
  const isOpen = !first.length || groups.some(({ some }) => some.some((row) => is.denied[row]));
  return [
    ...(first.length ? headed(cutList(first, { start, order })) : [make("p", { class: "quiet" }, view.mode === "all" ? "Nothing is dated closely." : "Nothing is sure and closely dated.")]),
    groups.length && foldAway(key, foldText(groups), () => groups.flatMap(({ reason, some }) => [groups.length > 1 && make("h3", {}, `${capital(reason)} `, make("span", { class: "count" }, digits(some.length))), ...cutList(some, { start, order })]), isOpen),
  ].filter(Boolean);
}

/**
 * A list in which what is planned or denied has a heading where it stands after what is so: without one it seems out of order.
 * @param {(HTMLElement | false)[]} parts
 */
function headed(parts) {
  const items = /** @type {HTMLElement[]} */ ([...(parts[0] || make("ul")).children]);
  const others = items.filter(({ dataset }) => !is.actual[Number(dataset.row)]);
  const words = page.statuses.filter((status) => others.some(({ dataset }) => statusOf(Number(dataset.row)) === status)).join(" or ");
  if (others.length && others.length < items.length) others[0].before(make("li", {}, make("h3", {}, capital(words))));
  return parts;
}

/**
 * 31 more: 22 going on since before, 9 maybe
 * @param {{ reason: string, some: Row[] }[]} groups
 */
function foldText(groups) {
  const words = groups.map(({ reason, some }) => `${digits(some.length)} ${reason}`).join(", ");
  return groups.length === 1 ? words : `${digits(groups.reduce((sum, { some }) => sum + some.length, 0))} more: ${words}`;
}

/** Which folds the reader opened or closed. */
const opened = new Map();

/**
 * What is folded under a line, and built only once it is open; it stays as the reader left it.
 * @param {string} key
 * @param {string} text
 * @param {() => Child[]} build
 * @param {boolean} [isOpen] whether it is open if nobody has touched it
 */
export function foldAway(key, text, build, isOpen = false) {
  const folded = make("details", { class: "fold-list", open: opened.get(key) ?? isOpen }, make("summary", { id: `fold-${key}`, onclick: () => {
    opened.set(key, !folded.open);
    if (folded.children.length === 1) fill();
  } }, text));
  const fill = () => folded.append(.../** @type {Node[]} */ (build().flat().filter(Boolean)));
  if (folded.open) fill();
  return folded;
}
