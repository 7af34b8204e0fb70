// Walks the lanes by keys: rows up and down, the relations of a row left and right; each is said aloud.

import { aboutOf, field, nameOf, relations, relationsAbout, relationsOf } from "./data.js";
import { announce, digits, plural } from "./dom.js";
import { marksOf } from "./items.js";
import { isOnLanes, markX } from "./lane_frame.js";
import { isRowSeen, laneWindow, redrawLanes, scrollToRow, standOnLane } from "./lane_window.js";
import { pointAt } from "./pointing.js";
import { fullSentenceOf } from "./sentences.js";
import { visible } from "./state.js";
import { view } from "./view.js";
import { HIDDEN } from "./windows.js";

const { frame } = laneWindow;

/**
 * The relations in a row, in the order of their lines.
 * @param {Actor} actor
 */
const relationsIn = (actor) => [...relationsOf[actor], ...relationsAbout[actor]].filter((row) => visible.verdict[row] !== HIDDEN && isOnLanes(row)).sort((one, other) => markX(frame, one) - markX(frame, other) || one - other);

/** Where the keys begin: at what is chosen, else at the first row that is seen. */
function beginning() {
  const { actor, relation = -1 } = view.selection || {};
  if (relation >= 0 && frame.place[relations.source[relation]] >= 0 && isOnLanes(relation)) return { actor: relations.source[relation], relation };
  if (frame.place[actor] >= 0) return { actor, relation: -1 };
  return { actor: frame.rows[Math.min(frame.rows.length - 1, Math.ceil(frame.top / frame.rowHeight))], relation: -1 };
}

/**
 * Stand on a row, or on a relation in it: light it, bring it into the picture and say what it is.
 * @param {Actor} actor
 * @param {Row} [relation]
 */
function stand(actor, relation = -1) {
  standOnLane(actor, relation);
  if (!isRowSeen(frame.place[actor])) scrollToRow(frame.place[actor]);
  pointAt(relation < 0 ? { actor, relation } : { actor: -1, relation });
  redrawLanes();
  const rows = relationsIn(actor);
  if (relation < 0) announce(`${nameOf(actor)}, row ${digits(frame.place[actor] + 1)} of ${digits(frame.rows.length)}, ${plural(rows.length, "relation")}.`);
  else announce([`${field(relations, "words", relation, "no date")}: ${fullSentenceOf(relation)}`, ...marksOf(relation).map((mark) => `${mark}.`), `${digits(rows.indexOf(relation) + 1)} of ${digits(rows.length)} of ${nameOf(actor)}.`].join(" "));
}

/** @param {KeyboardEvent} event @param {Clicks["click"]} click */
export function walkLanes(event, click) {
  if (event.ctrlKey || event.metaKey || event.altKey || !frame.rows.length) return;
  const { actor, relation } = laneWindow.stood ?? beginning();
  const place = frame.place[actor];
  const rows = relationsIn(actor);
  const at = rows.indexOf(relation);
  const to = /** @type {Record<string, number>} */ ({ ArrowDown: place + 1, ArrowUp: place - 1, PageDown: place + 10, PageUp: place - 10 })[event.key];
  const along = /** @type {Record<string, number>} */ ({ ArrowRight: at + 1, ArrowLeft: at < 0 ? rows.length - 1 : at - 1, Home: 0, End: rows.length - 1 })[event.key];
  if (to !== undefined) stand(frame.rows[Math.max(0, Math.min(frame.rows.length - 1, to))]);
  else if (along !== undefined) stand(actor, rows[Math.max(0, Math.min(rows.length - 1, along))] ?? -1);
  else if (event.key === "o" && relation >= 0) {
    const ends = [relations.source[relation], relations.target[relation], ...aboutOf[relation]].filter((one, spot, all) => frame.place[one] >= 0 && all.indexOf(one) === spot);
    stand(ends[(ends.indexOf(actor) + 1) % ends.length], relation);
  } else if (["Enter", "x"].includes(event.key)) click(relation < 0 ? { actor } : { relation }, event.shiftKey, event.key === "x");
  else return;
  event.preventDefault();
  event.stopPropagation();
}

/**
 * Watch whether the keyboard comes to the lanes, or leaves them.
 * @param {HTMLElement} ground
 */
export function watchLaneFocus(ground) {
  ground.addEventListener("focus", () => {
    if (!ground.matches(":focus-visible") || !frame.rows.length) return;
    const { actor, relation } = beginning();
    stand(actor, relation);
  });
  ground.addEventListener("blur", () => {
    standOnLane();
    pointAt({ actor: -1, relation: -1 });
    redrawLanes();
  });
}
