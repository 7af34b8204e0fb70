// Paints the lanes: a row an actor, a vertical line a relation; only what lies in the frame, on a canvas or into a drawing to keep.

import { axis, marksOfAxis, writeMarks } from "./axis.js";
import { changesMarked, paintChange } from "./change_marks.js";
import { RELATIONS, aboutOf, actors, earliestEnd, familyOf, gapsOf, is, kindOf, latestEnd, relations } from "./data.js";
import { isolated } from "./dom.js";
import { CHOSEN, FADED, lit } from "./highlight.js";
import { GAP, RIGHT, edgeX, endY, isOnLanes, laneX, laneY, markX } from "./lane_frame.js";
import { isStartOpen, laneDay, stretchesOf } from "./lane_marks.js";
import { colourOf } from "./looks.js";
import { MARKS, newPath, paintPin } from "./painter.js";
import { LIGHT, headCorners, headOf, tracePoints, traceShape } from "./shapes.js";
import { inKeyOrder } from "./sorting.js";
import { visible } from "./state.js";
import { MARK_NAMES, strokeOf } from "./strokes.js";
import { cutToFit, sharedStarts } from "./texts.js";
import { SANS, faint, hushed, slim, theme } from "./theme.js";
import { view } from "./view.js";
import { firstDay, lastDay } from "./view_days.js";
import { HIDDEN, MAYBE, UNREPORTED } from "./windows.js";

const FAINT = 0.1;
const MANY = 1500; // dots in one colour: more are squares, which are painted sooner
/** The radius of the loop of what relates an actor to itself. */
export const LOOP = 5;

/**
 * The visible relations that end in the frame, with where they do, and the columns of pixels that others pass through.
 * @param {LaneFrame} frame
 */
function marksIn(frame) {
  /** @type {LaneMark[]} */
  const marks = [];
  const passing = new Uint8Array(Math.ceil(frame.width));
  const [first, last] = [frame.head - 4, frame.height + 4];
  /** @param {number} y */
  const isIn = (y) => y >= first && y <= last;
  for (let row = 0; row < RELATIONS; row += 1) {
    if (visible.verdict[row] === HIDDEN || !isOnLanes(row)) continue;
    const from = endY(frame, row, 0);
    const to = endY(frame, row, 1);
    const about = aboutOf[row].length ? aboutOf[row].filter((actor) => frame.place[actor] >= 0) : aboutOf[row];
    if (isIn(from) || isIn(to) || about.some((actor) => isIn(laneY(frame, actor)))) marks.push({ row, x: markX(frame, row), from, to, about });
    else if (lit.relations[row] !== FADED && Math.min(from, to) < first && Math.max(from, to) > last) passing[Math.floor(markX(frame, row))] = 1;
  }
  return { marks, passing };
}

/**
 * Paint the lanes in a frame; `stood` is what the keyboard stands on. Tells what relations it painted.
 * @param {Surface} ctx
 * @param {LaneFrame} frame
 * @param {{ actor: Actor, relation: Row } | null} [stood]
 */
export function paintLanes(ctx, frame, stood = null) {
  const seen = frame.rows.filter((actor) => laneY(frame, actor) > frame.head - frame.rowHeight && laneY(frame, actor) < frame.height + frame.rowHeight);
  const { marks, passing } = marksIn(frame);
  ctx.save();
  ctx.fillStyle = theme.paper;
  ctx.fillRect(0, 0, frame.width, frame.height);
  paintGround(ctx, frame, seen);
  paintPassing(ctx, frame, passing);
  paintAbout(ctx, frame, marks);
  const crowd = crowdIn(marks);
  for (const group of groupsOf(marks)) paintGroup(ctx, frame, group, crowd);
  for (const mark of marks) if (lit.relations[mark.row] !== FADED) paintMarks(ctx, frame, mark);
  if (stood && stood.relation >= 0) paintStood(ctx, marks.find(({ row }) => row === stood.relation));
  paintNames(ctx, frame, seen, stood);
  paintDays(ctx, frame);
  ctx.restore();
  return marks;
}

// --- the ground ------------------------------------------------------------------------------------

/**
 * The rows, the marks of the axis down through them, and the days that are not in view, shaded.
 * @param {Surface} ctx
 * @param {LaneFrame} frame
 * @param {Actor[]} seen
 */
function paintGround(ctx, frame, seen) {
  const { head, names, width, height } = frame;
  const right = width - RIGHT;
  ctx.fillStyle = theme.ink;
  ctx.globalAlpha = 0.05;
  if (view.mode !== "all") {
    const from = view.mode === "day" ? names : Math.max(names, Math.min(right, laneX(frame, firstDay() + (view.mode === "diff" ? 0.5 : -0.5))));
    const to = Math.max(names, Math.min(right, laneX(frame, lastDay() + 0.5)));
    ctx.fillRect(names, head, from - names, height - head);
    ctx.fillRect(to, head, right - to, height - head);
  }
  for (const actor of seen) if (isChosen(actor)) ctx.fillRect(0, laneY(frame, actor) - frame.rowHeight / 2, width, frame.rowHeight);
  ctx.globalAlpha = 0.45;
  ctx.strokeStyle = theme.hair;
  ctx.lineWidth = 0.6;
  const lines = newPath(ctx);
  for (const { day } of marksOfAxis(right - names)) {
    const x = Math.round(laneX(frame, day - 0.5)) + 0.5;
    tracePoints(lines, [[x, head], [x, height]]);
  }
  ctx.stroke(lines);
  ctx.lineWidth = 1;
  const rows = newPath(ctx);
  for (const actor of seen) {
    const y = Math.round(laneY(frame, actor)) + 0.5;
    tracePoints(rows, [[names, y], [right, y]]);
  }
  ctx.stroke(rows);
  ctx.globalAlpha = 1;
}

/** @param {Actor} actor */
function isChosen(actor) {
  const { actor: chosen, path } = view.selection || {};
  return chosen === actor || Boolean(path && path.actors && path.actors.includes(actor));
}

/**
 * What only passes from above the frame to below it: one grey line a column of pixels, however many there are.
 * @param {Surface} ctx
 * @param {LaneFrame} frame
 * @param {Uint8Array} passing
 */
function paintPassing(ctx, { head, height }, passing) {
  const lines = newPath(ctx);
  passing.forEach((on, x) => {
    if (on) tracePoints(lines, [[x + 0.5, head], [x + 0.5, height]]);
  });
  ctx.globalAlpha = 0.4;
  ctx.strokeStyle = theme.hair;
  ctx.lineWidth = 1;
  ctx.stroke(lines);
  ctx.globalAlpha = 1;
}

/**
 * Dotted lines from relations to the rows of whom they are about.
 * @param {Surface} ctx
 * @param {LaneFrame} frame
 * @param {LaneMark[]} marks
 */
function paintAbout(ctx, frame, marks) {
  for (const faded of [true, false]) {
    const lines = newPath(ctx);
    const ends = newPath(ctx);
    for (const { row, x, from, to, about } of marks) {
      if ((lit.relations[row] === FADED) !== faded) continue;
      for (const actor of about) {
        const y = laneY(frame, actor);
        const [low, high] = [Math.min(from, to), Math.max(from, to)];
        tracePoints(lines, [[x, inFrame(frame, y < low ? low : Math.min(y, high))], [x, inFrame(frame, y)]]);
        ends.moveTo(x + 1.8, y);
        ends.arc(x, y, 1.8, 0, 2 * Math.PI);
      }
    }
    ctx.globalAlpha = faded ? faint(FAINT) : 0.9;
    ctx.strokeStyle = ctx.fillStyle = theme.soft;
    ctx.lineWidth = 1.2;
    ctx.setLineDash([1.5, 3]);
    ctx.stroke(lines);
    ctx.setLineDash([]);
    ctx.fill(ends);
  }
  ctx.globalAlpha = 1;
}

// --- relations ---------------------------------------------------------------------------------------

/**
 * How strong lines are where many stand in one column of pixels, so that their dots are still seen: 1 where they are few.
 * @param {LaneMark[]} marks
 */
const crowdIn = (marks) => Math.max(0.25, Math.min(1, (2.5 * new Set(marks.map(({ x }) => Math.round(x))).size) / marks.length));

/**
 * What is painted in one stroke, the faded first and the chosen last.
 * @param {LaneMark[]} marks
 */
function groupsOf(marks) {
  const groups = new Map();
  for (const mark of marks) {
    const { row } = mark;
    const { colour, thin } = strokeOf(row);
    const verdict = visible.verdict[row];
    const open = verdict === MAYBE || isStartOpen(row);
    const key = `${lit.relations[row]}${thin ? 0 : 1}${verdict === UNREPORTED ? 0 : 1}${open ? 0 : 1}${colour}`;
    if (!groups.has(key)) groups.set(key, { level: lit.relations[row], colour, thin, light: verdict === UNREPORTED, open, marks: [] });
    groups.get(key).marks.push(mark);
  }
  return inKeyOrder(groups);
}

/** @param {number} level @param {boolean} thin */
function opacity(level, thin) {
  if (level === FADED) return faint(FAINT);
  if (level === CHOSEN) return 1;
  if (lit.hushed) return hushed(0.45);
  return thin ? 0.8 : 1;
}

/**
 * A line that leaves the frame need not run on for thousands of pixels.
 * @param {LaneFrame} frame
 * @param {number} y
 */
const inFrame = ({ head, height }, y) => Math.max(head - 20, Math.min(height + 20, y));

/**
 * The vertical lines of a group. Among very many those in one column of pixels become one, as far as they touch: it looks the same, and takes less time.
 */
class Uprights {
  /** @param {Path2D} path @param {boolean} isUnited */
  constructor(path, isUnited) {
    this.path = path;
    this.isUnited = isUnited;
    /** @type {Map<number, [number, number][]>} */
    this.columns = new Map();
  }

  /** @param {number} x @param {number} from @param {number} to */
  add(x, from, to) {
    if (!this.isUnited) {
      this.path.moveTo(x, from);
      this.path.lineTo(x, to);
      return;
    }
    const column = Math.round(x);
    if (!this.columns.has(column)) this.columns.set(column, []);
    this.columns.get(column).push(from < to ? [from, to] : [to, from]);
  }

  finished() {
    this.isUnited = false;
    for (const [x, spans] of this.columns) {
      spans.sort((one, other) => one[0] - other[0]);
      let [from, to] = spans[0];
      for (const [top, bottom] of spans) {
        if (top > to) {
          this.add(x, from, to);
          from = top;
        }
        to = Math.max(to, bottom);
      }
      this.add(x, from, to);
    }
    return this.path;
  }
}

/**
 * What a group is made of; `away` are lines that leave the frame or come from before the axis.
 * @param {Surface} ctx
 * @param {LaneFrame} frame
 * @param {{ thin: boolean, open: boolean, marks: LaneMark[] }} group
 */
function pathsOf(ctx, frame, { thin, open, marks }) {
  const [lines, away] = [0, 1].map(() => new Uprights(newPath(ctx), !open && marks.length > MANY));
  const paths = { sure: newPath(ctx), maybe: newPath(ctx), dots: newPath(ctx), rings: newPath(ctx), heads: newPath(ctx), hollow: newPath(ctx) };
  /** @param {number} y */
  const isIn = (y) => y > frame.head - 8 && y < frame.height + 8;
  // Of what looks the same, one is enough.
  const painted = new Set();
  /** @param {number} x @param {number} y */
  const addDot = (x, y) => {
    const spot = -1 - Math.round(x) - 1e4 * Math.round(y);
    if (!isIn(y)) return;
    if (marks.length <= MANY) {
      paths.dots.moveTo(x + 2.6, y);
      paths.dots.arc(x, y, thin ? 1.9 : 2.6, 0, 2 * Math.PI);
    } else if (!painted.has(spot)) {
      painted.add(spot);
      paths.dots.rect(x - 2.2, y - 2.2, 4.4, 4.4);
    }
  };
  for (const mark of marks) {
    const { row, x, from, to } = mark;
    addStretches(frame, mark, paths.sure, paths.maybe);
    const look = Math.round(x) + 1e4 * (Math.round(inFrame(frame, from)) + 1e4 * Math.round(inFrame(frame, to)));
    if (painted.has(look) && !is.planned[row]) continue;
    painted.add(look);
    const self = relations.source[row] === relations.target[row];
    const isAway = laneDay[row] < axis.from || laneDay[row] > axis.to || !isIn(from) || !isIn(to);
    if (self) paths.rings.arc(x, from - LOOP, LOOP, 0, 2 * Math.PI);
    else addLine(frame, mark, isAway ? away : lines, is.planned[row] ? paths.hollow : paths.heads, thin ? 5.5 : 7.5);
    addDot(x, from);
    if (!self) addDot(x, to);
  }
  return { ...paths, lines: lines.finished(), away: away.finished() };
}

/**
 * @param {Surface} ctx
 * @param {LaneFrame} frame
 * @param {{ level: number, colour: string, thin: boolean, light: boolean, open: boolean, marks: LaneMark[] }} group
 * @param {number} crowd
 */
function paintGroup(ctx, frame, group, crowd) {
  const { level, colour, thin, light, open } = group;
  const { sure, maybe, lines, away, dots, rings, heads, hollow } = pathsOf(ctx, frame, group);
  const alpha = opacity(level, thin) * (light ? LIGHT : 1);
  const chosen = level === CHOSEN;
  /** @param {Path2D} path @param {number} lineWidth @param {number[]} dash @param {number} [share] of the opacity */
  const stroke = (path, lineWidth, dash, share = 1) => {
    Object.assign(ctx, { lineWidth: level === FADED ? slim(lineWidth) : lineWidth, globalAlpha: alpha * share });
    ctx.setLineDash(dash);
    ctx.stroke(path);
  };
  const [width, dash] = [(thin ? 1 : 1.6) + (chosen && crowd === 1 ? 0.8 : 0), open ? [4.5, 3] : []];
  ctx.strokeStyle = ctx.fillStyle = colour;
  stroke(sure, thin ? 1.2 : 2.4, []);
  stroke(maybe, thin ? 1 : 1.6, [2, 3], chosen ? 1 : 0.6);
  stroke(away, chosen ? width : 1, dash, chosen ? crowd : Math.min(crowd, 0.4));
  stroke(lines, width, dash, chosen ? Math.max(crowd, 0.5) : crowd);
  stroke(rings, width, dash);
  ctx.fill(dots);
  ctx.fill(heads);
  ctx.fillStyle = theme.paper;
  ctx.fill(hollow);
  stroke(hollow, 1.1, []);
  ctx.globalAlpha = 1;
}

/**
 * The days of a relation in both of its rows: solid where it is so for sure, dashed where its dates leave it open, with a tick where it ended.
 * @param {LaneFrame} frame
 * @param {LaneMark} mark
 * @param {Path2D} sure
 * @param {Path2D} maybe
 */
function addStretches(frame, { row, from, to }, sure, maybe) {
  const heights = from === to ? [from] : [from, to];
  for (const [first, last, isSure] of stretchesOf(row)) {
    if (first > axis.to || last < axis.from) continue;
    const [left, right] = [edgeX(frame, first - 0.5), edgeX(frame, last + 0.5)];
    for (const y of heights) {
      const path = isSure ? sure : maybe;
      tracePoints(path, [[left, y], [Math.max(right, left + 1.5), y]]);
      // One of a few days, between which nothing is drawn: however short, it is seen.
      if (!isSure && gapsOf(row).length) tracePoints(path, [[(left + right) / 2, y - 4], [(left + right) / 2, y + 4]]);
    }
  }
  if (!is.lasting[row] || latestEnd[row] > axis.to || earliestEnd[row] !== latestEnd[row]) return;
  const x = laneX(frame, latestEnd[row] + 0.5);
  for (const y of heights) tracePoints(sure, [[x, y - 4], [x, y + 4]]);
}

/**
 * The line of a relation between its two rows, with its head at the target.
 * @param {LaneFrame} frame
 * @param {LaneMark} mark
 * @param {Uprights} lines
 * @param {Path2D} heads
 * @param {number} size
 */
function addLine(frame, { row, x, from, to }, lines, heads, size) {
  const [near, far] = [inFrame(frame, from), inFrame(frame, to)];
  const down = Math.sign(to - from) || 1;
  const head = headOf(familyOf[row], is.against[row]);
  const tip = far - 2.6 * down;
  lines.add(x, near, is.symmetric[row] ? far : tip - size * head.length * down);
  if (is.symmetric[row] || far !== to) return;
  tracePoints(heads, headCorners(head, x, tip, 0, down, size));
  // What is filled is closed anyway, and to close a long path takes as long as all of it.
  if (is.planned[row]) heads.closePath();
}

/**
 * The marks of what is planned, denied, claimed, contested or changed, on the middle of what is seen of its line.
 * @param {Surface} ctx
 * @param {LaneFrame} frame
 * @param {LaneMark} mark
 */
function paintMarks(ctx, { head, height }, { row, x, from, to }) {
  const changed = changesMarked(row);
  const names = MARK_NAMES.filter((name) => is[name][row]);
  if (!changed.length && !names.length) return;
  const { colour } = strokeOf(row);
  const self = relations.source[row] === relations.target[row];
  const middle = self ? from - 2 * LOOP : (Math.max(head, Math.min(from, to)) + Math.min(height, Math.max(from, to))) / 2;
  const all = [...changed.map((change) => () => paintChange(ctx, change, 0.85)), ...names.map((name) => () => MARKS[name](ctx, 0.85))];
  all.forEach((paint, place) => {
    ctx.save();
    ctx.translate(x, middle + (place - (all.length - 1) / 2) * 12);
    ctx.strokeStyle = ctx.fillStyle = colour;
    ctx.lineWidth = 1.6;
    // Two strokes lie across their line.
    if (names[place - changed.length] === "claimed") ctx.rotate(Math.PI / 2);
    paint();
    ctx.restore();
  });
}

/** @param {Surface} ctx @param {LaneMark | undefined} mark */
function paintStood(ctx, mark) {
  if (!mark) return;
  ctx.strokeStyle = theme.ink;
  ctx.lineWidth = 1.6;
  for (const y of [mark.from, mark.to]) {
    traceShape(ctx, "circle", mark.x, y, 7);
    ctx.stroke();
  }
}

// --- names and days ------------------------------------------------------------------------------------

/** @type {Map<string, string[]>} */
const broken = new Map();
/** @type {Int32Array | undefined} */
let shared;
/**
 * An actor's name in as many lines as a row holds, cut where that is not enough so that no other's reads the same.
 * @param {Surface} ctx
 * @param {Actor} actor
 * @param {number} room
 * @param {number} most
 */
function linesOf(ctx, actor, room, most) {
  const name = actors.name[actor];
  const key = `${ctx.font} ${room} ${name}`;
  if (broken.has(key)) return broken.get(key);
  const words = name.split(" ");
  let first = words.length;
  if (most > 1 && ctx.measureText(name).width > room) while (first > 1 && ctx.measureText(words.slice(0, first).join(" ")).width > room) first -= 1;
  shared ??= sharedStarts(actors.name);
  const lines = [words.slice(0, first), words.slice(first)].filter((line) => line.length).map((line) => line.join(" "));
  broken.set(key, lines.map((line, place) => isolated(cutToFit(line, (text) => ctx.measureText(text).width <= room, Math.max(0, shared[actor] - (place && name.length - line.length))))));
  return broken.get(key);
}

/**
 * The names, each with the shape of its kind, over whatever runs out of the lanes.
 * @param {Surface} ctx
 * @param {LaneFrame} frame
 * @param {Actor[]} seen
 * @param {{ actor: Actor } | null} stood
 */
function paintNames(ctx, frame, seen, stood) {
  ctx.fillStyle = theme.paper;
  ctx.fillRect(0, 0, frame.names, frame.height);
  ctx.fillStyle = theme.hair;
  ctx.fillRect(frame.names - 1, frame.head, 1, frame.height - frame.head);
  ctx.textAlign = "left";
  ctx.textBaseline = "middle";
  for (const actor of seen) {
    const y = laneY(frame, actor);
    const faded = lit.actors[actor] === FADED || !visible.active[actor];
    const { shape } = kindOf(actor);
    const strong = isChosen(actor) || lit.actors[actor] === CHOSEN;
    ctx.globalAlpha = faded ? 0.4 : 1;
    ctx.fillStyle = ctx.strokeStyle = colourOf(actor);
    ctx.lineWidth = 2.4;
    traceShape(ctx, shape, 15, y, shape === "ring" ? 4.2 : 5.4);
    if (shape === "ring") ctx.stroke();
    else ctx.fill();
    if (view.pin.has(actor)) paintPin(ctx, 17, y - 3, 0.9);
    ctx.globalAlpha = faded ? 0.65 : 1;
    ctx.font = `${strong ? 700 : 400} ${frame.rowHeight < 30 ? 12.5 : 12}px ${SANS}`;
    ctx.fillStyle = faded ? theme.soft : theme.ink;
    const lines = linesOf(ctx, actor, frame.names - 32, frame.rowHeight < 30 ? 1 : 2);
    lines.forEach((line, place) => ctx.fillText(line, 26, y + 0.5 + (place - (lines.length - 1) / 2) * 13));
    ctx.globalAlpha = 1;
    if (!stood || stood.actor !== actor) continue;
    ctx.strokeStyle = theme.ink;
    ctx.lineWidth = 1.6;
    ctx.beginPath();
    ctx.rect(3, y - frame.rowHeight / 2 + 1, frame.names - 7, frame.rowHeight - 2);
    ctx.stroke();
  }
}

/**
 * The days above the lanes, which the rows scroll under.
 * @param {Surface} ctx
 * @param {LaneFrame} frame
 */
function paintDays(ctx, frame) {
  const { names, width } = frame;
  const head = frame.head - GAP;
  ctx.fillStyle = theme.paper;
  ctx.fillRect(0, 0, width, head);
  ctx.fillStyle = theme.hair;
  ctx.fillRect(0, head - 1, width, 1);
  ctx.fillStyle = theme.soft;
  ctx.textAlign = "left";
  ctx.textBaseline = "middle";
  const marks = marksOfAxis(width - RIGHT - names);
  /** @param {Day} day */
  const xOf = (day) => Math.round(laneX(frame, day - 0.5));
  writeMarks(ctx, marks, (day) => xOf(day) + 3, head - 11, width);
  for (const { day } of marks) ctx.fillRect(xOf(day), head - 6, 1, 5);
}
