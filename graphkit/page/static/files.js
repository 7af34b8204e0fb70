// Puts a text on the clipboard, saves a file, and says what was done.

import { page } from "./data.js";
import { byId, make } from "./dom.js";
import { fileName } from "./texts.js";

/**
 * Put a text on the clipboard; says whether that was let.
 * @param {string} text
 */
export async function toClipboard(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Not let, or not there: pages from the disk have no clipboard of their own in some browsers.
  }
  const holder = make("textarea", { class: "unseen", "aria-hidden": "true", tabindex: "-1" });
  holder.value = text;
  const before = /** @type {HTMLElement | null} */ (document.activeElement);
  document.body.append(holder);
  holder.select();
  let copied = false;
  try {
    copied = document.execCommand("copy");
  } catch {
    copied = false;
  }
  holder.remove();
  if (before) before.focus({ preventScroll: true });
  return copied;
}

/** @param {Blob} blob @param {string} suffix */
export function saveAs(blob, suffix) {
  const address = URL.createObjectURL(blob);
  make("a", { href: address, download: fileName(page.title, suffix) }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}

let noteTimer = 0;
/**
 * Say shortly what was done, in the graph's corner and to screen readers.
 * @param {string} text
 * @param {boolean} [stays] until the next note
 */
export function note(text, stays = false) {
  byId("note").textContent = text;
  byId("note").onclick = () => (byId("note").textContent = "");
  clearTimeout(noteTimer);
  if (stays) return;
  noteTimer = setTimeout(() => (byId("note").textContent = ""), 5000);
}
