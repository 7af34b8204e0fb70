// The panel of details: the story at large, an actor with its relations, a relation with its evidence, a path.

import { aroundActor } from "./around.js";
import {
  actorNumbers, actors, allEntriesOf, byTime, errorsOf, familyOf, field, is, kindOf, listDay, nameOf, page, qualified, relations, relationsAbout, relationsOf, statusOf,
  typeText, verbOf, voicesOf,
} from "./data.js";
import { dayText } from "./days.js";
import { changes } from "./diff.js";
import { aboutChanges, changeWords } from "./diff_panel.js";
import { byId, digits, isolated, isTouched, make, plural } from "./dom.js";
import { evidenceOf, linksOf, sidesOf } from "./evidence.js";
import { expansionOf } from "./growth.js";
import { closer, cutList, doubtOf, tags, textOf } from "./items.js";
import { missingNotes } from "./left_out.js";
import { figuresOf } from "./looks.js";
import { aboutPair } from "./pair_panel.js";
import { aboutPath } from "./pathfinder.js";
import { portraitOf } from "./portraits.js";
import { byRecency, foldAway, isOfDay, rankedList } from "./ranking.js";
import { sentenceParts } from "./sentences.js";
import { familyIcon, kindIcon } from "./shapes.js";
import { aboutSeveral, actorActs } from "./several.js";
import { shownRows, visible } from "./state.js";
import { inCast } from "./steps.js";
import { view } from "./view.js";
import { lastDay } from "./view_days.js";
import { HIDDEN, backgroundTitle, inForce, isBackground } from "./windows.js";

/** @type {Record<string, string>} */
const STATUS = { planned: "planned, not done", denied: "denied" };

export function drawDetails() {
  const panel = byId("details");
  const focused = panel.contains(document.activeElement) && document.activeElement.id;
  const chosen = view.selection;
  panel.replaceChildren(...(
    !chosen ? (view.mode === "diff" ? aboutChanges() : aboutStory())
    : chosen.actor !== undefined ? aboutActor(chosen.actor)
    : chosen.actors ? aboutSeveral(chosen.actors)
    : chosen.relation !== undefined ? aboutRelation(chosen.relation)
    : chosen.pair ? aboutPair(chosen.pair)
    : aboutPath(chosen)
  ).filter(Boolean));
  // What is drawn anew keeps the focus where it was.
  if (focused && byId(focused)) byId(focused).focus({ preventScroll: true });
}

/** While days move: scroll to what began or happened last, unless the pointer is on the list. */
export function showNewest() {
  const panel = byId("details");
  /** @type {HTMLElement | null} */
  let newest = null;
  let latest = -Infinity;
  for (const item of /** @type {NodeListOf<HTMLElement>} */ (panel.querySelectorAll(".item"))) {
    const day = listDay(Number(item.dataset.row));
    if (day > (lastDay() ?? -Infinity) || day < latest) continue;
    [newest, latest] = [item, day];
  }
  if (!newest || panel.matches(":hover")) return;
  const [frame, item] = [panel.getBoundingClientRect(), newest.getBoundingClientRect()];
  panel.scrollTop += Math.min(0, item.top - frame.top) + Math.max(0, item.bottom - frame.bottom);
}

/** @type {Record<string, string>} */
const TITLES = { all: "All that is told", span: "In this period" };
/**
 * What stood and what had happened as of a day, by status: what is planned or denied never stands under what is so.
 * @type {Record<string, [string, string]>}
 */
const STANDINGS = {
  actual: ["In force on this day", "Happened by then"],
  planned: ["Planned to be in force", "Planned to have happened"],
  denied: ["Denied to be in force", "Denied to have happened"],
};

function aboutStory() {
  const rows = shownRows().filter((row) => !isBackground(row));
  const background = shownRows().filter(isBackground);
  const castRows = rows.filter(inCast);
  const faded = rows.filter((row) => !inCast(row));
  return [
    page.description && view.step === null && make("p", { class: "lead" }, page.description),
    ...(view.mode === "day" ? standings(castRows) : [make("h2", {}, TITLES[view.mode]), ...(castRows.length || view.step === null ? rankedList(castRows, { key: "story" }) : [make("p", { class: "quiet" }, "Nothing between those of this step.")])]),
    background.length && foldAway("background", `${backgroundTitle()} ${digits(background.length)}`, () => cutList(background, { order: byTime }), !rows.length),
    ...missingNotes(),
    faded.length && foldAway("faded", `${plural(faded.length, "more relation")}, faded at this step`, () => rankedList(faded, { key: "faded-rest" })),
    make("p", { class: "quiet" }, isTouched() ? "Tap an actor or a line. Path leads from one actor to another." : "Click an actor or a line; shift-click a second actor for the shortest path, Ctrl-click for several at once."),
  ];
}

/**
 * What began or happened on the very day, what was in force on it, and what had happened, the latest first.
 * @param {Row[]} rows
 */
function standings(rows) {
  /** @type {Row[]} */
  const today = [];
  const parts = page.statuses.flatMap((status) => [0, 1].map((place) => ({ title: STANDINGS[status][place], part: /** @type {Row[]} */ ([]), key: `${status}-${place}`, most: place ? undefined : Number.MAX_VALUE })));
  for (const row of rows) {
    const isToday = is.actual[row] && isOfDay(row, view.day);
    if (isToday) today.push(row);
    const place = inForce(row, view.day) ? 0 : 1;
    if (!place || !isToday) parts[2 * page.statuses.indexOf(statusOf(row)) + place].part.push(row);
  }
  return [
    ...(today.length ? [make("h2", {}, "On this day"), ...rankedList(today, { key: "today" })] : []),
    ...parts.filter(({ part, key }) => part.length || key === "actual-0").flatMap(({ title, part, key, most }) => [make("h2", {}, title), ...rankedList(part, { key, most, order: byRecency })]),
  ];
}

/** @param {Actor} actor */
function aboutActor(actor) {
  const shown = relationsOf[actor].filter((row) => visible.verdict[row] !== HIDDEN);
  const aliases = field(actors, "aliases", actor, []);
  /** @type {[string, string][]} */
  const attributes = [...field(actors, "attributes", actor, []), ...figuresOf(actor)];
  const groups = page.families.map(({ label }, number) => ({ label, key: `family-${number}`, rows: shown.filter((row) => familyOf[row] === number) }));
  const about = relationsAbout[actor].filter((row) => visible.verdict[row] !== HIDDEN);
  const hidden = relationsOf[actor].length - shown.length;
  const hiddenAbout = relationsAbout[actor].length - about.length;
  return [
    closer(),
    make("p", { class: "kicker" }, kindIcon(actors.kind[actor]), kindOf(actor).label),
    portraitOf(actor),
    make("h2", { class: "headline" }, nameOf(actor)),
    field(actors, "description", actor) && make("p", { class: "lead" }, field(actors, "description", actor)),
    aliases.length && make("p", { class: "quiet" }, `Also: ${aliases.map(isolated).join(", ")}`),
    attributes.length && make("dl", { class: "facts" }, attributes.flatMap(([name, what]) => [make("dt", {}, name), make("dd", {}, what)])),
    make("p", { class: "quiet" }, `${plural(shown.length, "relation")} shown${about.length ? `, ${digits(about.length)} more about it` : ""}${hidden ? `, ${digits(hidden)} outside what is shown` : ""}${hiddenAbout ? `, ${digits(hiddenAbout)} about it outside what is shown` : ""}`),
    actorActs([actor]),
    expansionOf(actor),
    aroundActor(actor),
    ...groups.filter(({ rows }) => rows.length).flatMap(({ label, rows, key }) => [make("h3", {}, label), ...rankedList(rows, { key, start: actor, ongoing: false })]),
    ...(about.length ? [make("h3", {}, "About it"), ...rankedList(about, { key: "about", ongoing: false })] : []),
  ];
}

/** @param {Row} row */
function aboutRelation(row) {
  const head = [
    closer(),
    make("p", { class: "kicker" }, familyIcon(familyOf[row]), page.families[familyOf[row]].label, " · ", typeText(row)),
  ];
  if (!is.known[row]) {
    const parties = textOf([relations.source[row], ` ${verbOf(row)} `, relations.target[row], qualified(row, "")]);
    return [...head, make("h2", { class: "headline" }, "Not known yet"), make("p", { class: "parties" }, parties), make("p", { class: "quiet" }, `Nothing had been said of this by ${dayText(view.knownBy)}.`)];
  }
  const summary = field(relations, "summary", row);
  const sentence = textOf(sentenceParts(row));
  return [
    ...head,
    summary ? make("h2", { class: "headline" }, summary) : make("h2", { class: "headline parties" }, sentence),
    tags(row).length && make("p", { class: "tags" }, tags(row)),
    summary && make("p", { class: "parties" }, sentence),
    make("dl", { class: "facts" }, factsOf(row).flatMap(([name, what]) => [make("dt", {}, name), make("dd", {}, what)])),
    ...errorsOf(row).map((text) => make("p", { class: "quiet" }, `An error of the data: ${text}.`)),
    ...sidesOf(row),
    field(relations, "note", row) && make("p", { class: "quiet note" }, field(relations, "note", row)),
    ...evidenceOf(row),
    ...linksOf(row),
  ];
}

/** @param {Row} row */
function standingText(row) {
  const place = inForce(row, view.day) ? 0 : 1;
  return is.actual[row] ? ["in force", "had happened"][place] : STANDINGS[statusOf(row)][place].toLowerCase();
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
    view.mode === "day" && visible.verdict[row] !== HIDDEN && !isBackground(row) && ["As of then", [standingText(row), doubtOf(row) && ` (${doubtOf(row)})`].filter(Boolean)],
    STATUS[statusOf(row)] && ["Status", [STATUS[statusOf(row)]]],
    about.length && ["About", textOf(about.flatMap((actor, place) => [place ? ", " : "", actor]))],
    field(relations, "amount", row) && ["Amount", [field(relations, "amount", row)]],
    voices.length && [voices.length === 1 ? "Voice" : "Voices", [`${voices.map(isolated).join(", ")} (${plural(field(relations, "origins", row, 0), "independent source")})`]],
    !allEntriesOf(row).length && ["Told by", ["nobody: no source is given"]],
  ].filter(Boolean);
}
