// The line under the title: which days, how many relations, how many of them maybe, and what stays in the background.

import { RELATIONS, is, page, statusOf } from "./data.js";
import { dayText, sameYear, spanText } from "./days.js";
import { leadingOf } from "./diff.js";
import { diffParts, partWords } from "./diff_parts.js";
import { byId, digits, plural, whole } from "./dom.js";
import { missingWords, perhapsKnown } from "./left_out.js";
import { visible } from "./state.js";
import { inCast } from "./steps.js";
import { view } from "./view.js";
import { lastDay } from "./view_days.js";
import { HIDDEN, MAYBE, UNREPORTED, inForce, isBackground, nearestReport } from "./windows.js";

/**
 * Said where the days lie after what is known, as the command line says it; where only the last of them do, if that is asked for.
 * @param {boolean} [isPart]
 */
export function beyondText(isPart = false) {
  const first = view.mode === "span" ? view.from : lastDay();
  if (first === null) return "";
  const last = view.mode === "span" && Number.isFinite(view.to) ? view.to : first;
  /** @type {(end: Day, known: string) => string} */
  const said = (end, known) => (first > end && Number.isFinite(first) ? `beyond ${known}` : isPart && last > end && Number.isFinite(last) ? `partly beyond ${known}` : "");
  return said(view.knownBy, `what was known by ${dayText(view.knownBy)}`) || (page.last_published === null ? "" : said(page.last_published, `the sources: the last is of ${page.sources.find((source) => source.known === page.last_published).published}`));
}

/** What a relation that is seen is called, where it is not simply so. */
const WORDS = { planned: "planned", denied: "denied", last: "last reported earlier", first: "first reported later", maybe: "maybe" };
/** @typedef {keyof typeof WORDS} Caution */
const noCautions = () => ({ planned: 0, denied: 0, last: 0, first: 0, maybe: 0 });
/**
 * Count what a relation is called, if it is not simply so.
 * @param {Row} row
 * @param {Record<Caution, number>} cautions
 */
function countCautions(row, cautions) {
  if (!is.actual[row]) cautions[/** @type {Caution} */ (statusOf(row))] += 1;
  if (visible.verdict[row] === MAYBE) cautions.maybe += 1;
  else if (visible.verdict[row] === UNREPORTED) cautions[/** @type {Caution} */ (nearestReport(row, view).word)] += 1;
}
/** @param {Record<Caution, number>} cautions @param {Caution[]} [which] */
const cautionWords = (cautions, which = /** @type {Caution[]} */ (Object.keys(WORDS))) => which.filter((caution) => cautions[caution]).map((caution) => `${digits(cautions[caution])} ${WORDS[caution]}`);

/** How many relations are seen: in colour, faded by a step of the story, and background; as of a day, how many are in force or happened. */
function shownCounts() {
  const counts = { shown: 0, faded: 0, force: 0, happened: 0, background: 0, cautions: noCautions(), ofBackground: noCautions() };
  for (let row = 0; row < RELATIONS; row += 1) {
    // Between two days only what changed counts.
    if (visible.verdict[row] === HIDDEN || (view.mode === "diff" && !leadingOf[row])) continue;
    if (isBackground(row) && view.mode !== "diff") {
      counts.background += 1;
      countCautions(row, counts.ofBackground);
    } else if (!inCast(row)) counts.faded += 1;
    else {
      counts.shown += 1;
      countCautions(row, counts.cautions);
      if (is.actual[row] && view.mode === "day") counts[inForce(row, view.day) ? "force" : "happened"] += 1;
    }
  }
  return counts;
}

/** The days that are shown, and as known by which: As of 15 Jul 2025, as known by 16 Jul 2025 */
export function timeText() {
  const time = {
    all: () => "Whole story",
    span: () => spanText(view.from, view.to),
    day: () => `As of ${dayText(view.day)}`,
    diff: () => `After ${dayText(view.before, !sameYear(view.before, view.after))} and by ${dayText(view.after)}`,
  }[view.mode]();
  return Number.isFinite(view.knownBy) ? `${time}, as known by ${dayText(view.knownBy)}` : time;
}

/** The parts of the heading: 1 Apr – 31 Jul 2025 · 31 relations, of them 5 last reported earlier, 6 maybe · 23 more faded · 45 background (2 maybe) */
function headingParts() {
  const { shown, faded, force, happened, background, cautions, ofBackground } = shownCounts();
  /** @type {Partial<Record<Mode, () => string>>} */
  const counts = {
    day: () => [`${digits(force)} in force, ${digits(happened)} happened`, ...cautionWords(cautions, ["planned", "denied"])].join(", "),
    diff: () => diffParts().map((part) => `${digits(part.rows.length)} ${partWords(part)}`).join(", ") || "nothing changed",
  };
  const count = counts[view.mode]?.() ?? plural(shown, "relation");
  const ofThem = view.mode === "diff" ? "" : cautionWords(cautions, view.mode === "day" ? ["last", "first", "maybe"] : undefined).join(", ");
  const perhaps = perhapsKnown();
  const leftOut = view.mode === "diff" ? "" : missingWords();
  return [timeText(), count + ofThem.replace(/^./, ", of them $&"), faded && `${digits(faded)} more faded`, background && `${digits(background)} background${cautionWords(ofBackground).join(", ").replace(/.+/, " ($&)")}`, leftOut && `left out: ${leftOut}`, perhaps && `${digits(perhaps)} perhaps known, not counted`, beyondText()].filter(Boolean);
}

export const headingText = () => headingParts().join(" · ");

export function drawHeading() {
  byId("heading").replaceChildren(...whole(headingText()));
}
