// Reads everything anew that the panes show, after a change here or elsewhere.

/** @type {((id: string) => any)[]} */
const readers = [];

/**
 * Do something after each change; it is given the relation or actor that was changed, or nothing.
 * @param {(id: string) => any} act
 */
export const onRefresh = (act) => readers.push(act);

/**
 * Read everything anew.
 * @param {string} [id]
 */
export async function refreshAll(id = "") {
  for (const act of readers) await act(id);
}
