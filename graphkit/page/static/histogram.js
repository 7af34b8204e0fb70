// Draws beginnings over time, stacked by family; what is only maybe lies on top, hatched. Names a bar that is pointed at.

const axis = { from: 0, to: 1, home: { from: 0, to: 1 } };
const PAD = 9; // half a thumb, so that thumbs and bars share one scale
const NARROWEST = 3; // pixels of a bar
const SHORTEST_AXIS = 7;

const plot = { width: 0, height: 0, base: 0 };
/** Where the middle of a day lies; the first day of the axis begins, and the last ends, where the plot does. */
const plotX = (day) => PAD + (day - axis.from + 0.5) * dayWidth();
const dayAt = (x) => axis.from - 0.5 + (x - PAD) / dayWidth();
const dayWidth = () => Math.max(1, plot.width - 2 * PAD) / (axis.to - axis.from + 1);
const clampDay = (day) => Math.max(axis.from, Math.min(axis.to, Math.round(day)));

/** The bars and days of what passes the filters; they are counted anew only when something but the dates changes. */
let bars = null;
let eventDays = null;
let countedMode = null;
function forgetBars() {
  bars = null;
  eventDays = null;
}

const isCounted = (row) => passesFilters(row, view) && showsStatus(statusOf(row));
function daysOfEvents() {
  if (areBarsStale()) eventDays = null;
  return (eventDays ||= beginnings(isCounted));
}

/** Another mode may count other statuses. */
const areBarsStale = () => !bars || countedMode !== view.mode;

function countBars() {
  countedMode = view.mode;
  const unit = unitFor(axis.to - axis.from + 1, Math.max(8, (plot.width - 2 * PAD) / NARROWEST));
  bars = countBins(unitEdges(unit, axis.from, axis.to), isCounted);
  if (view.certain) bars.maybe.fill(0);
  if (view.certain) bars.may.fill(0);
}

// --- the axis --------------------------------------------------------------------------------------

function startAxis() {
  const [from, to] = page.axis || extent() || [UNIX_EPOCH, UNIX_EPOCH + 365];
  Object.assign(axis, { from, to: Math.max(to, from + SHORTEST_AXIS) });
  axis.home = { from: axis.from, to: axis.to };
}

/** How far the axis can reach: all that is dated, outliers too. */
function reach() {
  const [first, last] = extent() || [axis.from, axis.to];
  return [Math.min(axis.home.from, first - 20), Math.max(axis.home.to, last + 20)];
}

function setAxis(from, to) {
  view.axis = [Math.round(from), Math.round(to)];
  takeAxis();
  drawTimeline();
  syncTimeline();
  keepInHash();
}

/** Let the axis be the view's, as far as there is anything on it; where the view names none, the one it opened on. */
function takeAxis() {
  const { from, to } = axis.home;
  const [first, last] = reach();
  const [low, high] = view.axis ? [Math.max(first, view.axis[0]), Math.min(last, view.axis[1])] : [from, to];
  Object.assign(axis, high - low >= SHORTEST_AXIS ? { from: low, to: high } : { from, to });
  forgetBars();
}

/** Make the axis so many times as long, a day staying where it is. */
function zoomAxis(factor, at = (axis.from + axis.to) / 2) {
  const [first, last] = reach();
  const length = Math.min(last - first, Math.max(SHORTEST_AXIS, (axis.to - axis.from) * factor));
  const share = (at - axis.from) / (axis.to - axis.from);
  const from = Math.max(first, Math.min(last - length, at - share * length));
  setAxis(from, from + length);
}

function panAxis(days) {
  const [first, last] = reach();
  const shift = Math.max(first - axis.from, Math.min(last - axis.to, days));
  if (Math.abs(shift) >= 1) setAxis(axis.from + shift, axis.to + shift);
}

/** Let the axis reach what lies off one end: first to where it opened, then to the outliers. */
function widenAxis(side) {
  const [first, last] = reach();
  if (side < 0) setAxis(axis.from > axis.home.from ? axis.home.from : first, axis.to);
  else setAxis(axis.from, axis.to < axis.home.to ? axis.home.to : last);
}

/** Bring days that were asked for by name onto the axis. */
function reveal(first, last) {
  const days = [first, last].filter(Number.isFinite);
  if (!days.length || days.every((day) => day >= axis.from && day <= axis.to)) return;
  const [low, high] = [Math.min(...days), Math.max(...days)];
  const length = Math.max(axis.to - axis.from, (high - low) * 1.1);
  const from = low < axis.from ? Math.min(low - (length - (high - low)) / 2, axis.from) : Math.max(high + (length - (high - low)) / 2 - length, axis.from);
  Object.assign(axis, { from: Math.round(from), to: Math.round(from + length) });
  if (view.axis) view.axis = [axis.from, axis.to];
  forgetBars();
}

// --- drawing ---------------------------------------------------------------------------------------

function drawTimeline() {
  const canvas = byId("histogram");
  const ratio = devicePixelRatio || 1;
  plot.width = canvas.clientWidth;
  plot.height = canvas.clientHeight;
  plot.base = plot.height - 17;
  if (!plot.width) return;
  if (areBarsStale()) countBars();
  canvas.width = Math.round(plot.width * ratio);
  canvas.height = Math.round(plot.height * ratio);
  const ctx = canvas.getContext("2d");
  ctx.scale(ratio, ratio);
  overflow("earlier", bars.earlier, `◂ ${bars.earlier.toLocaleString("en")} earlier`);
  overflow("later", bars.later, `${bars.later.toLocaleString("en")} later ▸`);
  drawUnsourced(ctx);
  drawMarks(ctx);
  drawBars(ctx);
}

/** A pattern of strokes in a colour, for what is only maybe. */
const hatches = new Map();
function hatch(ctx, colour) {
  if (!hatches.has(colour)) {
    const tile = make("canvas", { width: 5, height: 5 });
    const pen = tile.getContext("2d");
    pen.fillStyle = pen.strokeStyle = colour;
    pen.globalAlpha = 0.22;
    pen.fillRect(0, 0, 5, 5);
    pen.globalAlpha = 1;
    pen.lineWidth = 1.1;
    for (const shift of [-5, 0, 5]) {
      pen.moveTo(shift - 1, 6);
      pen.lineTo(shift + 6, -1);
    }
    pen.stroke();
    hatches.set(colour, ctx.createPattern(tile, "repeat"));
  }
  return hatches.get(colour);
}

const sumOf = (values, from, to) => {
  let sum = 0;
  for (let place = from; place < to; place += 1) sum += values[place];
  return sum;
};

function drawBars(ctx) {
  const { edges, families, sure, maybe } = bars;
  const heights = new Float64Array(edges.length - 1).map((_, bin) => sumOf(sure, bin * families, (bin + 1) * families) + sumOf(maybe, bin * families, (bin + 1) * families));
  const tallest = heights.reduce((most, height) => Math.max(most, height), 1.5);
  heights.forEach((sum, bin) => {
    if (!sum) return;
    const left = plotX(edges[bin] - 0.5);
    const width = Math.max(1.2, plotX(edges[bin + 1] - 0.5) - left - 1);
    // A root keeps one busy day from flattening all the others.
    const scale = ((sum / tallest) ** 0.66 * (plot.base - 8)) / sum;
    let y = plot.base;
    for (const [values, isMaybe] of [[sure, false], [maybe, true]]) {
      for (let family = 0; family < families; family += 1) {
        const piece = values[bin * families + family] * scale;
        if (!piece) continue;
        ctx.fillStyle = isMaybe ? hatch(ctx, theme.families[family]) : theme.families[family];
        y -= piece;
        ctx.fillRect(left, y, width, piece);
      }
    }
  });
}

function drawMarks(ctx) {
  const { base } = plot;
  ctx.textBaseline = "top";
  ctx.fillStyle = theme.soft;
  ctx.strokeStyle = theme.hair;
  ctx.lineWidth = 1;
  ctx.beginPath();
  ctx.moveTo(PAD, base + 0.5);
  ctx.lineTo(plot.width - PAD, base + 0.5);
  for (const mark of axisMarks(axis.from, axis.to, plot.width)) {
    const x = Math.round(plotX(mark.day - 0.5)) + 0.5;
    ctx.moveTo(x, mark.year ? base - 8 : base);
    ctx.lineTo(x, base + 4);
    ctx.font = `${mark.year ? 600 : 400} 11px ${SANS}`;
    if (x + ctx.measureText(mark.text).width + 3 < plot.width) ctx.fillText(mark.text, x + 3, base + 4);
  }
  ctx.stroke();
}

/** After the last source nothing can be known: a dotted line says where that begins. */
function drawUnsourced(ctx) {
  const last = lastKnown();
  byId("unsourced").hidden = true;
  if (last === null || last >= axis.to || last < axis.from) return;
  const x = Math.round(plotX(last + 0.5)) + 0.5;
  ctx.strokeStyle = theme.soft;
  ctx.fillStyle = theme.soft;
  ctx.lineWidth = 1;
  ctx.setLineDash([1.5, 3]);
  ctx.beginPath();
  ctx.moveTo(x, 0);
  ctx.lineTo(x, plot.base);
  ctx.stroke();
  ctx.setLineDash([]);
  const label = byId("unsourced");
  label.textContent = view.knownBy < page.last_published ? "beyond what was known" : "beyond the sources";
  label.hidden = false;
  label.style.left = `${x + 5}px`;
  // Where there is no room for it the dotted line has to do.
  label.hidden = x + 5 + label.offsetWidth > plot.width - PAD - (byId("later").hidden ? 0 : byId("later").offsetWidth + 8);
}

function overflow(id, count, text) {
  const button = byId(id);
  button.hidden = count === 0;
  button.textContent = text;
  button.title = "Let the axis reach them";
}

// --- naming a bar ----------------------------------------------------------------------------------

/** The bar at a place across the plot, or -1. */
function barAt(x) {
  const day = Math.round(dayAt(x));
  if (!bars || day < axis.from || day > axis.to) return -1;
  const bin = binOf(bars.edges, day);
  const first = bin * bars.families;
  return sumOf(bars.sure, first, first + bars.families) + sumOf(bars.may, first, first + bars.families) ? bin : -1;
}

const barDays = (bin) => [bars.edges[bin], bars.edges[bin + 1] - 1];

/** How many begin in a bar by family, those that hold any. */
const barCounts = (values, bin) => Object.fromEntries(
  page.families.map(({ name }, family) => [name, values[bin * bars.families + family]]).filter(([, count]) => count));

/** What a bar holds, in words: 9 contact, 3 statement. */
const barWords = (values, bin) =>
  Object.entries(barCounts(values, bin)).map(([name, count]) => `${count} ${page.families[familyNumbers.get(name)].label.toLowerCase()}`).join(", ");

function showBarTip(bin) {
  const tip = byId("bar-tip");
  const mark = byId("bar-mark");
  tip.hidden = mark.hidden = bin < 0;
  if (bin < 0) return;
  const [sure, maybe] = [barWords(bars.sure, bin), barWords(bars.may, bin)];
  tip.replaceChildren(make("strong", {}, spanText(...barDays(bin))), sure && make("span", {}, sure), maybe && make("em", {}, `maybe ${maybe}`));
  const left = plotX(bars.edges[bin] - 0.5);
  const right = plotX(bars.edges[bin + 1] - 0.5);
  mark.style.left = `${left - 1}px`;
  mark.style.width = `${Math.max(3, right - left + 1)}px`;
  tip.style.left = `${Math.max(0, Math.min((left + right) / 2 - tip.offsetWidth / 2, plot.width - tip.offsetWidth))}px`;
}
