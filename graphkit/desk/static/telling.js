// Says in a line what happened, for the eye and for those who listen.

import { announce, byId, make } from "./dom.js";

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
  last.append(` ${text}`);
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
  place.querySelector(".field-error")?.remove();
  const error = make("p", { class: "field-error", id: `${field.id}-error`, dir: "auto" }, text);
  const described = field.getAttribute("aria-describedby");
  field.setAttribute("aria-invalid", "true");
  field.setAttribute("aria-describedby", [error.id, described].filter(Boolean).join(" "));
  place.append(error);
  for (let fold = place.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  field.focus();
  field.addEventListener("input", () => {
    error.remove();
    quieten();
    field.removeAttribute("aria-invalid");
    if (described) field.setAttribute("aria-describedby", described);
    else field.removeAttribute("aria-describedby");
  }, { once: true });
}

/** The field of a form that a refusal is about; of several with one name, the one whose value it quotes. @param {HTMLElement} form @param {any} error */
function fieldOfError(form, { message, body }) {
  const fields = body?.field ? /** @type {HTMLInputElement[]} */ ([...form.querySelectorAll(`[data-name="${CSS.escape(body.field)}"]`)]) : [];
  return fields.find(({ value }) => value && message.includes(`'${value.trim()}'`)) ?? fields[0];
}

/** Open what folds away a field that a message names. @param {HTMLElement | undefined} form @param {string} words */
function openNamed(form, words) {
  for (const label of form?.querySelectorAll("details:not([open]) .field-label") ?? []) {
    if (new RegExp(`\\b${label.firstChild.textContent}\\b`, "i").test(words)) label.closest("details").open = true;
  }
}

/**
 * Do something, and say why if it is refused: beside the field of a form that it is about, too.
 * @param {() => Promise<any>} act
 * @param {HTMLElement} [form]
 */
export async function tried(act, form) {
  for (const error of form?.querySelectorAll(".field-error") ?? []) {
    form.querySelector(`[aria-describedby~="${error.id}"]`)?.removeAttribute("aria-invalid");
    error.remove();
  }
  try {
    return await act();
  } catch (error) {
    const field = form && fieldOfError(form, error);
    const words = error.body?.field ? error.message.replace(/\b[a-z]+(?:_[a-z]+)+\b/g, (/** @type {string} */ name) => name.replace(/_/g, " ")) : error.message;
    complain(words);
    if (error.body?.field) openNamed(form, words);
    if (field) complainAt(field, words.replace(/^(?:this change: [^:]*|Invalid value for '[^']*'): /, ""));
    return undefined;
  }
}
