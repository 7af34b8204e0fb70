// The form that changes a draft before it is decided on.

import { make } from "./dom.js";
import { fieldOf, followDates, formOfFields, submit } from "./form_fields.js";
import { VOICE, relationLabel, schemaOf } from "./forms.js";

const NEW = "A new actor may have its kind in brackets, such as 'Nova (company)'.";
/** @type {Record<string, any>} */
const FIELDS = {
  source: { completes: "actor", description: NEW },
  type: { completes: "type" },
  target: { completes: "actor", description: NEW },
  when: { description: "A date, or words such as 'last week', which count from the day of the article." },
  begins: { description: "Instead of when." },
  ends: {},
  status: { isNeeded: true },
  voice: { completes: "actor", description: `${VOICE} ${NEW}` },
  said: {},
  attests: { enum: ["yes", "no"], isNeeded: true, description: "No if the article does not say that it was so on its own day." },
  on: { label: "Evidence on", completes: "relation", description: "A relation that is there, or 'new' for another one; empty as it is found." },
  about: { description: `Further actors concerned, between semicolons. ${NEW}` },
  amount: { description: "A sum or share that the words give exactly, such as '12000000 EUR'." },
  summary: {},
};

/**
 * @param {any} draft
 * @param {string[]} phrases what its quote says of days
 * @param {(draft: any, name: string) => string} textOf a field as it is typed
 * @param {(changed: Record<string, string>) => void} save which takes the form away once it is done
 * @param {() => void} back
 */
export function draftForm(draft, phrases, textOf, save, back) {
  const fields = Object.entries(FIELDS).map(([name, spec]) => {
    const choices = name === "status" ? { enum: schemaOf("add relation").properties.status.enum } : {};
    const words = name === "when" ? { description: [spec.description, ...phrases].join(" ") } : {};
    return fieldOf({ type: "string", name, label: relationLabel(name), ...spec, ...choices, ...words }, textOf(draft, name), () => ({ source: draft.article }));
  });
  const form = formOfFields("Change the draft", fields.map((field) => field.element), [submit("Save the draft"), make("button", { type: "button", onclick: back }, "Back")], () => {
    const changed = fields.filter((field) => field.read() !== textOf(draft, field.name)).map((field) => [field.name, field.read()]);
    save(Object.fromEntries(changed));
  });
  followDates(form, fields);
  return form;
}
