// Draws beginnings over time, stacked by family, grey where planned or denied; what is only maybe lies on top, hatched. Names a bar that is pointed at.

import { PAD, axis, isBeyond, isWidened, marksOfAxis, narrowAxis, plot, plotX, takePlot, widenAxis, writeMarks } from "./axis.js";
import { drawAxisEvents, namesIn } from "./axis_events.js";
import { barDays, barWords, presentBars, sumOf } from "./bars.js";
import { page } from "./data.js";
import { spanText } from "./days.js";
import { byId, digits, make, plural } from "./dom.js";
import { tracePoints } from "./shapes.js";
import { theme } from "./theme.js";
import { view } from "./view.js";
import { lastKnown } from "./view_days.js";

// --- drawing ---------------------------------------------------------------------------------------

export function drawTimeline() {
  const canvas = byId("histogram");
  const ratio = devicePixelRatio || 1;
  takePlot(canvas.clientWidth, canvas.clientHeight);
  if (!plot.width) return;
  const bars = presentBars();
  canvas.width = Math.round(plot.width * ratio);
  canvas.height = Math.round(plot.height * ratio);
  const ctx = canvas.getContext("2d");
  ctx.scale(ratio, ratio);
  endButton("earlier", -1, bars.earlier, `◂ ${bars.earlier ? `${digits(bars.earlier)} ` : ""}earlier`, "▸ fewer days");
  endButton("later", 1, bars.later, `${bars.later ? `${digits(bars.later)} ` : ""}later ▸`, "fewer days ◂");
  drawUnsourced(ctx);
  drawMarks(ctx);
  drawBars(ctx);
  drawAxisEvents();
}

/** A pattern of strokes in a colour, for what is only maybe. */
const hatches = new Map();
/** @param {CanvasRenderingContext2D} ctx @param {string} colour */
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
      tracePoints(pen, [[shift - 1, 6], [shift + 6, -1]]);
    }
    pen.stroke();
    hatches.set(colour, ctx.createPattern(tile, "repeat"));
  }
  return hatches.get(colour);
}

/** @param {Surface} ctx */
function drawBars(ctx) {
  const { edges, families, sure, maybe } = presentBars();
  const heights = new Float64Array(edges.length - 1).map((_, bin) => sumOf(sure, bin * families, (bin + 1) * families) + sumOf(maybe, bin * families, (bin + 1) * families));
  const tallest = heights.reduce((most, height) => Math.max(most, height), 1.5);
  heights.forEach((sum, bin) => {
    if (!sum) return;
    const left = plotX(edges[bin] - 0.5);
    const width = Math.max(1.2, plotX(edges[bin + 1] - 0.5) - left - 1);
    // A root keeps one busy day from flattening all the others.
    const scale = ((sum / tallest) ** 0.66 * (plot.base - 8)) / sum;
    let y = plot.base;
    for (const values of [sure, maybe]) {
      for (let family = 0; family < families; family += 1) {
        const piece = values[bin * families + family] * scale;
        if (!piece) continue;
        const colour = theme.families[family] ?? theme.hair;
        ctx.fillStyle = values === maybe ? hatch(ctx, colour) : colour;
        y -= piece;
        ctx.fillRect(left, y, width, piece);
      }
    }
  });
}

/** @param {Surface} ctx */
function drawMarks(ctx) {
  const { base } = plot;
  ctx.textBaseline = "top";
  ctx.fillStyle = theme.soft;
  ctx.strokeStyle = theme.hair;
  ctx.lineWidth = 1;
  ctx.beginPath();
  tracePoints(ctx, [[PAD, base + 0.5], [plot.width - PAD, base + 0.5]]);
  const marks = marksOfAxis(plot.width);
  for (const mark of marks) {
    const x = Math.round(plotX(mark.day - 0.5)) + 0.5;
    tracePoints(ctx, [[x, mark.year ? base - 8 : base], [x, base + 4]]);
  }
  ctx.stroke();
  writeMarks(ctx, marks, (day) => Math.round(plotX(day - 0.5)) + 3.5, base + 4, plot.width);
}

/**
 * After the last source nothing can be known: a dotted line says where that begins.
 * @param {Surface} ctx
 */
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
  tracePoints(ctx, [[x, 0], [x, plot.base]]);
  ctx.stroke();
  ctx.setLineDash([]);
  const label = byId("unsourced");
  label.textContent = view.knownBy < page.last_published ? "beyond what was known" : "beyond the sources";
  label.hidden = false;
  label.style.left = `${x + 5}px`;
  // Where there is no room for it the dotted line has to do.
  label.hidden = x + 5 + label.offsetWidth > plot.width - PAD;
}

/**
 * The button at an end of the axis: to what lies beyond it, or back once the axis has reached that.
 * @param {string} id
 * @param {number} side
 * @param {number} count
 * @param {string} wider what it says where something lies beyond
 * @param {string} narrower what it says where nothing does
 */
function endButton(id, side, count, wider, narrower) {
  const button = byId(id);
  const widens = count > 0 || isBeyond(side);
  button.hidden = !widens && !isWidened(side);
  button.textContent = widens ? wider : narrower;
  button.title = widens ? `${count ? plural(count, `${id} relation`) : `What ends or is told ${id}`}: let the axis reach ${count > 1 ? "them" : "it"}` : "Let the axis show fewer days again";
  button.onclick = widens ? () => widenAxis(side) : narrowAxis;
}

/** @type {[Bars | null, number]} */
let tipFor = [null, -1];

/**
 * Tell of a bar how many begin in it, by family or as planned or denied, and name the most telling of them; -1 tells of none.
 * @param {number} bin
 */
export function showBarTip(bin) {
  const tip = byId("bar-tip");
  const mark = byId("bar-mark");
  tip.hidden = mark.hidden = bin < 0;
  if (bin < 0) return;
  const bars = presentBars();
  if (tipFor[0] !== bars || tipFor[1] !== bin) {
    tipFor = [bars, bin];
    const [sure, maybe] = [barWords(bars.sure, bin), barWords(bars.may, bin)];
    const { names, more } = namesIn(bin);
    tip.replaceChildren(
      make("strong", {}, spanText(...barDays(bin))), sure && make("span", {}, sure), maybe && make("em", {}, `maybe ${maybe}`),
      make("ul", {}, names.map(({ text, sure: isSure }) => make("li", {}, text, !isSure && make("em", {}, "maybe"))), more > 0 && make("li", {}, `and ${digits(more)} more`)));
  }
  const left = plotX(bars.edges[bin] - 0.5);
  const right = plotX(bars.edges[bin + 1] - 0.5);
  mark.style.left = `${left - 1}px`;
  mark.style.width = `${Math.max(3, right - left + 1)}px`;
  tip.style.left = `${Math.max(0, Math.min((left + right) / 2 - tip.offsetWidth / 2, plot.width - tip.offsetWidth))}px`;
}
