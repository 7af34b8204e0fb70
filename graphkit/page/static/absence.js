// Says where a path is that is not in what is shown: in the nearest period, on the first day, without which filter.

import { chronologicalPaths, daysOfView } from "./chronology.js";
import { ACTORS, RELATIONS, earliestEnd, earliestStart, is, latestEnd, latestStart, setKnown } from "./data.js";
import { CHOOSING, HIDING, clearedFilters, lacking } from "./facets.js";
import { hopsBetween, shortestPaths, walkableIn } from "./paths.js";
import { view } from "./view.js";

/**
 * The paths that answer a question {from, to, inTime, strict, through} in a view.
 * @param {View} asked
 * @param {Question} question
 * @returns {FoundPaths}
 */
export function pathsIn(asked, question) {
  const walkable = walkableIn(asked);
  const { from, to, inTime = false, strict = false, through = false } = question;
  if (!inTime) return shortestPaths(from, to, walkable, through);
  return chronologicalPaths(from, to, walkable, { days: daysOfView(asked), strict, through, onlySure: asked.certain });
}

/**
 * How many hops the answer takes, or -1 where there is none.
 * @param {View} asked
 * @param {Question} question
 */
function lengthIn(asked, question) {
  if (!question.inTime) return hopsBetween(question.from, question.to, walkableIn(asked), question.through);
  const [path] = pathsIn(asked, question).paths;
  return path ? path.relations.length : -1;
}

/**
 * @param {View} asked
 * @param {Question} question
 */
export const isAnswered = (asked, question) => lengthIn(asked, question) >= 0;

/**
 * Every finite bound of a relation that the newsroom's switch lets through.
 * @param {View} asked
 */
function* boundsOver(asked) {
  for (let row = 0; row < RELATIONS; row += 1) {
    if (is.newsroom[row] && asked.offFamilies.has("newsroom")) continue;
    for (const days of [earliestStart, latestStart, earliestEnd, latestEnd]) if (Number.isFinite(days[row])) yield days[row];
  }
}

/**
 * The smallest of 0..most that suffices, where all larger ones do, too; -1 where none does.
 * @param {number} most
 * @param {(value: number) => boolean} suffices
 */
function fewest(most, suffices) {
  if (!suffices(most)) return -1;
  let [low, high] = [0, most];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (suffices(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/**
 * The period asked for, widened by as few days as give a path, as {from, to}; null where none does.
 * A wider one never loses a path, so that bisection finds the days to add on both sides, then how
 * many of them each side needs.
 *
 * @param {View} asked
 * @param {Question} question
 */
function nearestPeriod(asked, question) {
  let [first, last] = [Infinity, -Infinity];
  for (const day of boundsOver(asked)) [first, last] = [Math.min(first, day), Math.max(last, day)];
  if (first > last) return null;
  /**
   * @param {number} before
   * @param {number} after
   */
  const widened = (before, after) => ({ ...asked, from: asked.from - before, to: asked.to + after });
  const most = Math.max(asked.from - first, last - asked.to, 0);
  const around = fewest(most, (added) => isAnswered(widened(added, added), question));
  if (around < 0) return null;
  const before = fewest(around, (added) => isAnswered(widened(added, around), question));
  const after = fewest(around, (added) => isAnswered(widened(before, added), question));
  const { from, to } = widened(before, after);
  return { from, to };
}

const TRIED_AT_MOST = 800;

/**
 * The first day after the one asked for as of which there is a path, else the last before it; null where
 * none is found. What ends can take a path away again, so that the days are tried one stretch after
 * the other; within a stretch nothing comes or goes, and a path in time is never lost as it grows longer.
 *
 * @param {View} asked
 * @param {Question} question
 */
export function nearestDay(asked, question) {
  /** @param {Day} day */
  const on = (day) => isAnswered({ ...asked, mode: "day", day }, question);
  // What ever was by a day, in whatever order, is more than what is so on it: quick to rule days out by.
  const loosely = { ...question, inTime: false };
  /** @param {Day} day */
  const everBy = (day) => isAnswered({ ...asked, mode: "span", from: -Infinity, to: day, undated: true, certain: false }, loosely);
  const edges = new Set();
  for (const day of boundsOver(asked)) edges.add(day).add(day + 1);
  const days = [...edges].sort((one, other) => one - other);
  if (!days.length || !everBy(Infinity)) return null;
  const after = days.filter((day) => day > asked.day + 1);
  const stretches = [asked.day + 1, ...after].map((first, place) => [first, (after[place] ?? first + ACTORS + 1) - 1]);
  const open = fewest(stretches.length - 1, (place) => everBy(stretches[place][1]));
  if (open >= 0) {
    for (const [first, last] of stretches.slice(open, open + TRIED_AT_MOST)) {
      if (on(last)) return first + fewest(last - first, (added) => on(first + added));
    }
  }
  const before = days.filter((day) => day <= asked.day).map((day) => day - 1).reverse();
  for (const day of before.slice(0, TRIED_AT_MOST)) {
    if (!everBy(day)) return null;
    if (on(day)) return day;
  }
  return null;
}

/**
 * Every filter at work by itself: its group, its name where it is one of several, and the view without it.
 * @param {View} asked
 * @returns {Reason[]}
 */
function singleFilters(asked) {
  const named = Object.entries(HIDING).flatMap(([group, { part }]) =>
    [...asked[part]].filter((name) => name !== "newsroom").map((name) => ({ group, name, view: { [part]: lacking(asked[part], name) } })));
  const chosen = Object.entries(CHOOSING).filter(([, { part }]) => asked[part].size).map(([group, { part }]) => ({ group, view: { [part]: new Set() } }));
  return [...named, ...chosen, ...(asked.noClaims ? [{ group: "claims", view: { noClaims: false } }] : [])];
}

/**
 * The filters each of which alone hides every answer; where none does, all of them together.
 * @param {View} asked
 * @param {Question} question
 * @returns {Reason[]}
 */
function filterReasons(asked, question) {
  const single = singleFilters(asked).filter((filter) => isAnswered({ ...asked, ...filter.view }, question));
  if (single.length) return single.map((filter) => ({ ...filter, name: "filter", filter: filter.name ?? null }));
  return [{ name: "filters", view: { ...clearedFilters(), certain: asked.certain } }];
}

/**
 * Why a question has no answer in a view: {nearest, reasons}. `nearest` is the nearest period {from, to} or
 * day {day} that has one; each of `reasons` names what alone stands in the way, what to change in the view
 * or the question to be rid of it, and how many hops it takes then.
 *
 * @param {View} asked
 * @param {Question} question
 */
export function whyNoPath(asked, question) {
  const period = asked.mode === "span" ? nearestPeriod(asked, question) : null;
  const day = asked.mode === "day" ? nearestDay(asked, question) : null;
  /** @type {Reason[]} */
  const loosened = [
    { name: "dates", view: { mode: "all" } },
    { name: "known", view: { knownBy: Infinity } },
    { name: "certainty", view: { certain: false } },
    { name: "undated", view: { undated: true } },
    ...filterReasons(asked, question),
    { name: "go-betweens", question: { through: true } },
    { name: "chronology", question: { inTime: false, strict: false } },
    { name: "strictness", question: { strict: false } },
  ];
  const reasons = loosened
    .filter(({ view: other, question: ask }) => !isSame(asked, other) || !isSame(question, ask))
    .map((reason) => ({ ...reason, length: lengthIn({ ...asked, ...reason.view }, { ...question, ...reason.question }) }))
    .filter((reason) => reason.length >= 0);
  setKnown(view.knownBy);
  return { nearest: period ?? (day === null ? null : { day }), reasons };
}

/**
 * Whether a view or a question already has all these parts.
 * @param {any} thing
 * @param {any} [parts]
 */
function isSame(thing, parts = {}) {
  /**
   * @param {any} one
   * @param {any} other
   */
  const same = (one, other) => (one instanceof Set ? one.size === other.size && [...one].every((name) => other.has(name)) : (one ?? false) === other);
  return Object.entries(parts).every(([name, value]) => same(thing[name], value));
}
