// How a change is drawn: its line keeps the colour of its family, and the mark on it says what came of it.

import { familyOf, is } from "./data.js";
import { BECAME_KNOWN, DONE, HAPPENED, SAID, changeIn, changes, leadingOf } from "./diff.js";
import { svg, traceLines, traceShape } from "./shapes.js";
import { theme } from "./theme.js";
import { view } from "./view.js";

/**
 * The colour of a relation between two days, and how broad it is: background is thin, what did not change is grey, too.
 * @param {Row} row
 */
export const changeStyle = (row) => ({ colour: leadingOf[row] ? theme.families[familyOf[row]] : theme.hair, thin: !leadingOf[row] || is.background[row] === 1 });

/**
 * The changes of a relation that are marked on its curve; that it became known only where nothing else came of it.
 * @param {Row} row
 */
export const changesMarked = (row) =>
  view.mode === "diff" && changes[row] ? [...DONE, ...SAID].filter((change) => changeIn(changes[row], change) && (change !== BECAME_KNOWN || change === leadingOf[row])) : [];

/** Strokes in a disc of radius 6: plus began, a dot happened, minus ended, an eye became known, a flag became contested, half an eye was told otherwise. */
const CHANGE_STROKES = [
  [], [[[-3, 0], [3, 0]], [[0, -3], [0, 3]]], [[[-1.2, 0], [1.2, 0]]], [[[-3, 0], [3, 0]]],
  [[[-3.2, 0], [0, -2.6], [3.2, 0], [0, 2.6], [-3.2, 0]]], [[[-2, 3.6], [-2, -3.4], [3, -1.6], [-2, 0.2]]],
  [[[-3.2, 0], [0, -2.6], [3.2, 0]]],
];

/**
 * Paint the mark of a change at the origin.
 * @param {Surface} ctx
 * @param {number} change
 * @param {number} unit
 */
export function paintChange(ctx, change, unit) {
  traceShape(ctx, "circle", 0, 0, 6 * unit);
  ctx.fillStyle = theme.ink;
  ctx.strokeStyle = theme.paper;
  ctx.lineWidth = 1.5 * unit;
  ctx.fill();
  ctx.stroke();
  ctx.lineWidth = (change === HAPPENED ? 2.4 : 1.6) * unit;
  traceLines(ctx, CHANGE_STROKES[change], unit);
  ctx.stroke();
}

/** @param {number} change */
export function changeIcon(change) {
  const strokes = CHANGE_STROKES[change].map((points) => `M${points.map((point) => point.join(" ")).join("L")}`).join("");
  return svg("svg", { viewBox: "-7 -7 14 14", width: 14, height: 14, "aria-hidden": "true" },
    svg("circle", { r: 6.4, fill: "var(--ink)" }),
    svg("path", { d: strokes, fill: "none", stroke: "var(--paper)", "stroke-width": change === HAPPENED ? 2.4 : 1.6 }));
}
