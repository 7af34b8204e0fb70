// A field with a list under it: what is typed finds options, arrows walk them, Enter takes one, Esc closes.

import { actors, nameOf } from "./data.js";
import { announce, digits, make, plural } from "./dom.js";
import { pieces } from "./matching.js";
import { kindIcon } from "./shapes.js";
import { visible } from "./state.js";
import { view } from "./view.js";
import { HIDDEN } from "./windows.js";

/** How many options of a group are listed at most, once all are asked for. */
export const MOST_FOUND = 200;

/** The list under a field: its options, and which of them is active. */
class Options {
  /** @param {PageElement} input @param {HTMLElement} listbox @param {(value: any) => void} choose */
  constructor(input, listbox, choose) {
    this.input = input;
    this.listbox = listbox;
    this.choose = choose;
    /** @type {{ value: any, element: HTMLElement }[]} */
    this.items = [];
    this.active = -1;
  }

  close() {
    this.listbox.hidden = true;
    this.active = -1;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }

  /** @param {any} value */
  take(value) {
    this.close();
    this.choose(value);
  }

  /** @param {number} place */
  mark(place) {
    this.active = (place + this.items.length) % this.items.length;
    this.items.forEach(({ element }, number) => element.setAttribute("aria-selected", String(number === this.active)));
    this.input.setAttribute("aria-activedescendant", this.items[this.active].element.id);
    this.items[this.active].element.scrollIntoView({ block: "nearest" });
  }

  /** @param {Option} option */
  #option({ value, lines }) {
    const element = make("div", { role: "option", class: "option", id: `${this.listbox.id}-${this.items.length}`, "aria-selected": "false" }, lines);
    this.items.push({ value, element });
    element.addEventListener("pointerdown", (/** @type {Event} */ event) => {
      event.preventDefault();
      this.take(value);
    });
    return element;
  }

  /** @param {OptionGroup} group */
  #group({ label, options, more }) {
    const all = options.length + (more ?? 0);
    return make("div", { role: "group", "aria-label": label, class: "options" },
      make("p", { class: "options-label", "aria-hidden": "true" }, label, more ? make("span", {}, ` first ${options.length} of ${digits(all)}`) : null),
      options.map((option) => this.#option(option)),
      more > 0 && options.length < MOST_FOUND && this.#option({ value: { every: label, after: this.items.length }, lines: [make("span", { class: "quiet" }, `Show ${digits(Math.min(all, MOST_FOUND))} ${label.toLowerCase()}`)] }));
  }

  /** @param {OptionGroup[]} groups */
  show(groups) {
    this.items = [];
    this.active = -1;
    this.input.removeAttribute("aria-activedescendant");
    this.listbox.replaceChildren(...groups.map((group) => this.#group(group)));
    const asked = this.input.value.trim() !== "";
    if (!this.items.length) this.listbox.append(make("div", { role: "option", class: "quiet none-found", "aria-disabled": "true", "aria-selected": "false" }, "Nothing found"));
    this.listbox.hidden = !asked;
    this.input.setAttribute("aria-expanded", String(asked));
    if (asked) announce(groups.map(({ one, options, more = 0 }) => plural(options.length + more, one)).join(", ") || "Nothing found");
  }
}

/**
 * Let a field find and choose. `find(text, every)` gives groups, all of one where its label is asked for: {label, one, options, more} (`one` what one of it is called), each option with `value`, the
 * `lines` to show, and `more` how many did not fit; `choose(value)` takes one; `leave` is what Esc does on a closed list.
 *
 * @param {PageElement} input
 * @param {HTMLElement} listbox
 * @param {{ find: (text: string, every: string) => OptionGroup[], choose: (value: any) => void, leave?: () => void }} acts
 */
export function combobox(input, listbox, { find, choose, leave = () => {} }) {
  /** The group of which all are asked for. */
  let every = "";
  const list = new Options(input, listbox, (value) => {
    if (!value.every) return choose(value);
    every = value.every;
    show();
    return list.mark(value.after);
  });
  const show = () => list.show(find(input.value, every).filter((group) => group.options.length));
  /** @param {string} key */
  const act = (key) => {
    const { length } = list.items;
    if (key === "ArrowDown" && length) list.mark(list.active + 1);
    else if (key === "ArrowUp" && length) list.mark(list.active < 0 ? -1 : list.active - 1);
    else if (key === "Enter" && length && !listbox.hidden) list.take(list.items[Math.max(0, list.active)].value);
    else if (key === "Escape") {
      if (listbox.hidden) leave();
      list.close();
    } else return false;
    return true;
  };
  input.addEventListener("input", () => {
    every = "";
    show();
  });
  input.addEventListener("blur", () => list.close());
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" && listbox.hidden) show();
    if (!act(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
  });
}

/**
 * A text with the matching parts marked.
 * @param {string} text
 * @param {string[]} words
 */
export const marked = (text, words) => pieces(text, words).map(([piece, hit]) => (hit ? make("mark", {}, piece) : piece));

/**
 * An actor as an option: shape, name, the alias that matched, and why it is not visible if it is not.
 * @param {{ actor: Actor, alias: string | null }} found
 * @param {string[]} words
 */
export function actorOption({ actor, alias }, words) {
  const note = [alias && ["also ", ...marked(alias, words)], !visible.active[actor] && [alias ? ", " : "", whyHidden(null)]].filter(Boolean).flat();
  return {
    value: { actor },
    lines: [kindIcon(actors.kind[actor]), make("span", {}, marked(nameOf(actor), words), note.length ? make("span", { class: "option-note" }, note) : null)],
  };
}

/**
 * Why a relation, or an actor without any drawn relation, is not visible.
 * @param {Row} row
 */
export function whyHidden(row) {
  const time = { all: "hidden by filters", span: "outside the present period", day: "not as of this day", diff: "not among the changes" }[view.mode];
  return row !== null && visible.timed[row] !== HIDDEN ? "hidden by filters" : time;
}
