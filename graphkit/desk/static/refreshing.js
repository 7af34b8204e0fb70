// Reads everything anew that the panes show, after a change here or elsewhere.

import { tried } from "./telling.js";

/** @type {((id: string) => any)[]} */
const first = [];
/** @type {((id: string) => any)[]} */
const later = [];
/** The refresh that began last, and the number of it: one that began earlier leaves off. */
let last = Promise.resolve();
let newest = 0;

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
export async function refreshAll(id = "") {
  newest += 1;
  const mine = newest;
  await last;
  for (const act of first) await act(id);
  last = tried(async () => {
    for (const act of later) if (mine === newest) await act(id);
  });
}
