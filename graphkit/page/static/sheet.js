// On narrow screens the panels share one sheet under the graph: its tabs open one of them, or none.

import { page } from "./data.js";
import { byId } from "./dom.js";
import { isStepSelection } from "./steps.js";
import { view } from "./view.js";

const PANELS = ["timeline", "story", "details", "filters"];

/**
 * Show one panel in the sheet, or none; on wide screens all are there anyway.
 * @param {string | null} name
 */
export function showPanel(name) {
  document.body.dataset.panel = name || "none";
  for (const panel of PANELS) byId(`tab-${panel}`).setAttribute("aria-expanded", String(panel === name));
}

export function startSheet() {
  for (const panel of PANELS) {
    byId(`tab-${panel}`).addEventListener("click", () => showPanel(document.body.dataset.panel === panel ? null : panel));
  }
  byId("tab-story").hidden = page.story.length === 0;
  byId("tools-more").addEventListener("click", () => {
    const unfolded = byId("tools").classList.toggle("unfolded");
    byId("tools-more").setAttribute("aria-expanded", String(unfolded));
  });
  showPanel(view.step === null ? (view.selection ? "details" : "timeline") : isStepSelection() ? "story" : "details");
}
