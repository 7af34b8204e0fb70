// Whether what was asked is still wanted when it comes: nothing newer was asked, its form is as it was, and nobody types elsewhere.

/** Begins a turn each time it is called; that returns whether the turn is still the newest. @returns {() => () => boolean} */
export function turns() {
  let newest = 0;
  return () => {
    newest += 1;
    const mine = newest;
    return () => mine === newest;
  };
}

/** What comes too late to be taken, with what is told of that; nothing where something newer was asked. */
export class Late extends Error {}

const FIELDS = "input, select, textarea";
/** @type {WeakMap<Element, () => () => boolean>} */
const ofForms = new WeakMap();
/** @param {Element} field */
const valueOf = (field) => (/** @type {HTMLInputElement} */ (field).type === "checkbox" ? /** @type {HTMLInputElement} */ (field).checked : /** @type {HTMLInputElement} */ (field).value);

/** What was asked with a form. @typedef {{ isSame: () => boolean, inTime: () => void }} Turn `isSame`: whether what stands in the form is what was asked; `inTime` stops what comes late */

/** Begin to ask with a form. @param {HTMLElement} form @returns {Turn} */
export function askWith(form) {
  if (!ofForms.has(form)) ofForms.set(form, turns());
  const isNewest = ofForms.get(form)();
  const asked = [...form.querySelectorAll(FIELDS)].map((field) => ({ field, value: valueOf(field) }));
  const isSame = () => asked.every(({ field, value }) => valueOf(field) === value);
  const inTime = () => {
    if (!isNewest()) throw new Late();
    if (!form.isConnected) throw new Late("It was drawn anew meanwhile: ask again.");
    if (!isSame()) throw new Late("What you asked has changed meanwhile: ask again.");
  };
  return { isSame, inTime };
}

/** Whether somebody is at a field, or in the graph, beside the form that was asked: then the focus stays there. @param {Element | null} [form] */
export function isElsewhere(form) {
  const at = document.activeElement;
  return at.matches(`${FIELDS}, iframe`) && !form?.contains(at);
}
