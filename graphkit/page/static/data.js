// Unpacks the embedded graph into columns and typed arrays, and keeps them at what was known by a day.

import { byId } from "./dom.js";

/**
 * A column as a plain array: it came as one, or as its rest and what differs, or as shared values.
 * @param {any} column
 * @param {number} length
 */
function unpackedColumn(column, length) {
  if (Array.isArray(column)) return column;
  if (column.of) return column.of.map((/** @type {number} */ place) => column.values[place]);
  const values = new Array(length).fill(column.rest);
  let row = 0;
  column.gaps.forEach((/** @type {number} */ gap, /** @type {number} */ place) => {
    row += gap;
    values[row] = column.hold[place];
  });
  return values;
}

/** @param {Table} table */
function unpackedTable({ length, ...columns }) {
  /** @type {Table} */
  const table = { length };
  for (const [name, column] of Object.entries(columns)) table[name] = unpackedColumn(column, length);
  return table;
}

/**
 * The rows of a table as objects, without their empty fields.
 * @param {Table} table
 */
function rowsOf(table) {
  const names = Object.keys(table).filter((name) => name !== "length");
  return Array.from({ length: table.length }, (_, row) => {
    /** @type {Record<string, any>} */
    const found = {};
    for (const name of names) if (table[name][row] !== null) found[name] = table[name][row];
    return found;
  });
}

/** @type {PageData} */
export const page = JSON.parse(byId("data").textContent);
/** @type {Table} */
export const actors = unpackedTable(page.actors);
/** @type {Table} */
export const relations = unpackedTable(page.relations);
const whenWords = (relations.when || []).map((/** @type {string[]} */ when) => when && when[1]);
relations.when = (relations.when || []).map((/** @type {string[]} */ when) => when && when[0]);
/** @type {Table} */
export const versions = unpackedTable(page.versions);
/** @type {Table} */
const evidence = unpackedTable(page.evidence);
page.sources = /** @type {any} */ (rowsOf(unpackedTable(/** @type {any} */ (page.sources))));
actors.id ??= [];
relations.id ??= [];
export const ACTORS = actors.length;
actors.lines = Array.from({ length: ACTORS }, (_, actor) => labelLines(actors.name[actor], field(actors, "lines", actor)));
export const RELATIONS = relations.length;
/** Whether the graph is too large to be drawn whole at first. */
export const LARGE = page.drawn_at_first !== null;

/**
 * The lines of a label, each of so many words (null: one line of all), and none of them too long.
 * @param {string} name
 * @param {number[] | null} counts
 */
function labelLines(name, counts) {
  const words = name.split(/\s+/);
  const lines = counts ? counts.map((count) => words.splice(0, count).join(" ")) : [name];
  return lines.map((line) => (line.length > 40 ? `${line.slice(0, 39)}…` : line));
}

/**
 * One field of one row, or the fallback where that row lacks it.
 * @param {Table} table
 * @param {string} name
 * @param {Row} row
 * @param {any} [fallback]
 */
export function field(table, name, row, fallback = null) {
  const column = table[name];
  const value = column ? column[row] : null;
  return value === null || value === undefined ? fallback : value;
}

/**
 * Where the rows of a relation begin in a table that holds those of all, one relation after another.
 * @param {number[]} counts
 */
function starts(counts) {
  const found = new Int32Array(RELATIONS + 1);
  for (let row = 0; row < RELATIONS; row += 1) found[row + 1] = found[row] + counts[row];
  return found;
}
export const versionStart = starts(relations.versions);
export const entryStart = starts(relations.entries);

/** @param {(row: Row) => any} test */
const flags = (test) => Uint8Array.from({ length: RELATIONS }, (_, row) => (test(row) ? 1 : 0));
/** @param {Row} row */
export const statusOf = (row) => field(relations, "status", row, "actual");
/** @param {Row} row */
export const typeOf = (row) => page.types[relations.type[row]];
export const familyNumbers = new Map(page.families.map((family, number) => [family.name, number]));
/**
 * @param {string[]} ids
 * @returns {Map<string, number>}
 */
const numbersOf = (ids) => new Map(ids.map((id, number) => [id, number]));
export const actorNumbers = numbersOf(actors.id);
export const relationNumbers = numbersOf(relations.id);
export const familyOf = Uint8Array.from({ length: RELATIONS }, (_, row) => familyNumbers.get(typeOf(row).family));
relations.about = (relations.about || []).map((/** @type {Actor[]} */ concerned) => concerned && concerned.map((actor) => actors.id[actor]));
relations.links = (relations.links || []).map((/** @type {[string, Row][]} */ links) => links && links.map(([rel, row]) => [rel, relations.id[row]]));

// --- what was known ------------------------------------------------------------------------------

/**
 * From which day on a version is what is known: always, where nothing says since when.
 * @param {number} version
 */
export const knownFrom = (version) => field(versions, "known", version, -Infinity);
/**
 * From which day on an entry is known: its own day, else that of its source.
 * @param {number} entry
 */
const entryKnown = (entry) => field(evidence, "known", entry, page.sources[evidence.source[entry]].known);

/**
 * The version of a relation that is known by a day, or -1 where nothing was known yet.
 * @param {Row} row
 * @param {Day} day
 */
function versionAt(row, day) {
  let found = -1;
  for (let version = versionStart[row]; version < versionStart[row + 1] && knownFrom(version) <= day; version += 1) found = version;
  return found;
}

/** The bounds, flags and texts of each relation as they are known; `setKnown` fills them. */
export const earliestStart = new Float64Array(RELATIONS);
export const latestStart = new Float64Array(RELATIONS);
export const earliestEnd = new Float64Array(RELATIONS);
export const latestEnd = new Float64Array(RELATIONS);
/** @type {Record<string, Uint8Array>} */
export const is = {
  event: flags((row) => typeOf(row).kind === "event"),
  background: flags((row) => typeOf(row).background),
  newsroom: flags((row) => typeOf(row).newsroom),
  symmetric: flags((row) => typeOf(row).symmetric),
  actual: flags((row) => statusOf(row) === "actual"),
  planned: flags((row) => statusOf(row) === "planned"),
  denied: flags((row) => statusOf(row) === "denied"),
};
/**
 * What an array of `is` is called in a version.
 * @type {Record<string, string>}
 */
const VERSION_FLAGS = { undated: "undated", lasting: "lasts", claimed: "claimed", contested: "contested", differ: "differ", startUnknown: "start_unknown", endUnknown: "end_unknown" };
for (const name of ["known", "bounded", ...Object.keys(VERSION_FLAGS)]) is[name] = new Uint8Array(RELATIONS);
for (const name of ["words", "voices", "origins"]) relations[name] = new Array(RELATIONS).fill(null);

const UNBOUNDED = [-Infinity, Infinity, -Infinity, Infinity];
/**
 * @param {Day} day
 * @param {number} place
 */
const endless = (day, place) => (day === null ? UNBOUNDED[place] : Math.abs(day) === Number.MAX_SAFE_INTEGER ? day * Infinity : day);

/**
 * The four bounds: one day stands for all of them, two days for the start and so for the end.
 * @param {number} version
 */
function boundsOf(version) {
  const told = field(versions, "bounds", version);
  if (told === null) return UNBOUNDED;
  const bounds = Array.isArray(told) ? told : [told, told];
  return (bounds.length === 4 ? bounds : [...bounds, ...bounds]).map(endless);
}

const chosenVersion = new Int32Array(RELATIONS).fill(-1);
/** @type {Day | null} */
let knownNow = null;

/**
 * Let everything be as it was known by a day: each relation is its version of then, or not known yet.
 * @param {Day} day
 */
export function setKnown(day) {
  if (day === knownNow) return;
  knownNow = day;
  for (let row = 0; row < RELATIONS; row += 1) {
    const version = versionAt(row, day);
    is.known[row] = version < 0 ? 0 : 1;
    if (version >= 0 && version !== chosenVersion[row]) takeVersion(row, version);
  }
}

/**
 * @param {Row} row
 * @param {number} version
 */
function takeVersion(row, version) {
  chosenVersion[row] = version;
  is.bounded[row] = field(versions, "bounds", version) === null ? 0 : 1;
  [earliestStart[row], latestStart[row], earliestEnd[row], latestEnd[row]] = boundsOf(version);
  for (const name in VERSION_FLAGS) is[name][row] = field(versions, VERSION_FLAGS[name], version) ? 1 : 0;
  relations.words[row] = field(versions, "words", version, whenWords[row]);
  relations.origins[row] = field(versions, "origins", version);
  relations.voices[row] = field(versions, "voices", version, []);
}

/**
 * Voices by number: an actor, a source after the last actor, nobody by name after the last source; else an id.
 * @param {number} place
 * @param {string[]} actorNames
 * @param {"id" | "publisher"} sourceName
 * @param {string} unnamed
 */
function voiceBy(place, actorNames, sourceName, unnamed) {
  if (typeof place === "string") return place;
  if (place < ACTORS) return actorNames[place];
  return place - ACTORS < page.sources.length ? page.sources[place - ACTORS][sourceName] : unnamed;
}
page.voice_ids = page.voices.map((/** @type {any} */ place) => voiceBy(place, actors.id, "id", "unnamed"));
page.voices = page.voices.map((/** @type {any} */ place) => voiceBy(place, actors.name, "publisher", "unnamed sources"));

/**
 * The entries of evidence of a relation that are known, as objects without their empty fields.
 * @param {Row} row
 */
export function entriesOf(row) {
  /** @type {Evidence[]} */
  const found = [];
  for (let entry = entryStart[row]; entry < entryStart[row + 1]; entry += 1) {
    if (entryKnown(entry) > knownNow) continue;
    /** @type {any} */
    const item = { known: entryKnown(entry) };
    for (const name in evidence) if (name !== "length" && evidence[name][entry] !== null) item[name] = evidence[name][entry];
    if (item.voice !== undefined) item.voice = page.voices[item.voice];
    found.push(item);
  }
  return found;
}

/**
 * Who vouches for a relation, as far as is known: actors, publishers, or unnamed sources.
 * @param {Row} row
 */
export const voicesOf = (row) => [...new Set(relations.voices[row].map((/** @type {number} */ voice) => page.voices[voice]))];
/**
 * The same by their ids, two of which may share a name.
 * @param {Row} row
 */
export const voiceIdsOf = (row) => relations.voices[row].map((/** @type {number} */ voice) => page.voice_ids[voice]);
/**
 * Who published what is known of a relation.
 * @param {Row} row
 */
export const publishersOf = (row) => {
  const found = new Set();
  for (let entry = entryStart[row]; entry < entryStart[row + 1]; entry += 1) {
    if (entryKnown(entry) <= knownNow) found.add(page.sources[evidence.source[entry]].publisher);
  }
  return [...found];
};
/** All there are, whenever they became known, by name. */
export const voiceNames = [...new Set((versions.voices || []).flat().map((/** @type {number} */ voice) => page.voices[voice]))].sort((one, other) => one.localeCompare(other, "en"));
export const publisherNames = [...new Set(page.sources.map((source) => source.publisher))].sort((one, other) => one.localeCompare(other, "en"));
setKnown(Infinity);

// --- small questions -----------------------------------------------------------------------------

export const relationsOf = Array.from({ length: ACTORS }, () => /** @type {Row[]} */ ([]));
for (let row = 0; row < RELATIONS; row += 1) {
  relationsOf[relations.source[row]].push(row);
  if (relations.target[row] !== relations.source[row]) relationsOf[relations.target[row]].push(row);
}

/** @param {Actor} actor */
export const nameOf = (actor) => actors.name[actor];
/** @param {Actor} actor */
export const kindOf = (actor) => page.kinds[actors.kind[actor]];
/**
 * @param {Row} row
 * @param {Actor} actor
 */
export const otherEnd = (row, actor) => (relations.source[row] === actor ? relations.target[row] : relations.source[row]);
/**
 * What keeps a relation from being a plain fact; it stands wherever one is named.
 * @param {Row} row
 */
export const caveatsOf = (row) => ["denied", "planned", "claimed"].filter((name) => is[name][row]).map((name) => name.toUpperCase());
/**
 * A text that names a relation, with its caveats: "Huang met Trump (DENIED)".
 * @param {Row} row
 * @param {string} text
 */
export const qualified = (row, text) => (caveatsOf(row).length ? `${text} (${caveatsOf(row).join(", ")})` : text);
/** @param {Row} row */
export const typeText = (row) => qualified(row, typeOf(row).label);
/** @param {Row} row */
export const briefly = (row) => `${nameOf(relations.source[row])} ${typeOf(row).label} ${nameOf(relations.target[row])}`;
/**
 * What a relation says; whoever shows it shows its marks beside it.
 * @param {Row} row
 */
export const sentenceOf = (row) => field(relations, "summary", row) || briefly(row);

/**
 * Where a relation stands in a list by time: its likeliest first day; the undated come last.
 * @param {Row} row
 */
export function listDay(row) {
  if (Number.isFinite(earliestStart[row])) return earliestStart[row];
  if (Number.isFinite(latestStart[row])) return latestStart[row];
  return Number.isFinite(latestEnd[row]) ? latestEnd[row] : Infinity;
}

/**
 * @param {Row} one
 * @param {Row} other
 */
export const byTime = (one, other) => listDay(one) - listDay(other) || one - other;
