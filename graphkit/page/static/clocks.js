// The clock of what was so: a period, a day, or two days, with its fields and sliders.

/** What each mode calls its days in the view, how far apart they stay, and what they are called. */
const CLOCKS = {
  span: { first: "from", last: "to", apart: 0, fields: ["From", "to"], names: ["First day of the period", "Last day of the period"], says: "What was so at some time in the period" },
  day: { last: "day", fields: ["", "On"], names: ["", "Day"], says: "In force on that day, or happened by then" },
  diff: { first: "before", last: "after", apart: 1, fields: ["After", "by"], names: ["Earlier day", "Later day"], says: "What came about after one day and by the other" },
  all: { fields: [], names: [], says: "Everything, whatever its date" },
};
const clock = () => CLOCKS[view.mode];
const firstDay = () => (clock().first ? view[clock().first] : null);
const lastDay = () => (clock().last ? view[clock().last] : null);

/** While something is held by the pointer the axis stays as it is under it. */
let held = false;
function holding(act) {
  held = true;
  act();
  held = false;
}

/** Set both ends of the period, or of the two days, in either order. */
function setEnds(one, other) {
  const { first, last, apart } = clock();
  const [low, high] = one <= other ? [one, other] : [other, one];
  change({ [first]: Math.min(low, high - apart), [last]: high });
}

/** Set one end; the other makes way. */
function setEnd(end, day) {
  const { first, last, apart } = clock();
  if (!first) change({ [last]: day });
  else if (end === "first") change({ [first]: day, [last]: Math.max(view[last], day + apart) });
  else change({ [first]: Math.min(view[first], day - apart), [last]: day });
}

function startTimeline() {
  startAxis();
  for (const radio of document.querySelectorAll('input[name="mode"]')) radio.addEventListener("change", () => setMode(radio.value));
  for (const [end, range, field] of ENDS) {
    byId(range).addEventListener("input", (event) => {
      stopPlaying();
      holding(() => setEnd(end, Number(event.target.value)));
    });
    byId(range).addEventListener("keydown", (event) => pageKeys(event, (weeks) => holding(() => setEnd(end, clampDay(Number(event.target.value) + 7 * weeks)))));
    startField(byId(field), (day) => {
      if (day === null && view.mode !== "span") return syncTimeline();
      stopPlaying();
      return setEnd(end, day ?? (end === "first" ? -Infinity : Infinity));
    });
  }
  byId("undated").addEventListener("change", (event) => change({ undated: event.target.checked }));
  byId("earlier").addEventListener("click", () => widenAxis(-1));
  byId("later").addEventListener("click", () => widenAxis(1));
  byId("zoom-in").addEventListener("click", () => zoomAxis(0.5));
  byId("zoom-out").addEventListener("click", () => zoomAxis(2));
  byId("time-more-button").addEventListener("click", (event) => {
    const shown = byId("timeline").classList.toggle("unfolded");
    event.target.setAttribute("aria-expanded", String(shown));
  });
  startKnown();
  startPlay();
  startBrush(byId("histogram"));
  new ResizeObserver(() => {
    forgetBars();
    drawTimeline();
    syncEnds();
    drawBrush();
  }).observe(byId("histogram"));
}

/** Which elements set which end. */
const ENDS = [["first", "range-from", "date-from"], ["last", "range-to", "date-to"]];

/** Page keys go by a week: a tenth of the axis, as browsers have it, is too far. */
function pageKeys(event, go) {
  const weeks = { PageUp: 1, PageDown: -1 }[event.key];
  if (!weeks) return;
  event.preventDefault();
  stopPlaying();
  go(weeks);
}

/** A field for an exact day. Typing a year passes through the year 2: what is typed counts after a pause, or at once on Enter. */
function startField(input, act) {
  let waiting = 0;
  const take = () => {
    clearTimeout(waiting);
    waiting = 0;
    if (!input.validity.badInput) act(fromIso(input.value));
  };
  input.addEventListener("change", () => {
    clearTimeout(waiting);
    waiting = setTimeout(take, 450);
  });
  input.addEventListener("keydown", (event) => event.key === "Enter" && take());
  input.addEventListener("blur", () => waiting && take());
}

/** Another mode takes over the days of the one before, where they say something for it. */
function setMode(mode) {
  stopPlaying();
  change({ mode, ...daysFor(mode) });
}

function daysFor(mode) {
  const finite = (day, other) => (Number.isFinite(day) ? day : other);
  const was = view.mode;
  if (mode === "day" && was !== "all") return { day: finite(lastDay(), view.day) };
  if (mode === "diff" && was === "day") return { before: view.day - 7, after: view.day };
  if (mode === "diff" && was === "span") {
    const from = finite(view.from, axis.from);
    return { before: from - 1, after: Math.max(finite(view.to, axis.to), from) };
  }
  if (mode === "span" && was === "diff") return { from: view.before + 1, to: view.after };
  if (mode === "span" && view.from === -Infinity && view.to === Infinity) {
    const { from, to } = page.opening.mode === "span" ? page.opening : axis.home;
    return { from: from ?? -Infinity, to: to ?? Infinity };
  }
  return {};
}

// --- the state of the controls ---------------------------------------------------------------------

const DATES = ["mode", "from", "to", "day", "before", "after"];
const NOT_COUNTED = new Set([...DATES, "selection", "step", "moved", "grown", "depth", "look", "axis"]);
let synced = false;

/** Bring the timeline to the view; `what` names what changed in it. */
function syncTimeline(what = null) {
  const datesChanged = what !== null && DATES.some((name) => name in what);
  if (datesChanged && !moving) halt();
  if (what !== null && ("axis" in what || (!synced && view.axis))) takeAxis();
  if (what !== null && Object.keys(what).some((name) => !NOT_COUNTED.has(name))) forgetBars();
  if ((datesChanged && !held) || !synced) reveal(moving ? null : firstDay(), lastDay());
  synced = true;
  if (areBarsStale()) drawTimeline();
  for (const radio of document.querySelectorAll('input[name="mode"]')) radio.checked = radio.value === view.mode;
  byId("undated").checked = view.undated;
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
    element.value = clampDay(days[place]);
    element.setAttribute("aria-label", names[place]);
    element.setAttribute("aria-valuetext", Number.isFinite(days[place]) ? dayText(days[place]) : "no limit");
    byId(field).setAttribute("aria-label", names[place]);
    byId(field).previousElementSibling.textContent = fields[place];
    setField(field, days[place]);
  });
  // Where both thumbs lie at one end, the one that can still move lies on top.
  byId("range-from").style.zIndex = days[0] > (axis.from + axis.to) / 2 ? "2" : "auto";
}

function setField(id, day) {
  const text = isDay(day) ? isoDay(day) : "";
  if (byId(id).value !== text) byId(id).value = text;
}

/** Said where the days lie after what is known, as the command line says it. */
function beyondText() {
  const day = view.mode === "span" ? view.from : lastDay();
  if (day === null || !Number.isFinite(day)) return "";
  if (day > view.knownBy) return `beyond what was known by ${dayText(view.knownBy)}`;
  if (page.last_published === null || day <= page.last_published) return "";
  const last = page.sources.find((source) => source.known === page.last_published);
  return `beyond the sources: the last is of ${last.published}`;
}

/** Tell a screen reader of which days the page tells, once they have come to rest. */
let telling = 0;
let told = null;
function tellTime() {
  told ??= headingText();
  clearTimeout(telling);
  if (playing) return;
  telling = setTimeout(() => {
    if (headingText() !== told) announce(headingText());
    told = headingText();
  }, 400);
}
