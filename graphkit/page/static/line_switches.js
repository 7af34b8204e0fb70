// Switches how lines are drawn: a pair as one line or not, with words or without.

import { make } from "./dom.js";
import { change, onChange } from "./state.js";
import { view } from "./view.js";

/** A section for the panel of filters. */
export function lineSwitches() {
  /** @param {string} id @param {string} text @param {string} title @param {() => ViewParts} act */
  const tick = (id, text, title, act) => {
    const box = make("input", { type: "checkbox", id, onchange: () => change(act()) });
    return { box, line: make("label", { class: "tick", title }, box, make("span", {}, text)) };
  };
  const bundled = tick("bundled", "One line a pair", "More than four relations between two actors are one line, as broad as they are many. It opens where the pointer rests, and when it is chosen.", () => ({ single: !view.single }));
  const worded = tick("worded", "Words on lines", "Type and date of each line that is lit, where these are at most twenty.", () => ({ words: !view.words }));
  const sync = () => {
    bundled.box.checked = !view.single;
    worded.box.checked = view.words;
  };
  onChange(sync);
  sync();
  return make("section", { class: "facet line-switches", "aria-label": "Lines" }, bundled.line, worded.line);
}
