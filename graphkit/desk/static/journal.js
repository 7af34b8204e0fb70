// The log: every change of the dataset, newest first, and the way back to each state.

import { commandWords, didWords } from "./change_words.js";
import { ask } from "./connection.js";
import { byId, make } from "./dom.js";
import { preview } from "./preview.js";
import { tried } from "./telling.js";
import { onTab } from "./tabs.js";
import { isElsewhere, turns } from "./turns.js";
import { standing } from "./undoing.js";

/** @param {string} time */
const timeWords = (time) => new Date(time).toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "short" });

/** @param {any} row */
const did = (row) => make("li", { dir: "auto" }, didWords(row));

/** @param {any} row @param {boolean} isLast @param {boolean} isOther whether its outcome is another dataset than that of the last @param {HTMLElement} list */
function item({ change, time, command, to, rows, more, header }, isLast, isOther, list) {
  const back = () => tried((turn) => preview({ verb: "undo", body: { to: change }, form: list, turn, saved: () => drawLog().then(() => isElsewhere() || byId("tab-log").focus()) }), list);
  return make("li", {},
    make("span", { class: "date" }, `Change ${change}${isLast ? " (now)" : isOther ? "" : " (the same as now)"}, ${timeWords(time)}`),
    make("ul", { class: "log-rows" },
      header.map((/** @type {string} */ name) => make("li", {}, `Changed the ${name} of the story`)), rows.map(did),
      more > 0 && make("li", {}, `and ${more} more`), command === "begin" && make("li", {}, "The beginning")),
    command !== "begin" && make("span", { class: "log-command quiet", dir: "auto" }, to === null ? commandWords(command) : `${command}, to what was after change ${to}`),
    isOther && make("button", { type: "submit", "aria-label": `Back to here, after change ${change}`, onclick: back }, "Back to here"));
}

const begin = turns();

/** Show the log as it is now, while it is open and nothing is looked at in it. */
export async function drawLog() {
  if (byId("panel-log").hidden || byId("log").querySelector(".preview")) return;
  const isNewest = begin();
  const { changes } = await ask("changes");
  if (!isNewest() || byId("log").querySelector(".preview")) return;
  const now = standing(changes);
  const list = make("ol", { class: "log-list" });
  list.append(...changes.map((/** @type {any} */ row, /** @type {number} */ place) => item(row, place === changes.length - 1, standing(changes.slice(0, place + 1)) !== now, list)).toReversed());
  byId("log").replaceChildren(changes.length ? list : make("p", { class: "lead" }, "Nothing was changed yet."));
}

export function startLog() {
  onTab("log", () => tried(drawLog));
}
