// Chooses which lines carry words, what these say, and where along the line they may stand.

import { familyOf, field, is, page, relations, typeText } from "./data.js";
import { shortWords } from "./days.js";
import { digits, plural } from "./dom.js";
import { drawn } from "./drawn.js";
import { curveOf, pairCurve, pointOn, stretched } from "./geometry.js";
import { FADED, lit } from "./highlight.js";
import { apart, folded, rowsOfPair } from "./pairs.js";
import { view } from "./view.js";
import { HIDDEN } from "./windows.js";

/** Up to so many lines carry words; from near by, twice as many. */
const AT_MOST = 20;
const NEAR = 1.2;
/** Where more would, only those of at least so many relations do, if these are few enough: how broad they are does not tell how many. */
const MANY = 10;
/** Dates longer than this stay in the lists. */
const LONGEST_DATE = 26;

/**
 * The lines that are lit, each a relation or a pair that is one line: the chosen ones where any are, else all in colour.
 * @returns {{ row: Row, pair: number, rows: Row[], level: number }[]}
 */
function litLines() {
  /** @type {{ row: Row, pair: number, rows: Row[], level: number }[]} */
  const lines = [];
  let highest = FADED + 1;
  for (const pair of drawn.pairs) {
    /** @type {Row[]} */
    const together = [];
    /** @type {Map<string, Row[]>} Those that would carry the same word side by side. */
    const alike = new Map();
    for (const row of rowsOfPair(pair)) {
      const level = lit.relations[row];
      if (level < highest || drawn.relations[row] === HIDDEN || is.background[row]) continue;
      highest = level;
      const key = `${level} ${typeText(row)} ${is.symmetric[row] ? "" : relations.source[row]}`;
      if (folded[pair] && !apart.has(row)) together.push(row);
      else alike.set(key, [...(alike.get(key) ?? []), row]);
    }
    for (const rows of alike.values()) lines.push({ row: rows[0], pair: rows.length > 1 ? pair : -1, rows, level: lit.relations[rows[0]] });
    const level = together.reduce((most, row) => Math.max(most, lit.relations[row]), 0);
    if (together.length) lines.push({ row: together[0], pair, rows: together.filter((row) => lit.relations[row] === level), level });
  }
  return lines.filter(({ level }) => level === highest);
}

/**
 * What a line says, the fullest first: type and date, type alone; of a pair its type, if it has one only, and how many, if several,
 * are so; where none is, how many are planned or denied.
 * @param {{ row: Row, pair: number, rows: Row[] }} line
 */
function wordsOf({ row, pair, rows: all }) {
  if (pair < 0) {
    const date = shortWords(field(relations, "words", row, ""));
    return date && date.length <= LONGEST_DATE ? [`${typeText(row)} · ${date}`, typeText(row)] : [typeText(row)];
  }
  const actual = all.filter((each) => is.actual[each]);
  const rows = actual.length ? actual : all;
  const [first] = rows;
  if (rows.every((each) => typeText(each) === typeText(first))) return [typeText(first) + (rows.length > 1 ? ` × ${digits(rows.length)}` : "")];
  if (!actual.length) return [`${digits(rows.length)} ${["planned", "denied"].filter((name) => rows.some((each) => is[name][each])).join(" or ")}`];
  const isOneFamily = rows.every((each) => familyOf[each] === familyOf[first]);
  return [isOneFamily ? `${page.families[familyOf[first]].label.toLowerCase()} × ${digits(rows.length)}` : plural(rows.length, "relation")];
}

/** Along a line; its middle belongs to the marks. */
const SHARES = [0.36, 0.64, 0.28, 0.72, 0.5];

/**
 * The lines that carry words, with these and the points where they may stand, the best first.
 * @param {Box} frame what is in the window
 * @param {number} scale
 */
export function wordedLines(frame, scale) {
  if (!view.words) return [];
  /** @param {Point} point */
  const isInside = ({ x, y }) => x > frame.left && x < frame.right && y > frame.top && y < frame.bottom;
  const lines = litLines().map((line) => {
    const curve = line.pair < 0 ? curveOf(line.row) : pairCurve(line.pair);
    return { ...line, points: SHARES.map((share) => pointOn(curve, share)) };
  });
  const inside = lines.length > AT_MOST ? lines.filter(({ points }) => isInside(points[4])) : lines;
  const most = AT_MOST * (scale * stretched() > NEAR ? 2 : 1);
  const worded = inside.length > most ? inside.filter(({ pair, rows }) => pair >= 0 && folded[pair] && rows.length >= MANY) : inside;
  if (worded.length > most) return [];
  return worded.map((line) => ({ ...line, texts: wordsOf(line) }));
}
