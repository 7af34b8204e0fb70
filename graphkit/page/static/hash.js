// Writes the view as the readable hash of a link, and reads it; parts that cannot be read are ignored.

import { ACTORS, actorNumbers, actors, againstNames, attributes, page, publisherNames, relationNumbers, relations, voiceNames } from "./data.js";
import { fromIso, isoDay } from "./days.js";
import { canArrange, canColour, canSize } from "./look_names.js";
import { pairBetween } from "./pairs.js";
import { LANE_ORDERS, openingView, view } from "./view.js";

/**
 * What separates names within one part of the hash is escaped inside a name.
 * @param {string} name
 * @param {RegExp} separators
 */
const packed = (name, separators) => name.replace(separators, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
/** @param {string} text */
const unpacked = (text) => text.replace(/%(25|2C|3A|20)/g, (_, code) => String.fromCharCode(parseInt(code, 16)));

/** @type {Record<string, "certain" | "reported" | "undated" | "noClaims" | "noContested" | "single" | "words">} */
const SWITCHES = { single: "single", words: "words", certain: "certain", reported: "reported", undated: "undated", "no-claims": "noClaims", "no-contested": "noContested" };
const LONGEST = 1_000_000;
/** @type {Record<string, SetPart>} */
const HIDDEN_NAMES = { "without-types": "offTypes", "without-kinds": "offKinds", "without-status": "offStatuses", undrawn: "undrawn" };
/** @type {Record<string, SetPart>} */
const ONLY_NAMES = { voices: "onlyVoices", publishers: "onlyPublishers", where: "onlyAttributes", kinds: "onlyKinds", "contradicted-by": "onlyAgainst" };
const DEEPEST = 99;
/** How many of the most connected actors one may ask for. */
export const MOST_DRAWN = [120, 300];
const MARKS = ["claimed", "contested", "unreported", "maybe"];
const ACTOR_LISTS = /** @type {("hide" | "only" | "pin")[]} */ (["hide", "only", "pin"]);

/** The hash of what is being looked at, without its `#`: times, switches, filters, what is chosen, what was moved. */
export function hashOf() {
  const parts = new URLSearchParams();
  const start = openingView();
  keepTime(parts, start);
  for (const [key, name] of Object.entries(SWITCHES)) if (view[name] !== start[name]) parts.set(key, view[name] ? "1" : "0");
  if (view.reportedWithin !== start.reportedWithin) parts.set("reported-within", String(view.reportedWithin ?? ""));
  keepNames(parts, start);
  for (const key of /** @type {("colour" | "size" | "arrange")[]} */ (["colour", "size", "arrange"])) if (view[key] !== null) parts.set(key, view[key]);
  if (view.lanes) parts.set("lanes", view.lanes);
  if (view.depth) parts.set("depth", String(view.depth));
  keepSelection(parts, view.selection);
  keepDrawn(parts);
  if (view.look) parts.set("look", view.look.join(","));
  // On another screen actors are placed anew, unless places on this one are told.
  if (view.canvas && (view.look || view.moved.size)) parts.set("canvas", view.canvas.join("x"));
  if (view.axis) parts.set("axis", view.axis.map(isoDay).join("/"));
  if (view.step !== null) parts.set("step", String(view.step + 1));
  // These may stand in a hash as they are, and read better so.
  return parts.toString().replace(/%(2F|2C|3A)/g, (_, code) => String.fromCharCode(parseInt(code, 16)));
}

/**
 * Who is drawn in a large graph, and who was moved.
 * @param {URLSearchParams} parts
 */
function keepDrawn(parts) {
  if (view.grown.size && view.grown.size === ACTORS) parts.set("drawn", "all");
  else keepList(parts, "grown", [...view.grown].map((actor) => actors.id[actor]));
  if (view.most !== null) parts.set("most", String(view.most));
  const moved = [...view.moved].map(([actor, [x, y]]) => `${packed(actors.id[actor], /[%,:]/g)}:${Math.round(x)}:${Math.round(y)}`);
  if (moved.length) parts.set("moved", moved.join(","));
}

/** @param {URLSearchParams} parts @param {View} start */
function keepTime(parts, start) {
  if (view.mode === "span") parts.set("span", `${isoDay(view.from)}/${isoDay(view.to)}`);
  else if (view.mode === "day") parts.set("day", isoDay(view.day));
  else if (view.mode === "diff") parts.set("diff", `${isoDay(view.before)}/${isoDay(view.after)}`);
  else parts.set("all", "1");
  if (view.knownBy !== start.knownBy) parts.set("known-by", isoDay(view.knownBy));
}

/** @param {URLSearchParams} parts @param {View} start */
function keepNames(parts, start) {
  const newsroom = !view.offFamilies.has("newsroom");
  if (newsroom === start.offFamilies.has("newsroom")) parts.set("newsroom", newsroom ? "1" : "0");
  if (view.mark !== null) parts.set("mark", view.mark);
  for (const key of ACTOR_LISTS) keepList(parts, key, [...view[key]].map((actor) => actors.id[actor]));
  keepList(parts, "without", [...view.offFamilies].filter((name) => name !== "newsroom"));
  for (const [key, name] of Object.entries({ ...HIDDEN_NAMES, ...ONLY_NAMES })) keepList(parts, key, [...view[name]]);
}

/** @param {URLSearchParams} parts @param {string} key @param {string[]} names */
function keepList(parts, key, names) {
  if (names.length) parts.set(key, names.map((name) => packed(name, /[%,]/g)).join(","));
}

/** @param {[Actor, Actor]} ends */
const idsOf = (ends) => ends.map((actor) => packed(actors.id[actor], /[% ]/g)).join(" ");

/** @param {URLSearchParams} parts @param {Choice | null} chosen */
function keepSelection(parts, chosen) {
  if (!chosen) return;
  if (chosen.actor !== undefined) parts.set("actor", actors.id[chosen.actor]);
  else if (chosen.pair) parts.set("pair", idsOf(chosen.pair));
  else if (chosen.actors) keepList(parts, "actors", chosen.actors.map((actor) => actors.id[actor]));
  else if (chosen.relation !== undefined) parts.set("relation", relations.id[chosen.relation]);
  else if (chosen.path) {
    parts.set(chosen.path.inTime ? "chain" : "path", idsOf([chosen.path.from, chosen.path.to]));
    if (chosen.path.inTime && chosen.path.strict) parts.set("strict", "1");
    for (const name of /** @type {("through" | "direct")[]} */ (["through", "direct"])) if (chosen.path[name]) parts.set(name, "1");
    if (chosen.path.shown) parts.set("nth", String(chosen.path.shown + 1));
  }
}

/**
 * The parts of a view that a hash says; null where it says nothing that can be read.
 * @param {string} hash
 */
export function readHash(hash) {
  const parts = new URLSearchParams(hash.replace(/^#/, ""));
  /** @type {ViewParts} */
  const parsed = { ...readTime(parts), ...readSwitches(parts), ...readNames(parts), ...readActors(parts), ...readLooks(parts) };
  const depth = Number(parts.get("depth"));
  if (Number.isInteger(depth) && depth > 0 && depth <= DEEPEST) parsed.depth = depth;
  const selection = readSelection(parts);
  if (selection) parsed.selection = selection;
  const look = /^(-?\d{1,6}),(-?\d{1,6}),(\d?\.?\d{1,6})$/.exec(parts.get("look") ?? "");
  if (look && Number(look[3]) >= 0.01) parsed.look = /** @type {[number, number, number]} */ (look.slice(1).map(Number));
  const step = Number(parts.get("step"));
  if (Number.isInteger(step) && step > 0 && step <= page.story.length) parsed.step = step - 1;
  return Object.keys(parsed).length ? parsed : null;
}

/**
 * The parts of a view that each part of a hash may set, where they are not named alike.
 * @type {Record<string, string>}
 */
const PART_OF = {
  ...SWITCHES, ...HIDDEN_NAMES, ...ONLY_NAMES, span: "from", diff: "before", all: "mode", "known-by": "knownBy", "reported-within": "reportedWithin",
  newsroom: "offFamilies", without: "offFamilies", drawn: "grown",
};
const CHOICES = ["actor", "actors", "relation", "pair", "path", "chain"];
const DAYS = ["span", "day", "diff", "known-by", "axis"];
const BESIDE = ["strict", "through", "direct", "nth", "embed", "canvas", "again"];

/** How a day is written, where a part of a hash has one that cannot be read. @param {string} key @param {string} value */
const dayHint = (key, value) => (DAYS.includes(key) && value.split("/").some((day) => day && fromIso(day) === null) ? " (a day is written as 2025-04-30)" : "");

/**
 * The parts of a hash that say something and cannot be kept: relation=nope.
 * @param {string} hash
 */
export function unreadIn(hash) {
  /** @type {any} */
  const read = readHash(hash) ?? {};
  const lists = [...Object.keys({ ...HIDDEN_NAMES, ...ONLY_NAMES }), "without", ...ACTOR_LISTS];
  return [...new URLSearchParams(hash.replace(/^#/, ""))].flatMap(([key, value]) => {
    if (BESIDE.includes(key)) return [];
    const part = CHOICES.includes(key) ? "selection" : PART_OF[key] ?? key;
    const isList = lists.includes(key) || key === "actors";
    const names = value.split(",").map(unpacked);
    const held = isList && new Set(key === "actors" || ACTOR_LISTS.includes(/** @type {any} */ (key)) ? names.filter((id) => actorNumbers.has(id)) : read[part]);
    const isId = key === "actor" ? actorNumbers.has(value) : key === "relation" ? relationNumbers.has(value) : read[part] !== undefined;
    const lost = held ? names.filter((name) => !held.has(name)) : isId || !value || value === "0" ? [] : [value];
    return lost.length ? [`${key}=${lost.join(",")}${dayHint(key, value)}`] : [];
  });
}

/**
 * How actors look and stand, what is marked, and whether there are lanes.
 * @param {URLSearchParams} parts
 */
function readLooks(parts) {
  /** @type {ViewParts} */
  const parsed = {};
  if (canColour(parts.get("colour") ?? "")) parsed.colour = parts.get("colour");
  if (MARKS.includes(parts.get("mark"))) parsed.mark = parts.get("mark");
  if (canSize(parts.get("size") ?? "")) parsed.size = parts.get("size");
  if (canArrange(parts.get("arrange") ?? "")) parsed.arrange = parts.get("arrange");
  const canvas = /^(\d{2,5})x(\d{2,5})$/.exec(parts.get("canvas") ?? "");
  if (canvas) parsed.canvas = [Number(canvas[1]), Number(canvas[2])];
  const order = parts.get("lanes") ?? "";
  if (Object.hasOwn(LANE_ORDERS, order)) parsed.lanes = /** @type {LaneOrder} */ (order);
  return parsed;
}

/** @param {URLSearchParams} parts */
function readSwitches(parts) {
  /** @type {ViewParts} */
  const switches = {};
  for (const [key, name] of Object.entries(SWITCHES)) if (/^[01]$/.test(parts.get(key) ?? "")) switches[name] = parts.get(key) === "1";
  const within = parts.get("reported-within");
  if (within === "") switches.reportedWithin = null;
  else if (/^\d{1,7}$/.test(within ?? "") && Number(within) <= LONGEST) switches.reportedWithin = Number(within);
  return switches;
}

/** @param {URLSearchParams} parts */
function readTime(parts) {
  /** @type {ViewParts} */
  const time = { ...readMode(parts) };
  const known = fromIso(parts.get("known-by") ?? "");
  if (known !== null) time.knownBy = known;
  else if (parts.get("known-by") === "") time.knownBy = Infinity;
  const axis = twoEnds(parts, "axis").map((end) => fromIso(end ?? ""));
  if (!axis.includes(null) && axis[0] < axis[1]) time.axis = /** @type {[Day, Day]} */ (axis);
  return time;
}

/**
 * The two texts around the stroke in a part of the hash; nothing where there are not two.
 * @param {URLSearchParams} parts
 * @param {string} key
 */
function twoEnds(parts, key) {
  const ends = (parts.get(key) ?? "").split("/");
  return ends.length === 2 ? ends.map((end) => end.trim()) : [null, null];
}

/**
 * A day in a link; of a year or a month the first day or, as the command line has it, the last.
 * @param {string | null} text
 * @param {string[]} [ends] which days of a month it may be
 */
function dayIn(text, ends = ["31", "30", "29", "28"]) {
  const [, year, month = ends.length > 1 ? "12" : "01"] = /^([+-]?\d{4,6})(?:-(\d\d))?$/.exec(text) ?? [];
  return year ? ends.map((end) => fromIso(`${year}-${month}-${end}`)).find((day) => day !== null) ?? null : fromIso(text ?? "");
}

/** @returns {ViewParts} @param {URLSearchParams} parts */
function readMode(parts) {
  const [from, to] = twoEnds(parts, "span");
  const first = from === "" ? -Infinity : dayIn(from, ["01"]);
  const last = to === "" ? Infinity : dayIn(to);
  if (first !== null && last !== null && first <= last) return { mode: "span", from: first, to: last };
  const day = dayIn(parts.get("day"));
  if (day !== null) return { mode: "day", day };
  const [before, after] = twoEnds(parts, "diff").map((end) => dayIn(end));
  if (before !== null && after !== null && before <= after) return { mode: "diff", before, after };
  return parts.get("all") === "1" ? { mode: "all" } : {};
}

/** @param {URLSearchParams} parts @param {string} key */
const namesIn = (parts, key) => (parts.get(key) ?? "").split(",").map(unpacked);

/** @param {URLSearchParams} parts @param {string} key */
const actorsIn = (parts, key) => [...new Set(namesIn(parts, key).map((id) => actorNumbers.get(id)).filter((actor) => actor !== undefined))];

/** @param {URLSearchParams} parts */
function readNames(parts) {
  /** @type {any} */
  const names = {};
  /** @type {Record<string, string[]>} */
  const known = {
    without: page.families.map((family) => family.name),
    "without-types": page.types.map((type) => type.name),
    "without-kinds": page.kinds.map((kind) => kind.name),
    undrawn: page.kinds.map((kind) => kind.name),
    kinds: page.kinds.map((kind) => kind.name),
    "without-status": page.statuses,
    publishers: publisherNames,
    voices: voiceNames,
    "contradicted-by": againstNames,
    where: attributes.flatMap(({ options }) => options),
  };
  /** @param {string} key */
  const read = (key) => new Set(namesIn(parts, key).filter((name) => known[key].includes(name)));
  for (const [key, name] of Object.entries({ ...HIDDEN_NAMES, ...ONLY_NAMES })) if (read(key).size) names[name] = read(key);
  const off = read("without");
  const newsroom = /^[01]$/.test(parts.get("newsroom") ?? "") ? parts.get("newsroom") === "1" : !openingView().offFamilies.has("newsroom");
  if (off.size || parts.has("newsroom")) names.offFamilies = newsroom ? off : off.add("newsroom");
  return names;
}

/**
 * Who was expanded, and where actors were dragged to.
 * @param {URLSearchParams} parts
 */
function readActors(parts) {
  /** @type {any} */
  const changes = {};
  for (const key of ACTOR_LISTS) if (actorsIn(parts, key).length) changes[key] = new Set(actorsIn(parts, key));
  if (MOST_DRAWN.includes(Number(parts.get("most")))) changes.most = Number(parts.get("most"));
  const grown = actorsIn(parts, "grown");
  if (parts.get("drawn") === "all") changes.grown = new Set(Array(ACTORS).keys());
  else if (grown.length) changes.grown = new Set(grown);
  const moved = new Map();
  for (const text of (parts.get("moved") ?? "").split(",")) {
    const [, id, x, y] = /^([^:]+):(-?\d{1,6}):(-?\d{1,6})$/.exec(text) ?? [];
    const actor = id === undefined ? undefined : actorNumbers.get(unpacked(id));
    if (actor !== undefined) moved.set(actor, [Number(x), Number(y)]);
  }
  if (moved.size) changes.moved = moved;
  return changes;
}

/** @param {URLSearchParams} parts @returns {Choice | null} */
function readSelection(parts) {
  const actor = actorNumbers.get(parts.get("actor"));
  if (actor !== undefined) return { actor };
  const several = actorsIn(parts, "actors");
  if (several.length) return several.length === 1 ? { actor: several[0] } : { actors: several };
  const relation = relationNumbers.get(parts.get("relation"));
  if (relation !== undefined) return { relation };
  const ends = twoActors(parts, "pair");
  if (ends && pairBetween(ends[0], ends[1]) !== undefined) return { pair: ends };
  return readPath(parts, "path") ?? readPath(parts, "chain");
}

/** @param {URLSearchParams} parts @param {string} key @returns {[Actor, Actor] | null} */
function twoActors(parts, key) {
  const ends = (parts.get(key) ?? "").split(" ").map((id) => actorNumbers.get(unpacked(id)));
  return ends.length === 2 && !ends.includes(undefined) ? [ends[0], ends[1]] : null;
}

/** @param {URLSearchParams} parts @param {string} key @returns {Choice | null} */
function readPath(parts, key) {
  const ends = twoActors(parts, key);
  if (!ends || ends[0] === ends[1]) return null;
  const inTime = key === "chain";
  const strict = inTime && parts.get("strict") === "1";
  const place = /^[1-9]\d{0,3}$/.test(parts.get("nth") ?? "") ? Number(parts.get("nth")) - 1 : 0;
  return { path: { from: ends[0], to: ends[1], inTime, strict, through: parts.get("through") === "1", direct: parts.get("direct") === "1", place, actors: null, relations: [], skipped: [] } };
}
