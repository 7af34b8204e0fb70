// Prints what is shown: the picture with its legend, each relation with its evidence, and the sources; in light colours whatever the theme.

import { RELATIONS, byTime, entriesOf, field, page, relations } from "./data.js";
import { byId, digits, make, plural } from "./dom.js";
import { differing, onDays } from "./evidence.js";
import { tags } from "./items.js";
import { frozen, lanesSvgs, legendSvg, pictureHeading, pictureSvg, resized } from "./picture.js";
import { addresses, chosenParts, reference } from "./report.js";
import { fullSentenceOf } from "./sentences.js";
import { visible } from "./state.js";
import { inCast } from "./steps.js";
import { readTheme } from "./theme.js";
import { view } from "./view.js";
import { HIDDEN, backgroundTitle, isBackground } from "./windows.js";

/** More would be a book: the rest is counted. */
const PRINTED_AT_MOST = 400;
/** The picture's size on paper in pixels, before it is fitted to the sheet. */
const PICTURE = [880, 590];
/** What lanes take of a sheet either way up, be it A4 or Letter: width and height in pixels. */
const SHEETS = /** @type {[string, number, number][]} */ ([["tall", 703, 930], ["broad", 1032, 660]]);

/**
 * What one entry of the evidence says: [3] CNN, par. 8, as said by Nvidia.
 * @param {Evidence} item
 */
function entryLine(item) {
  const parts = [`[${item.source + 1}] ${page.sources[item.source].publisher}`, item.paragraph && `par. ${item.paragraph}`, item.voice && `as said by ${item.voice}`, item.said, differing(item), onDays(item)];
  const more = [item.note, ...addresses(item, plain)].filter(Boolean);
  return make("li", { class: item.quote || more.length ? "" : "short" }, parts.filter(Boolean).join(", "), item.quote && make("q", {}, item.quote), more.map((text) => make("p", {}, text)));
}

/** @param {Row} row */
const printedRelation = (row) => make("li", { class: field(relations, "summary", row) || field(relations, "note", row) ? "printed" : "printed brief" },
  make("p", {}, make("span", { class: "printed-when" }, field(relations, "words", row, "no date")), " ", make("b", {}, field(relations, "summary", row) ?? fullSentenceOf(row)), " ", ...tags(row)),
  field(relations, "summary", row) && make("p", {}, fullSentenceOf(row)),
  field(relations, "note", row) && make("p", {}, field(relations, "note", row)),
  page.sources.length > 0 && make("ul", {}, entriesOf(row).length ? entriesOf(row).map(entryLine) : make("li", {}, "No evidence is given.")));

/** @param {string} name @param {string} text an SVG document */
const figure = (name, text) => make("figure", { class: name }, document.adoptNode(new DOMParser().parseFromString(text, "image/svg+xml").documentElement));

/**
 * The picture with its legend; lanes on as many sheets as they take, for either way up, below so much text.
 * @param {number} signs
 */
function figures(signs) {
  if (!view.lanes) return [figure("picture", resized(PICTURE[0], PICTURE[1], () => pictureSvg(false)))];
  const lanes = SHEETS.flatMap(([name, width, height]) => lanesSvgs(width, height, 66 + (signs / width) * 160).map((text) => figure(name, text)));
  return [...lanes, figure("printed-legend", legendSvg(SHEETS[0][1]))];
}

/** The relations shown, each once, under the headings that they are printed under: what is chosen or changed first; and how many a step of the story fades. */
function printedLists() {
  const { isAll, parts } = chosenParts();
  const first = isAll ? [] : parts.map(({ title, rows }) => /** @type {[string, Row[]]} */ ([title || "Chosen", rows]));
  const taken = new Set(first.flatMap(([, rows]) => rows));
  const others = [...Array(RELATIONS).keys()].filter((row) => visible.verdict[row] !== HIDDEN && !taken.has(row)).sort(byTime);
  const lists = /** @type {[string, Row[]][]} */ ([
    ...first,
    [first.length ? "Everything else that is shown" : "What is shown", others.filter((row) => !isBackground(row) && inCast(row))],
    [backgroundTitle(), others.filter(isBackground)],
  ]);
  return { lists: lists.filter(([, some]) => some.length), faded: others.filter((row) => !isBackground(row) && !inCast(row)).length };
}

/** @param {string} text */
const plain = (text) => text;
/** @param {number} number */
const sourceLine = (number) => make("li", {}, `[${number + 1}] ${reference(page.sources[number], plain)}`);

function printedSheets() {
  const { lists, faded } = printedLists();
  let room = PRINTED_AT_MOST;
  const cut = lists.map(([title, rows]) => {
    const some = rows.slice(0, room);
    room -= some.length;
    return { title, rows, some };
  });
  const missing = cut.reduce((sum, { rows, some }) => sum + rows.length - some.length, 0);
  const step = view.step === null ? null : page.story[view.step];
  const cited = new Set(cut.flatMap(({ some }) => some.flatMap((row) => entriesOf(row).map(({ source }) => source))));
  const heading = pictureHeading(true);
  return [
    make("h1", {}, page.title),
    make("p", {}, heading),
    step && make("p", { class: "lead" }, make("b", {}, step.title), ` ${step.text ?? ""}`),
    ...figures(page.title.length * 2 + heading.length + (step ? `${step.title} ${step.text ?? ""}`.length : 0)),
    missing > 0 && make("p", { class: "lead" }, `${PRINTED_AT_MOST} relations are listed, under each heading the first in order of time. ${plural(missing, "more relation")} ${missing === 1 ? "is" : "are"} shown and not printed: the page's table and its CSV hold them.`),
    ...cut.filter(({ some }) => some.length).flatMap(({ title, rows, some }) => [
      make("h2", {}, title, make("span", { class: "count" }, ` ${some.length < rows.length ? `${digits(some.length)} of ` : ""}${digits(rows.length)}`)), make("ul", {}, some.map(printedRelation)),
    ]),
    faded > 0 && make("p", {}, `${plural(faded, "more relation")}, faded at this step of the story, ${faded === 1 ? "is" : "are"} not listed.`),
    cited.size > 0 && make("h2", {}, "Sources"),
    make("ul", {}, [...cited].sort((one, other) => one - other).map(sourceLine)),
  ].filter(Boolean);
}

export function startPrinting() {
  const root = document.documentElement;
  /** @type {string | null} */
  let themed = null;
  let restore = () => {};
  const lay = () => {
    if (themed !== null) return;
    themed = root.dataset.theme;
    root.dataset.theme = "light";
    readTheme(true);
    restore = frozen();
    byId("paper").replaceChildren(...printedSheets());
  };
  const clear = () => {
    if (themed === null) return;
    byId("paper").replaceChildren();
    root.dataset.theme = themed;
    themed = null;
    readTheme();
    restore();
  };
  addEventListener("beforeprint", lay);
  addEventListener("afterprint", clear);
  const printed = matchMedia("print");
  const follow = () => (printed.matches ? lay() : clear());
  printed.addEventListener("change", follow);
  follow();
}
