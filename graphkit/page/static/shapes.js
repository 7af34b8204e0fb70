// Draws the shapes that tell kinds of actors apart, on a canvas and as small pictures in the legend.

import { page } from "./data.js";

/** What is only last reported is drawn so much lighter. */
export const LIGHT = 0.5;

/** @type {Record<string, [number, number]>} */
const SIDES = { triangle: [3, 0], "triangle-down": [3, 1], diamond: [4, 0], pentagon: [5, 0], hexagon: [6, 0.5], octagon: [8, 0.5] };
/** @type {Record<string, number>} */
export const SWELL = { triangle: 1.22, "triangle-down": 1.22, diamond: 1.16, pentagon: 1.08, hexagon: 1.05, octagon: 1.03 };

/**
 * The corners of a shape around 0,0, or null where it is round.
 * @param {string} shape
 * @param {number} size
 */
function corners(shape, size) {
  if (shape === "square") {
    const half = size * 0.88;
    return [[-half, -half], [half, -half], [half, half], [-half, half]];
  }
  if (shape === "bar" || shape === "post") {
    const [width, height] = shape === "bar" ? [size * 1.1, size * 0.55] : [size * 0.55, size * 1.1];
    return [[-width, -height], [width, -height], [width, height], [-width, height]];
  }
  if (shape === "cross") {
    const arm = size * 0.38;
    const out = size;
    return [[-arm, -out], [arm, -out], [arm, -arm], [out, -arm], [out, arm], [arm, arm], [arm, out], [-arm, out], [-arm, arm], [-out, arm], [-out, -arm], [-arm, -arm]];
  }
  if (shape === "star") {
    return Array.from({ length: 10 }, (_, point) => {
      const reach = size * (point % 2 ? 0.52 : 1.18);
      const angle = (point / 10) * 2 * Math.PI - Math.PI / 2;
      return [Math.cos(angle) * reach, Math.sin(angle) * reach];
    });
  }
  if (!SIDES[shape]) return null;
  const [sides, turn] = SIDES[shape];
  return Array.from({ length: sides }, (_, side) => {
    const angle = ((side + turn * (shape === "triangle-down" ? 1.5 : 1)) / sides) * 2 * Math.PI - Math.PI / 2;
    return [Math.cos(angle) * size * SWELL[shape], Math.sin(angle) * size * SWELL[shape]];
  });
}

/**
 * How far a shape of a size reaches from its middle, to a side or up and down.
 * @param {string} shape
 * @param {number} size
 */
export const extentOf = (shape, size) => Math.max(...(corners(shape, size) ?? [[size]]).flat().map(Math.abs));

/** @param {Surface} ctx @param {string} shape @param {number} x @param {number} y @param {number} size */
export function traceShape(ctx, shape, x, y, size) {
  const points = corners(shape, size);
  ctx.beginPath();
  if (!points) {
    ctx.arc(x, y, size, 0, 2 * Math.PI);
    return;
  }
  tracePoints(ctx, points.map(([dx, dy]) => [x + dx, y + dy]));
  ctx.closePath();
}

/**
 * Lead a path along points.
 * @param {Surface | Path2D} path
 * @param {number[][]} points
 */
export const tracePoints = (path, points) => points.forEach(([x, y], place) => (place ? path.lineTo(x, y) : path.moveTo(x, y)));
/**
 * Begin a path of several lines around the origin, so many times as large.
 * @param {Surface} ctx
 * @param {number[][][]} lines
 * @param {number} unit
 */
export function traceLines(ctx, lines, unit) {
  ctx.beginPath();
  for (const points of lines) tracePoints(ctx, points.map(([x, y]) => [x * unit, y * unit]));
}

/**
 * A round head, as a polygon.
 * @param {number} middle
 * @param {number} radius
 */
const round = (middle, radius) => Array.from({ length: 12 }, (_, side) => [middle - Math.cos(side * Math.PI / 6) * radius, Math.sin(side * Math.PI / 6) * radius]);

/**
 * The heads of lines, one a family, so that no colour alone tells families apart: what restricts ends in a bar, a permission in two points, a word in barbs.
 * @type {Record<string, Head>}
 */
const HEADS = {
  contact: { length: 1, corners: [[0, 0], [-1, 0.46], [-1, -0.46]] },
  agreement: { length: 0.96, corners: round(-0.48, 0.48) },
  restriction: { length: 0.3, corners: [[0, -0.62], [0, 0.62], [-0.3, 0.62], [-0.3, -0.62]] },
  permission: { length: 1.3, corners: [[0, 0], [-0.65, 0.5], [-0.65, 0], [-1.3, 0.5], [-1.3, -0.5], [-0.65, 0], [-0.65, -0.5]] },
  statement: { length: 0.55, corners: [[0, 0], [-1.1, 0.56], [-0.55, 0], [-1.1, -0.56]] },
  trade: { length: 1.2, corners: [[0, 0], [-0.6, 0.44], [-1.2, 0], [-0.6, -0.44]] },
  background: { length: 1, corners: [[0, 0], [-1.1, 0.62], [-1, 0]] },
  newsroom: { length: 1, corners: [[0, 0.5], [-1, 0.5], [-1, -0.5], [0, -0.5], [0, 0.5], [-0.27, 0.23], [-0.27, -0.23], [-0.73, -0.23], [-0.73, 0.23], [-0.27, 0.23]] },
};
/**
 * The heads of the families that a story brings along, by turns: house, cross, bow, two dots, spindle, needle.
 * @type {Head[]}
 */
const OWN_HEADS = [
  { length: 1.3, corners: [[0, 0], [-0.5, 0.42], [-1.3, 0.42], [-1.3, -0.42], [-0.5, -0.42]] },
  { length: 1.1, corners: [[-0.42, 0.55], [-0.68, 0.55], [-0.68, 0.13], [-1.1, 0.13], [-1.1, -0.13], [-0.68, -0.13], [-0.68, -0.55], [-0.42, -0.55], [-0.42, -0.13], [0, -0.13], [0, 0.13], [-0.42, 0.13]] },
  { length: 1, corners: [[0, 0.5], [0, -0.5], [-0.5, 0], [-1, -0.5], [-1, 0.5], [-0.5, 0]] },
  { length: 1.24, corners: [...round(-0.31, -0.31), ...round(-0.93, 0.31)] },
  { length: 0.5, corners: [[0, 0], [-0.25, 0.75], [-0.5, 0], [-0.25, -0.75]] },
  { length: 1.9, corners: [[0, 0], [-1.9, 0.26], [-1.9, -0.26]] },
];
const SHIPPED = page.families.filter(({ name }) => HEADS[name]).length;

/**
 * A head with a bar behind it, across the line: what goes against the other, or ends what was between the two.
 * @param {Head} head
 * @returns {Head}
 */
function barred({ length, corners: shape }) {
  const near = 0.28 - Math.min(...shape.map(([along]) => along));
  const far = near + 0.27;
  const bar = [[-near, 0], [-near, 0.6], [-far, 0.6], [-far, -0.6], [-near, -0.6], [-near, 0]];
  // It is one outline with the head: out and back along the line, from where the head meets it.
  const place = shape.findIndex(([along, across], at) => along === -length && across * (shape[at + 1] ?? shape[0])[1] <= 0);
  return { length: far, corners: [...shape.slice(0, place + 1), [-length, 0], ...bar, [-length, 0], ...shape.slice(place + 1)] };
}
const headsOf = page.families.map(({ name }, number) => HEADS[name] ?? OWN_HEADS[(number - SHIPPED) % OWN_HEADS.length]);
const barredOf = headsOf.map(barred);
/**
 * How the line of a family ends; `against` of a type that goes against the other.
 * @param {number} family
 * @param {any} [against]
 */
export const headOf = (family, against) => (against ? barredOf : headsOf)[family];
/** What is drawn where a head stands for any family. */
const PLAIN_HEAD = HEADS.contact;
export const PLAIN_AGAINST = barred(PLAIN_HEAD);

/**
 * The corners of a head with its tip at a point, that points along a direction of length 1.
 * @param {Head} head
 * @param {number} x
 * @param {number} y
 * @param {number} dx
 * @param {number} dy
 * @param {number} size
 */
export const headCorners = ({ corners: shape }, x, y, dx, dy, size) => shape.map(([along, across]) => [x + (along * dx - across * dy) * size, y + (along * dy + across * dx) * size]);

const SVG = "http://www.w3.org/2000/svg";

/** @param {string} tag @param {Object<string, any>} attributes @param {...Node | string} children */
export function svg(tag, attributes, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/**
 * A kind's shape as a small picture.
 * @param {number} number
 */
export function kindIcon(number) {
  const { shape } = page.kinds[number];
  const points = corners(shape, 6);
  const colour = `var(--kind-${number})`;
  const ring = shape === "ring";
  const drawn = points
    ? svg("polygon", { points: points.map(([x, y]) => `${x.toFixed(2)},${y.toFixed(2)}`).join(" "), fill: colour })
    : svg("circle", { r: ring ? 4.6 : 6, fill: ring ? "none" : colour, stroke: colour, "stroke-width": ring ? 2.8 : 0 });
  return svg("svg", { viewBox: "-8 -8 16 16", width: 16, height: 16, "aria-hidden": "true" }, drawn);
}

/** The pin of an actor that is pinned, as a small picture. */
export const pinIcon = () => svg("svg", { viewBox: "0 0 14 14", width: 14, height: 14, "aria-hidden": "true" },
  svg("path", { d: "M3 12l5-6", stroke: "currentColor", "stroke-width": 1.7 }), svg("circle", { cx: 9, cy: 4.5, r: 3.4, fill: "currentColor" }));

/**
 * A line as it is drawn, as a small picture: `mark` names what it shows, `head` how it ends.
 * @param {string} colour
 * @param {string} [mark]
 * @param {Head} [head]
 */
export function lineIcon(colour, mark = "", head = PLAIN_HEAD) {
  const line = svg("line", {
    x1: 1, y1: 7, x2: 33 - 8 * head.length, y2: 7, stroke: colour,
    "stroke-width": mark === "background" ? 1 : 2,
    "stroke-dasharray": mark === "maybe" ? "4 3" : "none",
  });
  const icon = svg("svg", { viewBox: "0 0 34 14", width: 34, height: 14, "aria-hidden": "true", opacity: mark === "unreported" ? LIGHT : 1 }, line);
  const drawn = {
    planned: () => svg("circle", { cx: 15, cy: 7, r: 3.6, fill: "var(--panel)", stroke: colour, "stroke-width": 1.6 }),
    denied: () => svg("path", { d: "M11.5 3.5l7 7m0-7l-7 7", stroke: colour, "stroke-width": 2, fill: "none" }),
    claimed: () => svg("path", { d: "M12 1v5m5-5v5", stroke: colour, "stroke-width": 2, fill: "none" }),
    contested: () => svg("path", { d: "M13 7V0l7 2.5L13 5", stroke: colour, "stroke-width": 1.3, fill: colour }),
  }[mark];
  if (drawn) icon.append(drawn());
  if (["", "maybe", "unreported", "background"].includes(mark)) icon.append(svg("polygon", { points: headCorners(head, 33, 7, 1, 0, 8.5).map((corner) => corner.map((part) => part.toFixed(1)).join(",")).join(" "), fill: colour }));
  return icon;
}

/**
 * The line of a family, as it is drawn.
 * @param {number} family
 * @param {boolean} [against]
 */
export const familyIcon = (family, against = false) => lineIcon(`var(--family-${family})`, page.families[family].name === "background" ? "background" : "", headOf(family, against));
