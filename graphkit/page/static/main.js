// Puts the parts together: first view, keys, theme, the heading line, and a small programming interface.

let fading = null;

/** Light and paint anew; what is pointed at goes before what is chosen. */
function refresh() {
  const pointed = hovered.actor >= 0 ? { actor: hovered.actor } : hovered.relation >= 0 ? { relation: hovered.relation } : hovered.rows ? { rows: hovered.rows } : null;
  light(pointed, view.selection);
  redraw();
}

function showAll(what = {}) {
  drawHeading();
  syncTimeline(what);
  syncFilters();
  drawRoster();
  if (!(playing || held) || "selection" in what) drawDetails();
  else {
    clearTimeout(fading);
    fading = setTimeout(drawDetails, 160);
  }
  drawTable();
  drawGrowth();
  if (page.story.length) drawStory();
  if ("selection" in what && !("step" in what)) revealDetails();
  refresh();
}

/** What is chosen is read from its beginning; on narrow screens its panel comes up. */
function revealDetails() {
  byId("details").scrollTop = 0;
  if (view.selection) showPanel("details");
}

handlers.hover = refresh;
handlers.click = (found, shift) => {
  const isFinding = Boolean(view.selection && view.selection.finding);
  if ((shift || isFinding) && found && found.actor !== undefined) asPathEnd(found.actor);
  else if (found || !isFinding) select(found);
};
handlers.open = (found) => found && found.actor !== undefined && expandAndLook(found.actor);

function startTheme() {
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  let chosen = null;
  const apply = () => {
    root.dataset.theme = chosen || (dark.matches ? "dark" : "light");
    byId("theme-button").textContent = root.dataset.theme === "dark" ? "Light" : "Dark";
    readTheme();
    drawTimeline();
    redraw();
  };
  dark.addEventListener("change", apply);
  byId("theme-button").addEventListener("click", () => {
    chosen = root.dataset.theme === "dark" ? "light" : "dark";
    apply();
  });
  apply();
}

/** What the page opens on when its link says nothing: the story's first step, where it has one. */
const firstView = () => ({ ...openingView(), ...(page.opening.step === undefined ? {} : viewOfStep(page.opening.step)) });

/** The view that a link names, on top of what the page opens on; a step without days brings its own. */
function linkedView() {
  const found = readHash(location.hash);
  if (!found) return firstView();
  return { ...openingView(), ...(found.step === undefined || found.mode ? {} : viewOfStep(found.step)), ...found };
}

/** Follow a link that was changed by hand. */
function followHash() {
  if (location.hash === ownHash) return;
  change(linkedView());
  firstFit();
}

/** Where the link looks; else at the path it chose; else at a step's cast; else at everything, or the largest where there is little room. */
function firstFit() {
  if (view.look) return lookAt(view.look);
  const { path } = view.selection || {};
  if (path && path.actors) return fit(path.actors, false);
  if (cast.on) return fit([...cast.actors.keys()].filter((actor) => cast.actors[actor]), false);
  const visible = [...drawn.actors.keys()].filter((actor) => drawn.actors[actor]);
  const room = Math.max(12, Math.round((byId("network").clientWidth * byId("network").clientHeight) / 5000));
  fit(visible.sort((one, other) => nodeSize[other] - nodeSize[one] || one - other).slice(0, room), false);
}

function start() {
  for (const id of ["stage", "tools"]) byId(id).hidden = false;
  onVerdicts(findChosenPath);
  onChange(grow);
  startTimeline();
  startTheme();
  startStory();
  startGrowth();
  Object.assign(view, linkedView());
  recompute();
  grow();
  startNetwork();
  placeActors();
  startSheet();
  startFilters();
  startSearch();
  startKeys();
  byId("table-button").addEventListener("click", () => toggleTable());
  byId("path-button").addEventListener("click", openFinder);
  byId("keys-button").addEventListener("click", showKeys);
  byId("fit-button").addEventListener("click", () => fit());
  startKeeping();
  byId("reset-button").addEventListener("click", () => change({ moved: new Map() }));
  onChange(showAll);
  showAll();
  firstFit();
  let width = innerWidth;
  addEventListener("resize", () => {
    if (Math.abs(innerWidth - width) > 80) firstFit();
    width = innerWidth;
  });
  addEventListener("hashchange", followHash);
}

start();

/**
 * A small programming interface, for tests and for whoever opens the console.
 *
 * visible(): ids of the relations shown. setSpan(a, b): the closed period of day numbers (null: no
 * end). setDay(d): as of a day. setDiff(a, b): what changed after one day and by another. setAll(): the
 * whole story. setKnownBy(d): through what was known by a day (null: by now). time(): these, as they are.
 * bars(): what they count, by family. axis(): its first and last day. dayAt(d): where a day lies on the bars, in pixels of the page. changes():
 * ids and how surely, by what came of them between the two days. ask(parts): change these parts of the view; a list
 * is a set of names, an end that is missing or null is open. setCertain, setUndated, setNewsroom: the
 * switches, by true or false. select(id): an actor or a relation, null for none. path(a, b): the
 * shortest path, and how many hops it takes. chain(a, b, strict): the best path in time. found(): the chosen path.
 * lit(): ids of the actors and relations that are not faded. positions(): where each actor stands. curves() and place(id): where a visible
 * relation or an actor can be clicked, in pixels of the page. nodes(), labels(): the boxes of actors
 * and of the names there is room for, in units of the graph. fit(): the camera over all that is visible; inside(): which actors are in it with their names.
 * step(n): a step of the story, from 1 (null: leave it). inColour(): ids of what is neither faded nor
 * background. link(): the hash of the view. drawn() and undrawn(): ids of the actors drawn and of the relations
 * shown but not drawn, in a large graph; expand(id, on): draw an actor's neighbours
 * too; drawAll(): draw everyone. csv() and svg(): what the menu copies and keeps.
 */
window.graphkit = Object.freeze({
  visible: () => relations.id ? relations.id.filter((_, row) => seen.verdict[row] !== HIDDEN) : [],
  maybe: () => relations.id ? relations.id.filter((_, row) => seen.verdict[row] === MAYBE) : [],
  setSpan: (from, to) => change({ mode: "span", from: from ?? -Infinity, to: to ?? Infinity }),
  setDay: (day) => change({ mode: "day", day }),
  setDiff: (before, after) => change({ mode: "diff", before, after }),
  setAll: () => change({ mode: "all" }),
  ask: ({ from, to, knownBy, ...rest }) => {
    const sets = Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, Array.isArray(value) ? new Set(value) : value]));
    change({ ...sets, from: from ?? -Infinity, to: to ?? Infinity, knownBy: knownBy ?? Infinity });
  },
  setKnownBy: (day) => change({ knownBy: day ?? Infinity }),
  time: () => ({ mode: view.mode, first: firstDay(), last: lastDay(), knownBy: view.knownBy }),
  bars: () => Array.from({ length: bars.edges.length - 1 }, (_, bin) => ({ from: barDays(bin)[0], to: barDays(bin)[1], sure: barCounts(bars.sure, bin), maybe: barCounts(bars.may, bin) })),
  axis: () => ({ from: axis.from, to: axis.to }),
  dayAt: (day) => byId("histogram").getBoundingClientRect().left + plotX(day),
  changes: () => diffParts().map(({ change, verdict, rows }) => ({ change: CHANGES[change], maybe: verdict === MAYBE, ids: rows.map((row) => relations.id[row]) })),
  setCertain: (on) => change({ certain: Boolean(on) }),
  setUndated: (on) => change({ undated: Boolean(on) }),
  setNewsroom: (on) => {
    const offFamilies = new Set(view.offFamilies);
    if (on) offFamilies.delete("newsroom");
    else offFamilies.add("newsroom");
    change({ offFamilies });
  },
  select: (id) => select(actorNumbers.has(id) ? { actor: actorNumbers.get(id) } : relationNumbers.has(id) ? { relation: relationNumbers.get(id) } : null),
  path: (from, to) => {
    select({ path: { from: actorNumbers.get(from), to: actorNumbers.get(to) } });
    return view.selection.path.actors ? view.selection.path.relations.length : null;
  },
  chain: (from, to, strict = false) => {
    select({ path: { from: actorNumbers.get(from), to: actorNumbers.get(to), inTime: true, strict } });
    return window.graphkit.found();
  },
  found: () => {
    const path = view.selection && view.selection.path;
    if (!path || !path.actors) return null;
    return { actors: path.actors.map((actor) => actors.id[actor]), relations: path.relations.map((row) => relations.id[row]), sure: path.sure, days: path.days ?? null, place: path.shown + 1, count: path.count };
  },
  lit: () => ({ actors: actors.id.filter((_, actor) => seen.active[actor] && lit.actors[actor] !== FADED), relations: relations.id.filter((_, row) => seen.verdict[row] !== HIDDEN && lit.relations[row] !== FADED) }),
  positions: () => {
    const held = network.getPositions();
    return Object.fromEntries(actors.id.map((id, actor) => [id, held[actor] ?? { x: nodeX[actor], y: nodeY[actor] }]));
  },
  curves: () => {
    const frame = byId("network").getBoundingClientRect();
    return relations.id.flatMap((id, row) => {
      if (seen.verdict[row] === HIDDEN) return [];
      const places = [0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82].map((share) => network.canvasToDOM(pointOn(curveOf(row), share)));
      const around = [[0, 0], [1, 0], [-1, 0], [0, 1], [0, -1]];
      const place = places.find(({ x, y }) => around.every(([dx, dy]) => pointedAt({ x: x + dx, y: y + dy })?.relation === row)) || places[0];
      return [{ id, x: place.x + frame.left, y: place.y + frame.top }];
    });
  },
  nodes: () => [...seen.active.keys()].filter((actor) => seen.active[actor]).map((actor) => {
    const [x, y, reach] = [nodeX[actor], nodeY[actor], reachOf(actor)];
    return { id: actors.id[actor], faded: lit.actors[actor] === FADED, size: nodeSize[actor], left: x - reach, right: x + reach, top: y - reach, bottom: y + reach };
  }),
  labels: () => placedLabels(byId("network").querySelector("canvas").getContext("2d"), network.getScale()).map(({ actor, relation, left, right, top, bottom }) => ({ id: actor === undefined ? relations.id[relation] : actors.id[actor], left, right, top, bottom })),
  fit: () => fit(null, false),
  step: (number) => (number === null ? leaveStory() : goToStep(number - 1)),
  inColour: () => relations.id.filter((_, row) => seen.verdict[row] !== HIDDEN && !is.background[row] && lit.relations[row] !== FADED),
  link: () => hashOf(),
  drawn: () => actors.id.filter((_, actor) => drawn.actors[actor]),
  undrawn: () => relations.id.filter((_, row) => seen.verdict[row] !== HIDDEN && drawn.relations[row] === HIDDEN),
  expand: (id, on = true) => expand(actorNumbers.get(id), on),
  drawAll: () => drawAll(),
  csv: () => visibleCsv(),
  svg: () => pictureSvg(),
  place: (id) => {
    const frame = byId("network").getBoundingClientRect();
    const actor = actorNumbers.get(id);
    const place = network.canvasToDOM({ x: nodeX[actor], y: nodeY[actor] });
    return { x: place.x + frame.left, y: place.y + frame.top };
  },
  inside: () => {
    const { clientWidth, clientHeight } = byId("network");
    const ctx = byId("network").querySelector("canvas").getContext("2d");
    const held = (actor) => {
      const label = labelBox(ctx, actor, network.getScale());
      const first = network.canvasToDOM({ x: label.left, y: nodeY[actor] - nodeSize[actor] });
      const last = network.canvasToDOM({ x: label.right, y: label.bottom });
      return first.x >= 0 && first.y >= 0 && last.x <= clientWidth && last.y <= clientHeight;
    };
    return Object.fromEntries([...drawn.actors.keys()].filter((actor) => drawn.actors[actor]).map((actor) => [actors.id[actor], held(actor)]));
  },
});
