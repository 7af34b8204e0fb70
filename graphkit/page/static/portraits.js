// Shows the pictures of actors: PNG, JPEG, WebP or GIF that lie in the page; nothing else is ever asked for.

import { redraw } from "./camera.js";
import { actors, field, kindOf, nameOf } from "./data.js";
import { make } from "./dom.js";
import { extentOf, traceShape } from "./shapes.js";

const PICTURE = /^data:image\/(?:png|jpeg|webp|gif);base64,[A-Za-z0-9+/]+={0,2}$/;
/** @param {Actor} actor */
function addressOf(actor) {
  const address = field(actors, "picture", actor, "");
  return PICTURE.test(address) ? address : null;
}

/**
 * The pictures asked for so far; one that cannot be read is as if it were not there.
 * @type {Map<Actor, HTMLImageElement>}
 */
const asked = new Map();

/**
 * Paint the picture of an actor within its shape, once it is loaded; a rim of the actor's colour stays.
 * @param {Surface} ctx
 * @param {Actor} actor
 * @param {number} x
 * @param {number} y
 * @param {number} size
 */
export function paintPortrait(ctx, actor, x, y, size) {
  const address = addressOf(actor);
  if (!address) return;
  if (!asked.has(actor)) {
    const image = new Image();
    image.addEventListener("load", redraw);
    image.src = address;
    asked.set(actor, image);
  }
  const image = asked.get(actor);
  if (!image.complete || !image.naturalWidth) return;
  const { shape } = kindOf(actor);
  const inner = size * (shape === "ring" ? 0.56 : 0.84);
  const half = extentOf(shape, inner);
  const zoom = (2 * half) / Math.min(image.naturalWidth, image.naturalHeight);
  const [width, height] = [image.naturalWidth * zoom, image.naturalHeight * zoom];
  ctx.save();
  traceShape(ctx, shape, x, y, inner);
  ctx.clip();
  ctx.drawImage(image, x - width / 2, y - height / 2, width, height);
  ctx.restore();
}

/**
 * The picture of an actor as an element; null where it has none.
 * @param {Actor} actor
 */
export function portraitOf(actor) {
  const address = addressOf(actor);
  return address && make("img", { class: "portrait", src: address, alt: `Picture of ${nameOf(actor)}` });
}
