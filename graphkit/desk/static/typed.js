// What was typed and is not saved yet: no form drops it, and leaving the page asks first.

import { tell } from "./telling.js";

/** Forms whose text is lost unless it is saved; questions are asked again at once. */
const FORMS = "#read-form form, #panel-review form, #panel-add form, #panel-edit form:has(.primary)";

/** Whether a field has another value than the form began with. @param {any} field */
export function isChanged(field) {
  if (field.type === "checkbox") return field.checked !== field.defaultChecked;
  if (field.tagName !== "SELECT") return field.value !== field.defaultValue;
  const options = [...field.options];
  return field.value !== (options.find(({ defaultSelected }) => defaultSelected) ?? options[0])?.value;
}

/**
 * Whether something was typed or chosen in a form since it was opened.
 * @param {Element} form
 */
export const isTyped = (form) => [...form.querySelectorAll("input, select, textarea")].some(isChanged);

/**
 * Do what drops a form, unless something is typed there: then say so, and offer it.
 * @param {HTMLFormElement | null} form
 * @param {() => any} act
 */
export function unlessTyped(form, act) {
  if (!form || !isTyped(form)) return act();
  return tell("What you were typing is still there: save it first.", ["Drop it and begin anew", act]);
}

/** Whether something is typed in a form whose text would be lost. */
export const isAnythingTyped = () => [...document.querySelectorAll(FORMS)].some(isTyped);

/** Ask before the page is left while something is typed. */
export function startTyped() {
  addEventListener("beforeunload", (event) => {
    if (isAnythingTyped()) event.preventDefault();
  });
}
