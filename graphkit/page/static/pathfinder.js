// The path finder: two actors, the options of the path, and the answer, which is updated whenever the view changes.

import { actorOption, combobox } from "./combobox.js";
import { aboutIn, actors, is, nameOf } from "./data.js";
import { dayText, isDay, spanText } from "./days.js";
import { announce, byId, digits, isTouched, make, plural } from "./dom.js";
import { follow } from "./fitting.js";
import { actorButton, closer, list, relationItem, textOf } from "./items.js";
import { findActors, wordsOf } from "./matching.js";
import { pathsIn, whyNoPath } from "./path_diagnosis.js";
import { isPlaying } from "./play.js";
import { withoutText } from "./reasons.js";
import { showPanel } from "./sheet.js";
import { change, select } from "./state.js";
import { settle, view } from "./view.js";

/**
 * The question of a path, without its answer.
 * @param {Partial<Question>} asked
 */
const questionOf = ({ from = null, to = null, inTime = false, strict = false, through = false, direct = false }) => ({ from, to, inTime, strict, through, direct });

/** The question in the panel: that of the chosen path, or one that is still incomplete. */
function presentQuestion() {
  const chosen = view.selection || {};
  return questionOf(chosen.path || chosen.finding || {});
}

/**
 * Ask for a path; while an end is missing, the question stays open.
 * @param {Partial<Question>} changes
 */
function askForPath(changes) {
  const question = { ...presentQuestion(), ...changes };
  if (!question.inTime) question.strict = false;
  const isComplete = question.from !== null && question.to !== null && question.from !== question.to;
  select(isComplete ? { path: question } : { finding: question });
  if (isComplete) announcePath();
}

/**
 * Take an actor as the end of a path: the other end of the actor that is chosen, or the end that is missing.
 * @param {Actor} actor
 */
export function asPathEnd(actor) {
  const chosen = view.selection || {};
  if (chosen.actor === actor) askForPath({ from: actor });
  else if (chosen.actor !== undefined) askForPath({ from: chosen.actor, to: actor });
  else if (chosen.finding && chosen.finding.from !== null) askForPath({ to: actor });
  else if (chosen.path) askForPath({ to: actor });
  else askForPath({ from: actor });
  if (view.selection.finding) announce(`Path from ${nameOf(actor)}: choose the other end.`);
}

/** Open the finder from the chosen actor, and focus the field that is still empty. */
export function openFinder() {
  const chosen = view.selection || {};
  if (!chosen.path && !chosen.finding) askForPath({ from: chosen.actor ?? null, to: null });
  showPanel("details");
  byId(presentQuestion().from === null ? "finder-from" : "finder-to").focus();
}

/** A stage of every change: search for the chosen path again, and keep the same chain if it is still found. */
export function findChosenPath() {
  const chosen = view.selection && view.selection.path;
  if (!chosen) return;
  const outcome = pathsIn(view, questionOf(chosen));
  const before = (chosen.relations || []).join();
  const same = chosen.place === undefined ? outcome.paths.findIndex((path) => path.relations.join() === before) : chosen.place;
  const place = Math.max(0, Math.min(same, outcome.paths.length - 1));
  settle({ selection: { path: { actors: null, relations: [], ...questionOf(chosen), ...outcome, ...outcome.paths[place], shown: place } } });
}

/** @param {number} by */
function stepPaths(by) {
  const { path } = view.selection;
  select({ path: { ...questionOf(path), place: (path.shown + by + path.paths.length) % path.paths.length } });
  announcePath();
}

function announcePath() {
  const { path } = view.selection;
  if (!path) return;
  follow();
  const which = path.paths.length > 1 ? `Path ${digits(path.shown + 1)} of ${digits(path.count)}` : "Path";
  announce(path.actors ? `${which}: ${plural(path.relations.length, "hop")}, ${path.actors.map(nameOf).join(", ")}.` : "No path in what is shown.");
}

// --- the panel -------------------------------------------------------------------------------------

const HOPS = ["No hops", "One hop", "Two hops", "Three hops", "Four hops", "Five hops", "Six hops"];

/** @param {Choice} chosen */
export function aboutPath({ path = null, finding = null }) {
  const question = questionOf(path || finding);
  const isAnswered = path && path.actors;
  return [
    closer(),
    make("h2", { class: "headline" }, path ? `${nameOf(question.from)} to ${nameOf(question.to)}` : "Path between two actors"),
    finderForm(question),
    ...(isAnswered ? answer(path) : path ? noAnswer(path) : [make("p", { class: "quiet" }, isTouched() ? "Type two names, or tap actors in the graph." : "Type two names, or click actors in the graph. Shift-click does the same at any time.")]),
  ];
}

/**
 * The fields are rebuilt with every change; the panel returns the focus to the one that had it.
 * @param {Question} question
 */
function finderForm(question) {
  /** @param {string} name @param {string} label @param {boolean} on */
  const box = (name, label, on) => make("label", { class: "tick" }, named(make("input", { type: "checkbox", id: `finder-${name}`, onchange: (/** @type {any} */ event) => askForPath({ [name]: event.target.checked }) }), on), make("span", {}, label));
  /** @param {boolean} value @param {string} label */
  const way = (value, label) => make("label", {}, named(make("input", { type: "radio", name: "finder-way", id: `finder-way-${value}`, onchange: () => askForPath({ inTime: value }) }), question.inTime === value), make("span", {}, label));
  return make("div", { class: "finder", role: "search", "aria-label": "Path between two actors" },
    endField("from", "From", question), endField("to", "To", question),
    make("button", { type: "button", id: "finder-swap", class: "swap", "aria-label": "Swap the two ends", title: "Swap", onclick: () => askForPath({ from: question.to, to: question.from }) }, "⇅"),
    make("fieldset", { class: "switch" }, make("legend", { class: "unseen" }, "What kind of path"), way(false, "Shortest"), way(true, "In time")),
    question.inTime && box("strict", "Every hop on a later day", question.strict),
    box("through", "Through countries, places, media", question.through),
    box("direct", "Only between the two ends of a relation", question.direct));
}

/** @param {HTMLInputElement} box @param {boolean} on */
function named(box, on) {
  box.checked = on;
  return box;
}

/** @param {"from" | "to"} end @param {string} label @param {Question} question */
function endField(end, label, question) {
  const id = `finder-${end}`;
  const input = make("input", {
    type: "text", id, class: "end", autocomplete: "off", spellcheck: "false", dir: "auto", role: "combobox", placeholder: "a name",
    "aria-expanded": "false", "aria-controls": `${id}-found`, "aria-autocomplete": "list",
  });
  input.value = question[end] === null ? "" : actors.name[question[end]];
  const listbox = make("div", { class: "found", id: `${id}-found`, role: "listbox", "aria-label": `Actors found for ${label}`, hidden: true });
  combobox(input, listbox, {
    find: (text) => [{ label: "Actors", one: "actor", options: findActors(text).filter(({ actor }) => actor !== question[end === "from" ? "to" : "from"]).slice(0, 8).map((found) => actorOption(found, wordsOf(text))) }],
    choose: ({ actor }) => {
      askForPath({ [end]: actor });
      const empty = /** @type {("from" | "to")[]} */ (["from", "to"]).find((name) => presentQuestion()[name] === null);
      byId(empty ? `finder-${empty}` : id).focus();
    },
  });
  input.addEventListener("focus", () => input.select());
  return make("div", { class: "finder-end" }, make("label", { for: id }, label), input, listbox);
}

// --- the answer ------------------------------------------------------------------------------------

/**
 * When a hop is walked: 7 Jul 2025 · 7 – 13 Jul 2025 · by 7 Jul 2025 · 7 Jul 2025 or later · any day
 * @param {[Day, Day]} days
 */
function walkedText([earliest, latest]) {
  if (!isDay(earliest)) return isDay(latest) ? `by ${dayText(latest)}` : "any day";
  return isDay(latest) ? spanText(earliest, latest) : `${dayText(earliest)} or later`;
}

/** @param {ChosenPath} path */
function answer(path) {
  const length = HOPS[path.relations.length] || plural(path.relations.length, "hop");
  const sure = path.inTime ? (path.sure ? "for sure by their dates" : "maybe") : path.sure || view.mode === "all" ? null : "maybe";
  const hops = path.relations.map((row, place) => make("li", { class: "hop" },
    actorButton(path.actors[place]),
    path.days && make("span", { class: "hop-days" }, walkedText(path.days[place])),
    aboutIn(row, path.actors[place], path.actors[place + 1]) !== undefined && make("p", { class: "hop-about" }, `about ${nameOf(aboutIn(row, path.actors[place], path.actors[place + 1]))}`),
    make("ul", { class: "items" }, relationItem(row)),
    path.more?.[place] > 0 && make("p", { class: "hop-more quiet" }, `and ${digits(path.more[place])} more between them`)));
  return [
    make("div", { class: "path-head" },
      make("p", { class: "path-length" }, [length, sure].filter(Boolean).join(", ")),
      path.paths.length > 1 && make("div", { class: "steps" },
        make("button", { type: "button", id: "path-before", "aria-label": "Path before", onclick: () => stepPaths(-1) }, "‹"),
        make("span", { class: "count" }, `${path.shown + 1} of ${digits(path.count)}`),
        make("button", { type: "button", id: "path-after", "aria-label": "Next path", onclick: () => stepPaths(1) }, "›"))),
    marksNote(path.relations),
    path.paths.length > 1 && path.inTime && make("p", { class: "quiet" }, path.sure ? "The next one may arrive sooner, if the dates fall well." : "Sooner than the one that is sure, if the dates fall well."),
    path.count > path.paths.length && make("p", { class: "quiet" }, `The best ${path.paths.length} can be stepped through.`),
    skippedNote(path),
    make("ol", { class: "hops" }, hops, make("li", { class: "hop" }, actorButton(path.to))),
  ];
}

/**
 * How many hops of a path are no plain facts: what is for sure is so by the dates alone.
 * @param {Row[]} rows
 */
function marksNote(rows) {
  const marks = ["denied", "planned", "claimed", "contested"].map((mark) => [mark, rows.filter((row) => is[mark][row]).length]).filter(([, count]) => count);
  return marks.length > 0 && make("p", { class: "quiet" }, `Of these hops ${marks.map(([mark, count]) => `${count} ${mark}`).join(", ")}.`);
}

/**
 * The actors through which there is a path, a shorter one than those found, and the number of those paths.
 * @param {ChosenPath} path
 */
function skippedNote(path) {
  if (!path.skipped.length) return null;
  const names = path.skipped.flatMap(({ actor, paths }, place) => [place ? ", " : "", actor, ` (${plural(paths, path.actors ? "shorter path" : "path")})`]);
  return make("p", { class: "quiet" }, "Not taken as go-betweens: ", textOf(names), ".");
}

const PLACE_IN_TIME = { span: "in this period", day: "as of this day", diff: "among these changes", all: "in what is shown" };

/**
 * Why there is no path: computed a moment later, so that the page stays responsive.
 * @param {ChosenPath} path
 */
function noAnswer(path) {
  const why = make("div", { class: "why", id: "why-no-path" });
  setTimeout(() => why.isConnected && why.replaceChildren(...whyLines(path)), isPlaying() ? 400 : 0);
  if (path.stopped && path.inTime) return [make("p", { class: "lead" }, "The search was stopped: too many chains use one relation for two hops. There may be a path.")];
  if (path.stopped) return [make("p", { class: "lead" }, "No path was found among the first 100,000 chains; there may be one.")];
  return [make("p", { class: "lead" }, `No path ${path.inTime ? "in which time never runs backwards " : ""}${PLACE_IN_TIME[view.mode]}.`), skippedNote(path), why].filter(Boolean);
}

/** @param {ChosenPath} path */
function whyLines(path) {
  const question = questionOf(path);
  const { nearest, reasons, denied, missing } = whyNoPath(view, question);
  const lines = [];
  if (nearest) lines.push(make("p", {}, nearestText(nearest)), make("button", { type: "button", id: "go-there", class: "primary", onclick: () => goThere(placeOf(nearest)) }, "Go there"));
  const others = reasons.filter(({ name }) => name !== "dates" || !nearest);
  if (others.length) lines.push(make("ul", { class: "reasons" }, others.map((reason) => make("li", {}, make("button", { type: "button", class: "name", onclick: () => goThere(without(reason)) }, withoutText(reason)), ` there is one of ${plural(reason.length, "hop")}.`))));
  if (missing !== null) lines.push(make("p", { class: "quiet" }, "The missing hop:"), list([missing]));
  if (denied.length) lines.push(make("p", { class: "quiet" }, "Denied relations would make one, and no path uses them:"), list(denied));
  if (!lines.length) lines.push(make("p", { class: "quiet" }, "Nothing ties the two, on whatever day and under whatever filter alone."));
  return lines;
}

/**
 * Whether a period is so much longer than the one asked for that it tells nobody where to look, as in Python.
 * @param {Nearest} nearest
 */
const isFar = ({ from, to }) => view.mode === "span" && (Math.max(0, view.from - from) || 0) + (Math.max(0, to - view.to) || 0) > 3660;

/** @param {Nearest} nearest */
function nearestText(nearest) {
  if (nearest.day === undefined && isFar(nearest)) return `To hold one, the period would have to be ${spanText(nearest.from, nearest.to)}.`;
  if (nearest.day === undefined) return `${nearest.sure ? "The nearest" : "A near"} period with one is ${spanText(nearest.from, nearest.to)}.`;
  return nearest.day > view.day ? `The first day with one is ${dayText(nearest.day)}.` : `There is none later; the last day with one was ${dayText(nearest.day)}.`;
}

/** @param {Nearest} nearest @returns {ViewParts} */
const placeOf = ({ from, to, day }) => (day === undefined ? { mode: "span", from, to } : { mode: "day", day });
/**
 * The view without what stands in the way of a path.
 * @param {Reason} reason
 */
const without = ({ view: parts = {}, question = {} }) => ({ ...parts, selection: { path: { ...presentQuestion(), ...question } } });

/** @param {ViewParts} parts */
function goThere(parts) {
  change(parts);
  announcePath();
  byId("details").focus({ preventScroll: true });
}
