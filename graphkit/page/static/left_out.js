// What a view leaves out although nobody asked for that: counted, so that nothing is missing without a word.

import { is, knownFrom, perhapsFrom, rowsWhere, setKnown, statusOf, versionsOf } from "./data.js";
import { dayText } from "./days.js";
import { leftOut } from "./diff_parts.js";
import { digits, make } from "./dom.js";
import { tally } from "./sorting.js";
import { view } from "./view.js";
import { inTime, passesFilters, reportedLater } from "./visibility.js";
import { HIDDEN, countsOnDay } from "./windows.js";

/** Why nothing but a filter that the reader chose hides a relation. */
export const FILTERED = "by filters";

/**
 * Why some relations are not shown, by how many: a default leaves them out, in the words and the order of the command line, or only a
 * filter hides them.
 * @param {Row[]} rows
 */
export function reasonsOf(rows) {
  /** @type {View} */
  const anyKind = {
    ...view, undated: true,
    offFamilies: new Set([...view.offFamilies].filter((name) => name !== "newsroom")), offStatuses: view.offStatuses.size ? view.offStatuses : new Set(["none"]),
  };
  /** @type {View} */
  const unsure = { ...anyKind, certain: false, reported: false, reportedWithin: null, mark: null };
  const dated = { ...unsure, undated: view.undated };
  /** @param {Row} row @param {View} asked */
  const isIn = (row, asked) => inTime(row, asked) !== HIDDEN && passesFilters(row, asked);
  /** @param {Row} row */
  const isNews = (row) => is.newsroom[row] === 1 && view.offFamilies.has("newsroom");
  /** @param {Row} row */
  const defaultFor = (row) => {
    const isVague = inTime(row, dated) === HIDDEN;
    const reason = view.mode === "day" && !countsOnDay(row) ? `${statusOf(row)}${isVague ? " without a date" : ""}` : isVague ? "undated" : isNews(row) && "newsroom";
    return reason && (isVague || isIn(row, anyKind)) ? reason : FILTERED;
  };
  /** @param {Row} row */
  const reasonOf = (row) => {
    if (!is.known[row] || isIn(row, view)) return "";
    if (!passesFilters(row, unsure)) return !isNews(row) && inTime(row, dated) !== HIDDEN && FILTERED;
    return inTime(row, unsure) !== HIDDEN && defaultFor(row);
  };
  /** @param {string} reason */
  const place = (reason) => (reason === "newsroom" ? 1 : 0);
  return new Map([...tally(rows.map(reasonOf).filter(Boolean))].sort(([one], [other]) => place(one) - place(other) || (one < other ? -1 : 1)));
}

/** How many relations are left out of what is shown by a default, by reason, as the command line counts them. */
export function leftOutNow() {
  if (view.mode === "diff") return leftOut();
  const counts = reasonsOf(rowsWhere((row) => is.undated[row] || !is.actual[row] || is.newsroom[row]));
  counts.delete(FILTERED);
  const later = reportedLater(view).length;
  return later ? counts.set("only reported later", later) : counts;
}

/** 4 denied, 5 planned: what is left out, in words. */
export const missingWords = () => [...leftOutNow()].map(([reason, count]) => `${digits(count)} ${reason}`).join(", ");

/** How many relations would be in view, had they become known on the first day on which they may have. */
export function perhapsKnown() {
  if (!Number.isFinite(view.knownBy)) return 0;
  const rows = rowsWhere((row) => !is.known[row] && perhapsFrom(row) <= view.knownBy);
  if (!rows.length) return 0;
  const knownBy = Math.max(...rows.map((row) => knownFrom(versionsOf(row)[0])));
  const asked = { ...view, knownBy };
  setKnown(knownBy);
  const count = rows.filter((row) => inTime(row, asked) !== HIDDEN && passesFilters(row, asked)).length;
  setKnown(view.knownBy);
  return count;
}

/** What is left out of a list, and what was only perhaps known, as notes under it. */
export const missingNotes = () => [missingWords().replace(/.+/, "Left out: $&."), perhapsKnownWords()].filter(Boolean).map((text) => make("p", { class: "quiet" }, text));

/** That relations which may have been known by the chosen day are not counted; empty where there are none. */
export function perhapsKnownWords() {
  const count = perhapsKnown();
  return count ? `Not counted: ${digits(count)} ${count > 1 ? "relations that were" : "relation that was"} perhaps known by ${dayText(view.knownBy)}; the day of publication is uncertain.` : "";
}
