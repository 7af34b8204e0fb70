// Keeps what is seen as a picture, PNG or SVG: the graph as it stands, with title, days, counts and legend.

import { centerNow, moveCamera, scaleNow, takeSize } from "./camera.js";
import { paintChange } from "./change_marks.js";
import { ACTORS, actors, familyOf, is, page, rowsWhere } from "./data.js";
import { CHANGES, leadingOf } from "./diff.js";
import { changeCounts } from "./diff_parts.js";
import { byId, digits } from "./dom.js";
import { drawn, enlarge } from "./drawn.js";
import { firstFit } from "./fitting.js";
import { framesText, paintFrames } from "./frames.js";
import { cutText } from "./growth.js";
import { headingText } from "./heading.js";
import { laneSheets, leftOutWords, wholeLanes } from "./lanes.js";
import { paintLanes } from "./lane_painter.js";
import { paintLabels, placeLabels } from "./labels.js";
import { isColoured, lookItems } from "./looks.js";
import { MARKS, paintActor, paintPin, paintRelations } from "./painter.js";
import { LIGHT, PLAIN_AGAINST, headCorners, headOf, tracePoints, traceShape } from "./shapes.js";
import { tally } from "./sorting.js";
import { visible } from "./state.js";
import { cast, inCast } from "./steps.js";
import { SANS, SERIF, theme } from "./theme.js";
import { VectorContext } from "./vector.js";
import { view } from "./view.js";
import { HIDDEN, MAYBE, UNREPORTED, nearestReport } from "./windows.js";

export const EDGE = 22;
/**
 * How far to the right of its swatch an entry of the legend is written.
 * @param {LegendItem} item
 */
const indent = ({ kind, family, change, mark, spots, radius }) => (mark === "pinned" ? 20 : spots ? 6 + 14 * spots.length : kind !== undefined || radius ? 20 : [family, change, mark].some((each) => each !== undefined) ? 38 : 0);

/**
 * Break a text into lines that are no wider than so much, between words, and in a word where it alone is wider; `font` as on a canvas.
 * @param {Surface} ctx
 * @param {string} text
 * @param {string} font
 * @param {number} width
 */
export function wrapped(ctx, text, font, width) {
  ctx.font = font;
  /** @param {string} line */
  const fits = (line) => ctx.measureText(line).width <= width;
  /** @type {string[]} */
  const lines = [];
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const longer = lines.length ? `${lines[lines.length - 1]} ${word}` : word;
    if (lines.length && fits(longer)) lines[lines.length - 1] = longer;
    else if (fits(word)) lines.push(word);
    else {
      lines.push("");
      for (const sign of word) {
        if (fits(lines[lines.length - 1] + sign)) lines[lines.length - 1] += sign;
        else lines.push(sign);
      }
    }
  }
  return lines;
}

const MARK_NAMES = ["against", "planned", "denied", "claimed", "contested"];

/** The numbers of visible relations by family, in colour or as background, and their marks. */
function familiesAndMarks() {
  const rows = rowsWhere((row) => (view.lanes ? visible.verdict : drawn.relations)[row] !== HIDDEN && (is.background[row] || inCast(row)));
  const marks = new Set();
  for (const row of rows) {
    if (visible.verdict[row] === MAYBE) marks.add("maybe");
    if (visible.verdict[row] === UNREPORTED) marks.add(`${nearestReport(row, view).word} reported`);
    for (const mark of MARK_NAMES) if (is[mark][row]) marks.add(mark);
  }
  if ([...view.pin].some(isCounted)) marks.add("pinned");
  return { families: tally(rows.filter((row) => view.mode !== "diff" || leadingOf[row]).map((row) => familyOf[row])), marks };
}

/** @param {Actor} actor */
const isCounted = (actor) => (view.lanes ? visible.active : drawn.actors)[actor] && (!cast.on || cast.actors[actor]);

/** @returns {Map<number, number>} */
const kindCounts = () => tally((actors.kind ?? []).filter((/** @type {number} */ _, /** @type {Actor} */ actor) => isCounted(actor)));

/**
 * The entries of the legend of a picture: the families, marks and kinds that are visible in colour.
 * @returns {LegendItem[][]}
 */
function pictureLegend() {
  const { families, marks } = familiesAndMarks();
  /** @param {Map<number, number>} counts */
  const inOrder = (counts) => [...counts].sort(([one], [other]) => one - other);
  return [
    inOrder(families).map(([family, count]) => ({ family, text: `${page.families[family].label} ${digits(count)}` })),
    view.mode === "diff" ? changeCounts().map((count, change) => ({ change, count, text: `${CHANGES[change]} ${count}` })).filter(({ count }) => count) : [],
    ["last reported", "first reported", "maybe", ...MARK_NAMES, "pinned"].filter((mark) => marks.has(mark)).map((mark) => ({ mark, text: mark })),
    inOrder(kindCounts()).map(([kind, count]) => ({ kind, text: `${page.kinds[kind].label} ${digits(count)}` })),
    ...lookItems(isCounted),
    view.lanes || !framesText() ? [] : [{ text: framesText() }],
  ].filter((items) => items.length);
}

/** @param {Surface} ctx @param {LegendItem} item @param {number} x @param {number} y */
function paintSwatch(ctx, { family, change, mark, kind, spots, radius }, x, y) {
  ctx.save();
  ctx.translate(x, y);
  ctx.setLineDash([]);
  if (mark === "pinned") paintPin(ctx, 3, 5, 1);
  else if (kind !== undefined) paintKind(ctx, kind);
  else if (spots) spots.forEach((colour, place) => paintSpot(ctx, colour, 6 + 14 * place, 6));
  else if (radius) paintSpot(ctx, theme.soft, 7, radius);
  else if (change !== undefined) {
    ctx.translate(15, 0);
    paintChange(ctx, change, 1);
  } else if (family !== undefined || mark) paintLine(ctx, family, mark);
  ctx.restore();
}

/** @param {Surface} ctx @param {string} colour @param {number} x @param {number} radius */
function paintSpot(ctx, colour, x, radius) {
  ctx.fillStyle = colour;
  traceShape(ctx, "circle", x, 0, radius);
  ctx.fill();
}

/** @param {Surface} ctx @param {number} kind */
function paintKind(ctx, kind) {
  const { shape } = page.kinds[kind];
  ctx.fillStyle = ctx.strokeStyle = isColoured() ? theme.soft : theme.kinds[kind];
  traceShape(ctx, shape, 7, 0, shape === "ring" ? 4.4 : 5.6);
  ctx.lineWidth = 2.6;
  if (shape === "ring") ctx.stroke();
  else ctx.fill();
}

/**
 * The line of a family with its head, or a line in ink with a mark.
 * @param {Surface} ctx
 * @param {number} family
 * @param {string} mark
 */
function paintLine(ctx, family, mark) {
  const thin = family !== undefined && page.families[family].name === "background";
  const head = mark === "against" ? PLAIN_AGAINST : family === undefined ? null : headOf(family);
  ctx.strokeStyle = ctx.fillStyle = family === undefined ? theme.ink : thin ? theme.hair : theme.families[family];
  ctx.lineWidth = thin ? 1 : 2;
  ctx.setLineDash(mark === "maybe" ? [5, 3.5] : []);
  if (/ reported$/.test(mark)) ctx.globalAlpha = LIGHT;
  ctx.beginPath();
  ctx.moveTo(0, 0);
  const size = thin ? 6.5 : 8.5;
  ctx.lineTo(head ? 31 - size * head.length : 30, 0);
  ctx.stroke();
  ctx.setLineDash([]);
  if (head) {
    ctx.beginPath();
    tracePoints(ctx, headCorners(head, 31, 0, 1, 0, size));
    ctx.closePath();
    ctx.fill();
  }
  ctx.lineWidth = 1.7;
  ctx.translate(15, 0);
  if (MARKS[mark]) MARKS[mark](ctx, 1);
}

/**
 * Lay out the legend in lines of a given width; returns its height, and paints it if wanted.
 * @param {Surface} ctx
 * @param {number} width
 * @param {number | null} [top]
 */
export function legendBlock(ctx, width, top = null) {
  const font = `13px ${SANS}`;
  ctx.font = font;
  let y = 10;
  for (const items of pictureLegend()) {
    let x = 0;
    for (const item of items) {
      const room = indent(item) + ctx.measureText(item.text).width + 20;
      if (x > 0 && x + room - 20 > width) {
        x = 0;
        y += 22;
      }
      if (top !== null) {
        paintSwatch(ctx, item, EDGE + x, top + y);
        ctx.font = font;
        ctx.fillStyle = theme.ink;
        ctx.textAlign = "left";
        ctx.textBaseline = "middle";
        ctx.fillText(item.text, EDGE + x + indent(item), top + y);
      }
      x += room;
    }
    y += 26;
  }
  return y;
}

/**
 * Do something with the graph's window in another size; it looks at the same, or at all where the reader has not moved it.
 * @template Made
 * @param {number} width
 * @param {number} height
 * @param {() => Made} act
 * @returns {Made}
 */
export function resized(width, height, act) {
  const restore = frozen();
  const { clientWidth, clientHeight } = byId("network");
  const [scale, center] = [scaleNow(), centerNow()];
  giveSize(width, height);
  if (view.look) moveCamera(center, scale * Math.min(width / clientWidth, height / clientHeight));
  else firstFit();
  enlarge(scaleNow());
  try {
    return act();
  } finally {
    restore();
  }
}

/** @param {number} width @param {number} height */
export function giveSize(width, height) {
  Object.assign(byId("network").style, { width: `${width}px`, height: `${height}px`, right: "auto", bottom: "auto" });
  takeSize();
}

/** What brings the graph's window and its camera back to how they are now. */
export function frozen() {
  const ground = byId("network");
  const [scale, center, style] = [scaleNow(), centerNow(), ground.style.cssText];
  return () => {
    ground.style.cssText = style;
    takeSize();
    moveCamera(center, scale);
    enlarge(scale);
  };
}

/** The days and counts of a picture, and what lanes, or the drawing of a large graph, leave out. */
export const pictureHeading = (onPaper = false) => [headingText(), ...(view.lanes ? leftOutWords(onPaper) : [cutText()])].filter(Boolean).join(" · ");

/**
 * Lay out the whole picture for a graph of so many pixels: title, if wanted, graph, legend.
 * @param {Surface} ctx
 * @param {boolean} [titled]
 */
function pictureLayout(ctx, titled = true) {
  const { clientWidth: width, clientHeight } = byId("network");
  const height = view.lanes ? wholeLanes(width).height : clientHeight;
  const titleFont = `700 23px ${SERIF}`;
  const headingFont = `14px ${SANS}`;
  const title = titled ? wrapped(ctx, page.title, titleFont, width - 2 * EDGE) : [];
  const heading = titled ? wrapped(ctx, pictureHeading(), headingFont, width - 2 * EDGE) : [];
  const head = titled ? EDGE + title.length * 28 + heading.length * 19 + 10 : 0;
  return { width, height, head, title, heading, titleFont, headingFont, total: head + height + legendBlock(ctx, width - 2 * EDGE) + EDGE - 8 };
}

/** @param {Surface} ctx @param {ReturnType<typeof pictureLayout>} layout */
function paintPicture(ctx, { width, height, head, title, heading, titleFont, headingFont, total }) {
  ctx.fillStyle = theme.paper;
  ctx.fillRect(0, 0, width, total);
  ctx.textAlign = "left";
  ctx.textBaseline = "top";
  ctx.fillStyle = theme.ink;
  ctx.font = titleFont;
  title.forEach((line, place) => ctx.fillText(line, EDGE, EDGE + place * 28));
  ctx.fillStyle = theme.soft;
  ctx.font = headingFont;
  heading.forEach((line, place) => ctx.fillText(line, EDGE, EDGE + title.length * 28 + 3 + place * 19));
  ctx.save();
  ctx.beginPath();
  ctx.rect(0, head, width, height);
  ctx.clip();
  if (view.lanes) {
    ctx.translate(0, head);
    paintLanes(ctx, wholeLanes(width));
  } else {
    ctx.translate(width / 2, head + height / 2);
    paintGraph(ctx);
  }
  ctx.restore();
  ctx.fillStyle = theme.hair;
  ctx.fillRect(EDGE, head + height, width - 2 * EDGE, 1);
  legendBlock(ctx, width - 2 * EDGE, head + height + 10);
}

/**
 * Paint the graph around the middle of its window.
 * @param {Surface} ctx
 */
export function paintGraph(ctx) {
  const scale = scaleNow();
  const { x, y } = centerNow();
  ctx.scale(scale, scale);
  ctx.translate(-x, -y);
  paintFrames(ctx, scale);
  placeLabels(ctx, scale);
  paintRelations(ctx, scale);
  for (let actor = 0; actor < ACTORS; actor += 1) if (drawn.actors[actor]) paintActor(ctx, actor, scale);
  paintLabels(ctx);
}

/**
 * Measures text without a picture to paint on.
 * @returns {CanvasRenderingContext2D}
 */
const ruler = () => document.createElement("canvas").getContext("2d");

/**
 * What is painted on a sheet of so many pixels, as an SVG document.
 * @param {number} width
 * @param {number} height
 * @param {(ctx: Surface) => void} paint
 */
function vector(width, height, paint) {
  const measuring = ruler();
  const ctx = new VectorContext(width, height, (text, font) => {
    measuring.font = font;
    return measuring.measureText(text);
  });
  paint(/** @type {any} */ (ctx));
  return ctx.document(page.title, pictureHeading());
}

/**
 * The picture as an SVG document, with its title if wanted.
 * @param {boolean} [titled]
 */
export function pictureSvg(titled = true) {
  const layout = pictureLayout(ruler(), titled);
  return vector(layout.width, layout.total, (ctx) => paintPicture(ctx, layout));
}

/**
 * The lanes as sheets of a size, other things taking some of the first; and their legend.
 * @param {number} width
 * @param {number} height
 * @param {number} taken
 */
export const lanesSvgs = (width, height, taken) => laneSheets(width, height, taken).map((sheet) => vector(sheet.width, sheet.height, (ctx) => paintLanes(ctx, sheet)));
/** @param {number} width */
export const legendSvg = (width) => vector(width, legendBlock(ruler(), width - 2 * EDGE), (ctx) => legendBlock(ctx, width - 2 * EDGE, 0));

/** The picture as a canvas with twice as many pixels each way as on the page. */
export function pictureCanvas() {
  const canvas = document.createElement("canvas");
  const layout = pictureLayout(ruler());
  canvas.width = layout.width * 2;
  canvas.height = Math.ceil(layout.total) * 2;
  const ctx = canvas.getContext("2d");
  ctx.scale(2, 2);
  paintPicture(ctx, layout);
  return canvas;
}
