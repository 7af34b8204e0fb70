// The panel of filters, which is the legend, too: what lines, shapes and marks mean, how many there are, and which show.

import { againstNames, againstOf, page, publisherNames, publishersOf, rowsWhere, voiceNames, voicesOf } from "./data.js";
import { announce, byId, digits, make, plural, rove } from "./dom.js";
import {
  CHOOSING, attributeGroups, atWorkIn, clearedFilters, countNames, everyName, filtersAtWork, isAsked, isOn, markAlone, onlyName, rowsNamed, toggleName, typesOf,
} from "./facets.js";
import { lineSwitches } from "./line_switches.js";
import { lookLines, syncLooks } from "./look_panel.js";
import { isPlaying } from "./play.js";
import { forgetRows, pointAt } from "./pointing.js";
import { rosterSection } from "./roster.js";
import { drawActorFilters } from "./several.js";
import { familyIcon, kindIcon, lineIcon } from "./shapes.js";
import { tally } from "./sorting.js";
import { change } from "./state.js";
import { capital } from "./texts.js";
import { view } from "./view.js";

const NAMES_AT_ONCE = 12;
/** How the marks of relations read: name, label, what it means, mark, and what it means in full. */
const CERTAINTY_LINES = [
  ["sure", "for sure", null, "", "Its dates and the reports of it leave no doubt that it was so in these days."],
  ["unreported", "last reported", "so when last heard of", "unreported", "It lasts, and nobody says when it ended or began. These days lie after the last report of it, or before the first."],
  ["maybe", "maybe", "its dates are open", "maybe", "Its own dates leave open whether it was so in these days."],
  ["claimed", "claimed", "only attributed", "claimed"],
  ["contested", "contested", "sources disagree", "contested"],
];
/** How long before its days something may have been last reported: the days, and what the list of choices says. */
const WITHIN = [[7, "a week"], [30, "30 days"], [90, "90 days"], [186, "6 months"], [366, "a year"], [732, "2 years"]];
const STATUS_LINES = [["actual", "is or was so", ""], ["planned", "planned", "planned"], ["denied", "denied", "denied"]];
/**
 * What each tick that is off leaves out.
 * @type {Record<string, (view: View) => boolean>}
 */
const IS_OFF = { unreported: ({ certain }) => certain, maybe: ({ certain, reported }) => certain || reported, claimed: ({ noClaims }) => noClaims, contested: ({ noContested }) => noContested };

/**
 * Every entry on the panel: {group, name, box, line, count}, so that a change sets texts and ticks and builds nothing.
 * @type {Entry[]}
 */
const entries = [];
const facets = new Map();

/**
 * One name of a group: its picture and count, a tick unless it can only be explained and kept alone, and a button that leaves it alone.
 * @param {string} group
 * @param {string} name
 * @param {Child} icon
 * @param {string} label
 * @param {{ title?: string, note?: string, isOnlyTold?: boolean }} [about]
 * @param {...Child} more
 */
function filterEntry(group, name, icon, label, { title = null, note = null, isOnlyTold = false } = {}, ...more) {
  const box = isOnlyTold ? null : make("input", { type: "checkbox", id: `${group}-${name}`, tabindex: -1, onchange: () => change(group === "certainty" ? switched(name) : toggleName(group, name)) });
  const count = make("span", { class: "count" });
  const alone = make("button", { type: "button", class: "only", tabindex: box && -1, "aria-label": `Only ${label}`, onclick: () => showOnly(group, name, label) }, "only");
  const told = [box, icon, make("span", { class: "entry-text" }, make("span", { class: "entry-name" }, label), note && make("span", { class: "entry-note" }, note)), count];
  const line = make("li", { class: box ? "entry" : "entry told", title: box ? null : title, "data-group": group, "data-name": name }, box ? make("label", { title }, told) : told, alone, ...more);
  line.querySelector("label")?.addEventListener("click", (/** @type {MouseEvent} */ event) => {
    if (!event.altKey) return;
    event.preventDefault();
    showOnly(group, name, label);
  });
  entries.push({ group, name, label, box, line, count, alone });
  return line;
}

/**
 * The parts of the view that a tick changes: what is less sure is only shown with what is surer.
 * @param {string} name
 * @returns {ViewParts}
 */
function switched(name) {
  if (markAlone() !== null) return { mark: null };
  if (name === "claimed") return { noClaims: !view.noClaims };
  if (name === "contested") return { noContested: !view.noContested };
  const isOff = IS_OFF[name](view);
  return name === "maybe" ? { certain: false, reported: !isOff } : { certain: !isOff, reported: isOff };
}

/** @param {string} group @param {string} name @param {string} label */
function showOnly(group, name, label) {
  change(onlyName(group, name));
  announce(`Only ${label}. ${byId("heading").textContent}`);
}

/**
 * A group under its heading, which folds it; `all` brings everything back.
 * @param {string} group
 * @param {string} title
 * @param {Child} lines
 * @param {boolean} isOpen
 */
function facet(group, title, lines, isOpen) {
  const names = make("ul", { class: "facet-names", id: `facet-${group}`, "aria-label": title }, lines);
  const fold = make("button", { type: "button", class: "fold", "aria-expanded": String(isOpen), "aria-controls": names.id, onclick: () => foldFacet(group) }, capital(title));
  const note = make("span", { class: "facet-note" });
  const every = make("button", { type: "button", class: "every", "aria-label": `All of ${title.toLowerCase()}`, hidden: true, onclick: () => change(everyName(group)) }, "all");
  const settle = rove(names, 'input[type="checkbox"]', () => names.querySelectorAll("input:enabled"));
  settle();
  names.hidden = !isOpen;
  facets.set(group, { names, fold, note, every, settle });
  return make("section", { class: "facet" }, make("div", { class: "facet-head" }, make("h3", {}, fold), note, every), names);
}

/** @param {string} group */
function foldFacet(group) {
  const { names, fold } = facets.get(group);
  names.hidden = !names.hidden;
  fold.setAttribute("aria-expanded", String(!names.hidden));
  syncFilters();
}

/**
 * A family with its types, which stay folded until asked for.
 * @param {Family} family
 * @param {number} number
 */
function familyEntry(family, number) {
  const types = make("ul", { class: "types", "aria-label": `Types of ${family.label}`, hidden: true });
  const more = make("button", { type: "button", class: "more", tabindex: -1, "aria-expanded": "false", "aria-label": `Types of ${family.label}`, onclick: () => foldTypes(types.hidden) });
  /** @param {boolean} isOpen */
  function foldTypes(isOpen) {
    types.hidden = !isOpen;
    more.setAttribute("aria-expanded", String(isOpen));
    facets.get("families").settle();
  }
  types.append(...page.types.filter((type) => type.family === family.name).map((type) => filterEntry("types", type.name, type.against ? familyIcon(number, true) : null, type.label, { title: type.meaning })));
  const line = filterEntry("families", family.name, familyIcon(number), family.label, { title: family.meaning }, more, types);
  line.addEventListener("keydown", (/** @type {any} */ event) => {
    if (event.target.id !== `families-${family.name}` || !["ArrowRight", "ArrowLeft"].includes(event.key)) return;
    foldTypes(event.key === "ArrowRight");
    event.preventDefault();
    event.stopPropagation();
  });
  return line;
}

/**
 * Names by how many relations they vouch for; the rest on demand, where there are very many.
 * @param {string} group
 * @param {string[]} names
 */
function nameEntries(group, names) {
  const namesOf = { voices: voicesOf, publishers: publishersOf, against: againstOf }[group];
  const totals = tally(rowsWhere(() => true).flatMap(namesOf));
  const sorted = [...names].sort((one, other) => (totals.get(other) || 0) - (totals.get(one) || 0));
  /** @param {string[]} some */
  const lines = (some) => some.map((name) => filterEntry(group, name, null, name));
  const first = lines(sorted.slice(0, NAMES_AT_ONCE));
  if (sorted.length <= NAMES_AT_ONCE) return first;
  const rest = make("button", { type: "button", class: "rest", onclick: () => {
    const more = lines(sorted.slice(NAMES_AT_ONCE));
    rest.parentElement.replaceWith(...more);
    syncFilters();
    entries.find((entry) => entry.line === more[0]).box.focus();
  } }, `${digits(sorted.length - NAMES_AT_ONCE)} more`);
  return [...first, make("li", {}, rest)];
}

/** The choice how long before its days something may have been last reported, with what it hides. */
function withinEntry() {
  const choice = make("select", { id: "reported-within", "aria-label": "Last reported within how long before these days", onchange: () => change({ reportedWithin: choice.value === "" ? null : Number(choice.value) }) },
    make("option", { value: "" }, "any time"), WITHIN.map(([days, words]) => make("option", { value: String(days) }, words)));
  const label = make("label", { for: choice.id, title: "If nobody reports a relation for these days, it must have been last reported at most so long before." }, "within");
  return make("li", { class: "within" }, label, choice, make("span", { class: "count", id: "reported-within-hides" }));
}

/**
 * Set the choice of how long before, also to days that it does not list, and what it hides.
 * @param {number} hides
 */
function syncWithin(hides) {
  /** @type {any} */
  const choice = byId("reported-within");
  const days = view.reportedWithin === null ? "" : String(view.reportedWithin);
  if (![...choice.options].some((option) => option.value === days)) choice.append(make("option", { value: days }, plural(Number(days), "day")));
  choice.value = days;
  choice.disabled = !isAsked("unreported");
  byId("reported-within-hides").textContent = hides ? `hides ${digits(hides)}` : "";
}

/**
 * The colour of an option, seen where actors are coloured by it.
 * @param {string} value
 */
const swatch = (value) => make("span", { class: "swatch", "data-value": value });

export function startFilters() {
  const certainty = CERTAINTY_LINES.flatMap(([name, label, note, mark, title]) => {
    const icon = lineIcon("var(--ink)", mark);
    const entry = filterEntry("certainty", name, icon, label, { note, title, isOnlyTold: !IS_OFF[name] });
    return name === "unreported" ? [entry, withinEntry()] : [entry];
  });
  const clear = make("button", { type: "button", id: "clear-filters", hidden: true, onclick: clearFilters }, "Clear filters");
  byId("filters").replaceChildren(
    make("div", { class: "filters-head" }, make("h2", {}, "Filters ", make("span", { id: "filters-at-work", class: "badge", hidden: true })), clear),
    make("ul", { id: "actor-filters", class: "actor-filters", "aria-label": "Actors hidden, kept only or pinned", hidden: true }),
    facet("families", "Relations", page.families.map(familyEntry), true),
    facet("certainty", "How sure", certainty, true),
    facet("statuses", "Status", STATUS_LINES.map(([name, label, mark]) => filterEntry("statuses", name, lineIcon("var(--ink)", mark), label)), false),
    facet("kinds", "Kinds of actor", page.kinds.map((kind, number) => filterEntry("kinds", kind.name, kindIcon(number), kind.label)), false),
    ...attributeGroups.map(({ group, name, options }) => facet(group, name, options.map((option) => option.slice(name.length + 1)).map((value) => filterEntry(group, `${name}=${value}`, swatch(value), value)), false)),
    facet("looks", "Look of actors", lookLines(), [view.colour, view.size, view.arrange].some((key) => key !== null)),
    lineSwitches(),
    facet("voices", "Voices", nameEntries("voices", voiceNames), false),
    ...(againstNames.length ? [facet("against", "Who contradicts", nameEntries("against", againstNames), false)] : []),
    facet("publishers", "Publishers", nameEntries("publishers", publisherNames), false),
    rosterSection(),
  );
  byId("empty-clear").addEventListener("click", clearFilters);
  pointAtEntries();
  byId("filters").addEventListener("keydown", (event) => {
    const entry = event.key === "Enter" && entries.find(({ box }) => box === event.target);
    if (!entry) return;
    event.preventDefault();
    event.stopPropagation();
    showOnly(entry.group, entry.name, entry.label);
  });
}

/** What the pointer or the focus is on is lit in the graph, so that nobody has to go by colours. */
function pointAtEntries() {
  let waiting = 0;
  /** @param {Row[] | null} rows */
  const point = (rows) => {
    clearTimeout(waiting);
    pointAt({ rows });
  };
  /** @param {Event} event */
  const pointAtEntry = (event) => {
    /** @type {HTMLElement | null} */
    const entry = /** @type {Element} */ (event.target).closest(".entry");
    clearTimeout(waiting);
    // A pointer that only passes by lights nothing.
    if (entry) waiting = setTimeout(() => point(rowsNamed(entry.dataset.group, entry.dataset.name)), 140);
    else point(null);
  };
  const panel = byId("filters");
  panel.addEventListener("pointerover", (event) => event.pointerType !== "touch" && pointAtEntry(event));
  panel.addEventListener("pointerleave", () => point(null));
  panel.addEventListener("focusin", (event) => /** @type {Element} */ (event.target).matches(":focus-visible") && pointAtEntry(event));
  panel.addEventListener("focusout", () => point(null));
}

function clearFilters() {
  change(clearedFilters());
  announce(`Filters cleared. ${byId("heading").textContent}`);
  byId("filters").querySelector("input").focus({ preventScroll: true });
}

let countedAt = 0;

/** Set ticks, counts and notes; while dates run, a few times a second will do. */
export function syncFilters() {
  if (isPlaying() && performance.now() - countedAt < 250) return;
  countedAt = performance.now();
  forgetRows();
  const shown = Object.keys(CHOOSING).filter((group) => facets.has(group) && !facets.get(group).names.hidden);
  const counts = countNames(view, { names: shown });
  for (const entry of entries) if (!CHOOSING[entry.group] || shown.includes(entry.group)) syncEntry(entry, counts[entry.group].get(entry.name) || 0);
  syncLooks();
  drawActorFilters();
  syncWithin(counts.certainty.get("long-ago") || 0);
  for (const [group, { names, note, every, settle }] of facets) {
    if (group === "looks") continue;
    if (group === "certainty") settle();
    const number = atWorkIn(group);
    every.hidden = number === 0;
    note.textContent = facetNote(group, names.hidden ? number : 0);
  }
  const number = filtersAtWork();
  for (const id of ["filters-at-work", "filters-at-work-tab"]) {
    byId(id).hidden = number === 0;
    byId(id).textContent = String(number);
    byId(id).setAttribute("role", "img");
    byId(id).setAttribute("aria-label", `${number} at work`);
  }
  byId("clear-filters").hidden = number === 0;
}

/**
 * What stands beside the heading of a group: what is at work in it while it is folded, or that it asks nothing now.
 * @param {string} group
 * @param {number} number
 */
function facetNote(group, number) {
  if (!number) return group === "certainty" && !isAsked("sure") ? "needs days" : "";
  return CHOOSING[group] || (group === "kinds" && view.onlyKinds.size) ? `only ${number}` : `${number} off`;
}

/** @param {Entry} entry @param {number} number */
function syncEntry(entry, number) {
  const { group, name, box, line, count } = entry;
  const asked = group !== "certainty" || isAsked(name);
  entry.alone.hidden = !asked;
  if (entry.told !== (asked ? number : null)) {
    entry.told = asked ? number : null;
    count.textContent = asked ? digits(number) : "";
    line.classList.toggle("none", box !== null && asked && number === 0);
  }
  const isAlone = group === "certainty" && markAlone() !== null;
  if (!box) {
    line.classList.toggle("off", isAlone);
    return;
  }
  box.disabled = !asked;
  box.checked = !asked ? true : isAlone ? view.mark === name : group === "certainty" ? !IS_OFF[name](view) : isOn(group, name);
  box.indeterminate = group === "families" && box.checked && typesOf(name).some((type) => view.offTypes.has(type));
  line.classList.toggle("off", !box.checked);
  line.classList.toggle("partly", box.indeterminate);
}
