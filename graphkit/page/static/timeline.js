// The histogram of beginnings, the controls of period and day, play and steps from event to event.

const axis = { from: 0, to: 1 };
const PAD = 9; // half a thumb, so that thumbs and bars share one scale
let playing = 0;

function startTimeline() {
  const [from, to] = page.axis || [UNIX_EPOCH, UNIX_EPOCH + 365];
  Object.assign(axis, { from, to });
  for (const id of ["range-from", "range-to", "range-day"]) {
    const range = byId(id);
    range.min = axis.from;
    range.max = axis.to;
    range.addEventListener("input", () => fromRange(id, Number(range.value)));
    range.addEventListener("keydown", (event) => pageKeys(event, id, range));
  }
  for (const radio of document.querySelectorAll('input[name="mode"]')) {
    radio.addEventListener("change", () => setMode(radio.value));
  }
  byId("certain").addEventListener("change", (event) => change({ certain: event.target.checked }));
  byId("undated").addEventListener("change", (event) => change({ undated: event.target.checked }));
  byId("play").addEventListener("click", () => (playing ? stopPlaying() : play()));
  byId("step-back").addEventListener("click", () => step(-1));
  byId("step-on").addEventListener("click", () => step(1));
  byId("earlier").addEventListener("click", () => widenAxis(-1));
  byId("later").addEventListener("click", () => widenAxis(1));
  brushable(byId("histogram"));
  new ResizeObserver(drawTimeline).observe(byId("histogram"));
}

const clampDay = (day) => Math.max(axis.from, Math.min(axis.to, Math.round(day)));

function setMode(mode) {
  stopPlaying();
  if (mode === "day") change({ mode, day: view.mode === "span" && Number.isFinite(view.to) ? view.to : view.day || axis.to });
  else if (mode === "span") {
    const opening = page.opening.mode === "span" ? page.opening : { from: axis.from, to: axis.to };
    change({ mode, from: opening.from ?? -Infinity, to: opening.to ?? Infinity });
  } else change({ mode });
}

function fromRange(id, day) {
  stopPlaying();
  if (id === "range-day") change({ mode: "day", day });
  else if (id === "range-from") change({ mode: "span", from: day, to: Math.max(day, view.to) });
  else change({ mode: "span", to: day, from: Math.min(day, view.from) });
}

/** Page keys go by a week: a tenth of the axis, as browsers have it, is too far. */
function pageKeys(event, id, range) {
  const days = { PageUp: 7, PageDown: -7 }[event.key];
  if (!days) return;
  event.preventDefault();
  fromRange(id, clampDay(Number(range.value) + days));
}

// --- steps and play ----------------------------------------------------------------------------

/** The days on which something that passes the filters begins, in order. */
function eventDays() {
  const days = new Set();
  for (let row = 0; row < RELATIONS; row += 1) {
    if (is.background[row] || is.undated[row] || !passesFilters(row, view)) continue;
    if (Number.isFinite(earliestStart[row])) days.add(earliestStart[row]);
  }
  return [...days].sort((one, other) => one - other);
}

function step(direction) {
  const now = view.mode === "day" ? view.day : view.mode === "span" ? view.to : direction > 0 ? -Infinity : Infinity;
  const days = eventDays();
  const next = direction > 0 ? days.find((day) => day > now) : days.reverse().find((day) => day < now);
  if (next === undefined) return false;
  if (view.mode === "span") change({ to: next, from: Math.min(view.from, next) });
  else change({ mode: "day", day: next });
  return true;
}

/** Play through time: the day wanders, or the period grows from its first day. */
function play() {
  let last = axis.to;
  if (view.mode === "span") {
    last = Number.isFinite(view.to) ? view.to : axis.to;
    const from = Number.isFinite(view.from) ? view.from : axis.from;
    change({ from, to: from });
  } else if (view.mode === "all" || view.day >= axis.to) change({ mode: "day", day: axis.from });
  byId("play").setAttribute("aria-pressed", "true");
  byId("play").textContent = "Pause";
  const now = () => (view.mode === "day" ? view.day : view.to);
  const steps = reducedMotion();
  const stride = Math.max(1, Math.round((last - now()) / 160));
  const tick = () => {
    if (steps) {
      if (!step(1) || now() >= last) return stopPlaying();
    } else {
      const day = Math.min(last, now() + stride);
      change(view.mode === "day" ? { day } : { to: day });
      if (day >= last) return stopPlaying();
    }
    playing = setTimeout(tick, steps ? 1500 : 90);
  };
  playing = setTimeout(tick, 200);
}

function stopPlaying() {
  clearTimeout(playing);
  playing = 0;
  byId("play").setAttribute("aria-pressed", "false");
  byId("play").textContent = "Play";
}

// --- the histogram -----------------------------------------------------------------------------

const plot = { width: 0, height: 0, x: (day) => PAD + ((day - axis.from) / Math.max(1, axis.to - axis.from)) * (plot.width - 2 * PAD) };
const dayAt = (x) => axis.from + ((x - PAD) / (plot.width - 2 * PAD)) * (axis.to - axis.from);

/** Whether a relation has a place on the axis: its beginning is known to about a season. */
const hasPlace = (row) => !is.background[row] && !is.undated[row] && passesFilters(row, view) && latestStart[row] - earliestStart[row] <= 100;

/** Beginnings per bar and family; one known only to a month is spread thinly over its days. */
function bars() {
  const days = Math.max(1, Math.ceil(((axis.to - axis.from + 1) * 5) / Math.max(60, plot.width)));
  const count = Math.ceil((axis.to - axis.from + 1) / days);
  const stacks = Array.from({ length: count }, () => new Float64Array(page.families.length));
  let before = 0;
  let after = 0;
  for (let row = 0; row < RELATIONS; row += 1) {
    if (is.background[row] || is.undated[row] || !passesFilters(row, view)) continue;
    if (latestStart[row] < axis.from) before += 1;
    else if (earliestStart[row] > axis.to) after += 1;
    else if (hasPlace(row)) {
      const share = 1 / (latestStart[row] - earliestStart[row] + 1);
      for (let day = Math.max(axis.from, earliestStart[row]); day <= Math.min(axis.to, latestStart[row]); day += 1) {
        stacks[Math.floor((day - axis.from) / days)][familyOf[row]] += share;
      }
    }
  }
  return { days, stacks, before, after };
}

function drawTimeline() {
  const canvas = byId("histogram");
  const ratio = devicePixelRatio || 1;
  plot.width = canvas.clientWidth;
  plot.height = canvas.clientHeight;
  if (!plot.width) return;
  canvas.width = plot.width * ratio;
  canvas.height = plot.height * ratio;
  const ctx = canvas.getContext("2d");
  ctx.scale(ratio, ratio);
  const base = plot.height - 17;
  const { days, stacks, before, after } = bars();
  drawMarks(ctx, base);
  drawChosen(ctx, base);
  const tallest = Math.max(1.5, ...stacks.map((stack) => stack.reduce((sum, part) => sum + part, 0)));
  // A root keeps one busy day from flattening all the others.
  const height = (value) => (value / tallest) ** 0.66 * (base - 8);
  const [low, high] = chosenDays();
  stacks.forEach((stack, place) => {
    const first = axis.from + place * days;
    const left = plot.x(first - 0.5);
    const width = Math.max(1.2, plot.x(first + days - 0.5) - left - 1);
    const sum = stack.reduce((total, part) => total + part, 0);
    if (!sum) return;
    ctx.globalAlpha = first + days > low && first <= high ? 1 : 0.28;
    let y = base;
    stack.forEach((part, family) => {
      if (!part) return;
      const piece = (height(sum) * part) / sum;
      ctx.fillStyle = theme.families[family];
      ctx.fillRect(left, y - piece, width, piece);
      y -= piece;
    });
  });
  ctx.globalAlpha = 1;
  overflow("earlier", before, `◂ ${before} earlier`);
  overflow("later", after, `${after} later ▸`);
}

function drawMarks(ctx, base) {
  ctx.font = `11px ${SANS}`;
  ctx.textBaseline = "top";
  ctx.fillStyle = theme.soft;
  ctx.strokeStyle = theme.hair;
  ctx.lineWidth = 1;
  ctx.beginPath();
  ctx.moveTo(PAD, base + 0.5);
  ctx.lineTo(plot.width - PAD, base + 0.5);
  for (const mark of axisMarks(axis.from, axis.to, plot.width)) {
    const x = Math.round(plot.x(mark.day)) + 0.5;
    ctx.moveTo(x, mark.year ? base - 8 : base);
    ctx.lineTo(x, base + 4);
    ctx.font = `${mark.year ? 600 : 400} 11px ${SANS}`;
    if (x + 30 < plot.width) ctx.fillText(mark.text, x + 3, base + 4);
  }
  ctx.stroke();
}

const chosenDays = () => (view.mode === "all" ? [-Infinity, Infinity] : view.mode === "day" ? [-Infinity, view.day] : [view.from, view.to]);

function drawChosen(ctx, base) {
  if (view.mode === "all") return;
  ctx.fillStyle = theme.ink;
  if (view.mode === "day") {
    const x = plot.x(Math.max(axis.from, Math.min(axis.to, view.day)));
    ctx.globalAlpha = 0.05;
    ctx.fillRect(PAD, 0, x - PAD, base);
    ctx.globalAlpha = 0.85;
    ctx.fillRect(x - 0.75, 0, 1.5, base);
  } else {
    const left = plot.x(Math.max(axis.from, view.from) - 0.5);
    const right = plot.x(Math.min(axis.to, view.to) + 0.5);
    ctx.globalAlpha = 0.07;
    ctx.fillRect(left, 0, Math.max(1, right - left), base);
    ctx.globalAlpha = 0.5;
    ctx.fillRect(left, 0, 1, base);
    ctx.fillRect(right - 1, 0, 1, base);
  }
  ctx.globalAlpha = 1;
}

function overflow(id, count, text) {
  const button = byId(id);
  button.hidden = count === 0;
  button.textContent = text;
  button.title = "Widen the axis to hold them";
}

/** Let the axis reach the outliers on one side: only when asked to. */
function widenAxis(side) {
  const starts = [];
  for (let row = 0; row < RELATIONS; row += 1) {
    if (is.background[row] || is.undated[row]) continue;
    if (side < 0 && Number.isFinite(earliestStart[row])) starts.push(earliestStart[row]);
    if (side > 0 && Number.isFinite(latestStart[row])) starts.push(latestStart[row]);
  }
  if (side < 0) axis.from = starts.reduce((low, day) => Math.min(low, day), axis.from) - 20;
  else axis.to = starts.reduce((high, day) => Math.max(high, day), axis.to) + 20;
  for (const id of ["range-from", "range-to", "range-day"]) Object.assign(byId(id), { min: axis.from, max: axis.to });
  syncTimeline();
}

/** Dragging over the histogram chooses a period, or moves the day. */
function brushable(canvas) {
  let start = null;
  const at = (event) => clampDay(dayAt(event.clientX - canvas.getBoundingClientRect().left));
  const move = (event) => {
    const day = at(event);
    if (view.mode === "day") change({ day });
    else if (Math.abs(day - start) > 0) change({ mode: "span", from: Math.min(start, day), to: Math.max(start, day) });
  };
  canvas.addEventListener("pointerdown", (event) => {
    stopPlaying();
    start = at(event);
    canvas.setPointerCapture(event.pointerId);
    if (view.mode === "day") move(event);
  });
  canvas.addEventListener("pointermove", (event) => start !== null && move(event));
  for (const name of ["pointerup", "pointercancel"]) canvas.addEventListener(name, () => (start = null));
}

function syncTimeline() {
  for (const radio of document.querySelectorAll('input[name="mode"]')) radio.checked = radio.value === view.mode;
  byId("certain").checked = view.certain;
  byId("undated").checked = view.undated;
  const show = { "range-from": view.mode === "span", "range-to": view.mode === "span", "range-day": view.mode === "day" };
  const value = { "range-from": view.from, "range-to": view.to, "range-day": view.day };
  for (const id of Object.keys(show)) {
    const range = byId(id);
    range.hidden = !show[id];
    range.value = clampDay(value[id]);
    range.setAttribute("aria-valuetext", dayText(Number(range.value)));
  }
  // Where both thumbs lie at one end, the one that can still move lies on top.
  byId("range-from").style.zIndex = view.from > (axis.from + axis.to) / 2 ? "2" : "auto";
  byId("timeline-words").textContent = timelineWords();
  drawTimeline();
}

function timelineWords() {
  if (view.mode === "all") return "Everything, whatever its date";
  if (view.mode === "span") return "What was so at some time in the period";
  return "In force on that day, or happened by then";
}
