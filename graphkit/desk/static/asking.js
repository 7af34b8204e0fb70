// Questions to the dataset: between, path, rank, snapshot, diff and the neighbours of an actor, answered as lists to read.

import { actorsIn, shown, voicesIn } from "./answers.js";
import { ask } from "./connection.js";
import { dayWords, understood } from "./dates.js";
import { byId, make } from "./dom.js";
import { fieldOf, formOfFields, submit, switches } from "./form_fields.js";
import { ifWhole } from "./forms.js";
import { learn, learnVoices, nameOf } from "./names.js";
import { tried } from "./telling.js";
import { Late, isElsewhere, turns } from "./turns.js";

/** @type {Record<string, { label: string, fields: any[] }>} */
const QUESTIONS = {
  neighbors: { label: "Around", fields: [{ name: "actor", completes: "actor" }] },
  between: { label: "Between", fields: [{ name: "source", label: "One actor", completes: "actor" }, { name: "target", label: "The other", completes: "actor" }] },
  path: { label: "Path", fields: [{ name: "source", label: "From", completes: "actor" }, { name: "target", label: "To", completes: "actor" }, { name: "chronological", type: "boolean", label: "Chronological: forward in time" }] },
  rank: { label: "Rank", fields: [{ name: "by", label: "Rank by", isNeeded: true, value: "relations", enum: ["relations", "partners", "days", "betweenness", "amount"] }] },
  snapshot: { label: "Day", fields: [{ name: "on", label: "As of the day" }] },
  diff: { label: "Changes", fields: [{ name: "first", label: "From the day" }, { name: "second", label: "To the day" }] },
};
/** What every question may be limited to. */
const KNOWN = { name: "known_by", label: "As known on", isNeeded: false, description: "Only what had been said or published by that day; empty for all." };
const WITHOUT_PERIOD = new Set(["snapshot", "diff"]);
/** How many rows a question asks for at first, where it may be limited: a path is the best one, or all that are chronological. @type {Record<string, Record<string, number>>} */
const FIRST = { between: { limit: 50 }, snapshot: { limit: 50 }, rank: { limit: 20 } };
/** So many are asked for at least when there is to be more. */
const MOST = 50;

/** Of the answers to one kind of question the newest is shown. */
const begun = Object.fromEntries(Object.keys(QUESTIONS).map((verb) => [verb, turns()]));

/** @type {() => { since?: string, until?: string }} */
let period = () => ({});

/** @param {string} verb */
function questionForm(verb) {
  const fields = [...QUESTIONS[verb].fields, KNOWN].map((spec) => fieldOf({ type: "string", isNeeded: !spec.enum && spec.type !== "boolean", ...spec }, spec.value ?? ""));
  const answer = make("div", { "aria-live": "off" });
  const form = formOfFields(QUESTIONS[verb].label, fields.map((field) => field.element), [submit("Ask")], () => {
    ifWhole(form, ({ isSame }) => answerTo(verb, Object.fromEntries(fields.map((field) => [field.name, field.read()])), answer, { isSame }));
  });
  return make("div", { id: `question-${verb}` }, form, answer);
}

/** What an answer is of: who, and which days. @param {string} verb @param {any} answer */
async function titleOf(verb, { query, on, ...answer }) {
  const { since = query.since, until = query.until } = verb === "diff" ? { since: answer.first, until: answer.second } : answer;
  const who = [answer.actor, answer.source, answer.target].filter((id) => typeof id === "string").map(nameOf);
  const from = since && dayWords((await understood(since)).first ?? since);
  const to = until && dayWords((await understood(until)).last ?? until);
  const days = on ? dayWords(on) : [from && `from ${from}`, to && `to ${to}`].filter(Boolean).join(" ");
  const label = verb === "rank" ? `Rank by ${answer.by ?? query.by}` : QUESTIONS[verb].label;
  return [[label, who.join(" – ")].filter(Boolean).join(": "), days, query.known_by && `as known on ${dayWords(query.known_by)}`].filter(Boolean).join(", ");
}

/** How many relations that a day leaves out for their status have no date either, by status. @param {Record<string, any>} parts @param {Record<string, number>} left what it leaves out */
async function withoutDate(parts, left) {
  const statuses = ["planned", "denied"].filter((status) => left[status]);
  const answers = await Promise.all(statuses.map((status) => ask("snapshot", { ...parts, status, limit: 1 })));
  return Object.fromEntries(statuses.map((status, place) => [status, answers[place].left_out.undated ?? 0]));
}

/** The answer to a question; of relations that are too many, what surely holds comes first. @param {string} verb @param {Record<string, any>} parts */
async function answered(verb, parts) {
  const found = await ask(verb, parts);
  if (verb === "snapshot") found.without_date = await withoutDate(parts, found.left_out);
  if (!parts.limit || !found.more) return found;
  const { relations } = await ask(verb, { ...parts, certain: true });
  const sure = new Set(relations.map((/** @type {any} */ each) => each.id));
  return { ...found, relations: [...relations, ...found.relations.filter((/** @type {any} */ each) => !sure.has(each.id))].slice(0, parts.limit) };
}

/** @param {string} verb @param {Record<string, any>} asked @param {HTMLElement} place @param {{ before?: number, isSame?: () => boolean }} [shownNow] how many rows of the answer are shown already, and whether its form still asks this; returns whether it is shown */
async function answerTo(verb, asked, place, { before = 0, isSame = () => true } = {}) {
  const isNewest = begun[verb]();
  const limits = before ? { limit: Math.max(MOST, 4 * before) } : FIRST[verb];
  const found = await answered(verb, { ...asked, ...limits, ...(WITHOUT_PERIOD.has(verb) ? {} : period()) }).catch((error) => {
    if (!isNewest()) throw new Late();
    place.replaceChildren(); // what was answered before is of another question
    throw error;
  });
  const ends = [found.actor, found.source, found.target].filter(Boolean);
  await Promise.all([learn([...ends, ...actorsIn(found)]), learnVoices(voicesIn(found))]);
  const heading = make("h3", { tabindex: "-1", dir: "auto" }, await titleOf(verb, found));
  if (!isNewest()) return false;
  const count = rowsOf(found).length;
  const more = make("button", { type: "button", onclick: () => tried(() => answerTo(verb, asked, place, { before: count })) }, "More");
  place.replaceChildren(heading, shown(verb, found), ...(count && (found.more || found.count > count) ? [more] : []));
  if (isSame() && !isElsewhere(place.parentElement)) (before && nextIn(place, before) || heading).focus();
  return true;
}

/** @param {any} found @returns {any[]} */
const rowsOf = ({ relations, ranks, paths }) => relations ?? ranks ?? paths ?? [];
/** The first of the rows that were not shown before. @param {HTMLElement} place @param {number} before @returns {HTMLElement | undefined} */
const nextIn = (place, before) => place.querySelectorAll(".answer > .way, .answer > ol > li")[before]?.querySelector("button");

/**
 * Show the panel of a question, and ask it if its fields are given.
 * @param {string} verb
 * @param {Record<string, any>} [asked]
 */
export async function openQuestion(verb, asked) {
  for (const each of Object.keys(QUESTIONS)) byId(`question-${each}`).hidden = each !== verb;
  const choice = /** @type {HTMLInputElement} */ (byId("panel-ask").querySelector(`input[value="${verb}"]`));
  choice.checked = true;
  if (!asked) return true;
  const place = byId(`question-${verb}`);
  for (const [name, value] of Object.entries(asked)) /** @type {HTMLInputElement} */ (place.querySelector(`[data-name="${name}"]`)).value = value;
  return answerTo(verb, asked, /** @type {HTMLElement} */ (place.lastElementChild));
}

/**
 * @param {() => { since?: string, until?: string }} [ofPeriod] the period to which questions are limited
 * @param {(actor: string) => Promise<any>} [lookAt] what shows an actor and those around it
 */
export function startAsking(ofPeriod = () => ({}), lookAt = (actor) => openQuestion("neighbors", { actor })) {
  period = ofPeriod;
  byId("panel-ask").addEventListener("click", (event) => {
    const button = /** @type {HTMLElement} */ (event.target).closest("[data-around]");
    if (button) tried(() => lookAt(/** @type {HTMLElement} */ (button).dataset.around));
  });
  const row = switches("question", "Question", Object.entries(QUESTIONS).map(([verb, { label }]) => [verb, label]), openQuestion);
  byId("panel-ask").replaceChildren(make("h2", { class: "unseen" }, "Ask"), row, ...Object.keys(QUESTIONS).map(questionForm));
  openQuestion("neighbors");
}
