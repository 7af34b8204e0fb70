// A small programming interface, for tests and for whoever opens the console.

import { frames } from "./arrange.js";
import { axis, plotX } from "./axis.js";
import { barCounts, barDays, presentBars } from "./bars.js";
import { bibliography } from "./bibliography.js";
import { heldPositions, scaleNow, toWindow } from "./camera.js";
import { relationsCsv } from "./csv.js";
import { actorNumbers, actors, is, relationNumbers, relations } from "./data.js";
import { CHANGES } from "./diff.js";
import { diffParts } from "./diff_parts.js";
import { byId } from "./dom.js";
import { drawn } from "./drawn.js";
import { fit } from "./fitting.js";
import { aboutCurve, curveOf, nodeSize, nodeX, nodeY, pairCurve, pointOn } from "./geometry.js";
import { drawAll, expand } from "./growth.js";
import { hashOf, unreadIn } from "./hash.js";
import { FADED, lit } from "./highlight.js";
import { labelBox, placedLabels, writtenNames } from "./labels.js";
import { lanesNow } from "./lanes.js";
import { paintedMarks, reachOf } from "./painter.js";
import { folded, highEnd, lowEnd } from "./pairs.js";
import { pictureSvg } from "./picture.js";
import { pointedAt } from "./pointing.js";
import { reportText } from "./report.js";
import { fullSentenceOf } from "./sentences.js";
import { change, select, shownRows, visible } from "./state.js";
import { goToStep, leaveStory } from "./story.js";
import { view } from "./view.js";
import { reportedLater } from "./visibility.js";
import { firstDay, lastDay } from "./view_days.js";
import { HIDDEN, MAYBE, UNREPORTED, nearestReport } from "./windows.js";

/** @type {string[]} */
const actorIds = actors.id;
/** @type {string[]} */
const relationIds = relations.id;

/**
 * A small programming interface, for tests and for whoever opens the console.
 *
 * visible(): ids of the relations shown; maybe(): those that only their dates leave open; unreported(): those that are reported for other days, with the days on one of which the nearest report says so; leftOut(): those that are only reported later. setSpan(a, b): the closed period of day numbers (null: no
 * end). setDay(d): as of a day. setDiff(a, b): what changed after one day and by another. setAll(): the
 * whole story. setKnownBy(d): through what was known by a day (null: by now). time(): these, as they are.
 * bars(): what they count, by family. axis(): its first and last day. dayAt(d): where a day lies on the bars, in pixels of the page. changes():
 * ids and how surely, by what came of them between the two days. ask(parts): change these parts of the view; a list
 * is a set of names, an end that is missing or null is open. setCertain, setUndated, setNewsroom: the
 * switches, by true or false. select(id): an actor or a relation, a list of ids for several actors, null for none. path(a, b): the
 * shortest path, and how many hops it takes. chain(a, b, strict): the best path in time. found(): the chosen path.
 * lit(): ids of the actors and relations that are not faded. positions(): where each actor stands. curves() and place(id): where a visible
 * relation or an actor can be clicked, in pixels of the page; `along`: where its curve is at 0.5, 0.42, 0.58 and so on of its way, in pixels of the drawing; pairs(): what is drawn between two, how many, whether as one line, and where that can be clicked. nodes(), labels(): the boxes of actors
 * and of the names there is room for, in units of the graph; marks(): where the marks of lines are painted; frames(): those in which actors stand, and where their titles are written. fit(): the camera over all that is visible; inside(): which actors are in it with their names.
 * step(n): a step of the story, from 1 (null: leave it). inColour(): ids of what is neither faded nor
 * background. link(): the hash of the view; unread(hash): what a hash asks for that is not here. drawn() and undrawn(): ids of the actors drawn and of the relations
 * shown but not drawn, in a large graph; expand(id, on): draw an actor's neighbours
 * too; drawAll(): draw everyone. lanes(): where actors and relations stand on the lanes (null: the graph is shown), what has no place there, and what was painted last. sentence(id, start): the sentence of a relation, from an end. csv(), report(), bibliography(suffix) and svg(): what the menu copies and keeps.
 */
export const programmingInterface = Object.freeze({
  /** @param {string} id @param {string} [start] */
  sentence: (id, start) => fullSentenceOf(relationNumbers.get(id), start === undefined ? undefined : actorNumbers.get(start)),
  visible: () => shownRows().map((row) => relationIds[row]),
  maybe: () => relationIds.filter((_, row) => visible.verdict[row] === MAYBE),
  unreported: () => Object.fromEntries(relationIds.flatMap((id, row) => (visible.verdict[row] === UNREPORTED ? [[id, nearestReport(row, view)]] : []))),
  leftOut: () => reportedLater(view).map((row) => relationIds[row]),
  /** @param {Day | null} from @param {Day | null} to */
  setSpan: (from, to) => change({ mode: "span", from: from ?? -Infinity, to: to ?? Infinity }),
  /** @param {Day} day */
  setDay: (day) => change({ mode: "day", day }),
  /** @param {Day} before @param {Day} after */
  setDiff: (before, after) => change({ mode: "diff", before, after }),
  setAll: () => change({ mode: "all" }),
  /** @param {Record<string, any>} parts */
  ask: ({ from, to, knownBy, ...rest }) => {
    const sets = Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, Array.isArray(value) ? new Set(value) : value]));
    change({ ...sets, from: from ?? -Infinity, to: to ?? Infinity, knownBy: knownBy ?? Infinity });
  },
  /** @param {Day | null} day */
  setKnownBy: (day) => change({ knownBy: day ?? Infinity }),
  time: () => ({ mode: view.mode, first: firstDay(), last: lastDay(), knownBy: view.knownBy }),
  bars: () => Array.from({ length: presentBars().edges.length - 1 }, (_, bin) => ({ from: barDays(bin)[0], to: barDays(bin)[1], sure: barCounts(presentBars().sure, bin), maybe: barCounts(presentBars().may, bin) })),
  axis: () => ({ from: axis.from, to: axis.to }),
  /** @param {Day} day */
  dayAt: (day) => byId("histogram").getBoundingClientRect().left + plotX(day),
  changes: () => diffParts().map(({ change: number, verdict, words, rows }) => ({ change: CHANGES[number], ...(words === CHANGES[number] ? {} : { words }), maybe: verdict === MAYBE, ids: rows.map((row) => relationIds[row]) })),
  /** @param {boolean} on */
  setCertain: (on) => change({ certain: Boolean(on) }),
  /** @param {boolean} on */
  setUndated: (on) => change({ undated: Boolean(on) }),
  /** @param {boolean} on */
  setNewsroom: (on) => {
    const offFamilies = new Set(view.offFamilies);
    if (on) offFamilies.delete("newsroom");
    else offFamilies.add("newsroom");
    change({ offFamilies });
  },
  /** @param {string | string[] | null} id */
  select: (id) => select(Array.isArray(id) ? { actors: id.map((one) => actorNumbers.get(one)) } : actorNumbers.has(id) ? { actor: actorNumbers.get(id) } : relationNumbers.has(id) ? { relation: relationNumbers.get(id) } : null),
  /** @param {string} from @param {string} to */
  path: (from, to) => {
    select({ path: { from: actorNumbers.get(from), to: actorNumbers.get(to) } });
    return view.selection.path.actors ? view.selection.path.relations.length : null;
  },
  /** @param {string} from @param {string} to @param {boolean} [strict] */
  chain: (from, to, strict = false) => {
    select({ path: { from: actorNumbers.get(from), to: actorNumbers.get(to), inTime: true, strict } });
    return programmingInterface.found();
  },
  found: () => {
    const path = view.selection && view.selection.path;
    if (!path || !path.actors) return null;
    return { actors: path.actors.map((actor) => actorIds[actor]), relations: path.relations.map((row) => relationIds[row]), sure: path.sure, days: path.days ?? null, place: path.shown + 1, count: path.count };
  },
  lit: () => ({ actors: actorIds.filter((_, actor) => visible.active[actor] && lit.actors[actor] !== FADED), relations: shownRows().filter((row) => lit.relations[row] !== FADED).map((row) => relationIds[row]) }),
  positions: () => {
    const held = heldPositions();
    return Object.fromEntries(actorIds.map((id, actor) => [id, held[actor] ?? { x: nodeX[actor], y: nodeY[actor] }]));
  },
  abouts: () => lit.about.map(([row, actor]) => ({ id: relationIds[row], about: actorIds[actor], ...aboutCurve(row, actor) })),
  curves: () => {
    const frame = byId("network").getBoundingClientRect();
    return shownRows().map((row) => {
      const places = [0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82].map((share) => toWindow(pointOn(curveOf(row), share)));
      const around = [[0, 0], [1, 1], [-1, 1], [1, -1], [-1, -1]];
      const place = places.find(({ x, y }) => around.every(([dx, dy]) => pointedAt({ x: x + dx, y: y + dy })?.relation === row)) || places[0];
      return { id: relationIds[row], x: place.x + frame.left, y: place.y + frame.top, along: places, ...curveOf(row) };
    });
  },
  pairs: () => {
    const frame = byId("network").getBoundingClientRect();
    return drawn.pairs.map((pair) => {
      const { x, y } = toWindow(pointOn(pairCurve(pair), 0.5));
      return { ids: [actorIds[lowEnd[pair]], actorIds[highEnd[pair]]], count: drawn.counts[pair], folded: folded[pair] === 1, x: x + frame.left, y: y + frame.top };
    });
  },
  nodes: () => [...visible.active.keys()].filter((actor) => visible.active[actor]).map((actor) => {
    const [x, y, reach] = [nodeX[actor], nodeY[actor], reachOf(actor)];
    return { id: actorIds[actor], faded: lit.actors[actor] === FADED, size: nodeSize[actor], left: x - reach, right: x + reach, top: y - reach, bottom: y + reach };
  }),
  labels: () => placedLabels(byId("network").querySelector("canvas").getContext("2d"), scaleNow()).filter(({ about, frame }) => about === undefined && !frame).map(({ actor, relation, pair, text, left, right, top, bottom }) => ({ id: actor !== undefined ? actorIds[actor] : pair >= 0 ? `${actorIds[lowEnd[pair]]} ${actorIds[highEnd[pair]]}` : relationIds[relation], text, left, right, top, bottom })),
  marks: () => paintedMarks(scaleNow()),
  frames: () => frames.map(({ members, ...frame }) => {
    const { left, right, top, bottom } = writtenNames().find((box) => box.frame?.title === frame.title) ?? {};
    return { ...frame, ids: members.map((actor) => actorIds[actor]), written: left === undefined ? null : { left, right, top, bottom } };
  }),
  fit: () => fit(null, false),
  /** @param {number | null} number */
  step: (number) => (number === null ? leaveStory() : goToStep(number - 1)),
  inColour: () => shownRows().filter((row) => !is.background[row] && lit.relations[row] !== FADED).map((row) => relationIds[row]),
  link: () => hashOf(),
  unread: unreadIn,
  drawn: () => actorIds.filter((_, actor) => drawn.actors[actor]),
  undrawn: () => shownRows().filter((row) => drawn.relations[row] === HIDDEN).map((row) => relationIds[row]),
  /** @param {string} id @param {boolean} [on] */
  expand: (id, on = true) => expand(actorNumbers.get(id), on),
  drawAll: () => drawAll(),
  lanes: () => lanesNow(),
  csv: () => relationsCsv(),
  report: () => reportText(),
  /** @param {string} suffix */
  bibliography: (suffix) => bibliography(suffix),
  svg: () => pictureSvg(),
  /** @param {string} id */
  place: (id) => {
    const frame = byId("network").getBoundingClientRect();
    const actor = actorNumbers.get(id);
    const place = toWindow({ x: nodeX[actor], y: nodeY[actor] });
    return { x: place.x + frame.left, y: place.y + frame.top };
  },
  inside: () => {
    const { clientWidth, clientHeight } = byId("network");
    const ctx = byId("network").querySelector("canvas").getContext("2d");
    /** @param {Actor} actor */
    const held = (actor) => {
      const label = labelBox(ctx, actor, scaleNow());
      const first = toWindow({ x: label.left, y: nodeY[actor] - nodeSize[actor] });
      const last = toWindow({ x: label.right, y: label.bottom });
      return first.x >= 0 && first.y >= 0 && last.x <= clientWidth && last.y <= clientHeight;
    };
    return Object.fromEntries([...drawn.actors.keys()].filter((actor) => drawn.actors[actor]).map((actor) => [actorIds[actor], held(actor)]));
  },
});
