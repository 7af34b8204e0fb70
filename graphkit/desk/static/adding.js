// The panels Add and Edit: which form is shown.

import { byId, make } from "./dom.js";
import { enter, switches } from "./form_fields.js";
import { editForm, formOf } from "./forms.js";
import { showPane, showTab } from "./tabs.js";
import { tell } from "./telling.js";
import { isChanged, isTyped, unlessTyped } from "./typed.js";

/** @type {[string, string, () => HTMLElement][]} */
const ADDED = ["relation", "actor", "source", "evidence", "type"].map((what) => [what, what[0].toUpperCase() + what.slice(1), () => formOf(`add ${what}`)]);
/** @type {[string, string, () => HTMLElement][]} */
const EDITED = [["edit", "Edit", editForm], ["remove", "Remove", () => formOf("remove")], ["merge", "Merge", () => formOf("merge")]];

/**
 * Several forms, of which a row of switches shows one; what is typed in the others stays.
 * @param {string} panel
 * @param {string} legend
 * @param {[string, string, () => HTMLElement][]} forms
 */
function switched(panel, legend, forms) {
  /** @type {Map<string, HTMLElement>} */
  const places = new Map();
  const show = (/** @type {string} */ name) => places.forEach((place, key) => {
    place.hidden = key !== name;
  });
  byId(panel).replaceChildren(make("h2", { class: "unseen" }, legend), switches(panel, legend, forms.map(([name, label]) => [name, label]), show), ...forms.map(([name, , form]) => {
    const place = make("div", { id: `${panel}-${name}` }, form());
    places.set(name, place);
    return place;
  }));
  show(forms[0][0]);
}

/**
 * Open a form for adding with something written there already. What was typed there stays: beside it a relation
 * takes its place in the article, all of it or nothing; another form is left as it is.
 * @param {string} what
 * @param {Record<string, any>} values
 */
export function openAdding(what, values) {
  showTab("add");
  showPane("work");
  const choice = /** @type {HTMLInputElement} */ (byId("panel-add").querySelector(`input[value="${what}"]`));
  choice.checked = true;
  choice.dispatchEvent(new Event("change"));
  const place = byId(`panel-add-${what}`);
  const renew = () => {
    place.replaceChildren(formOf(`add ${what}`, values));
    enter(place);
  };
  const form = place.querySelector("form");
  place.querySelector(".preview")?.remove();
  form.hidden = false;
  enter(form);
  if (what !== "relation" || !isTyped(form)) return unlessTyped(form, renew);
  const fields = Object.entries(values).map(([name, value]) => ({ field: /** @type {HTMLInputElement} */ (form.querySelector(`[data-name="${name}"]`)), value: String(value) }));
  const fill = () => {
    for (const { field, value } of fields) field.value = field.defaultValue = value;
    form.dispatchEvent(new Event("input"));
    enter(form);
  };
  return fields.some(({ field, value }) => isChanged(field) && field.value !== value) 
    ? tell("The article, paragraph and quote stay as you typed them.", [`Take paragraph ${values.paragraph} instead`, fill]) : fill();
}

/**
 * Open the form that edits an actor or a relation.
 * @param {string} id
 * @param {string} as
 */
export function openEditing(id, as) {
  showTab("edit");
  showPane("work");
  const choice = /** @type {HTMLInputElement} */ (byId("panel-edit").querySelector("input[value=edit]"));
  choice.checked = true;
  choice.dispatchEvent(new Event("change"));
  const form = byId("panel-edit-edit").querySelector("form");
  for (const [name, value] of Object.entries({ id, as })) /** @type {HTMLInputElement} */ (form.querySelector(`[data-name=${name}]`)).value = value;
  form.requestSubmit();
}

export function startAdding() {
  switched("panel-add", "What to add", ADDED);
  switched("panel-edit", "What to do", EDITED);
}
