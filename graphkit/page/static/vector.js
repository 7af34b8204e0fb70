// A drawing surface that speaks like a canvas and keeps what is drawn as SVG: curves as curves, text as text.

/** @type {Record<string, string>} */
const XML_SIGNS = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
/** What XML 1.0 cannot hold at all: controls, halves of characters, and two that are none. */
const NOT_XML = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;
/** @param {string} text */
const xmlText = (text) => String(text).replace(NOT_XML, "\u{FFFD}").replace(/[&<>"]/g, (sign) => XML_SIGNS[sign]);
/** @param {number} number */
const short = (number) => String(Math.round(number * 100) / 100);

/** A path that is built like a canvas's and read as the `d` of an SVG path. */
class VectorPath {
  /** @param {(x: number, y: number) => number[]} [place] @param {number} [size] */
  constructor(place = (x, y) => [x, y], size = 1) {
    this.place = place;
    this.size = size;
    /** @type {string[]} */
    this.parts = [];
  }

  /** @param {string} sign @param {...number} numbers */
  #add(sign, ...numbers) {
    const points = [];
    for (let at = 0; at < numbers.length; at += 2) points.push(this.place(numbers[at], numbers[at + 1]).map(short).join(" "));
    this.parts.push(sign + points.join(" "));
  }

  /** @param {number} x @param {number} y */
  moveTo(x, y) {
    this.#add("M", x, y);
  }

  /** @param {number} x @param {number} y */
  lineTo(x, y) {
    this.#add("L", x, y);
  }

  /** @param {number} cx @param {number} cy @param {number} x @param {number} y */
  quadraticCurveTo(cx, cy, x, y) {
    this.#add("Q", cx, cy, x, y);
  }

  closePath() {
    this.parts.push("Z");
  }

  /**
   * A whole circle: nothing else is drawn round here.
   * @param {number} x
   * @param {number} y
   * @param {number} radius
   */
  arc(x, y, radius) {
    const r = short(radius * this.size);
    this.#add("M", x - radius, y);
    for (const side of [1, -1]) this.parts.push(`A${r} ${r} 0 1 1 ${this.place(x + side * radius, y).map(short).join(" ")}`);
    this.parts.push("Z");
  }

  /** @param {number} x @param {number} y @param {number} width @param {number} height */
  rect(x, y, width, height) {
    this.#add("M", x, y);
    this.#add("L", x + width, y);
    this.#add("L", x + width, y + height);
    this.#add("L", x, y + height);
    this.closePath();
  }

  toString() {
    return this.parts.join("");
  }
}

/** What is saved and restored. */
const STATE = ["fillStyle", "strokeStyle", "lineWidth", "globalAlpha", "lineCap", "lineJoin", "font", "textAlign", "textBaseline", "dash", "matrix", "groups"];

export class VectorContext {
  /**
   * `measure` is a canvas's own measureText, asked with a font.
   * @param {number} width
   * @param {number} height
   * @param {(text: string, font: string) => { width: number }} measure
   */
  constructor(width, height, measure) {
    this.width = width;
    this.height = height;
    this.measure = measure;
    /** @type {string[]} */
    this.pieces = [];
    /** @type {Record<string, any>[]} */
    this.kept = [];
    this.clips = 0;
    this.fillStyle = "#000";
    this.strokeStyle = "#000";
    this.lineWidth = 1;
    this.globalAlpha = 1;
    this.lineCap = "butt";
    this.lineJoin = "miter";
    this.font = "10px sans-serif";
    this.textAlign = "left";
    this.textBaseline = "alphabetic";
    /** @type {number[]} */
    this.dash = [];
    this.matrix = [1, 0, 0, 1, 0, 0];
    this.groups = 0;
    /** @type {{ text: string, x: number, y: number, colour: string, width: number } | null} */
    this.halo = null;
    this.beginPath();
  }

  save() {
    this.kept.push(Object.fromEntries(STATE.map((name) => [name, /** @type {any} */ (this)[name]])));
    this.groups = 0;
  }

  restore() {
    this.pieces.push("</g>".repeat(this.groups));
    Object.assign(this, this.kept.pop());
  }

  /** @param {number} x @param {number} y */
  #place = (x, y) => {
    const [a, b, c, d, e, f] = this.matrix;
    return [a * x + c * y + e, b * x + d * y + f];
  };

  /** @param {number} a @param {number} b @param {number} c @param {number} d @param {number} e @param {number} f */
  #turn(a, b, c, d, e, f) {
    const [a0, b0, c0, d0, e0, f0] = this.matrix;
    this.matrix = [a0 * a + c0 * b, b0 * a + d0 * b, a0 * c + c0 * d, b0 * c + d0 * d, a0 * e + c0 * f + e0, b0 * e + d0 * f + f0];
  }

  /** @param {number} x @param {number} y */
  translate(x, y) {
    this.#turn(1, 0, 0, 1, x, y);
  }

  /** @param {number} x @param {number} y */
  scale(x, y) {
    this.#turn(x, 0, 0, y, 0, 0);
  }

  /** @param {number} angle */
  rotate(angle) {
    this.#turn(Math.cos(angle), Math.sin(angle), -Math.sin(angle), Math.cos(angle), 0, 0);
  }

  get #size() {
    return Math.hypot(this.matrix[0], this.matrix[1]);
  }

  newPath() {
    return new VectorPath(this.#place, this.#size);
  }

  beginPath() {
    // Points are placed as they come, so that turning in the middle of a path does what it does on a canvas.
    this.path = new VectorPath((x, y) => this.#place(x, y), this.#size);
  }

  /** @param {number[]} dash */
  setLineDash(dash) {
    this.dash = dash;
  }

  /** @param {string} name */
  #see(name) {
    return this.globalAlpha < 1 ? ` ${name}="${short(this.globalAlpha)}"` : "";
  }

  /** @param {VectorPath} [path] */
  fill(path = this.path) {
    if (path.parts.length) this.pieces.push(`<path d="${path}" fill="${xmlText(this.fillStyle)}"${this.#see("fill-opacity")}/>`);
  }

  /** @param {VectorPath} [path] */
  stroke(path = this.path) {
    if (!path.parts.length) return;
    const dash = this.dash.length ? ` stroke-dasharray="${this.dash.map((part) => short(part * this.#size)).join(" ")}"` : "";
    this.pieces.push(`<path d="${path}" fill="none" stroke="${xmlText(this.strokeStyle)}" stroke-width="${short(this.lineWidth * this.#size)}" stroke-linejoin="${this.lineJoin}"${dash}${this.#see("stroke-opacity")}/>`);
  }

  /** @param {number} x @param {number} y @param {number} width @param {number} height */
  fillRect(x, y, width, height) {
    const path = this.newPath();
    path.rect(x, y, width, height);
    this.fill(path);
  }

  /**
   * A picture whole, as the address that it came from says.
   * @param {HTMLImageElement} image
   * @param {number} x
   * @param {number} y
   * @param {number} width
   * @param {number} height
   */
  drawImage(image, x, y, width, height) {
    const [left, top] = this.#place(x, y);
    this.pieces.push(`<image href="${xmlText(image.src)}" x="${short(left)}" y="${short(top)}" width="${short(width * this.#size)}" height="${short(height * this.#size)}" preserveAspectRatio="none"${this.#see("opacity")}/>`);
  }

  /** Draw only within the path until what was saved is restored. */
  clip() {
    this.clips += 1;
    this.groups += 1;
    this.pieces.push(`<clipPath id="clip-${this.clips}"><path d="${this.path}"/></clipPath><g clip-path="url(#clip-${this.clips})">`);
  }

  /** @param {string} text */
  measureText(text) {
    return this.measure(text, this.font);
  }

  /**
   * A halo waits for the text that it belongs to: together they are one element.
   * @param {string} text
   * @param {number} x
   * @param {number} y
   */
  strokeText(text, x, y) {
    this.halo = { text, x, y, colour: this.strokeStyle, width: this.lineWidth };
  }

  /** @param {string} text @param {number} x @param {number} y */
  fillText(text, x, y) {
    const [, weight, size, family] = /^(?:(\S+) )?([\d.]+)px (.*)$/.exec(this.font);
    const pixels = Number(size) * this.#size;
    const [left, top] = this.#place(x, y);
    const down = this.textBaseline === "top" ? pixels * 0.8 : this.textBaseline === "middle" ? pixels * 0.34 : 0;
    const anchor = /** @type {Record<string, string>} */ ({ center: "middle", right: "end" })[this.textAlign];
    const { halo } = this;
    this.halo = null;
    const around = halo && halo.text === text && halo.x === x && halo.y === y
      ? ` paint-order="stroke" stroke="${xmlText(halo.colour)}" stroke-width="${short(halo.width * this.#size)}" stroke-linejoin="round"` : "";
    this.pieces.push(`<text x="${short(left)}" y="${short(top + down)}" font-family="${xmlText(family)}" font-size="${short(pixels)}"${weight ? ` font-weight="${weight}"` : ""}${anchor ? ` text-anchor="${anchor}"` : ""} fill="${xmlText(this.fillStyle)}"${this.#see("opacity")}${around}>${xmlText(text)}</text>`);
  }

  /**
   * The whole drawing as an SVG document, with a title and a description for those who do not see it.
   * @param {string} title
   * @param {string} description
   */
  document(title, description) {
    const [width, height] = [short(this.width), short(this.height)];
    return [
      '<?xml version="1.0" encoding="UTF-8"?>',
      `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title description">`,
      `<title id="title">${xmlText(title)}</title>`,
      `<desc id="description">${xmlText(description)}</desc>`,
      ...this.pieces.filter(Boolean),
      "</svg>", "",
    ].join("\n");
  }
}

// What leads a path leads the one that was begun.
for (const name of ["moveTo", "lineTo", "quadraticCurveTo", "arc", "rect", "closePath"]) {
  /** @type {any} */ (VectorContext.prototype)[name] = function lead(/** @type {number[]} */ ...numbers) {
    this.path[name](...numbers);
  };
}
