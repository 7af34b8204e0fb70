// Takes a change back, if nothing came after it.

import { changeWords } from "./change_words.js";
import { ask, send } from "./connection.js";
import { refreshAll } from "./refreshing.js";
import { complain, tell, tried } from "./telling.js";

/**
 * The change whose outcome the dataset is: the last one, or the one that an undo went back to.
 * @param {any[]} changes
 */
export function standing(changes) {
  let number = changes.length - 1;
  while (number > 0 && changes[number].to !== null) number = changes[number].to;
  return number;
}

/**
 * Take a change back; false, with a word, if others came after it.
 * @param {number} number
 */
export async function takeBack(number) {
  const { changes } = await ask("log");
  if (standing(changes) !== number && changes.length - 1 !== number) {
    complain("Other changes came after it; the log lists them and takes back as many as you say.");
    return false;
  }
  await send("undo", { to: number - 1 });
  return true;
}

/**
 * A button that takes back the change that was just made.
 * @param {number} number
 * @returns {[string, () => void]}
 */
export function undoButton(number) {
  return ["Undo", () => tried(async () => {
    const { changes } = await ask("changes");
    if (!(await takeBack(number))) return;
    await refreshAll();
    tell(`Took back change ${number}: ${changeWords(changes.filter((/** @type {any} */ { change }) => change === number))}.`);
  })];
}
