// Lists what changed between two days, grouped as `graphkit diff` groups it, and names the marks of changes.

import { changeIcon } from "./change_marks.js";
import { byTime, is, statusOf } from "./data.js";
import { dayText } from "./days.js";
import { CHANGES, CHANGE_ORDER, changeIn, changeText, changes } from "./diff.js";
import { changeCounts, changeTitle, diffParts, perhapsBefore, withoutEnd, withoutEndText } from "./diff_parts.js";
import { byId, digits, make } from "./dom.js";
import { SHOWN_AT_ONCE, cutList } from "./items.js";
import { missingNotes } from "./left_out.js";
import { foldAway } from "./ranking.js";
import { lineIcon } from "./shapes.js";
import { view } from "./view.js";
import { MAYBE } from "./windows.js";

/**
 * What came of a relation, in words: began, maybe ended.
 * @param {Row} row
 */
export const changeWords = (row) =>
  CHANGE_ORDER
    .filter((change) => changeIn(changes[row], change))
    .map((change) => `${changeIn(changes[row], change) === MAYBE ? "maybe " : ""}${changeText(change, statusOf(row))}`).join(", ");

/** The panel of details while two days are compared and nothing is chosen. */
export function aboutChanges() {
  const parts = diffParts();
  const lists = parts.flatMap((part) => [
    make("h2", { class: "change-title" }, changeIcon(part.change), changeTitle(part), make("span", { class: "count" }, digits(part.rows.length))),
    ...cutList(part.rows.sort((one, other) => is.background[one] - is.background[other] || byTime(one, other)), { most: Math.ceil(SHOWN_AT_ONCE / parts.length) }),
  ]);
  const endless = withoutEnd().length;
  const perhaps = perhapsBefore();
  return [
    make("p", { class: "lead" }, `What came about after ${dayText(view.before)} and by ${dayText(view.after)}.`),
    ...lists,
    !parts.length && make("p", { class: "quiet" }, "Nothing changed."),
    endless > 0 && make("p", { class: "quiet" }, withoutEndText(digits(endless))),
    perhaps.length && foldAway("perhaps", `${digits(perhaps.length)} perhaps known by ${dayText(view.before)} already, as the day of publication is uncertain`, () => cutList(perhaps, { order: byTime })),
    ...missingNotes(),
  ];
}

/** The marks of changes under the graph, with how many there are. */
export function drawChangeLegend() {
  const legend = byId("change-legend");
  legend.hidden = view.mode !== "diff";
  if (legend.hidden) return;
  const counts = changeCounts();
  legend.replaceChildren(
    ...CHANGE_ORDER.map((change) => make("li", counts[change] ? {} : { class: "none" }, changeIcon(change), CHANGES[change], make("span", { class: "count" }, counts[change] || "0"))),
    make("li", {}, lineIcon("var(--thread)", "background"), "in force on both days"));
}
