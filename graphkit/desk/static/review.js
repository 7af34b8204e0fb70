// The draft at hand: its sentence, how sure its date is, who says so, what to look at, and the keys that decide on it.

import { allDrafts, articleShown, articlesRead, draftAtHand, phrasesOf, putLast, takeDraft, waiting } from "./article.js";
import { certaintyOf, understood } from "./dates.js";
import { byId, make, plural } from "./dom.js";
import { draftForm } from "./draft_form.js";
import { labelOf } from "./form_fields.js";
import { schemaOf } from "./forms.js";
import { addKeys, areSingleKeysOn } from "./keys.js";
import { apartOf, leftToRight, nameOf } from "./names.js";
import { changedIn, sendOrLookAgain } from "./preview.js";
import { codeFrom } from "./reading.js";
import { refreshAll } from "./refreshing.js";
import { shownTab } from "./tabs.js";
import { complain, faulty, tell, tried } from "./telling.js";
import { isElsewhere } from "./turns.js";
import { unlessTyped } from "./typed.js";
import { takeBack } from "./undoing.js";

/** What was decided here, so that it can be taken back: the draft as it was, and the number of the change in the dataset. @type {{ draft: any, what: string, change: number }[]} */
const done = [];

/** Whether a decision is on its way. */
let isDeciding = false;

/**
 * Do something, unless a decision is on its way: what comes meanwhile is held back, as it would meet a draft that nobody has seen.
 * @param {(turn: import("./turns.js").Turn) => Promise<any>} act
 * @param {HTMLElement} [form]
 */
async function alone(act, form) {
  if (isDeciding) return;
  isDeciding = true;
  byId("review-card").setAttribute("aria-busy", "true");
  await tried(act, form);
  if (shownTab() === "review" && document.activeElement === document.body) byId("review-heading").focus(); // what was drawn anew had it
  byId("review-card").removeAttribute("aria-busy");
  isDeciding = false;
}

/** Go to the draft that is next, unless somebody went on elsewhere: there, letters are text. */
const goToHeading = () => isElsewhere(byId("review-card")) || byId("review-heading").focus();

/**
 * Decide on a draft: send it, tell what came of it, and go on to the next.
 * @param {any} draft
 * @param {string} what "accept", "refuse" or "postpone"
 */
const decide = (draft, what) => alone(async () => {
  const unsaid = /** @type {HTMLSelectElement[]} */ ([...byId("review-card").querySelectorAll(".question select")]).filter(({ value }) => what === "accept" && !value);
  if (unsaid.length) throw faulty(unsaid.map((input) => ({ error: "Say which is meant, then accept it.", input })));
  const body = { ids: [draft.id], ...(what === "accept" ? { anyway: draft.doubts.length > 0 } : {}) };
  const answer = await sendOrLookAgain(`drafts ${what}`, body, async () => {});
  if (!answer) return undefined;
  done.push({ draft, what, change: answer.change ?? -1 });
  if (what === "postpone") putLast(draft.id);
  takeDraft("");
  await refreshAll(changedIn(answer.lines));
  tell(`${[answer.text, ...(answer.notes ?? [])].filter(Boolean).join(" ")} ${plural(waiting().length, "draft")} left.`, ["Undo", undo]);
  goToHeading();
  return undefined;
});

/** @param {string} id */
const asItIs = (id) => allDrafts().find((draft) => draft.id === id) ?? { state: "no longer there" };
/** @param {string} id */
const waits = (id) => ["open", "postponed"].includes(asItIs(id).state);
/** @param {string} id */
const decidedWords = (id) => `somebody decided on ${id} meanwhile: it is ${asItIs(id).state}${asItIs(id).relation ? `, as ${asItIs(id).relation}` : ""}.`;

/** What reopens a draft that somebody refused meanwhile. @param {string} id @returns {[string, () => void][]} */
const reopening = (id) => (asItIs(id).state === "refused" ? [["Reopen it", () => alone(async () => {
  const answer = await sendOrLookAgain("drafts reopen", { ids: [id] }, async () => {});
  if (!answer) return;
  takeDraft(id);
  await refreshAll();
  tell(answer.text);
})]] : []);

const undo = () => alone(async () => {
  const last = done.at(-1);
  if (!last) return complain("Nothing was decided here yet; the log takes back what was saved earlier.");
  const { draft, what, change } = last;
  if (what === "accept" && change > 0 && !(await takeBack(change))) return undefined;
  const back = what === "change" ? { verb: "drafts change", body: { id: draft.id, assignments: draft.before } } : { verb: "drafts reopen", body: { ids: [draft.id] } };
  if (!(await sendOrLookAgain(back.verb, back.body, async () => {}))) return undefined;
  done.pop();
  takeDraft(draft.id);
  await refreshAll();
  tell(waits(draft.id) ? `Taken back: ${draft.id} waits again.` : `Taken back, but ${decidedWords(draft.id)}`, ...reopening(draft.id));
  goToHeading();
  return undefined;
});

/** The parties of a draft that are to be told more of: who is new without a kind, and who may be several. @param {any} draft */
function questions(draft) {
  const kinds = schemaOf("add actor").properties.kind.enum.map((/** @type {string} */ kind) => [kind, kind]);
  /** @param {any} party @param {string} what @param {string} ofKind @param {(text: string) => string} put what a field becomes by an answer @param {(kind: string) => string} putKind */
  const whoIs = (party, what, ofKind, put = (text) => text, putKind = (kind) => kind) => {
    if (!party?.name || party.actor) return [];
    const several = party.candidates ?? [];
    if (!several.length) return [question(draft, ofKind, `${party.name} is new. Its kind`, kinds, party.kind, putKind)];
    const choices = several.map((/** @type {string} */ id, /** @type {number} */ at) => [id, [nameOf(id), apartOf(id, party.told_apart[at])].filter(Boolean).join(": ")]);
    return [question(draft, what, `Who is ${party.name}?`, several.length > 1 || what === "about" ? choices : [...choices, ["new", "another"]], "", put)];
  };
  const asked = ["source", "target", "voice"].flatMap((what, place, all) => {
    // Whoever is named twice is asked for once, and is the same in both.
    const same = (/** @type {string} */ other) => JSON.stringify(draft[other]) === JSON.stringify(draft[what]);
    return all.findIndex(same) < place ? [] : whoIs(draft[what], all.filter(same).join(" "), all.filter(same).map((each) => `${each}_kind`).join(" "));
  });
  for (const [place, party] of (draft.about ?? []).entries()) {
    const put = (/** @type {string} */ text) => draft.about.map((/** @type {any} */ each, /** @type {number} */ at) => (at === place ? text : partyText(each))).join("; ");
    asked.push(...whoIs(party, "about", "about", put, (kind) => put(partyText({ ...party, kind }))));
  }
  if (draft.evidence_on?.length > 1 && !draft.on) asked.push(question(draft, "on", "Evidence on which relation?", [...draft.evidence_on, "new"].map((id) => [id, id]), ""));
  if (draft.near?.length) asked.push(question(draft, "on", "Is it the same event?", [...draft.near.map((/** @type {string} */ id) => [id, `yes, it is evidence on ${id}`]), ["new", "no, another one"]], ""));
  return asked;
}

/** @param {any} draft @param {string} field @param {string} label @param {string[][]} choices @param {string} value @param {(text: string) => string} [put] what the field becomes by an answer */
function question(draft, field, label, choices, value, put = (text) => text) {
  const id = `ask-${field.split(" ")[0]}${field === "about" ? `-${label}` : ""}`;
  const select = make("select", { id, onchange: () => change(draft, Object.fromEntries(field.split(" ").map((each) => [each, put(select.value)])), id) }, value ? null : make("option", { value: "" }, "choose"), choices.map(([one, words]) => make("option", { value: one, selected: one === value }, words)));
  return make("div", { class: "field question" }, make("label", { for: id, class: "field-label" }, label), select);
}

/** @param {any} draft @param {Record<string, string>} fields @param {string} [focus] what has the focus afterwards */
const change = (draft, fields, focus = "review-heading") => alone(async ({ isSame }) => {
  const assignments = Object.entries(fields).map(([name, value]) => `${name}=${value}`);
  if (!assignments.length) return showCard();
  if (!waits(draft.id)) return tell(`Nothing was saved: ${decidedWords(draft.id)} What you typed is still there.`, ...reopening(draft.id));
  const answer = await sendOrLookAgain("drafts change", { id: draft.id, assignments }, async () => {});
  if (!answer) return undefined;
  done.push({ draft: { ...draft, before: Object.keys(fields).map((name) => `${name}=${textOf(draft, name)}`) }, what: "change", change: -1 });
  const isDone = isSame();
  if (isDone) byId("review-card").replaceChildren();
  takeDraft(draft.id);
  await refreshAll();
  tell(`${answer.text}${isDone ? "" : " What you typed since is still there: save it too."}`, ["Undo", undo]);
  if (isDone && !isElsewhere(byId("review-card"))) (byId(focus) ?? byId("review-heading")).focus();
  return undefined;
}, byId("review-card"));

/** Who is meant, as it is typed in a field: a new one with its kind. @param {any} party */
const partyText = ({ actor, name, kind }) => actor ?? (kind === "unknown" ? name : `${name} (${kind})`);

/** A field of a draft as it is typed. @param {any} draft @param {string} name */
function textOf(draft, name) {
  const what = name.replace(/_kind$/, "");
  const value = draft[what];
  if (what !== name) return value?.kind ?? "unknown";
  if (name === "attests") return value === false ? "no" : "yes";
  if (name === "amount") return value ? `${value.value} ${value.unit}` : "";
  if (name === "about") return (value ?? []).map(partyText).join("; ");
  return value && typeof value === "object" ? (value.actor ?? value.name) : (value ?? "");
}

/** @param {any} draft */
function facts(draft) {
  const date = draft.when ?? ([draft.begins, draft.ends].some(Boolean) ? `${draft.begins ?? ""}/${draft.ends ?? ""}` : null);
  const when = make("dd", {}, date ? [make("code", {}, date), " "] : null, make("span", { class: "when-words" }, certaintyOf(date)));
  if (draft.when) understood(draft.when).then(({ words }) => words && when.querySelector(".when-words").replaceChildren(`${words}; ${certaintyOf(date)}`));
  return make("dl", { class: "facts" },
    make("dt", {}, "When"), when,
    make("dt", {}, "Said by"), make("dd", {}, draft.voice ? (draft.voice.name ?? "unnamed sources") : "the article itself"),
    make("dt", {}, "Status"), make("dd", {}, draft.status),
    ["amount", "about"].filter((name) => textOf(draft, name)).flatMap((name) => [make("dt", {}, labelOf(name)), make("dd", {}, textOf(draft, name))]),
    make("dt", {}, "Becomes"), make("dd", {}, becomes(draft)));
}

/** What a draft becomes when it is accepted. @param {any} draft */
function becomes({ on, evidence_on: alike = [] }) {
  if (on === "new" || (!on && !alike.length)) return "a new relation";
  return on || alike.length === 1 ? `evidence on ${on || alike[0]}` : "evidence on one of several";
}

/** @param {string} key */
const hintOf = (key) => areSingleKeysOn() && make("kbd", { "aria-hidden": "true" }, key);

/** @param {any} draft */
function card(draft) {
  const article = articlesRead().find(({ id }) => id === draft.article);
  const notes = [...(draft.doubts ?? []).map((/** @type {string} */ doubt) => `Look: ${doubt}.`), ...(draft.remarks ?? []).map((/** @type {string} */ remark) => `${remark[0].toUpperCase()}${remark.slice(1)}.`)];
  /** @param {string} key @param {string} label @param {() => void} act @param {string} [style] */
  const button = (key, label, act, style) => make("button", { type: "button", class: style, onclick: act, "aria-keyshortcuts": areSingleKeysOn() && key }, label, hintOf(key));
  return [
    make("p", { class: "kicker" }, [article?.publisher, article?.day, `paragraph ${draft.paragraph}`].filter(Boolean).join(", ")),
    make("h2", { id: "review-heading", class: "headline", tabindex: "-1" }, leftToRight(draft.sentence)),
    make("blockquote", { class: "draft-quote", dir: "auto" }, draft.quote),
    notes.length > 0 && make("ul", { class: "doubts" }, notes.map((note) => make("li", {}, note))),
    facts(draft),
    questions(draft),
    make("div", { class: "acts decide" },
      draft.doubts.length ? button("y", "Accept all the same", () => decide(draft, "accept")) : button("a", "Accept", () => decide(draft, "accept"), "primary"), button("c", "Change", () => openChange(draft)), button("r", "Refuse", () => decide(draft, "refuse")),
      button("p", "Postpone", () => decide(draft, "postpone")), button("u", "Undo", undo)),
  ].flat();
}

/** @param {any} draft */
function openChange(draft) {
  if (isDeciding) return;
  const leave = () => {
    showCard();
    byId("review-heading").focus();
  };
  const { day } = articlesRead().find(({ id }) => id === draft.article) ?? {};
  const form = draftForm(draft, [day && `The article is of ${day}.`, ...phrasesOf(draft)].filter(Boolean), textOf, (fields) => change(draft, fields), () => unlessTyped(form, leave));
  byId("review-card").replaceChildren(make("h2", { id: "review-heading", class: "headline", tabindex: "-1" }, leftToRight(draft.sentence)), make("blockquote", { class: "draft-quote" }, draft.quote), form);
  /** @type {HTMLElement} */ (form.querySelector("input, select")).focus();
}

/** The draft at hand with all that its card tells, as it was shown last. */
let shown = "";
function toShow() {
  const draft = draftAtHand();
  const { publisher, day } = articlesRead().find(({ id }) => id === draft?.article) ?? {};
  const names = Object.values(draft ?? {}).flatMap((/** @type {any} */ party) => party?.candidates ?? []).flatMap((id) => [nameOf(id), apartOf(id)]);
  return JSON.stringify([draft, publisher, day, names, articlesRead().length > 0, done.length > 0, areSingleKeysOn()]);
}

/** Show the draft at hand; a form that is open over it goes, whoever stands at its heading stays there. */
function showCard() {
  const draft = draftAtHand();
  const isAt = document.activeElement === byId("review-heading");
  shown = toShow();
  const none = articlesRead().length ? "No draft waits. What the rules did not see you can add by hand." : "Read an article, or add what you know by hand.";
  byId("review-card").replaceChildren(...(draft ? card(draft).filter(Boolean) : [make("h2", { id: "review-heading", class: "headline", tabindex: "-1" }, "Nothing to decide"), make("p", { class: "lead" }, none), done.length ? make("button", { type: "button", onclick: undo }, "Undo ", hintOf("u")) : ""]));
  if (isAt) byId("review-heading").focus();
}

/** How many wait, and how many were decided. */
function counts() {
  const states = allDrafts().map(({ state }) => state);
  /** @param {string} name */
  const count = (name) => states.filter((state) => state === name).length;
  return `${waiting().length} waiting · ${count("accepted")} accepted · ${count("refused")} refused · ${count("postponed")} postponed`;
}

/** Take another draft as the one at hand; a form that is open goes. @param {any} draft */
const goTo = (draft) => alone(async () => {
  takeDraft(draft.id);
  byId("review-card").replaceChildren();
  await refreshAll();
  goToHeading();
});

export function drawReview() {
  if (articleShown() === undefined) return;
  byId("review-counts").textContent = counts();
  byId("review-badge").textContent = String(waiting().length || "");
  if (!byId("review-card").firstElementChild || (!byId("review-card").querySelector("form") && shown !== toShow())) showCard();
  const at = draftAtHand()?.id;
  byId("queue").hidden = waiting().length < 2;
  byId("queue-list").replaceChildren(...waiting().map((draft) => make("li", {}, make("button", { type: "button", class: "name", "aria-current": draft.id === at ? "true" : null, onclick: () => unlessTyped(byId("review-card").querySelector("form"), () => goTo(draft)) }, leftToRight(draft.sentence)), draft.doubts.length > 0 && make("span", { class: "tag" }, "Look"))));
  const silent = articleShown()?.without_draft ?? [];
  byId("silent").hidden = !silent.length;
  byId("silent").firstElementChild.textContent = `${silent.length} of ${plural(articleShown()?.may_tell ?? 0, "sentence")} that may tell a relation, in no evidence and no draft that waits`;
  byId("silent-list").replaceChildren(...silent.map((/** @type {any} */ { paragraph, text }) => make("li", {}, make("button", { type: "button", class: "name", "data-tip": "Code a relation from it", onclick: () => codeFrom({ number: paragraph, text }) }, leftToRight(text)), make("span", { class: "quiet" }, ` par. ${paragraph}`))));
}

export function startReview() {
  /** @param {(draft: any) => void} act */
  const onDraft = (act) => () => {
    const draft = draftAtHand();
    if (shownTab() === "review" && draft && !byId("review-card").querySelector("form")) act(draft);
  };
  byId("keys").addEventListener("close", drawReview);
  addKeys("Draft",
    { press: ["a"], says: "accept it, if there is nothing to look at", act: onDraft((draft) => draft.doubts.length ? tell(`Look: ${draft.doubts.join("; ")}. Key y accepts it all the same.`) : decide(draft, "accept")) },
    { press: ["y"], says: "accept it all the same", act: onDraft((draft) => draft.doubts.length ? decide(draft, "accept") : tell("There is nothing to look at. Key a accepts it.")) },
    { press: ["c"], says: "change it", act: onDraft(openChange) },
    { press: ["r"], says: "refuse it", act: onDraft((draft) => decide(draft, "refuse")) },
    { press: ["p"], says: "postpone it", act: onDraft((draft) => decide(draft, "postpone")) },
    { press: ["u"], says: "undo the last decision", act: () => shownTab() === "review" && undo() });
}
