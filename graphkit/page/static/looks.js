// Colours and sizes actors by what the reader chose for it: an attribute, a measure of what is shown, groups; and parts them by it.

import { ACTORS, LARGE, actors, is, nameOf, page, relationsOf, valuesTold } from "./data.js";
import { digits } from "./dom.js";
import { sizeActors } from "./geometry.js";
import { groupsShown } from "./groups.js";
import { timeText } from "./heading.js";
import { GROUPS, KINDS, MEASURES, canColour, canSize, measureOf, numbers } from "./look_names.js";
import { figureText, inOrder, isCentral, measure } from "./measures.js";
import { isMoving, isPlaying } from "./play.js";
import { grouped } from "./sorting.js";
import { visible } from "./state.js";
import { theme } from "./theme.js";
import { view } from "./view.js";

/** So many colours can be told apart, also by the colour-blind; the rest is one. */
const TONES = 9;
/** After the colours: the rest, and nothing valuesTold. */
const OTHERS = TONES;
const NONE = TONES + 1;
/** How many steps the colours of a figure have. */
export const STEPS = 7;
/** With more different numbers an attribute has a scale rather than a colour for each. */
const MOST_NAMED = 10;

/** @type {Scale | null} */
let colours = null;
/** @type {Scale | null} */
let sizes = null;
/** @type {Uint8Array | null} */
let tones = null;
/** The scales of attributes, which stay, and those of what is shown, with what they were computed from. */
const kept = { attributes: new Map(), times: "", words: "", verdicts: new Uint8Array(0), scales: new Map() };

/** @param {number} figure @param {number} least @param {number} most */
const shareOf = (figure, least, most) => (most > least ? (figure - least) / (most - least) : 0.5);

/**
 * A scale of figures: days are as far apart as they are, of other figures an area is as large as they are.
 * @param {string} title
 * @param {(actor: Actor) => number} valueOf NaN where there is none
 * @param {(actor: Actor) => string} textOf
 * @param {Partial<Scale> & { isDay?: boolean, isEarly?: boolean, endOf?: (actor: Actor) => string }} [more]
 * @returns {Scale}
 */
function scaleOf(title, valueOf, textOf, { isDay = false, isEarly = false, endOf = textOf, ...more } = {}) {
  const values = Float64Array.from({ length: ACTORS }, (_, actor) => valueOf(actor) * (isEarly ? -1 : 1));
  const order = [...values.keys()].filter((actor) => Number.isFinite(values[actor])).sort((one, other) => values[one] - values[other]);
  const ends = order.length ? [order[0], order[order.length - 1]] : [];
  const shares = values.map((value) => (Number.isFinite(value) ? shareOf(value, values[ends[0]], values[ends[1]]) : NaN));
  return { title, textOf, ends: [...new Set(ends.map(endOf))], shares: isDay ? shares : shares.map(Math.sqrt), entries: [], places: null, ...more };
}
/** @type {(title: string, refused: string) => Scale} */
const refusal = (title, refused) => scaleOf(title, () => NaN, () => "", { refused });

/** @type {Scale | undefined} */
let usualSizes;
/** The sizes where none are chosen: relations of the whole story, in colour and actual. */
function usual() {
  if (!usualSizes) {
    const counts = relationsOf.map((rows) => rows.filter((row) => is.actual[row] && !is.background[row] && !is.newsroom[row]).length);
    usualSizes = scaleOf(`actual relations of the whole story${is.background.includes(1) ? ", without background" : ""}`, (actor) => counts[actor], (actor) => digits(counts[actor]));
  }
  return usualSizes;
}

/** @param {string} name @returns {Scale} */
function measureScale(name) {
  const title = MEASURES[name];
  if (view.mode === "diff") return refusal(title, "What changed between two days has no measures: choose a period or a day.");
  const found = measure(name);
  if (found.refused) return refusal(title, `Of so many actors ${title} takes too long on a page: graphkit rank --by ${name} tells it.`);
  const [sure, most] = [found.sure, found.most];
  /** @param {Actor} actor */
  const textOf = (actor) => {
    const texts = [sure[actor], most[actor]].map((figure) => figureText(name, figure));
    return texts[0] === texts[1] ? texts[0] : isCentral(name) ? `${texts[0]}, possibly ${texts[1]}` : `${texts[0]} to ${texts[1]}`;
  };
  const isEarly = name === "first";
  const leading = isEarly ? most : sure;
  return scaleOf(title, (actor) => leading[actor], textOf, {
    isDay: isEarly || name === "last",
    isEarly,
    endOf: (actor) => figureText(name, leading[actor]),
    places: inOrder(name, found),
    unsure: sure.some((figure, actor) => !Number.isNaN(figure) && figure !== most[actor]),
  });
}

/**
 * A colour for each of the first names, and one for the rest.
 * @param {string} title
 * @param {{ label: string, actors: Actor[] }[]} sets
 * @param {string} none what is said of those in no set
 * @param {string} more what the rest is called
 * @returns {Scale}
 */
function namesScale(title, sets, none, more) {
  const own = new Uint8Array(ACTORS).fill(NONE);
  const few = sets.length === TONES + 1 ? sets.length : TONES;
  sets.forEach(({ actors: members }, place) => members.forEach((actor) => (own[actor] = Math.min(place, OTHERS))));
  const entries = sets.slice(0, few).map(({ label }, tone) => ({ tone, label }));
  if (sets.length > few) entries.push({ tone: OTHERS, label: `others (${digits(sets.length - few)} ${more})` });
  const labels = new Map(sets.flatMap(({ label, actors: members }) => members.map((actor) => [actor, label])));
  return { ...scaleOf(title, () => NaN, (actor) => labels.get(actor) ?? none), entries: [...entries, { tone: NONE, label: none }], tones: own, sets, none, more };
}

/**
 * The scale of an attribute: of its numbers, or of its values, those that most actors have first.
 * @param {string} name
 * @param {boolean} asFigures
 */
function attributeScale(name, asFigures) {
  const values = valuesTold.get(name);
  /** @param {Actor} actor */
  const textOf = (actor) => values.get(actor) ?? "";
  if (asFigures) return placed(scaleOf(name, (actor) => numbers.get(name).get(actor) ?? NaN, textOf));
  const order = [...grouped(values.keys(), textOf)].sort(([one, { length }], [other, { length: more }]) => more - length || one.localeCompare(other, "en", { numeric: true }));
  return namesScale(name, order.map(([label, members]) => ({ label, actors: members })), `without ${name}`, "values");
}

/**
 * A scale with those who have a figure in order, the greatest first; equals share a place.
 * @param {Scale} scale
 */
function placed(scale) {
  const order = [...scale.shares.keys()].filter((actor) => !Number.isNaN(scale.shares[actor])).sort((one, other) => scale.shares[other] - scale.shares[one] || one - other);
  let place = 0;
  return { ...scale, places: order.map((actor, at) => ({ actor, place: at && scale.shares[order[at - 1]] === scale.shares[actor] ? place : (place = at + 1) })) };
}

function groupScale() {
  if (view.mode === "diff") return refusal("group", "What changed between two days has no groups: choose a period or a day.");
  const found = groupsShown();
  /** @type {(members: Actor[], number: number) => string} */
  const named = (members, number) => `${number + 1}: ${members.slice(0, 2).map(nameOf).join(", ")}`;
  return namesScale("group", found.map((members, number) => ({ label: named(members, number), actors: members })), "in no group", "groups");
}

/**
 * The scale of what was chosen, computed once for what is shown.
 * @param {string} key
 * @param {boolean} sizing
 * @returns {Scale}
 */
function scaleFor(key, sizing) {
  if (!(sizing ? numbers : valuesTold).has(key)) return scaleOfShown(key);
  return scaleOfAttribute(key, numbers.has(key) && (sizing || new Set(numbers.get(key).values()).size > MOST_NAMED));
}

/** @param {string} key @param {boolean} isFigure @returns {Scale} */
function scaleOfAttribute(key, isFigure) {
  const whole = `${isFigure} ${key}`;
  if (!kept.attributes.has(whole)) kept.attributes.set(whole, attributeScale(key, isFigure));
  return kept.attributes.get(whole);
}

/** @type {Scale | undefined} */
let kinds;
/** The kinds of actor, those that most are of first. */
function kindScale() {
  if (kinds) return kinds;
  const sets = page.kinds.map(({ label }, kind) => ({ label, actors: [...actors.kind.keys()].filter((actor) => actors.kind[actor] === kind) }));
  kinds = namesScale("kind", sets.sort((one, other) => other.actors.length - one.actors.length), "without kind", "kinds");
  return kinds;
}

/**
 * The named sets that something parts actors into: its values, those that most have first, or the groups of what is shown.
 * @param {string} key
 * @returns {Scale}
 */
export const partsBy = (key) => (valuesTold.has(key) ? scaleOfAttribute(key, false) : key === KINDS ? kindScale() : scaleOfShown(key));

/**
 * A scale of what is shown; while time plays in a large graph that of the last pause, which says so.
 * @param {string} key
 */
function scaleOfShown(key) {
  const times = JSON.stringify([view.mode, String(view.from), String(view.to), view.day, String(view.knownBy), ...[view.offKinds, view.offStatuses, view.onlyAttributes, view.onlyKinds].map((set) => [...set])]);
  if (times !== kept.times || visible.verdict.some((verdict, row) => verdict !== kept.verdicts[row])) {
    const before = kept.scales.get(key);
    if (LARGE && before && isPlaying() && isMoving()) return { ...before, title: `${before.title} (${kept.words}; anew at a pause)` };
    Object.assign(kept, { times, words: timeText(), verdicts: visible.verdict.slice() });
    kept.scales.clear();
  }
  if (!kept.scales.has(key)) kept.scales.set(key, key === GROUPS ? groupScale() : measureScale(measureOf(key)));
  return kept.scales.get(key);
}

/** Compute what actors look like in the present view. */
export function settleLooks() {
  colours = view.colour !== null && canColour(view.colour) ? scaleFor(view.colour, false) : null;
  sizes = view.size !== null && canSize(view.size) ? scaleFor(view.size, true) : null;
  tones = colours && (colours.tones ?? Uint8Array.from(colours.shares, (share) => (Number.isNaN(share) ? NONE : Math.min(STEPS - 1, Math.floor(share * STEPS)))));
  sizeActors(!sizes || sizes.refused ? actors.size : Array.from(sizes.shares, (share) => (Number.isNaN(share) ? 4 : 7 + 19 * share)));
}

/** Those who have a figure by what sizes actors, the greatest first; null where that is no figure. */
export const greatest = () => sizes?.places ?? null;
export const chosenColours = () => colours;
export const chosenSizes = () => sizes ?? usual();
/** Whether actors are coloured by other than their kind. */
export const isColoured = () => colours !== null && !colours.refused;
/** Whether colours stand for figures, not for names. */
const isRamp = () => colours !== null && !colours.tones;
/** What ranks the actors: what sizes them, or else what colours them. */
export const ranking = () => [sizes, colours].find((scale) => scale && (scale.places || scale.refused)) ?? null;

/** @param {Actor} actor */
export const toneOf = (actor) => (tones ? tones[actor] : NONE);
/**
 * The colour of a step or a name, as the canvas has it.
 * @param {number} tone
 */
const toneColour = (tone) => (isRamp() && tone < STEPS ? theme.ramp : theme.tones)[tone];
/**
 * The same as the style sheet has it.
 * @param {number} tone
 */
export const toneStyle = (tone) => `var(--${isRamp() && tone < STEPS ? "ramp" : "tone"}-${tone})`;
/**
 * The colour of an actor: of its kind, or of its value or figure.
 * @param {Actor} actor
 */
export const colourOf = (actor) => (isColoured() ? toneColour(tones[actor]) : theme.kinds[actors.kind[actor]]);

/**
 * The names in the legend of colours that somebody who is shown has, with how many.
 * @param {(actor: Actor) => any} counts
 */
export function colourEntries(counts) {
  const numbersOf = new Uint32Array(NONE + 1);
  for (let actor = 0; actor < ACTORS; actor += 1) if (counts(actor)) numbersOf[tones[actor]] += 1;
  if (!isRamp()) return colours.entries.map((entry) => ({ ...entry, count: numbersOf[entry.tone] })).filter(({ count }) => count);
  return numbersOf[NONE] ? [{ tone: NONE, label: `no figure${colours.unsure ? " for sure" : ""}`, count: numbersOf[NONE] }] : [];
}

/**
 * What colours and sizes an actor, in words: what it is, and how much.
 * @param {Actor} actor
 * @returns {[string, string][]}
 */
export function figuresOf(actor) {
  const scales = new Set([colours, sizes].filter((scale, place) => scale && !scale.refused && !valuesTold.has([view.colour, view.size][place])));
  return [...scales].map((scale) => {
    const at = scale.places?.find((each) => each.actor === actor);
    const text = !scale.places ? scale.textOf(actor) : at ? `${scale.textOf(actor)} (${digits(at.place)} of ${digits(scale.places.length)})` : "no figure";
    return [scale.title, text];
  });
}

/**
 * What is said beside a scale: that only what is sure counts.
 * @param {Scale} scale
 */
export const captionOf = ({ title, unsure }) => (unsure ? `${title}, what is sure` : title);

/**
 * The entries of the legend of a picture of what some actors look like.
 * @param {(actor: Actor) => any} counts
 * @returns {LegendItem[][]}
 */
export function lookItems(counts) {
  /** @type {LegendItem[]} */
  const colour = !isColoured() ? [] : [
    { text: `Colour: ${captionOf(colours)}` },
    ...(isRamp() && colours.ends.length ? [{ spots: theme.ramp, text: colours.ends.join(" to ") }] : []),
    ...colourEntries(counts).map(({ tone, label, count }) => ({ spots: [toneColour(tone)], text: `${label} ${digits(count)}` })),
  ];
  /** @type {LegendItem[]} */
  const size = !sizes || sizes.refused || !sizes.ends.length ? [] : [{ text: `Size: ${captionOf(sizes)}` }, ...sizes.ends.map((text, end) => ({ radius: end ? 8 : 3, text }))];
  return [colour, size].filter((items) => items.length);
}
