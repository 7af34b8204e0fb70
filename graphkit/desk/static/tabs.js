// Tabs: one panel of several is shown, arrows walk the tabs.

import { byId } from "./dom.js";
import { forget } from "./telling.js";

/** @type {Map<string, () => void>} */
const onShown = new Map();

/** The tabs of the middle pane that are there. */
const tabs = () => /** @type {HTMLElement[]} */ ([...byId("work-tabs").querySelectorAll("[role=tab]")]).filter((tab) => !tab.hidden);

/**
 * Show a panel of the middle pane.
 * @param {string} name
 */
export function showTab(name) {
  if (byId(`tab-${name}`).getAttribute("aria-selected") !== "true") forget();
  for (const tab of tabs()) {
    const isShown = tab.id === `tab-${name}`;
    tab.setAttribute("aria-selected", String(isShown));
    tab.tabIndex = isShown ? 0 : -1;
    byId(tab.getAttribute("aria-controls")).hidden = !isShown;
  }
  onShown.get(name)?.();
}

export const shownTab = () => tabs().find((tab) => tab.getAttribute("aria-selected") === "true").id.replace("tab-", "");

/** @param {string} name @param {() => void} act */
export const onTab = (name, act) => onShown.set(name, act);

/**
 * Show one pane where there is no room for all.
 * @param {string} name "article", "work" or "graph"
 */
export function showPane(name) {
  document.body.dataset.pane = name;
  for (const button of byId("panes").querySelectorAll("button")) button.setAttribute("aria-pressed", String(button.id === `pane-${name}`));
}

/** Whether there is room for one pane alone. */
export const isOnPhone = () => matchMedia("(max-width: 759px)").matches;

export function startTabs() {
  const list = byId("work-tabs");
  list.addEventListener("click", (event) => {
    const tab = /** @type {Element} */ (event.target).closest("[role=tab]");
    if (!tab) return;
    showTab(tab.id.replace("tab-", ""));
  });
  list.addEventListener("keydown", (event) => {
    const all = tabs();
    const place = all.indexOf(/** @type {HTMLElement} */ (document.activeElement));
    const next = { ArrowRight: place + 1, ArrowLeft: place - 1 + all.length, Home: 0, End: all.length - 1 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    const tab = all[next % all.length];
    tab.focus();
    showTab(tab.id.replace("tab-", ""));
  });
  for (const button of byId("panes").querySelectorAll("button")) button.addEventListener("click", () => showPane(button.id.replace("pane-", "")));
}
