// Names what begins in a bar, and over the axis the few most telling events for which there is room.

import { axis, plot, plotX } from "./axis.js";
import { barAt, barDays, counted, presentBars } from "./bars.js";
import { binOf, isDated } from "./beginnings.js";
import { RELATIONS, caveatsOf, earliestStart, errorsOf, familyOf, field, gapsOf, is, isWithin, latestStart, listDay, nameOf, page, qualified, relationNumbers, relations, relationsOf, typeOf, verbOf } from "./data.js";
import { byId, make, rove } from "./dom.js";
import { sentenceOf } from "./sentences.js";
import { select } from "./state.js";
import { view } from "./view.js";

const steps = new Set(page.story.map(({ selection }) => relationNumbers.get(selection)));

/**
 * How telling a beginning is, the higher the more: a story's step, a fact rather than a plan or a claim, by independent sources, by entries of
 * evidence, what is done rather than said, by how much else its actors are in.
 * @param {Row} row
 */
function telling(row) {
  const ties = relationsOf[relations.source[row]].length + relationsOf[relations.target[row]].length;
  return (steps.has(row) ? 1e6 : 0) + (is.actual[row] && !is.claimed[row] ? 1e5 : 0) + Math.min(99, relations.origins[row] || 0) * 1e3 +
    Math.min(99, relations.evidence[row].length) * 10 + (typeOf(row).speech ? 0 : 5) + (5 * ties) / (ties + 100);
}

/**
 * The relations that may begin on one of some days.
 * @param {Day} from
 * @param {Day} to
 */
function* beginningIn(from, to) {
  const isCounted = counted();
  for (let row = 0; row < RELATIONS; row += 1) {
    if (earliestStart[row] <= to && latestStart[row] >= from && !isWithin(gapsOf(row), from, to) && Number.isFinite(latestStart[row] - earliestStart[row]) && isDated(row) && isCounted(row)) yield row;
  }
}

const NAMED_IN_A_BAR = 4;

/**
 * What begins in a bar, the most telling first: what does for sure, then what closely may; and how many more there are.
 * @param {number} bin
 */
export function namesIn(bin) {
  const [from, to] = barDays(bin);
  /** @param {Row} row */
  const isSure = (row) => earliestStart[row] >= from && latestStart[row] <= to;
  /** @param {Row} row */
  const worth = (row) => (isSure(row) ? 4e8 : 0) + (latestStart[row] - earliestStart[row] <= Math.max(2, to - from) ? 2e8 : 0) + (is.background[row] ? 0 : 1e8) + telling(row);
  const rows = [...beginningIn(from, to)].filter((row) => isSure(row) || !(view.certain || view.reported));
  const first = rows.map((row) => ({ row, worth: worth(row) })).sort((one, other) => other.worth - one.worth).slice(0, NAMED_IN_A_BAR);
  return {
    names: first.map(({ row }) => ({ text: qualified(row, sentenceOf(row)), sure: isSure(row) })),
    more: rows.length - first.length,
  };
}

const CANDIDATES = 40;
const APART = 8;
/** What the names were drawn for: the bars, and the room that the buttons at the ends take. @type {[Bars | null, string]} */
let drawnFor = [null, ""];
/** @type {(bin: number) => void} */
let pointAtBar = () => {};
let settle = () => {};

/**
 * Make the names one stop of the Tab key; pointed at, or with the focus, they point at their bar.
 * @param {(bin: number) => void} point
 */
export function startAxisEvents(point) {
  pointAtBar = point;
  const strip = byId("axis-events");
  settle = rove(strip, "button", () => strip.querySelectorAll("button"));
  for (const leave of ["pointerleave", "focusout"]) strip.addEventListener(leave, () => pointAtBar(-1));
}

/**
 * What an event is called over the axis: its caveats first, then who did what to whom, or of what somebody said the summary; names and
 * summaries may be cut, each at its own end.
 * @param {Row} row
 * @returns {{ caveats: string, parts: { text: string, whole?: boolean }[] }}
 */
export const eventWords = (row) => ({
  caveats: caveatsOf(row).join(", "),
  parts: typeOf(row).speech && field(relations, "summary", row)
    ? [{ text: sentenceOf(row) }]
    : [{ text: nameOf(relations.source[row]) }, { text: verbOf(row), whole: true }, { text: nameOf(relations.target[row]) }],
});

/**
 * A relation over the axis, which opens it.
 * @param {Row} row
 */
function eventLabel(row) {
  const { caveats, parts } = eventWords(row);
  const label = make("button", { type: "button", class: "axis-event", onclick: () => select({ relation: row }), title: `${field(relations, "words", row, "")}: ${qualified(row, sentenceOf(row))}` },
    caveats && [make("b", {}, caveats), " "], ...parts.map(({ text, whole }, place) => [place > 0 && " ", make(whole ? "span" : "bdi", {}, text)]).flat());
  label.style.setProperty("--family", `var(--family-${familyOf[row]})`);
  const point = () => pointAtBar(barAt(plotX(listDay(row))));
  for (const come of ["pointerenter", "focus"]) label.addEventListener(come, point);
  return label;
}

/** Name the most telling events over the bars, as many as there is room for, none upon another. */
export function drawAxisEvents() {
  const strip = byId("axis-events");
  const bars = presentBars();
  const [earlier, later] = ["earlier", "later"].map((id) => byId(id).offsetWidth);
  if ((drawnFor[0] === bars && drawnFor[1] === `${earlier} ${later}`) || !strip.clientWidth) return;
  drawnFor = [bars, `${earlier} ${later}`];
  // Of each bar the most telling: others would stand upon it.
  /** @type {Map<number, { row: Row, worth: number }>} */
  const best = new Map();
  for (const row of beginningIn(axis.from, axis.to)) {
    // What is one of several days stands on none of them for sure, and an error of the data is told in lists.
    if (is.background[row] || is.newsroom[row] || gapsOf(row).length || errorsOf(row).length || latestStart[row] - earliestStart[row] > (axis.to - axis.from) / 12) continue;
    const [bin, worth] = [binOf(bars.edges, listDay(row)), telling(row)];
    if (worth > (best.get(bin)?.worth ?? -1)) best.set(bin, { row, worth });
  }
  const labels = [...best.values()].sort((one, other) => other.worth - one.worth || one.row - other.row).slice(0, CANDIDATES).map(({ row }) => ({ row, label: eventLabel(row) }));
  strip.replaceChildren(...labels.map(({ label }) => label));
  const taken = [[0, earlier], [plot.width - later, plot.width]].filter(([first, last]) => first < last);
  for (const { row, label } of labels) {
    const x = plotX(listDay(row));
    const width = label.offsetWidth;
    const left = [x, x - width].find((at) => at >= 0 && at + width <= plot.width && !taken.some(([first, last]) => at < last + APART && at + width + APART > first));
    if (left === undefined) label.remove();
    else {
      taken.push([left, left + width]);
      label.style.left = `${left}px`;
      label.classList.toggle("to-left", left < x);
    }
  }
  // The Tab key walks them as they stand.
  strip.append(.../** @type {HTMLElement[]} */ ([...strip.children]).sort((one, other) => one.offsetLeft - other.offsetLeft));
  settle();
}
