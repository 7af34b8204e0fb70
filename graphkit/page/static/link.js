// Writes the view into the link of the page, and reads the view that a link names.

import { page } from "./data.js";
import { hashOf, readHash } from "./hash.js";
import { viewOfStep } from "./steps.js";
import { openingView } from "./view.js";

const EMBEDDED_BY_HASH = /[#&]embed\b/.test(location.hash);
/** Whether the page stands inside another: its address says ?embed or #embed. */
export const isEmbedded = EMBEDDED_BY_HASH || new URLSearchParams(location.search).has("embed");

let hashTimer = 0;
let ownHash = "";
/** @param {string} hash */
export const isOwnHash = (hash) => hash === ownHash;

/** Let the link follow the view, a moment later: not at every day of a play. */
export function keepInHash() {
  clearTimeout(hashTimer);
  hashTimer = setTimeout(() => {
    ownHash = `#${hashOf()}${EMBEDDED_BY_HASH ? "&embed" : ""}`;
    try {
      history.replaceState(null, "", ownHash);
    } catch {
      // Some browsers refuse this to files and frames: then the link just does not follow.
    }
  }, 250);
}

/**
 * What the page opens on when its link says nothing: the story's first step, where it has one.
 * @returns {View}
 */
const firstView = () => ({ ...openingView(), ...(page.opening.step === undefined ? {} : viewOfStep(page.opening.step)) });

/**
 * The view that a link names, on top of what the page opens on; a step without days brings its own.
 * @returns {View}
 */
export function linkedView() {
  const linked = readHash(location.hash);
  if (!linked) return firstView();
  return { ...openingView(), ...(linked.step === undefined || linked.mode ? {} : viewOfStep(linked.step)), ...linked };
}
