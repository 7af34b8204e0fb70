// Keeps the keyboard's focus: where what had it goes away, what stands in its place takes it, else the part of the page that it was in.

import { byId } from "./dom.js";

/** The parts of the page, each named; where a drawing goes away, another stands in its place. */
const PARTS = ["details", "filters", "story", "timeline", "tools", "table", "lanes-ground", "network"];

/** @param {any} element */
const isThere = (element) => element?.isConnected && !element.disabled && element.getClientRects().length > 0 && getComputedStyle(element).visibility !== "hidden";

/**
 * What had the focus last, and the part that it was in.
 * @type {{ element: HTMLElement | null, part: string | undefined }}
 */
const last = { element: null, part: undefined };

function mend() {
  const { element, part } = last;
  if (!element || isThere(element) || (document.activeElement !== document.body && isThere(document.activeElement))) return;
  const again = element.id ? byId(element.id) : null;
  const next = isThere(again) ? again : (part && !/^(network|lanes)/.test(part) ? [part, ...PARTS] : [...PARTS].reverse()).map(byId).find(isThere);
  /** @type {any} */
  const target = next?.id === "network" ? next.querySelector("[tabindex]") : next;
  if (!target) return;
  if (target.tabIndex < 0) target.tabIndex = -1;
  target.focus({ preventScroll: true });
}

export function keepFocus() {
  addEventListener("focusin", ({ target }) => {
    const element = /** @type {HTMLElement} */ (target);
    Object.assign(last, { element, part: PARTS.find((id) => byId(id).contains(element)) });
  });
  for (const type of ["click", "keyup", "change", "focusout"]) addEventListener(type, () => requestAnimationFrame(mend));
}
