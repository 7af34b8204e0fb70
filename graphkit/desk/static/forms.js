// The forms: adding, editing, removing and merging, each made from the parameters of its command.

import { articleDay } from "./article.js";
import { ask } from "./connection.js";
import { byId, make } from "./dom.js";
import { enter, fieldOf, followDates, formOfFields, labelOf, submit } from "./form_fields.js";
import { preview } from "./preview.js";
import { complainAt, tell, tried } from "./telling.js";
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
  "add relation": { first: "source* type* target* when article paragraph voice quote status summary about", completes: { source: "actor", target: "actor", type: "type", article: "source", voice: "actor", about: "actor" } },
  "add source": { first: "publisher* published* title author url", completes: { publisher_actor: "actor", derived_from: "source" } },
  "add evidence": { first: "relation* source* paragraph voice quote when contradicts", completes: { relation: "relation", source: "source", voice: "actor", type: "type" } },
  "add type": { first: "name* kind* meaning* past present inverse symmetric family", completes: {} },
  remove: { first: "id* cascade", completes: { id: "row" }, without: "yes" },
  merge: { first: "names*", completes: { names: "actor" } },
};
/** What is said of a field for a voice. */
export const VOICE = "Who says so; 'unnamed' if nobody is named, empty for the article itself.";
/** What fields are called whose names do not say enough beside others. @type {Record<string, string>} */
const LABELS = {
  "add relation source": "Who",
  "add relation target": "Whom or what",
  "add relation article": "Article (a source)",
  "add evidence source": "Source (an article)",
  "merge names": "Two that are one",
  "remove id": "Which actor, relation or source",
  "remove cascade": "And what refers to it",
};
/** What the fields of one parameter are called, each by its place. @type {Record<string, string[]>} */
const PLACES = { "merge names": ["This one", "is really this one, which stays"] };
const NEVER = new Set(["dry_run", "picture"]);
/** Which parameter names the source that tells of it. @type {Record<string, string>} */
const CITED = { "add relation": "article", "add evidence": "source" };

/**
 * Who tells a date: the sources that are named; of none, the article on screen gives the day from which words count.
 * @param {string[]} named
 * @param {string} [day] that was said instead
 */
function told(named, day = "") {
  const source = [...new Set(named)].filter(Boolean);
  return { source, asked_on: day || (source.length ? "" : articleDay()) };
}

/** @param {string} verb @param {string} marked */
function specOf(verb, marked) {
  const name = marked.replace("*", "");
  return { ...schemas[verb].properties[name], name, label: LABELS[`${verb} ${name}`], labels: PLACES[`${verb} ${name}`], completes: ORDER[verb].completes[name], isNeeded: marked.endsWith("*") };
}

/**
 * What is written in the fields, without what is empty.
 * @param {import("./form_fields.js").Field[]} fields
 */
async function bodyOf(fields) {
  const all = await Promise.all(fields.map(async ({ name, sent }) => [name, await sent()]));
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
  /** @type {import("./form_fields.js").Field[]} */
  const fields = [];
  /** @param {string} wanted */
  const written = (wanted) => fields.find(({ name }) => name === wanted)?.read() ?? "";
  /** @param {string} name */
  const toldBy = (name) => told([written(CITED[verb])], name === "asked_on" ? "" : written("asked_on"));
  fields.push(...[...names, ...rest].map((marked) => fieldOf(specOf(verb, marked), values[marked.replace("*", "")], toldBy)));
  const [now, later] = [fields.slice(0, names.length), fields.slice(names.length)];
  const rare = later.length > 0 && make("details", { class: "fold-list" }, make("summary", {}, "More"), later.map((field) => field.element));
  const form = formOfFields(verb, [now.map((field) => field.element), rare], [submit("Show the change")], () => isWhole(form) && tried(async () => {
    const body = await bodyOf(fields);
    if (verb === "remove") body.yes = true;
    await preview({ verb, body, form, saved: () => {
      const next = formOf(verb);
      form.replaceWith(next);
      enter(next);
    } });
  }, form));
  followDates(form, fields);
  return form;
}

/**
 * Whether all that is needed is there; else what is missing is told, and the first has the focus.
 * @param {HTMLFormElement} form
 */
export function isWhole(form) {
  const missing = /** @type {HTMLInputElement[]} */ ([...form.querySelectorAll("[required]")]).filter(({ value }) => !value.trim());
  for (const input of missing.toReversed()) complainAt(input, "This is needed.");
  return !missing.length;
}

// --- editing -----------------------------------------------------------------------------------------

/** What may be edited of each kind of row; lists are written with a comma between. @type {Record<string, string>} */
const EDITED = {
  actor: "name kind aliases description",
  relation: "source type target when begins ends status summary about amount note",
  source: "publisher published title author url archived_url reliability note",
};
/** What may be edited of each evidence of a relation, in order. @type {Record<string, any>} */
const OF_EVIDENCE = {
  source: { completes: "source" }, paragraph: {}, attribution: { label: "Voice", completes: "actor", description: VOICE }, said: {}, when: {},
  status: { enum: schemas["add evidence"].properties.status.enum, description: "If this source says another." }, stance: { enum: ["contradicts"], description: "If this source says that it is not so." }, quote: {}, note: {},
};
/** @type {Record<string, string>} */
const ENDS = { source: "actor", target: "actor", type: "type" };

/** @param {any} value */
const asText = (value) => (Array.isArray(value) ? value.join(", ") : value === null || value === undefined ? "" : typeof value === "object" ? Object.values(value).join(" ") : String(value));

/** A form that asks what to edit, and then shows its fields. */
export function editForm() {
  const found = make("div");
  const which = fieldOf({ type: "string", name: "id", label: "Which actor, relation or source", completes: "row", isNeeded: true, description: "Its name or id." }, "");
  const form = formOfFields("edit", [which.element], [submit("Show its fields", null)], () => isWhole(form) && tried(async () => {
    const row = await ask("show", { id: which.read() });
    const what = Object.keys(EDITED).find((each) => row[each] && typeof row[each] === "object");
    if (what) unlessTyped(found.querySelector("form"), () => found.replaceChildren(rowForm(what, row[what], () => which.input.focus())));
  }, form));
  return make("div", {}, form, found);
}

/** @param {string} what @param {any} row @param {() => void} leave where to go once it is saved */
function rowForm(what, row, leave) {
  /** @param {string} name @param {any} value @param {any} [more] @returns {import("./form_fields.js").Field} */
  const field = (name, value, more = {}) => fieldOf({ type: "string", name, ...more }, asText(value), toldBy);
  const own = EDITED[what].split(" ").map((name) => {
    const choices = { kind: schemas["add actor"].properties.kind, status: schemas["add relation"].properties.status }[name];
    return field(name, row[name], { ...(choices && { enum: choices.enum, isNeeded: true }), ...(what === "relation" && { completes: ENDS[name], label: relationLabel(name) }) });
  });
  /** @type {any[]} */
  const entries = row.evidence ?? [];
  const cited = entries.map((entry, place) => Object.entries(OF_EVIDENCE).map(([name, more]) => field(`evidence.${place + 1}.${name}`, entry[name], { label: labelOf(name), ...more })));
  const folds = cited.map(([source, paragraph, ...rest], place) => make("details", { class: "fold-list" },
    make("summary", {}, [`Evidence ${place + 1}: ${source.read()}`, paragraph.read() && `paragraph ${paragraph.read()}`, entries[place].status, entries[place].stance].filter(Boolean).join(", ")), [source, paragraph, ...rest].map(({ element }) => element)));
  const fields = [...own, ...cited.flat()];
  /** An evidence is told by its source, a relation by those that have no day of their own. @param {string} name */
  function toldBy(name) {
    const [, place] = name.split(".");
    const undated = cited.filter((entry) => !entry.find((each) => each.name.endsWith(".when")).read());
    return told((place ? [cited[Number(place) - 1]] : undated).map(([source]) => source.read()));
  }
  const before = new Map(fields.map(({ name, read }) => [name, read()]));
  const heading = make("h3", {}, row.name ?? row.sentence ?? row.title ?? row.id);
  const form = formOfFields(`edit ${what}`, [heading, own.map(({ element }) => element), folds], [submit("Show the change")], () => tried(async () => {
    const assignments = await Promise.all(fields.filter(({ name, read }) => read() !== before.get(name)).map(async ({ name, sent }) => `${name}=${await sent()}`));
    if (!assignments.length) tell("Nothing was changed here yet.");
    else await preview({ verb: "edit", body: { id: row.id, as: what, assignments }, form, saved: () => {
      form.remove();
      leave();
    } });
  }, form));
  followDates(form, fields);
  return form;
}
