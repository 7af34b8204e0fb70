// The groups of filters: which names are on, how to switch one or all of them, and how many relations each would show.

import {
  ACTORS, RELATIONS, aboutOf, actors, againstNames, againstOf, attributes, familyOf, is, isAlone, kindOf, optionsAt, page, publisherNames, publishersOf, relations, statusOf, suits, typeOf,
  voiceNames,
  voicesOf,
} from "./data.js";
import { toneOf } from "./looks.js";
import { shownRows, visible } from "./state.js";
import { view } from "./view.js";
import { FILTER, failing, hasMark, inTime, leastIn, masksFor } from "./visibility.js";
import { HIDDEN, showsStatus } from "./windows.js";

/**
 * The groups whose names are hidden one by one: the part of the view that holds the hidden names, and all names.
 * @type {Record<string, { part: SetPart, names: string[] }>}
 */
export const HIDING = {
  families: { part: "offFamilies", names: page.families.map((family) => family.name) },
  types: { part: "offTypes", names: page.types.map((type) => type.name) },
  kinds: { part: "offKinds", names: page.kinds.map((kind) => kind.name) },
  statuses: { part: "offStatuses", names: page.statuses },
};
/**
 * The groups that show only the chosen names, and everything if none is chosen.
 * @type {Record<string, { part: SetPart, names: string[] }>}
 */
export const CHOOSING = {
  voices: { part: "onlyVoices", names: voiceNames },
  publishers: { part: "onlyPublishers", names: publisherNames },
  against: { part: "onlyAgainst", names: againstNames },
  ...Object.fromEntries(attributes.map(({ options }, place) => [`attribute-${place}`, /** @type {{ part: SetPart, names: string[] }} */ ({ part: "onlyAttributes", names: options })])),
};

/**
 * The names of a group that a view has chosen, and what of other groups stands in the same part.
 * @param {string} group
 * @param {View} asked
 */
function chosenIn(group, asked) {
  const { part, names } = CHOOSING[group];
  const chosen = [...asked[part]];
  return { chosen: chosen.filter((name) => names.includes(name)), others: chosen.filter((name) => !names.includes(name)) };
}
/** The attributes with their groups. */
export const attributeGroups = attributes.map(({ name, options }, place) => ({ group: `attribute-${place}`, name, options }));
/**
 * The parts of a view without what is chosen of a group.
 * @param {string} group
 * @param {View} [asked]
 * @returns {ViewParts}
 */
export const unchosen = (group, asked = view) => ({ [CHOOSING[group].part]: new Set(chosenIn(group, asked).others) });

/** @param {string} family */
export const typesOf = (family) => page.types.filter((type) => type.family === family).map((type) => type.name);
export const familyOfType = new Map(page.types.map((type) => [type.name, type.family]));
/** @param {Set<string>} names @param {string} name */
export const lacking = (names, name) => new Set([...names].filter((other) => other !== name));
/** @param {Set<string>} names @param {string} name */
export const toggled = (names, name) => (names.has(name) ? lacking(names, name) : new Set(names).add(name));

/**
 * Whether the filter of its own group shows a name.
 * @param {string} group
 * @param {string} name
 */
export function isOn(group, name) {
  if (group === "statuses") return showsStatus(name);
  if (group === "types") return !view.offTypes.has(name) && !view.offFamilies.has(familyOfType.get(name));
  if (group === "kinds" && view.onlyKinds.size && !view.onlyKinds.has(name)) return false;
  if (HIDING[group]) return !view[HIDING[group].part].has(name);
  const { chosen } = chosenIn(group, view);
  return chosen.length === 0 || chosen.includes(name);
}

/**
 * Switch a name on or off; returns the parts of the view that change.
 * @param {string} group
 * @param {string} name
 */
export function toggleName(group, name) {
  if (group === "types" && view.offFamilies.has(familyOfType.get(name))) return switchedOnAlone(name);
  if (group === "kinds" && view.onlyKinds.size) return { onlyKinds: toggled(view.onlyKinds, name), offKinds: lacking(view.offKinds, name) };
  const shown = (HIDING[group] || CHOOSING[group]).names.filter((other) => isOn(group, other) !== (other === name));
  if (CHOOSING[group]) return { [CHOOSING[group].part]: new Set([...chosenIn(group, view).others, ...(shown.length === CHOOSING[group].names.length ? [] : shown)]) };
  if (group !== "statuses") return { [HIDING[group].part]: toggled(view[HIDING[group].part], name) };
  return { offStatuses: new Set(page.statuses.filter((status) => !shown.includes(status))) };
}

/**
 * Switch on a family that was off, with one of its types only.
 * @param {string} type
 */
function switchedOnAlone(type) {
  const family = familyOfType.get(type);
  const others = typesOf(family).filter((other) => other !== type);
  return { offFamilies: lacking(view.offFamilies, family), offTypes: new Set([...lacking(view.offTypes, type), ...others]) };
}

/** @param {string} group @param {string} name @returns {ViewParts} */
export function onlyName(group, name) {
  if (group === "certainty") return { ...everyName(group), reportedWithin: view.reportedWithin, ...(name === "sure" ? { certain: true } : { mark: name }) };
  if (CHOOSING[group]) return { [CHOOSING[group].part]: new Set([...chosenIn(group, view).others, name]) };
  // As an attribute does, a kind asks for one end of a relation.
  if (group === "kinds") return { offKinds: new Set(), onlyKinds: new Set([name]) };
  if (group === "types") {
    const family = familyOfType.get(name);
    return { ...onlyName("families", family), offTypes: new Set(typesOf(family).filter((other) => other !== name)) };
  }
  const off = { [HIDING[group].part]: new Set(HIDING[group].names.filter((other) => other !== name)) };
  return group === "families" ? { ...off, offTypes: new Set([...view.offTypes].filter((type) => familyOfType.get(type) !== name)) } : off;
}

/**
 * Everything of a group; the newsroom's relations, which one asks for by name, stay as they are.
 * @param {string} group
 */
export function everyName(group) {
  if (group === "families") return { offFamilies: new Set([...view.offFamilies].filter((name) => name === "newsroom")), offTypes: new Set() };
  if (group === "certainty") return { certain: false, reported: false, noClaims: false, noContested: false, mark: null, ...ANY_REPORT };
  if (group === "actors") return { hide: new Set(), only: new Set() };
  if (group === "kinds") return { offKinds: new Set(), onlyKinds: new Set() };
  return HIDING[group] ? { [HIDING[group].part]: new Set() } : unchosen(group);
}

/**
 * Whether a view asks how sure something is: that is a question about days, and the whole story has none.
 * @param {string} name
 * @param {View} [asked]
 */
export const isAsked = (name, { mode } = view) => mode !== "all" || !["sure", "unreported", "maybe"].includes(name);
/**
 * The mark that alone is shown, or null.
 * @param {View} [asked]
 */
export const markAlone = (asked = view) => (isAsked(asked.mark, asked) ? asked.mark : null);

/** @type {ViewParts} */
const ANY_REPORT = { reportedWithin: null };
/** How the panel names each verdict. */
const VERDICT_NAMES = ["", "maybe", "unreported", "sure"];
const FILTER_GROUPS = ["actors", "families", "statuses", "certainty", "kinds", ...Object.keys(CHOOSING)];

/**
 * How many filters of a group are active.
 * @param {string} group
 * @param {View} [asked]
 */
export function atWorkIn(group, asked = view) {
  if (group === "families") return [...asked.offFamilies].filter((name) => name !== "newsroom").length + asked.offTypes.size;
  if (group === "certainty") {
    const ofDays = isAsked("sure", asked) && [asked.certain || asked.reported, asked.reportedWithin !== null];
    return [...(ofDays || []), asked.noClaims, asked.noContested, markAlone(asked) !== null].filter(Boolean).length;
  }
  if (group === "actors") return asked.hide.size + asked.only.size;
  if (group === "kinds") return asked.offKinds.size + asked.onlyKinds.size;
  return HIDING[group] ? asked[HIDING[group].part].size : chosenIn(group, asked).chosen.length;
}

export const filtersAtWork = () => FILTER_GROUPS.reduce((count, group) => count + atWorkIn(group), 0);
export const clearedFilters = () => Object.assign({}, ...FILTER_GROUPS.map(everyName), { onlyAttributes: new Set() });

/**
 * How many relations (actors, of kinds) each name would show: in the present time and under all other
 * groups' filters. Voices and publishers are only counted where they are asked for. `long-ago` counts
 * what is hidden because it was last reported too long before.
 *
 * @param {View} asked
 * @param {{ names?: string[] }} [wanted]
 */
export function countNames(asked, { names = [] } = {}) {
  const counts = Object.fromEntries([...Object.keys(HIDING), ...Object.keys(CHOOSING), "certainty"].map((group) => [group, new Map()]));
  /** @param {string} group @param {string} name */
  const add = (group, name) => counts[group].set(name, (counts[group].get(name) || 0) + 1);
  const loose = { ...asked, certain: false, reported: false, mark: VERDICT_NAMES.includes(asked.mark) ? null : asked.mark };
  const anyStatus = { ...loose, offStatuses: new Set(["none of them"]) };
  const timedOf = looselyTimed(asked, loose);
  const least = leastIn(asked);
  /** @param {Verdict} verdict */
  const isShown = (verdict) => verdict >= least && hasMark(verdict, asked);
  const people = new Uint8Array(ACTORS);
  const countPeople = peopleCounter(people, asked);
  const masks = masksFor(asked);
  const tally = { families: new Uint32Array(page.families.length), types: new Uint32Array(page.types.length), statuses: new Uint32Array(page.statuses.length), verdicts: new Uint32Array(4) };
  for (let row = 0; row < RELATIONS; row += 1) {
    const timed = timedOf(row);
    if (timed === HIDDEN && is.actual[row]) continue;
    const mask = masks[row];
    const verdict = is.actual[row] ? timed : inTime(row, anyStatus);
    if ((mask & ~FILTER.status) === 0 && isShown(verdict)) tally.statuses[page.statuses.indexOf(statusOf(row))] += 1;
    if (timed === HIDDEN) continue;
    if ((mask & ~FILTER.mark) === 0) tally.verdicts[timed] += 1;
    countMarks(row, mask, timed >= least, add);
    if (!isShown(timed)) continue;
    if ((mask & ~FILTER.family) === 0) tally.families[familyOf[row]] += 1;
    if ((mask & ~(FILTER.family | FILTER.type)) === 0) tally.types[relations.type[row]] += 1;
    countRow(row, asked, mask, names, add);
    countPeople(row, mask);
  }
  page.families.forEach(({ name }, place) => counts.families.set(name, tally.families[place]));
  page.types.forEach(({ name }, place) => counts.types.set(name, tally.types[place]));
  page.statuses.forEach((name, place) => counts.statuses.set(name, tally.statuses[place]));
  tally.verdicts.forEach((count, verdict) => counts.certainty.set(VERDICT_NAMES[verdict], count));
  counts.certainty.set("long-ago", reportedLongAgo(asked));
  markIsolates(people, asked);
  people.forEach((flag, actor) => flag && add("kinds", kindOf(actor).name));
  return counts;
}

/**
 * What tells the verdict of a relation in a view that leaves out nothing less sure: where the present one does not, it is known already.
 * @param {View} asked
 * @param {View} loose
 * @returns {(row: Row) => Verdict}
 */
const looselyTimed = (asked, loose) => (asked !== view || asked.certain || asked.reported || asked.mark !== loose.mark ? (row) => inTime(row, loose) : (row) => visible.timed[row]);

/**
 * How many relations a view hides only since they were last reported too long before its days.
 * @param {View} asked
 */
function reportedLongAgo(asked) {
  if (asked.reportedWithin === null) return 0;
  let count = 0;
  for (let row = 0; row < RELATIONS; row += 1) {
    if (!masksFor(asked)[row] && inTime(row, asked) === HIDDEN && inTime(row, { ...asked, ...ANY_REPORT }) !== HIDDEN) count += 1;
  }
  return count;
}

/**
 * Count a relation under its marks, each as if that mark alone were asked for.
 * @param {Row} row
 * @param {number} mask
 * @param {boolean} isSureEnough
 * @param {(group: string, name: string) => void} add
 */
function countMarks(row, mask, isSureEnough, add) {
  if (!isSureEnough) return;
  if (is.claimed[row] && (mask & ~(FILTER.mark | FILTER.claims)) === 0) add("certainty", "claimed");
  if (is.contested[row] && (mask & ~(FILTER.mark | FILTER.contested)) === 0) add("certainty", "contested");
}

/**
 * Mark the actors without any relation, of which the whole story tells.
 * @param {Uint8Array} people
 * @param {View} asked
 */
function markIsolates(people, { mode, hide, only }) {
  if (mode !== "all") return;
  for (let actor = 0; actor < ACTORS; actor += 1) if (isAlone(actor) && !hide.has(actor) && (only.size < 2 || only.has(actor))) people[actor] = 1;
}

/**
 * Count a relation that is in the present time under its names that are asked for, where a mask of filters hides it.
 * @param {Row} row
 * @param {View} asked
 * @param {number} mask
 * @param {string[]} names
 * @param {(group: string, name: string) => void} add
 */
function countRow(row, asked, mask, names, add) {
  if (!names.length) return;
  /**
   * Whether nothing hides it but these.
   * @param {number} filters
   */
  const passes = (filters) => (mask & ~filters) === 0;
  if (names.includes("voices") && passes(FILTER.voices)) voicesOf(row).forEach((voice) => add("voices", voice));
  if (names.includes("against") && passes(FILTER.against)) againstOf(row).forEach((name) => add("against", name));
  if (names.includes("publishers") && passes(FILTER.publishers)) publishersOf(row).forEach((publisher) => add("publishers", publisher));
  for (const [place, { group }] of attributeGroups.entries()) {
    if (names.includes(group) && passes(FILTER.attributes)) for (const option of optionsAt(place, row, (actor) => suits(actor, asked.onlyAttributes, place) && (!asked.onlyKinds.size || asked.onlyKinds.has(kindOf(actor).name)))) add(group, option);
  }
}

/**
 * Marks whom a relation would show if the filter of kinds showed all of them, given the mask of the filters that hide it.
 * @param {Uint8Array} people
 * @param {View} asked
 */
function peopleCounter(people, asked) {
  const anyOfKind = { ...asked, onlyKinds: new Set() };
  return (/** @type {Row} */ row, /** @type {number} */ mask) => {
    const left = asked.onlyKinds.size ? failing(row, anyOfKind) : mask;
    if ((left & ~(FILTER.source | FILTER.target)) === 0) markPeople(people, row, left);
  };
}

/**
 * Mark the ends of a relation, and whom it is about, that would be visible if the filter showed their kind.
 * @param {Uint8Array} people
 * @param {Row} row
 * @param {number} mask
 */
function markPeople(people, row, mask) {
  const [source, target] = [relations.source[row], relations.target[row]];
  const alike = actors.kind[source] === actors.kind[target];
  if (alike || !(mask & FILTER.target)) people[source] = 1;
  if (alike || !(mask & FILTER.source)) people[target] = 1;
  for (const actor of aboutOf[row]) {
    /** @type {(filter: number, end: Actor) => boolean} */
    const lets = (filter, end) => !(mask & filter) || actors.kind[end] === actors.kind[actor];
    if (lets(FILTER.source, source) && lets(FILTER.target, target)) people[actor] = 1;
  }
}

/** @param {string} group @param {string} name */
export function rowsNamed(group, name) {
  /** @type {Record<string, (row: Row) => any>} */
  const tests = {
    families: (row) => typeOf(row).family === name,
    types: (row) => typeOf(row).name === name,
    kinds: (row) => [relations.source[row], relations.target[row]].some((actor) => kindOf(actor).name === name),
    statuses: (row) => statusOf(row) === name,
    tones: (row) => [relations.source[row], relations.target[row]].every((actor) => toneOf(actor) === Number(name)),
    certainty: (row) => (VERDICT_NAMES.includes(name) ? VERDICT_NAMES[visible.verdict[row]] === name : is[name][row]),
    voices: (row) => voicesOf(row).includes(name),
    publishers: (row) => publishersOf(row).includes(name),
    against: (row) => againstOf(row).includes(name),
    ...Object.fromEntries(attributeGroups.map((each, place) => [each.group, (row) => optionsAt(place, row).has(name)])),
  };
  const isNamed = tests[group];
  return shownRows().filter(isNamed);
}
