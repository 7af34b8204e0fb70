// Finds who is within so many hops of an actor in what is visible, and by which relations.

/**
 * The hops to each actor (-1: farther than asked, or out of reach), and the relations by which they
 * are reached. What is planned or denied leads to an actor but not beyond it; what is *about* the
 * actor leads from it to both of its ends.
 */
function neighborhood(actor, hops, verdicts) {
  const distance = new Int32Array(ACTORS).fill(-1);
  const by = new Uint8Array(RELATIONS);
  distance[actor] = 0;
  let frontier = [actor];
  for (let hop = 1; hop <= hops && frontier.length; hop += 1) {
    const beyond = new Set();
    const reach = (there, row) => {
      if (distance[there] >= 0 && distance[there] < hop) return;
      distance[there] = hop;
      by[row] = 1;
      if (is.actual[row]) beyond.add(there);
    };
    for (const here of frontier) {
      for (const row of relationsOf[here]) {
        if (verdicts[row] !== HIDDEN && relations.source[row] !== relations.target[row]) reach(otherEnd(row, here), row);
      }
    }
    if (hop === 1) {
      for (const row of relationsAbout(actor)) {
        if (verdicts[row] === HIDDEN) continue;
        for (const end of [relations.source[row], relations.target[row]]) reach(end, row);
      }
    }
    frontier = [...beyond];
  }
  return { distance, by };
}

/** The relations that are about an actor without being its own. */
function relationsAbout(actor) {
  const id = actors.id[actor];
  const found = [];
  for (let row = 0; row < RELATIONS; row += 1) {
    if (relations.source[row] === actor || relations.target[row] === actor) continue;
    if (field(relations, "about", row, []).includes(id)) found.push(row);
  }
  return found;
}

// --- how far one looks -----------------------------------------------------------------------------

const DEPTHS = [1, 2, 3];

/** Keep in colour what is within so many hops of the chosen actor; the same number again gives it up. */
function setDepth(hops) {
  const chosen = view.selection || {};
  if (chosen.actor === undefined) return;
  change({ depth: view.depth === hops ? 0 : hops });
  if (view.depth) announce(`${plural(within(chosen.actor, hops), "actor")} within ${plural(hops, "hop")} of ${nameOf(chosen.actor)}.`);
}

const within = (actor, hops) => neighborhood(actor, hops, seen.verdict).distance.reduce((count, hop) => count + (hop > 0), 0);

/** What can be asked around an actor: how far one looks, and a path from here. */
function aroundActor(actor) {
  const buttons = DEPTHS.map((hops) => make("button", {
    type: "button", id: `depth-${hops}`, "aria-pressed": String(view.depth === hops), "aria-label": `Within ${plural(hops, "hop")}`, title: `Within ${plural(hops, "hop")} (${hops})`, onclick: () => setDepth(hops),
  }, String(hops)));
  return make("div", { class: "around" },
    make("span", { id: "depth-label" }, "Within hops"),
    make("div", { class: "steps", role: "group", "aria-labelledby": "depth-label" }, buttons),
    make("button", { type: "button", id: "path-from-here", title: "Path from here (r)", onclick: openFinder }, "Path from here"),
    view.depth ? make("p", { class: "quiet" }, `${plural(within(actor, view.depth), "actor")} within ${plural(view.depth, "hop")}; the rest fades.`) : null);
}
