// The page inside another: the graph alone over one line of credit, and the scroll passes through to the page around it.

import { centerNow, lookAround, moveCamera, scaleNow } from "./camera.js";
import { fullSentenceOf, nameOf, page } from "./data.js";
import { byId } from "./dom.js";
import { note } from "./files.js";
import { hashOf } from "./hash.js";
import { timeText } from "./heading.js";
import { isEmbedded } from "./link.js";
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
  if (relation !== undefined) return fullSentenceOf(relation);
  if (actor !== undefined) return `${nameOf(actor)}, ${timeText()}`;
  return [view.step !== null && page.story[view.step].title, timeText()].filter(Boolean).join(" · ");
}

function drawCredit() {
  byId("credit-said").textContent = saidOfView();
}

/** The wheel and a single finger belong to the page around; Ctrl with the wheel, or two fingers, move the graph. */
function passScroll() {
  const ground = byId("network");
  /** @type {Set<number>} */
  const fingers = new Set();
  ground.addEventListener("wheel", (event) => {
    if (event.ctrlKey || event.metaKey) return;
    event.stopPropagation();
    note("Hold Ctrl and turn the wheel to zoom.");
  }, { capture: true, passive: true });
  ground.addEventListener("pointerdown", ({ pointerType, pointerId }) => pointerType === "touch" && fingers.add(pointerId), true);
  for (const end of /** @type {("pointerup" | "pointercancel")[]} */ (["pointerup", "pointercancel"])) addEventListener(end, ({ pointerId }) => fingers.delete(pointerId), true);
  ground.addEventListener("pointermove", (event) => {
    if (event.pointerType === "touch" && fingers.size < 2) event.stopPropagation();
  }, true);
  /** @type {Point | null} */
  let held = null;
  ground.addEventListener("touchstart", () => (held = null));
  ground.addEventListener("touchmove", (event) => {
    if (event.touches.length < 2) {
      note("Use two fingers to move the graph.");
      return;
    }
    event.preventDefault();
    const [one, other] = event.touches;
    const middle = { x: (one.clientX + other.clientX) / 2, y: (one.clientY + other.clientY) / 2 };
    if (held) {
      const { x, y } = centerNow();
      moveCamera({ x: x - (middle.x - held.x) / scaleNow(), y: y - (middle.y - held.y) / scaleNow() });
      lookAround();
    }
    held = middle;
  }, { passive: false });
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
  passScroll();
}
