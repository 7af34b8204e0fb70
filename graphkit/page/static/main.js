// Puts the parts together: first view, keys, theme, the heading line, and a small programming interface.

let fading = null;

function refresh() {
  const focus = hovered.actor >= 0 ? { actor: hovered.actor } : hovered.relation >= 0 ? { relation: hovered.relation } : view.selection;
  light(focus);
  redraw();
}

/** 1 Apr – 31 Jul 2025 · 31 relations, 6 maybe · 22 background */
function headingText() {
  let sure = 0;
  let maybe = 0;
  let background = 0;
  let force = 0;
  for (let row = 0; row < RELATIONS; row += 1) {
    if (seen.verdict[row] === HIDDEN) continue;
    if (is.background[row]) background += 1;
    else {
      if (seen.verdict[row] === MAYBE) maybe += 1;
      else sure += 1;
      if (view.mode === "day" && inForce(row, view.day)) force += 1;
    }
  }
  const count = `${plural(sure + maybe, "relation")}${maybe ? `, ${maybe} maybe` : ""}`;
  const quiet = background ? `${background} background` : null;
  if (view.mode === "all") return ["Whole story", count, quiet].filter(Boolean).join(" · ");
  if (view.mode === "span") return [spanText(view.from, view.to), count, quiet].filter(Boolean).join(" · ");
  const standing = `${force} in force, ${sure + maybe - force} happened${maybe ? `, ${maybe} maybe` : ""}`;
  return [`As of ${dayText(view.day)}`, standing, quiet].filter(Boolean).join(" · ");
}

/** While dates run, the line is not read out at every step. */
function drawHeading() {
  const line = byId("heading");
  line.setAttribute("aria-live", playing ? "off" : "polite");
  line.textContent = headingText();
  byId("empty").hidden = seen.verdict.some((verdict) => verdict !== HIDDEN) || RELATIONS === 0;
}

function showAll(what = {}) {
  if (view.selection && view.selection.path && !("selection" in what)) {
    view.selection = { path: shortestPath(view.selection.path.from, view.selection.path.to) };
  }
  drawHeading();
  syncTimeline();
  drawLegend();
  if (!playing || "selection" in what) drawDetails();
  else {
    clearTimeout(fading);
    fading = setTimeout(drawDetails, 160);
  }
  drawTable();
  if (page.story.length) drawStory();
  if ("selection" in what) revealDetails();
  refresh();
}

/** On narrow screens the details lie under the graph: bring them near when something is chosen. */
function revealDetails() {
  byId("details").scrollTop = 0;
  if (view.selection && innerWidth < 900) byId("details").scrollIntoView({ block: "nearest", behavior: reducedMotion() ? "auto" : "smooth" });
}

handlers.hover = refresh;
handlers.click = (found, shift) => {
  const chosen = view.selection;
  if (shift && found && found.actor !== undefined && chosen && chosen.actor !== undefined && chosen.actor !== found.actor) {
    select({ path: shortestPath(chosen.actor, found.actor) });
  } else select(found);
};
handlers.open = (found) => {
  if (!found || found.actor === undefined) return;
  fit([found.actor, ...relationsOf[found.actor].filter((row) => seen.verdict[row] !== HIDDEN).map((row) => otherEnd(row, found.actor))]);
};

function startKeys() {
  addEventListener("keydown", (event) => {
    const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) && !["checkbox", "radio"].includes(event.target.type);
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") {
      stopPlaying();
      if (tableShown) {
        toggleTable(false);
        byId("table-button").focus();
      } else if (view.selection) select(null);
      return;
    }
    if (typing) return;
    const inGraph = !/^(INPUT|BUTTON|A)$/.test(event.target.tagName);
    if (event.key === "/") byId("search").focus();
    else if (event.key === "0") fit();
    else if (event.key === "ArrowRight" && inGraph) step(1);
    else if (event.key === "ArrowLeft" && inGraph) step(-1);
    else return;
    event.preventDefault();
  });
}

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

function openingView() {
  const { opening } = page;
  view.certain = Boolean(opening.certain);
  view.undated = Boolean(opening.undated);
  if (opening.newsroom) view.offFamilies.delete("newsroom");
  if (opening.mode === "day") return { mode: "day", day: opening.day };
  if (opening.mode === "span") return { mode: "span", from: opening.from ?? -Infinity, to: opening.to ?? Infinity };
  return { mode: "all" };
}

function applyHash() {
  const found = readHash(location.hash);
  if (!found) return false;
  const { wantedPath, ...rest } = found;
  change(rest);
  if (wantedPath) select({ path: shortestPath(...wantedPath) });
  return true;
}

/** Everything visible; where there is little room, the largest actors only. */
function firstFit() {
  const visible = [...seen.active.keys()].filter((actor) => seen.active[actor]);
  const room = Math.max(12, Math.round((byId("network").clientWidth * byId("network").clientHeight) / 5000));
  fit(visible.sort((one, other) => nodeSize[other] - nodeSize[one] || one - other).slice(0, room), false);
}

function start() {
  for (const id of ["stage", "tools"]) byId(id).hidden = false;
  view.day = page.axis ? page.axis[1] : UNIX_EPOCH;
  startTimeline();
  startTheme();
  Object.assign(view, openingView());
  recompute();
  startNetwork();
  startSearch();
  startKeys();
  startStory();
  byId("table-button").addEventListener("click", () => toggleTable());
  byId("fit-button").addEventListener("click", () => fit());
  byId("picture-button").addEventListener("click", savePicture);
  onChange(showAll);
  if (!applyHash()) showAll();
  firstFit();
  let width = innerWidth;
  addEventListener("resize", () => {
    if (Math.abs(innerWidth - width) > 80) firstFit();
    width = innerWidth;
  });
  addEventListener("hashchange", () => location.hash !== ownHash && applyHash());
}

start();

/**
 * A small programming interface, for tests and for whoever opens the console.
 *
 * visible(): ids of the relations shown. setSpan(a, b): the closed period of day numbers (null: no
 * end). setDay(d): as of a day. setAll(): the whole story. setCertain, setUndated, setNewsroom: the
 * switches, by true or false. select(id): an actor or a relation, null for none. path(a, b): the
 * shortest path. positions(): where each actor stands. curves() and place(id): where a visible
 * relation or an actor can be clicked, in pixels of the page. labels(): the names there is room
 * for. fit(): the camera over all that is visible; inside(): which actors are in it with their names.
 */
window.graphkit = Object.freeze({
  visible: () => relations.id ? relations.id.filter((_, row) => seen.verdict[row] !== HIDDEN) : [],
  maybe: () => relations.id ? relations.id.filter((_, row) => seen.verdict[row] === MAYBE) : [],
  setSpan: (from, to) => change({ mode: "span", from: from ?? -Infinity, to: to ?? Infinity }),
  setDay: (day) => change({ mode: "day", day }),
  setAll: () => change({ mode: "all" }),
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
    select({ path: shortestPath(actorNumbers.get(from), actorNumbers.get(to)) });
    return view.selection.path.actors ? view.selection.path.relations.length : null;
  },
  positions: () => Object.fromEntries(Object.entries(network.getPositions()).map(([actor, place]) => [actors.id[actor], place])),
  curves: () => {
    const frame = byId("network").getBoundingClientRect();
    return relations.id.flatMap((id, row) => {
      if (seen.verdict[row] === HIDDEN) return [];
      const place = network.canvasToDOM(pointOn(curveOf(row), 0.5));
      return [{ id, x: place.x + frame.left, y: place.y + frame.top }];
    });
  },
  labels: () => placedLabels(byId("network").querySelector("canvas").getContext("2d"), network.getScale()).map(({ actor, left, right, top, bottom }) => ({ id: actors.id[actor], left, right, top, bottom })),
  fit: () => fit(null, false),
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
    return Object.fromEntries([...seen.active.keys()].filter((actor) => seen.active[actor]).map((actor) => [actors.id[actor], held(actor)]));
  },
});
