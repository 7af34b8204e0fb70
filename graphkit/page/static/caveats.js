// What a report has to tell besides its relations: what they leave out and why, and what began or ended them; as the command line does.

import { field, is, plainCaveats, relationNumbers, relations, relationsAbout, relationsOf, statusOf } from "./data.js";
import { dayText } from "./days.js";
import { BEGAN, ENDED } from "./diff.js";
import { diffParts, leftOut, perhapsBefore, withoutEnd, withoutEndText } from "./diff_parts.js";
import { beyondText } from "./heading.js";
import { FILTERED, perhapsKnownWords, reasonsOf } from "./left_out.js";
import { view } from "./view.js";
import { MAYBE } from "./windows.js";

/** How many relations are not in the report, of those that it might hold: left out by default, or hidden by filters. */
function leftOutTexts() {
  const { actor, ...others } = view.selection ?? {};
  const all = Object.keys(others).length ? [] : [...relations.id.keys()];
  const rows = actor === undefined ? all : [...new Set([...relationsOf[actor], ...relationsAbout[actor]])];
  const reasons = view.mode === "diff" && actor === undefined ? new Map() : reasonsOf(rows);
  const defaults = [...(view.mode === "diff" ? leftOut(rows) : reasons)].filter(([reason]) => reason !== FILTERED).map(([reason, count]) => `${count} ${reason}`);
  return [defaults.length > 0 && `Left out: ${defaults.join(", ")}`, reasons.has(FILTERED) && `Hidden: ${reasons.get(FILTERED)} ${FILTERED}`];
}

/** What a link says that began or ended a relation which did so between the two days. */
function causes() {
  /** @param {Row} row */
  const name = (row) => [relations.id[row], plainCaveats(row).length && `(${plainCaveats(row).join(", ")})`].filter(Boolean).join(" ");
  return diffParts().flatMap(({ change, verdict, rows }) => rows.flatMap((row) => /** @type {[string, string][]} */ (field(relations, "links", row, []))
    .filter(([rel, id]) => rel === { [BEGAN]: "begun-by", [ENDED]: "ended-by" }[change] && relationNumbers.has(id))
    .map(([rel, id]) => {
      const was = is.actual[row] ? (verdict === MAYBE ? "may have been" : "was") : `is ${statusOf(row)} to ${is.planned[row] ? "be" : "have been"}`;
      return `${name(row)} ${was} ${rel.replace("-by", " by")} ${name(relationNumbers.get(id))}.`;
    })));
}

/** What was perhaps known by a day already, but surely only later, as the day of publication is uncertain. */
function perhapsTexts() {
  if (view.mode !== "diff") return perhapsKnownWords();
  const early = perhapsBefore();
  return early.length > 0 && `Perhaps known by ${dayText(view.before)} already, as the day of publication is uncertain: ${early.map((row) => relations.id[row]).join(", ")}.`;
}

/** Said where only the last days lie after what is known: the heading says it of all. */
const partlyBeyond = () => !beyondText() && beyondText(true).replace(/^p(.*)$/, "P$1.");

export const reportCaveats = () => [...(view.mode === "diff" ? [...causes(), withoutEnd().length > 0 && withoutEndText(withoutEnd().map((row) => relations.id[row]).join(", "))] : []), partlyBeyond(), perhapsTexts(), ...leftOutTexts()].filter(Boolean);
