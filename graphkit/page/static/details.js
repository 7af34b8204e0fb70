// The panel of details: the story at large, an actor with its relations, a relation with its evidence, a path.

import { aroundActor } from "./around.js";
import {
  RELATIONS, actorNumbers, actors, byTime, familyOf, field, fullSentenceOf, is, kindOf, latestStart, listDay, nameOf, page, qualified, relations, relationsAbout, relationsOf,
  sentenceOf, statusOf, typeOf, typeText, voicesOf,
} from "./data.js";
import { dayText } from "./days.js";
import { changes } from "./diff.js";
import { aboutChanges, changeWords } from "./diff_panel.js";
import { byId, make, plural } from "./dom.js";
import { evidenceOf, linksOf, sidesOf } from "./evidence.js";
import { expansionOf } from "./growth.js";
import { actorButton, closer, cutList, doubtOf, list, tags } from "./items.js";
import { aboutPair } from "./pair_panel.js";
import { aboutPath } from "./pathfinder.js";
import { familyIcon, kindIcon } from "./shapes.js";
import { visible } from "./state.js";
import { inCast } from "./steps.js";
import { view } from "./view.js";
import { HIDDEN, SURE, inForce } from "./windows.js";

/** @type {Record<string, string>} */
const STATUS = { planned: "planned, not done", denied: "denied" };

export function drawDetails() {
  const panel = byId("details");
  const focused = panel.contains(document.activeElement) && document.activeElement.id;
  const chosen = view.selection;
  panel.replaceChildren(...(
    !chosen ? (view.mode === "diff" ? aboutChanges() : aboutStory())
    : chosen.actor !== undefined ? aboutActor(chosen.actor)
    : chosen.relation !== undefined ? aboutRelation(chosen.relation)
    : chosen.pair ? aboutPair(chosen.pair)
    : aboutPath(chosen)
  ).filter(Boolean));
  // What is drawn anew keeps the focus where it was.
  if (focused && byId(focused)) byId(focused).focus({ preventScroll: true });
}

/**
 * The titles of the two lists of the whole story.
 * @type {Record<string, [string, string]>}
 */
const STORY_TITLES = { all: ["All that is told", ""], day: ["In force on this day", "Happened by then"], span: ["In this period", "Going on since before"] };

function aboutStory() {
  const rows = [];
  for (let row = 0; row < RELATIONS; row += 1) if (visible.verdict[row] !== HIDDEN && !is.background[row]) rows.push(row);
  // What is sure comes first, then what was last reported; what began before the period stands at its first day.
  const from = view.mode === "span" ? view.from : -Infinity;
  rows.sort((one, other) => visible.verdict[other] - visible.verdict[one] || Math.max(from, listDay(one)) - Math.max(from, listDay(other)) || byTime(one, other));
  const [first, second] = STORY_TITLES[view.mode];
  /** @param {Row} row */
  const leads = (row) => (view.mode === "all" ? true : view.mode === "day" ? inForce(row, view.day) : latestStart[row] >= view.from || is.undated[row]);
  const castRows = rows.filter(inCast);
  const faded = rows.filter((row) => !inCast(row));
  const [one, other] = [castRows.filter(leads), castRows.filter((row) => !leads(row))];
  return [
    page.description && view.step === null && make("p", { class: "lead" }, page.description),
    make("h2", {}, first),
    ...(one.length ? bySureness(one) : [make("p", { class: "quiet" }, "Nothing.")]),
    ...(other.length ? [make("h2", {}, second), ...bySureness(other)] : []),
    faded.length && make("details", { class: "more-castRows" }, make("summary", {}, `${plural(faded.length, "more relation")}, faded at this step`), ...cutList(faded)),
    make("p", { class: "quiet" }, "Click an actor or a line; shift-click a second actor for the shortest path."),
  ];
}

/**
 * A list whose first relations are sure, and under their own headings what is only reported for other days, and what is maybe.
 * @param {Row[]} rows
 */
const bySureness = (rows) => ["", "Only reported for other days", "Maybe"].flatMap((title, place) => {
  const some = rows.filter((row) => visible.verdict[row] === SURE - place);
  if (!some.length && !title) return [make("p", { class: "quiet" }, "Nothing for sure.")];
  return some.length ? [title && make("h3", {}, `${title} `, make("span", { class: "count" }, String(some.length))), ...cutList(some)] : [];
});

/** @param {Actor} actor */
function aboutActor(actor) {
  const shown = relationsOf[actor].filter((row) => visible.verdict[row] !== HIDDEN);
  const aliases = field(actors, "aliases", actor, []);
  /** @type {[string, string][]} */
  const attributes = field(actors, "attributes", actor, []);
  const groups = page.families.map(({ label }, number) => ({ label, rows: shown.filter((row) => familyOf[row] === number).sort(byTime) }));
  const about = relationsAbout[actor].filter((row) => visible.verdict[row] !== HIDDEN).sort(byTime);
  const hidden = relationsOf[actor].length - shown.length;
  return [
    closer(),
    make("p", { class: "kicker" }, kindIcon(actors.kind[actor]), kindOf(actor).label),
    make("h2", { class: "headline" }, nameOf(actor)),
    field(actors, "description", actor) && make("p", { class: "lead" }, field(actors, "description", actor)),
    aliases.length && make("p", { class: "quiet" }, `Also: ${aliases.join(", ")}`),
    attributes.length && make("dl", { class: "facts" }, attributes.flatMap(([name, what]) => [make("dt", {}, name), make("dd", {}, what)])),
    make("p", { class: "quiet" }, `${plural(shown.length, "relation")} shown${about.length ? `, ${about.length} more about it` : ""}${hidden ? `, ${hidden} outside what is shown` : ""}`),
    expansionOf(actor),
    aroundActor(actor),
    ...groups.filter(({ rows }) => rows.length).flatMap(({ label, rows }) => [make("h3", {}, label), list(rows, actor)]),
    about.length && make("h3", {}, "About it"),
    about.length && list(about),
  ];
}

/** @param {Row} row */
function aboutRelation(row) {
  const head = [
    closer(),
    make("p", { class: "kicker" }, familyIcon(familyOf[row]), page.families[familyOf[row]].label, " · ", typeText(row)),
  ];
  const parties = make("p", { class: "parties" }, actorButton(relations.source[row]), ` ${typeOf(row).label} `, actorButton(relations.target[row]), qualified(row, ""));
  if (!is.known[row]) {
    return [...head, make("h2", { class: "headline" }, "Not known yet"), parties, make("p", { class: "quiet" }, `Nothing had been said of this by ${dayText(view.knownBy)}.`)];
  }
  return [
    ...head,
    make("h2", { class: "headline" }, sentenceOf(row)),
    tags(row).length && make("p", { class: "tags" }, tags(row)),
    parties,
    field(relations, "summary", row) && make("p", { class: "told" }, fullSentenceOf(row)),
    make("dl", { class: "facts" }, factsOf(row).flatMap(([name, what]) => [make("dt", {}, name), make("dd", {}, what)])),
    ...sidesOf(row),
    field(relations, "note", row) && make("p", { class: "quiet note" }, field(relations, "note", row)),
    ...evidenceOf(row),
    ...linksOf(row),
  ];
}

/** @param {Row} row */
function factsOf(row) {
  /** @type {Actor[]} */
  const about = field(relations, "about", row, []).map((/** @type {string} */ id) => actorNumbers.get(id)).filter((/** @type {Actor} */ actor) => actor !== undefined);
  const when = field(relations, "when", row);
  const voices = voicesOf(row);
  return [
    ["When", [make("span", {}, field(relations, "words", row, "no date")), when && make("code", { title: "As it stands in the file (EDTF)" }, when)].filter(Boolean)],
    view.mode !== "all" && visible.verdict[row] === HIDDEN && ["Shown", ["not in what is shown now"]],
    view.mode === "diff" && changes[row] && ["Changed", [changeWords(row)]],
    view.mode === "day" && visible.verdict[row] !== HIDDEN && !is.background[row] && ["As of then", [inForce(row, view.day) ? "in force" : "had happened", doubtOf(row) && ` (${doubtOf(row)})`].filter(Boolean)],
    STATUS[statusOf(row)] && ["Status", [STATUS[statusOf(row)]]],
    about.length && ["About", about.flatMap((actor, place) => [place ? ", " : "", actorButton(actor)])],
    field(relations, "amount", row) && ["Amount", [field(relations, "amount", row)]],
    voices.length && [voices.length === 1 ? "Voice" : "Voices", [`${voices.join(", ")} (${plural(field(relations, "origins", row, 0), "independent source")})`]],
  ].filter(Boolean);
}
