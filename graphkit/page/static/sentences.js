// Says of a relation in one sentence all that makes it true, as Python does.

import { aboutOf, actors, asideOf, field, is, nameOf, page, relations, typeOf, voicesOf, verbsOf } from "./data.js";
import { isolated } from "./dom.js";
import { visible } from "./state.js";
import { capital } from "./texts.js";
import { view } from "./view.js";
import { UNREPORTED, nearestReport } from "./windows.js";

/** @param {string[]} names */
const joined = (names) => [names.slice(0, -1).join(", "), ...names.slice(-1)].filter(Boolean).join(" and ");
/**
 * Whether none of the evidence of a relation says so.
 * @param {Row} row
 */
const isUnsaid = (row) => is.claimed[row] && !voicesOf(row).length;
/**
 * What goes before the sentence of a relation: who claims or denies it, and that it is planned or denied.
 * @param {Row} row
 */
function opening(row) {
  const status = is.planned[row] ? `it ${relations.now[row] ? "is" : "was"} ${/^allegedly /.exec(typeOf(row).verbs[0]) ?? ""}planned that ` : is.denied[row] ? "it is denied that " : "";
  const voices = is.claimed[row] ? voicesOf(row) : [];
  if (isUnsaid(row)) return is.denied[row] ? "No source denies that " : `No source says that ${status}`;
  const names = joined(voices.map(isolated));
  if (!voices.length || !is.denied[row]) return capital((voices.length ? `according to ${names}, ` : "") + status);
  const { unnamed } = page.voices;
  return `${voices[0] === unnamed ? capital(names) : names} ${voices.length > 1 || voices[0] === unnamed ? "deny" : "denies"} that `;
}
/**
 * What it is about, when it was last reported, or first after the days of the view, and what is disputed.
 * @param {Row} row
 */
function ending(row) {
  const about = aboutOf[row].length && `${field(relations, "prep", row) ? ` ${field(relations, "prep", row)}` : ", about"} ${joined(aboutOf[row].map(nameOf))}`;
  const isFirst = relations.firstSaid[row] && visible.verdict[row] === UNREPORTED && nearestReport(row, view).word === "first";
  const reported = relations.reported[row] && `, as ${isFirst ? relations.firstSaid[row] : relations.reported[row]}`;
  const aside = asideOf(row) && `, which was set aside${asideOf(row)[1]}`;
  const disputed = isUnsaid(row) ? ["; its evidence says otherwise"] : [is.contested[row] && ", which is contested", is.differ[row] && ", on dates that differ"];
  return [about, reported, aside, ...disputed].filter(Boolean).join("");
}
/**
 * Who did what, and how much, from one of its ends: texts, and the ends by number.
 * @param {Row} row
 * @param {Actor} start
 * @returns {(string | Actor)[]}
 */
function clauseOf(row, start) {
  const { symmetric } = typeOf(row);
  const verbs = verbsOf(row);
  const forward = (verbs.length < 4 && !symmetric) || start === relations.source[row] || start !== relations.target[row];
  const figure = field(relations, "amount", row);
  const part = field(relations, "verbs", row) || (forward && field(relations, "share", row)) ? `${figure} of ` : "";
  const ends = [relations.source[row], relations.target[row]];
  const [first, second] = forward ? ends : ends.reverse();
  const verb = verbs[(forward || symmetric ? 0 : 2) + (relations.now[row] || is.planned[row] ? 1 : 0)];
  return [first, ` ${is.planned[row] ? verb.replace("allegedly ", "") : verb} ${part}`, second, figure && !part ? ` (${figure})` : ""];
}
/** @param {(string | Actor)[]} parts */
const inWords = (parts) => parts.map((part) => (typeof part === "string" ? part : nameOf(part))).join("");
/**
 * All that makes a relation true in one sentence, as Python makes it, from one of its ends: texts, and the ends by number.
 * @param {Row} row
 * @param {Actor} [start]
 */
export function sentenceParts(row, start = relations.source[row]) {
  const parts = [opening(row), ...clauseOf(row, start), ending(row)];
  return inWords(parts).trimEnd().endsWith(".") ? parts : [...parts, "."];
}
/**
 * The same as one text.
 * @param {Row} row
 * @param {Actor} [start]
 */
export const fullSentenceOf = (row, start) => inWords(sentenceParts(row, start));
/**
 * The words of a text that may be of a name.
 * @param {string} text
 */
const nameWords = (text) => text.match(/(?!The\b)\p{Lu}[\p{L}\p{M}\p{N}]{2,}|\p{Lo}[\p{L}\p{M}\p{N}]+/gu) ?? [];
/**
 * Whether a summary names an actor, by a name or a word of one.
 * @param {string} summary
 * @param {Actor} actor
 */
function isNamedIn(summary, actor) {
  const words = new Set(nameWords(summary));
  return [actors.name[actor], ...field(actors, "aliases", actor, [])].some((name) => summary.includes(name) || nameWords(name).some((word) => words.has(word)));
}
/**
 * What a list says of a relation: its summary, with the pair where it names nobody of it and the amount where it gives no figure, else its
 * sentence; its caveats must be shown beside it.
 * @param {Row} row
 * @param {Actor} [start]
 */
export function sentenceOf(row, start = relations.source[row]) {
  const summary = field(relations, "summary", row);
  if (!summary) return fullSentenceOf(row, start);
  if (![relations.source[row], relations.target[row]].some((actor) => isNamedIn(summary, actor))) return `${opening(row)}${inWords(clauseOf(row, start))}: ${isolated(summary)}`;
  const amount = field(relations, "amount", row);
  return amount && !/\p{N}/u.test(summary) ? `${summary} (${amount})` : summary;
}
