// The page inside another: the graph alone over one line of credit, and the scroll passes through to the page around it.

import { nameOf, page } from "./data.js";
import { byId, plural } from "./dom.js";
import { note } from "./files.js";
import { drawnText } from "./growth.js";
import { hashOf } from "./hash.js";
import { timeText } from "./heading.js";
import { moveLanes } from "./lane_pointing.js";
import { laneWindow } from "./lane_window.js";
import { isEmbedded } from "./link.js";
import { followFingers } from "./pinch.js";
import { fullSentenceOf } from "./sentences.js";
import { onChange } from "./state.js";
import { view } from "./view.js";

/** The address of the whole page, with what is seen now. */
function wholePage() {
  const address = new URL(location.href);
  address.searchParams.delete("embed");
  address.hash = hashOf();
  return address.href;
}

/** What is chosen, else the step of the story, else the days. */
function saidOfView() {
  const { actor, relation } = view.selection ?? {};
  if (relation !== undefined) return [fullSentenceOf(relation)];
  if (actor !== undefined) return [`${nameOf(actor)}, ${timeText()}`];
  return [view.step !== null && page.story[view.step].title, timeText()];
}

/** How much of it is drawn comes first: the rest is cut where it has no room. */
function drawCredit() {
  byId("credit-said").textContent = [view.lanes ? plural(laneWindow.frame.rows.length, "row") : drawnText(), ...saidOfView()].filter(Boolean).join(" · ");
}

/**
 * The wheel and a single finger belong to the page around; Ctrl with the wheel, or two fingers, move the drawing.
 * @param {HTMLElement} ground
 * @param {string} advice what is said to whoever turns the wheel
 */
function passScroll(ground, advice) {
  /** @type {Set<number>} */
  const fingers = new Set();
  ground.addEventListener("wheel", (event) => {
    if (event.ctrlKey || event.metaKey) return;
    event.stopImmediatePropagation();
    note(advice);
  }, { capture: true, passive: true });
  ground.addEventListener("pointerdown", ({ pointerType, pointerId }) => pointerType === "touch" && fingers.add(pointerId), true);
  for (const end of /** @type {("pointerup" | "pointercancel")[]} */ (["pointerup", "pointercancel"])) addEventListener(end, ({ pointerId }) => fingers.delete(pointerId), true);
  ground.addEventListener("pointermove", (event) => {
    if (event.pointerType === "touch" && fingers.size < 2) event.stopImmediatePropagation();
  }, true);
  ground.addEventListener("touchmove", ({ touches }) => touches.length < 2 && note("Use two fingers to move what is drawn."), { passive: true });
}

export function startEmbedding() {
  if (!isEmbedded) return;
  byId("credit").hidden = false;
  byId("credit-title").textContent = page.title;
  /** @type {any} */
  const link = byId("credit-link");
  const aim = () => (link.href = wholePage());
  for (const event of ["pointerenter", "pointerdown", "focus"]) link.addEventListener(event, aim);
  aim();
  drawCredit();
  onChange(drawCredit);
  const zooms = "Hold Ctrl and turn the wheel to zoom.";
  passScroll(byId("network"), zooms);
  passScroll(byId("lanes-ground"), `Drag to move the rows. ${zooms}`);
  followFingers(byId("lanes-ground"), moveLanes);
}
