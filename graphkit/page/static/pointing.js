// Finds what the pointer is on, names it in a tooltip, and calls the listeners.

import { actorAt } from "./actor_hits.js";
import { frames } from "./arrange.js";
import { scaleNow, toGraph } from "./camera.js";
import { actors, field, kindOf, nameOf, relations, relationsOf } from "./data.js";
import { byId, isolated, make, plural, whole } from "./dom.js";
import { countText } from "./frames.js";
import { lineAt } from "./hits.js";
import { marksOf } from "./items.js";
import { writtenNames } from "./labels.js";
import { figuresOf } from "./looks.js";
import { pairTitle, pairWords } from "./pair_panel.js";
import { highEnd, lowEnd, pairBetween, pairOf } from "./pairs.js";
import { portraitOf } from "./portraits.js";
import { fullSentenceOf } from "./sentences.js";
import { visible } from "./state.js";
import { HIDDEN } from "./windows.js";

/** @type {Record<string, any> & { actor: Actor, relation: Row, pair: number, opened: number, rows: Row[] | null }} */
const hovered = { actor: -1, relation: -1, pair: -1, opened: -1, rows: null }; // rows: those of an entry in the legend; opened: the pair that the pointer rested on
/** @type {(() => void)[]} */
const listeners = [];
/** @param {() => void} listener */
export const onPointing = (listener) => listeners.push(listener);

/**
 * Point at an actor or a relation (-1: at none), or at the rows of an entry, and call the listeners.
 * @param {{ actor?: Actor, relation?: Row, pair?: number, opened?: number, rows?: Row[] | null }} what
 */
export function pointAt(what) {
  if (Object.entries(what).every(([name, value]) => hovered[name] === value)) return;
  Object.assign(hovered, what);
  for (const listener of listeners) listener();
}

/** Forget the rows of an entry, which may change with the view, without calling listeners. */
export function forgetRows() {
  hovered.rows = null;
}

/** What the pointer is on, as a focus for highlighting. */
export function pointed() {
  const opened = hovered.opened < 0 ? {} : { opened: hovered.opened };
  if (hovered.actor >= 0) return { actor: hovered.actor };
  if (hovered.relation >= 0) return { relation: hovered.relation, ...opened };
  if (hovered.pair >= 0) return { pair: /** @type {[Actor, Actor]} */ ([lowEnd[hovered.pair], highEnd[hovered.pair]]), ...opened };
  return hovered.rows ? { rows: hovered.rows } : null;
}

/**
 * Tell of the frame at a point of the window where the point is on its title, or that is not written; else of nothing.
 * @param {Point} point
 * @param {boolean} [always]
 */
export function nameFrame(point, always = false) {
  const { x, y } = toGraph(point);
  const frame = frames.find(({ left, top, width, height }) => x >= left && x <= left + width && y >= top && y <= top + height);
  const written = writtenNames().find((box) => frame && box.frame === frame);
  if (frame && (always || !written || isOn(written, x, y))) showAt(point, frame.title, countText(frame));
  else hideTip();
}

/** @param {Box} box @param {number} x @param {number} y */
const isOn = ({ left, right, top, bottom }, x, y) => x >= left && x <= right && y >= top && y <= bottom;

/** How far from an actor or its name, and from a line, one may point and mean it, in pixels: lines come last, after titles of frames. */
const SLOP = { fine: [3, 7], coarse: [14, 14] };

/**
 * The actor or else the line at a point of the window of the graph.
 * @param {Point} point
 * @param {boolean} [byFinger]
 * @returns {Choice | null}
 */
export function pointedAt(point, byFinger = false) {
  const at = toGraph(point);
  const [toActor, toLine] = SLOP[byFinger ? "coarse" : "fine"].map((pixels) => pixels / scaleNow());
  const actor = actorAt(at, toActor);
  if (actor !== null) return { actor };
  return writtenNames().some((box) => box.frame && isOn(box, at.x, at.y)) ? null : lineAt(at.x, at.y, toLine);
}

export function watchPointer() {
  const ground = byId("network");
  /** @type {{ point: Point } | null} */
  let waiting = null;
  ground.addEventListener("pointermove", (event) => {
    if (event.buttons) return;
    if (!waiting) requestAnimationFrame(() => {
      if (!waiting) return; // the pointer has left since
      const { point } = waiting;
      waiting = null;
      const target = pointedAt(point);
      const actor = target && target.actor !== undefined ? target.actor : -1;
      const relation = target && target.relation !== undefined ? target.relation : -1;
      const pair = target && target.pair ? pairBetween(...target.pair) : -1;
      ground.style.cursor = target ? "pointer" : "grab";
      if (relation >= 0) showTip(relation, point);
      else if (pair >= 0) showAt(point, pairTitle(pair), pairWords(pair));
      else if (actor >= 0) showActor(actor, point);
      else nameFrame(point);
      rest(pair >= 0 ? pair : relation >= 0 ? pairOf[relation] : -1);
      pointAt({ actor, relation, pair });
    });
    const frame = ground.getBoundingClientRect();
    waiting = { point: { x: event.clientX - frame.left, y: event.clientY - frame.top } };
  });
  ground.addEventListener("pointerleave", () => {
    waiting = null;
    hideTip();
    rest(-1);
    pointAt({ actor: -1, relation: -1, pair: -1 });
  });
}

const RESTED_MS = 350;
let resting = -1;
let timer = 0;
/**
 * Open the pair that the pointer rests on, and keep it open for as long as the pointer is on it or among its curves.
 * @param {number} pair
 */
function rest(pair) {
  if (pair === resting) return;
  resting = pair;
  clearTimeout(timer);
  if (hovered.opened !== pair) hovered.opened = -1;
  if (pair >= 0) timer = setTimeout(() => pointAt({ opened: pair }), RESTED_MS);
}

/** @param {Row} row @param {Point} point */
export const showTip = (row, point) => showAt(point, fullSentenceOf(row), field(relations, "words", row, "no date"), ...marksOf(row).map((mark) => make("em", {}, mark)));

/**
 * The card of an actor: what it is, how much is shown of it, what is told of it, its figures and its picture.
 * @param {Actor} actor
 * @param {Point} point
 */
export function showActor(actor, point) {
  const shown = relationsOf[actor].reduce((sum, row) => sum + (visible.verdict[row] === HIDDEN ? 0 : 1), 0);
  const aliases = field(actors, "aliases", actor, []);
  const told = [
    field(actors, "description", actor),
    aliases.length && `Also: ${aliases.map(isolated).join(", ")}`,
    [...field(actors, "attributes", actor, []), ...figuresOf(actor)].map((pair) => pair.map(isolated).join(": ")).join("; "),
  ].filter(Boolean);
  showAt(point, nameOf(actor), `${kindOf(actor).label} · ${plural(shown, "relation")} shown`, ...told.map((text) => make("p", {}, text)), portraitOf(actor));
}

/** @param {Point} point @param {string} title @param {string} text @param {...Child} more */
function showAt(point, title, text, ...more) {
  const tip = byId("tip");
  tip.replaceChildren(make("strong", {}, title), make("span", {}, ...whole(text)), .../** @type {Node[]} */ (more.filter(Boolean)));
  tip.hidden = false;
  const frame = byId("network").getBoundingClientRect();
  tip.style.left = `${Math.max(8, Math.min(point.x + 14, frame.width - tip.offsetWidth - 8))}px`;
  tip.style.top = `${point.y + 18 + tip.offsetHeight > frame.height ? point.y - tip.offsetHeight - 10 : point.y + 18}px`;
}
export function hideTip() {
  byId("tip").hidden = true;
}
