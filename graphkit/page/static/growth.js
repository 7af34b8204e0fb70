// In large graphs, draws the most connected actors and whatever the reader expands from there; lists hold everything.

/** What is drawn of what is seen: the verdict per relation, and who. */
const drawn = LARGE ? { relations: new Uint8Array(RELATIONS), actors: new Uint8Array(ACTORS) } : { relations: seen.verdict, actors: seen.active };

/** How many relations in colour each actor has in what is seen; background only breaks ties. */
function connections() {
  const found = new Float64Array(ACTORS);
  for (let row = 0; row < RELATIONS; row += 1) {
    if (seen.verdict[row] === HIDDEN) continue;
    const worth = is.background[row] || is.newsroom[row] ? 1e-4 : 1;
    found[relations.source[row]] += worth;
    found[relations.target[row]] += worth;
  }
  return found;
}

const FEWEST = 12;
const DRAWN_BETWEEN = 300;

/** The most connected actors: as many as are drawn at first, fewer where there would be too much between them. */
function mostConnected() {
  const ties = connections();
  const found = new Set();
  let between = 0;
  for (const actor of [...ties.keys()].filter((each) => ties[each] > 0).sort((one, other) => ties[other] - ties[one] || one - other)) {
    const more = relationsOf[actor].filter((row) => seen.verdict[row] !== HIDDEN && found.has(otherEnd(row, actor))).length;
    if (found.size >= page.drawn_at_first || (found.size >= FEWEST && between + more > DRAWN_BETWEEN)) break;
    found.add(actor);
    between += more;
  }
  return found;
}

/** The actors at the other ends of what is seen of an actor. */
const seenAround = (actor) => [...new Set(relationsOf[actor].filter((row) => seen.verdict[row] !== HIDDEN).map((row) => otherEnd(row, actor)))];

/** Whoever is chosen, or is in what is chosen, is drawn wherever it stands. */
function chosenActors() {
  const { actor, relation, path } = view.selection || {};
  if (relation !== undefined) return [relations.source[relation], relations.target[relation]];
  if (actor === undefined) return (path && path.actors) || [];
  if (!view.depth) return [actor];
  const { distance } = neighborhood(actor, view.depth, seen.verdict);
  return [...distance.keys()].filter((other) => distance[other] >= 0);
}

/** Settle what is drawn, after it is settled what is seen. */
function grow() {
  if (!LARGE) return;
  const wanted = [...mostConnected(), ...chosenActors(), ...[...cast.actors.keys()].filter((actor) => cast.actors[actor])];
  for (const actor of view.grown) wanted.push(actor, ...seenAround(actor));
  if (dragged !== null) wanted.push(dragged);
  drawn.actors.fill(0);
  for (const actor of wanted) drawn.actors[actor] = seen.active[actor];
  drawn.count = drawn.actors.reduce((sum, is) => sum + is, 0);
  enlargedAt = 0;
  for (let row = 0; row < RELATIONS; row += 1) {
    drawn.relations[row] = drawn.actors[relations.source[row]] && drawn.actors[relations.target[row]] ? seen.verdict[row] : HIDDEN;
  }
  syncNodes();
}

/** Draw the neighbours of an actor as well, or no longer. */
function expand(actor, on = !view.grown.has(actor)) {
  const grown = new Set(view.grown);
  if (on) grown.add(actor);
  else grown.delete(actor);
  change({ grown });
  if (on) lookAtActor(actor);
}

/** Look at an actor and its neighbours, which are drawn for that in a large graph. */
function expandAndLook(actor) {
  if (LARGE && !view.grown.has(actor)) expand(actor);
  else lookAtActor(actor);
}

// --- what is left out, and the ways to more or less ------------------------------------------------

/** 60 of 5,007 actors are drawn, the most connected; 8,213 relations are not drawn. */
function growthText() {
  const count = (flags) => flags.reduce((sum, flag) => sum + (flag ? 1 : 0), 0);
  const [shown, all] = [drawn.count, count(seen.active)];
  const missing = count(seen.verdict) - count(drawn.relations);
  if (shown === all && !missing) return `All ${plural(all, "actor")} are drawn.`;
  const which = view.grown.size ? `the most connected and around ${plural(view.grown.size, "expanded one")}` : "the most connected";
  return `${shown.toLocaleString("en")} of ${plural(all, "actor")} drawn, ${which}; ${plural(missing, "relation")} not drawn. Expand an actor to add its neighbours.`;
}

/** The kinds of actor with how many of each are drawn; one that is not pressed in is collapsed. */
function kindSwitches() {
  const counts = new Int32Array(page.kinds.length);
  for (let actor = 0; actor < ACTORS; actor += 1) counts[actors.kind[actor]] += drawn.actors[actor] ? 1 : 0;
  return page.kinds.map((kind, number) => {
    const on = !view.offKinds.has(kind.name);
    const label = kind.label.toLowerCase();
    return make("button", {
      type: "button", id: `collapse-${number}`, class: "kind-switch", "aria-pressed": String(on), title: on ? `Collapse: leave out every ${label}` : `Bring every ${label} back`,
      onclick: () => change({ offKinds: toggled(view.offKinds, kind.name) }),
    }, kindIcon(number), make("span", {}, kind.label), make("span", { class: "count" }, on ? String(counts[number]) : "–"));
  });
}

function toggled(names, name) {
  const next = new Set(names);
  if (!next.delete(name)) next.add(name);
  return next;
}

/** Up to so many actors, one may ask for all of them at once. */
const DRAWABLE = 1000;

function drawAll() {
  change({ grown: new Set(Array(ACTORS).keys()) });
  fit();
}

function startGrowth() {
  if (!LARGE) return;
  byId("growth").hidden = false;
  // The drawing ends where this begins: nothing lies under it.
  new ResizeObserver(([entry]) => (byId("network").style.bottom = `${entry.borderBoxSize[0].blockSize}px`)).observe(byId("growth"));
}

function drawGrowth() {
  if (!LARGE) return;
  const panel = byId("growth");
  const focused = panel.contains(document.activeElement) && document.activeElement.id;
  panel.replaceChildren(
    make("p", { id: "growth-text" }, growthText()),
    make("div", { class: "kind-switches", role: "group", "aria-label": "Kinds of actor drawn" }, kindSwitches(),
      make("button", { type: "button", id: "collapse-all", class: "kind-switch", disabled: !view.grown.size, onclick: () => change({ grown: new Set() }) }, "Collapse all"),
      ACTORS <= DRAWABLE && make("button", { type: "button", id: "draw-all", class: "kind-switch", disabled: view.grown.size === ACTORS, onclick: drawAll }, "Draw all")),
  );
  if (focused) (byId(focused) || byId("collapse-0")).focus({ preventScroll: true });
}

/** In the panel of an actor: how many of its neighbours are not drawn, and the button that adds or takes them away. */
function expansionOf(actor) {
  if (!LARGE) return null;
  const on = view.grown.has(actor);
  const missing = seenAround(actor).filter((other) => !drawn.actors[other]).length;
  if (!on && !missing) return make("p", { class: "quiet" }, "All its neighbours are drawn.");
  return make("button", { type: "button", id: "expand", class: "wide", title: "e", onclick: () => expand(actor) }, on ? "Collapse: take its neighbours away" : `Expand: draw ${plural(missing, "more neighbour")}`);
}

let enlargedAt = 1;

/** From however far away one looks: few actors on a wide screen no smaller than half their size, curves bent as much. */
function enlarge(scale) {
  if (!LARGE || scale === enlargedAt) return;
  enlargedAt = scale;
  const smallest = 0.5 * Math.min(1, innerWidth / 1100, Math.sqrt(page.drawn_at_first / drawn.count));
  stretch = Math.max(1, smallest / scale);
  for (let actor = 0; actor < ACTORS; actor += 1) nodeSize[actor] = actors.size[actor] * stretch;
}
