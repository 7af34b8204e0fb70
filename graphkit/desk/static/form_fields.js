// Fields of a form, made from the parameters of a command: they complete names and say which date they understood.

import { certaintyOf, understood } from "./dates.js";
import { make } from "./dom.js";
import { apartOf, completions, nameOf } from "./names.js";
import { released } from "./pressing.js";
import { forget, settle } from "./telling.js";
import { turns } from "./turns.js";

const PAUSE = 180; // milliseconds without a key before the server is asked
const LONG = new Set(["quote", "summary", "note", "description", "meaning"]);
/** Fields that take a date, in EDTF or in words. */
const DATES = new Set(["when", "begins", "ends", "said", "attests", "published", "asked_on"]);
/** The last part of a name such as `evidence.1.quote`. @param {string} name */
const last = (name) => name.slice(name.lastIndexOf(".") + 1);
/** @param {any} spec */
const isDate = ({ name, type }) => type === "string" && DATES.has(last(name));
/** Those of what a source tells, which it cannot know ahead. */
const REPORTED = new Set(["when", "begins", "said", "attests"]);
/** What is no date in the place of one. */
const NO_DATE = /^(|yes|no|\.\.)$/;

let made = 0;

/**
 * Do something when nothing has been typed for a moment.
 * @param {HTMLElement} input
 * @param {() => void} act
 */
function afterPause(input, act) {
  let waiting = 0;
  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(act, PAUSE);
  });
}

/**
 * A field that offers what there is already; any other text may be written too.
 * @param {HTMLInputElement} input
 * @param {string} what
 */
function completing(input, what) {
  const list = make("datalist", { id: `${input.id}-list` });
  input.setAttribute("list", list.id);
  input.autocomplete = "off";
  const offer = async () => {
    const text = input.value.trim();
    const offered = await completions(what, text).catch(() => /** @type {any[]} */ ([]));
    if (text !== input.value.trim()) return; // what was typed since has offers of its own
    list.replaceChildren(...offered.map(({ id, name, found, kind }) => make("option", { value: id, label: [...new Set([name, found])].filter((each) => each !== id).concat(kind, apartOf(id)).filter(Boolean).join(", ") })));
  };
  afterPause(input, offer);
  input.addEventListener("focus", offer, { once: true });
  return list;
}

/** What says under a field who is meant by the ids in it. @param {HTMLInputElement} input */
function naming(input) {
  const said = make("p", { class: "quiet hint-line", id: `${input.id}-meant` });
  const look = () => {
    const ids = input.value.split(";").map((id) => id.trim());
    said.textContent = ids.map(nameOf).filter((name, place) => name !== ids[place]).join("; ");
  };
  input.addEventListener("input", look);
  look();
  return said;
}

/** What offers, and tells, who or what is meant in a field. @param {any} spec @param {HTMLInputElement} input */
const helps = ({ name, completes }, input) => [completes && completing(input, completes), (completes === "actor" || name === "about") && naming(input)];

/**
 * What says under a field which date was understood, from which day it was counted, and that its source is too early to know it.
 * @param {HTMLInputElement} input
 * @param {string} name
 * @param {(name: string) => Told} toldBy
 */
function dating(input, name, toldBy) {
  const said = make("p", { class: "understood", id: `${input.id}-understood`, role: "status" });
  let asked = "";
  const begin = turns();
  /** Why a date is refused: what it lacks is the day from which it counts, which some forms ask for. @param {any} answer */
  const refused = ({ error, field }) => {
    const lacking = field && input.form.querySelector(`[data-name=${field}]`);
    return { field: lacking ? field : name, message: field ? `${error}; write ${lacking ? "that day under Asked on" : "the day or days themselves"}` : error };
  };
  const now = () => JSON.stringify([input.value.trim(), toldBy(name)]);
  /** Ask what is understood, and say it if that still stands there. */
  const read = async () => {
    asked = now();
    const isNewest = begin();
    const [text, told] = JSON.parse(asked);
    const answer = NO_DATE.test(text) ? /** @type {any} */ ({}) : await understood(text, told);
    await released();
    if (isNewest() && asked === now()) say(answer);
    else if (isNewest()) asked = ""; // it is of what no longer stands there
    return answer;
  };
  /** @param {any} answer */
  const say = (answer) => {
    const { edtf, words, counted_from: from, after, error } = answer;
    input.setAttribute("aria-invalid", String(Boolean(error)));
    if (!error) settle(input.closest(".field")); // another field may have mended it
    const lines = make("p", {}, error && refused(answer).message, edtf && make("code", {}, edtf), edtf && ` ${[words, certaintyOf(edtf), from && `counted from ${from}`].filter(Boolean).join("; ")}`,
      after && REPORTED.has(last(name)) && make("strong", { class: "too-early" }, `After ${after}, which can know it as a plan at most.`));
    if (lines.innerHTML !== said.innerHTML) said.replaceChildren(...lines.childNodes); // what is there is not announced again
  };
  const look = () => now() === asked || read();
  const sent = async () => {
    const text = input.value.trim();
    const answer = await read();
    if (!answer.error) return answer.edtf ?? text;
    const { field, message } = refused(answer);
    throw Object.assign(new Error(message), { body: { field } });
  };
  return { said, look, sent };
}

/**
 * Read the dates of a form anew whenever something in it is another: the date, or who tells it.
 * @param {HTMLFormElement} form
 * @param {Field[]} fields
 */
export function followDates(form, fields) {
  const look = () => fields.forEach((field) => field.look());
  afterPause(form, look);
  form.addEventListener("focusout", look);
  look();
}

/** @param {string} name */
export const labelOf = (name) => {
  const words = name.replace(/_/g, " ");
  return words[0].toUpperCase() + words.slice(1);
};

/** @param {string} id @param {any} spec @param {any} value @returns {HTMLInputElement} */
function control(id, { name, type, enum: choices, isNeeded }, value) {
  const common = { id, "data-name": name };  // a form takes names for its own properties
  if (choices) {
    const empty = isNeeded && value ? [] : [make("option", { value: "" }, isNeeded ? "choose" : "–")];
    const select = make("select", common, empty, choices.map((/** @type {string} */ one) => make("option", { value: one, selected: one === value }, one)));
    return select;
  }
  if (type === "boolean") return make("input", { ...common, type: "checkbox", checked: Boolean(value) });
  if (LONG.has(last(name)) || String(value).includes("\n")) {
    const area = make("textarea", { ...common, rows: 2, dir: "auto" });
    area.defaultValue = (value ?? "").replace(/\r\n?/g, "\n");
    return area;
  }
  return make("input", { ...common, type: "text", inputmode: type === "integer" ? "numeric" : null, value: value ?? "", dir: "auto", spellcheck: "false" });
}

/** Go to the first field that is needed and empty, else to the first. @param {Element} form */
export function enter(form) {
  const fields = /** @type {HTMLInputElement[]} */ ([...form.querySelectorAll("input, select, textarea")]);
  (fields.find((field) => field.required && !field.value) ?? fields[0]).focus();
}

/** A form whose button does something. @param {string} label @param {Child[]} body @param {HTMLElement[]} buttons @param {() => any} act */
export function formOfFields(label, body, buttons, act) {
  const form = make("form", { class: "form", novalidate: true, "aria-label": label }, ...body, make("div", { class: "acts" }, buttons));
  form.addEventListener("submit", (/** @type {Event} */ event) => {
    event.preventDefault();
    act();
  });
  return form;
}

/** @param {string} words @param {string} [style] */
export const submit = (words, style = "primary") => make("button", { type: "submit", class: style }, words);

/** Switches of which one is on: each its value and its words. @param {string} name @param {string} legend @param {string[][]} choices @param {(value: string) => any} choose */
export const switches = (name, legend, choices, choose) => make("fieldset", { class: "switch" }, make("legend", { class: "unseen" }, legend),
  choices.map(([value, words], place) => make("label", {}, make("input", { type: "radio", name, value, checked: place === 0, onchange: () => {
    forget();
    choose(value);
  } }), make("span", {}, words))));

/** @typedef {import("./dates.js").Told} Told */

/**
 * @typedef {object} Field
 * @property {string} name
 * @property {HTMLElement} element
 * @property {() => any} read what is written there; empty text, false or an empty list where nothing is
 * @property {() => any} sent the same, a date as it was understood, by whoever tells it
 * @property {() => Promise<void>} [whole] done once all that was chosen is here to be read
 * @property {() => void} look say below which date is understood
 * @property {HTMLInputElement} input
 */

/**
 * A field for a parameter: `spec` has its JSON Schema, `name`, what it `completes`, and whether it `isNeeded`.
 * @param {any} spec
 * @param {any} value
 * @param {(name: string) => Told} [toldBy] who tells the date of a field
 * @returns {Field}
 */
export function fieldOf(spec, value, toldBy = () => ({})) {
  if (spec.type === "array") return several(spec, value ?? []);
  if (spec.name === "picture") return picturing(spec, value ?? "");
  const id = `field-${(made += 1)}`;
  const input = control(id, spec, value);
  const label = make("label", { for: id, class: "field-label" }, spec.label ?? labelOf(spec.name), spec.isNeeded && make("span", { class: "quiet" }, " needed"));
  const hint = spec.description && make("p", { class: "quiet hint-line", id: `${id}-hint` }, spec.description.replace(/\s*\([^)]*may be repeated\)\.?|; may be repeated/, ""));
  const { said, ...date } = isDate(spec) ? dating(input, spec.name, toldBy) : { said: null };
  const below = [...helps(spec, input), said].filter(Boolean);
  const described = [hint && hint.id, ...below.filter((each) => each.tagName === "P").map((each) => each.id)].filter(Boolean).join(" ");
  if (described) input.setAttribute("aria-describedby", described);
  if (spec.isNeeded) input.required = true;
  const isTick = spec.type === "boolean";
  const element = make("div", { class: isTick ? "field field-tick" : "field" }, isTick ? [input, label, hint] : [label, input, ...below, hint]);
  const read = () => {
    if (isTick) return input.checked;
    const text = input.value.trim();
    return spec.type === "integer" && /^\d+$/.test(text) ? Number(text) : text;
  };
  return { name: spec.name, element, read, input, sent: read, look: () => {}, ...date };
}

/** A picture, which is sent whole. @param {any} spec @param {string} value @returns {Field} */
function picturing({ name }, value) {
  const id = `field-${(made += 1)}`;
  const input = make("input", { id, type: "file", "data-name": name, accept: "image/png, image/jpeg, image/webp, image/gif" });
  const shown = make("img", { class: "picture", alt: "The picture as it will be" });
  const away = make("button", { type: "button", onclick: () => {
    begin();
    show("");
  } }, "Remove the picture");
  let now = "";
  const begin = turns();
  /** Done once the picture that was chosen last is here. */
  let loaded = Promise.resolve();
  /** @param {any} address */
  const show = (address) => {
    now = address;
    if (address) shown.src = address;
    shown.hidden = away.hidden = !address;
  };
  input.addEventListener("change", () => {
    const [file] = input.files;
    if (!file) return;
    const isNewest = begin();
    loaded = new Promise((done) => {
      const reader = new FileReader();
      reader.addEventListener("load", () => isNewest() && show(reader.result));
      reader.addEventListener("loadend", () => done());
      reader.readAsDataURL(file);
    });
  });
  show(value);
  const element = make("div", { class: "field" }, make("label", { for: id, class: "field-label" }, labelOf(name)), shown, input, away, make("p", { class: "quiet hint-line" }, "A small PNG, JPEG, WebP or GIF."));
  return { name, element, read: () => now, sent: () => loaded.then(() => now), whole: () => loaded, input, look: () => {} };
}

/**
 * Several values of one parameter, each in a field of its own; with `labels`, as many as these.
 * @param {any} spec
 * @param {any[]} values
 * @returns {Field}
 */
function several(spec, values) {
  /** @type {Field[]} */
  const fields = [];
  const more = make("button", { type: "button", class: "one-more", onclick: () => add("").input.focus() }, "One more");
  const group = make("fieldset", { class: "field-several" }, make("legend", { class: "field-label" }, spec.label ?? labelOf(spec.name)), more);
  more.hidden = Boolean(spec.labels);
  /** @param {any} value */
  const add = (value) => {
    const label = spec.labels?.[fields.length] ?? `${spec.label ?? labelOf(spec.name)} ${fields.length + 1}`;
    const field = fieldOf({ ...spec.items, name: spec.name, label, completes: spec.completes, description: fields.length ? "" : spec.description }, value);
    field.input.required = Boolean(spec.labels && spec.isNeeded);
    fields.push(field);
    more.before(field.element);
    return field;
  };
  const least = Math.max(1, spec.isNeeded ? 2 : 1);
  for (const value of values.length ? values : Array(least).fill("")) add(value);
  const read = () => fields.map((field) => field.read()).filter((value) => value !== "");
  return { name: spec.name, element: group, read, sent: read, input: fields[0].input, look: () => {} };
}
