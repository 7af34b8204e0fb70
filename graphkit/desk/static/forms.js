// The forms: adding, editing, removing and merging, each made from the parameters of its command.

import { articleDay } from "./article.js";
import { ask } from "./connection.js";
import { understood } from "./dates.js";
import { byId, make } from "./dom.js";
import { DATES, fieldOf } from "./form_fields.js";
import { nameOf } from "./names.js";
import { preview } from "./preview.js";
import { tried } from "./telling.js";
import { unlessTyped } from "./typed.js";

/** The JSON Schemas of the commands that change something. @type {Record<string, any>} */
const schemas = JSON.parse(byId("schemas").textContent);

/** @param {string} verb */
export const schemaOf = (verb) => schemas[verb];

/** What a field of a relation is called, in every form; undefined where its name says enough. @param {string} name */
export const relationLabel = (name) => LABELS[`add relation ${name}`];

/** Of each command: which parameters are asked at once, in order, those that are needed with a star, and what some of them complete. The rest is under More. @type {Record<string, { first: string, completes: Record<string, string>, without?: string }>} */
const ORDER = {
  "add actor": { first: "name* kind* alias description", completes: {} },
  "add relation": { first: "source* type* target* when article paragraph voice quote status summary about", completes: { source: "actor", target: "actor", type: "type", article: "source", voice: "actor", about: "actor" }, without: "asked_on" },
  "add source": { first: "publisher* published* title author url", completes: { publisher_actor: "actor", derived_from: "source" }, without: "asked_on" },
  "add evidence": { first: "relation* source* paragraph voice quote when contradicts", completes: { relation: "relation", source: "source", voice: "actor", type: "type" }, without: "asked_on" },
  "add type": { first: "name* kind* meaning past present inverse symmetric family", completes: {} },
  remove: { first: "id* cascade", completes: { id: "actor" }, without: "yes" },
  merge: { first: "names*", completes: { names: "actor" } },
};
/** What fields are called whose names do not say enough beside others. @type {Record<string, string>} */
const LABELS = {
  "add relation source": "Who",
  "add relation target": "Whom or what",
  "add relation article": "Said in (a source)",
  "add evidence source": "Said in (a source)",
  "merge names": "Two that are one",
};
/** What the fields of one parameter are called, each by its place. @type {Record<string, string[]>} */
const PLACES = { "merge names": ["This one", "is really this one, which stays"] };
const NEVER = new Set(["dry_run", "picture"]);

/**
 * @param {string} verb
 * @param {string} marked
 */
function specOf(verb, marked) {
  const name = marked.replace("*", "");
  return { ...schemas[verb].properties[name], name, label: LABELS[`${verb} ${name}`], labels: PLACES[`${verb} ${name}`], completes: ORDER[verb].completes[name], isNeeded: marked.endsWith("*") };
}

/**
 * The sentence that a relation will read as, with its date.
 * @param {any} body
 */
async function sentenceOf({ source, type, target, when, status }) {
  const { types } = await ask("types", { text: type });
  const found = types.find((/** @type {any} */ each) => each.name === type) ?? types[0];
  if (!found) return "";
  const said = found.example.replace(/\bA\b/, () => nameOf(source)).replace(/\bB\b/, () => nameOf(target)).replace(/\.$/, "");
  const date = when ? await understood(when, articleDay()) : {};
  return `${status && status !== "actual" ? `${status}: ` : ""}${said}${date.words ? `: ${date.words}` : ", without a date of its own"}.`;
}

/**
 * What is written in the fields, without what is empty.
 * @param {import("./form_fields.js").Field[]} fields
 */
function bodyOf(fields) {
  const all = fields.map(({ name, read }) => [name, read()]);
  return Object.fromEntries(all.filter(([, value]) => value !== "" && value !== false && !(Array.isArray(value) && !value.length)));
}

/**
 * A form for a command.
 * @param {string} verb
 * @param {Record<string, any>} [values] what is written there from the start
 */
export function formOf(verb, values = {}) {
  const { first, without = "" } = ORDER[verb];
  const names = first.split(" ");
  const asked = new Set([...names.map((name) => name.replace("*", "")), ...NEVER, ...without.split(" ")]);
  const rest = Object.keys(schemas[verb].properties).filter((name) => !asked.has(name));
  const make1 = (/** @type {string} */ marked) => fieldOf(specOf(verb, marked), values[marked.replace("*", "")], articleDay);
  const [now, later] = [names.map(make1), rest.map(make1)];
  const form = make("form", { class: "form", novalidate: true, "aria-label": verb },
    now.map((field) => field.element),
    later.length > 0 && make("details", { class: "fold-list" }, make("summary", {}, "More"), later.map((field) => field.element)),
    make("div", { class: "acts" }, make("button", { type: "submit", class: "primary" }, "Show the change")));
  form.addEventListener("submit", (/** @type {Event} */ event) => {
    event.preventDefault();
    if (!isWhole([...now, ...later])) return;
    const body = bodyOf([...now, ...later]);
    if (without.includes("asked_on") && articleDay()) body.asked_on = articleDay();
    if (verb === "remove") body.yes = true;
    tried(() => preview({ verb, body, form, reads: verb === "add relation" ? () => sentenceOf(body) : null, saved: () => form.replaceWith(formOf(verb)) }));
  });
  return form;
}

/**
 * Whether all that is needed is there; else the first that is missing gets the focus.
 * @param {import("./form_fields.js").Field[]} fields
 */
function isWhole(fields) {
  const missing = fields.find(({ input }) => input.required && !input.value.trim());
  if (!missing) return true;
  missing.input.setAttribute("aria-invalid", "true");
  missing.input.setCustomValidity("This is needed.");
  missing.input.reportValidity();
  missing.input.setCustomValidity("");
  missing.input.focus();
  return false;
}

// --- editing -----------------------------------------------------------------------------------------

/** What may be edited of each kind of row; lists are written with a comma between. @type {Record<string, string>} */
const EDITED = {
  actor: "name kind aliases description",
  relation: "source type target when begins ends status summary about amount note",
  source: "publisher published title author url archived_url reliability note",
};
/** @type {Record<string, string>} */
const ENDS = { source: "actor", target: "actor", type: "type" };

/** @param {any} value */
const asText = (value) => (Array.isArray(value) ? value.join(", ") : value === null || value === undefined ? "" : typeof value === "object" ? Object.values(value).join(" ") : String(value));

/** A form that asks what to edit, and then shows its fields. */
export function editForm() {
  const found = make("div");
  const which = fieldOf({ type: "string", name: "id", label: "Which actor, relation or source", completes: "actor", isNeeded: true, description: "Its name or id." }, "");
  const form = make("form", { class: "form", novalidate: true, "aria-label": "edit" }, which.element, make("div", { class: "acts" }, make("button", { type: "submit" }, "Show its fields")));
  form.addEventListener("submit", (/** @type {Event} */ event) => {
    event.preventDefault();
    if (isWhole([which])) tried(async () => {
      const row = await ask("show", { id: which.read() });
      const what = Object.keys(EDITED).find((each) => row[each] && typeof row[each] === "object");
      if (what) unlessTyped(found.querySelector("form"), () => found.replaceChildren(rowForm(what, row[what])));
    });
  });
  return make("div", {}, form, found);
}

/** A field as `edit` takes it, which takes dates in EDTF alone. @param {import("./form_fields.js").Field} field */
async function assignment({ name, read }) {
  const { edtf = read() } = DATES.has(name) && read() ? await understood(read(), articleDay()) : {};
  return `${name}=${edtf}`;
}

/** @param {string} what @param {any} row */
function rowForm(what, row) {
  const fields = EDITED[what].split(" ").map((name) => {
    const choices = name === "kind" ? { enum: schemas["add actor"].properties.kind.enum, isNeeded: true } : name === "status" ? { enum: schemas["add relation"].properties.status.enum, isNeeded: true } : {};
    const more = what === "relation" ? { completes: ENDS[name], label: relationLabel(name) } : {};
    return fieldOf({ type: "string", name, ...more, ...choices }, asText(row[name]), articleDay);
  });
  const before = new Map(fields.map((field) => [field.name, field.read()]));
  const form = make("form", { class: "form", novalidate: true, "aria-label": `edit ${what}` }, make("h3", {}, row.name ?? row.sentence ?? row.title ?? row.id),
    fields.map((field) => field.element), make("div", { class: "acts" }, make("button", { type: "submit", class: "primary" }, "Show the change")));
  form.addEventListener("submit", (/** @type {Event} */ event) => {
    event.preventDefault();
    tried(async () => {
      const changed = fields.filter((field) => field.read() !== before.get(field.name));
      const body = { id: row.id, as: what, assignments: await Promise.all(changed.map(assignment)) };
      await preview({ verb: "edit", body, form, saved: () => form.remove() });
    });
  });
  return form;
}
