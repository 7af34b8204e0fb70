// A field with a list under it: what is typed finds options, arrows walk them, Enter takes one, Esc closes.

import { actors, nameOf } from "./data.js";
import { announce, make, plural } from "./dom.js";
import { pieces } from "./matching.js";
import { kindIcon } from "./shapes.js";
import { seen } from "./state.js";
import { view } from "./view.js";
import { HIDDEN } from "./windows.js";

/**
 * Let a field find and choose. `find(text)` gives groups {label, one, options, more} (`one` what one of it is called), each option with `value`, the
 * `lines` to show, and `more` how many did not fit; `choose(value)` takes one; `leave` is what Esc does on a closed list.
 */
export function combobox(input, listbox, { find, choose, leave = () => {} }) {
  let options = [];
  let active = -1;

  function close() {
    listbox.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }
  function take(value) {
    close();
    choose(value);
  }
  function mark(place) {
    active = (place + options.length) % options.length;
    options.forEach(({ element }, number) => element.setAttribute("aria-selected", String(number === active)));
    input.setAttribute("aria-activedescendant", options[active].element.id);
    options[active].element.scrollIntoView({ block: "nearest" });
  }
  function optionElement({ value, lines }) {
    const element = make("div", { role: "option", class: "option", id: `${listbox.id}-${options.length}`, "aria-selected": "false" }, lines);
    options.push({ value, element });
    element.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      take(value);
    });
    return element;
  }
  function groupElement({ label, options: found, more }) {
    return make("div", { role: "group", "aria-label": label, class: "options" },
      make("p", { class: "options-label", "aria-hidden": "true" }, label, more ? make("span", {}, ` first ${found.length} of ${found.length + more}`) : null),
      found.map(optionElement));
  }
  function show() {
    const groups = find(input.value).filter((group) => group.options.length);
    options = [];
    active = -1;
    input.removeAttribute("aria-activedescendant");
    listbox.replaceChildren(...groups.map(groupElement));
    const asked = input.value.trim() !== "";
    if (!options.length) listbox.append(make("div", { role: "option", class: "quiet none-found", "aria-disabled": "true", "aria-selected": "false" }, "Nothing found"));
    listbox.hidden = !asked;
    input.setAttribute("aria-expanded", String(asked));
    if (asked) announce(groups.map(({ one, options: found, more = 0 }) => plural(found.length + more, one)).join(", ") || "Nothing found");
  }

  input.addEventListener("input", show);
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" && listbox.hidden) show();
    if (event.key === "ArrowDown" && options.length) mark(active + 1);
    else if (event.key === "ArrowUp" && options.length) mark(active < 0 ? -1 : active - 1);
    else if (event.key === "Enter" && options.length && !listbox.hidden) take(options[Math.max(0, active)].value);
    else if (event.key === "Escape") {
      if (listbox.hidden) leave();
      close();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  });
}

/** A text with what matched marked. */
export const marked = (text, words) => pieces(text, words).map(([piece, hit]) => (hit ? make("mark", {}, piece) : piece));

/** An actor as an option: shape, name, the alias that matched, and where it is if it is not to be seen. */
export function actorOption({ actor, alias }, words) {
  const note = [alias && ["also ", ...marked(alias, words)], !seen.active[actor] && [alias ? ", " : "", whyHidden(null)]].filter(Boolean).flat();
  return {
    value: { actor },
    lines: [kindIcon(actors.kind[actor]), make("span", {}, marked(nameOf(actor), words), note.length ? make("span", { class: "option-note" }, note) : null)],
  };
}

/** Why a relation, or an actor without any in the picture, is not to be seen. */
export function whyHidden(row) {
  const time = { all: "hidden by filters", span: "outside the present period", day: "not as of this day", diff: "not among the changes" }[view.mode];
  return row !== null && seen.timed[row] !== HIDDEN ? "hidden by filters" : time;
}
