// Explains why no path is shown: the nearest period or first day that has one, and the filters that hide it.

import { chronologicalPaths, daysOfView } from "./chronology.js";
import { ACTORS, RELATIONS, aboutOf, earliestEnd, earliestStart, is, latestEnd, latestStart, relations, setKnown } from "./data.js";
import { Heap, compareLists } from "./heap.js";
import { hopsBetween, shortestPaths, walkableIn } from "./paths.js";
import { isSame, viewReasons } from "./reasons.js";
import { leastOf } from "./sorting.js";
import { view } from "./view.js";
import { HIDDEN } from "./windows.js";

/**
 * The paths that answer a question {from, to, inTime, strict, through, direct} in a view.
 * @param {View} asked
 * @param {Question} question
 * @param {Uint8Array} [walkable] the verdicts on what is walked
 * @returns {FoundPaths}
 */
export function pathsIn(asked, question, walkable = walkableIn(asked)) {
  const { from, to, inTime = false, strict = false, through = false, direct = false } = question;
  if (!inTime) return shortestPaths(from, to, walkable, through, direct);
  return chronologicalPaths(from, to, walkable, { days: daysOfView(asked), strict, through, direct, onlySure: asked.certain });
}

/**
 * The number of hops of the answer, or -1 if there is none.
 * @param {View} asked
 * @param {Question} question
 */
function lengthIn(asked, question) {
  if (!question.inTime) return hopsBetween(question.from, question.to, walkableIn(asked), question.through, question.direct);
  const [path] = pathsIn(asked, question).paths;
  return path ? path.relations.length : -1;
}

/** @param {View} asked @param {Question} question */
export const isAnswered = (asked, question) => lengthIn(asked, question) >= 0;

/**
 * Every finite bound of the relations that the newsroom filter lets through.
 * @param {View} asked
 */
function* boundsOver(asked) {
  for (let row = 0; row < RELATIONS; row += 1) {
    if (is.newsroom[row] && asked.offFamilies.has("newsroom")) continue;
    for (const days of [earliestStart, latestStart, earliestEnd, latestEnd]) if (Number.isFinite(days[row])) yield days[row];
  }
}

/**
 * The smallest number in low..high that suffices, if all larger ones do too; -1 if none does.
 * @param {number} low
 * @param {number} high
 * @param {(value: number) => boolean} suffices
 */
const fewest = (low, high, suffices) => (suffices(high) ? leastOf(low, high, suffices) : -1);

/** How many periods are tried at most to find the nearest that has a path, as in Python. */
const PERIODS_TRIED = 200;

/**
 * How many days before and after a period are enough, as few in all as can be, and whether no fewer are for sure:
 * {before, after, sure}; null where the most are not enough. A least number of days before goes with each number of days after: a staircase, of which each
 * search finds a corner. What is left on either side of it is searched only where it may hold a better one.
 *
 * @param {(before: number, after: number) => boolean} suffices
 * @param {number} mostBefore
 * @param {number} mostAfter
 */
function fewestDays(suffices, mostBefore, mostAfter) {
  let tried = 0;
  const enough = (/** @type {number} */ before, /** @type {number} */ after) => {
    tried += 1;
    return suffices(before, after);
  };
  if (!enough(mostBefore, mostAfter)) return null;
  let best = [mostBefore, mostAfter];
  const total = () => best[0] + best[1];
  const boxes = new Heap((/** @type {number[]} */ one, /** @type {number[]} */ other) => compareLists(one, other) < 0);
  boxes.push([0, 0, 0, mostBefore, mostAfter]);
  while (boxes.size) {
    const [least, lowBefore, lowAfter, ...high] = boxes.pop();
    if (least >= total()) break;
    if (tried >= PERIODS_TRIED) return { before: best[0], after: best[1], sure: false };
    const highBefore = Math.min(high[0], total() - 1 - lowAfter);
    const highAfter = Math.min(high[1], total() - 1 - lowBefore);
    const middle = Math.floor((lowBefore + highBefore) / 2);
    const after = fewest(lowAfter, highAfter, (days) => enough(middle, days));
    const corners = [];
    if (after < 0) corners.push([middle + 1, lowAfter, highBefore, highAfter]);
    else {
      const before = fewest(lowBefore, middle, (days) => enough(days, after));
      if (before + after < total() || (before + after === total() && before < best[0])) best = [before, after];
      corners.push([lowBefore, after + 1, before - 1, highAfter], [middle + 1, lowAfter, highBefore, after - 1]);
    }
    for (const [first, second, last, other] of corners) {
      if (first <= last && second <= other) boxes.push([first + second, first, second, last, other]);
    }
  }
  return { before: best[0], after: best[1], sure: true };
}

/**
 * The period asked for, widened by as few days in all as give a path, as {from, to, sure}; null where none does.
 * It is not sure where so many were tried that a nearer one may be left.
 *
 * @param {View} asked
 * @param {Question} question
 */
function nearestPeriod(asked, question) {
  let [first, last] = [Infinity, -Infinity];
  for (const day of boundsOver(asked)) [first, last] = [Math.min(first, day), Math.max(last, day)];
  if (first > last) return null;
  // Strict chains take a day for each hop, also where nothing else is dated.
  const hops = question.inTime && question.strict ? ACTORS : 0;
  const widened = (/** @type {number} */ before, /** @type {number} */ after) => ({ ...asked, from: asked.from - before, to: asked.to + after });
  const widening = fewestDays(
    (before, after) => isAnswered(widened(before, after), question),
    Number.isFinite(asked.from) ? Math.max(0, asked.from - first) + hops : 0,
    Number.isFinite(asked.to) ? Math.max(0, last - asked.to) + hops : 0,
  );
  if (!widening) return null;
  const { from, to } = widened(widening.before, widening.after);
  return { from, to, sure: widening.sure };
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
  const everBy = (day) => isAnswered({ ...asked, mode: "span", from: -Infinity, to: day, undated: true, certain: false, reported: false, reportedWithin: null, mark: ["unreported", "maybe"].includes(asked.mark) ? null : asked.mark }, loosely);
  const edges = new Set();
  for (const day of boundsOver(asked)) {
    edges.add(day).add(day + 1);
    if (asked.reportedWithin !== null) edges.add(day + asked.reportedWithin + 1);
  }
  const days = [...edges].sort((one, other) => one - other);
  if (!days.length || !everBy(Infinity)) return null;
  const after = days.filter((day) => day > asked.day + 1);
  const stretches = [asked.day + 1, ...after].map((first, place) => [first, (after[place] ?? first + ACTORS + 1) - 1]);
  const open = fewest(0, stretches.length - 1, (place) => everBy(stretches[place][1]));
  if (open >= 0) {
    for (const [first, last] of stretches.slice(open, open + TRIED_AT_MOST)) {
      if (on(last)) return first + fewest(0, last - first, (added) => on(first + added));
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
 * The denied relations with which a question would have an answer in a view, in the order of its hops.
 * @param {View} asked
 * @param {Question} question
 */
function deniedIn(asked, question) {
  const walkable = walkableIn(asked, true);
  const [path] = pathsIn(asked, question, walkable).paths;
  /** @type {Set<Row>} */
  const found = new Set();
  if (!path) return [];
  for (const [hop, row] of path.relations.entries()) {
    const ends = [path.actors[hop], path.actors[hop + 1]];
    const between = [...relations.source.keys()].filter((each) => walkable[each] !== HIDDEN && joins(each, ends, Boolean(question.direct)));
    if (between.every((each) => is.denied[each])) for (const each of between) found.add(each);
    // The others are of other days.
    else if (question.inTime && is.denied[row]) found.add(row);
  }
  return [...found];
}

/**
 * Whether a relation is between two actors, or between one of them and the other, whom it is about.
 * @param {Row} row
 * @param {Actor[]} ends
 * @param {boolean} direct
 */
function joins(row, [one, other], direct) {
  const parties = [relations.source[row], relations.target[row]];
  if (parties.includes(one) && parties.includes(other)) return true;
  const isAbout = (/** @type {Actor} */ end, /** @type {Actor} */ actor) => parties.includes(end) && aboutOf[row].includes(actor);
  return !direct && (isAbout(one, other) || isAbout(other, one));
}

/**
 * The first relation of the paths that there are otherwise which a view, or the question, does not let be walked; null without one.
 * @param {View} asked
 * @param {Question} question
 * @param {{ view?: ViewParts, question?: Partial<Question> }[]} otherwise
 */
function missingHop(asked, question, otherwise) {
  const walkable = walkableIn(asked);
  for (const each of otherwise) {
    const [path] = pathsIn({ ...asked, ...each.view }, { ...question, ...each.question }).paths;
    const missing = path?.relations.find((row, hop) => walkable[row] === HIDDEN || (question.direct && !joins(row, [path.actors[hop], path.actors[hop + 1]], true)));
    if (missing !== undefined) return missing;
  }
  return null;
}

/**
 * Why a question has no answer in a view: {nearest, reasons, denied, missing}. `missing` is a relation that a path would need and that is not let in. `denied` are the relations that would tie the two if they were not denied. `nearest` is the nearest period {from, to} or
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
    ...viewReasons(asked, (other) => isAnswered(other, question)),
    { name: "go-betweens", question: { through: true } },
    { name: "direct", question: { direct: false } },
    { name: "chronology", question: { inTime: false, strict: false } },
    { name: "strictness", question: { strict: false } },
  ];
  const reasons = loosened
    .filter(({ view: other, question: ask }) => !isSame(asked, other) || !isSame(question, ask))
    .map((reason) => ({ ...reason, length: lengthIn({ ...asked, ...reason.view }, { ...question, ...reason.question }) }))
    .filter((reason) => reason.length >= 0);
  const denied = deniedIn(asked, question);
  const nearest = period ?? (day === null ? null : { day });
  const there = /** @type {ViewParts} */ (period ? { mode: "span", from: period.from, to: period.to } : { mode: "day", day });
  const missing = missingHop(asked, question, [...(nearest ? [{ view: there }] : []), ...reasons]);
  setKnown(view.knownBy);
  return { nearest, reasons, denied, missing };
}
