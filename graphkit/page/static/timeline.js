// The time control: a period, a day, or two days, with its fields and sliders.

import { axis, clampDay, dayWidth, hasDays, plot, plotX, reveal, startAxis, takeAxis, zoomAxis } from "./axis.js";
import { startAxisEvents } from "./axis_events.js";
import { areBarsStale, barAt, daysOfEvents, forgetBars } from "./bars.js";
import { nextDay } from "./beginnings.js";
import { drawBrush, startBrush } from "./brush.js";
import { page } from "./data.js";
import { dayText } from "./days.js";
import { drawChangeLegend } from "./diff_panel.js";
import { announce, byId, digits } from "./dom.js";
import { pageKeys, setField, startField } from "./fields.js";
import { fit } from "./fitting.js";
import { drawTimeline, showBarTip } from "./histogram.js";
import { startKnown, syncKnown } from "./known_by.js";
import { leftOutNow } from "./left_out.js";
import { halt, isMoving, isPlaying, startPlay, stopPlaying } from "./play.js";
import { change } from "./state.js";
import { cast } from "./steps.js";
import { leaveStory } from "./story.js";
import { WEEK, openingView, settle, view } from "./view.js";
import { clock, firstDay, holding, isHeld, knownDays, lastDay, lastKnown, setEnd } from "./view_days.js";

/** @returns {NodeListOf<HTMLInputElement>} */
const modeButtons = () => document.querySelectorAll('input[name="mode"]');

export function startTimeline() {
  startAxis();
  for (const radio of modeButtons()) {
    const mode = /** @type {Mode} */ (radio.value);
    radio.addEventListener("change", () => setMode(mode));
    // Pressed anew, the whole story is shown whole.
    if (mode === "all") radio.addEventListener("click", () => view.mode === mode && setMode(mode));
  }
  for (const [end, range, field] of ENDS) {
    byId(range).addEventListener("input", () => {
      stopPlaying();
      holding(() => setEnd(end, Number(byId(range).value)));
    });
    byId(range).addEventListener("keydown", (event) => pageKeys(event, (weeks) => holding(() => setEnd(end, clampDay(Number(byId(range).value) + 7 * weeks)))));
    // The bar under a slider that has the focus tells of itself.
    const tell = () => showBarTip(byId(range).matches(":focus-visible") ? barAt(plotX(Number(byId(range).value))) : -1);
    for (const event of ["focus", "input", "blur"]) byId(range).addEventListener(event, tell);
    startField(byId(field), (day) => {
      if (day === null && view.mode !== "span") return syncTimeline();
      stopPlaying();
      return setEnd(end, day ?? (end === "first" ? -Infinity : Infinity));
    });
  }
  byId("undated").addEventListener("change", () => change({ undated: byId("undated").checked }));
  byId("zoom-in").addEventListener("click", () => zoomAxis(0.5));
  byId("zoom-out").addEventListener("click", () => zoomAxis(2));
  byId("time-more-button").addEventListener("click", () => {
    const shown = byId("timeline").classList.toggle("unfolded");
    byId("time-more-button").setAttribute("aria-expanded", String(shown));
  });
  startKnown();
  startMoving();
  new ResizeObserver(() => {
    forgetBars();
    drawTimeline();
    syncEnds();
    drawBrush();
  }).observe(byId("histogram"));
}

/** Let the days be moved; where nobody says one, each would show nothing, and the whole story alone stays open. */
function startMoving() {
  if (hasDays() || knownDays.length) {
    startPlay();
    startBrush(byId("histogram"));
    startAxisEvents(showBarTip);
    return;
  }
  for (const each of byId("timeline").querySelectorAll("input:not([value=all]), button:not(.narrow-only), select")) /** @type {HTMLInputElement} */ (each).disabled = true;
}

/** Which elements set which end. */
const ENDS = [["first", "range-from", "date-from"], ["last", "range-to", "date-to"]];

/**
 * Another mode takes over the days of the one before, where they say something for it.
 * @param {Mode} mode
 */
function setMode(mode) {
  stopPlaying();
  const isWhole = mode === "all" || (view.mode === "all" && !view.axis);
  change({ mode, ...daysFor(mode), ...(isWhole ? { axis: null } : {}) });
  if (mode !== "all") return;
  if (cast.on) leaveStory();
  else fit();
}

/** The period that was left for two days, and which these were: it comes back, unless they were changed. */
let periodLeft = { from: -Infinity, to: Infinity, before: NaN, after: NaN };

/**
 * The last day up to another on which anything begins, happens or becomes known.
 * @param {Day} until
 */
const lastNews = (until) => Math.max(...[daysOfEvents(), knownDays].map((days) => nextDay(days, until + 1, -1) ?? -Infinity));

/**
 * The last day of a period that the sources reach: its own where they reach none of it, or all.
 * @param {Day} from
 * @param {Day} to
 */
const reached = (from, to) => (lastKnown() === null || lastKnown() < from ? to : Math.min(to, lastKnown()));

/** Whether the period is that on which the page opened, which nobody chose. */
const isUnchosen = () => view.step === null && view.from === page.opening.from && view.to === page.opening.to;

/**
 * The two days that are compared, coming from another mode: a period that somebody chose, or such as hold the last news.
 * @returns {{ before: Day, after: Day }}
 */
function comparedDays() {
  if (view.mode === "span" && isUnchosen()) {
    const last = lastNews(reached(view.from, view.to));
    return { before: last - WEEK, after: last };
  }
  if (view.mode === "span") {
    const from = Number.isFinite(view.from) ? view.from : axis.from;
    return { before: from - 1, after: Math.max(Number.isFinite(view.to) ? view.to : axis.to, from) };
  }
  const { before, after } = view.mode === "day" ? { before: view.day - WEEK, after: view.day } : view;
  const last = lastNews(after);
  if (last > before || !Number.isFinite(last)) return { before, after };
  return view.mode === "day" ? { before: last - 1, after } : { before: last - WEEK, after: last };
}

/** The day that is shown, coming from another mode. */
function dayShown() {
  if (view.mode === "all") return view.day === openingView().day ? reached(-Infinity, view.day) : view.day;
  const day = view.mode === "span" ? reached(view.from, view.to) : lastDay();
  return Number.isFinite(day) ? day : view.day;
}

/** @param {Mode} mode */
function daysFor(mode) {
  const was = view.mode;
  if (mode === "day") return { day: dayShown() };
  if (mode === "diff") {
    const days = comparedDays();
    periodLeft = { from: view.from, to: view.to, ...days };
    return days;
  }
  const isKept = was !== "diff" || (view.before === periodLeft.before && view.after === periodLeft.after);
  if (mode === "span" && !isKept) return { from: view.before + 1, to: view.after };
  if (mode === "span" && view.from === -Infinity && view.to === Infinity && hasDays()) {
    const { from, to } = page.opening.mode === "span" ? page.opening : axis.home;
    return { from: from ?? -Infinity, to: to ?? Infinity };
  }
  return {};
}

// --- the state of the controls ---------------------------------------------------------------------

const DATES = ["mode", "from", "to", "day", "before", "after"];
const NOT_COUNTED = new Set([...DATES, "selection", "step", "moved", "grown", "depth", "look", "axis", "lanes", "pin"]);
let synced = false;
let wasWhole = false;

/**
 * The whole story has the whole axis; a day or a period that is taken from it does not pull it from under the hand.
 * @param {ViewParts} what
 */
function followAxis(what) {
  const isWhole = view.mode === "all";
  if (wasWhole && !isWhole && !("axis" in what) && !view.axis) settle({ axis: [axis.from, axis.to] });
  if ("axis" in what || isWhole !== wasWhole || (!synced && view.axis)) takeAxis();
  wasWhole = isWhole;
}

/**
 * Let axis and bars follow what changed: the days in view lie on the axis, and what counts is counted anew.
 * @param {ViewParts | null} what
 */
function followDates(what) {
  const datesChanged = what !== null && DATES.some((name) => name in what);
  if (datesChanged && !isMoving()) halt();
  if (what !== null) followAxis(what);
  if (what !== null && Object.keys(what).some((name) => !NOT_COUNTED.has(name))) forgetBars();
  if ((datesChanged && !isHeld()) || !synced) reveal(isMoving() ? null : firstDay(), lastDay());
  synced = true;
}

/**
 * Bring the timeline to the view; `what` names what changed in it.
 * @param {ViewParts | null} [what]
 */
export function syncTimeline(what = null) {
  followDates(what);
  if (areBarsStale()) drawTimeline();
  for (const radio of modeButtons()) radio.checked = radio.value === view.mode;
  byId("undated").checked = view.undated || view.mode === "all"; // the whole story has what is undated, too
  byId("undated").disabled = view.mode === "all";
  const undated = leftOutNow().get("undated");
  byId("undated").nextElementSibling.textContent = `With undated${undated ? ` (${digits(undated)})` : ""}`;
  syncEnds();
  syncKnown();
  byId("time-words").textContent = clock().says;
  drawChangeLegend();
  drawBrush();
  tellTime();
}

function syncEnds() {
  const { fields, names } = clock();
  const days = [firstDay(), lastDay()];
  ENDS.forEach(([, range, field], place) => {
    const element = byId(range);
    element.hidden = days[place] === null;
    // The thumb of a day stands under the middle of its bar.
    element.style.left = `${dayWidth() / 2}px`;
    element.style.width = `${plot.width - dayWidth()}px`;
    byId(field).parentElement.hidden = days[place] === null;
    if (days[place] === null) return;
    Object.assign(element, { min: axis.from, max: axis.to });
    element.value = String(clampDay(days[place]));
    element.setAttribute("aria-label", names[place]);
    element.setAttribute("aria-valuetext", Number.isFinite(days[place]) ? dayText(days[place]) : "no limit");
    byId(field).setAttribute("aria-label", names[place]);
    byId(field).previousElementSibling.textContent = fields[place];
    setField(field, days[place]);
  });
  // Where both thumbs lie at one end, the one that can still move lies on top.
  byId("range-from").style.zIndex = days[0] > (axis.from + axis.to) / 2 ? "2" : "auto";
}

/** Tell a screen reader of which days the page tells, once they have come to rest. */
let telling = 0;
/** @type {string | null} */
let told = null;
function tellTime() {
  const heading = byId("heading").textContent;
  told ??= heading;
  clearTimeout(telling);
  if (isPlaying()) return;
  telling = setTimeout(() => {
    if (heading !== told) announce(heading);
    told = heading;
  }, 400);
}
