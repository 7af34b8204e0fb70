// Whether a button is pressed: what comes meanwhile waits, as it may move the button away under the pointer, which loses the click.

/** What a click is meant for. A list of choices is none: it keeps the release to itself. */
const CLICKED = "a, button, label, summary, input:is([type=checkbox], [type=radio], [type=file])";
const TAP = 80; // milliseconds until a finger that was lifted has clicked; a mouse has at once

/** @type {Element | null} */
let pressed = null;
/** What waits for the release. @type {(() => void)[]} */
const waiting = [];

/** Done once nothing is pressed. @returns {Promise<void>} */
export const released = () => new Promise((done) => {
  if (pressed) waiting.push(done);
  else done();
});

function release() {
  pressed = null;
  for (const done of waiting.splice(0)) done();
}

export function startPressing() {
  let releasing = 0;
  for (const kind of ["pointerdown", "mousedown"]) {
    addEventListener(kind, (event) => {
      const { target, button } = /** @type {MouseEvent} */ (event);
      clearTimeout(releasing);
      pressed = button === 0 ? /** @type {Element} */ (target).closest(CLICKED) : null;
      if (!pressed) release();
    }, true);
  }
  for (const kind of ["pointerup", "mouseup"]) {
    addEventListener(kind, (event) => {
      clearTimeout(releasing);
      releasing = setTimeout(release, /** @type {PointerEvent} */ (event).pointerType === "touch" ? TAP : 0);
    }, true);
  }
  for (const kind of ["pointercancel", "contextmenu", "blur"]) addEventListener(kind, release);
  // Whoever leaves the button, as for the graph, which hears of the release alone, does not click it.
  addEventListener("pointerout", ({ pointerType, relatedTarget }) => {
    if (pressed && pointerType === "mouse" && !pressed.contains(/** @type {Element} */ (relatedTarget))) release();
  }, true);
}
