// Measures actors in what is shown, and puts them in order: the figures of `graphkit rank`, what is sure and what may be.

import { ACTORS, actors, earliestStart, is, kindOf, latestStart, runsOf } from "./data.js";
import { dayText } from "./days.js";
import { digits } from "./dom.js";
import { compareLists } from "./heap.js";
import { longestSilence } from "./silence.js";
import { visible } from "./state.js";
import { CENTRALITIES, countedRows, membersOf, tiesAmong } from "./ties.js";
import { view } from "./view.js";
import { isSuited } from "./visibility.js";
import { SURE } from "./windows.js";

/** Above so many steps of the walks of a centrality the page refuses: they would take longer than a reader waits. */
const MOST_STEPS = 2.5e7;
/** @param {Ties} ties */
const stepsOf = ({ count, next }) => count * next.length;

/** @param {string} name */
export const isCentral = (name) => name in CENTRALITIES;
/** @param {string} name */
const isDay = (name) => name === "first" || name === "last";

/**
 * A figure as `graphkit rank` writes it.
 * @param {string} name
 * @param {number} figure
 */
export function figureText(name, figure) {
  if (!Number.isFinite(figure)) return isDay(name) ? "open" : "no limit";
  return isDay(name) ? dayText(figure) : isCentral(name) ? figure.toFixed(4) : digits(figure);
}

/**
 * The spans of the days on one of which a relation happened or began, if it is in what is shown, in order of time: of a set
 * of days there are several. Null where nobody knows, or it has always been so.
 * @param {Row} row
 * @returns {Spans | null}
 */
function startOf(row) {
  if (!is.bounded[row] || is.undated[row] || (is.lasting[row] && is.startUnknown[row])) return null;
  const [since, until] = [earliestStart[row], latestStart[row]];
  if (until === -Infinity || (since === -Infinity && until === Infinity)) return null;
  const [from, to] = view.mode === "span" ? [view.from, view.to] : [-Infinity, view.mode === "day" ? view.day : Infinity];
  const ends = [is.lasting[row] ? since : Math.max(since, from), Math.min(until, to)];
  return runsOf(row, ends[0], ends[1]);
}

/** Of more ways of choosing a span of each, the days between the spans count too. */
const MOST_WAYS = 512;

/**
 * The longest silence, over every way of choosing a span of each.
 * @param {Starts} starts
 * @returns {[number, number] | null}
 */
function silenceOf({ sure, maybe }) {
  const every = [...sure, ...maybe];
  const ways = every.reduce((number, spans) => number * spans.length, 1);
  /** @type {[number, number] | null} */
  let found = null;
  for (let way = 0; way < (ways > MOST_WAYS ? 1 : ways); way += 1) {
    let rest = way;
    const chosen = every.map((spans) => {
      const span = ways > MOST_WAYS ? hullOf(spans) : spans[rest % spans.length];
      rest = Math.floor(rest / spans.length);
      return span;
    });
    const silence = longestSilence(chosen.slice(0, sure.length), chosen.slice(sure.length));
    if (silence) found = found ? [Math.min(found[0], silence[0]), Math.max(found[1], silence[1])] : silence;
  }
  return found;
}

/** @typedef {[Day, Day][]} Spans */
/** @typedef {{ sure: Spans[], maybe: Spans[] }} Starts */
/** @type {(spans: Spans) => [Day, Day]} */
const hullOf = (spans) => [spans[0][0], spans[spans.length - 1][1]];
/** @type {Record<string, (starts: Starts) => [number, number] | null>} */
const OF_STARTS = {
  first: ({ sure, maybe }) => [least([...sure, ...maybe].map((spans) => spans[0][0])), least(sure.map((spans) => hullOf(spans)[1]))],
  last: ({ sure, maybe }) => [-least(sure.map((spans) => -spans[0][0])), -least([...sure, ...maybe].map((spans) => -hullOf(spans)[1]))],
  silence: silenceOf,
};
/** @param {number[]} numbers */
const least = (numbers) => numbers.reduce((one, other) => Math.min(one, other), Infinity);

/**
 * Measure everyone who is shown: two figures of each, and of how many relations; NaN for who has none, and `refused`
 * where it would take too long.
 * @param {string} name
 */
export function measure(name) {
  const rows = countedRows();
  const sureRows = rows.filter((row) => visible.verdict[row] === SURE);
  const [sureCounts, counts] = [countsOf(sureRows), countsOf(rows)];
  const members = [...counts.keys()].filter((actor) => counts[actor]);
  const [sure, most] = [new Float64Array(ACTORS).fill(NaN), new Float64Array(ACTORS).fill(NaN)];
  const measured = { sure, most, counts, refused: false };
  /** @param {[ArrayLike<number>, ArrayLike<number>]} figures of the members */
  const take = (figures) => members.forEach((actor, number) => isRanked(actor) && ([sure[actor], most[actor]] = figures.map((each) => each[number])));
  if (name === "relations") take([members.map((actor) => sureCounts[actor]), members.map((actor) => counts[actor])]);
  else if (OF_STARTS[name]) takeStarts(OF_STARTS[name], rows, members, measured);
  else {
    const graphs = [sureRows, rows].map((some) => tiesAmong(some, members));
    if (name === "partners") take([degrees(graphs[0]), degrees(graphs[1])]);
    else if (isCentral(name)) {
      const alike = sureRows.length === rows.length;
      measured.refused = stepsOf(graphs[1]) * (name === "pagerank" ? 100 / members.length : alike ? 1 : 2) > MOST_STEPS;
      if (measured.refused) return measured;
      const possible = CENTRALITIES[name](graphs[1]);
      take([alike ? possible : CENTRALITIES[name](graphs[0]), possible]);
    }
  }
  return measured;
}

/** @param {Row[]} rows */
function countsOf(rows) {
  const counts = new Uint32Array(ACTORS);
  for (const row of rows) for (const actor of membersOf(row)) counts[actor] += 1;
  return counts;
}

/** @param {Ties} ties */
const degrees = ({ count, first }) => Array.from({ length: count }, (_, number) => first[number + 1] - first[number]);

/**
 * Whether the filters let an actor have a line of its own, rather than only stand at the other end.
 * @param {Actor} actor
 */
const isRanked = (actor) => !view.offKinds.has(kindOf(actor).name) && isSuited(actor, view);

/**
 * @param {(starts: Starts) => [number, number] | null} figuresOf
 * @param {Row[]} rows
 * @param {Actor[]} members
 * @param {Measured} measured
 */
function takeStarts(figuresOf, rows, members, { sure, most }) {
  const starts = new Map(members.map((actor) => [actor, /** @type {Starts} */ ({ sure: [], maybe: [] })]));
  for (const row of rows) {
    const start = startOf(row);
    if (start) for (const actor of membersOf(row)) starts.get(actor)[visible.verdict[row] === SURE ? "sure" : "maybe"].push(start);
  }
  for (const actor of members) {
    const own = starts.get(actor);
    const figures = isRanked(actor) && own.sure.length + own.maybe.length ? figuresOf(own) : null;
    if (figures) [sure[actor], most[actor]] = figures;
  }
}

/**
 * Those who have a figure, the highest first, or of first days the earliest; each with its place, which equals share.
 * @param {string} name
 * @param {Measured} measured
 * @returns {{ actor: Actor, place: number }[]}
 */
export function inOrder(name, { sure, most, counts }) {
  const figures = name === "first" ? [most, sure] : [sure, most];
  const sign = name === "first" ? 1 : -1;
  /** @type {(one: Actor, other: Actor) => number} */
  const byFigure = (one, other) => sign * compareLists(figures.map((each) => each[one]), figures.map((each) => each[other]));
  /** @param {Actor} actor */
  const rest = (actor) => [-counts[actor], actors.name[actor], actors.id[actor]];
  const order = [...sure.keys()].filter((actor) => !Number.isNaN(sure[actor])).sort((one, other) => byFigure(one, other) || compareLists(rest(one), rest(other)));
  let place = 0;
  return order.map((actor, at) => {
    if (!at || byFigure(order[at - 1], actor)) place = at + 1;
    return { actor, place };
  });
}
