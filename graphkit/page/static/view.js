// Holds the view as plain values: mode, days, filters, choice. Everything shown is computed from it.

import { page } from "./data.js";
import { TODAY } from "./days.js";

/** What the rows of the lanes can be ordered by, with the words for it. */
export const LANE_ORDERS = { first: "First appearance", most: "Most relations", kind: "Kind", group: "Group", name: "Name", around: "Around the choice" };

/**
 * The view of a page that nobody has touched.
 * @returns {View}
 */
const untouched = () => ({
  mode: "all", // "all" the whole story | "span" a period | "day" as of a day | "diff" what changed between two days
  from: -Infinity, to: Infinity,
  day: TODAY,
  before: TODAY,
  after: TODAY,
  knownBy: Infinity, // through what had been said by this day
  certain: false, // only what is sure
  reported: false, // only what is sure or merely unreported
  undated: false,
  noClaims: false,
  noContested: false,
  reportedWithin: null, // of what is merely unreported, only what was last reported at most so many days before
  mark: null, // only what is "claimed" | "contested" | "unreported" | "maybe"
  hide: new Set(), // actors left out, with all their relations
  only: new Set(), // actors between which alone relations are shown, or of which, where it is one; empty: all
  pin: new Set(), // actors that are in the picture whatever else is shown
  offFamilies: new Set(["newsroom"]),
  offTypes: new Set(), offKinds: new Set(),
  offStatuses: new Set(),
  onlyVoices: new Set(), // empty: all
  onlyPublishers: new Set(),
  onlyAttributes: new Set(), // country=US; of each attribute named, one of its values; empty: all
  onlyAgainst: new Set(), onlyKinds: new Set(), undrawn: new Set(), // who contradicts it, the kind of one end, kinds that a large drawing lacks; empty: all
  colour: null, // the attribute that actors are coloured by; null: their kind
  size: null, // the attribute that they are sized by; null: their relations
  arrange: null, // what they stand in frames by; null: where their relations put them
  canvas: null, // [width, height] in pixels of the canvas that the frames are for; null: that of the page
  lanes: null, // what the rows of the lanes are ordered by; null: the graph is shown
  depth: 0, // n > 0: only what is within n hops of the chosen actor
  selection: null, // {actor} | {relation} | {pair: [one, other]} | {path: {from, to, inTime, strict, ...what was found}}
  moved: new Map(), // actor -> [x, y], where the reader dragged it
  look: null, // [x, y, scale] of the camera, once the reader moved it
  axis: null, // [first, last] day of the time axis, once the reader zoomed or moved it
  grown: new Set(), // actors that were expanded, in large graphs
  most: null, // how many of the most connected are drawn in large graphs; null: as many as at first
  single: false, // whether every relation is a line of its own
  words: true, // whether lines carry words where there is room
  step: null, // the place of the story's step, from 0
});

/** What is shown; everything on the page is computed from it. */
export const view = untouched();

/**
 * Set parts of the view without calling listeners; use `change` to update the page too.
 * @param {ViewParts} parts
 */
export function settle(parts) {
  Object.assign(view, parts);
}

export const WEEK = 7;

/**
 * The view that the page opens on: the filter of the graph that it was made from. A day, and two that are compared, are the last that the sources reach.
 * @returns {View}
 */
export function openingView() {
  const { opening } = page;
  const newest = Math.min(opening.known_by ?? Infinity, page.newest ?? page.axis?.[1] ?? TODAY);
  return {
    ...untouched(),
    mode: opening.mode,
    from: opening.from ?? -Infinity,
    to: opening.to ?? Infinity,
    day: opening.day ?? newest,
    before: newest - WEEK,
    after: newest,
    knownBy: opening.known_by ?? Infinity,
    certain: Boolean(opening.certain),
    undated: Boolean(opening.undated),
    noClaims: Boolean(opening.no_claims),
    noContested: Boolean(opening.no_contested),
    reportedWithin: opening.reported_within ?? null,
    offFamilies: new Set(opening.newsroom ? [] : ["newsroom"]),
  };
}
