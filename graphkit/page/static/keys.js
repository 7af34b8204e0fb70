// The keys: one list, which the page obeys and which `?` shows.

import { byId, make } from "./dom.js";
import { keepChoice, keptChoice } from "./kept.js";

/**
 * Groups of keys: what to press, what it does in words, and the act. `only` names where a key counts:
 * "graph" is anywhere but on fields, buttons and links, whose own keys these are; "drawing" is on the drawing alone. A script adds its
 * keys to its group by `addKeys`; one without an act is obeyed elsewhere and only shown.
 */
/** @type {Map<string, Key[]>} */
const keyGroups = new Map([
  ["Look", []], ["Ask", []], ["Time", []], ["Story", []],
]);

/** @param {string} group @param {...Key} keys */
export function addKeys(group, ...keys) {
  if (!keyGroups.has(group)) keyGroups.set(group, []);
  keyGroups.get(group).push(...keys);
}

const FIELDS = /^(INPUT|TEXTAREA|SELECT)$/;
/** @param {any} element */
const isTyping = (element) => FIELDS.test(element.tagName) && !["checkbox", "radio", "range"].includes(element.type);
/** @param {Element} element */
const isOnGraph = (element) => !/^(INPUT|TEXTAREA|SELECT|BUTTON|A|SUMMARY)$/.test(element.tagName) && !element.closest('[role="listbox"]');
/** @param {Key} key @param {Element} element */
const isMeant = ({ only }, element) => !only || (only === "graph" ? isOnGraph(element) : byId("network").contains(element));

const KEPT = "graphkit-keys";
/** Whether a letter, digit or sign alone does something: who speaks to the computer, or hits keys by chance, turns that off. */
export const areSingleKeysOn = () => keptChoice(KEPT) !== "off";

export function startKeys() {
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || document.querySelector("dialog[open]")) return;
    if (event.key !== "Escape" && isTyping(event.target)) return;
    if (event.key.length === 1 && !areSingleKeysOn()) return;
    for (const keys of keyGroups.values()) {
      const key = keys.find((each) => each.act && each.press.includes(event.key) && isMeant(each, /** @type {Element} */ (event.target)));
      if (!key) continue;
      key.act(event);
      event.preventDefault();
      return;
    }
  });
}

/** @type {Record<string, string>} */
const KEY_NAMES = { ArrowLeft: "←", ArrowRight: "→", ArrowUp: "↑", ArrowDown: "↓", Escape: "Esc", " ": "Space", PageUp: "Page up", PageDown: "Page down" };

/** Show all keys in a dialog; Esc closes it and gives the focus back. */
export function showKeys() {
  const dialog = byId("keys");
  /** @param {Key} key */
  const row = ({ press, says }) => [
    make("dt", {}, press.map((key) => make("kbd", {}, KEY_NAMES[key] || key))),
    make("dd", {}, says),
  ];
  dialog.replaceChildren(
    make("form", { method: "dialog" }, make("h2", { id: "keys-title" }, "Keys"), make("button", { type: "submit" }, "Close")),
    make("label", {}, make("input", { type: "checkbox", checked: areSingleKeysOn(), onchange: (/** @type {any} */ { target }) => keepChoice(KEPT, target.checked ? "on" : "off") }), " Letters, digits and signs are keys"),
    ...[...keyGroups].filter(([, keys]) => keys.length).map(([group, keys]) => make("section", {}, make("h3", {}, group), make("dl", {}, keys.flatMap(row)))),
  );
  dialog.showModal();
}
