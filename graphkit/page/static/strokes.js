// What is stroked: each relation as a curve, or a pair as one band of stripes; grouped so that a frame takes few strokes.

import { changeStyle, changesMarked } from "./change_marks.js";
import { familyOf, is, relations } from "./data.js";
import { leadingOf } from "./diff.js";
import { drawn } from "./drawn.js";
import { beside, nodeX, nodeY, ownCurve, pairCurve, pointOn, stretched } from "./geometry.js";
import { CHOSEN, FADED, lit } from "./highlight.js";
import { apart, folded, highEnd, lowEnd, rowsOfPair } from "./pairs.js";
import { headOf } from "./shapes.js";
import { grouped, inKeyOrder } from "./sorting.js";
import { slim, theme } from "./theme.js";
import { view } from "./view.js";
import { HIDDEN } from "./windows.js";

/**
 * How a relation is drawn: colour and breadth by its family; between two days grey where nothing changed.
 * @param {Row} row
 */
export function strokeOf(row) {
  const thin = Boolean(is.background[row]);
  const own = view.mode === "diff" ? changeStyle(row) : { colour: thin ? theme.hair : theme.families[familyOf[row]], thin };
  return { ...own, colour: theme.levels[lit.relations[row]] ?? own.colour };
}

/** By the highlight of a relation (faded, plain, chosen): the width of its line, in colour and thin. */
const BREADTHS = [1.4, 1.8, 2.6];
const THIN_BREADTHS = [0.9, 0.9, 1.5];
/** @param {boolean} thin @param {number} level */
const breadthOf = (thin, level) => (level === FADED ? slim : Number)((thin ? THIN_BREADTHS : BREADTHS)[level]);
const WIDEST = 15;
/** Where more pairs than this are drawn, their lines are narrower: broad ones would hide the middle. */
const SPARSE = 60;
const NARROWEST_STRIPE = 1.1;

/** How long the heads of lines are. */
const headSize = (/** @type {boolean} */ thin, /** @type {number} */ level) => (thin ? 5 : level === CHOSEN ? 9.5 : 8);

export const MARK_NAMES = ["planned", "denied", "claimed", "contested"];

/**
 * A relation, or the relations of a pair that look alike, as what is stroked.
 * @param {number} pair
 * @param {Row[]} rows
 * @param {boolean} isStripe
 * @returns {Stroke}
 */
function strokeFor(pair, rows, isStripe) {
  const [row] = rows;
  const { colour, thin } = strokeOf(row);
  const level = lit.relations[row];
  const weight = isStripe ? rows.reduce((sum, each) => sum + (is.background[each] ? 0.4 : 1), 0) : 0;
  return { pair, row, rows, isStripe, level, colour, thin, verdict: drawn.relations[row], width: breadthOf(thin, level), weight, offset: 0, trim: [0, 0], heads: [] };
}

/**
 * The head of a stroke at the lower (0) or higher (1) end of its curve.
 * @param {Stroke} stroke
 * @param {number} end
 * @param {Row} row
 * @param {number} size
 */
function addHead(stroke, end, row, size) {
  stroke.heads.push({ end, family: familyOf[row], against: is.against[row] === 1, hollow: is.planned[row] === 1, size });
}

/** @param {Row} row */
function single(row) {
  const stroke = strokeFor(-1, [row], false);
  if (!is.symmetric[row]) addHead(stroke, 1, row, headSize(stroke.thin, stroke.level));
  return stroke;
}

/** What tells the stripes of a band apart: highlight, verdict, status, family, and between two days the change. */
const looksOf = (/** @type {Row} */ row) => {
  const status = is.actual[row] ? 0 : is.planned[row] ? 1 : 2;
  const tone = familyOf[row] * 2 + is.against[row] + (view.mode === "diff" ? leadingOf[row] * 1000 : 0);
  return (((tone * 2 + is.background[row]) * 3 + status) * 4 + 3 - drawn.relations[row]) * 3 + lit.relations[row];
};

/**
 * The stripes of a pair that is drawn as one line: as broad together as its relations are many, each as broad as its share.
 * @param {number} pair
 * @param {Row[]} rows
 */
function band(pair, rows) {
  const alike = grouped(rows, looksOf);
  const stripes = [...alike.keys()].sort((one, other) => one - other).map((looks) => strokeFor(pair, alike.get(looks), true));
  const weight = stripes.reduce((sum, stripe) => sum + stripe.weight, 0);
  const level = Math.max(...stripes.map((stripe) => stripe.level));
  const whole = Math.min(WIDEST * Math.min(1, SPARSE / drawn.pairs.length), BREADTHS[level] * Math.sqrt(weight));
  for (const stripe of stripes) stripe.width = Math.max(NARROWEST_STRIPE, Math.round((whole * stripe.weight * 2) / weight) / 2);
  let at = -stripes.reduce((sum, { width }) => sum + width, 0) / 2;
  for (const stripe of stripes) {
    stripe.offset = at + stripe.width / 2;
    at += stripe.width;
  }
  if (lowEnd[pair] !== highEnd[pair]) for (const end of [0, 1]) addHeads(stripes, end, whole);
  return stripes;
}

/**
 * One head at an end of a band, of the stripe with most relations that way; all stripes stop before it.
 * @param {Stroke[]} stripes
 * @param {number} end
 * @param {number} whole
 */
function addHeads(stripes, end, whole) {
  let best = null;
  let most = 0;
  for (const stripe of stripes) {
    const towards = stripe.rows.filter((row) => !is.symmetric[row] && relations.target[row] === (end ? highEnd : lowEnd)[stripe.pair]);
    const worth = towards.length * (stripe.level === FADED ? 0.001 : 1) * (stripe.thin ? 0.1 : 1);
    if (worth > most) [best, most] = [{ stripe, row: towards[0] }, worth];
  }
  if (!best) return;
  const size = headSize(best.stripe.thin, best.stripe.level) + whole * 0.75;
  addHead(best.stripe, end, best.row, size);
  for (const stripe of stripes) stripe.trim[end] = size * headOf(familyOf[best.row], is.against[best.row]).length;
}

/** @param {Stroke} stroke */
const groupKey = ({ level, thin, verdict, colour, width }) => `${level}${thin ? 0 : 1}${verdict}${String(Math.round(width * 100)).padStart(4, "0")}${colour}`;

/**
 * The strokes of some pairs in groups of one look, in the order of painting: faded, background, plain, chosen.
 * @param {Iterable<number>} pairs
 */
export function strokeGroups(pairs) {
  const strokes = Array.from(pairs).flatMap((pair) => {
    const rows = Array.from(rowsOfPair(pair)).filter((row) => drawn.relations[row] !== HIDDEN);
    const alone = folded[pair] ? rows.filter((row) => apart.has(row)) : rows;
    const others = folded[pair] ? rows.filter((row) => !apart.has(row)) : [];
    return [...alone.map(single), ...(others.length ? band(pair, others) : [])];
  });
  return inKeyOrder(grouped(strokes, groupKey));
}

/**
 * The curve of a stroke, as broad as lines are now; that of a stripe runs from the lower end of its pair to the higher.
 * @param {Stroke} stroke
 * @param {number} unit
 */
export const strokeCurve = ({ isStripe, pair, row, offset }, unit) => (isStripe ? beside(pairCurve(pair), offset * unit) : ownCurve(row));

/**
 * The marks of a stroke, small where only some of its relations carry them.
 * @param {Stroke} stroke
 * @returns {{ name?: string, change?: number, small: boolean }[]}
 */
function marksOn({ rows }) {
  const changed = new Set(rows.flatMap(changesMarked));
  const marks = MARK_NAMES.filter((name) => rows.some((row) => is[name][row])).map((name) => ({ name, small: !rows.every((row) => is[name][row]) }));
  return [...[...changed].map((change) => ({ change, small: false })), ...marks];
}

/** @param {Stroke} stroke */
export const isMarked = (stroke) => stroke.level !== FADED && marksOn(stroke).length > 0;

/**
 * Whether a stroke holds nothing that is so for anybody but those who claim it: without its mark it would say something false, however far away.
 * @param {Stroke} stroke
 */
const isUnsaid = ({ rows, thin }) => rows.every((row) => !is.actual[row] || (!thin && is.claimed[row] === 1));

/**
 * How many units of the graph a line of breadth 1 takes.
 * @param {number} scale
 */
export const unitAt = (scale) => (stretched() > 1 ? stretched() * 1.5 : 1 / scale ** 0.45);

/**
 * Where along its line the marks of a stroke stand, by its first relation, where a name covers the middle.
 * @type {Map<Row, number>}
 */
export const marksAside = new Map();

/** How far one mark of a stroke is from the next. */
const APART = 13;

/**
 * The marks on a stroke's middle, and how large they are: changes, planned a ring, denied a cross, claimed two strokes, contested a flag.
 * From afar only those without which it would say something false. Where only some of a stripe's relations carry a mark it is small.
 * @param {Stroke} stroke
 * @param {number} scale
 */
export function placedMarks(stroke, scale) {
  const isNear = scale > 0.3 || stretched() > 1;
  if (!isNear && !isUnsaid(stroke)) return [];
  const unit = isNear ? unitAt(scale) : Math.max(unitAt(scale), 0.6 / scale);
  const all = marksOn(stroke);
  const curve = strokeCurve(stroke, unit);
  const angle = Math.atan2(curve.y1 - curve.y0, curve.x1 - curve.x0);
  // The stripes of a band carry their marks one after another, so that none lies on another's.
  const middle = pointOn(curve, marksAside.get(stroke.row) ?? 0.5 + (stroke.isStripe ? Math.sign(stroke.offset) * 0.08 : 0));
  const larger = unit * Math.min(3, Math.max(1, stroke.width / 5));
  return all.map(({ name, change, small }, place) => {
    const shift = (place - (all.length - 1) / 2) * APART * larger;
    return { stroke, name, change, x: middle.x + Math.cos(angle) * shift, y: middle.y + Math.sin(angle) * shift, angle, size: small ? unit * 0.62 : larger };
  });
}

// --- from afar, and while moving ------------------------------------------------------------------

/**
 * Pairs as straight lines, by how they look: the strongest first, no more than so many.
 * @param {number[]} pairs
 * @param {number} most
 */
export function straightLines(pairs, most) {
  /** @type {Map<string, StraightLine & { pairs: number[] }>} */
  const groups = new Map();
  const chosen = pairs.length > most ? pairs.slice().sort((one, other) => drawn.counts[other] - drawn.counts[one]).slice(0, most) : pairs;
  for (const pair of chosen) {
    const line = foremost(pair);
    const { level, colour, verdict, width, mark } = line;
    const key = `${level}${verdict}${width} ${colour} ${mark}`;
    if (!groups.has(key)) groups.set(key, { ...line, pairs: [] });
    groups.get(key).pairs.push(pair);
  }
  return inKeyOrder(groups);
}

/**
 * What a pair looks like where there is room for one stroke only: its most lit relations, what is so rather than what is planned or
 * denied, of the family with most; the surest of these tells how sure. It has the mark that all of these carry.
 * @param {number} pair
 * @returns {StraightLine}
 */
function foremost(pair) {
  /** @type {Map<number, { count: number, worth: number, row: Row, claimed: boolean }>} */
  const alike = new Map();
  for (const row of rowsOfPair(pair)) {
    if (drawn.relations[row] === HIDDEN) continue;
    const tier = (lit.relations[row] * 2 + is.actual[row]) * 2 + 1 - is.background[row];
    const key = (tier * 2 + is.planned[row]) * 1000 + (view.mode === "diff" && !leadingOf[row] ? 999 : familyOf[row]);
    const some = alike.get(key);
    if (some) {
      some.count += 1;
      some.claimed &&= is.claimed[row] === 1;
      if (drawn.relations[row] > drawn.relations[some.row]) some.row = row;
    } else alike.set(key, { count: 1, worth: tier * 1e6, row, claimed: is.claimed[row] === 1 });
  }
  const { row, claimed } = [...alike.values()].reduce((best, some) => (some.worth + some.count > best.worth + best.count ? some : best));
  const { colour, thin } = strokeOf(row);
  const width = thin ? 0.6 : Math.min(3, Math.ceil(Math.log2(drawn.counts[pair] + 1)) * 0.5);
  return { level: lit.relations[row], colour, verdict: drawn.relations[row], width, mark: is.planned[row] ? "planned" : is.denied[row] ? "denied" : claimed ? "claimed" : "" };
}

/** @param {number[]} pairs @param {Box} frame */
export const pairsWithin = (pairs, { left, right, top, bottom }) => pairs.filter((pair) => {
  const [low, high] = [lowEnd[pair], highEnd[pair]];
  return Math.max(nodeX[low], nodeX[high]) >= left && Math.min(nodeX[low], nodeX[high]) <= right && Math.max(nodeY[low], nodeY[high]) >= top && Math.min(nodeY[low], nodeY[high]) <= bottom;
});
