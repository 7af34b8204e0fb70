// Reads everything anew that the panes show, after a change here or elsewhere.

import { tried } from "./telling.js";
import { turns } from "./turns.js";

/** @type {((id: string) => any)[]} */
const first = [];
/** @type {((id: string) => any)[]} */
const later = [];
/** All that was begun so far: one refresh waits for the one before, which leaves off. */
let last = Promise.resolve();
const begin = turns();
/** What was changed last and is not drawn yet: a refresh that leaves off hands it on. */
let changed = "";
/** Whether the last refresh could not read everything: then what is shown is looked at again, although nothing is new. */
let isPartial = false;
export const wasPartial = () => isPartial;

/**
 * Do something after each change; it is given the relation or actor that was changed, or nothing.
 * @param {(id: string) => any} act
 * @param {boolean} [isFirst] whether it is waited for: what people go on with
 */
export const onRefresh = (act, isFirst = false) => (isFirst ? first : later).push(act);

/**
 * Read everything anew; done once the first part is, the rest follows.
 * @param {string} [id]
 */
export function refreshAll(id = "") {
  const isNewest = begin();
  changed = id || changed;
  isPartial = false;
  const done = last.then(async () => {
    for (const act of first) await act(id);
  });
  last = done.then(() => tried(async () => {
    try {
      for (const act of later) if (isNewest()) await act(changed);
    } catch (error) {
      isPartial = true;
      throw error;
    }
    if (isNewest()) changed = "";
  }), () => {});
  return done;
}
