// What is told of a pair of actors: in the panel of details, and where the pointer is on its line.

import { byTime, familyOf, nameOf, page } from "./data.js";
import { digits, make, plural } from "./dom.js";
import { OPENED_UP_TO } from "./folding.js";
import { actorButton, closer, list, marksOf } from "./items.js";
import { highEnd, lowEnd, pairBetween, rowsOfPair } from "./pairs.js";
import { tally } from "./sorting.js";
import { visible } from "./state.js";
import { HIDDEN } from "./windows.js";

/** @param {number} pair */
const shownOf = (pair) => Array.from(rowsOfPair(pair)).filter((row) => visible.verdict[row] !== HIDDEN);

/** @param {number} pair */
export const pairTitle = (pair) => (lowEnd[pair] === highEnd[pair] ? `${nameOf(lowEnd[pair])} and itself` : `${nameOf(lowEnd[pair])} and ${nameOf(highEnd[pair])}`);

/**
 * 12 relations: 5 contact, 4 statement, 3 restriction; 2 DENIED, 1 maybe
 * @param {number} pair
 */
export function pairWords(pair) {
  const rows = shownOf(pair);
  const families = page.families.map(({ label }, number) => ({ label, count: rows.filter((row) => familyOf[row] === number).length }));
  const counts = families.filter(({ count }) => count).sort((one, other) => other.count - one.count);
  const marks = rows.flatMap((row) => marksOf(row)).map((mark) => mark.replace(/ reported .*/, " reported"));
  const marked = [...tally(marks)].map(([name, count]) => `${digits(count)} ${name}`).join(", ");
  return `${plural(rows.length, "relation")}: ${counts.map(({ label, count }) => `${digits(count)} ${label.toLowerCase()}`).join(", ")}${marked && `; ${marked}`}`;
}

/**
 * The panel of a pair: all that is shown between its two actors, by family.
 * @param {[Actor, Actor]} ends
 */
export function aboutPair(ends) {
  const pair = pairBetween(...ends);
  const rows = shownOf(pair).sort(byTime);
  const hidden = rowsOfPair(pair).length - rows.length;
  return [
    closer(),
    make("p", { class: "kicker" }, "Between two"),
    make("h2", { class: "headline" }, actorButton(ends[0]), " and ", actorButton(ends[1])),
    make("p", { class: "quiet" }, `${plural(rows.length, "relation")} shown${hidden ? `, ${digits(hidden)} outside what is shown` : ""}${rows.length > OPENED_UP_TO ? "; too many to draw each as a line of its own" : ""}`),
    ...page.families.flatMap(({ label }, number) => {
      const some = rows.filter((row) => familyOf[row] === number);
      return some.length ? [make("h3", {}, `${label} `, make("span", { class: "count" }, digits(some.length))), list(some, ends[0])] : [];
    }),
  ];
}
