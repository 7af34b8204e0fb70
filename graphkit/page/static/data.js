// Reads the embedded graph into typed arrays, and sets them to the versions known by a chosen day.

import { byId, isolated } from "./dom.js";

/** @type {PageData} */
export const page = JSON.parse(byId("data").textContent);
export const actors = page.actors;
export const relations = page.relations;
const whenWords = (relations.when || []).map((/** @type {string[]} */ when) => when && when[1]);
/**
 * The date that a relation itself gives, in words.
 * @param {Row} row
 * @returns {string | undefined}
 */
export const ownWords = (row) => whenWords[row];
const ownWhen = (relations.when || []).map((/** @type {string[]} */ when) => when && when[0]);
relations.when = [];
actors.id ??= [];
relations.id ??= [];
actors.lines ??= [];
/** A name is that of its lines, unless one of these is cut. */
actors.name = actors.lines.map((/** @type {string[]} */ lines, /** @type {Actor} */ actor) => field(actors, "name", actor, lines.join(" ")));
export const ACTORS = actors.id.length;
export const RELATIONS = relations.id.length;
/** The names as they are shown: those that run from right to left kept to themselves. */
const shownNames = actors.name.map(isolated);
actors.lines = actors.lines.map((/** @type {string[]} */ lines) => lines.map(isolated));
/** Whether the graph is too large to be drawn whole at first. */
export const LARGE = page.drawn_at_first !== null;

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

/** @param {(row: Row) => any} test */
const flags = (test) => Uint8Array.from({ length: RELATIONS }, (_, row) => (test(row) ? 1 : 0));
/** @type {(Version | undefined)[]} */
const chosenVersion = new Array(RELATIONS);
/**
 * The status of a relation in a version: its own, or what was told before anybody vouched for that.
 * @param {Row} row
 * @param {Version | null} [version]
 */
export const statusOf = (row, version = chosenVersion[row]) => version?.status ?? field(relations, "status", row, "actual");
/** @param {Row} row */
export const typeOf = (row) => page.types[relations.type[row]];
export const familyNumbers = new Map(page.families.map((family, number) => [family.name, number]));
/** @param {string[]} ids @returns {Map<string, number>} */
const numbersOf = (ids) => new Map(ids.map((id, number) => [id, number]));
export const actorNumbers = numbersOf(actors.id);
export const relationNumbers = numbersOf(relations.id);
export const familyOf = Uint8Array.from({ length: RELATIONS }, (_, row) => familyNumbers.get(typeOf(row).family));

// --- what was known ------------------------------------------------------------------------------

/**
 * The versions of a relation, in the order in which they became known.
 * @param {Row} row
 * @returns {Version[]}
 */
export const versionsOf = (row) => relations.versions[row];
/**
 * The day on which a version became known; -Infinity where no day is given.
 * @param {Version} version
 */
export const knownFrom = (version) => version.known ?? -Infinity;
/**
 * The first day on which a relation may have become known, where the day of publication is uncertain; else that on which it did.
 * @param {Row} row
 * @returns {Day}
 */
export const perhapsFrom = (row) => field(relations, "perhaps", row)?.[0] ?? knownFrom(versionsOf(row)[0]);
/**
 * All entries of evidence of a relation, including those that became known later.
 * @param {Row} row
 * @returns {Evidence[]}
 */
export const allEntriesOf = (row) => relations.evidence[row];
/**
 * The day on which an entry became known: its own day, else that of its source.
 * @param {Evidence} entry
 */
const entryKnown = (entry) => entry.known ?? page.sources[entry.source].known;

/** The bounds, flags and texts of each relation in its current version; `setKnown` fills them. */
export const earliestStart = new Float64Array(RELATIONS);
export const latestStart = new Float64Array(RELATIONS);
export const earliestEnd = new Float64Array(RELATIONS);
export const latestEnd = new Float64Array(RELATIONS);
/** @type {Record<string, Uint8Array>} */
export const is = {
  event: flags((row) => typeOf(row).kind === "event"),
  background: flags((row) => typeOf(row).background), // beside others; where there are none, background is what is told
  fact: flags((row) => typeOf(row).kind === "background"),
  newsroom: flags((row) => typeOf(row).newsroom),
  symmetric: flags((row) => typeOf(row).symmetric),
  against: flags((row) => typeOf(row).against),
};
/**
 * The field of a version for each array of `is`.
 * @type {Record<string, string>}
 */
const VERSION_FLAGS = { undated: "undated", lasting: "lasts", single: "single", claimed: "claimed", contested: "contested", differ: "differ", startUnknown: "start_unknown", endUnknown: "end_unknown" };
for (const name of ["known", "bounded", ...page.statuses, ...Object.keys(VERSION_FLAGS)]) is[name] = new Uint8Array(RELATIONS);
for (const name of ["words", "voices", "origins", "now", "reported", "firstSaid"]) relations[name] = new Array(RELATIONS).fill(null);

const UNBOUNDED = [-Infinity, Infinity, -Infinity, Infinity];
/**
 * A day of the data; the largest safe integer stands for infinity.
 * @param {Day} day
 */
const endless = (day) => (Math.abs(day) === Number.MAX_SAFE_INTEGER ? day * Infinity : day);

let firstStatedNow = Infinity;
/** The first day that the data state, as far as they are known; -Infinity where they state none. */
export const firstStated = () => firstStatedNow;

/** @type {Day | null} */
let knownNow = null;
/** The day up to which what was said counts. */
export const knownDay = () => knownNow;
/**
 * The days on one of which a relation whose start is unknown was first reported as so; null where it was on none.
 * @param {Row} row
 * @returns {[Day, Day] | null}
 */
export const firstReported = (row) => reportedOn(chosenVersion[row].first_reported);
/**
 * The days on one of which a relation whose end is unknown was last reported as so; null where it was on none.
 * @param {Row} row
 * @returns {[Day, Day] | null}
 */
export const lastReported = (row) => reportedOn(chosenVersion[row].last_reported);
/**
 * The days between the bounds of its start, and of its end, on which a relation cannot start or end: those between
 * the days of a set.
 * @param {Row} row
 * @param {"gaps" | "end_gaps"} [side]
 * @returns {[Day, Day][]}
 */
export const gapsOf = (row, side = "gaps") => chosenVersion[row]?.[side] ?? [];
/**
 * The spans of some days that lie in no gap of its start.
 * @param {Row} row @param {Day} from @param {Day} to
 * @returns {[Day, Day][]}
 */
export function runsOf(row, from, to) {
  const edges = [-Infinity, ...gapsOf(row).flatMap(([first, last]) => [first - 1, last + 1]), Infinity];
  return edges.flatMap((edge, at) => (at % 2 || edge > to || edges[at + 1] < from ? [] : [[Math.max(edge, from), Math.min(edges[at + 1], to)]]));
}
/**
 * Whether days lie within one of some gaps.
 * @param {[Day, Day][]} gaps
 * @param {Day} from
 * @param {Day} to
 */
export const isWithin = (gaps, from, to) => gaps.some(([since, until]) => since <= from && to <= until);
/** @param {[Day, Day] | undefined} days @returns {[Day, Day] | null} */
const reportedOn = (days) => (days ? [endless(days[0]), endless(days[1])] : null);

/**
 * Set each relation to its version known by a day, or to not known yet.
 * @param {Day} day
 */
export function setKnown(day) {
  if (day === knownNow) return;
  knownNow = day;
  for (let row = 0; row < RELATIONS; row += 1) {
    const version = versionsOf(row).findLast((candidate) => knownFrom(candidate) <= day);
    is.known[row] = version ? 1 : 0;
    if (version && version !== chosenVersion[row]) takeVersion(row, version);
    relations.now[row] = version?.now === true || version?.now >= day;
  }
  // A part of a dataset brings along the first day of the whole.
  firstStatedNow = page.first_stated ?? relations.id.reduce((/** @type {Day} */ first, /** @type {string} */ _, /** @type {Row} */ row) => Math.min(first, (is.known[row] ? chosenVersion[row].stated : undefined) ?? Infinity), Infinity);
  if (firstStatedNow === Infinity) firstStatedNow = -Infinity;
}

/** @param {Row} row @param {Version} version */
function takeVersion(row, version) {
  chosenVersion[row] = version;
  is.bounded[row] = version.bounds ? 1 : 0;
  [earliestStart[row], latestStart[row], earliestEnd[row], latestEnd[row]] = version.bounds ? version.bounds.map(endless) : UNBOUNDED;
  for (const name in VERSION_FLAGS) is[name][row] = version[VERSION_FLAGS[name]] ? 1 : 0;
  for (const name of page.statuses) is[name][row] = statusOf(row) === name ? 1 : 0;
  relations.words[row] = version.words ?? whenWords[row];
  relations.when[row] = version.when ? version.when[0] : ownWhen[row];
  relations.origins[row] = version.origins;
  relations.voices[row] = version.voices ?? [];
  relations.reported[row] = version.reported ?? "";
  relations.firstSaid[row] = version.first_said ?? "";
}

/**
 * The known entries; who denies what was so denied then vouches for the denial, and for no day but its own. Who gives no status gives that of the relation.
 * @param {Row} row
 */
function knownEntriesOf(row) {
  const told = chosenVersion[row]?.status;
  const denied = told === "denied";
  return allEntriesOf(row).filter((entry) => entryKnown(entry) <= knownNow).map((entry) => ({
    ...entry,
    contradicts: entry.contradicts && !denied,
    back: entry.back <= knownNow,
    undated: entry.undated || (denied && (entry.contradicts || entry.status === told) && !entry.when),
    status: entry.status ?? (told && !entry.contradicts ? statusOf(row, null) : null),
  }));
}
/**
 * The known entries of evidence of a relation, each with the day it became known and the name of its voice.
 * @param {Row} row
 * @returns {Evidence[]}
 */
export const entriesOf = (row) =>
  knownEntriesOf(row).map((entry) => ({ ...entry, known: entryKnown(entry), voice: entry.voice && page.voices[entry.voice] }));

/**
 * The names of the voices of a relation in its current version: actors, publishers, or unnamed sources.
 * @param {Row} row
 */
export const voicesOf = (row) => [...new Set(voiceIdsOf(row).map((voice) => page.voices[voice]))];
/**
 * The ids of the same voices; two may share a name.
 * @param {Row} row
 * @returns {string[]}
 */
export const voiceIdsOf = (row) => relations.voices[row];
/**
 * Whether an entry of the evidence does not vouch for a relation: it contradicts it, or gives another type or status.
 * @param {Evidence} item
 * @param {Row} row
 */
export const isAgainst = (item, row) => Boolean(item.contradicts || (item.type && item.type !== typeOf(row).name) || (item.status && item.status !== statusOf(row)));
/**
 * The publishers of the known evidence of a relation.
 * @param {Row} row
 */
export const publishersOf = (row) => [...new Set(knownEntriesOf(row).map((entry) => page.sources[entry.source].publisher))];
/** @type {Version[]} */
export const allVersions = (relations.versions ?? []).flat();
/** The names of all voices of all versions, sorted. */
export const voiceNames = [...new Set(allVersions.flatMap((version) => version.voices ?? []).map((voice) => page.voices[voice]))].sort((one, other) => one.localeCompare(other, "en"));
/**
 * What each actor has of each attribute.
 * @type {Map<string, Map<Actor, string>>}
 */
export const valuesTold = new Map();
for (let actor = 0; actor < ACTORS; actor += 1) {
  for (const [name, value] of field(actors, "attributes", actor, [])) {
    if (!valuesTold.has(name)) valuesTold.set(name, new Map());
    valuesTold.get(name).set(actor, value);
  }
}
/**
 * The attributes that tell actors apart, with 2 to 30 values: each option is a value with its name, as `--where` has it.
 * @type {{ name: string, options: string[] }[]}
 */
export const attributes = [];
/** The option of each actor, by attribute: `country=US`. */
const optionsOf = [...valuesTold].sort(([one], [other]) => one.localeCompare(other, "en")).flatMap(([name, told]) => {
  const values = new Map([...told].map(([actor, value]) => [actor, `${name}=${value}`]));
  const options = [...new Set(values.values())].sort((one, other) => one.localeCompare(other, "en", { numeric: true }));
  if (options.length < 2 || options.length > 30 || name.includes("=")) return [];
  attributes.push({ name, options });
  return [values];
});
/** @param {number} attribute @param {Actor} actor */
const optionOf = (attribute, actor) => optionsOf[attribute].get(actor);
/** @type {WeakMap<Set<string>, Uint8Array>} */
const suiting = new WeakMap();
/**
 * Whether an actor has an option of each attribute of which some are chosen, but of one.
 * @param {Actor} actor
 * @param {Set<string>} only
 * @param {number} [but]
 */
export function suits(actor, only, but = -1) {
  /** @param {Actor} one */
  const test = (one) => attributes.every(({ options }, place) => place === but || only.has(optionOf(place, one)) || !options.some((option) => only.has(option)));
  if (but >= 0) return test(actor);
  if (!suiting.has(only)) suiting.set(only, Uint8Array.from({ length: ACTORS }, (_, one) => Number(test(one))));
  return suiting.get(only)[actor] === 1;
}
/**
 * The options of an attribute at the ends of a relation.
 * @param {number} attribute
 * @param {Row} row
 * @param {(actor: Actor) => boolean} [test]
 */
export const optionsAt = (attribute, row, test = () => true) => new Set([relations.source[row], relations.target[row]].filter(test).map((actor) => optionOf(attribute, actor)).filter(Boolean));
/**
 * Whose word an entry of the evidence is: a voice's, or the publisher's own.
 * @param {Evidence} item
 */
const tellerOf = (item) => (item.voice ? page.voices[item.voice] : page.sources[item.source].publisher);
/**
 * Whose word the known evidence against a relation is: voices, or the publishers themselves.
 * @param {Row} row
 */
export const againstOf = (row) => [...new Set(knownEntriesOf(row).filter((item) => isAgainst(item, row)).map(tellerOf))];
/** The names of all who contradict anything. */
export const againstNames = [...new Set(relations.id.flatMap((/** @type {string} */ _, /** @type {Row} */ row) => allEntriesOf(row).filter((item) => isAgainst(item, row)).map(tellerOf)))].sort((one, other) => one.localeCompare(other, "en"));
export const publisherNames = [...new Set(page.sources.map((source) => source.publisher))].sort((one, other) => one.localeCompare(other, "en"));
setKnown(Infinity);

// --- single relations and actors -----------------------------------------------------------------------------

/**
 * Whether no relation names an actor, not even as whom it is about.
 * @param {Actor} actor
 */
export const isAlone = (actor) => !relationsOf[actor].length && !relationsAbout[actor].length;

/** @param {(row: Row) => any} test */
export function rowsWhere(test) {
  /** @type {Row[]} */
  const rows = [];
  for (let row = 0; row < RELATIONS; row += 1) if (test(row)) rows.push(row);
  return rows;
}

export const relationsOf = Array.from({ length: ACTORS }, () => /** @type {Row[]} */ ([]));
for (let row = 0; row < RELATIONS; row += 1) {
  relationsOf[relations.source[row]].push(row);
  if (relations.target[row] !== relations.source[row]) relationsOf[relations.target[row]].push(row);
}

/** @param {Row} row @param {Actor} actor */
export const otherEnd = (row, actor) => (relations.source[row] === actor ? relations.target[row] : relations.source[row]);
/**
 * The further actors that each relation is about, without its ends.
 * @type {Actor[][]}
 */
export const aboutOf = Array.from({ length: RELATIONS }, (_, row) =>
  [...new Set(field(relations, "about", row, []))].map((id) => actorNumbers.get(id)).filter((actor) => actor !== undefined && actor !== relations.source[row] && actor !== relations.target[row]));
/** The relations about each actor that do not end at it. */
export const relationsAbout = Array.from({ length: ACTORS }, () => /** @type {Row[]} */ ([]));
/** For each actor whom a relation ties to it only by what it is about: an end of it to whom it is about, and back. */
const besideOf = Array.from({ length: ACTORS }, () => /** @type {[Actor, Row][]} */ ([]));
aboutOf.forEach((about, row) => about.forEach((actor) => {
  relationsAbout[actor].push(row);
  for (const end of new Set([relations.source[row], relations.target[row]])) {
    besideOf[actor].push([end, row]);
    besideOf[end].push([actor, row]);
  }
}));
/** @typedef {[Actor, Row, 0 | 1]} Hop */
/** @type {Hop[][]} */
const directHops = relationsOf.map((rows, actor) => rows.filter((row) => relations.source[row] !== relations.target[row]).map((row) => [otherEnd(row, actor), row, 0]));
/** @type {Hop[][]} */
const allHops = directHops.map((hops, actor) => [...hops, ...besideOf[actor].map(([other, row]) => /** @type {Hop} */ ([other, row, 1]))]);
/**
 * The hops from an actor: to whom, by which relation, and whether only because that is about one of the two.
 * @param {Actor} actor
 * @param {boolean} [direct]
 */
export const hopsFrom = (actor, direct = false) => (direct ? directHops : allHops)[actor];
/**
 * The actor that a hop's relation is about, where the hop is walked only because of that.
 * @param {Row} row
 * @param {Actor} here
 * @param {Actor} there
 */
export const aboutIn = (row, here, there) => aboutOf[row].find((actor) => actor === here || actor === there);

/** @param {Actor} actor */
export const nameOf = (actor) => shownNames[actor];
/** @param {Actor} actor */
export const kindOf = (actor) => page.kinds[actors.kind[actor]];
let asOf = Infinity;
/**
 * Set the day as of which relations are shown: what was set aside only later still stood.
 * @param {Day} day
 */
export const setAsOf = (day) => (asOf = day);
/**
 * When a later act set a relation aside: the first day, the days in words, which may say nothing, and in EDTF.
 * @param {Row} row
 */
export function asideOf(row) {
  const aside = chosenVersion[row]?.aside;
  return aside && aside[0] <= asOf ? aside : null;
}
/**
 * The marks of a relation that is not a plain fact; they are shown wherever it is named.
 * @param {Row} row
 */
export const caveatsOf = (row) => [...["denied", "planned", "claimed"].map((name) => is[name][row] && name.toUpperCase()), asideOf(row) && `SET ASIDE${asideOf(row)[1]}`, is.contested[row] && "CONTESTED"].filter(Boolean);
/**
 * The same without contested, which reports and the evidence tell apart.
 * @param {Row} row
 */
export const plainCaveats = (row) => caveatsOf(row).filter((caveat) => caveat !== "CONTESTED");
/**
 * What `graphkit check` finds wrong with the days of a relation and of its evidence, in words.
 * @param {Row} row
 * @returns {string[]}
 */
export const errorsOf = (row) => field(relations, "errors", row, []);
/**
 * A text that names a relation, with its caveats: "Huang met Trump (DENIED)".
 * @param {Row} row
 * @param {string} text
 * @param {string[]} [caveats]
 */
export const qualified = (row, text, caveats = caveatsOf(row)) => (caveats.length ? `${text} (${caveats.join(", ")})` : text);
/** @param {Row} row */
export const typeText = (row) => qualified(row, typeOf(row).label);
/**
 * The verbs of a relation: of one that holds nothing its own.
 * @param {Row} row
 * @returns {string[]}
 */
export const verbsOf = (row) => field(relations, "verbs", row) ?? typeOf(row).verbs;
/**
 * The verb of a relation in its tense: led; where a type gives none that stands in a sentence, its label between dashes.
 * @param {Row} row
 */
export const verbOf = (row) => verbsOf(row)[relations.now[row] || is.planned[row] ? 1 : 0];
/** @param {Row} row */
export const briefly = (row) => `${nameOf(relations.source[row])} ${typeOf(row).label} ${nameOf(relations.target[row])}`;
/**
 * The day that sorts a relation in a list by time: its earliest finite bound, of its start if that is told; undated ones come last.
 * @param {Row} row
 */
export const listDay = (row) => [is.startUnknown[row] ? Infinity : earliestStart[row], latestStart[row], latestEnd[row]].find(Number.isFinite) ?? Infinity;

/** @param {Row} one @param {Row} other */
export const byTime = (one, other) => listDay(one) - listDay(other) || one - other;
