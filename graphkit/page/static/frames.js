// Paints the frames in which actors stand, and tells of them in words.

import { arrangedBy, frames } from "./arrange.js";
import { LARGE } from "./data.js";
import { digits, plural } from "./dom.js";
import { drawn } from "./drawn.js";
import { GROUPS } from "./look_names.js";
import { visible } from "./state.js";
import { theme } from "./theme.js";
import { view } from "./view.js";

/** The frames in which anybody is drawn. */
export const seenFrames = () => (LARGE ? frames.filter(({ members }) => members.some((actor) => drawn.actors[actor])) : frames);

/** @param {Surface} ctx @param {number} scale */
export function paintFrames(ctx, scale) {
  ctx.save();
  ctx.lineWidth = 1 / scale;
  ctx.strokeStyle = ctx.fillStyle = theme.hair;
  for (const { left, top, width, height } of seenFrames()) {
    ctx.beginPath();
    ctx.rect(left, top, width, height);
    ctx.globalAlpha = 0.12;
    ctx.fill();
    ctx.globalAlpha = 1;
    ctx.stroke();
  }
  ctx.restore();
}

/** @param {Frame} frame */
export function countText({ members }) {
  const [shown, seen] = [visible.active, drawn.actors].map((flags) => members.reduce((sum, actor) => sum + (flags[actor] ? 1 : 0), 0));
  return `${plural(shown, "actor")} shown${shown === members.length ? "" : ` of ${digits(members.length)}`}${seen === shown ? "" : `, ${digits(seen)} drawn`}`;
}

/** How many frames there are, and of what, in words; empty where there are none. */
export function framesText() {
  if (!frames.length) return "";
  return `${plural(frames.length, "frame")} by ${view.arrange === GROUPS ? "group of what is shown" : arrangedBy().title}`;
}
