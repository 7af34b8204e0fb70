// Says in a line what happened, for the eye and for those who listen.

import { announce, byId, make, plural } from "./dom.js";
import { Late, askWith, isElsewhere } from "./turns.js";

/**
 * Say something, with buttons for what may follow from it.
 * @param {string} text
 * @param {...[string, () => void]} acts
 */
export function tell(text, ...acts) {
  say(text, "told", acts);
}

/** Say something more, after what was said last. @param {string} text */
export function tellMore(text) {
  const last = byId("told").querySelector("p");
  if (!last) return tell(text);
  last.append(make("span", { class: "told-more" }, ` ${text}`));
  return announce(last.textContent);
}

/** @param {string} text */
export function complain(text) {
  say(text, "told told-error", []);
}

/** Take back what was said to be wrong. */
export function quieten() {
  if (byId("told").classList.contains("told-error")) byId("told").replaceChildren();
}

/** Take back what was said beside fields. @param {Element} place @param {string} [errors] */
export function settle(place, errors = ".field-error") {
  for (const error of place.querySelectorAll(errors)) {
    const field = place.querySelector(`[aria-describedby~="${error.id}"]`);
    error.remove();
    field.removeAttribute("aria-invalid");
    const others = field.getAttribute("aria-describedby").split(" ").filter((id) => id !== error.id).join(" ");
    if (others) field.setAttribute("aria-describedby", others);
    else field.removeAttribute("aria-describedby");
  }
}

/** Take back what was said once a form or a tab is left, but for what something can still be done about. */
export function forget() {
  const offers = byId("told").querySelector("button:not(.told-shut)");
  if (offers) byId("told").querySelector(".told-more")?.remove();
  else byId("told").replaceChildren();
  settle(byId("work"));
}

/** @param {string} text @param {string} style @param {[string, () => void][]} acts */
function say(text, style, acts) {
  const buttons = acts.map(([label, act]) => make("button", { type: "button", onclick: act }, label));
  const shut = make("button", { type: "button", class: "told-shut", "aria-label": "Close the message", onclick: () => {
    byId("told").replaceChildren();
    byId("work").focus();
  } }, "×");
  const hadFocus = byId("told").contains(document.activeElement);
  byId("told").className = style;
  byId("told").replaceChildren(make("p", { dir: "auto" }, text), ...buttons, shut);
  if (hadFocus) shut.focus();
  announce(text);
}

/**
 * Say beside a field what is wrong with it, and go there; it is taken back once something else is written.
 * @param {HTMLElement} field
 * @param {string} text
 */
export function complainAt(field, text) {
  const place = field.closest(".field");
  const error = make("p", { class: "field-error", id: `${field.id}-error`, dir: "auto" }, text);
  settle(place, ":scope > .field-error"); // a field in it, for the kind of a new actor, has its own
  field.setAttribute("aria-invalid", "true");
  field.setAttribute("aria-describedby", [error.id, field.getAttribute("aria-describedby")].filter(Boolean).join(" "));
  place.append(error);
  for (let fold = place.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  if (!isElsewhere(field.closest("form, #review-card"))) field.focus();
  field.addEventListener("input", () => {
    settle(place);
    quieten();
  }, { once: true });
}

/** What is wrong, the name of the field that it is about, or the field itself. @typedef {{ error: string, field?: string, input?: HTMLElement }} Fault */

/** An error of several faults. @param {Fault[]} faults */
export const faulty = (faults) => Object.assign(new Error(faults[0].error), { body: { ...faults[0], faults } });

/** The field of a form that a fault is about; of several with one name, the one whose value it quotes. @param {HTMLElement | undefined} form @param {Fault} fault */
export function fieldOfFault(form, { error, field, input }) {
  const fields = form && field ? /** @type {HTMLInputElement[]} */ ([...form.querySelectorAll(`[data-name="${CSS.escape(field)}"]`)]) : [];
  return input ?? fields.find(({ value }) => value && error.includes(`'${value.trim()}'`)) ?? fields[0];
}

/** Open what folds away a field that a message names. @param {HTMLElement | undefined} form @param {string} words */
function openNamed(form, words) {
  for (const label of form?.querySelectorAll("details:not([open]) .field-label") ?? []) {
    if (new RegExp(`\\b${label.firstChild.textContent}\\b`, "i").test(words)) label.closest("details").open = true;
  }
}

/** What a message calls by the name of a parameter, as in "with cascade", by what the form calls it. @param {string} words @param {HTMLElement | undefined} form */
const asLabelled = (words, form) => words.replace(/\bwith ([a-z_]+)\b/g, (whole, name) => {
  const label = form?.querySelector(`[data-name="${name}"]`)?.closest(".field").querySelector(".field-label");
  return label ? `with “${label.firstChild.textContent}”` : whole;
});

/**
 * Say what is wrong: each fault beside its field, of which the first has the focus, and above what is about none.
 * @param {any} error
 * @param {HTMLElement} [form]
 */
function tellFaults(error, form) {
  /** @type {Fault[]} */
  const faults = error.body?.faults ?? [{ error: error.message, field: error.body?.field }];
  const told = faults.map((fault) => {
    const words = fault.field ? asLabelled(fault.error, form).replace(/\b[a-z]+(?:_[a-z]+)+\b/g, (name) => name.replace(/_/g, " ")) : fault.error;
    return { words, isNamed: Boolean(fault.field), input: fieldOfFault(form, fault) };
  });
  const elsewhere = told.filter(({ input }) => !input);
  const fields = `${plural(told.length, "field")} ${told.length > 1 ? "are" : "is"}`;
  complain(elsewhere.map(({ words }) => words).join(" ") || `Nothing was saved or asked yet: ${fields} to be put right.`);
  for (const { words, isNamed } of told) if (isNamed) openNamed(form, words);
  const placed = told.filter(({ input }) => input).sort((one, other) => (one.input.compareDocumentPosition(other.input) & Node.DOCUMENT_POSITION_FOLLOWING ? 1 : -1));
  for (const { words, input } of placed) {
    const own = (input.dataset.name ?? "").replace(/_/g, " "); // which its label says, in words of its own
    complainAt(input, words.replace(new RegExp(`^(?:this change: [^:]*|Invalid value for '[^']*'|${own}): `), ""));
  }
}

/** @type {import("./turns.js").Turn} */
const ALWAYS = { isSame: () => true, inTime: () => {} };

/**
 * Do something, and say why if it is refused: beside the fields of a form that it is about, too, if they still are as they were.
 * @param {(turn: import("./turns.js").Turn) => Promise<any>} act
 * @param {HTMLElement} [form]
 */
export async function tried(act, form) {
  if (form) settle(form);
  const turn = form ? askWith(form) : ALWAYS;
  try {
    return await act(turn);
  } catch (error) {
    tellRefusal(error, turn, form);
    return undefined;
  }
}

/** @param {any} error @param {import("./turns.js").Turn} turn @param {HTMLElement} [form] */
function tellRefusal(error, turn, form) {
  try {
    if (error instanceof Late) throw error;
    if (error.body?.field || error.body?.faults) turn.inTime();
    tellFaults(error, form);
  } catch (late) {
    if (!(late instanceof Late)) throw late;
    if (late.message) tell(late.message);
  }
}
