// One tip for whatever has a text for it: shown on hover and on focus, closed by Esc.

import { byId } from "./dom.js";

const MARGIN = 8; // pixels to the edge of the window

/** @param {HTMLElement} element */
function show(element) {
  const tip = byId("tip");
  tip.textContent = element.dataset.tip;
  tip.hidden = false;
  const box = element.getBoundingClientRect();
  const left = Math.max(MARGIN, Math.min(box.left, innerWidth - tip.offsetWidth - MARGIN));
  const above = box.top - tip.offsetHeight - 5;
  tip.style.left = `${left}px`;
  tip.style.top = `${above > 0 ? above : box.bottom + 5}px`;
}

const hide = () => {
  byId("tip").hidden = true;
};

export function startTips() {
  for (const kind of ["pointerover", "focusin"]) {
    addEventListener(kind, (event) => {
      const element = /** @type {Element} */ (event.target).closest?.("[data-tip]");
      if (element) show(/** @type {HTMLElement} */ (element));
      else hide();
    });
  }
  addEventListener("focusout", hide);
  addEventListener("scroll", hide, true);
  addEventListener("keydown", (event) => event.key === "Escape" && hide());
}
