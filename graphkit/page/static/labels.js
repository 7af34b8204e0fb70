// Writes names beside actors and on chosen relations: as many as there is room for, none over another or over a node.

import { Room } from "./box_index.js";
import { frameAround } from "./arrange.js";
import { toGraph } from "./camera.js";
import { ACTORS, RELATIONS, actors, field, is, rowsWhere } from "./data.js";
import { byId } from "./dom.js";
import { drawn } from "./drawn.js";
import { lookFrom } from "./folding.js";
import { seenFrames } from "./frames.js";
import { aboutCurve, curveOf, nodeSize, nodeX, nodeY, pointOn } from "./geometry.js";
import { CHOSEN, FADED, lit } from "./highlight.js";
import { wordedLines } from "./line_words.js";
import { paintedMarks, reachOf } from "./painter.js";
import { pairOf } from "./pairs.js";
import { cast } from "./steps.js";
import { marksAside, placedMarks, strokeOf } from "./strokes.js";
import { cutToFit, sharedStarts } from "./texts.js";
import { SANS, theme } from "./theme.js";
import { HIDDEN } from "./windows.js";

const widths = new Map();

/**
 * The width of a line of text at 100 px, measured once.
 * @param {Surface} ctx
 * @param {string} text
 * @param {400 | 500 | 600} weight
 */
function measured(ctx, text, weight) {
  const key = weight + text;
  if (!widths.has(key)) {
    ctx.font = `${weight} 100px ${SANS}`;
    widths.set(key, ctx.measureText(text).width);
  }
  return widths.get(key);
}

/** @type {Record<number, Float64Array>} */
const nameWidths = { 400: new Float64Array(ACTORS), 600: new Float64Array(ACTORS) };

/**
 * The width of an actor's name at 100 px: that of its longest line.
 * @param {Surface} ctx
 * @param {Actor} actor
 * @param {400 | 500 | 600} weight
 */
const nameWidth = (ctx, actor, weight) => (nameWidths[weight][actor] ||= Math.max(...actors.lines[actor].map((/** @type {string} */ line) => measured(ctx, line, weight))));

const HUBS = 12;
const hubsFrom = Math.max(15, ...[...nodeSize].sort((one, other) => other - one).slice(HUBS, HUBS + 1));
/** Only the few largest are bold: were most of them, none would stand out. @param {Actor} actor */
const isHub = (actor) => actors.size[actor] > hubsFrom;
const LINE = 1.16;
const SMALL = 11;

/**
 * A name's size on the screen in pixels, by its actor's size and how near one looks.
 * @param {Actor} actor
 * @param {number} scale
 */
const labelPixels = (actor, scale) => {
  if (lit.actors[actor] === FADED) return SMALL;
  return (11.2 + Math.min(3.4, actors.size[actor] * 0.13)) * Math.min(1.5, Math.max(0.96, scale ** 0.5 * 1.08));
};

/** How far a name in a corner is from its actor along x and y, so that it is as far from it as one at a side. */
const IN_CORNER = Math.SQRT1_2;
/** Where a name stands if it can: along x and y, from -1 to 1; what it costs not to take the first; how much of its width aside, and of its height lifted; how much farther from its actor, by its size; whether written small. */
const SIDES = [
  [0, 1, 0], [0, -1, 1], [1, 0, 1.5], [-1, 0, 1.5], ...[[1, 1], [-1, 1], [1, -1], [-1, -1]].map(([x, y]) => [x * IN_CORNER, y * IN_CORNER, 3.5]),
  [0, 1, 2, 0.3], [0, 1, 2, -0.3], [0, -1, 2.5, 0.3], [0, -1, 2.5, -0.3],
];
const SHIFTS = [0, 0.2, -0.2, 0.45, -0.45];
/** Where else it may stand around its actor: shifted, somewhat farther, and small at the worst. */
const AROUND = [0, 1].flatMap((small) => [0, 0.6].flatMap((far) => SHIFTS.flatMap((shift) => [1, -1].flatMap((way) => [[0, way, 6 + far + 2 * small, shift, 0, far, small], [way, 0, 6 + far + 2 * small, 0, shift, far, small]]))));
/** Where an important one stands at last: on its actor. */
const ON = [0, 1].flatMap((small) => SHIFTS.flatMap((lift) => SHIFTS.map((aside) => [0, 0, 0, aside, lift, 0, small])));
const FREE_SIDES = [...SIDES, ...AROUND];
const LABEL_SIDES = [...FREE_SIDES, ...ON];
/** @param {Box} box */
const isOn = ({ side }) => side >= FREE_SIDES.length;

/**
 * The box of a name in graph units: under its actor, or on another side of it.
 * @param {Surface} ctx
 * @param {Actor} actor
 * @param {number} scale
 * @param {number[]} [side]
 */
export function labelBox(ctx, actor, scale, [across, down, , aside = 0, lift = 0, far = 0, small = 0] = LABEL_SIDES[0]) {
  const weight = isHub(actor) && lit.actors[actor] !== FADED && !small ? 600 : 400;
  const size = (small ? Math.min(SMALL, labelPixels(actor, scale)) : labelPixels(actor, scale)) / scale;
  const lines = actors.lines[actor];
  // With less than the width of a letter between them, two names read as one.
  const width = (nameWidth(ctx, actor, weight) * size) / 100 + 0.6 * size;
  const height = lines.length * size * LINE;
  const away = reachOf(actor) + AWAY + far * size;
  const x = nodeX[actor] + across * away + (Math.sign(across) / 2 + aside) * width;
  const y = nodeY[actor] + down * away + (Math.sign(down) / 2 + lift) * height;
  return { left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2, x, size, weight };
}

/** @param {Surface} ctx @param {Actor} actor @param {number} scale @param {number} side @returns {Box} */
const nameBox = (ctx, actor, scale, side) => ({ ...labelBox(ctx, actor, scale, LABEL_SIDES[side]), owner: actor, actor, side });

/**
 * Put the name under the pointer where it stands, and return its actor: did it move, a click would miss it.
 * @param {Surface} ctx
 * @param {number} scale
 * @param {Box} frame
 * @param {(box: Box) => boolean} put
 */
function pointedName(ctx, scale, frame, put) {
  const still = lastPlaced.find(({ actor }) => actor !== undefined && actor === lit.pointed);
  const box = still && pushedInside(nameBox(ctx, still.actor, scale, still.side), frame);
  return box && isInside(box, frame) && put(box) ? still.actor : undefined;
}

/** The scale from which names of faded actors are written too; at smaller scales they would crowd the others. */
const FADED_NAMED_FROM = 0.6;

/** The last side of each name: it stays there unless another is clearly better. */
const lastSide = new Int16Array(ACTORS).fill(-1);
const STAYING = 1.6;
/** The cost of the place that another name would take first, or of lying on a mark, or on a faded actor. */
const TAKING = 4;
/** The cost of standing so near to another actor that the name is read as its own. */
const MISREAD = 8;
const NEAR = 14;
/** The cost of lying on the curves of a pair, or on a dotted line; and on the grey ones of background. */
const CROSSED = 2;
const CROSSED_GREY = 0.8;

/** The drawing fades out within this many pixels of its edge; no name is placed there. */
const RIM = 11;

/** How far a name stands from its actor, and farther from every other: it is that of the nearest. */
const AWAY = 4;
const FROM_OTHERS = AWAY + 0.5;

/** An actor with the room around it in which a name would be taken for its own. @param {Actor} actor @param {number} [around] */
function actorBox(actor, around = FROM_OTHERS) {
  const size = reachOf(actor) + around;
  return { left: nodeX[actor] - size, right: nodeX[actor] + size, top: nodeY[actor] - size, bottom: nodeY[actor] + size, owner: actor };
}

/** Among very many, actors of less than so many pixels are dots, and names may lie on them. */
const SEEN_FROM = 3;

/** @param {Actor} actor @param {Point} first @param {Point} last @param {number} margin */
const isWithin = (actor, first, last, margin) => nodeX[actor] > first.x - margin && nodeX[actor] < last.x + margin && nodeY[actor] > first.y - margin && nodeY[actor] < last.y + margin;

/**
 * Take the boxes of the actors in the window, unless they are smaller than is in anybody's way.
 * @param {Room} room
 * @param {Room} faded takes those of faded actors, which names avoid where they can
 * @param {Room} others takes wider ones of those in focus, within which another name would be misread
 * @param {Point} first
 * @param {Point} last
 * @param {number} least
 */
function takeActors(room, faded, others, first, last, least) {
  for (const actor of drawn.actors.keys()) {
    if (!drawn.actors[actor]) continue;
    const size = reachOf(actor);
    if (size < least || !isWithin(actor, first, last, size)) continue;
    (lit.actors[actor] === FADED ? faded : room).take(actorBox(actor));
    if (lit.actors[actor] !== FADED) others.take(actorBox(actor, NEAR));
  }
}

const FEWEST_LETTERS = 8;
/**
 * As much of a title as has room, and how wide that is; nothing where that would be too little.
 * @param {Surface} ctx
 * @param {string} title
 * @param {number} size
 * @param {number} room
 * @param {number} shared how much of its beginning it shares with another title
 * @returns {[string, number]}
 */
function shortened(ctx, title, size, room, shared) {
  /** @param {string} text */
  const widthOf = (text) => (measured(ctx, text, 600) * size) / 100;
  const text = cutToFit(title, (some) => widthOf(some) <= room, shared);
  return text === title || [...text].length > FEWEST_LETTERS ? [text, widthOf(text)] : ["", 0];
}

/** The size of a frame's title on the screen, and how far it keeps from the rim, in pixels. */
const TITLE = 13;
const TITLE_AWAY = 6;

/**
 * Write the titles of frames, shortened where they must be, at the upper or lower edge of what is seen of each where that is free; else nowhere.
 * @param {Surface} ctx
 * @param {number} scale
 * @param {Point} first
 * @param {Point} last
 * @param {(box: Box) => boolean} takes takes a box where it is free
 */
function placeTitles(ctx, scale, first, last, takes) {
  const [size, away] = [TITLE / scale, TITLE_AWAY / scale];
  const height = size * LINE;
  const frames = seenFrames();
  const shared = sharedStarts(frames.map(({ title }) => title));
  frames.forEach((frame, place) => {
    const left = Math.max(frame.left, first.x) + away;
    const [text, width] = shortened(ctx, frame.title, size, Math.min(frame.left + frame.width, last.x) - away - left, shared[place]);
    const right = Math.min(frame.left + frame.width, last.x) - away - width;
    const [top, bottom] = [Math.max(frame.top, first.y) + away / 2, Math.min(frame.top + frame.height, last.y) - away / 2 - height];
    if (!text || top > bottom) return;
    [top, bottom].flatMap((y) => [0, 1, 0.5, 0.25, 0.75].map((share) => [left + (right - left) * share, y])).some(([x, y]) =>
      takes({ left: x, right: x + width, top: y, bottom: y + height, x: x + width / 2, size, weight: 600, owner: -1 - RELATIONS - place, frame, text }));
  });
}

/** Of very many names no more than so many have room. */
const NAMES_TRIED = 1500;
/** So many are the largest for whom every side is tried. */
const SEEKING = 100;

/**
 * The actors in the window whose names are written, in the order of placing: the chosen first, then by size.
 * @param {number} scale
 * @param {Point} first
 * @param {Point} last
 */
function namedActors(scale, first, last) {
  /** @param {Actor} actor */
  const named = (actor) => drawn.actors[actor] && isWithin(actor, first, last, 0) && (lit.actors[actor] !== FADED || (cast.on && scale > FADED_NAMED_FROM));
  return [...drawn.actors.keys()].filter(named).sort((one, other) => lit.actors[other] - lit.actors[one] || nodeSize[other] - nodeSize[one] || one - other).slice(0, NAMES_TRIED);
}

/**
 * The names that have room: the chosen first, then by size; then the words of lines. Where a leading one has none, crosses step aside for it.
 * @param {Surface} ctx
 * @param {number} scale
 */
export function placedLabels(ctx, scale) {
  marksAside.clear();
  const marks = paintedMarks(scale);
  const best = bestPlaced(ctx, scale, marks);
  /** @type {Set<Stroke>} */
  const fixed = new Set();
  for (let round = 0; best.leading && round < 4; round += 1) {
    const over = bestPlaced(ctx, scale, marks, fixed);
    if (!isNamedBetter(over, best)) break;
    const stuck = stepAside(over.written, marks, scale);
    if (!stuck.length) return over.written;
    for (const stroke of stuck) fixed.add(stroke);
  }
  marksAside.clear();
  return best.written;
}

/**
 * The names that have room: where an important one has none, it is placed before the others, which may move.
 * @param {Surface} ctx
 * @param {number} scale
 * @param {PaintedMark[]} marks
 * @param {Set<Stroke>} [fixed] whose crosses alone the leading keep off
 */
function bestPlaced(ctx, scale, marks, fixed) {
  /** @type {Actor[]} */
  const before = [];
  let best = placedAfter(ctx, scale, before, marks, fixed);
  for (let tried = best; before.length < NEVER_NAMELESS;) {
    const next = tried.nameless.find((actor) => !before.includes(actor));
    if (next === undefined) break;
    before.unshift(next);
    tried = placedAfter(ctx, scale, before, marks, fixed);
    if (isNamedBetter(tried, best)) best = tried;
  }
  return best;
}

/** Where else along its line a mark may stand. */
const ASIDE = [0.46, 0.54, 0.4, 0.6, 0.34, 0.66, 0.28, 0.72, 0.2, 0.8];

/**
 * Let the crosses that a name covers stand elsewhere on their lines, and return the strokes on which there is no room: what is denied is never seen without its cross.
 * @param {Box[]} written
 * @param {PaintedMark[]} marks
 * @param {number} scale
 */
function stepAside(written, marks, scale) {
  const room = new Room(90 / scale);
  for (const box of written) room.take(box);
  for (const actor of drawn.actors.keys()) if (drawn.actors[actor]) room.take(actorBox(actor, 0));
  const covered = new Set(marks.filter((mark) => mark.name === "denied" && written.some((box) => overlap(box, markBox(mark)))).map(({ stroke }) => stroke));
  /** @param {PaintedMark} mark */
  const isSeen = (mark) => room.isFree(markBox(mark));
  return [...covered].filter((stroke) => !ASIDE.some((share) => marksAside.set(stroke.row, share) && placedMarks(stroke, scale).every(isSeen)));
}

/** @typedef {ReturnType<typeof placedMarks>[0]} PaintedMark */
/** @typedef {ReturnType<typeof placedAfter>} Placed */
/** Whether fewer of the leading are nameless in one of two, or else fewer of the important. @param {Placed} one @param {Placed} other */
const isNamedBetter = (one, other) => one.leading < other.leading || (one.leading === other.leading && one.nameless.length < other.nameless.length);

/**
 * The names that have room when those of some actors are placed before all others, the important who then have none, and how many of these are leading.
 * @param {Surface} ctx
 * @param {number} scale
 * @param {Actor[]} before
 * @param {PaintedMark[]} painted
 * @param {Set<Stroke>} [fixed] whose crosses alone the leading keep off
 */
function placedAfter(ctx, scale, before, painted, fixed) {
  const [room, wanted, others, marks, nameless] = [1, 2, 3, 4, 5].map(() => new Room(90 / scale));
  const [crosses, fixedCrosses] = [painted, painted.filter(({ stroke }) => !fixed || fixed.has(stroke))].map((some) => crossesAmong(some, scale));
  const { clientWidth, clientHeight } = byId("network");
  const [first, last] = [toGraph({ x: RIM, y: RIM }), toGraph({ x: clientWidth - RIM, y: clientHeight - RIM })];
  const frame = { left: first.x, right: last.x, top: first.y, bottom: last.y };
  /** @param {Box} box */
  const fits = (box) => isInside(box, within(box, frame)) && room.isFree(farther(box)) && crosses.isFree(box) && (box.actor === undefined || nameless.isFree(box));
  const order = namedActors(scale, first, last);
  takeActors(room, marks, others, first, last, order.length > CROWD ? SEEN_FROM / scale : 0);
  if (order.length <= CROWD) for (const actor of order) if (lit.actors[actor] !== FADED) wanted.take({ ...labelBox(ctx, actor, scale), owner: actor });
  /** @type {Box[]} */
  const placed = [];
  const put = (/** @type {Box} */ box) => placed.push(box) > 0 && (room.take(spaced(box)), true);
  const still = pointedName(ctx, scale, frame, put);
  placeTitles(ctx, scale, first, last, (box) => fits(box) && put(box));
  const [lines, greys] = [false, true].map((background) => pointsOf(background, marks, scale));
  for (const mark of painted) if (mark.name !== "denied") marks.take(markBox(mark));
  /**
   * Take the cheapest of several places that are free: what each costs anyway, and its box, made only if it may win.
   * @param {[number, () => Box][]} places
   */
  const place = (places) => {
    let best = null;
    let least = Infinity;
    for (const [own, boxAt] of places) {
      if (own >= least) continue;
      const box = boxAt();
      if (!fits(box)) continue;
      const cost = own + (wanted.isFree(box) ? 0 : TAKING) + (marks.isFree(box) ? 0 : TAKING) + (others.isFree(box) ? 0 : MISREAD) + CROSSED * lines.count(box) + CROSSED_GREY * greys.count(box);
      if (cost < least) [best, least] = [box, cost];
    }
    return best !== null && put(best);
  };
  const sidesOf = sidesFor(order);
  const { leading, important } = ranksOf(order);
  for (const actor of new Set([...before, ...order])) {
    if (actor === still || place(sidesOf(actor).map((at, side) => [at[2] - (side === lastSide[actor] ? STAYING : 0), () => nameBox(ctx, actor, scale, side)]))) continue;
    const box = important.has(actor) && overSmaller(LABEL_SIDES.map((_, side) => nameBox(ctx, actor, scale, side)), frame, leading.has(actor) ? fixedCrosses : crosses, placed, order, leading);
    if (box) put(box);
    // Beside it the name of a smaller one would be taken for its own.
    else if (order.length <= CROWD) nameless.take(actorBox(actor, NEAR));
  }
  placeWords(ctx, scale, frame, marks, lines, place);
  const written = withoutLoneNamesakes(placed, order);
  return { written, ...withoutName(order.length > CROWD ? [] : [...important], leading, written) };
}

/**
 * The sides that are tried for the name of each actor: every free one for the largest; in a crowd there is no time for more than the first.
 * @param {Actor[]} order
 * @returns {(actor: Actor) => number[][]}
 */
function sidesFor(order) {
  if (order.length > CROWD) return () => SIDES.slice(0, 1);
  const largest = new Set(order.slice(0, SEEKING));
  return (actor) => (largest.has(actor) ? FREE_SIDES : SIDES);
}

/**
 * Write "about" on dotted lines, and the words of lines, where there is room.
 * @param {Surface} ctx
 * @param {number} scale
 * @param {Box} frame
 * @param {Room} marks
 * @param {Room} lines
 * @param {(places: [number, () => Box][]) => boolean} place
 */
function placeWords(ctx, scale, frame, marks, lines, place) {
  if (lit.about.length <= NAMED_AT_MOST) for (const [row, actor] of lit.about) place([[0, () => aboutBox(ctx, row, actor, scale)]]);
  for (const line of wordedLines(frame, scale)) place(wordBoxes(ctx, line, scale).filter((box) => (line.level === CHOSEN || marks.isFree(box)) && lines.isFree({ ...box, owner: pairOf[line.row] })).map((box, at) => [at < line.points.length ? 0 : SHORTER, () => box]));
}

/** What an actor is called without what tells it from its namesakes. @param {Actor} actor */
const sharedName = (actor) => actors.name[actor].replace(` (${field(actors, "apart", actor, actors.id[actor])})`, "");

/**
 * The names without those of namesakes of whom another, as much in focus, has none: a reader would take the one for the other.
 * @param {Box[]} placed
 * @param {Actor[]} order
 */
function withoutLoneNamesakes(placed, order) {
  const named = new Set(placed.map(({ actor }) => actor));
  const nameless = new Set(order.filter((actor) => !named.has(actor) && sharedName(actor) !== actors.name[actor]).map(sharedName));
  return placed.filter(({ actor }) => actor === undefined || lit.actors[actor] === CHOSEN || !nameless.has(sharedName(actor)));
}

/**
 * Those of some actors whose names are not written, and how many of them lead.
 * @param {Actor[]} some
 * @param {Set<Actor>} leading
 * @param {Box[]} written
 */
function withoutName(some, leading, written) {
  const named = new Set(written.map(({ actor }) => actor));
  const unnamed = some.filter((actor) => !named.has(actor));
  return { nameless: unnamed, leading: unnamed.filter((actor) => leading.has(actor)).length };
}

/** So many of the most important are named even where that hides smaller actors, and so are the chosen, those of a step, and the namesakes of all these. */
const NEVER_NAMELESS = 6;
/** Where so few are drawn, everybody is important. */
const FEW = 24;

/** Who leads, and who is important at all. @param {Actor[]} order */
function ranksOf(order) {
  const first = order.filter((actor, rank) => rank < NEVER_NAMELESS || lit.actors[actor] === CHOSEN || cast.actors[actor]);
  const shared = new Set(first.filter((actor) => sharedName(actor) !== actors.name[actor]).map(sharedName));
  const leading = new Set([...first, ...order.filter((actor) => shared.has(sharedName(actor)))]);
  return { leading, important: order.length > FEW ? leading : new Set(order) };
}

/** @param {Box} box @param {Box} frame */
const isInside = (box, frame) => box.left >= frame.left && box.right <= frame.right && box.top >= frame.top && box.bottom <= frame.bottom;

/**
 * Where a box may lie: in the window, and a name in the frame of its actor.
 * @param {Box} box
 * @param {Box} window
 */
function within({ actor }, window) {
  const frame = actor === undefined ? undefined : frameAround(actor);
  if (!frame) return window;
  const { left, top, width, height } = frame;
  return { left: Math.max(window.left, left), right: Math.min(window.right, left + width), top: Math.max(window.top, top), bottom: Math.min(window.bottom, top + height) };
}

/**
 * A box over, under or on its actor, moved sideways until it is inside the window.
 * @param {Box} box
 * @param {Box} frame
 */
function pushedInside(box, frame) {
  const shift = LABEL_SIDES[box.side][1] || isOn(box) ? Math.max(frame.left - box.left, Math.min(0, frame.right - box.right)) : 0;
  return { ...box, left: box.left + shift, right: box.right + shift, x: box.x + shift };
}

/** A box with as much more room around it as its name stands farther from its actor, which must be the nearest. @param {Box} box */
function farther(box) {
  const more = (LABEL_SIDES[box.side]?.[5] ?? 0) * box.size;
  return { ...box, left: box.left - more, right: box.right + more, top: box.top - more, bottom: box.bottom + more };
}

/** The room over and under a name, by its size: with no more than between its lines, two names read as one. */
const BETWEEN = 0.3;
/** @param {Box} box */
const spaced = (box) => (box.actor === undefined ? box : { ...box, top: box.top - BETWEEN * box.size, bottom: box.bottom + BETWEEN * box.size });

/** @param {Box} one @param {Box} other */
const overlap = (one, other) => one.left < other.right && one.right > other.left && one.top < other.bottom && one.bottom > other.top;

/**
 * The first of several places for a name that lies on no other name, on no cross, and on no actor; else of those on its own actor, away from who is as important, that which hides fewest others: none for one that does not lead.
 * @param {Box[]} boxes
 * @param {Box} frame
 * @param {Room} crosses
 * @param {Box[]} placed
 * @param {Actor[]} order
 * @param {Set<Actor>} leading
 */
function overSmaller(boxes, frame, crosses, placed, order, leading) {
  const area = within(boxes[0], frame);
  const free = boxes.map((box) => pushedInside(box, area)).filter((box) => isInside(box, area) && crosses.isFree(box) && placed.every((other) => !overlap(box, spaced(other))));
  const own = order.indexOf(boxes[0].owner);
  const kept = leading.has(boxes[0].owner) ? order.filter((actor, rank) => rank < own || leading.has(actor)) : order;
  /** @type {(box: Box, actors: Actor[], around?: number) => number} */
  const hides = (box, some, around = 0) => some.filter((actor) => actor !== box.owner && overlap(box, actorBox(actor, around))).length;
  const fit = free.filter((/** @type {Box} */ box) => (isOn(box) ? !hides(box, kept, NEAR) : !hides(farther(box), order, FROM_OTHERS)));
  return fit.sort((one, other) => hides(one, order) - hides(other, order))[0];
}

/** How far a mark of size 1 reaches from its middle. */
const MARK = 7;
/** How far a head reaches from the end of its curve, in pixels. */
const HEAD = 7;

/**
 * Where the crosses of what is denied are: words keep off them always, off other marks where they can.
 * @param {PaintedMark[]} painted
 * @param {number} scale
 */
function crossesAmong(painted, scale) {
  const room = new Room(90 / scale);
  for (const mark of painted) if (mark.name === "denied") room.take(markBox(mark));
  return room;
}

/** @param {{ x: number, y: number, size: number }} mark @returns {Box} */
const markBox = ({ x, y, size }) => ({ left: x - MARK * size, right: x + MARK * size, top: y - MARK * size, bottom: y + MARK * size });

const CROWD = 1000;
const CURVES_AVOIDED = 120;

/** The pixels between two points of a curve. */
const APART = 8;

/**
 * Points along the curves that are not faded, those of background or the others and dotted lines: names keep out of their way where they can, words on other pairs' lines always.
 * @param {boolean} background
 * @param {Room} marks takes where heads stand
 * @param {number} scale
 */
function pointsOf(background, marks, scale) {
  const lines = new Room(90 / scale);
  /** @param {Curve} curve @param {number} owner @param {number} from */
  const take = (curve, owner, from) => {
    const pieces = Math.max(6, Math.min(80, Math.ceil((Math.hypot(curve.x1 - curve.x0, curve.y1 - curve.y0) * scale) / APART)));
    for (let place = from; place < pieces; place += 1) {
      const { x, y } = pointOn(curve, place / pieces);
      lines.take({ left: x, right: x, top: y, bottom: y, owner });
    }
  };
  const rows = rowsWhere((row) => drawn.relations[row] !== HIDDEN && lit.relations[row] !== FADED && Boolean(is.background[row]) === background);
  if (rows.length > CURVES_AVOIDED) return lines;
  for (const row of rows) {
    const curve = curveOf(row);
    take(curve, pairOf[row], 1);
    if (!background) for (const [x, y] of [[curve.x0, curve.y0], [curve.x1, curve.y1]]) marks.take({ left: x - HEAD / scale, right: x + HEAD / scale, top: y - HEAD / scale, bottom: y + HEAD / scale });
  }
  if (!background) for (const [row, actor] of lit.about) take(aboutCurve(row, actor), pairOf[row], 2);
  return lines;
}

const NAMED_AT_MOST = 14;

/** The cost of writing less than one might: a name's place is worth more. */
const SHORTER = 2;

/**
 * Where the words of a line may be written along it.
 * @param {Surface} ctx
 * @param {ReturnType<typeof wordedLines>[0]} line
 * @param {number} scale
 */
function wordBoxes(ctx, { row, pair, texts, points }, scale) {
  const size = 11.5 / scale;
  return texts.flatMap((text) => {
    const width = (measured(ctx, text, 500) * size) / 100 + 4 / scale;
    return points.map(({ x, y }) => ({ left: x - width / 2, right: x + width / 2, top: y - size * 0.6, bottom: y + size * 0.6, x, size, weight: 500, relation: row, pair, owner: -1 - row, text }));
  });
}

/**
 * Where "about" is written on the way from a relation to whom it is about.
 * @param {Surface} ctx
 * @param {Row} row
 * @param {Actor} actor
 * @param {number} scale
 */
function aboutBox(ctx, row, actor, scale) {
  const size = 11 / scale;
  const width = (measured(ctx, "about", 400) * size) / 100 + 4 / scale;
  const { x, y } = pointOn(aboutCurve(row, actor), 0.5);
  return { left: x - width / 2, right: x + width / 2, top: y - size * 0.6, bottom: y + size * 0.6, x, size, weight: 400, owner: -1 - row, about: row, text: "about" };
}

/** @type {Box[]} */
let lastPlaced = [];
/** The names, and what else is written, as they were painted last. */
export const writtenNames = () => lastPlaced;

/**
 * Find room for the names, before the lines are painted, whose marks may step aside for them; while the camera moves names go with it as they were.
 * @param {Surface} ctx
 * @param {number} scale
 */
export function placeLabels(ctx, scale) {
  lookFrom(scale);
  lastPlaced = placedLabels(ctx, scale);
  for (const { actor, side } of lastPlaced) if (actor !== undefined) lastSide[actor] = side;
}

/** @param {Surface} ctx */
export function paintLabels(ctx) {
  ctx.save();
  ctx.textAlign = "center";
  ctx.textRendering = "geometricPrecision";
  ctx.textBaseline = "top";
  ctx.lineJoin = "round";
  for (const box of lastPlaced) {
    const { actor, relation, size, weight } = box;
    const faded = actor !== undefined && lit.actors[actor] === FADED;
    ctx.font = `${weight} ${size}px ${SANS}`;
    ctx.strokeStyle = theme.paper;
    ctx.lineWidth = size * 0.45;
    if (relation !== undefined) {
      ctx.fillStyle = theme.paper;
      ctx.fillRect(box.left, box.top, box.right - box.left, box.bottom - box.top);
    }
    ctx.fillStyle = relation !== undefined && !(box.pair >= 0 && !/×/.test(box.text)) ? strokeOf(relation).colour : faded || actor === undefined ? theme.soft : theme.ink;
    /** @type {string[]} */
    const lines = actor !== undefined ? actors.lines[actor] : [box.text];
    lines.forEach((line, place) => {
      const y = box.top + place * size * LINE + (actor === undefined ? size * 0.08 : 0);
      ctx.globalAlpha = 1;
      ctx.strokeText(line, box.x, y);
      if (faded) ctx.globalAlpha = 0.55;
      ctx.fillText(line, box.x, y);
    });
  }
  ctx.restore();
}
