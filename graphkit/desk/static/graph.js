// The graph beside the article: the page in a frame, which keeps its own view while it is drawn anew.

import { held } from "./connection.js";
import { byId, make } from "./dom.js";
import { released } from "./pressing.js";
import { isOnPhone } from "./tabs.js";
import { tellMore } from "./telling.js";

/** The page inside the frame, once it has started. */
const inside = () => /** @type {any} */ (byId("graph")).contentWindow;

/** What is to be selected once the page is there, and whether it is: one that is left is no longer. */
let wanted = "";
let isThere = false;
let settling = 0;
/** What the address of the page asked for, and the view that was handed on to a page drawn anew. */
let wasAsked = "";
let handedOn = "";

function choose() {
  const { graphkit } = inside();
  if (!isThere || !wanted) return;
  graphkit.select(wanted);
  const isRelation = graphkit.sentence && !Object.hasOwn(graphkit.positions(), wanted);
  if (isRelation && !graphkit.visible().includes(wanted)) graphkit.setAll();
  wanted = "";
}

/**
 * Select a relation or an actor in the graph as it is.
 * @param {string} id
 */
export function selectInGraph(id) {
  wanted = id;
  choose();
}

/**
 * Draw the graph anew from the dataset as it is now; the view, and what is chosen in it, stay unless something is to be selected.
 * @param {string} [id]
 */
export function redrawGraph(id) {
  wanted = id || wanted;
  showGraph(wasAsked, true);
}

/**
 * Show the page of a part of the dataset, or of all of it.
 * @param {string} asked what the address of the page asks for
 * @param {boolean} [keeps] whether the view stays
 */
export function showGraph(asked, keeps = false) {
  const { location, history, graphkit } = inside();
  handedOn = keeps && location.hash ? (graphkit?.link() ?? handedOn) : "";
  const address = `/page${asked}${handedOn && `#${handedOn}&again`}`;
  wasAsked = asked;
  isThere = false;
  clearTimeout(settling);
  byId("drawing").hidden = false;
  byId("drawing").textContent = "Drawing …";
  if (location.pathname === "/page" && location.search === asked) {
    history.replaceState(null, "", address);
    location.reload();
  } else location.replace(address);
}

/** The theme of the page follows that of the desk. */
export function themeGraph() {
  const { document: shown } = inside();
  const button = shown?.getElementById("theme-button");
  if (button && shown.documentElement.dataset.theme !== document.documentElement.dataset.theme) button.click();
}

/** What opens the form of an actor or a relation; nothing where none can be changed. @type {((id: string, as: string) => void) | null} */
let edit = null;

/** Offer to edit the actor or the relation that the panel of details is about. */
function offerEdit() {
  const panel = inside().document.getElementById("details");
  const offer = () => {
    const chosen = new URLSearchParams(inside().graphkit.link().replace(/^#/, ""));
    const as = ["relation", "actor"].find((name) => chosen.has(name));
    if (as && !panel.querySelector("#edit-this")) panel.querySelector("h2")?.after(make("button", { type: "button", id: "edit-this", onclick: () => edit(chosen.get(as), as) }, "Edit"));
  };
  new MutationObserver(offer).observe(panel, { childList: true });
  offer();
}

const SOON = 40; // milliseconds
/** The parts of a view that name actors and relations, not filters. */
const ROWS = /^(?:actors?|relation|pair|path|chain|hide|only|pin|grown)=/;

/** The page inflates its script after it has loaded: wait until it has started. */
function settle() {
  if (inside().location.pathname !== "/page") return;
  const isRefused = inside().document.contentType === "application/json";
  if (!inside().graphkit && !isRefused) {
    settling = setTimeout(settle, SOON);
    return;
  }
  byId("drawing").hidden = !isRefused;
  byId("graph").hidden = isRefused;
  if (isRefused) {
    byId("drawing").textContent = JSON.parse(inside().document.querySelector("pre").textContent).error;
    return;
  }
  isThere = true;
  themeGraph();
  if (edit) offerEdit();
  choose();
  // On a phone the graph has all the room, until a tab under it opens one of its panels.
  if (isOnPhone()) inside().document.querySelector(".sheet-tabs [aria-expanded=true]")?.click();
  const gone = inside().graphkit.unread(handedOn).filter((/** @type {string} */ each) => !held.isOurs || !ROWS.test(each)); // who takes a row away knows it
  if (gone.length) released().then(() => tellMore(`The graph no longer has what its view named: ${gone.join("; ")}.`));
}

/** @param {typeof edit} editing what opens the form of an actor or a relation */
export function startGraph(editing) {
  edit = editing;
  byId("graph").addEventListener("load", settle);
  showGraph("");
}
