// Fields of a form, made from the parameters of a command: they complete names and say which date they understood.

import { certaintyOf, understood } from "./dates.js";
import { make } from "./dom.js";
import { completions } from "./names.js";

const PAUSE = 180; // milliseconds without a key before the server is asked
const LONG = new Set(["quote", "summary", "note", "description", "meaning"]);
/** Fields that take a date, in EDTF or in words. */
const DATES = new Set(["when", "begins", "ends", "said", "attests", "published", "asked_on"]);
/** The last part of a name such as `evidence.1.quote`. @param {string} name */
const last = (name) => name.slice(name.lastIndexOf(".") + 1);
/** @param {string} name */
export const isDate = (name) => DATES.has(last(name));

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
    const offered = await completions(what, input.value.trim()).catch(() => /** @type {any[]} */ ([]));
    list.replaceChildren(...offered.map(({ id, name, found, kind }) => make("option", { value: id, label: [...new Set([name, found])].filter((each) => each !== id).concat(kind).filter(Boolean).join(", ") })));
  };
  afterPause(input, offer);
  input.addEventListener("focus", offer, { once: true });
  return list;
}

/**
 * Say under a field which date was understood.
 * @param {HTMLInputElement} input
 * @param {() => string} askedOn
 */
function dating(input, askedOn) {
  const said = make("p", { class: "understood", id: `${input.id}-understood`, role: "status" });
  const look = async () => {
    const text = input.value.trim();
    if (!text || /^(yes|no|\.\.)$/.test(text)) return said.replaceChildren();
    const { edtf, words, error } = await understood(text, askedOn());
    if (text !== input.value.trim()) return undefined;
    input.setAttribute("aria-invalid", String(Boolean(error)));
    if (!error) input.closest(".field").querySelector(".field-error")?.remove(); // another field may have mended it
    return said.replaceChildren(...(error ? [error] : [make("code", {}, edtf), ` ${words}; ${certaintyOf(edtf)}`]));
  };
  afterPause(input, look);
  input.addEventListener("blur", look);
  if (input.value) look();
  return said;
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
  if (LONG.has(last(name))) {
    const area = make("textarea", { ...common, rows: 2, dir: "auto" });
    area.defaultValue = value ?? "";
    return area;
  }
  return make("input", { ...common, type: "text", inputmode: type === "integer" ? "numeric" : null, value: value ?? "", dir: "auto", spellcheck: "false" });
}

/**
 * @typedef {object} Field
 * @property {string} name
 * @property {HTMLElement} element
 * @property {() => any} read what is written there; empty text, false or an empty list where nothing is
 * @property {HTMLInputElement} input
 */

/**
 * A field for a parameter: `spec` has its JSON Schema, `name`, what it `completes`, and whether it `isNeeded`.
 * @param {any} spec
 * @param {any} value
 * @param {() => string} [askedOn] the day from which words such as "last week" count
 * @returns {Field}
 */
export function fieldOf(spec, value, askedOn = () => "") {
  if (spec.type === "array") return several(spec, value ?? [], askedOn);
  const id = `field-${(made += 1)}`;
  const input = control(id, spec, value);
  const label = make("label", { for: id, class: "field-label" }, spec.label ?? labelOf(spec.name), spec.isNeeded && make("span", { class: "quiet" }, " needed"));
  const hint = spec.description && make("p", { class: "quiet hint-line", id: `${id}-hint` }, spec.description.replace(/\s*\([^)]*may be repeated\)\.?|; may be repeated/, ""));
  const below = spec.type === "string" && !spec.enum ? [spec.completes && completing(input, spec.completes), isDate(spec.name) && dating(input, askedOn)].filter(Boolean) : [];
  const described = [hint && hint.id, ...below.filter((each) => each.id.endsWith("understood")).map((each) => each.id)].filter(Boolean).join(" ");
  if (described) input.setAttribute("aria-describedby", described);
  if (spec.isNeeded) input.required = true;
  const isTick = spec.type === "boolean";
  const element = make("div", { class: isTick ? "field field-tick" : "field" }, isTick ? [input, label, hint] : [label, input, ...below, hint]);
  const read = () => {
    if (isTick) return input.checked;
    const text = input.value.trim();
    return spec.type === "integer" && /^\d+$/.test(text) ? Number(text) : text;
  };
  return { name: spec.name, element, read, input };
}

/**
 * Several values of one parameter, each in a field of its own; with `labels`, as many as these.
 * @param {any} spec
 * @param {any[]} values
 * @param {() => string} askedOn
 * @returns {Field}
 */
function several(spec, values, askedOn) {
  /** @type {Field[]} */
  const fields = [];
  const more = make("button", { type: "button", class: "one-more", onclick: () => add("").input.focus() }, "One more");
  const group = make("fieldset", { class: "field-several" }, make("legend", { class: "field-label" }, spec.label ?? labelOf(spec.name)), more);
  more.hidden = Boolean(spec.labels);
  /** @param {any} value */
  const add = (value) => {
    const label = spec.labels?.[fields.length] ?? `${spec.label ?? labelOf(spec.name)} ${fields.length + 1}`;
    const field = fieldOf({ ...spec.items, name: spec.name, label, completes: spec.completes, description: fields.length ? "" : spec.description }, value, askedOn);
    fields.push(field);
    more.before(field.element);
    return field;
  };
  const least = Math.max(1, spec.isNeeded ? 2 : 1);
  for (const value of values.length ? values : Array(least).fill("")) add(value);
  return { name: spec.name, element: group, read: () => fields.map((field) => field.read()).filter((value) => value !== ""), input: fields[0].input };
}
