// The forms: adding, editing, removing and merging, each made from the parameters of its command.

import { articleDay } from "./article.js";
import { ask, send } from "./connection.js";
import { byId, make } from "./dom.js";
import { enter, fieldOf, followDates, formOfFields, labelOf, submit } from "./form_fields.js";
import { preview } from "./preview.js";
import { faulty, fieldOfFault, tell, tried } from "./telling.js";
import { isElsewhere } from "./turns.js";
import { isTyped, unlessTyped } from "./typed.js";

/** The JSON Schemas of the commands that change something. @type {Record<string, any>} */
const schemas = JSON.parse(byId("schemas").textContent);

/** @param {string} verb */
export const schemaOf = (verb) => schemas[verb];

/** What a field of a relation is called, in every form; undefined where its name says enough. @param {string} name */
export const relationLabel = (name) => LABELS[`add relation ${name}`];

/** Of each command: which parameters are asked at once, in order, those that are needed with a star, and what some of them complete. The rest is under More. @type {Record<string, { first: string, completes: Record<string, string>, without?: string }>} */
const ORDER = {
  "add actor": { first: "name* kind* alias description", completes: {} },
  "add relation": { first: "source* type* target* when article paragraph voice quote status summary about", completes: { source: "actor", target: "actor", type: "type", article: "source", voice: "actor", about: "actor", link: "link" }, without: "kind" },
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
  "add relation article": "Source",
  "merge names": "Two that are one",
  "remove id": "Which actor, relation or source",
  "remove cascade": "Also what refers to it",
};
/** What the fields of one parameter are called, each by its place. @type {Record<string, string[]>} */
const PLACES = { "merge names": ["This one", "is really this one, whose id and name stay"] };
const NEVER = new Set(["dry_run"]);
/** Whom a command adds of a kind that is said, in the order in which it takes their kinds. */
const NEW_ACTORS = ["source", "target", "about", "voice"];
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

/** @typedef {import("./form_fields.js").Field} Field */

/**
 * Show what a form would change; what is missing, which dates cannot be read and what else is wrong is told together.
 * @param {Field[]} fields those whose values are sent
 * @param {{ verb: string, form: HTMLFormElement, turn: import("./turns.js").Turn, saved: () => void }} asked
 * @param {(values: Map<Field, any>) => Record<string, any> | null} bodyOf what is sent; null where that is nothing
 */
async function previewOf(fields, asked, bodyOf) {
  const values = new Map(fields.map((field) => [field, field.read()]));
  /** @type {(import("./telling.js").Fault & { of?: string })[]} */
  const faults = missingIn(asked.form);
  await Promise.all(fields.map(async (field) => {
    try {
      values.set(field, await field.sent());
    } catch (error) {
      faults.push({ error: error.message, field: error.body.field, of: field.name });
    }
  }));
  const body = bodyOf(values);
  if (faults.length) throw await withOthers(faults, () => send(asked.verb, { ...body, dry_run: true }).catch(async (error) => {
    throw await askKinds(asked, body, error);
  }));
  if (body) {
    await preview({ ...asked, body }).catch(async (error) => {
      throw await askKinds(asked, body, error);
    });
  }
  else tell("Nothing was changed here yet.");
}

/** @param {HTMLElement} input @returns {HTMLSelectElement | null} */
const kindAsked = (input) => input.closest(".field").querySelector(".new-kind select");

/**
 * Where a change lacks the kinds of new actors, ask beside each name of which kind it is, until another name stands there; returns what to tell.
 * @param {{ verb: string, form: HTMLFormElement, turn: import("./turns.js").Turn }} asked
 * @param {Record<string, any>} body
 * @param {any} refusal why the change was refused
 */
async function askKinds({ verb, form, turn }, body, refusal) {
  // With some kinds too few it is not said of whom; without any it is.
  const error = / give kind once for each/.test(refusal.message) ? await send(verb, { ...body, kind: undefined, dry_run: true }).catch((each) => each) : refusal;
  turn.inTime();
  /** @type {[import("./telling.js").Fault, HTMLInputElement][]} */
  const lacking = (error.body?.faults ?? []).filter((/** @type {any} */ fault) => fault.error.endsWith("give its kind to add it")).map((/** @type {any} */ fault) => [fault, fieldOfFault(form, fault)]);
  const asked = new Set(lacking.filter(([, input]) => kindAsked(input)).map(([fault]) => fault)); // where it is needed is told beside it
  for (const [fault, input] of lacking) {
    if (kindAsked(input)) continue;
    const name = input.value.trim();
    const kind = fieldOf({ ...schemas["add actor"].properties.kind, name: "new_kind", label: `${name} is new. Its kind`, isNeeded: true, description: "" }, "");
    kind.element.classList.add("new-kind");
    Object.assign(kind.input.dataset, { of: name, needed: fault.error });
    input.after(kind.element);
    input.addEventListener("input", () => kind.element.remove(), { once: true });
  }
  if (!lacking.length) return refusal;
  return Object.assign(error, { body: { ...error.body, faults: error.body.faults.filter((/** @type {any} */ fault) => !asked.has(fault)) } });
}

/** The kinds that were said of new actors, each name once. @param {HTMLFormElement} form */
function kindsSaid(form) {
  const said = NEW_ACTORS.flatMap((name) => [.../** @type {NodeListOf<HTMLElement>} */ (form.querySelectorAll(`[data-name="${name}"]`))].map(kindAsked).filter(Boolean));
  return [...new Map(said.map((select) => [select.dataset.of, select.value])).values()].filter(Boolean);
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
  const form = formOfFields(verb, [now.map((field) => field.element), rare], [submit("Show the change")], () => tried((turn) => previewOf(fields, { verb, form, turn, saved: () => {
    const next = formOf(verb);
    form.replaceWith(next);
    if (!isElsewhere()) enter(next);
  } }, (sent) => {
    const all = [...sent].map(([{ name }, value]) => [name, value]).filter(([, value]) => value !== "" && value !== false && !(Array.isArray(value) && !value.length));
    return { ...Object.fromEntries(all), ...(kindsSaid(form).length && { kind: kindsSaid(form) }), ...(verb === "remove" && { yes: true }) };
  }), form));
  followDates(form, fields);
  return form;
}

/** What is needed in a form and missing. @param {HTMLFormElement} form */
const missingIn = (form) => /** @type {HTMLInputElement[]} */ ([...form.querySelectorAll("[required]")]).filter(({ value }) => !value.trim())
  .map((input) => ({ error: input.dataset.needed ?? "This is needed.", field: input.dataset.name, input }));

/**
 * An error of faults that are seen here, and of those of other fields for which a request is refused.
 * @param {(import("./telling.js").Fault & { of?: string })[]} faults `of` is the field of a fault that is told at another
 * @param {() => Promise<any>} request
 */
async function withOthers(faults, request) {
  const seen = new Set(faults.flatMap(({ field, of }) => [field, of]));
  const more = await request().then(() => /** @type {import("./telling.js").Fault[]} */ ([]), (error) => error.body?.faults ?? []);
  return faulty([...faults, ...more.filter((/** @type {import("./telling.js").Fault} */ { field }) => field && !seen.has(field))]);
}

/**
 * Ask something with a form; what is missing, and what else is wrong, is told together.
 * @param {HTMLFormElement} form
 * @param {(turn: import("./turns.js").Turn) => Promise<any>} act what asks, and is refused while something is missing
 */
export const ifWhole = (form, act) => tried(async (turn) => {
  const missing = missingIn(form);
  if (missing.length) throw await withOthers(missing, () => act(turn));
  return act(turn);
}, form);

// --- editing -----------------------------------------------------------------------------------------

/** What is seen at once of a record; the rest is under More while it is empty. */
const AT_ONCE = new Set(("name kind aliases description source type target when begins ends status summary about amount note links publisher published title author url archived_url reliability " +
  "meaning past present inverse symmetric family paragraph attribution said attests dated stance quote").split(" "));
/** What fields of a record are called and what is said of them, where the form that adds them has other names. @type {Record<string, any>} */
const RECORDED = {
  id: { description: "Another one takes its place wherever it is named." },
  attribution: { label: "Voice", description: VOICE },
  dated: { label: "Gives a day", description: "No if this source supports it, but gives no day." },
  stance: { description: "Contradicts if this source says that it is not so." },
  links: { completes: "link", description: schemas["add relation"].properties.link.description },
  aliases: { description: schemas["add actor"].properties.alias.description },
};

/** A form that asks what to edit, and then shows its fields. */
export function editForm() {
  const found = make("div");
  const which = fieldOf({ type: "string", name: "id", label: "Which actor, relation, source or own type", completes: "row", isNeeded: true, description: "Its name or id." }, "");
  const as = fieldOf({ ...schemas.edit.properties.as, name: "as" }, "");
  const asked = /** @type {HTMLInputElement[]} */ ([which.input, as.input]);
  /** @type {string[]} what is asked for the fields that are shown */
  let shown = [];
  const form = formOfFields("edit", [which.element, as.element], [submit("Show its fields", null)], () => ifWhole(form, async (turn) => {
    const wanted = asked.map(({ value }) => value);
    const row = await ask("record", { id: which.read(), as: as.read() });
    turn.inTime();
    const renew = () => {
      name(shown = wanted);
      found.replaceChildren(rowForm(row, () => isElsewhere() || which.input.focus()));
    };
    const open = found.querySelector("form");
    if (open && isTyped(open)) name(shown);
    unlessTyped(open, renew);
  }));
  /** @param {string[]} texts */
  const name = (texts) => {
    asked.forEach((input, place) => {
      input.value = texts[place];
    });
    found.hidden = false;
  };
  // Fields are seen beside the name of their own record alone; what is typed there waits.
  form.addEventListener("input", () => {
    found.hidden = asked.some(({ value }, place) => value !== shown[place]);
  });
  return make("div", {}, form, found);
}

/** What an edit does to a field: of a list, what is taken from it and what is added. @param {string} name @param {any} before @param {any} now @returns {string[]} */
function assignmentsTo(name, before, now) {
  if (!Array.isArray(now)) return before === now ? [] : [`${name}=${now}`];
  return [...before.filter((/** @type {string} */ each) => !now.includes(each)).map((/** @type {string} */ each) => `${name}-=${each}`), ...now.filter((each) => !before.includes(each)).map((each) => `${name}+=${each}`)];
}

/** Fields in a form: those that are empty and seldom needed are folded away. @param {any[]} specs @param {import("./form_fields.js").Field[]} fields */
function laidOut(specs, fields) {
  const [now, later] = [true, false].map((isNow) => fields.filter((_, place) => (specs[place].value.length > 0 || AT_ONCE.has(specs[place].name.split(".").at(-1))) === isNow).map(({ element }) => element));
  return [...now, later.length > 0 && make("details", { class: "fold-list" }, make("summary", {}, "More"), later)];
}

/** The form of a record: all that it holds. @param {any} row @param {() => void} leave where to go once it is saved */
function rowForm(row, leave) {
  /** @param {any} spec @returns {import("./form_fields.js").Field} */
  const fieldFor = ({ name, value, choices, completes, needed }) => {
    const last = name.split(".").at(-1);
    const { properties } = schemas[last === name ? `add ${row.as}` : "add evidence"];
    const words = { label: last === name && row.as === "relation" ? relationLabel(name) : labelOf(last), description: properties[last]?.description, completes, ...RECORDED[last] };
    const field = fieldOf({ name, type: Array.isArray(value) ? "array" : "string", items: { type: "string" }, enum: choices, isNeeded: needed && choices, ...words }, value, toldBy);
    field.input.required = Boolean(needed);
    return field;
  };
  const own = row.fields.map(fieldFor);
  /** @type {import("./form_fields.js").Field[][]} */
  const cited = row.evidence.map((/** @type {any} */ { fields }) => fields.map(fieldFor));
  const goes = cited.map((_, place) => fieldOf({ name: `evidence.${place + 1}`, type: "boolean", label: "Remove this evidence" }, false));
  const folds = cited.map((fields, place) => {
    const value = Object.fromEntries(row.evidence[place].fields.map((/** @type {any} */ spec) => [spec.name.split(".").at(-1), spec.value]));
    const words = [`Evidence ${place + 1}: ${value.source}`, value.paragraph && `paragraph ${value.paragraph}`, value.status, value.stance === "contradicts" && value.stance];
    return make("details", { class: "fold-list" }, make("summary", {}, words.filter(Boolean).join(", ")), laidOut(row.evidence[place].fields, fields), goes[place].element);
  });
  const fields = [...own, ...cited.flat()];
  /** @param {import("./form_fields.js").Field[]} among @param {string} name */
  const read = (among, name) => among.find((each) => each.name.endsWith(`.${name}`)).read();
  /** An evidence is told by its source, a relation by those that have no day of their own. @param {string} name */
  function toldBy(name) {
    const [, place] = name.split(".");
    return told((place ? [cited[Number(place) - 1]] : cited.filter((entry) => !read(entry, "when"))).map((entry) => read(entry, "source")));
  }
  const before = new Map(fields.map((field) => [field, field.read()]));
  const form = formOfFields(`edit ${row.as}`, [make("h3", {}, row.heading), laidOut(row.fields, own), folds], [submit("Show the change")], () => tried(async (turn) => {
    await Promise.all(fields.map(({ whole }) => whole?.()));
    const kept = [...own, ...cited.filter((_, place) => !goes[place].read()).flat()].filter((field) => String(field.read()) !== String(before.get(field)));
    return previewOf(kept, { verb: "edit", form, turn, saved: () => {
      form.remove();
      leave();
    } }, (values) => {
      const assignments = [...values].flatMap(([field, value]) => assignmentsTo(field.name, before.get(field), value));
      assignments.push(...goes.flatMap((gone, place) => (gone.read() ? [`evidence-=${row.evidence[place].text}`] : [])));
      return assignments.length ? { id: row.id, as: row.as, assignments } : null;
    });
  }, form));
  followDates(form, fields);
  return form;
}
