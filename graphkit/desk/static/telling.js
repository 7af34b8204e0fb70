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

/**
 * Say what went wrong.
 * @param {string} text
 */
export function complain(text) {
  say(text, "told told-error", []);
}

/** @param {string} text @param {string} style @param {[string, () => void][]} acts */
function say(text, style, acts) {
  const buttons = acts.map(([label, act]) => make("button", { type: "button", onclick: act }, label));
  const shut = make("button", { type: "button", class: "told-shut", "aria-label": "Close the message", onclick: () => byId("told").replaceChildren() }, "×");
  byId("told").className = style;
  byId("told").replaceChildren(make("p", { dir: "auto" }, text), ...buttons, shut);
  announce(text);
}

/**
 * Do something, and say why if it is refused.
 * @param {() => Promise<any>} act
 */
export async function tried(act) {
  try {
    return await act();
  } catch (error) {
    complain(error.message);
    return undefined;
  }
}
