// Records a film, a WebM: the told story, or what Play shows.
// Each frame is painted, encoded and stamped with its own time in the film, so that a slow machine takes longer and loses nothing.

import { hasDays } from "./axis.js";
import { scaleNow } from "./camera.js";
import { LARGE, RELATIONS, aboutOf, page, relations } from "./data.js";
import { byId, make, plural } from "./dom.js";
import { enlarge } from "./drawn.js";
import { note, saveAs } from "./files.js";
import { firstFit, fit } from "./fitting.js";
import { headingText, timeText } from "./heading.js";
import { restHistory } from "./link.js";
import { EDGE, frozen, giveSize, legendBlock, paintGraph, wrapped } from "./picture.js";
import { beginPlay, speed, stopPlaying } from "./play.js";
import { change } from "./state.js";
import { viewOfStep } from "./steps.js";
import { SANS, SERIF, theme } from "./theme.js";
import { view } from "./view.js";
import { hold } from "./view_days.js";
import { inTime, passesFilters } from "./visibility.js";
import { webm } from "./webm.js";
import { HIDDEN } from "./windows.js";

const [WIDTH, HEIGHT] = [1280, 720];
const COLUMN = 360; // the texts are left of the graph
const INNER = COLUMN - EDGE - 14;
const WHOLE = WIDTH - 2 * EDGE;
const USUAL_FOOT = 130;

/** @typedef {{ font: string, height: number, lines: string[], soft?: boolean }} TextBlock */
/** @typedef {{ seconds: number, share: number, isKey?: boolean }} Shot how long a frame stays, and how much of the film is made before */

// --- what is on a frame --------------------------------------------------------------------------

const canvas = document.createElement("canvas");
const sheet = document.createElement("canvas");
for (const each of [canvas, sheet]) Object.assign(each, { width: WIDTH, height: HEIGHT });
const ctx = sheet.getContext("2d");
let foot = 0;

/** @param {string} text @param {string} font @param {number} height @param {boolean} [soft] @param {number} [width] @returns {TextBlock} */
const block = (text, font, height, soft = false, width = INNER) => ({ font, height, lines: wrapped(ctx, text, font, width), soft });
/** @param {TextBlock[]} blocks */
const heightOf = (blocks) => blocks.reduce((sum, { height, lines }) => sum + (lines.length ? height * lines.length + 8 : 0), 0);

/** @param {TextBlock[]} blocks @param {number} top */
function paintTexts(blocks, top) {
  let y = top;
  ctx.textAlign = "left";
  ctx.textBaseline = "top";
  for (const { font, height, lines, soft } of blocks) {
    ctx.font = font;
    ctx.fillStyle = soft ? theme.soft : theme.ink;
    lines.forEach((line, place) => ctx.fillText(line, EDGE, y + place * height));
    y += lines.length ? height * lines.length + 8 : 0;
  }
}

/** Who says it: as many publishers as there is room for in a line. */
function creditBlock() {
  const publishers = [...new Set(page.sources.map(({ publisher }) => publisher))];
  const font = `13px ${SANS}`;
  /** @param {number} count */
  const naming = (count) => `${plural(page.sources.length, "source")}: ${[...publishers.slice(0, count), ...(count < publishers.length ? [`${publishers.length - count} more`] : [])].join(", ")}`;
  let count = publishers.length;
  while (count > 1 && wrapped(ctx, naming(count), font, WHOLE).length > 1) count -= 1;
  return block(publishers.length ? naming(count) : "No sources are given.", font, 18, true, WHOLE);
}

/** Make as much room under the graph as legend and credit need, never less than before, so that the graph does not jump; returns whether it is more. */
function layFoot() {
  const needed = Math.ceil(legendBlock(ctx, WHOLE) + heightOf([creditBlock()]) + 10);
  if (needed <= foot) return false;
  foot = Math.max(needed, USUAL_FOOT);
  giveSize(WIDTH - COLUMN, HEIGHT - foot);
  return true;
}

/** The days, and how many relations. */
function dayBlocks(font = `600 17px ${SANS}`, height = 24) {
  return [block(timeText(), font, height), block(headingText().slice(timeText().length + 3), `14px ${SANS}`, 19, true)];
}

/**
 * Paint a frame: texts beside the graph, the days under them, then legend and credit.
 * @param {TextBlock[]} told
 * @param {TextBlock[]} days
 */
function paintSheet(told, days) {
  const bottom = HEIGHT - foot;
  ctx.fillStyle = theme.paper;
  ctx.fillRect(0, 0, WIDTH, HEIGHT);
  ctx.save();
  ctx.beginPath();
  ctx.rect(COLUMN, 0, WIDTH - COLUMN, bottom);
  ctx.clip();
  ctx.translate((WIDTH + COLUMN) / 2, bottom / 2);
  enlarge(scaleNow());
  paintGraph(ctx);
  ctx.restore();
  paintTexts(told, EDGE);
  paintTexts(days, bottom - heightOf(days) - 6);
  ctx.fillStyle = theme.hair;
  ctx.fillRect(EDGE, bottom, WHOLE, 1);
  legendBlock(ctx, WHOLE, bottom + 8);
  paintTexts([creditBlock()], HEIGHT - 28);
}

/** @param {number} [share] how much of the sheet covers what was there */
function showSheet(share = 1) {
  const film = canvas.getContext("2d");
  film.globalAlpha = share;
  film.drawImage(sheet, 0, 0);
}

// --- the frames ----------------------------------------------------------------------------------

const FRAME = 0.1; // seconds

/**
 * A still: it comes up within a moment and stays; a frame a second lets players seek.
 * @param {number} seconds
 * @param {number} share
 * @returns {Generator<Shot>}
 */
function* still(seconds, share) {
  for (const part of [0.3, 0.5, 0.7]) {
    showSheet(part);
    yield { seconds: FRAME, share };
  }
  showSheet();
  for (let left = seconds; left > 0; left -= 1) yield { seconds: Math.min(1, left), share, isKey: left === seconds };
}

/**
 * How long a text is read, in seconds, after a look at the picture; signs that stand for syllables or words take longer.
 * @param {string} text
 */
const readingTime = (text) => Math.max(4, 2 + (text.length + 2 * (text.match(/[\u1100-\uffdc]/g) ?? []).length) / 18);

/** @returns {Generator<Shot>} */
function* storyShots() {
  const { length } = page.story;
  for (const [number, { title, text }] of page.story.entries()) {
    change({ ...viewOfStep(number), look: null });
    foot = 0;
    layFoot();
    firstFit();
    const head = [block(`${page.title} · ${number + 1}/${length}`, `14px ${SANS}`, 19, true), block(title, `700 25px ${SERIF}`, 31)];
    const days = dayBlocks();
    const whole = block(text ?? "", `17px ${SANS}`, 25);
    const room = Math.max(1, Math.floor((HEIGHT - foot - EDGE - 14 - heightOf(head) - heightOf(days)) / whole.height));
    // A text that is too long for the frame goes on in the next.
    for (let first = 0; first === 0 || first < whole.lines.length; first += room) {
      const lines = whole.lines.slice(first, first + room);
      paintSheet([...head, { ...whole, lines }], days);
      yield* still(readingTime([first ? "" : title, ...lines].join(" ")), (number + (first / whole.lines.length || 0)) / length);
    }
  }
}

/** Everyone of whom something is told on whatever day. */
function everyoneTold() {
  const told = new Set(view.pin);
  for (let row = 0; row < RELATIONS; row += 1) {
    if (inTime(row, { ...view, mode: "all" }) === HIDDEN || !passesFilters(row, view)) continue;
    for (const actor of [relations.source[row], relations.target[row], ...aboutOf[row]]) told.add(actor);
  }
  return [...told];
}

/**
 * The camera stands still, on everyone; in a large graph, which draws others from day to day, it follows once a second.
 * @returns {Generator<Shot>}
 */
function* playShots() {
  const { to, length, dayAfter, pace } = beginPlay();
  const count = Math.max(1, Math.ceil(length / (pace * speed() * FRAME)));
  const wanted = LARGE ? null : everyoneTold();
  foot = 0;
  for (let number = 0; number <= count; number += 1) {
    if (number) to(Math.floor(dayAfter((length * number) / count)));
    if (layFoot() || (LARGE && number % 10 === 0)) fit(wanted, false);
    paintSheet([block(page.title, `700 25px ${SERIF}`, 31), ...dayBlocks(`700 30px ${SERIF}`, 38)], []);
    showSheet();
    yield { seconds: number ? FRAME : 1, share: number / (count + 1) };
  }
  yield* still(2, 1);
}

// --- recording -----------------------------------------------------------------------------------

/** What can encode, and what the file calls it. */
const CODECS = { "vp09.00.31.08": "V_VP9", vp8: "V_VP8" };
/** @typedef {keyof typeof CODECS} Codec */
/** @param {Codec} codec @returns {VideoEncoderConfig} */
const settings = (codec) => ({ codec, width: WIDTH, height: HEIGHT, bitrate: 6e6, framerate: 1 / FRAME, latencyMode: "quality" });

/** What this browser can encode with; null where it records no film. */
async function findCodec() {
  for (const codec of /** @type {Codec[]} */ (Object.keys(CODECS))) {
    try {
      if ((await VideoEncoder.isConfigSupported(settings(codec))).supported) return codec;
    } catch {
      // No encoders at all, or none of this name.
    }
  }
  return null;
}

const KEY_EVERY = 5; // seconds

/**
 * Encode frames one after the other; null where the reader cancelled.
 * @param {Codec} codec
 * @param {Generator<Shot>} shots
 * @param {(share: number) => boolean} goesOn told how much is made
 */
async function encode(codec, shots, goesOn) {
  /** @type {import("./webm.js").FilmFrame[]} */
  const frames = [];
  /** @type {VideoColorSpaceInit} */
  let colours = {};
  /** @type {Error | null} */
  let failed = null;
  const encoder = new VideoEncoder({
    output: (chunk, about) => {
      colours = about?.decoderConfig?.colorSpace ?? colours;
      const bytes = new Uint8Array(chunk.byteLength);
      chunk.copyTo(bytes);
      frames.push({ time: Math.round(chunk.timestamp / 1000), isKey: chunk.type === "key", bytes });
    },
    error: (error) => (failed = error),
  });
  encoder.configure(settings(codec));
  let [time, count, keyed] = [0, 0, -KEY_EVERY];
  try {
    for (const { seconds, share, isKey } of shots) {
      const frame = new VideoFrame(canvas, { timestamp: Math.round(time * 1e6), duration: Math.round(seconds * 1e6) });
      const keyFrame = isKey || time - keyed >= KEY_EVERY;
      if (keyFrame) keyed = time;
      encoder.encode(frame, { keyFrame });
      frame.close();
      time += seconds;
      count += 1;
      do {
        await new Promise((done) => {
          setTimeout(done);
        });
        if (failed) throw failed;
        if (!goesOn(share)) return null;
      } while (encoder.encodeQueueSize > 2);
    }
    await encoder.flush();
  } finally {
    if (encoder.state !== "closed") encoder.close();
  }
  if (frames.length < count) throw new Error(`${count - frames.length} of ${count} frames were lost`);
  return { film: webm(frames, { codec: CODECS[codec], width: WIDTH, height: HEIGHT, length: Math.round(time * 1000), colours }), seconds: Math.round(time) };
}

/** Take the page for the film; returns what brings it back to how it was. */
function takePage() {
  stopPlaying();
  const before = { ...view };
  const { scrollTop } = byId("details");
  const restore = frozen();
  const endRest = restHistory();
  hold(true);
  change({ lanes: null, look: null });
  return () => {
    hold(false);
    change(before);
    restore();
    byId("details").scrollTop = scrollTop;
    endRest();
  };
}

/**
 * The dialog over the page while it records: how long it takes, and a way to cancel.
 * @param {string} title
 */
function openDialog(title) {
  const begun = performance.now();
  const aborted = new AbortController();
  const bar = make("progress", { max: 1, value: 0, "aria-label": "How much is recorded" });
  const left = make("p", { role: "status" });
  const dialog = make("dialog", { class: "keys film", "aria-labelledby": "film-title" },
    make("h2", { id: "film-title" }, title), make("p", { class: "quiet" }, "The page waits, and is as before afterwards. Nothing leaves this computer."), bar, left,
    make("button", { type: "button", onclick: () => aborted.abort() }, "Cancel"));
  canvas.setAttribute("aria-hidden", "true");
  bar.before(canvas);
  dialog.addEventListener("cancel", (/** @type {Event} */ event) => {
    event.preventDefault();
    aborted.abort();
  });
  addEventListener("hashchange", () => aborted.abort(), { signal: aborted.signal });
  document.body.append(dialog);
  dialog.showModal();
  return {
    /** @param {number} share */
    tell: (share) => {
      bar.value = share;
      const seconds = 5 * Math.ceil(((performance.now() - begun) * (1 - share)) / share / 5000);
      const text = share > 0 && seconds > 0 ? `About ${plural(seconds, "second")} left` : "Recording";
      if (left.textContent !== text) left.textContent = text;
      return !aborted.signal.aborted;
    },
    close: () => {
      aborted.abort();
      dialog.close();
      dialog.remove();
    },
  };
}

/** @type {Codec | null} */
let codecFound = null;

/** Offer the films of which there is something to see, if the browser can record any. */
export async function offerFilms() {
  codecFound ??= await findCodec();
  for (const id of ["keep-film", "keep-play"]) Object.assign(byId(id), { disabled: false, hidden: !codecFound || !(id === "keep-film" ? page.story.length : hasDays()) });
  byId("film-none").hidden = codecFound !== null;
}

export const keepFilm = () => saveFilm("Film of the story", storyShots);
export const keepPlayFilm = () => saveFilm("Film of play", playShots);

/** @param {string} title @param {() => Generator<Shot>} shots */
async function saveFilm(title, shots) {
  const giveBack = takePage();
  const dialog = openDialog(title);
  let said = "No film was saved.";
  try {
    const made = await encode(codecFound, shots(), dialog.tell);
    if (made) {
      saveAs(made.film, "webm");
      said = `A film of ${plural(made.seconds, "second")} was saved.`;
    }
  } catch (error) {
    said = `The film could not be recorded: ${error.message}.`;
  } finally {
    dialog.close();
    giveBack();
    note(said);
  }
}
